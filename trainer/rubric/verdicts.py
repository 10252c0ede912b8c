"""The two verdicts: was the no respected, and what is left of the relationship."""

from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Relationship, Scale, Verdict
from trainer.rubric.timeline import Timeline

B = Behaviour


def no_respected(respect: int, line: Timeline, *, capped: bool) -> tuple[Verdict, bool]:
    """The verdict on the no (manual, ruling 3), and whether the ruling's exception decided it.

    Args:
        respect: the score for respect, 1 to 5.
        line: the coded talk.
        capped: the second-push or the bypass cap holds here.
    """
    if respect >= 4:
        return "yes", False
    if respect == 3:
        return "partly", False
    if respect == 2 and capped and line.owned and line.let_go:
        return "partly", True
    return "no", False


def relationship(scores: dict[Scale, int], verdict: Verdict, line: Timeline) -> Relationship:
    """What this customer would feel is left: the no respected or not, the tone, and whether it was put right."""
    calm, respect = scores[Scale.CALMNESS], scores[Scale.RESPECT_NO]
    repaired = line.owned
    if calm == 1 or (respect == 1 and not line.dropped):
        return "lost"
    if verdict == "yes":
        return "strained" if scores[Scale.CUSTOMER_FOCUS] <= 2 and calm <= 3 else "kept"
    if verdict == "partly":
        return "kept" if repaired and calm >= 3 else "strained"
    return "strained"
