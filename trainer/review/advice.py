"""What a coach would say about a call: the costliest turn first, and a better line for this customer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from zlib import crc32

from trainer.review.echo import last_words, reasons
from trainer.review.instead import lines
from trainer.review.people import Person, person
from trainer.review.why import COST, why, why_missing
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Advice, Scale
from trainer.rubric.scoring import Judgement
from trainer.rubric.timeline import Moment
from trainer.rubric.transcript import CodedTurn, Hit, Transcript

if TYPE_CHECKING:
    from trainer.scenarios.model import Scenario

B = Behaviour
MOST = 3
"""Most pieces of advice a call: more would be a lecture."""

Clean = Callable[[int, str], bool]
"""Whether a better line, said at that turn, is free of pitfalls."""


def advice(
    transcript: Transcript,
    turns: tuple[CodedTurn, ...],
    judgement: Judgement,
    scenario: Scenario | None,
    clean: Clean,
) -> tuple[Advice, ...]:
    """Advice on at most three turns, costliest first; where nothing was done wrong, on what was never done.

    Args:
        transcript: the whole conversation.
        turns: its coded rep turns.
        judgement: what the rules made of them.
        scenario: where its better lines come from; None composes them from the transcript.
        clean: a better line is only given when this says it holds no pitfall.
    """
    writer = _Writer(transcript, judgement, scenario, clean, person(transcript, scenario))
    costly = [(cost, turn, hit) for turn in turns if (found := _dearest(turn)) for cost, hit in [found]]
    costly.sort(key=lambda x: (-x[0], x[1].index))
    given = [writer.on_pitfall(turn, hit) for _, turn, hit in costly[:MOST]]
    if not given:
        given = [writer.on_missing(what, turn) for what, turn in _missing(turns, judgement)][:1]
    return tuple(given)


def _dearest(turn: CodedTurn) -> tuple[float, Hit] | None:
    pitfalls = [h for h in turn.hits if h.code in COST]
    if not pitfalls:
        return None
    best = max(pitfalls, key=lambda h: COST[h.code] * h.confidence)
    rest = sum(COST[h.code] * h.confidence for h in pitfalls if h is not best)
    return COST[best.code] * best.confidence + 0.3 * rest, best


def _missing(turns: tuple[CodedTurn, ...], judgement: Judgement) -> Iterator[tuple[str, CodedTurn]]:
    """What was never done, most needed first, with the rep turn where it would have fitted."""
    codes = judgement.line.codes
    if not turns:
        return
    first, last = turns[0], turns[-1]
    if B.ACCEPT_NO not in codes:
        yield "accept", first
    if not codes & {B.EXPLORE, B.REFLECT, B.PERMISSION} and judgement.scores[Scale.CUSTOMER_FOCUS] != 5:
        yield "explore", first
    if B.EXIT not in codes and judgement.scores[Scale.RESPECT_NO] != 5:
        yield "exit", last
    if not codes & {B.HELP, B.CLARIFY} and judgement.scores[Scale.CUSTOMER_FOCUS] != 5:
        yield "help", last


class _Writer:
    """Words one call's advice; nothing is said twice in it."""

    def __init__(
        self, transcript: Transcript, judgement: Judgement, scenario: Scenario | None, clean: Clean, who: Person
    ) -> None:
        self._transcript = transcript
        self._moments: dict[int, Moment] = {m.index: m for m in judgement.line.moments}
        self._scenario = scenario
        self._clean = clean
        self._who = who
        self._used: set[str] = set()
        self._sentences: frozenset[str] = frozenset()

    def on_pitfall(self, turn: CodedTurn, hit: Hit) -> Advice:
        before = self._customer_before(turn.index)
        said = last_words(before[-1]) if before else ""
        sentence = why(hit.code, hit.quote, said, self._who, self._pick(turn.index, "why"))
        return Advice(turn.index, sentence, self._better(str(hit.code), turn.index))

    def on_missing(self, what: str, turn: CodedTurn) -> Advice:
        kind = next((h.quote for h in turn.hits), "") or turn.text
        sentence = why_missing(what, kind, self._who, self._pick(turn.index, "why"))
        return Advice(turn.index, sentence, self._better(what, turn.index))

    def _better(self, what: str, turn: int) -> str:
        pick = self._pick(turn, what)
        written = self._scenario.instead.get(what, ()) if self._scenario else ()
        candidates = [written[(pick + i) % len(written)] for i in range(len(written))]
        stated = self._transcript.scenario.stated_reason
        echoes = [r for r in reasons(self._customer_before(turn), stated) if r not in self._used]
        pushed_before = any(m.is_push for m in self._moments.values() if m.index < turn)
        options = [c for c in (*candidates, *lines(what, echoes, pick, own=pushed_before)) if c not in self._used]
        fresh = [c for c in options if not self._sentences & _sentences(c)]
        for line in (*fresh, *options):
            if self._clean(turn, line):
                self._used |= {line, *echoes[:1]}
                self._sentences |= _sentences(line)
                return line
        return ""

    def _customer_before(self, turn: int) -> list[str]:
        return [t.text for t in self._transcript.turns[:turn] if t.speaker == "customer"]

    def _pick(self, turn: int, salt: str) -> int:
        """A stable choice that differs from turn to turn and from call to call."""
        return crc32(f"{self._transcript.fingerprint}|{turn}|{salt}".encode())


def _sentences(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^.?!]+[.?!]", text))
