"""Reading transcripts: what is right is read, what is wrong is told, nothing breaks."""

import json
from pathlib import Path

import pytest

from trainer.review.transcripts import Problem, find_files, looks_like_lines, read_path, read_text
from trainer.rubric.transcript import Transcript

TURNS = [{"speaker": "customer", "text": "It's a no."}, {"speaker": "rep", "text": "Then it's no."}]
GOOD = {"id": "a", "turns": TURNS}


def only(text: str, *, lines: bool = True):
    found = list(read_text(text, "x.jsonl", lines=lines))
    assert len(found) == 1
    return found[0]


def problem(value: object) -> Problem:
    found = only(json.dumps(value))
    assert isinstance(found, Problem)
    return found


def test_a_transcript_is_read_with_its_scenario():
    found = only(
        json.dumps({**GOOD, "scenario": {"customer": "Denise", "resolvable": False, "role": None}, "extra": 1})
    )
    assert isinstance(found, Transcript)
    assert found.id == "a"
    assert [t.speaker for t in found.turns] == ["customer", "rep"]
    assert found.scenario.customer == "Denise"
    assert found.scenario.resolvable is False


def test_text_is_cleaned_and_nothing_is_cut_off():
    long = "kind words. " * 3_000
    found = only(
        json.dumps({"id": "\x1b[2Ja", "turns": [{"speaker": "rep", "text": f"no\u200bw\x07 {long}sign today"}]})
    )
    assert isinstance(found, Transcript)
    assert found.id == "a"
    assert found.turns[0].text.startswith("now kind")
    assert found.turns[0].text.endswith("sign today")


def test_a_transcript_without_an_id_gets_the_files_name_and_its_number():
    found = list(read_text("\n".join([json.dumps({"turns": TURNS})] * 2), "calls.jsonl", lines=True))
    assert [f.id for f in found if isinstance(f, Transcript)] == ["calls#1", "calls#2"]


@pytest.mark.parametrize(
    ("value", "field", "wrong", "right"),
    [
        (["x"], "", "a list", "a transcript looks like"),
        ({"id": "a"}, "turns", "missing", "looks like"),
        ({"id": "a", "turn": TURNS}, "turns", "missing", 'did you mean "turns"'),
        ({"id": "a", "turns": []}, "turns", "empty", "a list of turns"),
        ({"id": "a", "turns": "x"}, "turns", "a text", "a list of turns"),
        ({"id": ["a"], "turns": TURNS}, "id", "a list", "a short text"),
        ({"id": True, "turns": TURNS}, "id", "true or false", "a short text"),
        ({"turns": ["x"]}, "turns[0]", "a text", "each turn is"),
        ({"turns": [{"speaker": "rep"}]}, "turns[0].text", "missing", "each turn is"),
        ({"turns": [*TURNS, {"speaker": "seller", "text": ""}]}, "turns[2].speaker", '"seller"', '"customer" or "rep"'),
        ({"turns": [{"speaker": "rep", "text": None}]}, "turns[0].text", "null", "as text"),
        ({"turns": [{"speaker": 1, "text": "x"}]}, "turns[0].speaker", "a number", '"customer" or "rep"'),
        ({"turns": TURNS, "scenario": []}, "scenario", "a list", "an object"),
        ({"turns": TURNS, "scenario": {"role": 3}}, "scenario.role", "a number", "a text"),
        ({"turns": TURNS, "scenario": {"resolvable": "no"}}, "scenario.resolvable", "a text", "true or false"),
        ({"turns": TURNS * 3_000}, "turns", "6,000 turns", "at most"),
        ({"turns": [{"speaker": "rep", "text": "x" * 200_001}]}, "turns[0].text", "200,001 characters", "at most"),
    ],
)
def test_what_is_wrong_names_the_field_and_what_would_be_right(value, field, wrong, right):
    found = problem(value)
    assert (found.file, found.line, found.field) == ("x.jsonl", 1, field)
    assert wrong in found.wrong
    assert right in found.right
    assert str(found).startswith("x.jsonl:1: ")


@pytest.mark.parametrize(
    "row",
    [
        "{",
        "not json",
        "[1,",
        '{"a": 1} {"b": 2}',
        "[" * 100_000,
        "1" * 10_000,
        '{"a": "' + "x" * 1_000,
        "NaN",
        '"\\ud800"',
        "{}",
    ],
)
def test_a_broken_line_is_a_problem_and_the_rest_is_read(row):
    found = list(read_text(f"{json.dumps(GOOD)}\n{row}\n\n{json.dumps({**GOOD, 'id': 'b'})}\n", "x.jsonl", lines=True))
    assert [f.id if isinstance(f, Transcript) else f.line for f in found] == ["a", 2, "b"]


def test_a_list_in_a_json_file_gives_each_item_with_its_line():
    text = json.dumps([GOOD, {"id": "bad"}, {**GOOD, "id": "c"}], indent=1)
    found = list(read_text(text, "x.json", lines=False))
    assert [f.id if isinstance(f, Transcript) else f.field for f in found] == ["a", "turns", "c"]
    assert isinstance(found[1], Problem)
    assert text.split("\n")[found[1].line - 1].strip() == "{"


@pytest.mark.parametrize("text", ["[]", "", "  \n ", "[1 2]", f"[{json.dumps(GOOD)}", "{"])
def test_an_empty_or_broken_json_file_says_so(text):
    found = list(read_text(text, "x.json", lines=False))
    assert isinstance(found[-1], Problem)


def test_one_transcript_over_many_lines_is_read():
    assert isinstance(only(json.dumps(GOOD, indent=2), lines=False), Transcript)


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        (b"\x00\x01\x02", "not a text file"),
        (b'{"id": "\xff\xfe"}', "not UTF-8"),
        (b"", "is empty"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
    ],
)
def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path, raw, wrong):
    path = tmp_path / "x.jsonl"
    path.write_bytes(raw)
    (found,) = read_path(path)
    assert isinstance(found, Problem)
    assert wrong in found.wrong


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_with_a_byte_order_mark_are_read(tmp_path: Path, encoding):
    path = tmp_path / "x.json"
    path.write_text(json.dumps(GOOD), encoding=encoding)
    (found,) = read_path(path)
    assert isinstance(found, Transcript)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("trainer.review.transcripts.MAX_BYTES", 10)
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(GOOD))
    (found,) = read_path(path)
    assert isinstance(found, Problem)
    assert "bytes" in found.wrong


def test_a_missing_file_is_a_problem(tmp_path: Path):
    (found,) = read_path(tmp_path / "none.jsonl")
    assert isinstance(found, Problem)
    assert "cannot be read" in found.wrong


def test_a_folder_gives_its_transcript_files_in_order_without_hidden_ones(tmp_path: Path):
    for name in ("b.jsonl", "a.json", "notes.txt", ".git/x.json", "deep/c.JSON"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert [p.relative_to(tmp_path).as_posix() for p in find_files(tmp_path)] == ["a.json", "b.jsonl", "deep/c.JSON"]


def test_text_from_a_pipe_is_lines_when_its_first_line_is_an_object():
    assert looks_like_lines('{"id": "a"}\n{"id": "b"}')
    assert not looks_like_lines('{\n "id": "a"}')
    assert not looks_like_lines("[1]")
