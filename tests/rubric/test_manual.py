"""The manual as data: whole, and the same thing the code goes by."""

import pytest

from trainer.rubric.behaviours import PITFALLS, STRENGTHS, Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.manual import manual, parse


def test_every_behaviour_and_score_is_told_once_with_its_near_misses() -> None:
    book = manual()
    assert [e.code for e in book.entries] == list(Behaviour)
    assert {e.code for e in book.pitfalls} == PITFALLS and {e.code for e in book.strengths} == STRENGTHS
    assert all(e.present and e.near_misses for e in book.entries)
    assert [s.scale for s in book.scales] == list(Scale)
    for scale in book.scales:
        assert scale.question.endswith("?")
        assert all(f"{n}: " in scale.anchors for n in range(1, 6))
    assert "third score" in book.scales[0].remark


def test_rules_and_rulings_are_whole() -> None:
    book = manual()
    assert len(book.rules) == 8 and len(book.rulings) == 15
    assert book.rulings[0].startswith("**Caps are ceilings.**") and book.rulings[0].endswith("a second no.")
    assert book.rulings[8].endswith("is `pressure`.")
    assert all("\n" not in text and "  " not in text for text in (*book.rules, *book.rulings, *book.moment))


def test_a_manual_with_a_behaviour_missing_is_refused() -> None:
    from importlib.resources import files

    text = (files("trainer.rubric") / "manual.md").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="every behaviour"):
        parse("\n".join(line for line in text.splitlines() if not line.startswith("| `door`")))
