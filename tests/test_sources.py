"""Report files on disk: what is read, what is refused and why, what is found, and by which name it is known."""

from __future__ import annotations

import os
import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tracker.errors import UnreadableReport, UnusableFile
from tracker.sources import MOST_BYTES, MOST_ENTRIES, Skipped, identify, read_source, still_there, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_permissions = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


@contextmanager
def writer_of(path: Path) -> Iterator[None]:
    """Append to a file as fast as it goes, until the block ends."""
    stop = threading.Event()

    def append() -> None:
        with path.open("ab", buffering=0) as file:
            # Bounded all the same: a test must not be able to fill the disk.
            while not stop.is_set() and file.tell() < 8 * MOST_BYTES:
                file.write(b"x" * 65536)

    thread = threading.Thread(target=append)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in walk(folder) if isinstance(path, Path)]


def skipped(folder: Path) -> dict[str, str]:
    return {
        found.path.relative_to(folder).as_posix(): found.reason
        for found in walk(folder)
        if isinstance(found, Skipped)
    }


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("# A report\n")


# read_source


def test_a_report_is_read_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(b"\xef\xbb\xbf# R\xe9port\r\n\x00")

    assert read_source(path) == b"\xef\xbb\xbf# R\xe9port\r\n\x00"


def test_an_empty_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()

    assert read_source(tmp_path / "empty.md") == b""


def test_a_link_to_a_report_that_was_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_bytes(b"text")
    (tmp_path / "link.md").symlink_to("report.md")

    assert read_source(tmp_path / "link.md") == b"text"


def test_the_largest_report_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.md"

    path.write_bytes(b"x" * MOST_BYTES)
    assert len(read_source(path)) == MOST_BYTES

    path.write_bytes(b"x" * (MOST_BYTES + 1))
    with pytest.raises(UnreadableReport, match="larger than 2 MiB"):
        read_source(path)


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    path.touch()
    os.truncate(path, 10 * 1024**3)  # sparse: it takes no room

    with pytest.raises(UnreadableReport, match="larger than 2 MiB"):
        read_source(path)


def test_a_file_that_grows_while_it_is_read_is_read_up_to_the_limit_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "growing.md"
    path.touch()
    refusals = 0

    with writer_of(path):
        while not refusals:
            try:
                assert len(read_source(path)) <= MOST_BYTES
            except UnreadableReport as error:
                assert "larger than 2 MiB" in str(error)  # noqa: PT017 - which of the two comes is chance
                refusals += 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_a_file_that_tells_no_size_is_read_all_the_same() -> None:
    assert read_source(Path("/proc/self/status")).startswith(b"Name:")


def test_a_pipe_is_refused_and_nobody_waits_for_its_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    with pytest.raises(UnreadableReport, match="a pipe or a device"):
        read_source(tmp_path / "pipe.md")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(device: str) -> None:
    with pytest.raises(UnreadableReport, match="a pipe or a device"):
        read_source(Path(device))


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket may have some 100 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")

        with pytest.raises(UnreadableReport, match="a socket"):
            read_source(tmp_path / "socket.md")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="a folder, not a file"):
        read_source(tmp_path)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.md", "there is no such file"),
        ("file.md/inside.md", "is no folder"),
        ("loop.md", "go in a circle"),
        ("x" * 300, "too long"),
        ("nul\0.md", "no name of a file"),
    ],
)
def test_what_the_system_refuses_is_told_with_its_name_and_reason(tmp_path: Path, name: str, reason: str) -> None:
    write(tmp_path, "file.md")
    (tmp_path / "loop.md").symlink_to("loop.md")

    with pytest.raises(UnusableFile, match=reason) as caught:
        read_source(tmp_path / name)

    assert caught.value.path == str(tmp_path / name)


@needs_permissions
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path, "closed.md")
    (tmp_path / "closed.md").chmod(0)

    with pytest.raises(UnusableFile, match="permission denied"):
        read_source(tmp_path / "closed.md")


def test_the_errors_can_be_printed_whatever_bytes_the_name_has(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile) as caught:
        read_source(tmp_path / os.fsdecode(b"caf\xe9.md"))

    assert str(caught.value).encode().endswith(rb"caf\xe9.md: there is no such file or folder")


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    write(tmp_path, "report.md")
    before = os.open(tmp_path, os.O_RDONLY)
    os.close(before)

    read_source(tmp_path / "report.md")
    for refused in (tmp_path, tmp_path / "pipe.md"):
        with pytest.raises(UnreadableReport):
            read_source(refused)

    after = os.open(tmp_path, os.O_RDONLY)
    os.close(after)
    assert after == before  # the lowest free number


# walk


def test_reports_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "c.md", "b/2.rst", "b/1.txt", "a.MD", "d.markdown", "b/deep/er/x.text")

    assert names(tmp_path) == ["a.MD", "b/1.txt", "b/2.rst", "b/deep/er/x.text", "c.md", "d.markdown"]


def test_other_files_are_told_with_their_reason(tmp_path: Path) -> None:
    write(tmp_path, "report.md", "graph.png", "report.md.bak", "noending", ".hidden.md")
    os.mkfifo(tmp_path / "pipe.md")

    assert names(tmp_path) == ["report.md"]
    assert skipped(tmp_path) == {
        ".hidden.md": "hidden: its name starts with a dot",
        "graph.png": "not Markdown, reStructuredText or text",
        "noending": "not Markdown, reStructuredText or text",
        "pipe.md": "a pipe, socket or device",
        "report.md.bak": "not Markdown, reStructuredText or text",
    }


def test_hidden_folders_and_those_of_tools_are_not_entered(tmp_path: Path) -> None:
    write(tmp_path, ".git/info.txt", "node_modules/dep/README.md", "vendor/outage.md")

    assert names(tmp_path) == ["vendor/outage.md"]
    assert skipped(tmp_path) == {
        ".git": "hidden: its name starts with a dot",
        "node_modules": "a folder of other projects' files",
    }


def test_symbolic_links_are_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "tree/report.md", "outside/secret.md")
    (tmp_path / "tree/up").symlink_to("..")
    (tmp_path / "tree/out.md").symlink_to("../outside/secret.md")
    (tmp_path / "tree/loop.md").symlink_to("loop.md")

    assert names(tmp_path / "tree") == ["report.md"]
    assert set(skipped(tmp_path / "tree")) == {"up", "out.md", "loop.md"}


def test_a_folder_named_through_a_link_is_walked(tmp_path: Path) -> None:
    write(tmp_path, "tree/report.md")
    (tmp_path / "link").symlink_to("tree")

    assert names(tmp_path / "link") == ["report.md"]


def test_names_with_line_feeds_escapes_and_bytes_are_found_and_read(tmp_path: Path) -> None:
    for name in (b"a\nb.md", b"c\x1b[2J.md", b"d\xff.md"):
        (tmp_path / os.fsdecode(name)).write_text("text")

    found = [path for path in walk(tmp_path) if isinstance(path, Path)]

    assert [os.fsencode(path.name) for path in found] == [b"a\nb.md", b"c\x1b[2J.md", b"d\xff.md"]
    assert [read_source(path) for path in found] == [b"text"] * 3


@needs_permissions
def test_a_folder_that_may_not_be_read_is_told_and_the_others_are_walked(tmp_path: Path) -> None:
    write(tmp_path, "closed/report.md", "open/report.md")
    (tmp_path / "closed").chmod(0)

    try:
        assert names(tmp_path) == ["open/report.md"]
        assert "permission denied" in skipped(tmp_path)["closed"]
    finally:
        (tmp_path / "closed").chmod(0o700)


@pytest.mark.parametrize(("name", "reason"), [("missing", "no such file or folder"), ("file.md", "is no folder")])
def test_a_folder_that_was_named_and_cannot_be_walked_is_an_error(tmp_path: Path, name: str, reason: str) -> None:
    write(tmp_path, "file.md")

    with pytest.raises(UnusableFile, match=reason):
        list(walk(tmp_path / name))


def test_a_tree_deeper_than_the_stack_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    depth = sys.getrecursionlimit() + 100
    for level in range(1, depth + 1):
        os.mkdir("d/" * level)  # noqa: PTH102 - Path.mkdir(parents=True) and Path.parents recurse

    found = list(walk(Path()))
    os.removedirs("d/" * depth)  # what clears tmp_path recurses as well

    assert found == []


def test_a_walk_ends_at_the_limit_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, *(f"0/{number}.png" for number in range(200)))

    found = list(walk(tmp_path, most=100))

    assert found[-1] == Skipped(tmp_path, "more than 100 names; name the folders inside it one by one")
    assert len(found) == 100  # the folder itself is entered and not told: 99 files and the last word


def test_as_many_names_as_the_limit_are_all_looked_at(tmp_path: Path) -> None:
    write(tmp_path, "1.md", "2.md", "3.md")

    assert len(list(walk(tmp_path, most=3))) == 3
    assert MOST_ENTRIES == 100_000


# identify


def test_a_file_outside_git_is_known_by_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    source = identify(Path("folder/../report.md"))

    assert source.source == str(tmp_path / "report.md")
    assert source.identity == source.source


def test_a_file_in_a_work_tree_is_known_by_its_path_in_it(tmp_path: Path) -> None:
    write(tmp_path, "repository/docs/report.md")
    (tmp_path / "repository/.git").mkdir()

    source = identify(tmp_path / "repository/docs/report.md")

    assert source.source == "docs/report.md"
    assert source.identity == f"{tmp_path}/repository:docs/report.md"


def test_the_git_file_of_a_linked_work_tree_marks_its_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, "linked/report.md")
    (tmp_path / "linked/.git").write_text("gitdir: ../.git/worktrees/linked\n")

    assert identify(tmp_path / "linked/report.md").source == "report.md"


def test_one_file_has_one_identity_by_whichever_link_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, "repository/report.md")
    (tmp_path / "repository/.git").mkdir()
    (tmp_path / "link").symlink_to("repository")

    assert identify(tmp_path / "link/report.md") == identify(tmp_path / "repository/report.md")


def test_a_file_that_is_not_there_and_a_link_in_a_circle_have_names_too(tmp_path: Path) -> None:
    (tmp_path / "loop.md").symlink_to("loop.md")

    assert identify(tmp_path / "missing.md").source == str(tmp_path / "missing.md")
    assert identify(tmp_path / "loop.md").source == str(tmp_path / "loop.md")


def test_a_name_of_any_bytes_becomes_text_that_can_be_stored(tmp_path: Path) -> None:
    source = identify(tmp_path / os.fsdecode(b"caf\xe9 \xc3\xa9.md"))

    assert source.source == f"{tmp_path}/caf\\xe9 é.md"
    assert source.source.encode().decode() == source.source


@pytest.mark.parametrize("name", [b"report.md", b"a:b.md", b"a:b:c.md", b"caf\xe9.md", rb"caf\xe9.md", b"a\nb.md"])
@pytest.mark.parametrize("in_git", [True, False])
def test_an_identity_is_there_until_its_file_is_gone(tmp_path: Path, name: bytes, in_git: bool) -> None:
    if in_git:
        (tmp_path / ".git").mkdir()
    path = tmp_path / "docs" / os.fsdecode(name)
    write(tmp_path, f"docs/{path.name}")
    identity = identify(path).identity

    assert still_there(identity)
    path.unlink()
    assert not still_there(identity)


def test_an_identity_below_what_became_a_file_is_gone_and_one_that_was_no_path_never_was(tmp_path: Path) -> None:
    write(tmp_path, "docs")

    assert not still_there(f"{tmp_path}/docs/report.md")
    assert not still_there("-")


@needs_permissions
def test_an_identity_that_may_not_be_looked_at_is_there(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(0)

    assert still_there(f"{tmp_path}/closed/report.md")
