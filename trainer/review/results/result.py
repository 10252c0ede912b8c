"""A graded call with how it was read, as the object of contracts.md and as flat rows."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from trainer.review.importing.prepared import Call
from trainer.review.report import as_json
from trainer.rubric.behaviours import PITFALLS, Behaviour
from trainer.rubric.grade import Grade, Scale


@dataclass(frozen=True, slots=True)
class Result:
    """One call and its grade."""

    call: Call
    grade: Grade

    def codes(self, *, pitfalls: bool) -> tuple[Behaviour, ...]:
        """The behaviours found, each once, in the order in which they first came."""
        found = dict.fromkeys(h.code for t in self.grade.turns for h in t.hits)
        return tuple(c for c in found if (c in PITFALLS) == pitfalls)


def as_object(result: Result) -> dict[str, Any]:
    """The grade as contracts.md has it; after it, for people who wonder, how the call was read."""
    call = result.call
    found = as_json(result.grade)
    found["source"] = call.source
    if call.cast is None:
        if call.start:
            found["from_turn"] = call.start
        return found
    found |= {
        "format": call.format,
        "speakers": {"rep": list(call.cast.rep), "customer": list(call.cast.customer)},
        "rep_found": {"how": call.cast.how, "confidence": round(call.cast.confidence, 2), "why": call.cast.why},
        "from_turn": call.start,
        "reading": list(call.notes),
    }
    return found


COLUMNS = (
    *("id", "source", *(str(scale) for scale in Scale), "no_respected", "relationship", "not_judged"),
    *("pitfalls", "strengths", "summary", "advice", "rep", "customer", "rep_found", "rep_confidence"),
    *("turns", "from_turn", "reading", "grader", "grader_version"),
)
"""Of the CSV, one row a call; new ones only ever come at the end."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_row(result: Result) -> dict[str, str]:
    """The call as one row of `COLUMNS`; what was not judged is empty."""
    grade, call = result.grade, result.call
    cells: dict[str, object] = {
        "id": grade.transcript,
        "source": call.source,
        **{str(scale): grade.scores.get(scale) for scale in Scale},
        "no_respected": grade.no_respected,
        "relationship": grade.relationship,
        "not_judged": "; ".join(dict.fromkeys(grade.not_judged.values())),
        "pitfalls": " ".join(result.codes(pitfalls=True)),
        "strengths": " ".join(result.codes(pitfalls=False)),
        "summary": grade.summary,
        "advice": " ".join(f"Turn {a.turn}: {a.why}" for a in grade.advice[:1]),
        "rep": "; ".join(call.cast.rep) if call.cast else "",
        "customer": "; ".join(call.cast.customer) if call.cast else "",
        "rep_found": call.cast.how if call.cast else "",
        "rep_confidence": f"{call.cast.confidence:.2f}" if call.cast else "",
        "turns": len(call.transcript.turns),
        "from_turn": call.start,
        "reading": " ".join(call.notes),
        "grader": grade.grader,
        "grader_version": grade.grader_version,
    }
    return {name: safe_cell("" if cells[name] is None else str(cells[name])) for name in COLUMNS}


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that looks like one begins with an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def csv_line(cells: dict[str, str] | None = None) -> str:
    """One line of the CSV, by RFC 4180; without cells its head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS if cells is None else [cells[name] for name in COLUMNS])
    return out.getvalue()
