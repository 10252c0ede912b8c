"""Grades from a turn on, and grades as rows, a table and a page."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from trainer.review.importing.prepared import NO_NO, Call
from trainer.review.results import table
from trainer.review.results.page import marked, page
from trainer.review.results.result import COLUMNS, Result, as_object, as_row, csv_line, safe_cell
from trainer.review.since import grade_since
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.grade import Advice, Evidence, Grade, Scale
from trainer.rubric.transcript import CodedTurn, Hit, Transcript, Turn

TURNS = (
    Turn("rep", "Shall we sign?"),
    Turn("customer", "It's a no."),
    Turn("rep", "But you said yes. Then it's a no."),
)
TRANSCRIPT = Transcript("<script>alert(1)</script>", TURNS)


class Fixed:
    """Grades every rep turn with two hits and the same scores."""

    version = "fixed"

    def __init__(self) -> None:
        self.seen: Transcript | None = None

    def grade(self, transcript: Transcript) -> Grade:
        self.seen = transcript
        turns = tuple(
            CodedTurn(i, t.text, (Hit(B.CALLOUT, "you said yes", 0.9), Hit(B.ACCEPT_NO, "it's a no", 0.8)))
            for i, t in transcript.rep_turns()
        )
        return Grade(
            transcript.id, "offline", "fixed", {Scale.CALMNESS: 4, Scale.CUSTOMER_FOCUS: 3, Scale.RESPECT_NO: 2},
            "no", "strained", turns, evidence={Scale.RESPECT_NO: (Evidence(turns[-1].index, B.CALLOUT, "yes"),)},
            notes={Scale.RESPECT_NO: "contested once", Scale.CALMNESS: "composed"}, summary="=1+1 is <b>fine</b>.",
            strength="Good & well.", advice=(Advice(turns[-1].index, "Because.", "Instead."),),
        )  # fmt: skip


def result(**changes: object) -> Result:
    call = Call(TRANSCRIPT, "calls/@x.vtt", "WebVTT", ("Anna", "Bob", "Anna"), **changes)
    return Result(call, grade_since(Fixed(), TRANSCRIPT, call.start))


def test_a_grade_from_a_turn_on_counts_all_turns():
    grader = Fixed()
    grade = grade_since(grader, TRANSCRIPT, 1)
    assert grader.seen is not None and grader.seen.turns == TURNS[1:]
    assert [t.index for t in grade.turns] == [2]
    assert grade.evidence[Scale.RESPECT_NO][0].turn == 2
    assert grade.advice[0].turn == 2


def test_without_a_no_everything_that_rests_on_one_is_not_judged():
    grade = grade_since(Fixed(), TRANSCRIPT, 0, no_missing=NO_NO)
    assert grade.scores == {Scale.CALMNESS: 4, Scale.CUSTOMER_FOCUS: 3, Scale.RESPECT_NO: None}
    assert grade.no_respected is None and grade.relationship is None
    assert grade.not_judged == dict.fromkeys(("respect_no", "no_respected", "relationship"), NO_NO)
    assert Scale.RESPECT_NO not in grade.notes and Scale.RESPECT_NO not in grade.evidence
    assert [t.index for t in grade.turns] == [0, 2]


def test_the_object_keeps_the_fields_of_the_contract_first():
    found = as_object(result(start=1))
    assert list(found)[:4] == ["id", "grader", "grader_version", "scores"]
    assert found["turns"][0]["index"] == 2
    assert found["source"] == "calls/@x.vtt"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(text: str):
    assert safe_cell(text) == "'" + text
    assert safe_cell("plain = text") == "plain = text"


def test_csv_has_one_row_a_call_with_every_column():
    text = csv_line() + csv_line(as_row(result()))
    (row,) = list(csv.DictReader(io.StringIO(text)))
    assert tuple(row) == COLUMNS
    assert row["respect_no"] == "2" and row["pitfalls"] == "callout" and row["strengths"] == "accept_no"
    assert row["summary"].startswith("'=")


def test_a_row_of_the_table_is_one_line_of_at_most_120_columns():
    wide = replace(TRANSCRIPT, id="長い名前" * 20)
    row = table.line(Result(Call(wide, "s", "WebVTT", no_missing=True), grade_since(Fixed(), wide, 0)))
    assert row.count("\n") == 1 and len(row) < 120
    assert "no refusal found" in row
    assert len(table.head().splitlines()) == 2


def test_overlapping_quotes_are_marked_and_the_text_stays_whole():
    text = "But you said yes. Then it's a no."
    pieces = marked(
        text, [Hit(B.CALLOUT, "you said yes", 1), Hit(B.ACCEPT_NO, "said yes. Then", 1), Hit(B.DOOR, "gone", 1)]
    )
    assert "".join(p.text for p in pieces) == text
    assert [(p.text, p.kind) for p in pieces if p.kind] == [("you ", "bad"), ("said yes", "bad"), (". Then", "good")]


class Tags(HTMLParser):
    """The tags and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.urls += [v or "" for k, v in attrs if k in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_needs_nothing_else_and_escapes_what_was_said():
    tags = Tags()
    tags.feed(page([result(start=1), result()]))
    assert "script" not in tags.tags and "b" not in tags.tags and "link" not in tags.tags and "img" not in tags.tags
    assert all(url.startswith("#") for url in tags.urls)
    assert "<script>alert(1)</script>" in tags.texts
    assert "=1+1 is <b>fine</b>." in tags.texts
    assert tags.tags.count("mark") == 4
    assert "Graded from here" in tags.texts
