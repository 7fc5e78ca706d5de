"""How a help looks: the usage line, what values are called, and the options under their headings.

Commands are of the classes here. Options that an option group brings stand under the group's `heading`, so that
a command with twenty of them can still be read.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

OPTIONS = "Options"
"""The heading of the options that have none of their own."""


class Single(TyperCommand):
    """A command; its usage line is written as manuals write it: `show ID`, not `show {ID}`."""

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        for parameter in self.params:
            name_value(parameter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed; an option with two values is refused, where the last one would win in silence."""
        given: list[Any] = self.make_parser(ctx).parse_args(list(args))[2]
        for option in given:
            takes_one = option.param_type_name == "option" and not option.multiple and not option.is_flag
            if takes_one and given.count(option) > 1 and not ctx.resilient_parsing:
                ctx.fail(f"`{option.opts[0]}` is given twice, and takes one value")
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the pieces of the usage line."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, and the options under their headings."""
        sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], OPTIONS: []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                sections.setdefault(heading_of(parameter), []).append(record)
        width = max(len(name) for records in sections.values() for name, _ in records)
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl([(name.ljust(min(width, WIDEST_NAME)), text) for name, text in records])


WIDEST_NAME = 20
"""Columns up to which all options of a help begin their text in one column."""


def heading_of(parameter: Any) -> str:
    """Return the heading that a parameter stands under."""
    if parameter.param_type_name == "argument":
        return "Arguments"
    return str(getattr(parameter, "rich_help_panel", None) or OPTIONS)


def name_value(parameter: Any) -> None:
    """Call a value by its option, where it has no name of its own, and tell its choices behind the help."""
    if parameter.metavar is not None or parameter.name is None:
        return
    choices = getattr(parameter.type, "choices", None)
    if choices:
        shown = ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
        parameter.help = f"{parameter.help or ''} [{shown}]".strip()
    if choices or parameter.type.name == "str":
        parameter.metavar = parameter.opts[-1].lstrip("-").upper()


class Group(TyperGroup):
    """A group of commands, which says of a mistyped one what was meant."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that was typed."""
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-") and not ctx.resilient_parsing:
            from tracker.cli.mistyped import no_command  # noqa: PLC0415 - only when something is wrong

            ctx.fail(no_command(args[0], names))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, and the options behind them: they are few, and seldom what is looked for."""
        self.format_commands(ctx, formatter)
        with formatter.section(OPTIONS):
            formatter.write_dl(
                [record for option in self.get_params(ctx) if (record := option.get_help_record(ctx))]
            )


def new_app() -> typer.Typer:
    """Return an application that prints plain help and hides nothing of an error of ours."""
    return typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def as_group(app: typer.Typer) -> typer.Typer:
    """Return a command with commands below it, all of them of the classes above."""
    app.info.cls = Group
    for command in app.registered_commands:
        command.cls = Single
    return app


def alone(name: str, function: Any) -> typer.Typer:
    """Return an application of one command."""
    app = new_app()
    app.command(name, cls=Single)(function)
    return app
