"""Report files on disk, as bytes: the only reader of report files.

`walk` finds them under a folder, `read_source` reads one, `identify` says by which name it is stored, and
`still_there` whether that name still has a file. All are given names that anybody may have chosen: a device, a
pipe, a link in a circle, a file that grows, a name that is no text. None of these may hang, crash or fill the
memory; each is told with its reason.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import UnreadableReport, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2 * 1024 * 1024
"""The largest file that is read: 2 MiB.

The longest postmortems that people publish have some 200 KiB, and the reader's time grows with the text. What
is larger is a log or a dump that was named by mistake, and a pass over a folder must not stop at it.
"""

MOST_ENTRIES = 100_000
"""How many names under one folder are looked at: far more than reports, far fewer than a whole disk."""

ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".rst", ".txt", ".text"})
"""How the name of a report ends, in lower case. A file that is named itself, not its folder, may end in
anything."""

FOREIGN_FOLDERS = frozenset({"node_modules", "bower_components", "site-packages", "__pycache__", "venv"})
"""Folders that tools fill with the texts of other projects."""

REFUSALS = {
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a part of this path is no folder",
    errno.EACCES: "permission denied; the user who runs pmtrack must be able to read it",
    errno.EPERM: "permission denied; the user who runs pmtrack must be able to read it",
    errno.ELOOP: "its symbolic links go in a circle",
    errno.ENAMETOOLONG: "its name is too long for this system",
}
"""What the system says when it refuses a path, in words that help; the rest is told in the system's own."""

NOT_OPENABLE = frozenset({errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP})
"""What `open` says of sockets and of devices that have no driver."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path under a folder that was not taken for a report, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """The names of a report file, as text that can be stored whatever bytes the file's name has.

    `source` is what people see: the path in its git work tree, else the absolute path. `identity` is the
    same for the same file wherever the command was started, and differs between two work trees.
    """

    identity: str
    source: str


def read_source(path: Path) -> bytes:
    """Return the whole content of a regular file of at most `MOST_BYTES`.

    Raises:
        UnreadableReport: it is no such file: a folder, device, pipe or socket, or too large.
        UnusableFile: the system refuses it: it is missing, or may not be read.
    """
    try:
        content = _content(path)
    except ValueError as error:
        raise UnusableFile(printable(path), "no name of a file: it has a NUL character") from error
    except OSError as error:
        if error.errno in NOT_OPENABLE:
            raise UnreadableReport(printable(path), "a socket or a device, not a file") from error
        raise UnusableFile(printable(path), refusal(error)) from error
    # The size that fstat told may be old, and files of the kernel tell 0: the bytes that came decide.
    if len(content) > MOST_BYTES:
        raise _too_large(path)
    return content


def walk(folder: Path, most: int = MOST_ENTRIES) -> Iterator[Path | Skipped]:
    """Yield the reports under a folder in the order of their names, and all that was passed over.

    Symbolic links are not followed; hidden folders and those of `FOREIGN_FOLDERS` are not entered. A folder
    below that cannot be read, and what is left after `most` names, is told as skipped.

    Raises:
        UnusableFile: `folder` itself is missing, is no folder, or may not be read.
    """
    left = most
    try:
        waiting = _entries(folder, left)
    except OSError as error:
        raise UnusableFile(printable(folder), refusal(error)) from error
    # A list and not recursion: a tree may be deeper than Python's stack.
    while waiting:
        if left == 0:
            yield Skipped(folder, f"more than {most:,} names; name the folders inside it one by one")
            return
        left -= 1
        entry = waiting.pop()
        found = _judge(entry)
        if found is not None:
            yield found
            continue
        try:
            waiting += _entries(Path(entry.path), left)
        except OSError as error:
            yield Skipped(Path(entry.path), refusal(error))


def identify(path: Path) -> Source:
    """Return the names under which a report file is stored; the file need not be there.

    A folder that holds `.git` (a folder, or the file of a linked work tree) is the root of a work tree; git
    itself is not asked.
    """
    resolved = Path(os.path.realpath(path))  # Path.resolve() raises on links in a circle
    for parent in resolved.parents:
        if os.path.lexists(parent / ".git"):
            source = printable(resolved.relative_to(parent))
            return Source(identity=f"{printable(parent)}:{source}", source=source)
    source = printable(resolved)
    return Source(identity=source, source=source)


def outside_identity(path: Path) -> str:
    """Return the identity that a report file had, or would have, outside of any work tree."""
    return printable(Path(os.path.realpath(path)))


def still_there(identity: str) -> bool:
    r"""Whether the file of an identity is still on disk; when in doubt it is.

    A colon may part a work tree from the path in it or belong to a name, and `\xff` may be a byte or these four
    letters: each reading is tried. What may not be looked at is there: only "no such file" says that it is gone.
    """
    spellings = {
        identity,
        *(f"{identity[: at.start()]}/{identity[at.end() :]}" for at in re.finditer(":", identity)),
    }
    paths = {os.fsencode(spelling) for spelling in spellings if spelling.startswith("/")}
    paths |= {re.sub(rb"\\x([0-9a-f]{2})", lambda byte: bytes.fromhex(byte[1].decode()), path) for path in paths}
    return any(map(_is_there, paths))


def printable(path: Path) -> str:
    r"""Return a path as text that any encoding can store: bytes that are no UTF-8 are written `\xff`."""
    return os.fsencode(path.as_posix()).decode("utf-8", errors="backslashreplace")


def refusal(error: OSError) -> str:
    """Return why the system refused a path, in words that help where there are such."""
    return REFUSALS.get(error.errno or 0) or (error.strerror or "the system refuses it").lower()


def _is_there(path: bytes) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _content(path: Path) -> bytes:
    """The first `MOST_BYTES` + 1 bytes of a regular file."""
    # A pipe without a writer blocks in open(): O_NONBLOCK opens it, and fstat then says what it is.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        _refuse_what_is_no_file(path, os.fstat(descriptor))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    finally:
        os.close(descriptor)


def _refuse_what_is_no_file(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableReport(printable(path), "a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableReport(printable(path), "a pipe or a device, not a file; save its content in a file")
    if status.st_size > MOST_BYTES:
        raise _too_large(path)


def _too_large(path: Path) -> UnreadableReport:
    limit = f"{MOST_BYTES // 1024 // 1024} MiB"
    return UnreadableReport(printable(path), f"larger than {limit}; a text that people wrote is smaller")


def _entries(folder: Path, most: int) -> list[os.DirEntry[str]]:
    """The first `most` + 1 entries of a folder, the last name first: so that `pop` takes them in order."""
    with os.scandir(folder) as entries:
        return sorted(islice(entries, most + 1), key=lambda entry: entry.name, reverse=True)


def _judge(entry: os.DirEntry[str]) -> Path | Skipped | None:
    """A report, something passed over with the reason, or None for a folder that is to be entered."""
    path = Path(entry.path)
    if entry.is_symlink():
        return Skipped(path, "a symbolic link; name what it points to")
    if entry.name.startswith("."):
        return Skipped(path, "hidden: its name starts with a dot")
    if entry.is_dir(follow_symlinks=False):
        return Skipped(path, "a folder of other projects' files") if entry.name in FOREIGN_FOLDERS else None
    if not entry.is_file(follow_symlinks=False):
        return Skipped(path, "a pipe, socket or device")
    if path.suffix.lower() not in ENDINGS:
        return Skipped(path, "not Markdown, reStructuredText or text")
    return path
