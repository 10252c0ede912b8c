"""The JSON object of contracts.md, and the text for people."""

import json

from tests.review.fakes import transcript
from tests.review.test_grader import PUSHED, graded
from trainer.review.report import WIDTH, as_json, as_text


def test_the_object_has_the_contracts_fields():
    found = as_json(graded(PUSHED))
    assert list(found)[:6] == ["id", "grader", "grader_version", "scores", "no_respected", "relationship"]
    assert list(found["scores"]) == ["calmness", "customer_focus", "respect_no"]
    assert [t["index"] for t in found["turns"]] == [1, 3, 5]
    assert set(found["turns"][0]["behaviours"][0]) == {"code", "quote", "confidence"}
    assert set(found["advice"][0]) == {"turn", "why", "instead"}
    assert "not_judged" not in found
    assert json.loads(json.dumps(found)) == found


def test_what_cannot_be_judged_is_null_with_a_reason_beside_the_scores():
    found = as_json(graded(transcript("No.", "...")))
    assert found["scores"] == {"calmness": None, "customer_focus": None, "respect_no": None}
    assert found["no_respected"] is None
    assert set(found["not_judged"]) == {"calmness", "customer_focus", "respect_no", "no_respected", "relationship"}
    assert list(found)[3:5] == ["scores", "not_judged"]


def test_the_text_fits_80_columns_and_says_everything():
    grade = graded(PUSHED)
    text = as_text(grade)
    assert max(map(len, text.split("\n"))) <= WIDTH
    flat = " ".join(text.split())
    for piece in (grade.summary, grade.strength, grade.advice[0].why, grade.advice[0].instead, "2 of 5"):
        assert " ".join(piece.split()) in flat


def test_a_call_that_is_not_judged_says_why_in_the_text():
    assert "the rep said nothing that can be judged" in " ".join(as_text(graded(transcript("No.", "..."))).split())
