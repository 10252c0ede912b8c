"""`trainer scenarios`: list, show, check, new, vocabulary."""

import json
from pathlib import Path

import pytest

from .test_practice import trainer


def test_list_json_has_the_contracts_fields(tmp_path: Path) -> None:
    done = trainer("scenarios", "list", "--json", home=tmp_path)
    got = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(got) >= 6
    for row in got:
        assert {"id", "title", "difficulty", "industry", "language", "customer", "stated_reason", "resolvable"} <= set(
            row
        )
        assert 1 <= row["difficulty"] <= 5 and isinstance(row["resolvable"], bool) and row["stated_reason"]


def test_show_never_tells_what_the_customer_hides(tmp_path: Path) -> None:
    done = trainer("scenarios", "show", "roof-from-1740", home=tmp_path)
    assert "Sister Inmaculada" in done.stdout
    assert "orchard" not in done.stdout and "final" not in done.stdout


def test_new_writes_a_scenario_that_plays_and_is_found(tmp_path: Path) -> None:
    made = trainer("scenarios", "new", "The Dairy: 2nd try", home=tmp_path)
    assert made.returncode == 0, made.stderr
    assert Path(made.stdout.strip()).name == "the-dairy-2nd-try.md"
    played = trainer(
        "practice", "the-dairy-2nd-try", "--json", "--seed", "1", lines="Then it's no. Goodbye.\n", home=tmp_path
    )
    assert played.returncode == 0, played.stderr
    listed = trainer("scenarios", "list", home=tmp_path)
    assert "the-dairy-2nd-try" in listed.stdout
    again = trainer("scenarios", "new", "The Dairy: 2nd try", home=tmp_path)
    assert again.returncode == 2 and "is there already" in again.stderr


def test_check_writes_one_line_a_problem_and_exits_1(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("title: x\ntempr: warm\n# Situation\nHello.\n")
    done = trainer("scenarios", "check", str(path), home=tmp_path)
    assert done.returncode == 1
    for line in done.stdout.splitlines():
        file, row, column, _ = line.split(":", 3)
        assert file == str(path) and row.isdigit() and column.isdigit()


@pytest.mark.parametrize("what", ["roof-from-1740"])
def test_check_takes_names_and_is_quiet_when_all_is_well(tmp_path: Path, what: str) -> None:
    done = trainer("scenarios", "check", what, home=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_vocabulary_names_every_heading(tmp_path: Path) -> None:
    from trainer.scenarios.vocabulary import HEADINGS

    out = trainer("scenarios", "vocabulary", home=tmp_path).stdout
    assert all(name in out for name in HEADINGS)
