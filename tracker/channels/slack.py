"""A Slack incoming webhook: one message of Block Kit, a section for each item.

Limits (https://docs.slack.dev/reference/block-kit/blocks): 50 blocks, a header of 150 characters, a section
of 3000. Titles are hostile text: `&`, `<` and `>` are escaped, so that no `<!channel>` or `<@U1>` can be made
of them (https://docs.slack.dev/messaging/formatting-message-text#escaping), characters of Slack's markup are
replaced by ones that look alike, and `verbatim` keeps Slack from turning bare names and addresses into links.
Only the IDs of the configuration, checked there, become mentions, which `verbatim` lets through.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tracker.channels.kinds import json_body
from tracker.channels.wording import cut, how_late, plain
from tracker.words import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tracker.messages import Message, MessageItem

Block = dict[str, object]

BLOCK_LIMIT = 50
HEADER_LIMIT = 150

TOTAL_LIMIT = 12_000
"""Characters of all blocks as JSON. Slack answers `msg_blocks_too_long` somewhere above 13,200, although
each block kept its own limit (https://github.com/slackapi/bolt-js/issues/2509)."""

TITLE_LIMIT, OWNERS_LIMIT, PRIORITY_LIMIT, REPORT_LIMIT, SOURCE_LIMIT = 200, 80, 20, 100, 100
"""Code points of each part of a section. Escaping makes five of one at worst, and 5 x 500 with the words
between them stays below the 3000 of a section."""

MOST_MENTIONS = 8
"""Owners of one item that are mentioned, each in 27 characters at most; the others are named."""

READ_ALOUD = 10
"""Items in the top-level text, which notifications show and screen readers say in place of the blocks."""

SIGNS = {
    Stage.OVERDUE: ":red_circle:",
    Stage.DUE: ":large_orange_circle:",
    Stage.UPCOMING: ":white_circle:",
}
"""What stands before an item, so that a glance finds the late ones."""

ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    # Slack has no escape for its own markup: signs that look alike are not markup.
    "*": "\N{ASTERISK OPERATOR}",
    "~": "\N{TILDE OPERATOR}",
    "`": "'",
}
ESCAPE_TABLE = str.maketrans(ESCAPES)

MARKUP_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""An underscore at the edge of a word: it makes italics, which the one inside `snake_case` does not."""


def payload(message: Message) -> bytes:
    """Return the message for Slack: a headline, a section for each item that fits, and how many are left."""
    blocks = [header(headline(message))]
    room = TOTAL_LIMIT - size(blocks[0]) - size(more(len(message.items)))
    for item in message.items[: BLOCK_LIMIT - 2]:
        block = section(item_text(item))
        room -= size(block)
        if room < 0:
            break
        blocks.append(block)
    left = len(message.items) - (len(blocks) - 1)
    return document(spoken(message), [*blocks, more(left)] if left else blocks)


def test_payload(at: datetime) -> bytes:
    """Return a message that reminds of nothing."""
    text = f"A test of pmtrack, {at:%Y-%m-%d %H:%M %Z}: this channel works. Nothing is due."
    return document(text, [section(text)])


def refusal(_status: int, body: str) -> str | None:
    """Slack's own sign is the body `ok`; whatever else comes with a 2xx is no yes.

    https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
    """
    return None if body.strip() == "ok" else "the answer is not Slack's `ok`"


def document(text: str, blocks: list[Block]) -> bytes:
    """Return the whole request; no markup in its text beside the blocks, and no previews of pages."""
    quiet = {"mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
    return json_body({"text": text, "blocks": blocks, **quiet})


def headline(message: Message) -> str:
    """Return what the message is about: `Action items: 2 overdue, 1 due today`."""
    return f"Action items: {message.headline or 'nothing is due'}"


def spoken(message: Message) -> str:
    """Return the message without blocks: the headline and a line for each of the first items."""
    listed = message.items[:READ_ALOUD]
    lines = [f"• {how_late(item)}: {escaped(item.title, TITLE_LIMIT)}" for item in listed]
    left = len(message.items) - len(listed)
    return "\n".join([headline(message), *lines, *([f"+{left} more"] if left else [])])


def item_text(item: MessageItem) -> str:
    """Return an item in three lines: what; how late and who; where it is written and how to close it."""
    return "\n".join(
        (
            f"{SIGNS[item.stage]} *{escaped(item.title, TITLE_LIMIT) or 'untitled'}*",
            " · ".join(facts(item)),
            " · ".join(places(item)),
        )
    )


def facts(item: MessageItem) -> Iterator[str]:
    """Yield how late an item is, its day, its owners and its priority, as far as there are any."""
    yield f"*{how_late(item)}* ({item.due.isoformat()})"
    yield who(item) or "no owner"
    if item.priority:
        yield escaped(item.priority, PRIORITY_LIMIT)


def who(item: MessageItem) -> str:
    """Return an item's owners: those whose ID is known are mentioned, the others named."""
    mentions: dict[str, None] = {}
    names = []
    for person in item.people:
        handle = person.handles.get("slack")
        if handle and len(mentions) < MOST_MENTIONS:
            mentions[mention(handle)] = None
        else:
            names.append(person.name)
    named = escaped(", ".join(names), OWNERS_LIMIT)
    return ", ".join([*mentions, *([named] if named else [])])


def mention(handle: str) -> str:
    """Return what mentions a member, or a user group (S…), so that Slack tells them.

    https://docs.slack.dev/messaging/formatting-message-text#mentions
    """
    return f"<!subteam^{handle}>" if handle.startswith("S") else f"<@{handle}>"


def places(item: MessageItem) -> Iterator[str]:
    """Yield the report's title and `file:line`, and the command that closes the item."""
    if item.report_title:
        yield escaped(item.report_title, REPORT_LIMIT)
    if item.report_source:
        line = "" if item.report_line is None else f":{item.report_line}"
        yield f"{escaped(item.report_source, SOURCE_LIMIT)}{line}"
    yield f"close with `pmtrack done {item.id}`"


def header(text: str) -> Block:
    """Return the headline's block."""
    return {"type": "header", "text": {"type": "plain_text", "text": cut(text, HEADER_LIMIT)}}


def section(text: str) -> Block:
    """Return a block of text in Slack's markup."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def more(count: int) -> Block:
    """Return the block that says how many items are not shown."""
    return section(f"+{count} more · `pmtrack list` shows all")


def escaped(text: str, limit: int) -> str:
    """Return hostile text cut to `limit` code points, with nothing in it that Slack acts upon."""
    return MARKUP_UNDERSCORE.sub("\N{MODIFIER LETTER LOW MACRON}", cut(plain(text), limit)).translate(ESCAPE_TABLE)


def size(block: Block) -> int:
    """Return a block's length as Slack may count it: its JSON, in UTF-16 units."""
    return len(json.dumps(block, ensure_ascii=False).encode("utf-16-le")) // 2
