"""Which turns of a long talk are mounted. Pure index arithmetic, no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOUNTED: Final = 30
"""Turns mounted while following the talk."""
MOST: Final = 45
"""Turns mounted at most, while reading back."""
STEP: Final = 15
"""Turns fetched by one look back."""


@dataclass(frozen=True, slots=True)
class Window:
    """The mounted turns are those from `start` up to, not including, `end`."""

    start: int = 0
    end: int = 0

    @property
    def size(self) -> int:
        return self.end - self.start

    def at_end(self, total: int) -> bool:
        return self.end >= total

    def grown(self) -> Window:
        """One more turn at the end; the oldest leave."""
        return Window(max(self.start, self.end + 1 - MOUNTED), self.end + 1)

    def earlier(self) -> Window:
        """A step back; the newest leave when there are too many."""
        start = max(0, self.start - STEP)
        return Window(start, min(self.end, start + MOST))

    def later(self, total: int) -> Window:
        """A step forward; the oldest leave when there are too many."""
        end = min(total, self.end + STEP)
        return Window(max(self.start, end - MOST), end)


def first(total: int) -> Window:
    """The oldest turns."""
    return Window(0, min(total, MOUNTED))


def last(total: int) -> Window:
    """The newest turns."""
    return Window(max(0, total - MOUNTED), total)
