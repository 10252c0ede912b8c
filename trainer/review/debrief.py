"""Builds the debrief from a call's events; no screen, no files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from trainer.call import events as ev
from trainer.review import phrases
from trainer.review.sheet import (
    SCALE_NAMES,
    Better,
    Debrief,
    LayerShown,
    Quote,
    RepTurn,
    Reveal,
    ScoreLine,
    Spoken,
    Turning,
)
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import PITFALLS
from trainer.scenarios.vocabulary import LAYER_ORDER, Card, LayerName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trainer.rubric.grade import Evidence, Grade
    from trainer.rubric.transcript import Hit
    from trainer.scenarios.model import Scenario

__all__ = ["Debrief", "build_debrief"]

_E = TypeVar("_E", bound="ev.StoredEvent")

MAX_QUOTES = 2
"""Quotes kept for each score: one that cost and one that earned, where there are both."""


def build_debrief(events: Iterable[ev.StoredEvent], scenario: Scenario) -> Debrief:
    """Read a call's events into a debrief; one that is unfinished or ungraded gives gaps, never an error."""
    kept = list(events)
    pronoun = phrases.PRONOUNS[scenario.pronoun]
    started = _first(kept, ev.CallStarted)
    ended = _last(kept, ev.CallEnded)
    graded = _last(kept, ev.CallGraded)
    grade = graded.grade if graded else None
    seed = started.seed if started else 0
    turns = _rep_turns(kept, scenario, grade, seed)
    relationship = grade.relationship if grade else None
    by_index = {turn.index: turn for turn in turns}
    not_graded = _not_graded(ended, grade)
    return Debrief(
        call=started.call if started else "",
        title=scenario.title,
        customer=scenario.customer,
        called=scenario.called,
        role=scenario.role,
        pronoun=pronoun,
        started_at=started.at if started else None,
        headline=phrases.headline(
            relationship,
            ended.outcome if ended else None,
            pronoun=pronoun,
            called=scenario.called,
            deal=phrases.deal_of(scenario.title, scenario.product),
            rep_lines=len(turns),
            seed=seed,
        ),
        ended=phrases.ending(ended.outcome, scenario.called) if ended else "",
        verdict=grade.no_respected if grade else None,
        relationship=relationship,
        outcome=ended.outcome if ended else None,
        grader=grade.grader if grade and not not_graded else "",
        not_graded=not_graded,
        summary=grade.summary if grade else "",
        strength=grade.strength if grade else "",
        scores=_scores(grade, by_index) if grade and not not_graded else (),
        turns=turns,
        turning=_turning(turns, kept, grade),
        better=_better(grade, by_index, scenario, seed),
        reveal=_reveal(kept, ended, scenario, pronoun) if ended else None,
        guess=_last(kept, ev.ReasonGuessed),
        tomorrow=_pick(scenario.tomorrow.get(relationship, ()), seed) if relationship else "",
        temptations=_temptations(turns),
        talk=_talk(kept, by_index),
        fallbacks=sum(isinstance(e, ev.VoiceFellBack) for e in kept),
        notice=grade.notice if grade else "",
    )


def _not_graded(ended: ev.CallEnded | None, grade: Grade | None) -> str:
    if grade:
        reasons = set(grade.not_judged.values())
        nothing = all(grade.scores.get(scale) is None for scale in SCALE_NAMES)
        return f"Nothing was judged: {reasons.pop()}." if nothing and len(reasons) == 1 else ""
    return "This call was not graded." if ended else "The call is not over, so it has no grade."


def _first(kept: Iterable[ev.StoredEvent], kind: type[_E]) -> _E | None:
    return next((e for e in kept if isinstance(e, kind)), None)


def _last(kept: Sequence[ev.StoredEvent], kind: type[_E]) -> _E | None:
    return _first(reversed(kept), kind)


def _pick(lines: Sequence[str], seed: int) -> str:
    return lines[seed % len(lines)] if lines else ""


def _coded(kept: Sequence[ev.StoredEvent], grade: Grade | None) -> dict[int, tuple[Hit, ...]]:
    """Behaviours by turn: the grade's where it has them, else what the live coder found."""
    found = {e.turn: e.hits for e in kept if isinstance(e, ev.BehavioursCoded)}
    if grade and grade.turns:
        found.update((t.index, t.hits) for t in grade.turns)
    return found


def _rep_turns(
    kept: Sequence[ev.StoredEvent], scenario: Scenario, grade: Grade | None, seed: int
) -> tuple[RepTurn, ...]:
    coded = _coded(kept, grade)
    customer = [e for e in kept if isinstance(e, ev.CustomerSpoke)]
    baits: dict[int, list[ev.Bait]] = {}
    for e in kept:
        if isinstance(e, ev.BaitTaken) and e.bait not in baits.setdefault(e.turn, []):
            baits[e.turn].append(e.bait)
    breaths = {e.turn for e in kept if isinstance(e, ev.RepBreathed)}
    thought = _Thoughts(scenario.thoughts, seed)
    turns: list[RepTurn] = []
    for said in (e for e in kept if isinstance(e, ev.RepSpoke)):
        before = next((c for c in reversed(customer) if c.turn < said.turn), None)
        after = next((c for c in customer if c.turn > said.turn), None)
        hits = tuple(coded.get(said.turn, ()))
        turns.append(
            RepTurn(
                number=len(turns) + 1,
                index=said.turn,
                text=said.text,
                hits=hits,
                trust=after.state.trust if after else None,
                irritation=after.state.irritation if after else None,
                change=after.state.trust - before.state.trust if after and before else 0.0,
                thought=thought.on(hits) if after else "",
                baits=tuple(baits.get(said.turn, ())),
                breathed=said.turn in breaths,
            )
        )
    return tuple(turns)


class _Thoughts:
    """Hands out the customer's thoughts, none twice as long as there are others."""

    def __init__(self, thoughts: Mapping[str, Sequence[str]], seed: int) -> None:
        self._thoughts = thoughts
        self._seed = seed
        self._used: Counter[str] = Counter()

    def on(self, hits: Iterable[Hit]) -> str:
        heading = phrases.thought_heading(h.code for h in hits)
        thought = _pick(self._thoughts.get(heading, ()), self._seed + self._used[heading])
        self._used[heading] += 1
        return thought


def _quote(evidence: Evidence, by_index: Mapping[int, RepTurn]) -> Quote | None:
    turn = by_index.get(evidence.turn)
    return Quote(turn.number, evidence.code, evidence.quote) if turn else None


def _scores(grade: Grade, by_index: Mapping[int, RepTurn]) -> tuple[ScoreLine, ...]:
    lines = []
    for scale, name in SCALE_NAMES.items():
        value = grade.scores.get(scale)
        why_not = grade.not_judged.get(scale, "nothing to go by")
        quotes = (_quote(e, by_index) for e in grade.evidence.get(scale, ()))
        lines.append(
            ScoreLine(
                scale=scale,
                name=name,
                value=value,
                note=grade.notes.get(scale, "") if value is not None else why_not,
                quotes=_telling([q for q in quotes if q]) if value is not None else (),
                unsure=grade.unsure.get(scale, "") if value is not None else "",
            )
        )
    return tuple(lines)


def _telling(quotes: list[Quote]) -> tuple[Quote, ...]:
    """The most telling quotes, with both a cost and a gain among them where there are both; costs first."""
    costs = [q for q in quotes if q.code in PITFALLS]
    gains = [q for q in quotes if q.code not in PITFALLS]
    if costs and gains:
        return (costs[0], gains[0])
    return tuple((costs or gains)[:MAX_QUOTES])


def _turning(turns: Sequence[RepTurn], kept: Sequence[ev.StoredEvent], grade: Grade | None) -> Turning | None:
    """The turn that moved the customer most; what the grader calls costliest breaks near ties."""
    answered = [t for t in turns if t.trust is not None]
    if not answered:
        return None
    costliest = grade.advice[0].turn if grade and grade.advice else -1

    def weight(turn: RepTurn) -> float:
        pitfalls = sum(code in PITFALLS for code in turn.codes)
        return abs(turn.change) + 0.03 * pitfalls + (0.05 if turn.index == costliest else 0.0)

    turn = max(answered, key=weight)
    answer = next((e.text for e in kept if isinstance(e, ev.CustomerSpoke) and e.turn > turn.index), "")
    for_better = turn.change > 0 and not any(code in PITFALLS for code in turn.codes)
    return Turning(turn, _telling_words(turn), answer, for_better)


def _telling_words(turn: RepTurn) -> str:
    """The whole line when it is short; else the words of its weightiest behaviour."""
    if len(turn.text) <= 110 or not turn.hits:
        return turn.text
    return min(turn.hits, key=lambda h: (h.code not in PITFALLS, -h.confidence)).quote


def _better(grade: Grade | None, by_index: Mapping[int, RepTurn], scenario: Scenario, seed: int) -> tuple[Better, ...]:
    lines: list[Better] = []
    for advice in grade.advice if grade else ():
        turn = by_index.get(advice.turn)
        if turn is None:
            continue
        own = (_pick(scenario.instead.get(str(code), ()), seed) for code in turn.codes)
        instead = advice.instead or next((line for line in own if line), "")
        lines.append(Better(turn.number, _telling_words(turn), advice.why, instead))
    return tuple(lines)


def _reveal(
    kept: Sequence[ev.StoredEvent], ended: ev.CallEnded, scenario: Scenario, pronoun: phrases.Pronoun
) -> Reveal:
    name, kind = phrases.CARDS[ended.card]
    told = set(ended.disclosed).union(
        *(e.state.disclosed for e in kept if isinstance(e, ev.CustomerSpoke)), [LayerName.STATED]
    )
    layers = tuple(
        LayerShown(
            phrases.filled(phrases.LAYERS[n], pronoun=pronoun, called=scenario.called),
            layer.summary,
            n in told,
        )
        for n in LAYER_ORDER
        if (layer := scenario.layer(n, ended.card))
    )
    wrong = scenario.misunderstanding if ended.card == Card.MISTAKEN else None
    asked = {a for e in kept if isinstance(e, ev.BehavioursCoded) for a in e.asks}
    return Reveal(
        card=name,
        kind=kind,
        layers=layers,
        misunderstanding=f"{wrong.belief} In truth: {wrong.truth}" if wrong else "",
        never_asked=_never_asked(asked, ended.card, scenario, pronoun),
    )


def _never_asked(asked: set[Ask], card: Card, scenario: Scenario, pronoun: phrases.Pronoun) -> tuple[str, ...]:
    welcome = [
        (ask, name)
        for ask, name in phrases.NEVER_ASKED
        if ask not in asked and not (card == Card.PRIVATE and ask == Ask.WHY)
    ]
    return tuple(phrases.filled(name, pronoun=pronoun, called=scenario.called) for _, name in welcome)


def _temptations(turns: Sequence[RepTurn]) -> str:
    opened = [f"{phrases.BAITS[bait]} before line {t.number}" for t in turns for bait in t.baits]
    breaths = [str(t.number) for t in turns if t.breathed]
    parts = []
    if opened:
        parts.append(f"You opened {phrases.listed(opened)}.")
    if breaths:
        parts.append(f"You took a breath before line {phrases.listed(breaths)}.")
    return " ".join(parts)


def _talk(kept: Sequence[ev.StoredEvent], by_index: Mapping[int, RepTurn]) -> tuple[Spoken, ...]:
    talk: list[Spoken] = []
    thought = ""
    for e in kept:
        if isinstance(e, ev.RepSpoke):
            turn = by_index[e.turn]
            thought = turn.thought
            talk.append(Spoken("rep", e.text, e.turn, turn))
        elif isinstance(e, ev.CustomerSpoke):
            talk.append(Spoken("customer", e.text, e.turn, thought=thought))
            thought = ""
    return tuple(talk)
