"""The trained score model's estimates, made from the same words for the customer that were coded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from trainer.review.coded import KEPT_IN_A_PUSH, LONG, SURE, Coder, bare, for_customer, windows
from trainer.rubric.behaviours import PITFALLS, PUSHES, STRENGTHS, Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import CodedTurn, Transcript, Turn

Chances = Mapping[Behaviour, float]
TAKEN_BACK = 0.2
"""Most a kind word counts for in the same breath as a clear push."""
WORTH_OF_PADDING = 0.5
"""Most that stock phrases and padding may add to a score."""
WORDS_COUNTED = 90
"""Words of a turn that its length is taken for; more is padding, and length must not earn anything."""


@runtime_checkable
class Probable(Protocol):
    """A coder that also gives the probability of every behaviour, present or not."""

    def probabilities(self, talk: Sequence[Turn], text: str) -> dict[Behaviour, float]: ...


def estimates(coder: Coder, transcript: Transcript, turns: tuple[CodedTurn, ...]) -> dict[Scale, float] | None:
    """Real-valued scores for the call, or None to score from the codes alone: the coder gives no probabilities.

    The call is read twice, as it was said and without its stock phrases and padding; those may add a little to what
    the rest is worth, never much.
    """
    if not isinstance(coder, Probable) or not turns:
        return None
    try:
        whole = _estimate(coder, transcript, turns, for_customer)
    except (FileNotFoundError, IndexError):  # the score model's weights are missing or not whole
        return None
    if not any(bare(t.text) for t in turns):
        return whole
    core = _estimate(coder, transcript, turns, bare)
    return {scale: min(value, core[scale] + WORTH_OF_PADDING) for scale, value in whole.items()}


def _estimate(
    coder: Probable, transcript: Transcript, turns: tuple[CodedTurn, ...], reading: Callable[[str], str]
) -> dict[Scale, float]:
    from trainer.coding.scoring import estimate

    words = {t.index: reading(t.text) for t in turns}
    heard = tuple(Turn("rep", words[i]) if i in words else turn for i, turn in enumerate(transcript.turns))
    chances = [_chances(coder, heard[: t.index], words[t.index], t) for t in turns]
    short = tuple(
        Turn("rep", " ".join(turn.text.split()[:WORDS_COUNTED])) if turn.speaker == "rep" else turn for turn in heard
    )
    return estimate(chances, replace(transcript, turns=short))


def _chances(coder: Probable, talk: Sequence[Turn], words: str, turn: CodedTurn) -> Chances:
    """Probabilities for the words for the customer: with what padding hid, without what a push takes back."""
    found = _raw(coder, talk, words)
    for hit in turn.hits:
        if hit.code in PITFALLS:
            found[hit.code] = max(found[hit.code], hit.confidence)
    if any(found[code] >= SURE for code in PUSHES):
        for code in STRENGTHS - KEPT_IN_A_PUSH:
            found[code] = min(found[code], TAKEN_BACK)
    return found


def _raw(coder: Probable, talk: Sequence[Turn], words: str) -> dict[Behaviour, float]:
    """The coder's probabilities; in a long turn the worst of any window, and the strengths of the average one."""
    if not words:
        return dict.fromkeys(Behaviour, 0.0)
    if len(words.split()) <= LONG:
        return dict(coder.probabilities(talk, words))
    rows = [coder.probabilities(talk, part) for part in windows(words)]
    return {
        code: max(row[code] for row in rows) if code in PITFALLS else sum(row[code] for row in rows) / len(rows)
        for code in Behaviour
    }
