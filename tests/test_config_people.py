"""The owners and teams of the configuration: what holds, and what is refused with which words."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config import Config, load_config, settings_in_force
from tracker.config.toml import toml_name, toml_text
from tracker.errors import UnusableConfiguration
from tracker.people import NOBODY
from tracker.words import Person, Team

ROOT = Path(__file__).parent.parent

TWO_OWNERS = """\
[owners."Mara Lind"]
spellings = ["mara", "@mlind", "mara"]
team = "Payments"
timezone = "Europe/Berlin"
handles.slack = "U012AB3CD"

[owners.jonas]

[teams.payments]
reports = ["postmortems/payments/**", "pay-*.md"]

[teams.storage]
"""


def load(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "pmtrack.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(config=path, database="x.db", environ={}, folder=tmp_path)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(UnusableConfiguration) as caught:
        load(tmp_path, text)
    return str(caught.value).removeprefix(f"{tmp_path}/")


# What holds


def test_owners_and_teams_reach_the_configuration(tmp_path: Path) -> None:
    people = load(tmp_path, TWO_OWNERS).people

    assert people.persons == (
        Person("Mara Lind", ("mara", "@mlind"), "Payments", "Europe/Berlin", {"slack": "U012AB3CD"}),
        Person("jonas"),
    )
    assert people.teams == (Team("payments", ("postmortems/payments/**", "pay-*.md")), Team("storage"))
    assert people.team(None, ("@MLIND",), None) == "payments"


def test_without_owners_and_teams_nobody_is_known(tmp_path: Path) -> None:
    assert load(tmp_path, "").people == NOBODY
    assert load(tmp_path, "[owners]\n[teams]\n").people == NOBODY
    assert load_config(config=None, database="x.db", environ={}, folder=tmp_path).people == NOBODY


@pytest.mark.parametrize(
    "text",
    [
        '[owners.mara]\nhandles = { slack = "U012AB3CD" }',
        '[owners.mara.handles]\nslack = "U012AB3CD"',
        'owners.mara.handles.slack = "U012AB3CD"',
        'owners = { mara = { handles.slack = "U012AB3CD" } }',
    ],
)
def test_handles_may_be_written_in_every_way_that_toml_has(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text).people.handle("mara", "slack") == "U012AB3CD"


@pytest.mark.parametrize("handle", ["U012AB3CD", "W012AB3CD", "S0614TZR7", "U01MW3L2Q8J", "USLACKBOT"])
def test_handles_of_slack_that_are_taken(tmp_path: Path, handle: str) -> None:
    assert load(tmp_path, f'[owners.x]\nhandles.slack = "{handle}"').people.handle("x", "slack") == handle


@pytest.mark.parametrize(
    "handle",
    [
        "",
        "@mara",
        "mara",
        "STEFAN",
        "u012ab3cd",
        "<@U012AB3CD>",
        "U012AB3CD ",
        "U012AB3CD\\n",
        "C012AB3CD",
        "U0>1|AB3CD",
    ],
)
def test_handles_of_slack_that_are_refused(tmp_path: Path, handle: str) -> None:
    text = f'[owners.x]\nhandles.slack = "{handle}"'

    assert refusal(tmp_path, text).startswith("pmtrack.toml:2: owners.x.handles.slack: takes the ID of a member")


@pytest.mark.parametrize(
    "name", ["Łukasz", 'J. R. \\"Bob\\" Dobbs', "山田太郎", "علی‌رضا", "x" * 64, "payments/on-call", "0"]
)
def test_names_that_are_taken(tmp_path: Path, name: str) -> None:
    (person,) = load(tmp_path, f'[owners."{name}"]').people.persons

    assert person.name == name.replace("\\", "")


@pytest.mark.parametrize(
    "name", ["", " ", "Mara ", "@", "x" * 65, "a\\nb", "a\\u001b[31m", "a\\u202eb", "\\u200d", "a\\u200bb"]
)
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[owners."NAME"]', ":1: owners."),
        ('[teams."NAME"]', ":1: teams."),
        ('[owners.x]\nteam = "NAME"', ":2: owners.x.team: "),
        ('[owners.x]\nspellings = ["NAME"]', ":2: owners.x.spellings: "),
    ],
)
def test_names_that_no_list_can_show_are_refused(tmp_path: Path, text: str, place: str, name: str) -> None:
    told = refusal(tmp_path, text.replace("NAME", name))

    assert place in told
    assert "takes 1 to 64 characters that can be seen" in told
    assert told.replace("\u200d", "").isprintable()


# What is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # Sections and keys
        ("owners = 5", ":1: owners: is a section: write [owners.NAME]"),
        ("teams = []", ":1: teams: is a section: write [teams.NAME]"),
        ('[owners]\n"Mara Lind" = 1', ':2: owners."Mara Lind": is a section: write [owners."Mara Lind"]'),
        ("[owner.mara]", ':1: owner: there is no such key; did you mean "owners"?'),
        ("[team.x]", ':1: team: there is no such key; did you mean "teams"?'),
        (
            '[owners."Mara Lind"]\nspeling = []',
            ':2: owners."Mara Lind".speling: there is no such key; did you mean "spellings"?',
        ),
        ("[owners.x]\nzzz = 1", "such key; an owner has spellings, team, timezone, handles.slack"),
        ("[teams.x]\nzzz = 1", "such key; a team has reports"),
        ('[owners.x]\nhandles.slak = "U1"', ':2: owners.x.handles.slak: there is no such key; did you mean "ha'),
        ('[owners.x]\nhandles = "U1"', ":2: owners.x.handles: has keys of its own: write handles.slack = "),
        ('[owners.x]\n"handles.slack" = "U012AB3CD"', ':2: owners.x."handles.slack": '),
        # Types
        ('[owners.x]\nspellings = "x"', 'takes a list of texts, like ["one", "two"], not text in quotes'),
        ("[owners.x]\nspellings = [1]", "not this list"),
        ("[owners.x]\nteam = []", ":2: owners.x.team: takes text in quotes"),
        ("[owners.x]\nhandles.slack = 1", ":2: owners.x.handles.slack: takes text in quotes, not a whole number"),
        ('[teams.x]\nreports = "x/*"', ":2: teams.x.reports: takes a list of texts"),
        # Values
        ('[owners.x]\ntimezone = "Berlin"', ':2: owners.x.timezone: "Berlin" is no time zone; did you mean "Euro'),
        ('[teams.x]\nreports = ["~/x/*"]', ":2: teams.x.reports: takes paths as `pmtrack reports` shows them"),
        ('[teams.x]\nreports = ["../x/*"]', 'not "../x/*"'),
        ('[teams.x]\nreports = ["/"]', 'not "/"'),
        ('[teams.x]\nreports = [""]', 'not ""'),
        # One spelling, two persons
        (
            '[owners."Mara Lind"]\nspellings = ["ml"]\n[owners."Max Lee"]\nspellings = ["ml"]',
            ':4: owners."Max Lee".spellings: "ml" is a spelling of "Mara Lind" too; choose one',
        ),
        (
            '[owners.mara]\n[owners."Max Lee"]\nspellings = ["@Mára"]',
            ':3: owners."Max Lee".spellings: "@Mára" is a spelling of "mara" too (there "mara")',
        ),
        (
            '[owners.max]\nspellings = ["Mara"]\n[owners.mara]',
            ':3: owners.mara: "mara" is a spelling of "max" too (there "Mara"); choose one',
        ),
        ("[teams.web]\n[teams.Web]", ':2: teams.Web: "Web" is a name of "web" too'),
        # No TOML
        ("[owners.Mara Lind]", "; a name with blanks, accents or other signs stands in quotes: [owners."),
        ("[owners.Łukasz]\nteam = 'x'", ":1: is not TOML: "),
        ("x = 1\n[teams.R&D]", 'stands in quotes: [owners."Mara Lind"]'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_line_key_and_cure(tmp_path: Path, text: str, message: str) -> None:
    assert message in refusal(tmp_path, text)


def test_other_mistakes_of_toml_are_told_without_that_cure(tmp_path: Path) -> None:
    assert "quotes" not in refusal(tmp_path, '[owners."Mara Lind"]\nteam = web')
    assert "quotes" not in refusal(tmp_path, "[channels.my team]")


def test_a_spelling_given_twice_to_one_person_is_no_mistake(tmp_path: Path) -> None:
    people = load(tmp_path, '[owners.Mara]\nspellings = ["mara", "@mara", "Mara", "mara"]').people

    assert people.name("MARA") == "Mara"


# What is shown


def test_settings_in_force_show_owners_and_teams(tmp_path: Path) -> None:
    config = load(tmp_path, TWO_OWNERS)

    file = f"{tmp_path}/pmtrack.toml"
    assert [tuple(row) for row in settings_in_force(config) if row.key.startswith(("owners", "teams"))] == [
        ('owners."Mara Lind".spellings', ["mara", "@mlind", "mara"], file),
        ('owners."Mara Lind".team', "Payments", file),
        ('owners."Mara Lind".timezone', "Europe/Berlin", file),
        ('owners."Mara Lind".handles.slack', "U012AB3CD", file),
        ("owners.jonas.spellings", [], "default"),
        ("teams.payments.reports", ["postmortems/payments/**", "pay-*.md"], file),
        ("teams.storage.reports", [], "default"),
    ]


def test_what_is_shown_of_owners_and_teams_loads_again(tmp_path: Path) -> None:
    config = load(tmp_path, TWO_OWNERS)
    shown = "\n".join(f"{row.key} = {row.text}" for row in settings_in_force(config) if row.key != "database")

    assert load(tmp_path, shown).people == config.people


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_names_and_texts_are_written_as_toml_reads_them(name: str, text: str) -> None:
    assert tomllib.loads(f"{toml_name(('owners', name))} = {toml_text(text)}") == {"owners": {name: text}}


# What it costs


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        (TWO_OWNERS.replace("Europe/Berlin", "UTC"), set()),
        (TWO_OWNERS, {"zoneinfo"}),
    ],
)
def test_time_zones_are_loaded_only_where_an_owner_has_one(tmp_path: Path, text: str, loaded: set[str]) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "from tracker.config import load_config\n"
        "folder = pathlib.Path(sys.argv[2])\n"
        "load_config(config=folder / 'pmtrack.toml', database='x.db', environ={}, folder=folder)\n"
        "print(*sys.modules)"
    )
    (tmp_path / "pmtrack.toml").write_text(text)
    command = [sys.executable, "-c", code, str(ROOT), str(tmp_path)]

    modules = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    costly = {"zoneinfo", "difflib", "platformdirs", "tracker.channels", "json"}
    assert costly & set(modules) == loaded
