# ruff: noqa: RUF001 - letters of other scripts are data here
"""Links and tickets: addresses, Markdown links, "#45", "owner/repo#45", "ABC-123", taken off the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.reports.text.markup import IMAGE, RST_LINK, plain
from tracker.reports.vocabulary.statuses import status_of

if TYPE_CHECKING:
    from tracker.reports.items.draft import Draft, Setting

_MARKDOWN_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]\n]|"
    r"\[[^\[\]\n]{0,100}\]){1,300})\]\(\s?<?([^()\s<>]{0,1000}(?:\([^()\s<>]{0,200}\)[^()\s<>]{0,500})?)>?(?:\s[\"'][^\"'\n]{0,200}[\"'])?\s?\)"
)
_WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]{1,120})(?:\|[^\[\]\n]{1,120})?\]\]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\]]{1,2000}")
_CLOSERS = ".,;:!?)'\""

_NOT_PROJECTS = (
    r"(?!(?:UTF|SHA|CVE|ISO|RFC|HTTP|TLS|SSL|AES|MD|RSA|P|SEV|INC|IPV|UTC|GMT|COVID|US|EU|"
    r"AP|CP|GPT|ARM|X|V|PM|Q|H|FY|S|T|EC|ASCII|CIS|NIST|SOC|TIER|L|PHASE|STEP|PART|DAY|"
    r"WEEK)-)"
)
TICKET = re.compile(
    rf"(?<![\w/#.-])(?:[\w.-]{{1,60}}/[\w.-]{{1,80}}[#!]\d{{1,7}}|(?:GH|gh)-\d{{1,7}}|"
    rf"(?:PR|MR|pr|Pull request|pull request|issue|Issue)\s?[#!]?\d{{1,7}}|[#!]\d{{1,7}}|"
    rf"#?{_NOT_PROJECTS}[A-Z][A-Z0-9]{{1,11}}-\d{{1,7}})(?![\w-])"
)
"""A ticket as people write it; names that only look like one ("UTF-8", "CVE-2021-1") are left alone."""

_GENERIC = re.compile(
    (
        r"\W{0,3}(?:see |the |this |github |gitlab |jira |tracking |related )*(?:issue|pr|"
        r"pull request|ticket|link|here|bug|mr|merge request|commit|details?|see|card|task|"
        r"story|epic|jira|github|source|done|fixed|merged)s?(?: for)?(?: an?)?(?: issue| "
        r"ticket| information gathering| details| here| for this)*\s?(?:here|link|"
        r"#?\d{1,7})?\W{0,3}"
    ),
    re.IGNORECASE,
)
_LEADING = re.compile(rf"\W{{0,3}}(?:{TICKET.pattern}[\s,&/]{{0,3}}){{1,4}}\s?(?:[-–—:.)\]]|\s){{1,4}}(?=\S)")
_TRAILING = re.compile(
    (
        rf"\s{{0,3}}(?:[-–—:,;|]|->|→|\(|\[)?\s{{0,2}}(?:(?:see|tracked (?:in|by|as)|tracking|"
        r"ticket|task|issue|jira|jira ticket|bug|ref|refs|pr|fixed in|filed|cf\.?|closes|"
        rf"fixes|via|in|done in)\s?[:#]?\s?){{0,2}}{TICKET.pattern}(?:(?:,|\s|/|&|"
        rf"and){{1,5}}{TICKET.pattern}){{0,8}}\s?[)\]]?[.\s]{{0,3}}$"
    ),
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    (
        rf"\s{{0,3}}[(\[]\s?(?:[a-z .]{{2,20}}[:#]?\s)?{TICKET.pattern}(?:(?:,|\s|/|&|"
        rf"and){{1,5}}{TICKET.pattern}){{0,8}}\s?[)\]]"
    ),
    re.IGNORECASE,
)


def take_links(draft: Draft) -> None:
    """Move addresses into the links; the words of a link stay in the title, unless they only say "issue here"."""
    draft.words = RST_LINK.sub(r"[\1](\2)", IMAGE.sub("", draft.words))
    for match in reversed(list(_MARKDOWN_LINK.finditer(draft.words))):
        text, address = match[1], match[2]
        if address.startswith(("http://", "https://")):
            draft.links.insert(0, address)
            draft.note("Markdown link", match[0])
        stays = _link_words(draft, text, leading=not draft.words[: match.start()].strip(" *_-:[("))
        draft.words = f"{draft.words[: match.start()]}{stays}{draft.words[match.end() :]}"
    for match in _WIKI_LINK.finditer(draft.words):
        if TICKET.fullmatch(match[1]):
            draft.add_link(match[1])
            draft.note("wiki link", match[0])
    draft.words = _WIKI_LINK.sub(r"\1", draft.words)
    _take_addresses(draft)
    draft.words = _EMPTY.sub("", draft.words)


_EMPTY = re.compile(r"(?:\s{1,3}|(?<![\w`]))(?:\(\s?\)|\[\s?\])")
"""Brackets that a link has left empty; those of `retry()` are the author's."""
"""Brackets that held nothing but a link."""


def _link_words(draft: Draft, text: str, *, leading: bool) -> str:
    """Return what of a link's words belongs to the title; a ticket or a state in them is taken."""
    words = plain(text)
    ticket = TICKET.search(words)
    rest = words.replace(ticket[0], "").strip(" :()#-") if ticket else words
    state = status_of(rest) if leading else None
    if ticket and (not rest or state or _GENERIC.fullmatch(rest)):
        draft.links.insert(0, ticket[0])
        draft.status = draft.status or state
        return ""
    if _GENERIC.fullmatch(words) or words.startswith(("http://", "https://")):
        draft.status = draft.status or (state if leading else None)
        return ""
    return text


def _take_addresses(draft: Draft) -> None:
    """Take bare addresses off the words, with brackets and colons that only held them."""
    while match := _ADDRESS.search(draft.words):
        address = _without_closers(match[0])
        draft.add_link(address)
        draft.note("address", address)
        draft.cut(match.start(), match.start() + len(address))
        draft.words = _HUSKS.sub("", draft.words)


def _without_closers(address: str) -> str:
    """Return an address without the punctuation of the sentence around it."""
    stripped = address.rstrip(_CLOSERS)
    return f"{stripped})" if address[len(stripped) :].startswith(")") and "(" in stripped else stripped


_HUSKS = re.compile(
    (
        r"\s{0,3}(?:[(\[<]\s?(?:see|filed|issue|pr|ticket|link|details)?[:\s]{0,3}[)\]>]|"
        r"\((?:filed|see)\s?\))|\s{1,3}(?:see(?: also)?|filed|tracked in|ticket|issue|"
        r"details)\s?[:.]{0,2}\s{0,3}$"
    ),
    re.IGNORECASE,
)


_FIGURE = re.compile(r"\d")
"""What every ticket has, and most lines have not."""


def take_tickets(draft: Draft, _setting: Setting) -> None:
    """Take tickets off the words where they stand apart: in front, in brackets, at the end."""
    if not _FIGURE.search(draft.words):
        return
    for rule, pattern in (
        ("ticket in front", _LEADING),
        ("ticket in brackets", _BRACKETED),
        ("ticket at the end", _TRAILING),
    ):
        match = pattern.match(draft.words) if pattern is _LEADING else pattern.search(draft.words)
        if match is None or match.end() - match.start() == len(draft.words):
            continue
        for ticket in TICKET.finditer(match[0]):
            draft.add_link(ticket[0])
        draft.note(rule, match[0])
        draft.cut(match.start(), match.end())


def links_in(cell: str) -> list[str]:
    """Return the links and tickets of a table's cell, as written."""
    found: list[str] = []
    rest = cell
    for match in _MARKDOWN_LINK.finditer(cell):
        ticket = TICKET.fullmatch(plain(match[1]).strip())
        found += [ticket[0]] if ticket else []
        found += [match[2]] if match[2].startswith(("http://", "https://")) else []
        rest = rest.replace(match[0], " ")
    for match in _ADDRESS.finditer(rest):
        found.append(match[0].rstrip(_CLOSERS))
    found += [ticket[0] for ticket in TICKET.finditer(_ADDRESS.sub(" ", rest))]
    return list(dict.fromkeys(found))
