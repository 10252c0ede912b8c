"""Holds a model's scores to what its own codes and the built-in coder bear out. Pure.

A model's bare score runs one to one and a half points high on exactly this kind of item (notes on grading, 1.1), and
text in the talk can sway it. So an opinion moves a score only within reach of what the checked behaviours add up to,
and what either coder surely found holds it down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from trainer.rubric.behaviours import PUSHES, Behaviour
from trainer.rubric.grade import Scale, Verdict
from trainer.rubric.limits import Case
from trainer.rubric.points import points
from trainer.rubric.rules import BY_NAME
from trainer.rubric.scoring import COUNTED, Judgement, apply_rules
from trainer.rubric.timeline import timeline
from trainer.rubric.transcript import CodedTurn, Transcript

Opinions = Mapping[Scale, float | None]
"""Raw scores, 1 to 5; None where the model would not judge."""

WEIGHT = 0.5
"""What of the way from the codes' own points to the model's opinion a score goes."""
REACH = 1.0
"""Points by which an opinion may move a score at most.

With the corpus's labels as codes (tests/review/test_model_held.py) both cost next to nothing where the opinions are
right, and take most of the harm out of opinions that are a point too kind, as judges' are.
"""
GUARD = 0.85
"""Confidence from which a pitfall found by the built-in coder holds the model's scores down."""

CONTESTED_MOST = 3.0
"""Most respect a model may give where the built-in grader finds the no not respected."""
GUARDED = PUSHES | {Behaviour.HOSTILITY}
"""Pitfalls of the built-in coder that count beside the model's."""

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


@dataclass(frozen=True, slots=True)
class Held:
    """A judgement and the coding it rests on."""

    judgement: Judgement
    turns: tuple[CodedTurn, ...]
    """The model's coding; with what the built-in coder surely found beside it where that lowered a score."""


def free(transcript: Transcript, turns: tuple[CodedTurn, ...], opinions: Opinions) -> Judgement:
    """The model's own view under the manual's rules, with no bounds but these."""
    counted = _counted(transcript, turns)
    said = {scale: counted[scale] if (value := opinions.get(scale)) is None else value for scale in Scale}
    estimates, _ = _under(said, transcript, turns, CEILINGS)
    return apply_rules(transcript, turns, estimates)


def held(
    transcript: Transcript,
    turns: tuple[CodedTurn, ...],
    opinions: Opinions,
    built_in: tuple[CodedTurn, ...],
    verdict: Verdict | None = None,
) -> Held:
    """The model's judgement held to its own codes, and held down by what the built-in coder surely found.

    Args:
        transcript: the whole conversation.
        turns: the rep turns as the model coded them, checked.
        opinions: the model's raw scores; None scores from the codes alone.
        built_in: the rep turns as the built-in coder coded them.
        verdict: the built-in grader's; where it is "no", no model makes it a "yes".
    """
    most = CONTESTED_MOST if verdict == "no" else 5.0
    sure = tuple(
        replace(turn, hits=tuple(h for h in turn.hits if not h.code.is_pitfall or h.confidence >= GUARD))
        for turn in built_in
    )
    alone = _judged(transcript, turns, opinions, (), 5.0)
    both = _beside(turns, sure)
    guarded = _judged(transcript, both, opinions, sure, most)
    lowered = any((guarded.scores[s] or 0) < (alone.scores[s] or 0) for s in Scale)
    if not lowered and both != turns:  # the rules already said as much by the model's own codes
        guarded = _judged(transcript, turns, opinions, sure, most)
    return Held(guarded, both if lowered else turns)


def surely_coded(built_in: Iterable[CodedTurn]) -> bool:
    """Whether the built-in coder surely found anything at all."""
    return any(hit.confidence >= GUARD for turn in built_in for hit in turn.hits)


def _judged(
    transcript: Transcript,
    turns: tuple[CodedTurn, ...],
    opinions: Opinions,
    sure: tuple[CodedTurn, ...],
    most: float,
) -> Judgement:
    """The judgement of a coding, under the ceilings of another one and with respect at `most`."""
    estimates, names = _under(_weighed(_counted(transcript, turns), opinions), transcript, turns, CEILINGS)
    estimates, more = _under(estimates, transcript, sure, GUARDS) if sure else (estimates, frozenset())
    estimates[Scale.RESPECT_NO] = min(most, estimates[Scale.RESPECT_NO])
    return _named(apply_rules(transcript, turns, estimates), names | more)


def _beside(turns: tuple[CodedTurn, ...], sure: tuple[CodedTurn, ...]) -> tuple[CodedTurn, ...]:
    """The model's coding with the guarded pitfalls that only the built-in coder found."""
    found = {turn.index: [h for h in turn.hits if h.code in GUARDED] for turn in sure}
    return tuple(
        replace(turn, hits=(*turn.hits, *(h for h in found.get(turn.index, ()) if h.code not in turn.codes)))
        for turn in turns
    )


def _counted(transcript: Transcript, turns: tuple[CodedTurn, ...]) -> dict[Scale, float]:
    """What the codes alone add up to."""
    return points(timeline(transcript, turns, least=COUNTED))


def _weighed(counted: Mapping[Scale, float], opinions: Opinions) -> dict[Scale, float]:
    """The codes' points, moved some of the way towards the opinions, within reach."""
    return {
        scale: value + min(REACH, max(-REACH, WEIGHT * (said - value)))
        if (said := opinions.get(scale)) is not None
        else value
        for scale, value in counted.items()
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
