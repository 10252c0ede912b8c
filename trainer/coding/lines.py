"""Coded lines with their feature names, ready to be fitted on (training only)."""

from collections.abc import Iterable

from trainer.coding.dataset import Example
from trainer.coding.features import (
    CLASS_SCALES,
    CLAUSE_SCALES,
    KIND_SCALES,
    LINE_SCALES,
    class_groups,
    kind_groups,
    line_groups,
)
from trainer.coding.first import names_of_clauses, parts_of
from trainer.coding.grams import grams
from trainer.coding.numeric import Array, np
from trainer.coding.text import Clause, Token, tokens
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour

CODES = tuple(Behaviour)
ASKS = tuple(Ask)
LEAST = 2
"""Rows in which a kept name stands."""
LEAST_KINDS = 3
OVERLAP = 12
"""Characters a clause shares with a quote to carry it."""
NO, YES, UNKNOWN, IGNORED = 0, 1, -1, -2


class Lines:
    """Coded lines with their feature names; made once, fitted on many subsets."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self.examples = tuple(examples)
        self.toks: list[list[Token]] = [tokens(e.text) for e in self.examples]
        self.parts: list[list[Clause]] = [parts_of(t) for t in self.toks]
        self.first = np.cumsum([0, *map(len, self.parts)])
        pairs = list(zip(self.examples, self.toks, strict=True))
        self.line = grams([line_groups(e.talk, t) for e, t in pairs], LINE_SCALES, LEAST)
        self.classes = grams([class_groups(t) for t in self.toks], CLASS_SCALES, LEAST)
        self.kinds = grams([kind_groups(t) for t in self.toks], KIND_SCALES, LEAST_KINDS)
        names = [row for t, p in zip(self.toks, self.parts, strict=True) for row in names_of_clauses(t, p)]
        self.clause = grams(names, CLAUSE_SCALES, LEAST)
        self.codes = np.array([[c in e.codes if e.codes is not None else -1 for c in CODES] for e in self.examples])
        self.asks = np.array([[a in e.asks if e.asks is not None else -1 for a in ASKS] for e in self.examples])
        self.where = np.vstack([self._where(i) for i in range(len(self.examples))])
        place = {e.id: i for i, e in enumerate(self.examples)}
        self.before = [
            [place[f"{e.group}#{k}"] for k, turn in enumerate(e.talk) if turn.speaker == "rep"] for e in self.examples
        ]

    def _where(self, i: int) -> Array:
        """For each clause and code of a line whether the clause carries it: NO, YES, UNKNOWN or IGNORED."""
        example, parts, toks = self.examples[i], self.parts[i], self.toks[i]
        marks = np.full((len(parts), len(CODES)), NO)
        if example.codes is None:
            return np.full_like(marks, IGNORED)
        for j, code in enumerate(CODES):
            if code not in example.codes or not parts:
                continue
            start = example.text.find(example.quotes.get(code, "\0"))
            if len(parts) == 1:
                marks[:, j] = YES
            elif start < 0:
                marks[:, j] = UNKNOWN
            else:
                end = start + len(example.quotes[code])
                shared = [max(0, min(end, toks[p.last - 1].end) - max(start, toks[p.first].start)) for p in parts]
                least = max(1, min(max(shared), OVERLAP))
                marks[:, j] = [YES if s >= least else IGNORED for s in shared]
        return marks

    def clauses_of(self, rows: Array) -> Array:
        """Indexes of the clauses of some lines."""
        if not len(rows):
            return np.array([], dtype=int)
        return np.concatenate([np.arange(self.first[i], self.first[i + 1]) for i in rows])
