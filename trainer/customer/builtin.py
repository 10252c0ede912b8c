"""The built-in voice: the scenario's own lines, none twice in a call, the same ones for the same seed."""

import random
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass

from trainer.customer.house import HOUSE_LINES
from trainer.customer.moves import Part
from trainer.customer.voice import Brief
from trainer.rubric.behaviours import PITFALLS
from trainer.scenarios.model import Line
from trainer.scenarios.vocabulary import MAX_WORDS, Mood

_NEAREST_MOODS = {
    Mood.WARM: (Mood.WARM, Mood.LEVEL, Mood.COLD),
    Mood.LEVEL: (Mood.LEVEL, Mood.COLD, Mood.WARM),
    Mood.COLD: (Mood.COLD, Mood.LEVEL, Mood.WARM),
}
_SHORT = 12
"""Words up to which a reaction leaves room for an answer in the same breath."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A customer line and the scenario lines it was made of, as written there."""

    text: str
    said: tuple[str, ...]


class BuiltInVoice:
    """Words moves from a scenario's lines.

    It is told what has been said through `remember`, so a resumed call repeats nothing.
    """

    name = "offline"

    def __init__(self) -> None:
        self._said: set[str] = set()
        self.last: Worded = Worded("", ())

    def remember(self, said: Iterable[str]) -> None:
        """Lines already used in this call, as written in the scenario."""
        self._said.update(said)

    async def speak(self, brief: Brief) -> AsyncIterator[str]:
        """The whole line at once; `last` then holds what it was made of."""
        self.last = self.word(brief)
        yield self.last.text

    async def aclose(self) -> None:
        """There is nothing to let go of."""

    def word(self, brief: Brief) -> Worded:
        """The line for a move, without speaking it; remembers it as used."""
        rng = random.Random(f"{brief.seed}:{brief.turn}:words")
        room = MAX_WORDS
        texts: list[str] = []
        said: list[str] = []
        parts = brief.move.parts
        for n, part in enumerate(parts):
            more = n + 1 < len(parts)
            line = self._choose(brief, part, rng, room - (_SHORT if more else 0), more, frozenset(said))
            if line is None:
                continue
            text = _filled(line.text, brief, part)
            texts.append(text)
            said.append(line.text)
            room -= len(text.split())
        self._said.update(said)
        return Worded(" ".join(texts), tuple(said))

    def plain(self, brief: Brief) -> Worded:
        """A house line for the move, for a scenario whose own lines the guard will not let through."""
        texts = [t for part in brief.move.parts for t in HOUSE_LINES.get(part.heading, HOUSE_LINES["restate"])]
        fresh = [t for t in (*texts, *HOUSE_LINES["restate"], *HOUSE_LINES["listen"]) if t not in self._said]
        text = (fresh or texts)[0]
        self._said.add(text)
        return Worded(text, (text,))

    def _choose(
        self, brief: Brief, part: Part, rng: random.Random, room: int, short: bool, now: frozenset[str]
    ) -> Line | None:
        """A line not used yet; own lines in this mood first, then in another, then the house's."""
        for pool in self._pools(brief, part):
            fresh = [
                x
                for x in pool
                if x.text not in self._said
                and x.text not in now
                and (part.echo or not x.echoes)
                and len(x.text.split()) <= room
            ]
            if not fresh:
                continue
            if short:
                brief_ones = [x for x in fresh if len(x.text.split()) <= _SHORT]
                fresh = brief_ones if len(brief_ones) > 2 else fresh
            particular = [x for x in fresh if x.cards] or [x for x in fresh if x.moods]
            if particular and rng.random() < 0.5:
                fresh = particular
            echoing = [x for x in fresh if x.echoes]
            if echoing and rng.random() < 0.5:
                fresh = echoing
            return rng.choice(fresh)
        return None

    def _pools(self, brief: Brief, part: Part) -> Iterator[list[Line]]:
        s, move = brief.scenario, brief.move
        if part.layer is not None:
            layer = s.layer(part.layer, move.card)
            yield list(layer.lines) if layer else []
        elif part.fact is not None:
            yield [x for f in s.facts if f.topic == part.fact for x in f.answers]
        else:
            own = s.lines.get(part.heading, ())
            for mood in _NEAREST_MOODS[move.mood]:
                yield [x for x in own if x.fits(mood, move.card)]
        pitfall = part.heading in PITFALLS
        for heading in (part.heading, *(("restate",) if pitfall else ("listen",)), "listen", "withhold", "restate"):
            if heading != part.heading:
                yield [x for x in s.lines.get(heading, ()) if x.fits(move.mood, move.card)]
            yield [Line(text=t) for t in HOUSE_LINES.get(heading, ())]


def _filled(text: str, brief: Brief, part: Part) -> str:
    """Put the rep's name and words in, in one pass: what they hold is never read again."""
    out = []
    rest = text
    while rest:
        brace = rest.find("{")
        if brace < 0:
            break
        out.append(rest[:brace])
        rest = rest[brace:]
        if rest.startswith("{echo}"):
            out.append(part.echo)
            rest = rest[6:]
        elif rest.startswith("{rep}"):
            out.append(brief.scenario.rep)
            rest = rest[5:]
        else:
            out.append("{")
            rest = rest[1:]
    out.append(rest)
    return "".join(out)
