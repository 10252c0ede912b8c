"""Short ways to write a coded conversation down."""

from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.scoring import Judgement, apply_rules
from trainer.rubric.transcript import CodedTurn, Context, Hit, Transcript, Turn

NO = "Morning. We're not going to sign. The board has frozen everything until April."


def rep(text: str, *codes: Behaviour | str, sure: float = 1.0) -> tuple[Turn, tuple[Hit, ...]]:
    """A rep turn with its behaviours, each quoting the whole turn."""
    return Turn("rep", text), tuple(Hit(Behaviour(c), text, sure) for c in codes)


def says(text: str) -> tuple[Turn, tuple[Hit, ...]]:
    """A customer turn."""
    return Turn("customer", text), ()


def talk(*turns: tuple[Turn, tuple[Hit, ...]], customer: str = "") -> tuple[Transcript, tuple[CodedTurn, ...]]:
    """A transcript and its coded rep turns."""
    transcript = Transcript("t", tuple(turn for turn, _ in turns), Context(customer=customer))
    coded = tuple(CodedTurn(i, turn.text, hits) for i, (turn, hits) in enumerate(turns) if turn.speaker == "rep")
    return transcript, coded


def judged(*turns: tuple[Turn, tuple[Hit, ...]], estimates: dict[Scale, float] | None = None) -> Judgement:
    """The judgement of a conversation that opens with the customer's no unless it opens otherwise."""
    if not turns or turns[0][0].speaker == "rep":
        turns = (says(NO), *turns)
    return apply_rules(*talk(*turns), estimates)


def scores(judgement: Judgement) -> tuple[int | None, int | None, int | None]:
    """Calmness, customer focus, respect."""
    found = judgement.scores
    return found[Scale.CALMNESS], found[Scale.CUSTOMER_FOCUS], found[Scale.RESPECT_NO]


def flat(value: float) -> dict[Scale, float]:
    """The same estimate on every scale."""
    return dict.fromkeys(Scale, value)
