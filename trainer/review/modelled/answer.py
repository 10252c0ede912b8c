"""The form a model's answer must have, and reading it strictly: what does not fit is told, never guessed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.cleaning import clean
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Scale

MOST_FOUND = 600
"""Behaviours read from one answer; more is noise."""
_TOLD = 6
_ROW = {"turn", "quote", "code"}
"""An object with nothing but these is a piece of an answer whose whole could not be read."""
_CODES = [b.value for b in Behaviour]


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


CODING_SCHEMA: dict[str, Any] = _object(
    behaviours={
        "type": "array",
        "items": _object(turn={"type": "integer"}, quote={"type": "string"}, code={"type": "string", "enum": _CODES}),
    },
    **{
        name: form
        for scale in Scale
        for name, form in (
            (f"{scale}_reason", {"type": ["string", "null"]}),
            (str(scale), {"type": ["integer", "null"], "enum": [1, 2, 3, 4, 5, None]}),
        )
    },
)
"""Flat, enums and no limits, quote before code and reason before number (notes on language models, 2.2)."""

LINES_SCHEMA: dict[str, Any] = _object(
    lines={"type": "array", "items": _object(turn={"type": "integer"}, line={"type": "string"})}
)


class Unfit(Exception):
    """An answer that does not have the form.

    Args:
        problems: what is wrong and what would be right, for the model to read; never empty.
        shape: False when the form was kept and the content was wrong.
    """

    def __init__(self, problems: tuple[str, ...], *, shape: bool = True) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
        self.shape = shape


@dataclass(frozen=True, slots=True)
class Found:
    """One behaviour as the model claims it; nothing in it is checked against the talk yet."""

    turn: int
    quote: str
    code: Behaviour


@dataclass(frozen=True, slots=True)
class Answer:
    """A model's reading of a call or of a part of it."""

    found: tuple[Found, ...]
    opinions: dict[Scale, int | None]
    """Raw scores, 1 to 5; None where the model would not judge."""
    reasons: dict[Scale, str]
    """The model's own sentence for each score, cleaned; may be empty."""


def read_answer(text: str) -> Answer:
    """Read the coder's answer.

    Raises:
        Unfit: the text is not the object that was asked for.
    """
    body = _body(text)
    if body and body.keys() <= _ROW:
        raise Unfit(("it broke off, or was not well-formed JSON; keep quotes to a few words",), shape=False)
    problems: list[str] = []
    rows = body.get("behaviours")
    if not isinstance(rows, list):
        problems.append('"behaviours" must be a list of objects with turn, quote and code')
        rows = []
    found: list[Found] = []
    for n, row in enumerate(rows[:MOST_FOUND]):
        where = f"behaviours[{n}]"
        if not isinstance(row, dict):
            problems.append(f"{where} must be an object with turn, quote and code")
            continue
        turn, quote, code = _integer(row.get("turn")), row.get("quote"), _code(row.get("code"))
        if turn is None:
            problems.append(f"{where}.turn must be the number of a turn of the rep")
        if not isinstance(quote, str):
            problems.append(f"{where}.quote must be the rep's words")
        if code is None:
            problems.append(f"{where}.code must be one of {', '.join(_CODES)}")
        if turn is not None and isinstance(quote, str) and code is not None:
            found.append(Found(turn, quote, code))
    opinions: dict[Scale, int | None] = {}
    reasons: dict[Scale, str] = {}
    for scale in Scale:
        value = body.get(scale.value, "missing")
        score = _integer(value)
        if value is not None and (score is None or not 1 <= score <= 5):
            problems.append(f'"{scale}" must be a whole number from 1 to 5, or null')
        opinions[scale] = score
        said = body.get(f"{scale}_reason")
        reasons[scale] = clean(said, limit=300, lines=False) if isinstance(said, str) else ""
    if problems:
        more = len(problems) - _TOLD
        raise Unfit((*problems[:_TOLD], *([f"and {more} more like these"] if more > 0 else ())))
    return Answer(tuple(found), opinions, reasons)


def read_lines(text: str) -> dict[int, str]:
    """Better lines by turn; whatever does not fit is left out.

    Raises:
        Unfit: the text is not the object that was asked for.
    """
    rows = _body(text).get("lines")
    if not isinstance(rows, list):
        raise Unfit(('"lines" must be a list of objects with turn and line',))
    lines: dict[int, str] = {}
    for row in rows[:20]:
        turn = _integer(row.get("turn")) if isinstance(row, dict) else None
        if turn is not None and isinstance(row.get("line"), str):
            lines.setdefault(turn, clean(row["line"], limit=600, lines=False).strip())
    return lines


def _body(text: str) -> Mapping[str, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Unfit(("the answer must be one JSON object",))
    return body


def _integer(value: object) -> int | None:
    """A whole number, also where it was written as 4.0 or "4"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and len(value) < 6 and value.strip().lstrip("-").isascii() and value.strip().isdigit():
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e6:
        return int(value)
    return value if isinstance(value, int) and abs(value) < 1_000_000 else None


def _code(value: object) -> Behaviour | None:
    """A code, also where it was written "accept no" or "ACCEPT-NO"."""
    if not isinstance(value, str):
        return None
    name = value.strip().strip("`").lower().replace("-", "_").replace(" ", "_")
    return Behaviour(name) if name in _CODES else None
