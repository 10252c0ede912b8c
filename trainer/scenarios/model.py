"""A scenario as the program sees it. Files become this through scenarios/loading.py, which reports every problem."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from trainer.rubric.behaviours import Behaviour
from trainer.rubric.transcript import Context
from trainer.scenarios.vocabulary import Card, LayerName, Mood

Temper = Literal["warm", "guarded", "prickly", "anxious", "terse", "formal"]
Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Short = Annotated[str, Field(min_length=1, max_length=120)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(_Frozen):
    """One thing the customer can say. May hold `{echo}` (the rep's offending words) and `{rep}` (the rep's name)."""

    text: Text
    moods: frozenset[Mood] = frozenset()
    """Moods it fits; empty for all."""
    cards: frozenset[Card] = frozenset()
    """Cards it fits; empty for all."""

    @property
    def echoes(self) -> bool:
        return "{echo}" in self.text

    def fits(self, mood: Mood, card: Card) -> bool:
        return (not self.moods or mood in self.moods) and (not self.cards or card in self.cards)


class Layer(_Frozen):
    """One layer of the reason (design, Layers)."""

    name: LayerName
    summary: Text
    """The layer in one sentence, for prompts and for the debrief."""
    trust: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Trust the rep must have earned before it is given."""
    after: frozenset[Behaviour] = frozenset()
    """Behaviours of which at least one must have been shown in the call; empty for no such need."""
    tells: tuple[Short, ...] = ()
    """Words or phrases that would give this layer away before it is disclosed."""
    cards: frozenset[Card] = frozenset()
    """Cards for which this layer is true; empty for all."""
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]


class Fact(_Frozen):
    """Something the customer can answer from."""

    topic: Short
    words: Annotated[tuple[Short, ...], Field(min_length=1)]
    """Words of a question that is about this fact."""
    answers: Annotated[tuple[Line, ...], Field(min_length=1)]


class Misunderstanding(_Frozen):
    """What a `mistaken` no rests on."""

    belief: Text
    truth: Text
    words: Annotated[tuple[Short, ...], Field(min_length=1)]
    """Words of which a correction that meets the misunderstanding uses at least two."""


class ManagerMessage(_Frozen):
    """A message from the rep's manager during the call."""

    after: Annotated[int, Field(ge=0, le=20)]
    """Shown after this many rep lines."""
    text: Short


class Scenario(_Frozen):
    """Everything one call needs."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
    """The file's name without its ending."""
    title: Short
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    industry: Short
    difficulty: Annotated[int, Field(ge=1, le=5)]
    minutes: Annotated[int, Field(ge=1, le=30)] = 6
    temper: Temper
    customer: Short
    """Full name."""
    called: Short
    """How the customer's name stands over their lines: "Sister Inmaculada"."""
    pronoun: Literal["she", "he", "they"] = "they"
    role: Short
    company: Short
    rep: Short
    """The name the customer calls the rep by."""
    product: Short
    hours_left: Annotated[int, Field(ge=1, le=240)] = 48
    """Hours to the rep's year end."""
    attainment: Annotated[int, Field(ge=0, le=200)] = 95
    """Percent of quota reached without this deal."""
    cards: dict[Card, Annotated[int, Field(ge=0, le=100)]]
    """Weights; at least one above 0."""
    situation: Text
    """What the rep reads before the call."""
    persona: Text
    """Who the customer is and how they talk, for a model's voice and for coaches; never shown before the call."""
    know: Annotated[tuple[Short, ...], Field(min_length=1)]
    """What the rep has in front of them, one short fact each."""
    plan: Text
    """The mutual plan: bait."""
    roi: Text
    """The ROI sheet: bait."""
    manager: tuple[ManagerMessage, ...] = ()
    layers: Annotated[tuple[Layer, ...], Field(min_length=1)]
    facts: tuple[Fact, ...] = ()
    misunderstanding: Misunderstanding | None = None
    lines: dict[str, tuple[Line, ...]]
    """Heading of the Lines chapter to its lines."""
    thoughts: dict[str, tuple[Text, ...]] = {}
    tomorrow: dict[str, tuple[Text, ...]] = {}
    instead: dict[str, tuple[Text, ...]] = {}

    def layer(self, name: LayerName, card: Card) -> Layer | None:
        """The layer of that name that is true for this card; one written for the card wins over a general one."""
        fitting = [x for x in self.layers if x.name == name and (not x.cards or card in x.cards)]
        fitting.sort(key=lambda x: not x.cards)
        return fitting[0] if fitting else None

    @property
    def resolvable(self) -> bool:
        return self.cards.get(Card.MISTAKEN, 0) > 0

    @property
    def context(self) -> Context:
        """The facts around the call, in the form transcripts carry them."""
        stated = next((x.summary for x in self.layers if x.name == LayerName.STATED), "")
        real = next((x.summary for x in self.layers if x.name == LayerName.REAL), "")
        return Context(
            customer=self.customer,
            role=self.role,
            company=self.company,
            product=self.product,
            context=self.situation,
            stated_reason=stated,
            real_reason=real,
            resolvable=self.resolvable,
        )
