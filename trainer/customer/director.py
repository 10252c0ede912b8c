"""The customer's mind: reads what the rep's line did, moves the state, picks the move. Pure, seeded, no I/O.

The no is held here, not in the words (design, idea 1). Nothing a rep says can end in a yes; the best that a `mistaken`
card can come to is "let me take that back to them".
"""

import random
from dataclasses import dataclass, replace

from trainer.coding.coder import TurnCoding
from trainer.customer.answers import Answer, answer
from trainer.customer.effects import difficulty, table, temperament
from trainer.customer.guard_words import is_noise
from trainer.customer.moves import Ending, Move, Outcome, Part
from trainer.customer.state import State
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import PITFALLS, PUSHES, Behaviour
from trainer.rubric.judgeable import foreign
from trainer.scenarios.model import Scenario
from trainer.scenarios.vocabulary import Card, LayerName, Mood

LONGEST_CALL = 12
"""Rep lines after which the customer has to go."""
PATIENCE_WITH_BLANKS = 3
FED_UP = 0.98
"""Irritation at which the customer asks the rep to stop, pushed or not."""
ECHO_WORDS = 6
"""Longest words of the rep that are thrown back."""

_PITFALL_ORDER = (
    Behaviour.HOSTILITY,
    Behaviour.BYPASS,
    Behaviour.PRESSURE,
    Behaviour.SWEETENER,
    Behaviour.GUILT,
    Behaviour.CALLOUT,
    Behaviour.SELF_INTEREST,
    Behaviour.ARGUE,
    Behaviour.INTERROGATE,
    Behaviour.REPITCH,
)
_STRENGTH_ORDER = (
    Behaviour.OWN,
    Behaviour.CLARIFY,
    Behaviour.ACCEPT_NO,
    Behaviour.PRIORITIES,
    Behaviour.REFLECT,
    Behaviour.EMPATHY,
    Behaviour.EXIT,
    Behaviour.HELP,
    Behaviour.DOOR,
    Behaviour.THANKS,
)
_ASK_AS_REACTION = (
    (Ask.THREAT, Behaviour.HOSTILITY),
    (Ask.WILL_CONTACT, Behaviour.BYPASS),
    (Ask.ACCESS, Behaviour.BYPASS),
    (Ask.RECONSIDER, Behaviour.PRESSURE),
    (Ask.OFFER, Behaviour.SWEETENER),
    (Ask.PAST, Behaviour.CALLOUT),
    (Ask.OWN_STORY, Behaviour.SELF_INTEREST),
    (Ask.PITCH, Behaviour.REPITCH),
    (Ask.CORRECT, Behaviour.CLARIFY),
    (Ask.ACCEPT, Behaviour.ACCEPT_NO),
    (Ask.SORRY, Ask.SORRY),
    (Ask.THANKS, Behaviour.THANKS),
)
"""What an ask is answered with when the coder found no behaviour in the line."""


@dataclass(frozen=True, slots=True)
class Step:
    """The state after a line, and what the customer does."""

    state: State
    move: Move


def deal(scenario: Scenario, seed: int) -> Card:
    """Draw the call's card from the scenario's weights; harder scenarios close more often."""
    step = scenario.difficulty - 3
    d = difficulty()
    weights = {
        card: weight * max(0.0, 1 + step * d.get(card, 0.0))
        for card, weight in sorted(scenario.cards.items())
        if weight
    }
    rng = random.Random(f"{seed}:card")
    return rng.choices(list(weights), list(weights.values()))[0]


def opening(scenario: Scenario, seed: int) -> Step:
    """The first line of the call: the no."""
    t = temperament(scenario)
    state = State(
        card=deal(scenario, seed),
        trust=_unit(t.trust),
        irritation=_unit(t.irritation),
        openness=_unit(t.openness),
        nos=1,
        disclosed=(LayerName.STATED,),
        last_headings=("opening",),
    )
    move = Move((Part("opening"),), Mood.LEVEL, state.card, gives=frozenset(state.disclosed))
    return Step(state, move)


def react(scenario: Scenario, state: State, text: str, coding: TurnCoding) -> Step:
    """The customer's next move.

    Args:
        scenario: the scenario.
        state: as the last move left it.
        text: the rep's line, cleaned; may be empty.
        coding: what the built-in coder found in it.
    """
    codes = frozenset(h.code for h in coding.hits)
    asks = coding.asks
    blank = not any(ch.isalnum() for ch in text)
    lost = Ask.UNCLEAR in asks or (not asks and is_noise(text))
    garbled = blank or (scenario.language.startswith("en") and foreign(text)) or (lost and not codes)
    state = _feel(scenario, state, codes)
    state = replace(state, rep_lines=state.rep_lines + 1, blanks=state.blanks + 1 if garbled else 0)

    if garbled:
        if state.blanks >= PATIENCE_WITH_BLANKS or state.rep_lines >= LONGEST_CALL:
            return _move(state, (Part("close"),), Ending.CLOSED)
        return _move(state, (Part("silence" if blank else "unclear"),))
    pitfall = next((b for b in _PITFALL_ORDER if b in codes), None)
    if Ask.ROLE_BREAK in asks and not codes:
        if state.rep_lines >= LONGEST_CALL:
            return _move(state, (Part("out_of_time"),), Ending.OUT_OF_TIME)
        return _move(state, (Part("role_break"),))
    if pitfall is not None:
        return _pushed(state, codes, pitfall, _echo(coding, pitfall))
    return _treated_well(scenario, state, text, codes, asks)


def outcome(state: State, ends: Ending | None, by: str) -> Outcome:
    """How the call ended, from the last state, the last move's ending and who ended it."""
    if ends is Ending.LEFT:
        return Outcome.LEFT
    if state.corrected:
        return Outcome.TAKE_BACK
    if ends is Ending.OUT_OF_TIME:
        return Outcome.OUT_OF_TIME
    if ends is Ending.CLOSED:
        return {Mood.WARM: Outcome.CLOSED_WARM, Mood.LEVEL: Outcome.CLOSED_LEVEL, Mood.COLD: Outcome.CLOSED_COLD}[
            state.mood
        ]
    return Outcome.HUNG_UP if by == "rep" else Outcome.UNFINISHED


def _unit(x: float) -> float:
    return round(min(1.0, max(0.0, x)), 4)


def _feel(scenario: Scenario, state: State, codes: frozenset[Behaviour]) -> State:
    """Move trust, irritation and openness. A line with a push earns nothing, whatever else stands in it."""
    t = temperament(scenario)
    pushed = bool(codes & PUSHES) or Behaviour.HOSTILITY in codes
    trust, irritation, openness = state.trust, state.irritation, state.openness
    for code in sorted(codes):
        e = table()[code]
        if code in PITFALLS:
            trust, irritation, openness = (
                trust + e.trust * t.bad,
                irritation + e.irritation * t.bad,
                openness + e.openness * t.bad,
            )
        elif not pushed:
            trust, irritation, openness = (
                trust + e.trust * t.good,
                irritation + e.irritation * t.good,
                openness + e.openness * t.good,
            )
    return replace(
        state,
        trust=_unit(trust),
        irritation=_unit(irritation),
        openness=_unit(openness),
        resolve=_unit(state.resolve + (0.03 if pushed else 0.0)),
        shown=state.shown if pushed else state.shown | (codes - PITFALLS),
        accepted=False if pushed else state.accepted or bool(codes & {Behaviour.ACCEPT_NO, Behaviour.EXIT}),
        insults=state.insults + (Behaviour.HOSTILITY in codes),
    )


def _echo(coding: TurnCoding, code: Behaviour) -> str:
    """The rep's offending words when they are few enough to be thrown back."""
    for hit in coding.hits:
        if hit.code == code:
            quote = hit.quote.strip().strip(".,;:!?\"'“”‘’").strip()
            if 1 < len(quote.split()) <= ECHO_WORDS and "{" not in quote and '"' not in quote:
                return quote
    return ""


def _pushed(state: State, codes: frozenset[Behaviour], pitfall: Behaviour, echo: str) -> Step:
    """Answer a pitfall: restate, then shorter, then ask them to stop, then leave (design, Leaving)."""
    push = bool(codes & PUSHES)
    state = replace(state, winding=0)
    if push:
        late = state.late_pushes + (state.nos >= 2)
        state = replace(state, pushes=state.pushes + 1, late_pushes=late)
    fed_up = state.irritation >= FED_UP
    crossed = push or Behaviour.HOSTILITY in codes
    if (state.asked_to_stop and (crossed or fed_up)) or state.insults >= 2 or state.late_pushes >= 3:
        return _move(state, (Part("leave"),), Ending.LEFT)
    if state.rep_lines >= LONGEST_CALL:
        return _move(state, (Part("out_of_time"),), Ending.OUT_OF_TIME)
    if state.late_pushes >= 2 or fed_up:
        state = replace(state, asked_to_stop=True, nos=state.nos + 1)
        return _move(state, (Part("ask_stop"),))
    reaction = Part(str(pitfall), echo=echo)
    if not push:
        return _move(state, (reaction,))
    state = replace(state, nos=state.nos + 1)
    if pitfall is Behaviour.PRESSURE:
        return _move(state, (reaction,))
    return _move(state, (reaction, Part("restate")))


def _treated_well(
    scenario: Scenario, state: State, text: str, codes: frozenset[Behaviour], asks: frozenset[Ask]
) -> Step:
    """Answer a line without a pitfall: at most a reaction and an answer, and let the call close."""
    if _corrects(scenario, state, text, codes, asks):
        state = replace(state, corrected=True)
        return _move(state, (Part("take_back"),))
    found = answer(scenario, state, text, codes, asks)
    reaction = _reaction(state, codes, asks, found)
    asked = found is not None
    windup = not asked and (state.accepted or Ask.GOODBYE in asks)
    winding = state.winding + 1 if windup and _winds_up(codes, asks) else 0
    state = replace(state, winding=winding)
    if not asked and (Ask.GOODBYE in asks or winding >= 2):
        closing: tuple[Part, ...] = (
            (Part("close"),) if Ask.GOODBYE in asks or reaction is None else (reaction, Part("close"))
        )
        return _move(state, closing, Ending.CLOSED)
    if state.rep_lines >= LONGEST_CALL:
        return _move(state, (Part("out_of_time"),), Ending.OUT_OF_TIME)
    if found is not None:
        if found.layer is not None:
            state = replace(state, disclosed=(*state.disclosed, found.layer))
        if found.part.fact is not None:
            state = replace(state, facts=state.facts | {found.part.fact})
    parts = tuple(p for p in (reaction, found.part if found else None) if p is not None)
    return _move(state, parts or (Part("listen"),))


def _winds_up(codes: frozenset[Behaviour], asks: frozenset[Ask]) -> bool:
    """Whether a line lets the call run out: another acceptance alone does not."""
    letting_go = {Behaviour.EXIT, Behaviour.DOOR, Behaviour.THANKS}
    return bool(codes & letting_go) or bool(asks & {Ask.GOODBYE, Ask.THANKS})


def _reaction(state: State, codes: frozenset[Behaviour], asks: frozenset[Ask], found: Answer | None) -> Part | None:
    """How the customer answers being treated like this; never the same heading twice in a row."""
    for code in _STRENGTH_ORDER:
        if code in codes and code not in state.last_headings:
            return Part(str(code))
    if not codes and found is None:
        for ask, heading in _ASK_AS_REACTION:
            if ask in asks and heading not in state.last_headings:
                return Part(str(heading))
    return None


def _corrects(scenario: Scenario, state: State, text: str, codes: frozenset[Behaviour], asks: frozenset[Ask]) -> bool:
    """Whether the line puts the misunderstanding right, calmly, once trust is earned."""
    m = scenario.misunderstanding
    if state.card is not Card.MISTAKEN or m is None or state.corrected or state.late_pushes:
        return False
    if Behaviour.CLARIFY not in codes and Ask.CORRECT not in asks:
        return False
    low = f" {text.lower()} "
    met = sum(1 for w in m.words if w.lower() in low)
    return met >= min(2, len(m.words)) and state.trust >= 0.45 and state.irritation < 0.5


_NEVER_WARM = frozenset({"restate", "ask_stop", str(Behaviour.HOSTILITY)})
_NEVER_COLD = frozenset({"take_back"})


def _move(state: State, parts: tuple[Part, ...], ends: Ending | None = None) -> Step:
    headings = tuple(p.heading for p in parts)
    state = replace(state, last_headings=headings)
    mood = state.mood
    if ends is Ending.LEFT:
        mood = Mood.COLD
    elif (mood is Mood.WARM and _NEVER_WARM & set(headings)) or (mood is Mood.COLD and _NEVER_COLD & set(headings)):
        mood = Mood.LEVEL
    return Step(state, Move(parts, mood, state.card, ends, frozenset(state.disclosed)))
