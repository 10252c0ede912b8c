"""How well the rules, given the coders' own codes, agree with the coders' own scores (corpus/README.md)."""

from collections import Counter

import pytest

from tests.rubric.corpus import CodedCall, coded_calls
from trainer.rubric.addressed import Aside, spoken_to_customer
from trainer.rubric.grade import Scale
from trainer.rubric.limits import Case
from trainer.rubric.rules import BY_NAME
from trainer.rubric.scoring import apply_rules
from trainer.rubric.timeline import timeline


def weighted_kappa(a: list[int], b: list[int]) -> float:
    """Quadratic weighted kappa of two lists of scores."""
    n, first, second = len(a), Counter(a), Counter(b)
    seen = sum((x - y) ** 2 for x, y in zip(a, b, strict=True))
    chance = sum((x - y) ** 2 * first[x] * second[y] / n for x in first for y in second)
    return 1 - seen / chance


def kappa(a: list[str], b: list[str]) -> float:
    n, first, second = len(a), Counter(a), Counter(b)
    same = sum(x == y for x, y in zip(a, b, strict=True)) / n
    chance = sum(first[k] * second[k] for k in first) / n**2
    return (same - chance) / (1 - chance)


def of(source: str) -> list[CodedCall]:
    return [call for call in coded_calls() if call.source == source]


@pytest.mark.parametrize("source", ["calls", "transcripts"])
@pytest.mark.parametrize(
    ("scale", "least"), [(Scale.CALMNESS, 0.88), (Scale.CUSTOMER_FOCUS, 0.88), (Scale.RESPECT_NO, 0.90)]
)
def test_scores_from_the_coders_codes_agree_with_their_scores(source, scale, least):
    pairs = [(call.scores[scale], apply_rules(call.transcript, call.coded).scores[scale]) for call in of(source)]
    judged = [(a, b) for a, b in pairs if b is not None]
    assert len(judged) >= len(pairs) - 1
    assert weighted_kappa([a for a, _ in judged], [b for _, b in judged]) >= least
    assert sum(abs(a - b) > 1 for a, b in judged) <= len(judged) // 80


@pytest.mark.parametrize(("source", "least"), [("calls", 0.80), ("transcripts", 0.70)])
def test_verdicts_from_the_coders_codes_agree_with_theirs(source, least):
    found = [(call.no_respected, apply_rules(call.transcript, call.coded).no_respected) for call in of(source)]
    assert kappa([a for a, _ in found], [str(b) for _, b in found]) >= least


@pytest.mark.parametrize(("source", "least"), [("calls", 0.70), ("transcripts", 0.55)])
def test_relationships_from_the_coders_codes_agree_with_theirs(source, least):
    found = [(call.relationship, apply_rules(call.transcript, call.coded).relationship) for call in of(source)]
    assert kappa([a for a, _ in found], [str(b) for _, b in found]) >= least


@pytest.mark.parametrize("name", ["hostility-caps-calmness", "bypass-caps-respect", "second-push-caps-respect"])
def test_no_coder_ever_went_over_one_of_the_manuals_caps(name):
    against = held = 0
    for call in coded_calls():
        line = timeline(call.transcript, call.coded)
        asides: frozenset[Aside] = frozenset().union(*(spoken_to_customer(m.text)[1] for m in line.moments))
        for scale, limit in BY_NAME[name].limits(Case(line, asides)).items():
            held += 1
            against += call.scores[scale] > limit.high
    assert held > 60
    assert against == 0
