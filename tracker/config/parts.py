"""Parts of the configuration that a user names, [channels.NAME] and its like, read by the rows of their table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.config.nearest import did_you_mean
from tracker.config.toml import toml_name, toml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.config.document import Document
    from tracker.config.settings import Setting


@dataclass(frozen=True, slots=True)
class Part:
    """One named part: a value for each key of its table as the program uses it, and the keys that the file has."""

    path: tuple[str, str]
    values: Mapping[str, Any]
    given: Mapping[str, object]

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.path[1]


def named_tables(document: Document, section: str) -> Iterator[tuple[tuple[str, str], Mapping[str, object]]]:
    """Yield the parts of a section, each with its path, in the order of the file.

    Raises:
        UnusableConfiguration: the section, or a part of it, is no table.
    """
    tables = document.table.get(section, {})
    if not isinstance(tables, dict):
        raise document.problem((section,), f"is a section: write [{section}.NAME] and its keys below")
    for name, table in tables.items():
        path = (section, name)
        if not isinstance(table, dict):
            raise document.problem(path, f"is a section: write [{toml_name(path)}] and its keys below")
        yield path, table


def read_part(
    document: Document, path: tuple[str, str], table: Mapping[str, object], settings: Sequence[Setting], what: str
) -> Part:
    """Return a part, every key and value of it checked; `what` is what an error calls its kind: "a channel".

    Raises:
        UnusableConfiguration: a key or a value means nothing, or a key is missing.
    """
    known = {setting.path: setting.key for setting in settings}
    given: dict[str, object] = {}
    for steps, value in _leaves(document, path, table, settings):
        if steps not in known:
            hint = did_you_mean(".".join(steps), known.values()) or f"; {what} has {', '.join(known.values())}"
            raise document.problem((*path, *steps), f"there is no such key{hint}")
        given[known[steps]] = value
    values = {setting.key: _value(document, path, setting, given) for setting in settings}
    return Part(path, values, given)


def _leaves(
    document: Document, path: tuple[str, str], table: Mapping[str, object], settings: Sequence[Setting]
) -> Iterator[tuple[tuple[str, ...], object]]:
    """The keys of a part with their values; those of a table inside it, like handles.slack, one by one."""
    inside = {setting.path[0]: setting for setting in settings if len(setting.path) > 1}
    for key, value in table.items():
        if key not in inside:
            yield (key,), value
        elif isinstance(value, dict):
            yield from (((key, inner), held) for inner, held in value.items())
        else:
            example = f"{inside[key].key} = {toml_text(inside[key].sample)}"
            raise document.problem((*path, key), f"has keys of its own: write {example}")


def _value(document: Document, path: tuple[str, str], setting: Setting, given: Mapping[str, object]) -> Any:
    if setting.required and setting.key not in given:
        raise document.problem(path, f"{setting.key} is missing, like {setting.key} = {toml_text(setting.sample)}")
    value = given.get(setting.key, setting.default)
    try:
        return None if value is None else setting.read(value)
    except ValueError as error:
        raise document.problem((*path, *setting.path), str(error)) from None
