"""The score model: range, order of plainly better and worse calls, and its file form."""

from array import array

import pytest

from trainer.coding import scoring
from trainer.coding.builtin import BuiltInCoder
from trainer.coding.forest import Forest, pack, unpack
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import Transcript, Turn

CUSTOMER = ("We're not going ahead. The board said no.", "It's decided, I'm afraid.", "Well. That's that.")
GOOD = (
    "Then it's a no, and thank you for telling me straight. That can't have been easy to say.",
    "Your people come first now. I'll cancel the order form today so there's nothing left for you to do.",
    "If you ever want to talk, you know where I am. No need to reply.",
)
BAD = (
    "But you said yes on Friday! You gave me your word. What changed?",
    "Sign today or the price is gone. My boss will kill me, after everything I did for you.",
    "This is ridiculous. I'm calling your CEO right now, and you'll regret it.",
)


def call(lines: tuple[str, ...]) -> Transcript:
    turns = [t for c, r in zip(CUSTOMER, lines, strict=True) for t in (Turn("customer", c), Turn("rep", r))]
    return Transcript("t", tuple(turns))


def estimates(transcript: Transcript) -> dict[Scale, float]:
    coder = BuiltInCoder()
    chances = [coder.probabilities(transcript.turns[:i], t.text) for i, t in transcript.rep_turns()]
    return scoring.estimate(chances, transcript)


def test_a_gracious_call_scores_far_over_a_bullying_one_on_every_scale() -> None:
    good, bad = estimates(call(GOOD)), estimates(call(BAD))
    for scale in Scale:
        assert 1.0 <= bad[scale] <= 2.5
        assert 3.5 <= good[scale] <= 5.0


def test_a_call_without_rep_turns_is_refused() -> None:
    with pytest.raises(ValueError, match="0 rep turns"):
        scoring.estimate([], Transcript("t", (Turn("customer", "No."),)))


def test_codings_must_match_the_turns() -> None:
    with pytest.raises(ValueError, match="1 codings"):
        scoring.estimate([dict.fromkeys(Behaviour, 0.0)], call(GOOD))


def test_a_forest_survives_its_file_form_and_predicts_by_hand() -> None:
    forest = Forest(
        (0, 3),
        array("h", [1, -1, -1, -1]),
        array("f", [0.5, 1.0, 3.0, 5.0]),
        array("I", [1, 0, 0, 0]),
        array("I", [2, 0, 0, 0]),
    )
    body = pack(forest)
    again, end = unpack(b"head" + body, 4)
    assert end == len(body) + 4
    assert again.predict([9.0, 0.5]) == 3.0
    assert again.predict([0.0, 0.6]) == 4.0
    with pytest.raises(ValueError, match="damaged"):
        unpack(body[:-1])
