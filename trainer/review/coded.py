"""Codes the rep turns of a transcript, reading only what was spoken to the customer."""

from collections.abc import Sequence
from typing import Protocol

from trainer.coding.coder import TurnCoding
from trainer.rubric.addressed import spoken_to_customer, yes_by_command
from trainer.rubric.behaviours import PUSHES, STRENGTHS, Behaviour
from trainer.rubric.transcript import CodedTurn, Hit, Transcript, Turn, checked

KEPT_IN_A_PUSH = frozenset({Behaviour.OWN, Behaviour.THANKS})
"""Strengths that a turn may keep beside a push; the others are taken back by it (manual, `accept_no`, `help`)."""
SURE = 0.6
"""Confidence from which a push takes back the kind words around it."""


class Coder(Protocol):
    """What grading needs of a coder; every `LiveCoder` is one."""

    @property
    def version(self) -> str: ...

    def code(self, talk: Sequence[Turn], text: str) -> TurnCoding: ...


def code_turn(coder: Coder, talk: Sequence[Turn], text: str) -> tuple[Hit, ...]:
    """The checked hits of one rep turn.

    Words that are not for the customer are not coded, a scripted yes is `pressure` (ruling 9), and kind words in
    the same breath as a clear push do not count as strengths.
    """
    spoken, asides = spoken_to_customer(text)
    words = spoken.strip() if asides else text
    hits = list(checked(text, coder.code(talk, words).hits)) if words else []
    scripted = yes_by_command(text)
    if scripted and not any(h.code is Behaviour.PRESSURE for h in hits):
        hits.append(Hit(Behaviour.PRESSURE, scripted, 1.0))
    if any(h.code in PUSHES and h.confidence >= SURE for h in hits):
        hits = [h for h in hits if h.code not in STRENGTHS or h.code in KEPT_IN_A_PUSH]
    return checked(text, hits)


def code_transcript(coder: Coder, transcript: Transcript) -> tuple[CodedTurn, ...]:
    """Every rep turn coded with the talk before it, in order."""
    return tuple(
        CodedTurn(index, turn.text, code_turn(coder, transcript.turns[:index], turn.text))
        for index, turn in transcript.rep_turns()
    )
