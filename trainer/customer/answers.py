"""What the customer answers to what was asked: a layer of the reason, a fact, or a line for the ask, gated."""

import re
from dataclasses import dataclass

from trainer.customer.moves import Part
from trainer.customer.state import State
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour
from trainer.scenarios.model import Fact, Scenario
from trainer.scenarios.vocabulary import LAYER_ORDER, Card, LayerName

_OPENNESS_NEEDED = {LayerName.STATED: 0.0, LayerName.FULLER: 0.3, LayerName.REAL: 0.42}
"""Least openness, 0 to 1, at which a layer is given, beside the scenario's own gate."""

_ANSWERED = (
    Ask.WHO,
    Ask.ABOUT_US,
    Ask.MONEY,
    Ask.TIMING,
    Ask.WHO_TO_TELL,
    Ask.LEAVE_TO_CONTACT,
    Ask.WHAT_NOW,
    Ask.NEED,
    Ask.LEAVE_TO_TELL,
    Ask.LEAVE_TO_ASK,
)
"""Asks with lines of their own, the more particular first."""
_LIGHT = (Ask.SERVICE, Ask.SORRY, Ask.JOKE, Ask.SMALLTALK)
"""Answered only when no behaviour was reacted to."""
_REASON = re.compile(
    r"\b(why|how come|reason\w*|behind|weigh\w*|tipped|came down|come down|led (?:you|them|to)|drove|decid\w+|changed|"
    r"made (?:you|them|the))\b",
    re.I,
)
"""Words that settle that a line asks for the reason, when it could be read otherwise too."""
_FACTUAL = re.compile(
    r"\b(when|which|how (?:many|much|long|old|big|far)|what (?:was|is|did|date|time|size)"
    r"|did|does|is|are|was|were|has|have)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answering half of a line."""

    part: Part
    layer: LayerName | None = None
    """The layer it discloses."""


def answer(
    scenario: Scenario, state: State, text: str, codes: frozenset[Behaviour], asks: frozenset[Ask]
) -> Answer | None:
    """What the customer answers, or None when nothing was asked.

    Args:
        scenario: the scenario.
        state: with this line already felt.
        text: the rep's line.
        codes: its behaviours.
        asks: its asks.
    """
    question = "?" in text
    particular = asks & set(_ANSWERED) - {Ask.LEAVE_TO_ASK}
    if Ask.WHY in asks and (not particular or _REASON.search(text)):
        return reason(scenario, state)
    for ask in _ANSWERED:
        if ask in asks and ask not in state.last_headings:
            return Answer(Part(str(ask)))
    if Ask.FEELINGS in asks and question and Ask.FEELINGS not in state.last_headings:
        return Answer(Part(str(Ask.FEELINGS)))
    fact = fact_asked(scenario, text) if question else None
    if fact is not None:
        return Answer(Part("fact", fact=fact.topic))
    if Behaviour.EXPLORE in codes:
        return reason(scenario, state)
    if Behaviour.PERMISSION in codes and question and Ask.LEAVE_TO_ASK not in state.last_headings:
        return Answer(Part(str(Ask.LEAVE_TO_ASK)))
    if not codes:
        for ask in _LIGHT:
            if ask in asks and ask not in state.last_headings:
                return Answer(Part(str(ask)))
        if question and not asks and _FACTUAL.search(text) and "dont_know" not in state.last_headings:
            return Answer(Part("dont_know"))
    return None


def reason(scenario: Scenario, state: State) -> Answer:
    """The next layer if its gate is open; the reason already given, once more; or nothing."""
    for name in LAYER_ORDER:
        layer = scenario.layer(name, state.card)
        if layer is None or name in state.disclosed:
            continue
        if (name is LayerName.REAL and state.card in (Card.PRIVATE, Card.FINAL)) or not gate_open(
            scenario, state, name
        ):
            break
        return Answer(Part("reason", layer=name), layer=name)
    told = state.disclosed[-1]
    again = "reason" not in state.last_headings and "withhold" not in state.last_headings
    if again and (told is LayerName.STATED or not _more(scenario, state)):
        return Answer(Part("reason", layer=told))
    return Answer(Part("withhold"))


def _more(scenario: Scenario, state: State) -> bool:
    """Whether there is a layer that this card could still give, or holds back."""
    left = [n for n in LAYER_ORDER if n not in state.disclosed and scenario.layer(n, state.card) is not None]
    return bool(left) and not (left == [LayerName.REAL] and state.card is Card.FINAL)


def gate_open(scenario: Scenario, state: State, name: LayerName) -> bool:
    """Whether the customer would give this layer now if asked (design, Layers)."""
    layer = scenario.layer(name, state.card)
    if layer is None:
        return False
    earned = not layer.after or bool(layer.after & state.shown)
    return earned and state.trust >= layer.trust and state.irritation < 0.5 and state.openness >= _OPENNESS_NEEDED[name]


def fact_asked(scenario: Scenario, text: str) -> Fact | None:
    """The fact a question is about: the one most of whose words stand in it; None when none does."""
    low = text.lower()
    best: tuple[int, int, Fact] | None = None
    for n, fact in enumerate(scenario.facts):
        hits = sum(1 for w in fact.words if re.search(rf"(?<!\w){re.escape(w.lower())}", low))
        if hits and (best is None or hits > best[0]):
            best = (hits, -n, fact)
    return best[2] if best else None
