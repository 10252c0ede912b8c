"""Forests of regression trees in plain Python."""

import struct
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_COLUMNS = ("h", "f", "I", "I")


@dataclass(frozen=True, slots=True)
class Forest:
    """The nodes of all trees in columns."""

    roots: tuple[int, ...]
    inputs: "array[int]"
    """Number of the input a node asks about; -1 for a leaf."""
    values: "array[float]"
    """Go left at or under it; at a leaf, the answer."""
    left: "array[int]"
    right: "array[int]"

    def predict(self, inputs: Sequence[float]) -> float:
        """Mean of the trees' answers."""
        total = 0.0
        for node in self.roots:
            while (asked := self.inputs[node]) >= 0:
                node = self.left[node] if inputs[asked] <= self.values[node] else self.right[node]
            total += self.values[node]
        return total / len(self.roots)


def pack(forest: Forest) -> bytes:
    """The forest in a compact form, little-endian."""
    columns: tuple[array[Any], ...] = (forest.inputs, forest.values, forest.left, forest.right)
    head = struct.pack(f"<II{len(forest.roots)}I", len(forest.roots), len(forest.inputs), *forest.roots)
    return head + b"".join(struct.pack(f"<{len(c)}{kind}", *c) for kind, c in zip(_COLUMNS, columns, strict=True))


def unpack(body: bytes, at: int = 0) -> tuple[Forest, int]:
    """The forest that `pack` wrote at an offset, and the offset after it.

    Raises:
        struct.error, ValueError: the body is cut short.
    """
    trees, nodes = struct.unpack_from("<II", body, at)
    roots = struct.unpack_from(f"<{trees}I", body, at + 8)
    at += 8 + 4 * trees
    columns: list[array[Any]] = []
    for kind in _COLUMNS:
        column: array[Any] = array(kind)
        size = nodes * struct.calcsize(f"<{kind}")
        if len(body) < at + size:
            raise ValueError("the shipped weights are damaged: a forest is cut short")
        column.frombytes(body[at : at + size])
        if sys.byteorder == "big":
            column.byteswap()
        columns.append(column)
        at += size
    return Forest(roots, *columns), at
