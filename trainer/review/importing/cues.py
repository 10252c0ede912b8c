"""What WebVTT and SRT share: cues with times, and who speaks inside one.

Our own reader, and not webvtt-py or srt: both drop cues whose times are written a little differently (Teams' one-digit
hours, decimal commas), keep only the first of several voices in a cue, and forget the line a cue stands on.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trainer.review.importing import timing
from trainer.review.importing.names import accepted, looks_like_name, tidy
from trainer.review.importing.rows import split_label
from trainer.review.importing.said import Said, Unreadable

MAX_CUES = 100_000
MAX_CUE = 200_000
"""Longest cue, in characters."""
_VOICE = re.compile(r"<v(?:\.[^\s<>.]{0,40}){0,8}[ \t\n]+(?P<name>[^<>]{1,300})>|</v>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|</?\d[\d:.]{0,20}>|\{\\[^{}]{0,60}\}")
_INSIDE = re.compile(r"(?:(?<=[.?!…\"”])|(?<=[.?!…] ))[ \n]+(?:[-–>]{1,2} ?)?(?P<name>[^\W\d_][^:.?!…\n]{0,40}):[ \n]")
_BACK = 30.0
"""Seconds a cue may begin before the one above it and still be only out of order; more is a second recording."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue, its text still with tags and entities."""

    id: str
    start: float
    """Seconds."""
    text: str
    line: int
    """Of its times, counted from 1."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line, or one voice, of a cue, as plain words."""

    voice: str
    """The speaker a voice tag or the cue's id names; "" without."""
    text: str
    line: int


def cues(lines: Sequence[str], *, first: int = 0) -> Iterator[Cue]:
    """The cues from the `first` line on, in order.

    A cue ends at an empty line or at the next times; the line before times is the cue's id if it follows an empty line.

    Raises:
        Unreadable: times that cannot be read, or a cue too long to be one.
    """
    name, start, at, size = "", 0.0, -1, 0
    body: list[str] = []
    fresh, before = True, ""
    for i in range(first, len(lines)):
        line = lines[i]
        times = _times(line, i + 1)
        if times is not None:
            if at >= 0:
                if body and before and body[-1] == before and before.strip().isdigit():
                    body.pop()
                yield Cue(name, start, "\n".join(body), at + 1)
            name, start, at, size, body = (before if fresh else ""), times[0], i, 0, []
            fresh, before = False, ""
        elif not line.strip():
            if at >= 0:
                yield Cue(name, start, "\n".join(body), at + 1)
            at, body, fresh, before = -1, [], True, ""
        elif at >= 0:
            size += len(line)
            if size > MAX_CUE:
                raise Unreadable(
                    at + 1, f"has a cue of more than {MAX_CUE:,} characters", "a cue is what was said in a few seconds"
                )
            body.append(line)
            before = line
        else:
            before = line
    if at >= 0:
        yield Cue(name, start, "\n".join(body), at + 1)


def _times(line: str, number: int) -> tuple[float, float] | None:
    try:
        return timing.span(line)
    except ValueError:
        raise Unreadable(
            number, "has times that cannot be read", "times look like 00:00:03.120 --> 00:00:06.540"
        ) from None


def said(found: Sequence[Cue], names: Sequence[str] = ()) -> Iterator[Said]:
    """Who said what in the cues, by voice tags, names in cue ids, labels at a line's start and inside it.

    Args:
        found: the cues, in the order of the file; slightly out of order ones are put right.
        names: for each cue the speaker named outside its text, or nothing.

    Raises:
        Unreadable: no cue says who speaks.
    """
    outside = dict(zip((c.line for c in found), names, strict=True)) if names else {}
    first_lines = _first_lines_that_are_names(found)
    pieces = [p for cue in _in_order(found) for p in _pieces(cue, outside.get(cue.line, ""), cue.line in first_lines)]
    counts: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for piece in pieces:
        if not piece.voice:
            label, words = split_label(piece.text)
            counts[label] += bool(label and words.strip())
        inside.update(tidy(m["name"]) for m in _INSIDE.finditer(piece.text))
    known = accepted(+counts, len(pieces)) | {p.voice for p in pieces if p.voice}
    known |= {n for n, count in inside.items() if looks_like_name(n) and (count >= 2 or " " in n)}
    if not known:
        line = found[0].line if found else 0
        raise Unreadable(line, "does not say who speaks", _WHO)
    for piece in pieces:
        yield from _split(piece, known)


_WHO = (
    'cues begin with "<v Name>" or "Name: "; switch speaker names on where the transcript was made, or add them by hand'
)


def _in_order(found: Sequence[Cue]) -> Sequence[Cue]:
    if all(b.start >= a.start - _BACK for a, b in pairwise(found)):
        return sorted(found, key=lambda cue: cue.start)
    return found


def _first_lines_that_are_names(found: Sequence[Cue]) -> frozenset[int]:
    """Lines of the cues that open with a name alone on its line, where most cues do (Teams' older files)."""
    opening: dict[int, str] = {}
    for cue in found:
        head, _, rest = cue.text.partition("\n")
        if rest.strip() and "<v" not in head and looks_like_name(name := tidy(head)):
            opening[cue.line] = name
    counts = Counter(opening.values())
    sure = {line for line, name in opening.items() if counts[name] >= 2 or len(opening) == len(found)}
    return frozenset(sure) if len(sure) >= 0.6 * len(found) else frozenset()


def _pieces(cue: Cue, name: str, opens_with_name: bool) -> Iterator[_Piece]:
    text = cue.text
    if opens_with_name:
        head, _, text = text.partition("\n")
        name = tidy(plain(head))
    if "<v" not in text[:MAX_CUE].lower():
        if name:
            yield _Piece(name, " ".join(plain(text).split()), cue.line)
            return
        for i, line in enumerate(text.split("\n")):
            yield _Piece("", " ".join(plain(line).split()).lstrip("-–>• "), cue.line + 1 + i)
        return
    at, voice = 0, name
    for tag in _VOICE.finditer(text):
        yield _Piece(voice, " ".join(plain(text[at : tag.start()]).split()), cue.line)
        voice = tidy(html.unescape(tag["name"])) if tag["name"] else name
        at = tag.end()
    yield _Piece(voice, " ".join(plain(text[at:]).split()), cue.line)


def plain(text: str) -> str:
    """Cue text without tags, its entities turned into characters."""
    return html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text or "{" in text else text


def _split(piece: _Piece, known: frozenset[str]) -> Iterator[Said]:
    """The turns in one piece: "A: ... B: ..." is two."""
    name, text = piece.voice, piece.text
    label, words = split_label(text)
    if label in known:
        name, text = label, words
    at = 0
    for found in _INSIDE.finditer(text):
        other = tidy(found["name"])
        if other in known:
            yield Said(name, text[at : found.start()], piece.line)
            name, at = other, found.end()
    yield Said(name, text[at:], piece.line)
