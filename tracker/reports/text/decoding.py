"""Bytes to text: a report in whatever encoding it was saved, or a reason why it is none."""

from __future__ import annotations

import codecs

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
"""How files begin that are no text, and what to call them."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; those of UTF-32 come first, because UTF-16's is how they begin."""

_SAMPLE = 4096


def decode(data: bytes) -> str:
    """Return the text of a report's bytes; raise ValueError with a short reason when they are no text.

    A byte order mark decides; else UTF-8, UTF-16 without a mark, and at last Windows-1252. Damaged letters
    become the replacement character.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ValueError(f"not a text: {what}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return text.removeprefix("\ufeff")
    if b"\x00" in data:
        return _decode_with_nul(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _decode_with_nul(data: bytes) -> str:
    """Return the text of UTF-16 without a mark: every second byte of what is mostly Latin is NUL."""
    sample = data[:_SAMPLE]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[start::2].count(0), sample[1 - start :: 2].count(0)
        if zeros > len(sample) // 4 and others == 0:
            return data.decode(encoding, errors="replace")
    raise ValueError("not a text: it contains NUL bytes")
