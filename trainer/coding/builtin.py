"""The built-in coder: a small linear model over the words of a line and its talk, in plain Python."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from trainer.coding.bank import Bank, unpack
from trainer.coding.coder import TurnCoding
from trainer.coding.features import groups
from trainer.coding.text import Token, clauses, is_word, span, tokens
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.transcript import Hit, Turn, checked

MAX_CLAUSES = 60
"""Clauses of one line among which a quote is looked for."""


@dataclass(frozen=True, slots=True)
class Model:
    """The shipped weights with what turns a score into a decision."""

    version: str
    behaviours: tuple[Behaviour, ...]
    asks: tuple[Ask, ...]
    bank: Bank
    """Behaviours first, then asks."""
    slope: tuple[float, ...]
    intercept: tuple[float, ...]
    threshold: tuple[float, ...]
    """Least probability at which each output counts as present."""

    def probability(self, output: int, score: float) -> float:
        """Calibrated probability of one output, 0 to 1."""
        value = self.slope[output] * score + self.intercept[output]
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, value))))


@cache
def shipped() -> Model:
    """The weights in the package, read on first use.

    Raises:
        FileNotFoundError: the installation is broken.
        ValueError: the weights are damaged.
    """
    folder = files("trainer.coding") / "weights"
    head = json.loads((folder / "coder.json").read_text(encoding="utf-8"))
    return Model(
        version=head["version"],
        behaviours=tuple(Behaviour(b) for b in head["behaviours"]),
        asks=tuple(Ask(a) for a in head["asks"]),
        bank=unpack(head["bank"], (folder / "coder.bin").read_bytes()),
        slope=tuple(head["slope"]),
        intercept=tuple(head["intercept"]),
        threshold=tuple(head["threshold"]),
    )


class BuiltInCoder:
    """Codes a rep line without a model, a key or a network; implements `LiveCoder`."""

    def __init__(self, model: Model | None = None) -> None:
        """Args: model: other weights than the shipped ones, which are read on first use."""
        self._model = model

    @property
    def model(self) -> Model:
        if self._model is None:
            self._model = shipped()
        return self._model

    @property
    def version(self) -> str:
        """Name of the weights, for grades."""
        return self.model.version

    def code(self, talk: Sequence[Turn], text: str) -> TurnCoding:
        """Behaviours with a verbatim quote and a calibrated confidence, and asks (see `LiveCoder`)."""
        model = self.model
        toks = tokens(text)
        if not any(is_word(t.norm) for t in toks):
            return TurnCoding(asks=frozenset({Ask.UNCLEAR}))
        scores = model.bank.scores(groups(talk, toks))
        chances = [model.probability(i, s) for i, s in enumerate(scores)]
        present = [i for i, chance in enumerate(chances) if chance >= model.threshold[i]]
        count = len(model.behaviours)
        found = [i for i in present if i < count]
        quotes = self._quotes(text, toks, found)
        hits = [Hit(model.behaviours[i], quote, chances[i]) for i, quote in zip(found, quotes, strict=True)]
        asks = frozenset(model.asks[i - count] for i in present if i >= count)
        return TurnCoding(hits=checked(text, hits), asks=asks)

    def probabilities(self, talk: Sequence[Turn], text: str) -> dict[Behaviour, float]:
        """Calibrated probability, 0 to 1, of every behaviour in the rep's next line, present or not."""
        model = self.model
        toks = tokens(text)
        if not any(is_word(t.norm) for t in toks):
            return dict.fromkeys(model.behaviours, 0.0)
        scores = model.bank.scores(groups(talk, toks))
        return {b: model.probability(i, scores[i]) for i, b in enumerate(model.behaviours)}

    def _quotes(self, text: str, toks: list[Token], outputs: Sequence[int]) -> list[str]:
        """For each output the clause of the line that carries it."""
        if not outputs:
            return []
        parts = clauses(toks)[:MAX_CLAUSES]
        table = [self.model.bank.scores(groups((), toks[p.first : p.last])) for p in parts]
        return [span(text, toks, parts[max(range(len(parts)), key=lambda i: table[i][o])]) for o in outputs]
