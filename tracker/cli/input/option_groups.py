"""Options that go together as one value: a frozen dataclass whose fields are options of the command.

    @dataclass(frozen=True)
    class Place:
        db: Annotated[str | None, typer.Option("--db", help="The database.")] = None

    @with_option_groups
    def show(number: int, *, place: Place) -> None: ...

gives `pmtrack show 7 --db FILE`, and the function a `Place`. What several commands share is written once, and
a command's own signature stays short enough to read. A group with a `heading: ClassVar[str]` has its options under
that heading in the help.
"""

from __future__ import annotations

import inspect
from copy import copy
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from typer.models import ParameterInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Result = TypeVar("Result")


def with_option_groups(command: Callable[..., Result]) -> Callable[..., Result]:
    """Return the command with each parameter that is a dataclass replaced by the options that its fields are.

    Every field is annotated as a command's own option would be, and has a default where that would have one.

    Raises:
        TypeError: two groups, or a group and the command, have an option of the same name.
    """
    signature = inspect.signature(command, eval_str=True)
    groups: dict[str, Any] = {
        name: parameter.annotation
        for name, parameter in signature.parameters.items()
        if is_dataclass(parameter.annotation)
    }

    @wraps(command)
    def flat(**given: Any) -> Result:
        for name, group in groups.items():
            given[name] = group(**{option.name: given.pop(option.name) for option in fields(group)})
        return command(**given)

    parameters = list(flat_parameters(signature))
    names = [parameter.name for parameter in parameters]
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise TypeError(f"{command.__name__} has two options called {', '.join(twice)}")
    # What typer reads: the signature of the options, and their types once more as annotations.
    flat.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # `inspect` looks there
    flat.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return flat


def flat_parameters(signature: inspect.Signature) -> Iterator[inspect.Parameter]:
    """Yield a command's parameters with the fields of its groups in their place; typer passes all by name."""
    for parameter in signature.parameters.values():
        if is_dataclass(parameter.annotation):
            yield from options_of(parameter.annotation)
        else:
            yield parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)


def options_of(group: Any) -> Iterator[inspect.Parameter]:
    """Yield the fields of a dataclass as parameters, with the types that its own module gives them."""
    types = get_type_hints(group, include_extras=True)
    for option in fields(group):
        default = inspect.Parameter.empty if option.default is MISSING else option.default
        annotation = under(getattr(group, "heading", None), types[option.name])
        yield inspect.Parameter(
            option.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )


def under(heading: str | None, annotation: Any) -> Any:
    """Return the annotation of an option that stands under a heading in the help."""
    if heading is None or get_origin(annotation) is not Annotated:
        return annotation
    kind, *notes = get_args(annotation)
    placed = [copy(note) if isinstance(note, ParameterInfo) else note for note in notes]
    for note in placed:
        if isinstance(note, ParameterInfo):
            note.rich_help_panel = heading
    return Annotated[(kind, *placed)]
