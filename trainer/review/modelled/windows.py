"""Cuts a call into parts that fit a prompt; every rep turn is coded in exactly one of them. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trainer.rubric.transcript import Speaker, Transcript

PIECE = 6_000
"""Characters of a turn that stand in one row; a longer turn takes several rows with the same number."""
HEAD = 2
"""Rows at the beginning that every part shows: the no and its reason."""
OVERLAP = 4
"""Rows before a part that it shows again."""
MOST = 16
"""Most parts of one call."""


class TooLong(Exception):
    """The call needs more parts than are read."""


@dataclass(frozen=True, slots=True)
class Row:
    """A turn, or a piece of a very long one."""

    turn: int
    """Index of the turn, counting all turns from 0."""
    who: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one request shows, and what of it is to be coded."""

    rows: tuple[Row, ...]
    own: tuple[int, ...]
    """Indexes of the rep turns to code, in order."""
    number: int
    """From 1."""
    count: int


def parts(transcript: Transcript, room: int, cost: Callable[[Row], int]) -> tuple[Part, ...]:
    """The call in as few parts as fit.

    Args:
        transcript: the whole conversation.
        room: tokens the rows of one part may take.
        cost: tokens one row takes.

    Raises:
        TooLong: more than MOST parts would be needed, or one row alone does not fit.
    """
    rows = tuple(_rows(transcript))
    costs = [cost(row) for row in rows]
    if sum(costs) <= room:
        return (Part(rows, _own(rows), 1, 1),)
    cut: list[tuple[tuple[Row, ...], tuple[int, ...]]] = []
    start = 0
    while start < len(rows):
        shown = _context(rows, costs, start, room)
        left = room - sum(costs[i] for i in shown)
        end = start
        while end < len(rows) and costs[end] <= left:
            left -= costs[end]
            end += 1
        if end == start or len(cut) == MOST:
            raise TooLong
        if own := _own(rows[start:end]):
            cut.append(((*(rows[i] for i in shown), *rows[start:end]), own))
        start = end
    return tuple(Part(shown_rows, own, n + 1, len(cut)) for n, (shown_rows, own) in enumerate(cut))


def _context(rows: Sequence[Row], costs: Sequence[int], start: int, room: int) -> list[int]:
    """Rows shown before a part: the beginning, then the nearest ones, in at most a third of the room."""
    wanted = dict.fromkeys([*range(min(HEAD, start)), *range(start - 1, max(start - 1 - OVERLAP, -1), -1)])
    left, kept = room // 3, []
    for i in wanted:
        if costs[i] <= left:
            left -= costs[i]
            kept.append(i)
    return sorted(kept)


def _own(rows: Sequence[Row]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row.turn for row in rows if row.who == "rep"))


def _rows(transcript: Transcript) -> Iterator[Row]:
    for index, turn in enumerate(transcript.turns):
        for start in range(0, max(1, len(turn.text)), PIECE):
            yield Row(index, turn.speaker, turn.text[start : start + PIECE])
