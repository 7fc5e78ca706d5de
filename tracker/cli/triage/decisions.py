"""What can be decided about an item, and how a decision is written: at a prompt, as a line, as JSON. Pure.

`CHOICES` is the table: each word, its letter, and what it makes of the text behind it. A line is `ID WORD TEXT`;
what stands behind ` # `, and a line that begins with `#`, is a comment. JSON is
`{"id": 7, "do": "date", "value": "friday"}`, one behind the other or in a list. What cannot be
understood is named whole, with its lines.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from tracker.by_hand import LONGEST_TITLE, due_fields, names_of, text_of
from tracker.cli.input.options import item_numbers
from tracker.config.nearest import did_you_mean
from tracker.errors import BadOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from tracker.merging import Fields

NOBODY = ("nobody", "none", "-")
"""What says that there is no owner (any more)."""


def owner_fields(text: str, _today: date) -> Fields:
    """Return the fields of owners: names with commas between, or that there is nobody.

    Raises:
        BadOption: a name is empty or too long.
    """
    return {"owners": [] if text.strip().lower() in NOBODY else names_of([text], "owner")}


def date_fields(text: str, today: date) -> Fields:
    """Return the fields of a due date in the words of a person.

    Raises:
        BadOption: they mean no day.
    """
    return due_fields(text, today, "date")


def cancel_fields(text: str, _today: date) -> Fields:
    """Return the fields of an item that will not be done.

    Raises:
        BadOption: the reason is empty or too long.
    """
    return {"status": "cancelled", "status_reason": text_of(text, "cancel", LONGEST_TITLE)}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to decide: its word and letter, how the history and a summary call it, and the fields it sets."""

    word: str
    letter: str
    action: str
    """What the history says."""
    counted: str
    """What a summary says of those that it was decided of."""
    help: str
    sample: str = ""
    """What may stand behind the word, for those who have not seen it."""
    fields: Callable[[str, date], Fields] = lambda _text, _today: {}
    wants: str = ""
    """What has to stand behind the word; empty where nothing may."""
    question: str = ""
    """What is asked where it does not."""
    ends: bool = True
    """Whether the item is decided with it; at most one of these is."""


CHOICES = (
    Choice("accept", "a", "accepted", "accepted", "it is right as it stands; from now on it is reminded of"),
    Choice(
        "date", "d", "edited", "dated", "another due day, or none", "next friday",
        date_fields, "a day", "Due when? A day, friday, 3d, in 2 weeks, end of q3, none:", ends=False,
    ),
    Choice(
        "owner", "o", "assigned", "assigned", "who answers for it, or nobody", "Mara, Jonas",
        owner_fields, "a name", "Who answers for it? Names with commas between, or nobody:", ends=False,
    ),
    Choice(
        "cancel", "c", "cancelled", "cancelled", "it will not be done, and why", "moved to the platform team",
        cancel_fields, "a reason", "Why will it not be done?",
    ),
    Choice("done", "x", "done", "done", "it is done already", fields=lambda _text, _today: {"status": "done"}),
)  # fmt: skip
"""What can be decided of an item, in the order of the prompt."""

SKIP = "skip"
"""The word of a line that decides nothing."""

WORDS = (*(choice.word for choice in CHOICES), SKIP)

BY_NAME = {name: choice for choice in CHOICES for name in (choice.word, choice.letter)}
"""The choices by word and letter."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was understood: which item, what, the fields to set, and the line that says so."""

    item_id: int
    choice: Choice
    fields: Fields
    line: int


class Written(NamedTuple):
    """A decision as it was written, not understood yet; `ids` may be several numbers."""

    line: int
    ids: str
    word: str
    text: str


MOST_DECISIONS = 100_000
"""How many decisions are taken at once: `1-9999 accept` says many in few letters."""

COMMENT = re.compile(r"(?:^|\s)#(?:\s.*)?$|^#.*")


def parse_decisions(text: str, today: date) -> tuple[list[Decided], list[tuple[int, str]]]:
    """Return the decisions of a text, lines or JSON, in their order, and the problems with their lines.

    What is skipped is in neither; where there is a problem, nothing should be carried out.
    """
    is_json = text.lstrip()[:1] in {"{", "["}
    problems: list[tuple[int, str]] = []
    decided: list[Decided] = []
    for written in json_decisions(text, problems) if is_json else line_decisions(text, problems):
        if len(decided) > MOST_DECISIONS:
            problems.append((written.line, f"more than {MOST_DECISIONS:,} decisions at once"))
            break
        try:
            decided += understood(written, today)
        except (BadOption, typer.BadParameter) as error:
            problem = error.message if isinstance(error, typer.BadParameter) else str(error)
            problems.append((written.line, problem.rstrip(".")))
    return decided, [*problems, *contradictions(decided)]


def line_decisions(text: str, problems: list[tuple[int, str]]) -> Iterator[Written]:
    """Yield the decisions of lines; a number without a word goes to the problems."""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        ids, _, decision = COMMENT.sub("", line.expandtabs(1).strip()).strip().partition(" ")
        word, _, behind = decision.strip().partition(" ")
        if word:
            yield Written(number, ids, word, behind.strip())
        elif ids:
            problems.append((number, f"what is decided of {ids[:SHOWN]!r}? {KNOWN}"))


SHOWN = 40
"""Characters of what was written that a problem repeats."""

KNOWN = f"known are {', '.join(WORDS)}"


def json_decisions(text: str, problems: list[tuple[int, str]]) -> Iterator[Written]:
    """Yield the decisions of JSON objects; what has not the shape goes to the problems."""
    for line, value in json_values(text, problems):
        keys = value if isinstance(value, dict) else {}
        number, word, behind = keys.get("id"), keys.get("do"), keys.get("value")
        if isinstance(number, bool) or not isinstance(number, int | str) or not isinstance(word, str):
            problems.append((line, 'wanted is {"id": 7, "do": "accept"}'))
        elif is_text(behind):
            yield Written(line, str(number), word, ", ".join(behind) if isinstance(behind, list) else behind or "")
        else:
            problems.append((line, '"value" is a text, or for owners a list of texts'))


def is_text(value: object) -> bool:
    """Whether a JSON value is a text, a list of texts, or nothing."""
    return value is None or isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(member, str) for member in value)
    )  # fmt: skip


def json_values(text: str, problems: list[tuple[int, str]]) -> Iterator[tuple[int, Any]]:
    """Yield the values of JSON lines, of objects one behind the other, or of one list, with their lines."""
    import json  # noqa: PLC0415 - most decisions are lines

    decoder = json.JSONDecoder()
    start = len(text) - len(text.lstrip())
    try:
        if text[start] == "[":
            json.loads(text)
        at, end = (start + 1, len(text.rstrip()) - 1) if text[start] == "[" else (start, len(text.rstrip()))
        at = next_value(text, at)
        while at < end:
            value, after = decoder.raw_decode(text, at)
            yield text.count("\n", 0, at) + 1, value
            at = next_value(text, after)
    except (ValueError, RecursionError) as error:
        where = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        why = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        problems.append((where, f"this is no JSON: {why}"))


def next_value(text: str, at: int) -> int:
    """Return where the next value of a text of JSON begins: behind blanks and the commas of a list."""
    while at < len(text) and (text[at].isspace() or text[at] == ","):
        at += 1
    return at


def understood(written: Written, today: date) -> list[Decided]:
    """Return what a written decision means, for each of its items; nothing where it is to be skipped.

    Raises:
        BadOption, BadParameter: it means nothing.
    """
    ids = item_numbers([written.ids])
    word = written.word.lower()
    if word in {SKIP, SKIP[0]}:
        return []
    choice = BY_NAME.get(word)
    if choice is None:
        hint = did_you_mean(word, WORDS).lstrip("; ") or KNOWN
        raise typer.BadParameter(f"{written.word[:SHOWN]!r} is no decision ({hint})")
    fields = decision_fields(choice, written.text, today)
    return [Decided(number, choice, fields, written.line) for number in ids]


def decision_fields(choice: Choice, text: str, today: date) -> Fields:
    """Return the fields that a choice sets, from the text behind its word.

    Raises:
        BadOption, BadParameter: the text is missing, means nothing, or stands where none may.
    """
    if choice.wants and not text:
        raise typer.BadParameter(f"{choice.word} wants {choice.wants} behind it")
    if text and not choice.wants:
        raise typer.BadParameter(f"{choice.word} takes nothing behind it; this is {text[:SHOWN]!r}")
    return choice.fields(text, today)


def contradictions(decided: Iterable[Decided]) -> Iterator[tuple[int, str]]:
    """Yield where a line says something of an item that an earlier line has decided otherwise, or before."""
    known: dict[tuple[int, str], Decided] = {}
    for decision in decided:
        aspect = "end" if decision.choice.ends else decision.choice.word
        first = known.setdefault((decision.item_id, aspect), decision)
        if first is not decision and (first.choice, first.fields) != (decision.choice, decision.fields):
            yield decision.line, f"{decision.item_id} is decided in line {first.line} already: {first.choice.word}"


def counted(decided: Iterable[tuple[int, Choice]]) -> str:
    """Return of how many items what was decided, in the order of the choices: "12 accepted, 3 dated"."""
    numbers = Counter(choice.word for _, choice in set(decided))
    told = [f"{numbers[choice.word]} {choice.counted}" for choice in CHOICES if numbers[choice.word]]
    return ", ".join(told) or "Nothing was decided"
