"""Codes the rep turns of a transcript, reading only what was spoken to the customer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from trainer.coding.coder import TurnCoding
from trainer.rubric.addressed import spoken_to_customer, yes_by_command
from trainer.rubric.behaviours import PITFALLS, PUSHES, STRENGTHS, Behaviour
from trainer.rubric.stock import without_stock
from trainer.rubric.transcript import CodedTurn, Hit, Transcript, Turn, checked

KEPT_IN_A_PUSH = frozenset({Behaviour.OWN, Behaviour.THANKS})
"""Strengths a turn may keep beside a push; the others are taken back by it (manual, `accept_no`, `help`)."""
SURE = 0.6
"""Confidence from which a push takes back the kind words around it, or is believed though padding hid it."""
LONG = 70
"""Words from which a turn is also read in windows, so that padding cannot drown a push."""
VERY_LONG = 420
"""Words from which only the windows are read."""
WINDOW = 35
_SENTENCE = re.compile(r"\S[^.!?\n]*(?:[.!?]+[\"')\]]*|\n|$)")


class Coder(Protocol):
    """What grading needs of a coder; every `LiveCoder` is one."""

    @property
    def version(self) -> str: ...

    def code(self, talk: Sequence[Turn], text: str) -> TurnCoding: ...


def code_turn(coder: Coder, talk: Sequence[Turn], text: str) -> tuple[Hit, ...]:
    """The checked hits of one rep turn, each behaviour once.

    Words that are not for the customer are not coded, a scripted yes is `pressure` (ruling 9), and kind words in
    the same breath as a clear push do not count as strengths.
    """
    words = for_customer(text)
    heard = [Turn(t.speaker, for_customer(t.text)) if t.speaker == "rep" else t for t in talk]
    hits = {h.code: h for h in checked(text, _coded(coder, heard, words))} if words else {}
    scripted = yes_by_command(text)
    if scripted and Behaviour.PRESSURE not in hits and scripted in text:
        hits[Behaviour.PRESSURE] = Hit(Behaviour.PRESSURE, scripted, 1.0)
    if any(h.code in PUSHES and h.confidence >= SURE for h in hits.values()):
        hits = {c: h for c, h in hits.items() if c not in STRENGTHS or c in KEPT_IN_A_PUSH}
    return tuple(hits.values())


def for_customer(text: str) -> str:
    """The words of a rep turn that are spoken to the customer; the turn itself when all of them are."""
    spoken, asides = spoken_to_customer(text)
    return spoken.strip() if asides else text


def code_transcript(coder: Coder, transcript: Transcript) -> tuple[CodedTurn, ...]:
    """Every rep turn coded with the talk before it, in order."""
    return tuple(
        CodedTurn(index, turn.text, code_turn(coder, transcript.turns[:index], turn.text))
        for index, turn in transcript.rep_turns()
    )


def _coded(coder: Coder, talk: Sequence[Turn], words: str) -> list[Hit]:
    """The coder's hits for the turn as it stands, and the sure pitfalls of what padding might have hidden.

    A very long turn is read in its windows only: no coder was made for it, and time must stay linear.
    """
    count = len(words.split())
    if count > VERY_LONG:
        return _best(coder, talk, windows(words))
    found = {h.code: h for h in coder.code(talk, words).hits}
    plain = [Turn(t.speaker, bare(t.text)) if t.speaker == "rep" else t for t in talk]
    core = bare(words)
    hidden = _best(coder, plain, [core]) if core and (core != words or plain != list(talk)) else []
    if core != words and Behaviour.OWN not in {h.code for h in hidden}:
        found.pop(Behaviour.OWN, None)  # a repair is never made of stock phrases
    if count > LONG:
        hidden += _best(coder, plain, [*windows(core), *_sentences(core)])
    for hit in hidden:
        known = found.get(hit.code)
        if hit.code in PITFALLS and hit.confidence >= SURE and (known is None or known.confidence < hit.confidence):
            found[hit.code] = hit
    return list(found.values())


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """The words for the customer without stock sentences."""
    return without_stock(for_customer(text)).strip()


def _sentences(text: str) -> Iterator[str]:
    return (found for match in _SENTENCE.finditer(text) if len((found := match.group().strip()).split()) >= 4)


def _best(coder: Coder, talk: Sequence[Turn], parts: Iterable[str]) -> list[Hit]:
    """Each behaviour found in any of the parts, where it is surest."""
    best: dict[Behaviour, Hit] = {}
    for part in parts:
        for hit in coder.code(talk, part).hits:
            if hit.code not in best or best[hit.code].confidence < hit.confidence:
                best[hit.code] = hit
    return list(best.values())


def windows(text: str) -> Iterator[str]:
    """Pieces of whole sentences of about 35 words; a sentence that is longer is cut at a space."""
    start = end = count = 0
    for found in _SENTENCE.finditer(text):
        for begin, stop in _cut(text, found.start(), found.end()):
            words = len(text[begin:stop].split())
            if count and count + words > WINDOW:
                yield text[start:end].strip()
                start, count = begin, 0
            count += words
            end = stop
    if text[start:end].strip():
        yield text[start:end].strip()


def _cut(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """A sentence in stretches of at most a window."""
    words = list(re.finditer(r"\S+", text[begin:stop]))
    for i in range(0, len(words), WINDOW):
        last = words[min(i + WINDOW, len(words)) - 1]
        yield begin + words[i].start(), begin + last.end()
