"""Slack: within its limits, and hostile text stays text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.channels.slack import payload
from tracker.messages import Message, MessageItem
from tracker.words import Person, Stage

AT = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)

ITEM = MessageItem(
    id=7,
    uid="5f0c",
    title="Alert on disk usage",
    stage=Stage.OVERDUE,
    due=date(2025, 3, 1),
    days_overdue=3,
    days_left=0,
    owners=("alice",),
    priority="P1",
    report_title="Checkout outage",
    report_source="reports/checkout.md",
    report_line=42,
)

ANY_TEXT = st.text(st.characters(), max_size=400) | st.sampled_from(
    ["&" * 4000, "\N{PILE OF POO}" * 4000, "<!channel>" * 400, "\ud800" * 400]
)


def item_on(due: date, today: date, **facts: object) -> MessageItem:
    """Return an item whose days agree with its dates, as every item's do."""
    days = (today - due).days
    changes = {"due": due, "days_overdue": max(0, days), "days_left": max(0, -days), **facts}
    return replace(ITEM, **changes)  # type: ignore[arg-type]  # any of its fields


HANDLES = st.from_regex(r"[UWS][A-Z0-9]{7,15}", fullmatch=True)
"""What the configuration takes for Slack."""

PERSONS = st.builds(
    lambda name, handle: Person(name, handles={} if handle is None else {"slack": handle}),
    ANY_TEXT,
    st.none() | HANDLES,
)

MENTION = r"<@[UW][A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>"

ITEMS = st.builds(
    item_on,
    due=st.dates(),
    today=st.dates(),
    id=st.integers(1, 10**9),
    uid=ANY_TEXT,
    title=ANY_TEXT,
    stage=st.sampled_from(Stage),
    owners=st.lists(ANY_TEXT, max_size=3).map(tuple),
    persons=st.lists(PERSONS, max_size=12).map(tuple),
    priority=st.none() | ANY_TEXT,
    report_title=st.none() | ANY_TEXT,
    report_source=st.none() | ANY_TEXT,
    report_line=st.none() | st.integers(1, 10**6),
)


def texts_of(document: bytes) -> list[str]:
    """Return every text that Slack shows, the top-level one first."""
    parsed = json.loads(document)
    return [parsed["text"], *(block["text"]["text"] for block in parsed["blocks"])]


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.lists(ITEMS, max_size=4), st.integers(1, 30))
def test_any_text_stays_within_the_limits(items: list[MessageItem], times: int) -> None:
    message = Message(at=AT, items=tuple(items * times))

    document = payload(message)

    parsed = json.loads(document)
    blocks = parsed["blocks"]
    assert len(blocks) <= 50
    assert utf16_length(blocks[0]["text"]["text"]) <= 150
    assert all(utf16_length(block["text"]["text"]) <= 3000 for block in blocks)
    assert utf16_length(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) <= 12_000
    assert 0 < utf16_length(parsed["text"]) < 40_000


def test_the_longest_of_everything_fits_into_a_section() -> None:
    persons = tuple(Person("&" * 999, handles={"slack": f"S{number:015}"}) for number in range(20))
    longest = item_on(date.min, date.max, id=10**9, persons=persons, report_line=10**6, stage=Stage.OVERDUE)
    item = replace(longest, title="&" * 999, priority="&" * 999, report_title="&" * 999, report_source="&" * 999)

    parsed = json.loads(payload(Message(at=AT, items=(item,))))

    assert 2500 < utf16_length(parsed["blocks"][1]["text"]["text"]) <= 3000


@given(ITEMS)
def test_no_text_makes_a_mention_or_a_link(item: MessageItem) -> None:
    texts = texts_of(payload(Message(at=AT, items=(item,))))

    own = {"<!subteam^" + h + ">" if h[0] == "S" else f"<@{h}>" for p in item.persons for h in p.handles.values()}
    assert {mention for text in texts for mention in re.findall(MENTION, text)} <= own
    assert not any(re.search("[<>]", re.sub(MENTION, "", text)) for text in texts)
    assert not any(re.search("&(?!amp;|lt;|gt;)", text) for text in texts)


def owners_line(*persons: Person) -> str:
    """Return what the section of an item of these persons says of its owners."""
    section = texts_of(payload(Message(at=AT, items=(replace(ITEM, persons=persons),))))[2]
    return section.split("\n")[1].split(" · ")[1]


def test_who_has_a_handle_is_mentioned_and_the_others_are_named() -> None:
    mara = Person("Mara Lind", handles={"slack": "U012AB3CD"})
    group = Person("payments team", handles={"slack": "S0614TZR7"})
    jonas = Person("Jonas *Beck*", handles={"discord": "80351110224678912"})

    assert owners_line(mara) == "<@U012AB3CD>"
    assert owners_line(group) == "<!subteam^S0614TZR7>"
    assert owners_line(jonas, mara) == "<@U012AB3CD>, Jonas \u2217Beck\u2217"


def test_a_group_that_stands_for_two_owners_is_mentioned_once() -> None:
    assert owners_line(*(Person(name, handles={"slack": "S0614TZR7"}) for name in "ab")) == "<!subteam^S0614TZR7>"


def test_of_many_owners_some_are_mentioned_and_no_mention_is_cut() -> None:
    many = [Person(f"person {number}", handles={"slack": f"U{number:010}"}) for number in range(40)]

    line = owners_line(*many)

    assert re.findall(MENTION, line) == [f"<@U{number:010}>" for number in range(8)]
    assert line.split(", ")[8] == "person 8"
    assert line.endswith("…")


def test_only_the_blocks_mention_people() -> None:
    persons = (Person("Mara", handles={"slack": "U012AB3CD"}),)

    assert "<" not in texts_of(payload(Message(at=AT, items=(replace(ITEM, persons=persons),))))[0]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<!channel> help", "&lt;!channel&gt; help"),
        ("<@U1> & <https://evil.test|docs>", "&lt;@U1&gt; &amp; &lt;https://evil.test|docs&gt;"),
        ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
        ("*bold* ~gone~ `code`", "\u2217bold\u2217 \u223cgone\u223c 'code'"),
        ("_italic_ snake_case __init__", "ˍitalicˍ snake_case ˍˍinitˍˍ"),
        ("two\nlines\x00", "two lines\ufffd"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("  ", "untitled"),
    ],
)
def test_hostile_title_is_shown_as_text(title: str, shown: str) -> None:
    section = texts_of(payload(Message(at=AT, items=(replace(ITEM, title=title),))))[2]

    assert section.split("\n")[0] == f":red_circle: *{shown}*"


@given(st.text("*_~`<>&@!a b", max_size=40))
def test_title_never_ends_the_bold_that_it_stands_in(title: str) -> None:
    section = texts_of(payload(Message(at=AT, items=(replace(ITEM, title=title),))))[2]

    line = section.split("\n")[0].removeprefix(":red_circle: ")
    assert line.count("*") == 2
    assert not re.search("[~`]", line)


def test_mentions_and_links_are_not_made_of_bare_words() -> None:
    parsed = json.loads(payload(Message(at=AT, items=(ITEM,))))

    assert parsed["unfurl_links"] is False
    assert parsed["blocks"][1]["text"]["verbatim"] is True


def test_what_does_not_fit_is_counted() -> None:
    message = Message(at=AT, items=(ITEM,) * 117)

    blocks = json.loads(payload(message))["blocks"]

    shown = len(blocks) - 2
    assert 30 <= shown <= 48
    assert blocks[-1]["text"]["text"] == f"+{117 - shown} more · `pmtrack list` shows all"


def test_one_item_too_long_for_the_rest_does_not_hide_the_count() -> None:
    item = replace(ITEM, title="&" * 1000, report_title="&" * 1000, report_source="&" * 1000)
    message = Message(at=AT, items=(item,) * 20)

    blocks = json.loads(payload(message))["blocks"]

    assert blocks[-1]["text"]["text"] == f"+{20 - (len(blocks) - 2)} more · `pmtrack list` shows all"


def test_text_beside_the_blocks_tells_the_first_items() -> None:
    text = texts_of(payload(Message(at=AT, items=(ITEM,) * 12)))[0].split("\n")

    assert text[0] == "Action items: 12 overdue"
    assert text[1] == "• 3 days overdue: Alert on disk usage"
    assert text[-1] == "+2 more"
