"""Vocabulary as data: the words of each language, `languages/*.toml`, and the patterns made of them.

The modules beside this one hold the rows: what a word means, and which row is tried first. Their words stand in
one file a language, with the same tables and keys in each; `languages/en.toml` says how to write them. A file that
is put there is read: a new language needs nothing else.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST = "en"


@cache
def languages() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Return the tables of each language by its name, English first, then by the alphabet."""
    found = [file for file in files(__package__).joinpath("languages").iterdir() if file.name.endswith(".toml")]
    texts = {file.name.removesuffix(".toml"): file.read_text(encoding="utf-8") for file in found}
    return {name: tomllib.loads(texts[name]) for name in sorted(texts, key=lambda name: (name != _FIRST, name))}


def words(table: str, *keys: str) -> tuple[str, ...]:
    """Return the spellings of these keys in all languages, each once, English first.

    Raises:
        KeyError: No language has words for them: a pattern of none would find everything.
    """
    tables = [language.get(table, {}) for language in languages().values()]
    found = dict.fromkeys(word for has in tables for key in keys for word in has.get(key, ()))
    if not found:
        raise KeyError(table, *keys)
    return tuple(found)


def either(table: str, *keys: str) -> str:
    """Return the spellings of these keys as the alternatives of a pattern, without brackets around them."""
    return "|".join(words(table, *keys))


_UNSPACED = r"\u3040-\u9fff\uac00-\ud7af"
_BEGINS_UNSPACED = re.compile(rf"\W{{0,4}}[{_UNSPACED}]")
_BEGINS_WITH_LETTER = re.compile(rf"[(\[]?(?:\?:)?[^\W\d_{_UNSPACED}]")
_WORD_START = r"(?<![^\W\d_])"


def spellings(some: Iterable[str], *, whole_words: bool = False) -> re.Pattern[str]:
    """Return a pattern that finds any of some spellings in `folded` text.

    With `whole_words` a spelling counts from a word's beginning on ("ação" is not found in "identificação"),
    save in scripts that put no blanks between words. The spellings are in lower case: a pattern that need not
    heed the case takes half the time, and these are the costly ones.
    """
    plain = [unaccented(word) for word in some]
    from_start = [word for word in plain if whole_words and _BEGINS_WITH_LETTER.match(word)]
    at_start = [word.removeprefix("^") for word in plain if word.startswith("^")]
    anywhere = [word for word in plain if word not in from_start and not word.startswith("^")]
    # One look-behind, one anchor before all of them: with one in front of each, a search takes many times as long.
    starts = [f"{_WORD_START}(?:{'|'.join(from_start)})"] if from_start else []
    anchored = [f"^(?:{'|'.join(at_start)})"] if at_start else []
    return re.compile("|".join(anchored + starts + anywhere))


_ACCENTED = "áàâãäåāéèêëēíìîïīóòôõöōúùûüūçñýÁÀÂÃÄÅĀÉÈÊËĒÍÌÎÏĪÓÒÔÕÖŌÚÙÛÜŪÇÑÝİ"
_BARE = "aaaaaaaeeeeeiiiiioooooouuuuucnyAAAAAAAEEEEEIIIIIOOOOOOUUUUUCNYI"
_UNACCENTED = str.maketrans(_ACCENTED, _BARE)


def unaccented(text: str) -> str:
    """Return a text with bare Latin letters, letter for letter: "Ações" -> "Acoes"."""
    return text if text.isascii() else text.translate(_UNACCENTED)


def folded(text: str) -> str:
    """Return a text in lower case with bare Latin letters, letter for letter: "Ações" -> "acoes".

    People leave accents out, and shout.
    """
    return unaccented(text).lower()


def ended(some: Iterable[str], ending: str) -> str:
    """Return some spellings as alternatives, each with this ending; no ending where no blank parts words."""
    spaced: list[str] = []
    unspaced: list[str] = []
    for word in some:
        (unspaced if _BEGINS_UNSPACED.match(word) else spaced).append(word)
    return "|".join([f"(?:{'|'.join(spaced)}){ending}", *unspaced])
