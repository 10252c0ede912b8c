"""`trainer config`: the settings in force, and where each comes from."""

import json

import pytest

from trainer import paths
from trainer.config import NAMES

from .running import Shell


def write(text: str) -> None:
    file = paths.find().config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_every_setting_is_shown_with_its_source(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    write('pace = "quick"\nmodel = "from-file"\nagreed_hosts = ["localhost"]\n')
    monkeypatch.setenv("TRAINER_MODEL", "from-env")
    done = shell("config", "--json")
    found = {r["name"]: r for r in map(json.loads, done.out.splitlines())}
    assert (done.code, done.err) == (0, "")
    assert tuple(found) == NAMES
    assert found["pace"] == {"name": "pace", "value": "quick", "source": "file"}
    assert found["model"] == {"name": "model", "value": "from-env", "source": "environment"}
    assert found["agreed_hosts"]["value"] == ["localhost"]
    assert found["motion"] == {"name": "motion", "value": True, "source": "default"}


def test_for_people_with_the_places(shell: Shell) -> None:
    write('pace = "quick"\n')
    done = shell("config")
    lines = [line.split() for line in done.out.splitlines()]
    assert ["pace", "quick", "file"] in lines
    assert ["motion", "yes"] in lines
    assert ["file", str(paths.find().config_file)] in lines
    assert ["database", str(paths.find().data / "trainer.db")] in lines


def test_problems_go_to_standard_error_with_file_and_line(shell: Shell) -> None:
    write('\nmodle = "x"\n')
    done = shell("config", "--json")
    assert done.code == 0
    assert f"{paths.find().config_file}:2: 'modle' is not a setting; did you mean 'model'?" in done.err
    assert len(done.out.splitlines()) == len(NAMES)


def test_a_password_in_the_database_address_is_not_shown(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_DATABASE_URL", "postgresql+psycopg://me:hunter2@db.example/team?password=hunter2")
    done = shell("config")
    assert "me@db.example/team" in done.out
    assert "hunter2" not in done.out + done.err


def test_a_key_in_the_file_is_named_and_not_shown(shell: Shell) -> None:
    write('api_key = "sk-proj-verysecretverysecret"\n')
    done = shell("config")
    assert "looks like a key" in done.err
    assert "verysecret" not in done.out + done.err


def test_path_is_one_line_for_scripts(shell: Shell) -> None:
    done = shell("config", "path")
    assert (done.code, done.out, done.err) == (0, f"{paths.find().config_file}\n", "")
