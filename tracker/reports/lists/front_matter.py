"""Front matter: the YAML or TOML block at the top of a report, where some teams keep their action items.

A list under a key that sounds like actions is read, "action_items:" or "follow-ups:"; its entries are words, or
mappings whose keys are what columns of a table are called. Everything else there belongs to `facts`.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.reports.lists.candidates import Candidate, Harvest
from tracker.reports.outline.groups import Group
from tracker.reports.outline.openings import ITEMS, Heading
from tracker.reports.outline.sections import names_a_section
from tracker.reports.vocabulary.columns import Column, column_of
from tracker.reports.vocabulary.placeholders import placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.reports.text.conflicts import NumberedLine

LONGEST = 50_000
"""Characters of front matter that are looked at for items: nobody writes more, and a hostile one may."""
MOST_ENTRIES = 1_000
"""Entries of all its lists that are looked at: an alias repeats a list for the price of a word."""


class _Entry(NamedTuple):
    """One entry of a list: its line, and its words by their keys, "" where it is words alone."""

    line: int
    words: dict[str, str]


def read_front_matter(fence: str, lines: Sequence[NumberedLine], harvest: Harvest) -> None:
    """Add the items of a front matter to the harvest. `fence` is the line above it: "---" is YAML, "+++" TOML."""
    text = "\n".join(line.text for line in lines)
    if len(text) > LONGEST or not _may_hold_items(lines):
        return
    read = _toml_lists if fence == "+++" else _yaml_lists
    left = MOST_ENTRIES
    for key, entries in read(text, lines):
        section = names_a_section(_words(key))
        if section is None or section.holds not in ITEMS:
            continue
        heading = Heading(_words(key), 1, section.holds, f"front matter: {section.name}", known=True)
        group = Group((heading,))
        for entry in entries[:left]:
            _take(entry, group, harvest)
        left -= min(left, len(entries))


_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _words(key: str) -> str:
    """Return the words of a key: "action_items", "follow-ups", "actionItems"."""
    return _HUMP.sub(" ", key).replace("_", " ").replace("-", " ").lower()


def _may_hold_items(lines: Sequence[NumberedLine]) -> bool:
    """Whether a key sounds like actions: most front matters hold a title and a day, and need no parser."""
    keys = (line.text.strip("[] ").partition(":")[0].partition("=")[0] for line in lines)
    return any(names_a_section(_words(key)) for key in keys if key)


def _take(entry: _Entry, group: Group, harvest: Harvest) -> None:
    """Add an entry to the harvest: the task is what is called so, else its longest words."""
    fields: dict[Column, str] = {}
    task = entry.words.get("", "")
    others = [""]
    for key, value in entry.words.items():
        column = column_of(_words(key))
        if column is Column.TASK and not task:
            task = value
        elif column is None or column is Column.NOTES:
            others.append(value)
        elif value:
            fields.setdefault(column, value)
    task = task or max(others, key=len)
    why = placeholder(task)
    if why:
        harvest.pass_over(entry.line, task, why)
    else:
        harvest.candidates.append(Candidate(entry.line, task, "front matter", group, fields))


def _yaml_lists(text: str, lines: Sequence[NumberedLine]) -> Iterator[tuple[str, list[_Entry]]]:
    """Yield the lists of a YAML mapping by their keys, one level deep in what stands at its top.

    Composed, not constructed: nodes know their lines, no value becomes an object, and an alias costs nothing.
    """
    import yaml  # noqa: PLC0415 - few reports keep items there

    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return
    seen: set[int] = set()
    for key, node in _pairs(top):
        inner = _pairs(node) if isinstance(node, yaml.MappingNode) else [(key, node)]
        for name, value in inner:
            if isinstance(value, yaml.SequenceNode) and id(value) not in seen:
                seen.add(id(value))
                entries = [_yaml_entry(entry, lines) for entry in value.value[:MOST_ENTRIES]]
                yield name, [entry for entry in entries if entry.words]


def _pairs(node: Any) -> list[tuple[str, Any]]:
    """Return the keys of a YAML mapping with their nodes."""
    import yaml  # noqa: PLC0415 - as above

    if not isinstance(node, yaml.MappingNode):
        return []
    return [(key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]


def _yaml_entry(node: Any, lines: Sequence[NumberedLine]) -> _Entry:
    import yaml  # noqa: PLC0415 - as above

    line = lines[min(node.start_mark.line, len(lines) - 1)].number
    if isinstance(node, yaml.ScalarNode):
        return _Entry(line, {"": _yaml_value(node)})
    return _Entry(line, {key: _yaml_value(value) for key, value in _pairs(node)})


def _yaml_value(node: Any) -> str:
    """Return a scalar's words, and those of a list parted by commas: two owners, three tickets."""
    import yaml  # noqa: PLC0415 - as above

    if isinstance(node, yaml.SequenceNode):
        return ", ".join(entry.value for entry in node.value if isinstance(entry, yaml.ScalarNode))
    return _said(node.value) if isinstance(node, yaml.ScalarNode) else ""


_NO_WORDS = {"null": "", "~": "", "none": "", "true": "yes", "false": ""}
"""What YAML and TOML write for nothing, and for yes and no."""


def _said(value: str) -> str:
    return _NO_WORDS.get(value.strip().lower(), value)


def _toml_lists(text: str, lines: Sequence[NumberedLine]) -> Iterator[tuple[str, list[_Entry]]]:
    """Yield the lists of a TOML document by their keys."""
    try:
        top = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return
    for key, value in top.items():
        inner = value.items() if isinstance(value, dict) else [(key, value)]
        for name, entries in inner:
            if isinstance(entries, list):
                yield name, [_toml_entry(entry, lines) for entry in entries if entry]


def _toml_entry(entry: Any, lines: Sequence[NumberedLine]) -> _Entry:
    """Return an entry with the line on which its longest words stand: TOML's reader tells no lines."""
    pairs = entry.items() if isinstance(entry, dict) else [("", entry)]
    words = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else _said(str(value)) for key, value in pairs
    }
    longest = max(words.values(), key=len).partition("\n")[0]
    line = next((line.number for line in lines if longest in line.text), lines[0].number)
    return _Entry(line, words)


def _toml_value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else _said(str(value))
