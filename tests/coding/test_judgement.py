"""Pairs of near-identical lines that differ in the code: they fail for a coder that looks at stock words alone."""

import pytest

from tests.coding.test_builtin import NO, codes
from trainer.coding.builtin import BuiltInCoder
from trainer.rubric.behaviours import PITFALLS
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.transcript import Turn

CODER = BuiltInCoder()


@pytest.mark.parametrize(
    "text",
    [
        "I completely respect your decision, but could you sign a short version today?",
        "Of course, I understand completely. Shall we just do a small pilot then, so the slot isn't lost?",
        "I hear you. If you sign today you can still cancel in January.",
    ],
)
def test_polite_pressure_is_pressure_and_not_acceptance(text: str) -> None:
    found = codes(CODER, text)
    assert B.PRESSURE in found
    assert B.ACCEPT_NO not in found


def test_understanding_alone_is_not_empathy() -> None:
    assert B.EMPATHY not in codes(CODER, "I understand.")
    assert B.EMPATHY in codes(CODER, "That must have been an awful call to make, I'm sorry you're in that spot.")


def test_thanks_for_nothing_is_not_thanks() -> None:
    assert B.GUILT in codes(CODER, "Well, thanks for nothing, after everything I did for you.")
    assert B.THANKS in codes(CODER, "Thank you for telling me straight.")


def test_an_offer_with_a_price_is_a_sweetener_and_a_gift_is_help() -> None:
    assert B.SWEETENER in codes(CODER, "What if I take another ten percent off and throw in the training?")
    gift = "I'll send you the checklist anyway, it works without us and costs nothing."
    assert B.SWEETENER not in codes(CODER, gift)
    assert B.HELP in codes(CODER, gift)


def test_a_bare_what_changed_is_a_callout() -> None:
    assert B.CALLOUT in codes(CODER, "But you said Friday. What changed?")


def test_asking_leave_is_permission_and_not_interrogation() -> None:
    found = codes(CODER, "Could I ask what weighed most? If you'd rather not say, that's fine too.")
    assert B.PERMISSION in found
    assert B.INTERROGATE not in found


def test_a_graceful_close_has_no_pitfall() -> None:
    text = (
        "Then it's a no, and that's fine. I'll cancel the order form this afternoon so there's nothing for you to do."
        " Thank you for telling me straight."
    )
    found = codes(CODER, text)
    assert {B.ACCEPT_NO, B.EXIT, B.THANKS} <= found
    assert not found & PITFALLS


def test_going_around_the_customer_is_bypass() -> None:
    talk = (NO, Turn("rep", "All right."), Turn("customer", "Thank you for understanding."))
    assert B.BYPASS in codes(CODER, "I'll ring your CFO tomorrow anyway and explain it to her.", *talk)
