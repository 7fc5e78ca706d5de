"""Who is meant: the spellings of persons, their teams, and the reports that a team answers for.

`folded` and `name_key`   what two spellings have in common
`People`                  the persons and teams of the configuration, and the questions that lists ask of them
`nearest_name`            whom a slip of the keyboard may have meant
`is_report_of`            whether a pattern of report paths fits one

Every `pmtrack list` loads this module: standard library only, and what costs time is imported where it is needed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from tracker.words import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.words import Team

ARMENIAN = "\N{ARMENIAN CAPITAL LETTER AYB}"
"""The first letter behind Latin, Greek and Cyrillic: marks above and below what stands before it are accents.
In most other scripts they are vowels or make another letter, and without them two words would become one."""

CYRILLIC = "\N{CYRILLIC CAPITAL LETTER IE WITH GRAVE}"
"""The first letter of Cyrillic. Its letters with a mark (й, ї, ў) are letters of their own, and typed as such."""

WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "þ": "th", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "ø": "o", "ŧ": "t",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "\N{CYRILLIC SMALL LETTER IO}": "\N{CYRILLIC SMALL LETTER IE}",  # few write the dots
        "\N{CYRILLIC SMALL LETTER IE WITH GRAVE}": "\N{CYRILLIC SMALL LETTER IE}",
        "\N{CYRILLIC SMALL LETTER I WITH GRAVE}": "\N{CYRILLIC SMALL LETTER I}",
    }
)  # fmt: skip
"""Letters that people without their keyboard write otherwise, and that Unicode does not take apart."""

VARIATIONS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Selectors of how a character is drawn: an emoji in colour, a variant of an ideograph."""


def folded(text: str) -> str:
    """Return a text for comparing and searching: small letters, no accents: "Líder" -> "lider".

    It is Unicode's caseless form (NFKC_Casefold, without what nobody sees) with the accents taken off Latin, Greek
    and Cyrillic letters. Folding twice changes nothing.
    """
    if text.isascii():
        return text.lower()
    from unicodedata import category, normalize  # noqa: PLC0415 - most texts are ASCII

    seen = "".join(letter for letter in text if letter not in VARIATIONS and category(letter) != "Cf")
    letters, base = [], ARMENIAN
    for letter in normalize("NFKC", normalize("NFKC", seen).casefold()):
        if letter >= "\N{COMBINING GRAVE ACCENT}" and category(letter) == "Mn":
            if base >= ARMENIAN:
                letters.append(letter)
        else:
            base = _without_accents(letter)
            letters.append(base)
    return "".join(letters)


def name_key(text: str) -> str:
    """Return what all ways to write one name have in common: case, accents, blanks and an "@" do not count."""
    return " ".join(folded(text).split()).lstrip("@ ")


@dataclass(frozen=True, slots=True)
class People:
    """The persons and teams that the configuration knows, in its order; where two fit, the first does."""

    persons: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    _person_of: dict[str, Person] = field(init=False, repr=False, compare=False, default_factory=dict)
    _team_named: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    _team_of_source: dict[str, str | None] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for person in self.persons:
            for spelling in (person.name, *person.spellings):
                self._person_of.setdefault(name_key(spelling), person)
        for name in (*(team.name for team in self.teams), *(person.team for person in self.persons)):
            if name:
                self._team_named.setdefault(name_key(name), name)

    def person(self, written: str) -> Person | None:
        """Return whose spelling this is; None where the configuration does not know it."""
        return self._person_of.get(name_key(written)) if self._person_of else None

    def name(self, written: str) -> str:
        """Return the person's name, else the owner as written."""
        person = self.person(written)
        return person.name if person else written

    def names(self, owners: Sequence[str]) -> tuple[str, ...]:
        """Return the names of an item's owners, each once, in their order."""
        return tuple(person.name for person in self.persons_of(owners))

    def persons_of(self, owners: Sequence[str]) -> tuple[Person, ...]:
        """Return an item's owners as persons, each once, in their order; one who is not known has a name only."""
        found = (self.person(owner) or Person(owner) for owner in owners)
        by_key: dict[str, Person] = {}
        for person in found:
            by_key.setdefault(name_key(person.name), person)
        return tuple(by_key.values())

    def is_meant(self, word: str, written: str) -> bool:
        """Whether a typed word finds an owner: by the beginning of a name, or of one of its words.

        An owner whom the configuration knows is found by every spelling of the person.
        """
        if word == written:
            return True
        key, person = name_key(word), self.person(written)
        names = (written,) if person is None else (written, person.name, *person.spellings)
        return bool(key) and any(_begins_a_word(key, name_key(name)) for name in names)

    def handle(self, written: str, kind: str) -> str | None:
        """Return what mentions an owner in a kind of channel, where the configuration knows it."""
        person = self.person(written)
        return person.handles.get(kind) if person else None

    def team(self, written: str | None, owners: Sequence[str], source: str | None) -> str | None:
        """Return the team of an item.

        As written in the item, else the team of the first owner who has one, else the one whose patterns fit the
        report. A team that the configuration names is spelled as there.

        Args:
            written: the item's own team.
            owners: its owners, as written.
            source: the source of its report; None for an item that was added by hand.
        """
        persons = map(self.person, owners) if self._person_of else ()
        team = written or next((person.team for person in persons if person and person.team), None)
        if team is None:
            return self._answers_for(source) if source and self.teams else None
        return self._team_named.get(name_key(team), team) if self._team_named else team

    def team_names(self) -> tuple[str, ...]:
        """Return the names of all teams, those that have a part of their own first."""
        return tuple(self._team_named.values())

    def zone_name(self, owners: Sequence[str]) -> str | None:
        """Return the IANA name of the zone of the first owner who has one."""
        persons = map(self.person, owners) if self._person_of else ()
        return next((person.timezone for person in persons if person and person.timezone), None)

    def _answers_for(self, source: str) -> str | None:
        """The team of a report; remembered, since the items of a report come together."""
        if source not in self._team_of_source:
            fitting = (t.name for t in self.teams if any(is_report_of(pattern, source) for pattern in t.reports))
            self._team_of_source[source] = next(fitting, None)
        return self._team_of_source[source]


NOBODY = People()
"""The people of a configuration that knows nobody: every name is as written."""


def nearest_name(word: str, names: Iterable[str]) -> str | None:
    """Return the name that is nearest to a word that found nobody; None where none is near.

    A word may be meant as one of a name's words: "linnd" is near "Mara Lind".
    """
    import difflib  # noqa: PLC0415 - needed only when something is wrong

    by_key: dict[str, str] = {}
    for name in names:
        key = name_key(name)
        for part in (key, *key.split()):
            by_key.setdefault(part, name)
    near = difflib.get_close_matches(name_key(word), by_key, n=1)
    return by_key[near[0]] if near else None


def is_report_of(pattern: str, source: str) -> bool:
    """Whether a pattern fits the source of a report.

    `*`, `?` and `[…]` stand for what `fnmatch` says, within one name; `**` for any number of folders, also none.
    A pattern that does not begin with "/" fits at the end of a path: `payments/*` fits `/repo/payments/a.md`. One
    without such signs, or with "/" at its end, means a folder too, and all that is below it.
    """
    from fnmatch import fnmatchcase  # noqa: PLC0415 - only where teams are configured

    names = _names(_one_form(source))
    for steps in _steps(_one_form(pattern)):
        places = set(_reached(0, steps))
        for name in names:
            # One step of all the ways at once: time grows with the pattern's length, however many ** it has.
            ahead = [at + (steps[at] != "**") for at in places if at < len(steps) and fnmatchcase(name, steps[at])]
            places = {place for at in ahead for place in _reached(at, steps)}
        if len(steps) in places:
            return True
    return False


@cache
def _without_accents(letter: str) -> str:
    from unicodedata import normalize  # noqa: PLC0415 - most texts are ASCII

    base = normalize("NFD", letter)[0]
    # "≠" is no "=" with an accent.
    has_accents = letter.isalpha() and base < ARMENIAN and not CYRILLIC <= letter < ARMENIAN
    return (base if has_accents else letter).translate(WITHOUT_DECOMPOSITION)


def _begins_a_word(key: str, name: str) -> bool:
    place = name.find(key)
    while place > 0 and not _parts_words(name[place - 1]):
        place = name.find(key, place + 1)
    return place >= 0


@cache
def _parts_words(letter: str) -> bool:
    """Whether a sign stands between words: no letter, no digit, and no mark that belongs to a letter."""
    if letter.isascii():
        return not letter.isalnum()
    from unicodedata import category  # noqa: PLC0415 - most texts are ASCII

    return category(letter)[0] not in "LNM"


def _one_form(path: str) -> str:
    """A path in composed letters: macOS takes the accents of file names apart."""
    if path.isascii():
        return path
    from unicodedata import normalize  # noqa: PLC0415 - most paths are ASCII

    return normalize("NFC", path)


def _names(path: str) -> tuple[str, ...]:
    """The names in a path, in front of them an empty one where it begins at the root."""
    names = tuple(name for name in path.split("/") if name not in {"", "."})
    return ("", *names) if path.startswith("/") else names


@cache
def _steps(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a pattern, each as the names it wants in turn."""
    file = _names(pattern) if pattern.startswith("/") else ("**", *_names(pattern))
    below = (*file, "**", "*")
    if pattern.endswith("/") or file[-1] == "**":
        return (below,)
    return (file,) if any(sign in pattern for sign in "*?[") else (file, below)


def _reached(at: int, steps: tuple[str, ...]) -> Iterator[int]:
    """The places that a place in a pattern comes to by itself: `**` also stands for no folder."""
    yield at
    while at < len(steps) and steps[at] == "**":
        at += 1
        yield at
