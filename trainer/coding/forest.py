"""A forest of regression trees with several outputs, in plain Python."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_NODE = struct.Struct("<hfHH")
"""Input, or -1 for a leaf; threshold; places of the children within the tree."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes of one tree; the first is the root."""

    inputs: tuple[int, ...]
    """-1 for a leaf."""
    thresholds: tuple[float, ...]
    """Go left at or under it."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]
    """Outputs; used at leaves."""


def predict(trees: Sequence[Tree], values: Sequence[float]) -> list[float]:
    """Mean of the trees' outputs."""
    totals = [0.0] * len(trees[0].values[0])
    for tree in trees:
        node = 0
        while tree.inputs[node] >= 0:
            under = values[tree.inputs[node]] <= tree.thresholds[node]
            node = tree.left[node] if under else tree.right[node]
        for k, value in enumerate(tree.values[node]):
            totals[k] += value
    return [total / len(trees) for total in totals]


def pack(trees: Sequence[Tree]) -> bytes:
    """The trees in a compact form; values at leaves are kept to half precision."""
    outputs = len(trees[0].values[0])
    body = bytearray(struct.pack("<HB", len(trees), outputs))
    for tree in trees:
        body += struct.pack("<H", len(tree.inputs))
        for i, chosen in enumerate(tree.inputs):
            body += _NODE.pack(chosen, tree.thresholds[i], max(0, tree.left[i]), max(0, tree.right[i]))
            if chosen < 0:
                body += struct.pack(f"<{outputs}e", *tree.values[i])
    return bytes(body)


def unpack(body: bytes) -> tuple[Tree, ...]:
    """The trees that `pack` wrote.

    Raises:
        struct.error: the body is cut short.
    """
    count, outputs = struct.unpack_from("<HB", body)
    leaf = struct.Struct(f"<{outputs}e")
    at, trees = 3, []
    for _ in range(count):
        (size,) = struct.unpack_from("<H", body, at)
        at += 2
        nodes, values = [], []
        for _ in range(size):
            node = _NODE.unpack_from(body, at)
            at += _NODE.size
            nodes.append(node)
            if node[0] < 0:
                values.append(leaf.unpack_from(body, at))
                at += leaf.size
            else:
                values.append(())
        columns = list(zip(*nodes, strict=True))
        trees.append(Tree(columns[0], columns[1], columns[2], columns[3], tuple(values)))
    return tuple(trees)
