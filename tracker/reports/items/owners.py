# ruff: noqa: RUF001 - letters of other scripts are data here
"""Owners: who answers for an item, out of a cell or a line.

The words stand in the tables `[missing]` and `[names]` of each language, `languages/*.toml`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.spellings import either

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.reports.items.draft import Draft, Setting

_BETWEEN = re.compile(
    rf"\s{{0,3}}(?:,|;|/|&|\+|、|，|・|<br\s?/?>)\s{{0,3}}|\s(?:{either('names', 'and')})\s", re.IGNORECASE
)
_NOBODY = re.compile(rf"\W{{0,4}}(?:{either('missing', 'owner')}|\?|-|—|\.\.\.)?\W{{0,4}}", re.IGNORECASE)
_MENTION_END = re.compile(
    r"\s{0,3}(?:[-–—|:,;/]|->|→|\(|"
    r"\[)?\s{0,2}(?:cc\s)?(?<![\w.])@([A-Za-z][\w.-]{0,60}(?:/[\w.-]{1,60})?)(?:(?:,|\s|/|"
    r"&|and){1,5}@[\w./-]{1,80}){0,8}\s?[)\]]?[.\s]{0,3}$"
)
_MENTION_START = re.compile(
    r"\W{0,3}@([A-Za-z][\w.-]{0,60})(?:(?:,|\s|/|&|"
    r"and){1,5}@[\w./-]{1,80}){0,8}\s?(?:[:\-–—\])]{1,3}\s|to\s|will\s|\s)(?=\S)"
)
_MENTION = re.compile(r"@([A-Za-z][\w./-]{0,80})")
_TEAM_SUBJECT = re.compile(
    (r"(?:the\s)?((?:[\w/&-]{2,30}\s){1,3}team)\s(?:will|should|needs? to|must|to|is going to)\s"),
    re.IGNORECASE,
)
_LONGEST_NAME = 60


def owners_in(cell: str) -> list[str]:
    """Return the names in a cell or behind "Owner:", as written without their "@"; none for "TBD"."""
    text = re.sub(r"\[([^\[\]]{1,100})\]\([^()]{0,300}\)", r"\1", cell)
    names = [plain(part).strip(" .()[]").removeprefix("@") for part in _BETWEEN.split(text)]
    return [name for name in names if name and len(name) <= _LONGEST_NAME and not _NOBODY.fullmatch(name)]


def take_mentions(draft: Draft, _setting: Setting) -> None:
    """Take "@ana" off the front or the end of the words; in the middle it belongs to the sentence."""
    if "@" not in draft.words:
        return
    for rule, pattern in (("mention at the end", _MENTION_END), ("mention in front", _MENTION_START)):
        match = pattern.search(draft.words) if pattern is _MENTION_END else pattern.match(draft.words)
        if match is not None and len(match[0].strip()) < len(draft.words.strip()):
            draft.add_owners([name.rstrip(".") for name in _MENTION.findall(match[0])])
            draft.note(rule, match[0])
            draft.cut(match.start(), match.end())


def take_team_subject(draft: Draft, _setting: Setting) -> None:
    """Read the team that is the sentence's subject, "The operations team will ..."; the words stay."""
    match = _TEAM_SUBJECT.match(draft.words)
    if match is not None and not draft.owners:
        draft.add_owners([match[1]])
        draft.note("team as subject", match[1])


_TEAM = re.compile(
    rf"(?:the\s)?(?:[\w&/-]{{2,30}}\s){{0,3}}(?:{either('names', 'team')})|{either('names', 'role')}",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'-]{1,30}(?:\s[^\W\d_][\w.'-]{0,30}){0,3}")


def is_team(words: str) -> bool:
    """Whether words can only be a team: "SRE", "storage team"."""
    return _TEAM.fullmatch(words) is not None


def is_name(words: str) -> bool:
    """Whether words could be a person: one to four, each with a capital where the script has them.

    A single word in capitals is an abbreviation: "(PRD)" is no person.
    """
    if words.isupper() and " " not in words:
        return False
    return _NAME.fullmatch(words) is not None and all(
        part[0].isupper() or not part[0].islower() for part in words.split()
    )


_LEAST_LETTERS = 3


def could_be_name(words: str) -> bool:
    """Whether words could be a person or a team where a list shows that names stand there, also "GIORGIO"."""
    if is_team(words) or (words.isupper() and words.isalpha() and len(words) >= _LEAST_LETTERS):
        return True
    return all(part.isalpha() and part[0].isupper() and part[1:].islower() for part in words.split())


_ENDING = re.compile(r"[(\[（]([^()\[\]（）]{2,60})[)\]）]\W{0,3}$")
_LINK = re.compile(r"\[[^\[\]\n]{1,200}\]\([^()\n]{1,500}\)")
_MOST_OF_THEM = 0.5
_LEAST_ITEMS = 2


def end_in_names(lines: Iterable[str]) -> bool:
    """Whether most of a list's lines end in brackets with a name: "Add alerts (ANA)", "Test it [Ben, Cyd]"."""
    endings = [_ENDING.search(plain(_LINK.sub("", line))) for line in lines]
    named = [ending for ending in endings if ending and all(map(could_be_name, _BETWEEN.split(ending[1].strip())))]
    return len(named) >= _LEAST_ITEMS and len(named) >= _MOST_OF_THEM * len(endings)


_NAMED_TEAM = re.compile(rf"(?:the\s)?(?:[\w&/-]{{2,30}}\s){{0,3}}(?:{either('names', 'team')})", re.IGNORECASE)


def is_named_team(words: str) -> bool:
    """Whether words call themselves a team: "storage team", not "Backend", which may be what the work is about."""
    return _NAMED_TEAM.fullmatch(words) is not None
