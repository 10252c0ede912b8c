"""The built-in coder: small linear models over the words of a line and its talk, in plain Python."""

from collections.abc import Sequence

from trainer.coding.coder import TurnCoding
from trainer.coding.first import FirstReading, read_first, sigmoid
from trainer.coding.model import Model, shipped
from trainer.coding.second import surroundings
from trainer.coding.text import span
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.transcript import Hit, Turn, checked

REMEMBERED = 256
"""First readings that are kept, so that a call does not read its earlier lines again."""
MAX_BEFORE = 60
"""Earlier rep turns that are weighed, the latest ones."""


class BuiltInCoder:
    """Codes a rep line without a model, a key or a network; implements `LiveCoder`."""

    def __init__(self, model: Model | None = None) -> None:
        """Args: model: other weights than the shipped ones, which are read on first use."""
        self._model = model
        self._read: dict[tuple[str, str], FirstReading | None] = {}

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
        reading = self._first(talk, text)
        if reading is None:
            return TurnCoding(asks=frozenset({Ask.UNCLEAR}))
        hits = []
        for j, chance in enumerate(self._chances(talk, reading)):
            if chance >= model.thresholds[j]:
                quote = span(text, list(reading.toks), reading.parts[reading.where[j]])
                hits.append(Hit(model.behaviours[j], quote, chance))
        asks = frozenset(
            ask
            for ask, score, slope, intercept, least in zip(
                model.asks, reading.asks, model.ask_slopes, model.ask_intercepts, model.ask_thresholds, strict=True
            )
            if sigmoid(slope * score + intercept) >= least
        )
        return TurnCoding(hits=checked(text, hits), asks=asks)

    def probabilities(self, talk: Sequence[Turn], text: str) -> dict[Behaviour, float]:
        """Calibrated probability, 0 to 1, of every behaviour in the rep's next line, present or not."""
        reading = self._first(talk, text)
        if reading is None:
            return dict.fromkeys(self.model.behaviours, 0.0)
        return dict(zip(self.model.behaviours, self._chances(talk, reading), strict=True))

    def _chances(self, talk: Sequence[Turn], reading: FirstReading) -> list[float]:
        before = []
        for i in [i for i, turn in enumerate(talk) if turn.speaker == "rep"][-MAX_BEFORE:]:
            earlier = self._first(talk[max(0, i - 1) : i], talk[i].text)
            before.append(earlier.chances() if earlier else [0.0] * len(self.model.behaviours))
        return self.model.second.chances(surroundings(talk, reading, before), reading)

    def _first(self, talk: Sequence[Turn], text: str) -> FirstReading | None:
        last = talk[-1].text if talk and talk[-1].speaker == "customer" else ""
        key = (last, text)
        if key not in self._read:
            if len(self._read) >= REMEMBERED:
                del self._read[next(iter(self._read))]
            self._read[key] = read_first(self.model.banks, talk, text)
        return self._read[key]
