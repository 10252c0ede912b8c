"""Second reading: the first one weighed with the other codes, the place in the talk and what the rep did before."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from trainer.coding.first import FirstReading, sigmoid
from trainer.rubric.transcript import Turn

PLACES = 8
"""Number of values that tell the place of a line in its talk."""
OWN = 5
"""Number of values that the first reading says of the code itself."""
HELD = 1.0
"""Most that the rep's earlier turns may move the log-odds of a code: a kind beginning must not hide a push."""


@dataclass(frozen=True, slots=True)
class Second:
    """One linear model a behaviour over `inputs`; weights are for the values as they are."""

    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]

    def chances(self, around: Sequence[float], reading: FirstReading) -> list[float]:
        """Calibrated probability of each behaviour, 0 to 1.

        Args:
            around: what `surroundings` gave.
            reading: the first reading of the line.
        """
        found = []
        start, end = earlier(len(around))
        for j, (row, bias) in enumerate(zip(self.weights, self.bias, strict=True)):
            values = (*own(reading, j), *around)
            terms = [w * v for w, v in zip(row, values, strict=True)]
            before = sum(terms[OWN + start : OWN + end])
            rest = sum(terms[: OWN + start]) + sum(terms[OWN + end :])
            found.append(sigmoid(bias + rest + max(-HELD, min(HELD, before))))
        return found


def earlier(width: int) -> tuple[int, int]:
    """From where to where the values of `surroundings`, `width` in all, tell of the rep's earlier turns."""
    codes = (width - PLACES) // 3
    return PLACES, PLACES + 2 * codes


def own(reading: FirstReading, j: int) -> tuple[float, float, float, float, float]:
    """What the first reading says of the code itself."""
    return reading.line[j], reading.peak[j], reading.mass[j], reading.classes[j], reading.kinds[j]


def surroundings(
    talk: Sequence[Turn], reading: FirstReading, before: Sequence[Sequence[float]], *, alone: bool = False
) -> list[float]:
    """What is weighed beside the code itself: the place, the rep's earlier turns, the other codes of this line.

    Args:
        talk: all turns before the line.
        reading: first reading of the line.
        before: rough probabilities of each behaviour in each earlier rep turn, oldest first.
        alone: only the customer's last line is known of the talk (training on single replies).
    """
    last = talk[-1].text if talk and talk[-1].speaker == "customer" else ""
    place = [
        log1p(len(reading.toks)),
        float(alone),
        float(not before and not alone),
        float(min(len(before), 5)),
        float("?" in last),
        log1p(len(last.split())),
        float(reading.questions),
        float(not last),
    ]
    now = reading.chances()
    zeros = [0.0] * len(now)
    highest = [max(column) for column in zip(*before, strict=True)] if before else zeros
    latest = list(before[-1]) if before else zeros
    return [*place, *highest, *latest, *now]
