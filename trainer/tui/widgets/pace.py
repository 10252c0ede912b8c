"""How fast the customer thinks and speaks on screen. Pure: time is given, nothing waits here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Pace = Literal["human", "quick", "off"]

FRAMES_A_SECOND: Final = 12
"""Most updates of a line that is being spoken."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """How one pace feels."""

    letters_a_second: float
    """0 shows a line at once."""
    least_thought: float
    """Seconds before the first word."""
    thought_a_letter: float
    """Seconds more for each letter of the line to come: a long answer takes longer to begin."""
    most_thought: float

    def thought(self, letters: int) -> float:
        """Seconds of thinking before a line of this length."""
        return min(self.most_thought, self.least_thought + letters * self.thought_a_letter)


TEMPI: Final[dict[Pace, Tempo]] = {
    "human": Tempo(46, 0.7, 0.006, 1.8),
    "quick": Tempo(160, 0.2, 0.001, 0.4),
    "off": Tempo(0, 0, 0, 0),
}


class Typist:
    """Shows a growing text word by word."""

    def __init__(self, letters_a_second: float) -> None:
        self._rate = letters_a_second
        self._text = ""
        self._reach = 0.0
        self._skipped = letters_a_second <= 0

    @property
    def text(self) -> str:
        """All that is known of the line."""
        return self._text

    @property
    def visible(self) -> str:
        """What may be shown now; never half a word."""
        if self._skipped or self._reach >= len(self._text):
            return self._text
        head = self._text[: int(self._reach)]
        return head[: max(head.rfind(" "), head.rfind("\n")) + 1].rstrip()

    @property
    def done(self) -> bool:
        """Everything that is known is shown."""
        return self._skipped or self._reach >= len(self._text)

    def add(self, more: str) -> None:
        """Words that arrived."""
        self._text += more

    def replace(self, whole: str) -> None:
        """The final line; what was shown of it already stays shown if it still fits."""
        if not whole.startswith(self.visible):
            self._reach = 0.0
        self._text = whole

    def advance(self, seconds: float) -> None:
        """Let time pass; the reach never runs ahead of what is known."""
        self._reach = min(float(len(self._text)), self._reach + seconds * self._rate)

    def skip(self) -> None:
        """Show this line whole from now on."""
        self._skipped = True
