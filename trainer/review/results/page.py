"""Graded calls as one web page that needs nothing else: the scores, the advice, the talk with its quotes marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from trainer.review.importing.names import bare
from trainer.review.report import SCALE_NAMES
from trainer.review.results.result import Result
from trainer.rubric.behaviours import PITFALLS, PLAIN_NAMES
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import Hit

if TYPE_CHECKING:
    from jinja2 import Template

_VERDICTS = {"yes": "respected", "partly": "partly respected", "no": "not respected", None: "not judged"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn."""

    text: str
    kind: str
    """"bad" for words a pitfall rests on, "good" for a strength's, "" for the rest."""
    names: str
    """The behaviours, in plain words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One turn on the page."""

    index: int
    who: str
    is_rep: bool
    counted: bool
    """It is part of what was graded."""
    pieces: tuple[Piece, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]


def page(results: Sequence[Result]) -> str:
    """The page, with everything anybody said escaped.

    Args:
        results: the calls, in order; all are in memory, so some thousands are the most that is sensible.
    """
    return _template().render(calls=[_call(i, result) for i, result in enumerate(results, 1)], scales=SCALE_NAMES)


def marked(text: str, hits: Iterable[Hit]) -> tuple[Piece, ...]:
    """The text in stretches, those that are quoted marked; where quotes overlap, a pitfall shows over a strength."""
    cuts = {0, len(text)}
    spans: list[tuple[int, int, Hit]] = []
    for hit in hits:
        start = text.find(hit.quote) if hit.quote else -1
        if start >= 0:
            spans.append((start, start + len(hit.quote), hit))
            cuts |= {start, start + len(hit.quote)}
    edges = sorted(cuts)
    pieces: list[Piece] = []
    for start, end in pairwise(edges):
        codes = [hit.code for first, last, hit in spans if first <= start and end <= last]
        kind = "bad" if any(c in PITFALLS for c in codes) else "good" if codes else ""
        pieces.append(Piece(text[start:end], kind, ", ".join(PLAIN_NAMES[c] for c in codes)))
    return tuple(pieces)


def _call(number: int, result: Result) -> dict[str, object]:
    grade, call = result.grade, result.call
    reasons = list(dict.fromkeys(grade.not_judged.values()))
    return {
        "number": number,
        "id": grade.transcript or "(no id)",
        "source": call.source,
        "scores": [
            (SCALE_NAMES[s], grade.scores.get(s), grade.notes.get(s, "") or grade.not_judged.get(str(s), ""))
            for s in Scale
        ],
        "verdict": _VERDICTS[grade.no_respected],
        "relationship": grade.relationship or "not judged",
        "reasons": reasons,
        "summary": grade.summary,
        "strength": grade.strength,
        "advice": grade.advice,
        "notes": (*call.notes, *([grade.notice] if grade.notice else [])),
        "unsure": [(SCALE_NAMES[scale], why) for scale, why in grade.unsure.items()],
        "grader": f"{grade.grader} {grade.grader_version}",
        "lines": tuple(_lines(result)),
        "start": call.start,
    }


def _lines(result: Result) -> Iterator[Line]:
    coded = {turn.index: turn.hits for turn in result.grade.turns}
    call = result.call
    for i, turn in enumerate(call.transcript.turns):
        hits = coded.get(i, ())
        names = list(dict.fromkeys((PLAIN_NAMES[h.code], h.code in PITFALLS) for h in hits))
        yield Line(
            i, bare(call.names[i]) if call.names else turn.speaker, turn.speaker == "rep", i >= call.start,
            marked(turn.text, hits), tuple(n for n, bad in names if not bad), tuple(n for n, bad in names if bad),
        )  # fmt: skip


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    text = (files("trainer.review.results") / "page.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        text
    )
