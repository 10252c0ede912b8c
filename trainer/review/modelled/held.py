"""Holds a model's scores to what its own codes and the built-in coder bear out. Pure.

A model's bare score runs one to one and a half points high on exactly this kind of item (notes on grading, 1.1), and
text in the talk can sway it. So an opinion moves a score only within reach of what the checked behaviours add up to,
and what either coder surely found holds it down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from trainer.rubric.grade import Scale
from trainer.rubric.limits import Case
from trainer.rubric.points import points
from trainer.rubric.rules import BY_NAME
from trainer.rubric.scoring import COUNTED, Judgement, apply_rules
from trainer.rubric.timeline import timeline
from trainer.rubric.transcript import CodedTurn, Transcript

REACH = 1.5
"""Points by which an opinion may move a score; of the corpus's 240 consensus scores, 4 lie further from their codes."""
GUARD = 0.85
"""Confidence from which a pitfall found by the built-in coder holds the model's scores down."""

CEILINGS = ("contested-to-the-end", "dropped-without-owning", "made-to-pay", "told-without-leave")
"""Rules that hold an opinion although they do not bind a trained estimate: a model's codes are its own reasons."""
GUARDS = (
    "hostility-caps-calmness",
    "bypass-caps-respect",
    "second-push-caps-respect",
    "repair-never-to-5-respect",
    "repair-never-to-5-calmness",
    "repair-never-to-5-focus",
    "contested-to-the-end",
    "dropped-without-owning",
)
"""Rules that hold by what the built-in coder surely found, whatever the model says."""


def free(transcript: Transcript, turns: tuple[CodedTurn, ...], opinions: Mapping[Scale, float | None]) -> Judgement:
    """The model's own judgement under the manual's rules: its codes, and its opinions within reach of them."""
    estimates, names = _under(_reached(transcript, turns, opinions), transcript, turns, CEILINGS)
    return _named(apply_rules(transcript, turns, estimates), names)


def held(
    transcript: Transcript,
    turns: tuple[CodedTurn, ...],
    opinions: Mapping[Scale, float | None],
    built_in: tuple[CodedTurn, ...],
) -> Judgement:
    """The same, held down by what the built-in coder surely found.

    Args:
        transcript: the whole conversation.
        turns: the rep turns as the model coded them, checked.
        opinions: the model's raw scores; None scores from the codes alone.
        built_in: the rep turns as the built-in coder coded them.
    """
    sure = tuple(
        replace(turn, hits=tuple(h for h in turn.hits if not h.code.is_pitfall or h.confidence >= GUARD))
        for turn in built_in
    )
    estimates, names = _under(_reached(transcript, turns, opinions), transcript, turns, CEILINGS)
    estimates, more = _under(estimates, transcript, sure, GUARDS)
    return _named(apply_rules(transcript, turns, estimates), names | more)


def _reached(
    transcript: Transcript, turns: tuple[CodedTurn, ...], opinions: Mapping[Scale, float | None]
) -> dict[Scale, float]:
    counted = points(timeline(transcript, turns, least=COUNTED))
    return {
        scale: counted[scale]
        if (said := opinions.get(scale)) is None
        else min(counted[scale] + REACH, max(counted[scale] - REACH, said))
        for scale in Scale
    }


def _under(
    estimates: Mapping[Scale, float], transcript: Transcript, turns: tuple[CodedTurn, ...], rules: Iterable[str]
) -> tuple[dict[Scale, float], frozenset[str]]:
    """The estimates under the ceilings of some rules, and which of them lowered one."""
    case = Case(timeline(transcript, turns, least=COUNTED))
    kept, fired = dict(estimates), set()
    for name in rules:
        for scale, limit in BY_NAME[name].limits(case).items():
            if kept[scale] > limit.high:
                kept[scale] = float(limit.high)
                fired.add(name)
    return kept, frozenset(fired)


def _named(judgement: Judgement, names: frozenset[str]) -> Judgement:
    """The judgement with these rules among those that decided something, in the manual's order."""
    if judgement.not_judged or not names:
        return judgement
    given = {*judgement.rules, *names}
    listed = tuple(name for name in BY_NAME if name in given)
    return replace(judgement, rules=(*listed, *(r for r in judgement.rules if r not in BY_NAME)))
