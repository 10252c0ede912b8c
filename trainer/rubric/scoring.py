"""From coded turns to scores and verdicts: estimates rounded, then held by the manual's floors and caps.

The outcome of the deal is nowhere in the input: losing it is no fault, winning it no merit (manual, Rules).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trainer.rubric.addressed import Aside, spoken_to_customer
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Relationship, Scale, Verdict
from trainer.rubric.judgeable import reasons_not_judged
from trainer.rubric.limits import Case, Rule
from trainer.rubric.points import points
from trainer.rubric.rules import CAPS, RULES, WITHDRAWN
from trainer.rubric.stock import only_stock_phrases
from trainer.rubric.timeline import Timeline, timeline
from trainer.rubric.transcript import CodedTurn, Transcript
from trainer.rubric.verdicts import no_respected, relationship

COUNTED = 0.4
"""Confidence from which a behaviour counts towards a score made from the codes alone."""
SURE = 0.7
"""Confidence from which a behaviour may hold a trained estimate under a cap: a cap is a hard thing to get wrong."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The part of a grade that rules decide."""

    scores: dict[Scale, int | None]
    no_respected: Verdict | None
    relationship: Relationship | None
    line: Timeline
    not_judged: dict[str, str] = field(default_factory=dict)
    """Scale or verdict name to the reason it is None."""
    rules: tuple[str, ...] = ()
    """Names of the rules that changed something, in the manual's order."""


def apply_rules(
    transcript: Transcript, coded_turns: Iterable[CodedTurn], estimates: Mapping[Scale, float] | None = None
) -> Judgement:
    """Score a coded conversation by the manual.

    Args:
        transcript: the whole conversation, cleaned.
        coded_turns: its rep turns with checked behaviours.
        estimates: real-valued scores of a trained model, one a scale; None scores from the codes alone.

    Returns:
        Scores and verdicts; all None with a reason when the conversation cannot be judged.
    """
    coded = tuple(coded_turns)
    line = timeline(transcript, coded, least=COUNTED)
    reason = reasons_not_judged(transcript, line)
    if reason:
        names = [*(str(scale) for scale in Scale), "no_respected", "relationship"]
        return Judgement(dict.fromkeys(Scale), None, None, line, dict.fromkeys(names, reason))
    asides: frozenset[Aside] = frozenset()
    for _, turn in transcript.rep_turns():
        asides |= spoken_to_customer(turn.text)[1]
    stock = only_stock_phrases(transcript, line)
    if estimates is None:
        case, rules = Case(line, asides, stock), RULES
        raw: Mapping[Scale, float] = points(line)
    else:
        case = Case(timeline(transcript, coded, least=SURE), asides, stock)
        rules, raw = CAPS, estimates
    scores, fired = _limited(raw, case, rules)
    capped = case.line.second_push is not None or Behaviour.BYPASS in case.line.codes
    verdict, by_exception = no_respected(scores[Scale.RESPECT_NO], line, capped=capped)
    if by_exception:
        fired = (*fired, WITHDRAWN)
    bond = relationship(scores, verdict, line)
    return Judgement({scale: scores[scale] for scale in Scale}, verdict, bond, line, {}, fired)


def _limited(
    estimates: Mapping[Scale, float], case: Case, rules: Iterable[Rule]
) -> tuple[dict[Scale, int], tuple[str, ...]]:
    """Round, lift to the floors, then hold under the caps; and the rules that made a difference."""
    limits = [(rule.name, rule.limits(case)) for rule in rules]
    fired: set[str] = set()
    scores: dict[Scale, int] = {}
    for scale in Scale:
        value = min(5, max(1, math.floor(estimates[scale] + 0.5)))
        low = max((found[scale].low for _, found in limits if scale in found), default=1)
        high = min((found[scale].high for _, found in limits if scale in found), default=5)
        lifted = max(value, min(low, high))
        if lifted != value:
            fired.update(name for name, found in limits if scale in found and found[scale].low == low)
        if high < lifted:
            fired.update(name for name, found in limits if scale in found and found[scale].high == high)
        scores[scale] = min(lifted, high)
    return scores, tuple(name for name, _ in limits if name in fired)
