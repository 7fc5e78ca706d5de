# ruff: noqa: RUF001 - letters of other scripts are data here
"""FIELD_RULES: what is read out of an item's own words, one small rule after the other.

Each rule takes what it knows off the words and notes it; what is left at the end is the title. The order
matters: links go before anything can mistake their letters, brackets before the dates in them, and so on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.reports.items.draft import Draft, Setting
from tracker.reports.items.links import take_links, take_tickets
from tracker.reports.items.owners import could_be_name, is_name, is_team, take_mentions, take_team_subject
from tracker.reports.items.values import READERS
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.labels import labels_in
from tracker.reports.vocabulary.spellings import either
from tracker.reports.vocabulary.statuses import MARKS, status_of
from tracker.words import DueConfidence, Status

if TYPE_CHECKING:
    from collections.abc import Callable

_STRIKE = re.compile(r"\W{0,4}~~[^~]{1,5000}~~\W{0,4}")


def take_strike(draft: Draft, _setting: Setting) -> None:
    """Struck-through words are done: "~~Add alerts~~"."""
    if _STRIKE.fullmatch(draft.words):
        draft.status = draft.status or Status.DONE
        draft.note("struck through", draft.words)


def take_markup(draft: Draft, _setting: Setting) -> None:
    """Links first, then everything that is only decoration."""
    take_links(draft)
    draft.words = plain(draft.words)


def take_state(draft: Draft, _setting: Setting) -> None:
    """A state in one of its places: "(done)", "✅ ...", "Implemented in x."."""
    for rule, pattern in MARKS:
        match = pattern.match(draft.words) if rule == "state in front" else pattern.search(draft.words)
        if match is None or match.end() - match.start() >= len(draft.words):
            continue
        words = next(group for group in match.groups() if group)
        found = status_of(words) or Status.DONE
        draft.status = draft.status or found
        draft.note(rule, words)
        draft.cut(match.start(), match.end())


def take_labels(draft: Draft, setting: Setting) -> None:
    """Labels inside the line: "(Owner: Ana, due: May 2)", "... - Priority: High"."""
    for label in reversed(labels_in(draft.words)):
        is_whole = label.start == 0 and label.end >= len(draft.words)
        if not is_whole and READERS[label.column](draft, label.value, setting):
            draft.note(f"label: {label.column.value}", draft.words[label.start : label.end])
            draft.cut(label.start, label.end)


_PRIORITY = f"(?:P[0-4]|SEV-?[0-4]|{either('priorities', 'high', 'medium', 'low')})"
_PRIORITY_TAG = re.compile(
    (
        rf"\W{{0,3}}(?:[\[(]({_PRIORITY})(?:\s?priority)?[\])]\s?[:-]?|"
        rf"({_PRIORITY})(?:\s?priority)?\s?[:|–—-])\s{{1,3}}"
    ),
    re.IGNORECASE,
)
_PRIORITY_CAPITALS = re.compile(r"(HIGH|MEDIUM|LOW|CRITICAL|P[0-4])\s{1,3}(?=[A-Z])")
_PRIORITY_END = re.compile(rf"\s{{1,3}}[\[(]({_PRIORITY})(?:\s?priority)?[\])][.\s]{{0,3}}$", re.IGNORECASE)


PRIORITY_HEADING = re.compile(
    rf"\W{{0,6}}(?:(P[0-4])(?![^\W_])|({_PRIORITY})[\s-]priority\b|priority\s?:?\s({_PRIORITY})\b)", re.IGNORECASE
)


_PRIORITY_NAMED = re.compile(
    rf"\s[-–—|,]\s(?:priority|prio|prioridad|prioridade|priorité|priorität|prioritas)\s?:?\s({_PRIORITY})[.\s]{{0,3}}$|"
    rf"\s[-–—|,]\s({_PRIORITY})\spriority[.\s]{{0,3}}$",
    re.IGNORECASE,
)
_PRIORITY_SENTENCE = re.compile(r"[.;,]\s{1,3}(P[0-4])[.\s]{0,3}$")


_PRIORITY_PLACES: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    ("priority in front", _PRIORITY_TAG, False),
    ("priority in capitals", _PRIORITY_CAPITALS, False),
    ("priority at the end", _PRIORITY_END, True),
    ("priority behind a dash", _PRIORITY_NAMED, True),
    ("priority as a sentence", _PRIORITY_SENTENCE, True),
)
"""Where a priority stands in a line, and whether that is its end."""


def take_priority(draft: Draft, _setting: Setting) -> None:
    """A priority as a tag: "[P1] ...", "HIGH Include ...", "... (High priority)"."""
    for rule, pattern, at_end in _PRIORITY_PLACES:
        match = pattern.search(draft.words) if at_end else pattern.match(draft.words)
        if match is not None and draft.priority is None:
            draft.priority = next(group for group in match.groups() if group)
            draft.note(rule, match[0])
            draft.cut(match.start(), match.end())


def take_due(draft: Draft, setting: Setting) -> None:
    """A due phrase in the sentence; the title keeps words that name no day, or do not end the sentence."""
    found = setting.find(draft.words)
    if found is None or draft.due is not None:
        return
    draft.due = found.due
    draft.note(f"due: {found.phrase}", found.due.text)
    ends = not draft.words[found.end :].strip(" .;,!):：") or draft.words[found.end : found.end + 1] in {".", ";"}
    in_brackets = draft.words[found.start : found.end].lstrip()[:1] in {"(", "["}
    if in_brackets or (ends and (found.due.day is not None or found.due.confidence is not DueConfidence.VAGUE)):
        draft.cut(found.start, found.end)
        draft.words = draft.words.rstrip(" -–—|,;")  # what tied the date to the words, so that the rest is seen


_HORIZON = re.compile(
    r"\W{0,3}(?:immediate(?:ly)?|(?:short|medium|mid|long)(?:er)?[\s-]term|"
    r"action(?: item)? \d{1,2}|task \d{1,2}|ação \d{1,2}|acción \d{1,2})"
    r"(?:\s\(([^()]{0,60})\))?\]?\s?[:：]\s{1,3}(?=\S)",
    re.IGNORECASE,
)


def take_horizon(draft: Draft, setting: Setting) -> None:
    """A horizon or number in front, "Short-term (2 weeks): ...", "[Action 2]: ..."; a date in it is read."""
    match = _HORIZON.match(draft.words)
    if match is None:
        return
    if match[1]:
        draft.due = draft.due or setting.parse(match[1])
    draft.note("horizon in front", match[0])
    draft.cut(match.start(), match.end())


_LAST_BRACKET = re.compile(r"\s{0,3}[(\[（]([^()\[\]（）]{2,80})[)\]）][.\s]{0,3}$")
_PART = re.compile(r"\s{0,3}[,;|/、，]\s{0,3}|\s[-–—]\s")


def take_bracket(draft: Draft, setting: Setting) -> None:
    """A last bracket that holds nothing but fields: "(Ana, P1, by Friday)", "(SRE team)"."""
    match = _LAST_BRACKET.search(draft.words)
    if match is None or match.end() - match.start() >= len(draft.words):
        return
    inside = Draft("")
    names = [part for part in _PART.split(match[1].strip()) if not _read_part(inside, part, setting)]
    is_told = (draft.has_fields or inside.has_fields) and not draft.owners
    named = draft.names_at_end and all(map(could_be_name, names))
    if not named and not _are_owners(names, is_told=is_told):
        return
    draft.add_owners([*inside.owners, *names])
    draft.due = draft.due or inside.due
    draft.priority = draft.priority or inside.priority
    draft.note("bracket at the end", match[0])
    draft.cut(match.start(), match.end())


def _are_owners(names: list[str], *, is_told: bool) -> bool:
    """Whether the rest of a bracket can only be owners: teams, or people where other fields are told too."""
    return all(is_team(name) or (is_told and is_name(name)) for name in names)


def _read_part(draft: Draft, part: str, setting: Setting) -> bool:
    """Read one part of a bracket as a date, a priority or a mention; whether it was one."""
    due = setting.parse(part)
    if due is not None and (due.day is not None or draft.due is None):
        draft.due = draft.due or due
        return True
    if re.fullmatch(rf"{_PRIORITY}(?:\s?priority)?", part, re.IGNORECASE):
        draft.priority = draft.priority or part
        return True
    if re.fullmatch(r"@[\w./-]{1,60}", part):
        draft.add_owners([part[1:]])
        return True
    return False


_DASHED_NAME = re.compile(r"\s[-–—|]\s([^-–—|()]{2,40})$")


def take_dashed_name(draft: Draft, _setting: Setting) -> None:
    """A team behind a last dash, or a person where a date stood behind that: "Add alerts - Ana - May 2"."""
    match = _DASHED_NAME.search(draft.words)
    if match is None or draft.owners or match.start() == 0:
        return
    name = match[1].strip()
    dated = any(step.rule == "due: at the end" for step in draft.trace)
    if is_team(name) or (dated and is_name(name)):
        draft.add_owners([name])
        draft.note("name behind a dash", match[0])
        draft.cut(match.start(), match.end())


FIELD_RULES: tuple[tuple[str, Callable[[Draft, Setting], None]], ...] = (
    ("struck through", take_strike),
    ("markup and links", take_markup),
    ("labels", take_labels),
    ("horizon", take_horizon),
    ("state", take_state),
    ("priority", take_priority),
    ("tickets", take_tickets),
    ("mentions", take_mentions),
    ("bracket at the end", take_bracket),
    ("due", take_due),
    ("state behind the date", take_state),
    ("mentions behind the date", take_mentions),
    ("bracket behind the date", take_bracket),
    ("name behind a dash", take_dashed_name),
    ("team as subject", take_team_subject),
)
"""What is read out of an item's words, in order."""
