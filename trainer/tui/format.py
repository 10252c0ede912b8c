"""Small pure functions that turn values into the words and marks all screens share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trainer.tui.services import CallGlance

BARS = "▁▂▃▄▅▆▇█"
NONE = "·"
"""Stands where there is no value: not judged is not zero."""

SCALES = ("calmness", "focus", "the no")
"""Short names of the three scores, in the order of CallGlance.scores."""

OUTCOMES = {
    "closed_warm": "ended warmly",
    "closed_level": "ended politely",
    "closed_cold": "ended coldly",
    "take_back": "taken back",
    "left": "they left",
    "out_of_time": "out of time",
    "hung_up": "you hung up",
    "unfinished": "unfinished",
}
"""Outcome value to words for people."""


def dots(score: int | None, of: int = 5) -> str:
    """A score as "●●●○○"; "·" for every place when it was not judged."""
    if score is None:
        return NONE * of
    score = max(0, min(of, score))
    return "●" * score + "○" * (of - score)


def bar(share: float) -> str:
    """One column for a share from 0 to 1; never the full block, which would run into its neighbours."""
    return BARS[max(0, min(len(BARS) - 2, round(share * (len(BARS) - 2))))]


def spark(values: Iterable[float | None], low: float = 1, high: float = 5, width: int = 8) -> str:
    """The last `width` values as columns on a fixed scale, so that a flat line looks flat."""
    last = list(values)[-width:]
    span = (high - low) or 1
    return "".join(NONE if v is None else bar((v - low) / span) for v in last)


def mean(values: Iterable[float | None]) -> float | None:
    """The average of what was judged; None when nothing was."""
    judged = [v for v in values if v is not None]
    return sum(judged) / len(judged) if judged else None


def one_decimal(value: float | None) -> str:
    """ "4.1", or "·" for no value."""
    return NONE if value is None else f"{value:.1f}"


def first_that_fits(width: int, *texts: str) -> str:
    """The first of the texts, longest first, that fits; the last one clipped when none does."""
    from rich.cells import cell_len

    return next((t for t in texts if cell_len(t) <= width), clip(texts[-1], width))


def plural(n: int, one: str, many: str | None = None) -> str:
    """ "1 line", "3 lines", "no lines"."""
    return f"{n or 'no'} {one if n == 1 else many or one + 's'}"


def minutes(n: int) -> str:
    """ "about 6 minutes"."""
    return f"about {plural(n, 'minute')}"


def ago(seconds: float) -> str:
    """How long ago, in words a person would use."""
    if seconds < 90:
        return "just now"
    mins = seconds / 60
    if mins < 60:
        return f"{round(mins)} minutes ago"
    hours = mins / 60
    if hours < 22:
        return f"{plural(max(1, round(hours)), 'hour')} ago"
    days = hours / 24
    if days < 1.5:
        return "yesterday"
    if days < 14:
        return f"{round(days)} days ago"
    if days < 60:
        return f"{round(days / 7)} weeks ago"
    if days < 700:
        return f"{round(days / 30.4)} months ago"
    return f"{round(days / 365)} years ago"


def outcome(value: str) -> str:
    """An outcome in words."""
    return OUTCOMES.get(value, value.replace("_", " "))


def clip(text: str, width: int) -> str:
    """`text` in at most `width` cells, ended by "…" when cut at a word."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    cut = set_cell_size(text, max(0, width - 1)).rstrip()
    head, space, _ = cut.rpartition(" ")
    return (head if space and cell_len(head) > width * 0.8 else cut).rstrip(" ,.;:") + "…"


def series(calls: Sequence[CallGlance], scale: int) -> list[int | None]:
    """One score of the finished calls, oldest first (`calls` are newest first)."""
    return [c.scores[scale] for c in reversed(calls) if c.ended]
