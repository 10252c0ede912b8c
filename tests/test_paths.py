"""Places: one folder when asked, the platform's otherwise, closed to others."""

import os
import stat
from pathlib import Path

import pytest

from trainer import paths


def test_home_moves_everything_under_one_folder(tmp_path: Path) -> None:
    found = paths.find({"TRAINER_HOME": str(tmp_path)})
    for place in (found.config_file, found.data, found.scenarios, found.logs):
        assert place.is_relative_to(tmp_path)
    assert found.database_url == f"sqlite:///{tmp_path}/data/trainer.db"


def test_without_home_the_platform_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    found = paths.find({})
    assert found.data.name == paths.APP
    assert found.config_file.is_absolute() and found.data.is_absolute() and found.logs.is_absolute()
    assert found.database_url.startswith("sqlite:////")


def test_another_database_is_named_by_its_url(tmp_path: Path) -> None:
    url = "postgresql+psycopg://me@db/team"
    found = paths.find({"TRAINER_HOME": str(tmp_path), "TRAINER_DATABASE_URL": url})
    assert found.database_url == url
    assert found.data == tmp_path / "data"


def test_empty_values_count_as_not_set(tmp_path: Path) -> None:
    found = paths.find({"TRAINER_HOME": str(tmp_path), "TRAINER_DATABASE_URL": "  "})
    assert found.database_url.startswith("sqlite:")


def test_a_relative_home_becomes_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.find({"TRAINER_HOME": "here"}).data == tmp_path / "here" / "data"


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    paths.find({"TRAINER_HOME": str(tmp_path / "new")})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_private_folder_closes_what_it_makes_and_what_is_ours(tmp_path: Path) -> None:
    made = paths.private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    made.chmod(0o755)
    paths.private_folder(made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_private_folder_says_when_a_file_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError):
        paths.private_folder(tmp_path / "file")


def test_characters_that_mean_something_in_urls_are_escaped() -> None:
    from sqlalchemy import make_url

    odd = "/tmp/what? #100%/ü b.db"
    assert make_url(paths.sqlite_url(Path(odd))).database == odd
