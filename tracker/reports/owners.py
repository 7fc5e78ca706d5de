# ruff: noqa: RUF001 - letters of other scripts are data here
"""Owners: who answers for an item, out of a cell or a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.reports.markup import plain

if TYPE_CHECKING:
    from tracker.reports.draft import Draft, Setting

_BETWEEN = re.compile(
    r"\s{0,3}(?:,|;|/|&|\+|、|，|・|<br\s?/?>)\s{0,3}|\s(?:and|und|et|y|e|и|dan)\s", re.IGNORECASE
)
_NOBODY = re.compile(
    (
        r"\W{0,4}(?:tbd|tba|n/?a|none|no one|nobody|unassigned|unknown|to be (?:determined|"
        r"assigned|defined)|owner|name|names?|sin asignar|por definir|a definir|à définir|"
        r"offen|não definido|belum ditentukan|не назначен|未定|未割当|미정|待定|不明|\?|-|—|"
        r"\.\.\.)?\W{0,4}"
    ),
    re.IGNORECASE,
)
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
    r"(?:the\s)?(?:[\w&/-]{2,30}\s){0,3}(?:team|squad|crew|guild|engineering|engineers|operations|equipo|équipe|equipe|tim)|"
    r"sre|devops|devsecops|qa|dba|infra(?:structure)?|platform|backend|back-end|frontend|front-end|security|noc|on-?call|developers?",
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
