"""SRT, and cues without any header (Otter, Zoom's and Teams' older files): a number, times, text."""

from collections.abc import Iterator

from trainer.review.importing import timing
from trainer.review.importing.cues import MAX_CUES, Cue, cues, said
from trainer.review.importing.said import Said, Unreadable

FORMAT = "SRT"
_LOOKED_AT = 400
"""Lines of a text among which the first times are looked for."""


def is_srt(text: str) -> bool:
    """Whether cues with times stand near the top of a text."""
    for line in text[:40_000].split("\n")[:_LOOKED_AT]:
        try:
            if timing.span(line) is not None:
                return True
        except ValueError:
            return True
    return False


def read(text: str) -> Iterator[Said]:
    """Who said what.

    Raises:
        Unreadable: no speakers, or times that cannot be read.
    """
    found: list[Cue] = []
    for cue in cues(text.split("\n")):
        found.append(cue)
        if len(found) > MAX_CUES:
            raise Unreadable(cue.line, f"has more than {MAX_CUES:,} cues", "split it into several files")
    if not any(cue.text.strip() for cue in found):
        raise Unreadable(1, "has times, but no words", "each cue has its text on the lines below its times")
    yield from said(found)
