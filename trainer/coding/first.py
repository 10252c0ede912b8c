"""First reading of a line: what four banks of linear models say of it and of its clauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p

from trainer.coding.bank import Bank
from trainer.coding.features import class_groups, clause_groups, kind_groups, line_groups
from trainer.coding.text import Clause, Token, clauses, is_word, tokens
from trainer.rubric.transcript import Turn

MAX_CLAUSES = 80
"""Clauses of one line that are read; of a longer line the first and the last ones."""
ABSENT = -9.0
"""Log odds of every code in a line without clauses."""


@dataclass(frozen=True, slots=True)
class FirstReading:
    """Log odds for each behaviour, in the model's order, from one line."""

    line: tuple[float, ...]
    """From the whole line and the customer's words before it."""
    asks: tuple[float, ...]
    """For each ask."""
    peak: tuple[float, ...]
    """Highest over the clauses."""
    mass: tuple[float, ...]
    """Log of the summed softplus over the clauses: grows with the number of clauses that show the code."""
    classes: tuple[float, ...]
    """From the hand-written classes alone."""
    kinds: tuple[float, ...]
    """From the kinds of the words alone."""
    where: tuple[int, ...]
    """Number of the clause with the highest log odds."""
    toks: tuple[Token, ...]
    parts: tuple[Clause, ...]
    questions: bool
    """Whether the line has a question mark."""

    def chances(self) -> list[float]:
        """Rough probability of each behaviour, 0 to 1, before anything around the line is weighed."""
        return [sigmoid(a + 0.5 * b) for a, b in zip(self.line, self.peak, strict=True)]


@dataclass(frozen=True, slots=True)
class Banks:
    """Weights of the first reading."""

    line: Bank
    """Behaviours first, then asks."""
    clause: Bank
    classes: Bank
    kinds: Bank


def sigmoid(value: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, value))))


def softplus(value: float) -> float:
    return value if value > 30.0 else log1p(exp(max(-30.0, value)))


def mass_of(total: float) -> float:
    """The form in which a sum of softplus values is weighed."""
    return log(total + 1e-3)


def parts_of(toks: Sequence[Token]) -> list[Clause]:
    """The clauses that are read."""
    parts = clauses(list(toks))
    if len(parts) > MAX_CLAUSES:
        parts = parts[: MAX_CLAUSES * 3 // 4] + parts[-MAX_CLAUSES // 4 :]
    return parts


def names_of_clauses(toks: Sequence[Token], parts: Sequence[Clause]) -> list[tuple[set[str], ...]]:
    """Feature names of each clause."""
    norms = [[t.norm for t in toks[p.first : p.last]] for p in parts]
    return [
        clause_groups(norms[i - 1] if i else (), own, norms[i + 1] if i + 1 < len(norms) else ())
        for i, own in enumerate(norms)
    ]


def read_first(banks: Banks, talk: Sequence[Turn], text: str) -> FirstReading | None:
    """Read a line; None if it has no word."""
    toks = tokens(text)
    if not any(is_word(t.norm) for t in toks):
        return None
    count = len(banks.clause.bias)
    scores = banks.line.scores(line_groups(talk, toks))
    parts = parts_of(toks)
    table = [banks.clause.scores(names) for names in names_of_clauses(toks, parts)]
    columns = list(zip(*table, strict=True)) if table else [(ABSENT,)] * count
    peak = tuple(max(column) for column in columns)
    return FirstReading(
        line=tuple(scores[:count]),
        asks=tuple(scores[count:]),
        peak=peak,
        mass=tuple(mass_of(sum(map(softplus, column))) for column in columns),
        classes=tuple(banks.classes.scores(class_groups(toks))),
        kinds=tuple(banks.kinds.scores(kind_groups(toks))),
        where=tuple(column.index(top) for column, top in zip(columns, peak, strict=True)),
        toks=tuple(toks),
        parts=tuple(parts),
        questions="?" in text,
    )
