"""`trainer grade` as people and scripts call it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.cli.grade import command
from trainer.rubric.behaviours import Behaviour

CORPUS = Path(__file__).parents[2] / "corpus" / "transcripts.jsonl"
CODES = {str(b) for b in Behaviour}
TURNS = [
    {"speaker": "customer", "text": "It's a no."},
    {"speaker": "rep", "text": "Then it's no, Tom. I'll withdraw it."},
]
GOOD = {"id": "a", "turns": TURNS}


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, list(args), input=stdin)


def rows(result: Result) -> list[dict]:
    return [json.loads(row) for row in result.stdout.splitlines()]


def test_all_80_transcripts_of_the_corpus_are_graded():
    result = run(str(CORPUS), "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    given = [json.loads(row) for row in CORPUS.read_text(encoding="utf-8").splitlines()]
    found = rows(result)
    assert [f["id"] for f in found] == [g["id"] for g in given]
    assert len(found) == 80
    for grade, call in zip(found, given, strict=True):
        reps = [i for i, t in enumerate(call["turns"]) if t["speaker"] == "rep"]
        assert [t["index"] for t in grade["turns"]] == reps
        assert grade["grader"] == "offline"
        assert all(s in (1, 2, 3, 4, 5) for s in grade["scores"].values())
        assert grade["no_respected"] in ("yes", "partly", "no")
        assert grade["relationship"] in ("kept", "strained", "lost")
        for turn in grade["turns"]:
            for hit in turn["behaviours"]:
                assert hit["code"] in CODES
                assert 0 < hit["confidence"] <= 1
                assert hit["quote"] and hit["quote"] in call["turns"][turn["index"]]["text"]
        assert all(a["turn"] in reps and a["why"] for a in grade["advice"])
        assert grade["summary"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path):
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(CORPUS.read_text(encoding="utf-8").splitlines()[:8]), encoding="utf-8")
    assert run(str(few), "--json").stdout == run(str(few), "--json").stdout


def test_a_folder_and_a_file_are_graded_in_order(tmp_path: Path):
    (tmp_path / "b.json").write_text(json.dumps([{**GOOD, "id": "2"}, {**GOOD, "id": "3"}]))
    (tmp_path / "a.jsonl").write_text(json.dumps({**GOOD, "id": "1"}))
    result = run(str(tmp_path), str(tmp_path / "a.jsonl"), "--json")
    assert [r["id"] for r in rows(result)] == ["1", "2", "3", "1"]
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "text", [json.dumps(GOOD), json.dumps([GOOD], indent=1), json.dumps(GOOD, indent=1), json.dumps(GOOD) + "\n"]
)
def test_a_dash_reads_standard_input(text):
    result = run("-", "--json", stdin=text)
    assert [r["id"] for r in rows(result)] == ["a"]
    assert result.exit_code == 0


def test_one_bad_transcript_does_not_stop_the_rest():
    result = run(
        "-", "--json", stdin="\n".join([json.dumps(GOOD), '{"id": "bad"}', "{", json.dumps({**GOOD, "id": "c"})])
    )
    assert [r["id"] for r in rows(result)] == ["a", "c"]
    assert result.exit_code == 2
    assert "standard input:2: turns: is missing" in result.stderr
    assert "standard input:3: is not JSON" in result.stderr


def test_a_missing_file_is_a_wrong_call_with_a_hint(tmp_path: Path):
    (tmp_path / "calls.jsonl").write_text(json.dumps(GOOD))
    result = run(str(tmp_path / "call.jsonl"))
    assert result.exit_code == 2
    assert "did you mean" in result.stderr
    assert result.stdout == ""


def test_an_empty_folder_and_binary_input_are_wrong_calls(tmp_path: Path):
    assert run(str(tmp_path)).exit_code == 2
    result = run("-", "--json", stdin=b"\x00\x01\xff")
    assert result.exit_code == 2
    assert "not a text file" in result.stderr


def test_without_a_path_it_says_how_to_call_it():
    result = run()
    assert result.exit_code == 2
    assert "PATH" in result.stderr


def test_without_a_usable_model_the_built_in_grader_stands_in_and_says_so(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("TRAINER_MODEL", "tiny")
    result = run("-", "--grader", "llm", "--json", stdin=json.dumps(GOOD))
    (found,) = rows(result)
    assert found["grader"] == "offline" and "127.0.0.1:9" in found["notice"]
    assert found["notice"] in result.stderr
    assert result.exit_code == 0


def test_a_grader_that_fails_gives_no_grade_and_exit_status_1(monkeypatch):
    def fail(self, transcript, scenario=None):
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("trainer.review.grader.OfflineGrader.grade", fail)
    result = run("-", "--json", stdin=json.dumps(GOOD))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "gives no grade" in result.stderr


def test_text_for_people_has_no_json_and_fits_80_columns():
    result = run("-", stdin=json.dumps(GOOD))
    assert result.exit_code == 0
    assert "respect for the no" in result.stdout
    assert max(map(len, result.stdout.split("\n"))) <= 80


def test_a_silent_rep_is_not_judged_and_that_is_no_fault_of_the_input():
    silent = {"id": "s", "turns": [{"speaker": "customer", "text": "No."}, {"speaker": "rep", "text": "..."}]}
    result = run("-", "--json", stdin=json.dumps(silent))
    (found,) = rows(result)
    assert result.exit_code == 0
    assert found["scores"] == {"calmness": None, "customer_focus": None, "respect_no": None}
    assert found["not_judged"]["calmness"]
