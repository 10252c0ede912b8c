"""How a model's scores are weighed, on the corpus's consensus labels with opinions of known quality."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.coding.dataset import CodedCall, read
from trainer.review.modelled.held import GUARD, held
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import CodedTurn, Hit


@pytest.fixture(scope="module")
def calls() -> list[CodedCall]:
    corpus = read(Path(__file__).parents[2] / "corpus")
    return [call for call in corpus.calls if call.source == "transcripts"]


def coded(call: CodedCall, confidence: float = 0.9) -> tuple[CodedTurn, ...]:
    return tuple(
        CodedTurn(len(e.talk), e.text, tuple(Hit(c, e.text, confidence) for c in B if c in (e.codes or ())))
        for e in call.examples
    )


def kappas(calls: list[CodedCall], opinion: Callable[[int], float | None]) -> dict[Scale, float]:
    """Quadratic weighted kappa of the scores against the labels, with the labels' own codes."""
    found: dict[Scale, float] = {}
    judged = [(c, held(c.transcript, coded(c), {s: opinion(c.scores[s]) for s in Scale}, ()).judgement) for c in calls]
    for scale in Scale:
        pairs = [(c.scores[scale], s) for c, j in judged if (s := j.scores[scale]) is not None]
        left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
        by_chance = sum((a - b) ** 2 * left[a] * right[b] for a in left for b in right) / len(pairs)
        found[scale] = 1 - sum((a - b) ** 2 for a, b in pairs) / by_chance
    return found


def test_good_opinions_are_kept(calls: list[CodedCall]) -> None:
    assert min(kappas(calls, float).values()) >= 0.95


def test_kind_opinions_and_none_do_little_harm(calls: list[CodedCall]) -> None:
    assert min(kappas(calls, lambda label: min(5.0, label + 1.0)).values()) >= 0.85
    assert min(kappas(calls, lambda label: None).values()) >= 0.85


def test_fives_for_everybody_do_not_make_fives_for_everybody(calls: list[CodedCall]) -> None:
    assert min(kappas(calls, lambda label: 5.0).values()) >= 0.7


def test_what_the_built_in_coder_surely_found_counts_and_is_shown(calls: list[CodedCall]) -> None:
    call = next(c for c in calls if c.no_respected == "no" and any(B.PRESSURE in (e.codes or ()) for e in c.examples))
    nothing = tuple(CodedTurn(t.index, t.text) for t in coded(call))
    fives = dict.fromkeys(Scale, 5.0)
    blind = held(call.transcript, nothing, fives, ())
    guarded = held(call.transcript, nothing, fives, coded(call, GUARD))
    unsure = held(call.transcript, nothing, fives, coded(call, GUARD - 0.01))
    assert (blind.judgement.no_respected, guarded.judgement.no_respected) == ("yes", "no")
    assert unsure.judgement.scores == blind.judgement.scores and unsure.turns == nothing
    assert any(B.PRESSURE in turn.codes for turn in guarded.turns)
    assert held(call.transcript, nothing, fives, (), "no").judgement.no_respected == "partly"
    assert all((guarded.judgement.scores[s] or 0) <= (blind.judgement.scores[s] or 0) for s in Scale)
