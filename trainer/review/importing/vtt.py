"""WebVTT: Zoom ("Name: text" in cues), Teams (voice tags), Webex (the name in the cue's id), Google Meet, Otter."""

import re
from collections.abc import Iterator, Sequence

from trainer.review.importing.cues import MAX_CUES, Cue, cues, said
from trainer.review.importing.names import looks_like_name, tidy
from trainer.review.importing.said import Said, Unreadable

FORMAT = "WebVTT"
_ID_WITH_NAME = re.compile(
    r"\d{1,6}[ \t]+(?:[-–][ \t]+)?(?:\"(?P<a>[^\"]{1,70})\"|(?P<b>[^\W\d][^\"]{0,69}?))(?:[ \t]*\(\d{1,20}\))?"
)
_BLOCKS = ("NOTE", "STYLE", "REGION")


def is_vtt(text: str) -> bool:
    """Whether a text opens as WebVTT does."""
    return text[:6].upper() == "WEBVTT" and text[6:7] in ("", " ", "\t", "\n")


def read(text: str) -> Iterator[Said]:
    """Who said what.

    Raises:
        Unreadable: no cues, no speakers, or times that cannot be read.
    """
    lines = _without_blocks(text.split("\n"))
    found: list[Cue] = []
    for cue in cues(lines, first=1):
        found.append(cue)
        if len(found) > MAX_CUES:
            raise Unreadable(cue.line, f"has more than {MAX_CUES:,} cues", "split it into several files")
    if not any(cue.text.strip() for cue in found):
        raise Unreadable(
            1, "is WebVTT without any cue", "a cue is a line like 00:00:03.120 --> 00:00:06.540 and text below it"
        )
    yield from said(found, [_named_in(cue.id) for cue in found])


def _named_in(cue_id: str) -> str:
    """The speaker in a cue's id, as Webex writes it: 1 "Anna Lindqvist" (345276)."""
    found = _ID_WITH_NAME.fullmatch(cue_id.strip()[:120])
    if found is None:
        return ""
    name = tidy(found["a"] or found["b"])
    return name if found["a"] or looks_like_name(name) else ""


def _without_blocks(lines: Sequence[str]) -> list[str]:
    """The lines with NOTE, STYLE and REGION blocks emptied; every other line keeps its number."""
    kept: list[str] = []
    fresh, inside = True, False
    for line in lines:
        if not line.strip():
            inside = False
        elif fresh and line.split(None, 1)[0] in _BLOCKS:
            inside = True
        kept.append("" if inside else line)
        fresh = not line.strip()
    return kept
