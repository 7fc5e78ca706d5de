"""The shells whose Tab key is answered: how each says what was typed, and how it is told what fits.

Each has a script beside this file, `completion.bash` and so on, which `pmtrack completion` prints. zsh and fish
quote what they insert into a line; bash inserts it as it is, so that here it gets it quoted.
"""

from __future__ import annotations

import os
import re
from importlib.resources import files as package_files
from typing import TYPE_CHECKING, NamedTuple

from tracker.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Offer(NamedTuple):
    """A value to choose, and what is shown beside it."""

    value: str
    description: str = ""


FILES = Offer("", "files")
"""Asks the shell for its own file names."""

WIDEST = 70
"""Cells of a description; the shell shows it behind the value, on one line."""


class Shell(NamedTuple):
    """A shell: how its words are read, how offers are written for it, and what installs its script."""

    name: str
    read: Callable[[list[str]], list[str]]
    write: Callable[[Sequence[Offer], str], list[str]]
    """Given the last word as it was typed, too."""
    install: tuple[str, ...]
    """What is typed once."""
    otherwise: str = ""
    """What to do where that is of no use."""

    def script(self) -> str:
        """Return the script that makes the shell ask."""
        folder = package_files("tracker.cli.completion")
        return folder.joinpath(f"completion.{self.name}").read_text(encoding="utf-8")


def unquoted(word: str) -> str:
    """Return a word without the quotes and backslashes of a shell; the last quote may still be open."""
    from typer._click.shell_completion import split_arg_string  # noqa: PLC0415 - for the Tab key alone

    return " ".join(split_arg_string(word))


def bash_words(words: list[str]) -> list[str]:
    """Return the words of bash, which hands them over with their quotes, and `--owner=Mara` as three."""
    parts = [word for word, before in zip(words, ["", *words], strict=False) if word != "=" or before[:2] != "--"]
    if words[-1] == "=":
        parts.append("")
    return [unquoted(word) for word in parts]


def fish_words(words: list[str]) -> list[str]:
    """Return the words of fish, of which only the unfinished one still has its quotes."""
    return [*words[:-1], unquoted(words[-1])]


def zsh_words(words: list[str]) -> list[str]:
    """Return the words of zsh: the script has taken the quotes away."""
    return words


def described(offers: Sequence[Offer], last: str) -> list[str]:
    """Return offers as zsh and fish are told them: the value, a tab, and what is shown beside it."""
    before = last[: last.find("=") + 1] if last.startswith("--") else ""
    return [f"{before}{offer.value}{beside(offer)}" for offer in offers]


def beside(offer: Offer) -> str:
    """Return a tab and the description, which is one line of a terminal whatever a report says; else nothing."""
    text = output.plain(offer.description).strip()
    return f"\t{output.cut(text, WIDEST)}" if text else ""


LISTING = ("63", "33", "64")
"""What COMP_TYPE is where bash shows the candidates, and inserts no more than all of them have in common."""


def bash_lines(offers: Sequence[Offer], last: str) -> list[str]:
    """Return offers as bash inserts them: quoted; where it only shows them, with their descriptions."""
    values = [(quoted, offer) for offer in offers if (quoted := bash_quoted(offer.value, last[:1])) is not None]
    lists = len(values) > 1 and os.environ.get("_PMTRACK_LISTING") in LISTING
    if not lists or not any(offer.description for _, offer in values):
        return [value for value, _ in values]
    widest = max(len(value) for value, _ in values)
    # A line that fills the terminal is shown in a line of its own.
    width = output.screen(in_pipe=80).width - 1
    lines = [f"{value:<{widest}}  {beside(offer).strip()}" for value, offer in values]
    return [output.fit(line, width) for line in lines]


UNQUOTED = re.compile(r"[\w./,@%+-]")

UNSAFE_IN = {'"': re.compile(r'["$`\\!]'), "'": re.compile(r"['!]")}
"""What means something, or would end it, inside an open quote."""


def bash_quoted(value: str, quote: str) -> str | None:
    """Return a value as bash takes it for itself; None where it cannot stand inside the quote that is open."""
    if quote in UNSAFE_IN:
        return None if UNSAFE_IN[quote].search(value) else value
    return "".join(sign if UNQUOTED.fullmatch(sign) else f"\\{sign}" for sign in value)


SHELLS = {
    shell.name: shell
    for shell in (
        Shell(
            "bash",
            bash_words,
            bash_lines,
            (
                "mkdir -p ~/.local/share/bash-completion/completions",
                "pmtrack completion bash > ~/.local/share/bash-completion/completions/pmtrack",
            ),
            "Where the package bash-completion is missing, put this into ~/.bashrc instead:\n\n"
            "  source <(pmtrack completion bash)",
        ),
        Shell(
            "zsh",
            zsh_words,
            described,
            (
                "mkdir -p ~/.zfunc",
                "pmtrack completion zsh > ~/.zfunc/_pmtrack",
                "echo 'fpath=(~/.zfunc $fpath); autoload -Uz compinit && compinit' >> ~/.zshrc",
            ),
        ),
        Shell(
            "fish",
            fish_words,
            described,
            (
                "mkdir -p ~/.config/fish/completions",
                "pmtrack completion fish > ~/.config/fish/completions/pmtrack.fish",
            ),
        ),
    )
}
"""Every shell by its name."""
