"""`trainer grade` on transcripts of real calls, from the file to the grade."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.cli.main import cli

from .talk import NO, REP, TALK

FILES = Path(__file__).parent / "files"
TEAMS = FILES / "teams.vtt"
REP_TURNS = [i for i, (name, _) in enumerate(TALK) if name == REP]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))


def grade(*args: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["grade", *map(str, args)], input=stdin)


def rows(done: Result) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_teams_file_with_two_speakers_is_graded_end_to_end():
    done = grade(TEAMS, "--json")
    assert done.exit_code == 0
    (found,) = rows(done)
    assert found["id"] == "teams.vtt"
    assert found["from_turn"] == NO
    assert found["speakers"] == {"rep": [REP], "customer": ["Denise Okafor"]}
    assert found["rep_found"]["how"] == "guessed" and found["rep_found"]["confidence"] > 0.9
    assert [t["index"] for t in found["turns"]] == [i for i in REP_TURNS if i > NO]
    for turn in found["turns"]:
        assert all(b["quote"] in TALK[turn["index"]][1] for b in turn["behaviours"])
    codes = {b["code"] for t in found["turns"] for b in t["behaviours"]}
    assert "callout" in codes and "accept_no" in codes
    assert found["scores"]["respect_no"] in (1, 2, 3)
    assert found["no_respected"] in ("no", "partly")
    assert all(a["turn"] in REP_TURNS for a in found["advice"])
    assert "Guessed that Anna Lindqvist is the rep" in done.stderr and "--rep NAME" in done.stderr
    assert f"Graded from turn {NO}" in done.stderr


def test_every_dialect_gives_the_same_grade():
    same = [p for p in sorted(FILES.iterdir()) if p.name not in ("three-people.vtt", "no-refusal.vtt")]
    done = grade(*same, "--json")
    assert done.exit_code == 0
    found = rows(done)
    assert [f["id"] for f in found] == [p.name for p in same]
    assert len({json.dumps([f["scores"], f["turns"], f["speakers"], f["from_turn"]]) for f in found}) == 1


def test_told_who_the_rep_is_it_says_nothing_of_a_guess():
    done = grade(TEAMS, "--json", "--rep", "lindqvist")
    assert "Guessed" not in done.stderr
    assert rows(done)[0]["rep_found"]["how"] == "told"


def test_a_wrong_name_is_a_wrong_call_that_lists_the_speakers():
    done = grade(TEAMS, "--rep", "Marcos")
    assert done.exit_code == 2 and done.stdout == ""
    assert '"Anna Lindqvist" (8 turns), "Denise Okafor" (8 turns)' in done.stderr


def test_a_beginning_can_be_given_or_the_whole_call_taken():
    assert [t["index"] for t in rows(grade(TEAMS, "--json", "--from-turn", 9))[0]["turns"]] == [10, 12, 14]
    assert [t["index"] for t in rows(grade(TEAMS, "--json", "--all"))[0]["turns"]] == REP_TURNS
    done = grade(TEAMS, "--from-turn", 99)
    assert done.exit_code == 2 and "0 to 15" in done.stderr
    assert grade(TEAMS, "--from-turn", 1, "--all").exit_code != 0


def test_a_call_without_a_no_is_graded_whole_and_says_so():
    done = grade(FILES / "no-refusal.vtt", "--json")
    (found,) = rows(done)
    assert done.exit_code == 0
    assert found["scores"]["respect_no"] is None and found["no_respected"] is None
    assert "no refusal" in found["not_judged"]["respect_no"]
    assert [t["index"] for t in found["turns"]] == [0, 2]
    assert "--from-turn N" in done.stderr
    assert rows(grade(FILES / "no-refusal.vtt", "--json", "--all"))[0]["scores"]["respect_no"] is not None


def test_our_own_transcripts_are_graded_whole(tmp_path: Path):
    turns = [{"speaker": "rep", "text": "Shall we sign?"}, {"speaker": "customer", "text": "It's a no."}]
    turns.append({"speaker": "rep", "text": "Then it's a no, Tom. I'll tear it up."})
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "turns": turns}))
    done = grade(tmp_path / "a.json", "--json")
    assert done.stderr == ""
    assert [t["index"] for t in rows(done)[0]["turns"]] == [0, 2]


def test_standard_input_is_read_by_content():
    done = grade("-", "--json", stdin=(FILES / "teams-utf16.vtt").read_bytes())
    assert done.exit_code == 0 and rows(done)[0]["from_turn"] == NO


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path):
    (tmp_path / "a.vtt").write_bytes(TEAMS.read_bytes())
    (tmp_path / "b.vtt").write_bytes(b"WEBVTT\n\n00:0x:00.000 --> 00:00:01.000\nAnna: Hi.\n")
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "d.vtt").write_bytes(TEAMS.read_bytes())
    done = grade(tmp_path, "--json")
    assert done.exit_code == 2
    assert [r["id"] for r in rows(done)] == ["a.vtt", "d.vtt"]
    assert "b.vtt:3: has times that cannot be read" in done.stderr and "c.txt: is a PDF" in done.stderr


def test_a_mistake_of_ours_in_one_file_does_not_stop_the_rest(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("trainer.review.importing.vtt.read", fail)
    done = grade(TEAMS, FILES / "plain.txt", "--json")
    assert done.exit_code == 2 and [r["id"] for r in rows(done)] == ["plain.txt"]
    assert "ZeroDivisionError" in done.stderr


def test_several_processes_give_the_same_in_the_same_order():
    paths = [FILES / n for n in ("zoom.vtt", "plain.txt", "no-refusal.vtt", "otter.srt")]
    one, two = grade(*paths, FILES / "gone.vtt", "--json"), grade(*paths, FILES / "gone.vtt", "--json", "--jobs", 2)
    assert one.stdout == two.stdout and len(rows(two)) == 4
    assert one.exit_code == two.exit_code == 2


def test_csv_table_html_and_text():
    table = list(csv.DictReader(io.StringIO(grade(TEAMS, FILES / "zoom.vtt", "--format", "csv").stdout)))
    assert [r["id"] for r in table] == ["teams.vtt", "zoom.vtt"] and table[0]["from_turn"] == str(NO)
    lines = grade(TEAMS, "--format", "table").stdout.splitlines()
    assert "from turn 5, rep? Anna Lindqvist" in lines[2]
    assert "--rep NAME" in lines[-1]
    assert "rep?" not in grade(TEAMS, "--format", "table", "--rep", "anna").stdout
    assert "<mark" in grade(TEAMS, "--format", "html").stdout
    text = grade(TEAMS).stdout
    assert "Guessed that Anna" in text and max(map(len, text.splitlines())) <= 80
    assert grade(TEAMS, "--format", "json").stdout == grade(TEAMS, "--json").stdout


def test_an_output_file_takes_its_format_from_its_ending(tmp_path: Path):
    for name, start in (("a.html", "<!doctype html>"), ("a.csv", "\ufeffid,"), ("a.jsonl", '{"id"')):
        assert grade(TEAMS, "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.html", "a.jsonl"]


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path):
    paths = [FILES / n for n in ("zoom.vtt", "plain.txt", "otter.srt")]
    out = tmp_path / "out.jsonl"
    whole = grade(*paths, "--json").stdout
    first = whole.splitlines(keepends=True)
    out.write_text(first[0] + first[1][:50], encoding="utf-8")
    done = grade(*paths, "-o", out, "--resume")
    assert done.exit_code == 0 and "1 were graded before" in done.stderr
    assert out.read_text(encoding="utf-8") == whole
    grade(*paths, "-o", out, "--resume")
    assert out.read_text(encoding="utf-8") == whole


def test_grades_are_not_written_over_and_not_mixed(tmp_path: Path):
    out = tmp_path / "out.jsonl"
    grade(TEAMS, "-o", out)
    before = out.read_text(encoding="utf-8")
    assert "--resume" in str(grade(TEAMS, "-o", out).exception)
    out.write_text(before.replace('"grader_version": "', '"grader_version": "old-'), encoding="utf-8")
    assert "graded by" in str(grade(TEAMS, "-o", out, "--resume").exception)
    out.write_text("something else\n", encoding="utf-8")
    assert "is no grade" in str(grade(TEAMS, "-o", out, "--resume").exception)
    assert out.read_text(encoding="utf-8") == "something else\n"
    assert "-o FILE" in str(grade(TEAMS, "--resume").exception)
