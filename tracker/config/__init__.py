"""The settings of pmtrack: a TOML file, the environment and options, as one frozen `Config`.

`settings`    the tables of rows from which everything below is made; `values` are the checks of their values
`document`    which file it is, its tables, the line of a key
`parts`       the parts that a user names, by the rows of their table
`channels`    the `[channels.NAME]` parts; `places` says where a secret stands, and opens it when it is used
`people`      the `[owners.NAME]` and `[teams.NAME]` parts
`loading`     `load_config` and `Config`: what is in force, and where it comes from
`example`     `config.example.toml`, and the file that `pmtrack init` writes
`toml`, `paths`, `nearest`    values as TOML writes them; the user's folders; the word that was meant

Every command loads this package: `tomllib`, `zoneinfo`, `difflib` and `platformdirs` are imported only where
they are needed, and nothing here may load what the store or the channels stand on.
"""

from __future__ import annotations

from tracker.config.channels import ChannelSettings
from tracker.config.example import example, init_text, write_config
from tracker.config.loading import Config, SettingInForce, load_config, settings_in_force
from tracker.config.settings import CHANNEL_SETTINGS, OWNER_SETTINGS, SETTINGS, TEAM_SETTINGS, Setting
from tracker.config.values import CHANNEL_KINDS, zone_named

__all__ = [
    "CHANNEL_KINDS",
    "CHANNEL_SETTINGS",
    "OWNER_SETTINGS",
    "SETTINGS",
    "TEAM_SETTINGS",
    "ChannelSettings",
    "Config",
    "Setting",
    "SettingInForce",
    "example",
    "init_text",
    "load_config",
    "settings_in_force",
    "write_config",
    "zone_named",
]
