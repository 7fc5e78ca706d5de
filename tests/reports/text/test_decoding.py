# ruff: noqa: RUF001 - letters of other scripts are data here
"""Bytes to text: every encoding people save in, and files that are no text."""

from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports import decode

TEXT = "# Störung – 障害\n- Añadir alertas\n"
LATIN = "# Störung\n- Añadir alertas\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
)
def test_unicode_is_read_with_and_without_its_mark(data: bytes) -> None:
    assert decode(data) == TEXT


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16-le", "utf-16-be"])
def test_text_without_a_mark_is_read(encoding: str) -> None:
    assert decode(LATIN.encode(encoding)) == LATIN


def test_bytes_that_no_encoding_knows_are_replaced() -> None:
    assert decode(b"caf\xe9 \x81\n") == "café \N{REPLACEMENT CHARACTER}\n"


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(b"report", mtime=0), "not a text: a gzip archive"),
        (b"PK\x03\x04rest", "not a text: a zip archive or an office document"),
        (b"\x89PNG\r\n", "not a text: an image"),
        (b"%PDF-1.7", "not a text: a PDF file"),
        (b"ab\x00\x00\x01cd", "not a text: it contains NUL bytes"),
    ],
)
def test_binary_data_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_nothing_but_a_value_error_is_raised(data: bytes) -> None:
    try:
        text = decode(data)
    except ValueError:
        return
    assert isinstance(text, str)


@given(
    st.text(max_size=100).filter(
        lambda text: "\x00" not in text and not text.startswith(("\ufeff", "BZh", "PK", "GIF8", "%PDF"))
    )
)
def test_what_was_saved_as_utf8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text
