"""Which call serves this rep best now: the weakest score, in a scenario not seen lately."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.call.glances import CallGlance
from trainer.scenarios.shelf import ScenarioGlance

RECENT = 3
"""Calls that a judgement about a score looks back on."""
READY = 3.8
"""Average of the last calls, over all scores, at which a harder scenario is due."""
WEAK = 3.6
"""Average below which a score is named as the reason."""
_SCORES = ("calmness", "customer focus", "respect for the no")


@dataclass(frozen=True, slots=True)
class Pick:
    """The call that serves this rep best now."""

    scenario: ScenarioGlance
    why: str
    """One sentence for the home screen; may be empty."""


def choose(shelf: Sequence[ScenarioGlance], history: Sequence[CallGlance]) -> Pick | None:
    """Pick the next call.

    Args:
        shelf: what there is, in any order.
        history: the rep's calls, newest first.

    Returns:
        None when the shelf is empty.
    """
    if not shelf:
        return None
    finished = [c for c in history if c.ended and any(s is not None for s in c.scores)]
    easiest_first = sorted(shelf, key=lambda s: (s.difficulty, s.title))
    if not finished:
        return Pick(easiest_first[0], "A good first call." if not history else "Nothing is graded yet; start here.")
    recent = finished[:RECENT]
    means = [_mean([c.scores[i] for c in recent]) for i in range(3)]
    known = [m for m in means if m is not None]
    overall = sum(known) / len(known)
    seen = [c.scenario for c in finished]
    taken = next((s.difficulty for s in shelf if s.id == seen[0]), easiest_first[0].difficulty)
    wanted = (
        min(5, taken + 1) if len(recent) >= 2 and overall >= READY else taken if overall >= 3 else max(1, taken - 1)
    )

    def age(s: ScenarioGlance) -> int:
        return seen.index(s.id) if s.id in seen else len(seen) + 1

    best = min(easiest_first, key=lambda s: (age(s) == 0, abs(s.difficulty - wanted) - min(age(s), 6) / 3, s.title))
    weakest = min((m, i) for i, m in enumerate(means) if m is not None)
    if weakest[0] < WEAK:
        many = "your last call" if len(recent) == 1 else f"your last {len(recent)} calls"
        why = f"Picked because {_SCORES[weakest[1]]} was the weak spot in {many}."
    elif best.id not in seen:
        why = "You haven't met this customer yet."
    else:
        why = "It has been a while since this one."
    return Pick(best, why)


def _mean(scores: Sequence[int | None]) -> float | None:
    known = [s for s in scores if s is not None]
    return sum(known) / len(known) if known else None
