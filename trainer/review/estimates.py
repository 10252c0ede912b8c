"""The trained score model, where there is one, as the rules want its answer."""

from trainer.review.coded import Coder
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import CodedTurn, Transcript


def estimates(coder: Coder, transcript: Transcript, turns: tuple[CodedTurn, ...]) -> dict[Scale, float] | None:
    """Real-valued scores for the call, or None to score from the codes alone."""
    return None
