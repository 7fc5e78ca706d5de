"""The user's own folders and home, on a machine that may have neither."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def expanded(text: str, environ: Mapping[str, str]) -> Path:
    """Return a path with its `~` replaced by the home folder.

    Raises:
        ValueError: there is no such home folder.
    """
    home = environ.get("HOME")
    if home and (text == "~" or text.startswith("~/")):
        return Path(home, text[2:])
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise ValueError(f"there is no home folder for {text}; it takes the whole path") from error


def user_file(kind: str, name: str) -> Path | None:
    """Return the path of a file in the user's folder of a kind, "config" or "data"; None without a home."""
    import platformdirs  # noqa: PLC0415 - 20 ms, for nothing where the paths are given

    folders = {"config": platformdirs.user_config_path, "data": platformdirs.user_data_path}
    try:
        folder = folders[kind]("pmtrack", appauthor=False)
    except RuntimeError:
        return None
    # Where no home is known, some versions of platformdirs answer with a "~" in the working folder.
    return folder / name if folder.is_absolute() else None
