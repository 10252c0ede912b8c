"""Many linear models over one vocabulary, summed in plain Python a row at a time.

A row of weights is one byte an output, offset by 128; added up, the outputs stand side by side in one long
integer, 32 bits each, so that a feature costs one addition whatever the number of outputs.
"""

import struct
import sys
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any


@dataclass(frozen=True, slots=True)
class Bank:
    """Weights of `len(bias)` linear models; values are `inverse document frequency / length of the group`."""

    index: dict[str, int]
    """Feature name to row."""
    rows: bytes
    """`len(index) * len(bias)` bytes."""
    squares: "array[float]"
    """Square of the inverse document frequency of each row."""
    scale: tuple[float, ...]
    """One step of each output's byte."""
    bias: tuple[float, ...]
    weights: tuple[float, ...]
    """Scale of each group of features."""

    def scores(self, groups: Sequence[Collection[str]]) -> list[float]:
        """Log odds of each output before calibration, in order; the same input gives the same bits."""
        outputs = len(self.bias)
        totals = list(self.bias)
        for names, weight in zip(groups, self.weights, strict=True):
            rows = sorted(row for name in names if (row := self.index.get(name)) is not None)
            if not rows:
                continue
            factor = weight / sqrt(sum(self.squares[row] for row in rows))
            for output, total in enumerate(self._sums(rows)):
                totals[output] += total * self.scale[output] * factor
        assert len(totals) == outputs
        return totals

    def _sums(self, rows: Sequence[int]) -> list[int]:
        """Sum of the rows for each output, the offset taken off."""
        outputs = len(self.bias)
        lane = bytearray(4 * outputs)
        total = 0
        for row in rows:
            lane[::4] = self.rows[row * outputs : (row + 1) * outputs]
            total += int.from_bytes(lane, "little")
        offset = 128 * len(rows)
        return [value - offset for value in struct.unpack(f"<{outputs}I", total.to_bytes(4 * outputs, "little"))]


def pack(bank: Bank) -> tuple[dict[str, Any], bytes]:
    """A bank as (head for a JSON file, body for a binary file)."""
    names = "\n".join(sorted(bank.index, key=bank.index.__getitem__)).encode()
    squares = array("f", bank.squares)
    head = {
        "features": len(bank.index),
        "names": len(names),
        "scale": list(bank.scale),
        "bias": list(bank.bias),
        "weights": list(bank.weights),
    }
    packed = struct.pack(f"<{len(squares)}f", *squares)
    return head, names + packed + bank.rows


def unpack(head: dict[str, Any], body: bytes) -> Bank:
    """The bank that `pack` wrote.

    Raises:
        ValueError: the body is not as long as the head says.
    """
    count, size, outputs = head["features"], head["names"], len(head["bias"])
    if len(body) != size + 4 * count + count * outputs:
        raise ValueError("the shipped weights are damaged: their size is not what their head says")
    names = body[:size].decode().split("\n")
    squares = array("f")
    squares.frombytes(body[size : size + 4 * count])
    if sys.byteorder == "big":
        squares.byteswap()
    return Bank(
        index=dict(zip(names, range(count), strict=True)),
        rows=body[size + 4 * count :],
        squares=squares,
        scale=tuple(head["scale"]),
        bias=tuple(head["bias"]),
        weights=tuple(head["weights"]),
    )
