"""Commands on the configuration: init, config."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import output, workspace
from tracker.cli.input.options import ConfigOption, DatabaseOption, JsonOption
from tracker.config import settings_in_force, write_config


def init(
    path: Annotated[Path, typer.Argument(metavar="[FILE]", help="The file to write.")] = Path("pmtrack.toml"),
) -> None:
    """Write a configuration file to start from: every key, explained, with its default. Overwrites nothing."""
    write_config(path)
    output.say(f"wrote {output.plain(str(path))}")
    output.note("Next: uncomment a channel in it, name it under [reminders] channels, and try it with")
    output.note("`pmtrack channels test NAME`.")


def config(*, as_json: JsonOption = False, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Show the settings in force and where each comes from; secrets are stars."""
    settings = workspace.operators_settings(config, db)
    rows = settings_in_force(settings)
    if as_json:
        shown = [{"key": row.key, "value": row.value, "origin": row.origin} for row in rows]
        output.say_json({"file": str(settings.path) if settings.path else None, "settings": shown})
        return
    output.say(f"# {output.plain(str(settings.path or 'no configuration file; the defaults hold'))}")
    for row in rows:
        output.say(output.plain(f"{row.key} = {row.text}  # {row.origin}"))
