"""What was typed and means nothing: the word that was meant, and the one line that tells it.

Loaded only when something is wrong. `told` turns what typer raises into a sentence of this program.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer._click import exceptions  # typer exports BadParameter alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SYNONYMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("ls", "ll", "todo", "todos", "tasks", "items", "all", "open", "overdue", "due"), ("list",)),
    **dict.fromkeys(("status", "summary", "overview", "next", "st"), ("", "list")),
    **dict.fromkeys(("cat", "view", "get", "info", "details", "explain"), ("show",)),
    **dict.fromkeys(("find", "grep", "query", "filter"), ("search",)),
    **dict.fromkeys(("log", "events", "changes", "blame", "audit"), ("history",)),
    **dict.fromkeys(("postmortems", "incidents", "sources", "files"), ("reports",)),
    **dict.fromkeys(("new", "create", "insert"), ("add",)),
    **dict.fromkeys(("scan", "read", "load", "sync", "fetch", "pull", "parse", "update"), ("import",)),
    **dict.fromkeys(("change", "set", "modify", "rename", "move", "due-date", "reschedule"), ("edit",)),
    **dict.fromkeys(("own", "owner", "give", "reassign", "delegate", "take"), ("assign",)),
    **dict.fromkeys(("close", "complete", "finish", "resolve", "check", "fix", "fixed"), ("done",)),
    **dict.fromkeys(("open-again", "unclose", "undone", "uncancel"), ("reopen",)),
    **dict.fromkeys(("wontfix", "won't-do", "wontdo", "drop", "reject", "dismiss", "abandon"), ("cancel",)),
    **dict.fromkeys(("rm", "remove", "delete", "del", "purge"), ("cancel", "forget")),
    **dict.fromkeys(("defer", "postpone", "later", "mute", "silence", "sleep", "wait"), ("snooze",)),
    **dict.fromkeys(("revert", "rollback", "back", "restore"), ("undo",)),
    **dict.fromkeys(("review", "inbox", "accept", "backlog"), ("triage",)),
    **dict.fromkeys(("remind", "run", "serve", "start", "watch", "cron", "send", "notify"), ("daemon",)),
    **dict.fromkeys(("channel", "slack", "webhook", "webhooks", "ping"), ("channels",)),
    **dict.fromkeys(("setup", "configure"), ("init", "config")),
    **dict.fromkeys(("settings", "conf", "configuration", "env"), ("config",)),
    **dict.fromkeys(("tour", "example", "tutorial", "try"), ("demo",)),
    **dict.fromkeys(("completions", "bash", "zsh", "fish"), ("completion",)),
    **dict.fromkeys(("help", "commands", "man", "usage"), ("--help",)),
    "version": ("--version",),
}
"""What newcomers type by habit, and the commands that do it here; an empty name is `pmtrack` alone."""

ENOUGH_OF_A_NAME = 2
"""From so many letters on, the beginning of a name is taken for the name."""

MOST_MEANT = 3

LONGEST_WORD = 40
"""Characters of a mistyped word that are repeated."""

NEAR = 0.66
"""How like a right word a wrong one must be (`difflib`'s ratio): lst, lits and lisst are, lamp is not."""


def meant(word: str, names: Sequence[str], habits: dict[str, tuple[str, ...]] = SYNONYMS) -> list[str]:
    """Return the names that a mistyped word may mean, the likeliest first: by habit, beginning or likeness."""
    from difflib import get_close_matches  # noqa: PLC0415 - not where the word is known by habit

    folded = word.casefold().strip().replace("_", "-")
    known = [name for name in habits.get(folded, ()) if name in names or not name.isalpha()]
    same = [name for name in names if name.casefold() == folded]
    begun = [name for name in names if len(folded.strip("-")) >= ENOUGH_OF_A_NAME and name.startswith(folded)]
    swapped = [name for name in names if sorted(name) == sorted(folded)]
    near = get_close_matches(folded[:LONGEST_WORD], names, n=1, cutoff=NEAR)
    return known or same or begun[:MOST_MEANT] or swapped or near


def did_you_mean(names: Iterable[str]) -> str:
    """Return `; did you mean `list` or `edit`?`, empty where nothing is near."""
    shown = [f"`{name}`" if name else "`pmtrack` alone" for name in names]
    return f"; did you mean {' or '.join(shown)}?" if shown else ""


def no_command(word: str, names: Sequence[str], habits: dict[str, tuple[str, ...]] = SYNONYMS) -> str:
    """Say that there is no such command, and which one was meant."""
    return f"no command `{shortened(word)}`{did_you_mean(meant(word, names, habits))}"


def shortened(word: str) -> str:
    """Return as much of a word as shows which one it is."""
    return word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…"


def told(error: Any) -> list[str]:
    """Return what typer raised as one or two lines: what is wrong, and where the help is."""
    sentence = next(tell for kind, tell in KINDS if isinstance(error, kind))(error).rstrip(".")
    end = "" if sentence.endswith("?") else "."
    if error.ctx is None:
        return [f"pmtrack: {sentence}{end}"]
    path = error.ctx.command_path
    return [f"{path}: {sentence}{end}", f"`{path} --help` explains {explained(error.ctx.command)}."]


def explained(command: Any) -> str:
    """Return what the help of a command is about."""
    return "the commands" if hasattr(command, "list_commands") else "the command"


def no_option(error: Any) -> str:
    """An option that the command does not have."""
    known = [name for option in error.ctx.command.get_params(error.ctx) for name in option.opts if name[:1] == "-"]
    near = meant(error.option_name, known, {})
    name = shortened(error.option_name)
    if near or not hasattr(error.ctx.command, "list_commands"):
        return f"no option `{name}`{did_you_mean(near)}"
    return f"no option `{name}`; the options of a command stand behind it"


def missing(error: Any) -> str:
    """An argument or option that has to be given."""
    if error.param is None:
        return str(error.format_message())
    name = shown_name(error.param, error.ctx)
    return f"{name} is missing"


def bad_value(error: Any) -> str:
    """A value that an option or argument does not take."""
    message = str(error.message).rstrip(".")
    choices = getattr(getattr(error.param, "type", None), "choices", ())
    if choices:
        wrong = message.partition("'")[2].partition("'")[0]
        message += did_you_mean(meant(wrong, [str(getattr(choice, "value", choice)) for choice in choices], {}))
    is_option = getattr(error.param, "param_type_name", "") == "option"
    return f"{shown_name(error.param, error.ctx)}: {message}" if is_option else message


def bad_option_use(error: Any) -> str:
    """An option without its value, or with one that it does not take."""
    needs = "requires" in str(error.message)
    return f"`{error.option_name}` {'needs a value behind it' if needs else 'takes no value'}"


EXTRA = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)\.?", re.DOTALL)


def other(error: Any) -> str:
    """Whatever else typer finds wrong."""
    found = EXTRA.fullmatch(str(error.message))
    return f"nothing more is expected, but there is: {found[1]}" if found else str(error.format_message())


def shown_name(parameter: Any, context: Any) -> str:
    """Return what people call a parameter: its option, or what the usage calls the argument."""
    if parameter.param_type_name == "option":
        return f"`{max(parameter.opts, key=len)}`"
    return str(parameter.make_metavar(context)).strip("[]{}").removesuffix("...")


KINDS: tuple[tuple[type[Exception], Callable[[Any], str]], ...] = (
    (exceptions.NoSuchOption, no_option),
    (exceptions.MissingParameter, missing),
    (exceptions.BadParameter, bad_value),
    (exceptions.BadOptionUsage, bad_option_use),
    (exceptions.ClickException, other),
)
"""What typer raises, the narrower kinds first, and who tells it."""
