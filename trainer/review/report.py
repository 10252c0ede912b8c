"""A grade as the JSON object of contracts.md, and as plain text for people at 80 columns."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from trainer.rubric.behaviours import PLAIN_NAMES
from trainer.rubric.grade import Grade, Scale

WIDTH = 78
SCALE_NAMES: dict[Scale, str] = {
    Scale.CALMNESS: "calmness",
    Scale.CUSTOMER_FOCUS: "customer focus",
    Scale.RESPECT_NO: "respect for the no",
}
_VERDICTS = {"yes": "respected", "partly": "partly respected", "no": "not respected", None: "not judged"}


def as_json(grade: Grade) -> dict[str, Any]:
    """The object `trainer grade --json` writes; keys and their order are stable, fields are only ever added."""
    found: dict[str, Any] = {
        "id": grade.transcript,
        "grader": grade.grader,
        "grader_version": grade.grader_version,
        "scores": {str(scale): grade.scores.get(scale) for scale in Scale},
    }
    if grade.not_judged:
        found["not_judged"] = {str(name): reason for name, reason in grade.not_judged.items()}
    found |= {
        "no_respected": grade.no_respected,
        "relationship": grade.relationship,
        "turns": [
            {
                "index": turn.index,
                "behaviours": [
                    {"code": str(hit.code), "quote": hit.quote, "confidence": round(hit.confidence, 4)}
                    for hit in turn.hits
                ],
            }
            for turn in grade.turns
        ],
        "summary": grade.summary,
        "advice": [{"turn": a.turn, "why": a.why, "instead": a.instead} for a in grade.advice],
        "strength": grade.strength,
        "notes": {str(scale): note for scale, note in grade.notes.items()},
        "evidence": {
            str(scale): [{"turn": e.turn, "code": str(e.code), "quote": e.quote} for e in pieces]
            for scale, pieces in grade.evidence.items()
        },
        "rules": list(grade.rules),
        "unsure": {str(scale): why for scale, why in grade.unsure.items()},
        "notice": grade.notice,
    }
    return found


def as_text(grade: Grade) -> str:
    """The grade for people, in lines of at most 78 characters, ending with a newline."""
    return "\n".join(_lines(grade)) + "\n"


def _lines(grade: Grade) -> Iterator[str]:
    yield from wrap(grade.transcript, WIDTH) or ["(no id)"]
    yield ""
    for scale in Scale:
        score = grade.scores.get(scale)
        words = grade.not_judged.get(str(scale), "") if score is None else grade.notes.get(scale, "")
        value = "not judged" if score is None else f"{score} of 5"
        head = f"  {SCALE_NAMES[scale]:<20}{value:<12}"
        yield from _hung(head, words)
        if scale in grade.unsure:
            yield from _hung(f"  {'':<20}{'unsure':<12}", grade.unsure[scale])
    yield from _hung(f"  {'the no':<20}", _VERDICTS[grade.no_respected])
    yield from _hung(f"  {'the relationship':<20}", grade.relationship or "not judged")
    if any(turn.hits for turn in grade.turns):
        yield ""
        for turn in grade.turns:
            names = ", ".join(PLAIN_NAMES[code] for code in dict.fromkeys(h.code for h in turn.hits))
            yield from _hung(f"  turn {turn.index:<4}", names or "nothing in particular")
    for text in (grade.notice, grade.summary, grade.strength):
        if text:
            yield ""
            yield from wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    for piece in grade.advice:
        yield ""
        yield from _hung(f"  turn {piece.turn:<4}", piece.why)
        if piece.instead:
            yield from _hung("    instead: ", piece.instead)


def _hung(head: str, text: str) -> list[str]:
    """`head`, then the text beside it, wrapped under its own start."""
    return wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head)) or [head.rstrip()]
