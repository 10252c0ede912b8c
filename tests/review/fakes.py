"""A coder that knows some lines by heart, for tests of what grading does with codes."""

from collections.abc import Mapping, Sequence

from trainer.coding.coder import TurnCoding
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.transcript import Context, Hit, Transcript, Turn


class ByHeart:
    """Gives the behaviours of every known phrase that stands in the line, quoting it; nothing for other lines."""

    version = "by-heart"

    def __init__(self, known: Mapping[str, str], sure: float = 0.95) -> None:
        self._known = known
        self._sure = sure

    def code(self, talk: Sequence[Turn], text: str) -> TurnCoding:
        found = [
            Hit(Behaviour(code), phrase, self._sure)
            for phrase, codes in self._known.items()
            if phrase in text
            for code in codes.split()
        ]
        return TurnCoding(hits=tuple(found))


def transcript(*lines: str, name: str = "t-1", **context: str) -> Transcript:
    """Turns in alternation, the customer first."""
    turns = tuple(Turn("rep" if i % 2 else "customer", line) for i, line in enumerate(lines))
    return Transcript(name, turns, Context(**context))
