"""The training corpus (corpus/README.md) as examples; read by `train` and `evaluate` only."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Relationship, Scale, Verdict
from trainer.rubric.transcript import Transcript, Turn


@dataclass(frozen=True, slots=True)
class Example:
    """One coded rep line."""

    id: str
    group: str
    """Call it belongs to, or its own id: what cross-validation keeps together."""
    source: str
    """"replies", "calls", "transcripts" or "asks"."""
    talk: tuple[Turn, ...]
    """All turns before it."""
    text: str
    codes: frozenset[Behaviour] | None
    """None where only asks were coded."""
    quotes: dict[Behaviour, str] = field(default_factory=dict)
    asks: frozenset[Ask] | None = None
    alone: bool = False
    """Whether only the customer's last line is known of the talk before it."""


@dataclass(frozen=True, slots=True)
class CodedCall:
    """A whole call with its scores."""

    transcript: Transcript
    source: str
    examples: tuple[Example, ...]
    """One per rep turn, in order."""
    scores: dict[Scale, int]
    no_respected: Verdict
    relationship: Relationship


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was coded."""

    lines: tuple[Example, ...]
    """Single replies, and lines coded for asks only."""
    calls: tuple[CodedCall, ...]

    def examples(self) -> Iterator[Example]:
        """Every coded rep line, single lines first."""
        yield from self.lines
        for call in self.calls:
            yield from call.examples


def read(folder: Path) -> Corpus:
    """Read the corpus.

    Args:
        folder: where `replies.jsonl`, `calls*.jsonl` and the others lie.

    Raises:
        OSError: a file is missing.
        ValueError: a line is not what the corpus card says.
    """
    asks = {row["id"]: row for row in _rows(folder / "asks.jsonl")}
    lines = [_line(row, "replies", asks.get(row["id"])) for row in _rows(folder / "replies.jsonl")]
    known = {line.id for line in lines}
    lines += [_line(row, "asks", row) for key, row in asks.items() if key not in known and "#" not in key]
    labels = {row["id"]: row for row in _rows(folder / "labels.jsonl")}
    files = sorted(folder.glob("calls*.jsonl"))
    calls = [_call(row, row["codes"], row, "calls", asks) for file in files for row in _rows(file)]
    for row in _rows(folder / "transcripts.jsonl"):
        label = labels[row["id"]]
        calls.append(_call(row, label["turns"], label, "transcripts", asks))
    twice = [name for name, n in Counter(call.transcript.id for call in calls).items() if n > 1]
    if twice:
        raise ValueError(f"{len(twice)} calls share an id with another, the first is '{twice[0]}'; give each its own")
    return Corpus(tuple(lines), tuple(calls))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _line(row: dict[str, Any], source: str, ask: dict[str, Any] | None) -> Example:
    codes = frozenset(Behaviour(c) for c in row["codes"]) if "codes" in row else None
    customer = row.get("customer") or ""
    return Example(
        id=row["id"],
        group=row["id"],
        source=source,
        talk=(Turn("customer", customer),) if customer else (),
        text=row["rep"],
        codes=codes,
        quotes={Behaviour(c): q for c, q in row.get("quotes", {}).items()},
        asks=frozenset(Ask(a) for a in ask["asks"]) if ask else None,
        alone=True,
    )


def _call(
    row: dict[str, Any], codes: dict[str, list[str]], label: dict[str, Any], source: str, asks: dict[str, Any]
) -> CodedCall:
    turns = tuple(Turn(t["speaker"], t["text"]) for t in row["turns"])
    examples = []
    for index, turn in enumerate(turns):
        if turn.speaker != "rep":
            continue
        ask = asks.get(f"{row['id']}#{index}")
        examples.append(
            Example(
                id=f"{row['id']}#{index}",
                group=row["id"],
                source=source,
                talk=turns[:index],
                text=turn.text,
                codes=frozenset(Behaviour(c) for c in codes.get(str(index), ())),
                quotes={Behaviour(c): q for c, q in label.get("quotes", {}).get(str(index), {}).items()},
                asks=frozenset(Ask(a) for a in ask["asks"]) if ask else None,
            )
        )
    return CodedCall(
        transcript=Transcript(row["id"], turns),
        source=source,
        examples=tuple(examples),
        scores={scale: int(label["scores"][scale]) for scale in Scale},
        no_respected=label["no_respected"],
        relationship=label["relationship"],
    )
