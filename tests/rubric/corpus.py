"""The corpus's whole calls with the codes its coders gave them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import CodedTurn, Hit, Transcript, Turn

FOLDER = Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True)
class CodedCall:
    source: str
    transcript: Transcript
    coded: tuple[CodedTurn, ...]
    scores: dict[Scale, int]
    no_respected: str
    relationship: str


@cache
def coded_calls() -> tuple[CodedCall, ...]:
    """All 405 calls of calls.jsonl and the 80 transcripts with their consensus labels."""
    calls = [_call("calls", row, row) for row in _rows("calls.jsonl")]
    labels = {row["id"]: {**row, "codes": row["turns"]} for row in _rows("labels.jsonl")}
    return (*calls, *(_call("transcripts", row, labels[row["id"]]) for row in _rows("transcripts.jsonl")))


def _rows(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, (FOLDER / name).read_text(encoding="utf-8").splitlines())


def _call(source: str, row: dict[str, Any], label: dict[str, Any]) -> CodedCall:
    turns = tuple(Turn(t["speaker"], t["text"]) for t in row["turns"])
    quotes = label.get("quotes", {})
    coded = tuple(
        CodedTurn(
            i,
            turn.text,
            tuple(
                Hit(Behaviour(c), quotes.get(str(i), {}).get(c) or turn.text, 1.0)
                for c in label["codes"].get(str(i), [])
            ),
        )
        for i, turn in enumerate(turns)
        if turn.speaker == "rep"
    )
    scores = {Scale(k): v for k, v in label["scores"].items()}
    return CodedCall(source, Transcript(row["id"], turns), coded, scores, label["no_respected"], label["relationship"])
