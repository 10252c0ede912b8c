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
    if respect == 2 and capped and line.dropped:
        return "partly", True
    return "no", False


def relationship(scores: dict[Scale, int], verdict: Verdict, line: Timeline) -> Relationship:
    """What this customer would feel is left: how they were spoken to, whose needs led, and whether they got through."""
    calm, focus, respect = scores[Scale.CALMNESS], scores[Scale.CUSTOMER_FOCUS], scores[Scale.RESPECT_NO]
    if calm == 1 or respect == 1:
        return "lost"
    if verdict == "no":
        return "lost" if calm == 2 and not line.dropped else "strained"
    if verdict == "yes":
        return "strained" if focus <= 2 and calm <= 3 else "kept"
    return "kept" if respect == 3 and focus >= 4 else "strained"
