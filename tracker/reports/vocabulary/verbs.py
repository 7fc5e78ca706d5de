# ruff: noqa: RUF001 - letters of other scripts are data here
"""How follow-up work begins: verbs. They tell a task from a name and from a story.

They stand in the table `[verbs]` of each language, `languages/*.toml`.
"""

from __future__ import annotations

import re

from tracker.reports.vocabulary.spellings import either, ended, words

_BEGIN = ended(words("verbs", "begin"), r"(?:e?s|ing|d|ed)?(?!\w)")
_VERB = re.compile(rf"\W{{0,4}}(?:(?:{either('verbs', 'before')})\s?)?(?:{_BEGIN})")

_LOOKED_AT = 200
"""Characters of a line in which its verb stands."""


def opens_with_verb(text: str) -> bool:
    """Whether the words begin as a task does: "Add alerts", "We should review ..."."""
    return _VERB.match(text[:_LOOKED_AT].lower()) is not None


_BARE = ended(words("verbs", "begin"), r"(?!\w)")
_ORDER = re.compile(rf"\W{{0,4}}(?:[^:：\n]{{2,60}}[:：]\s{{1,3}})?(?:{_BARE})")


def orders(text: str) -> bool:
    """Whether the words tell somebody to do something: "Add alerts", "Paging: Add a person", not "Added"."""
    return _ORDER.match(text[:_LOOKED_AT].lower()) is not None
