"""What a model read in a call, after every quote was held against the talk. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from trainer.review.modelled.answer import Answer, Unfit
from trainer.review.modelled.quotes import kept_share, verbatim
from trainer.rubric.addressed import spoken_to_customer, yes_by_command
from trainer.rubric.behaviours import PUSHES, Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.transcript import CodedTurn, Hit, Transcript

SURE_OF_IT = 0.9
"""Confidence of a behaviour that every reading found; fewer readings give their share of it."""
_SPOKEN = 0.6
"""Least share of a quote that must have been said to the customer."""
_SHOWN = 5

Codes = dict[int, dict[Behaviour, str]]
"""Turn index to the behaviours there, each with its verbatim quote."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One sample of a model's reading of a whole call."""

    codes: Codes
    opinions: dict[Scale, float | None]
    """Raw scores, 1 to 5; None where the model would not judge."""
    claimed: int = 0
    """Behaviours the model gave for turns it was to code."""
    dropped: int = 0
    """Of these, how many had a quote that does not stand in that turn of the rep's."""
    elsewhere: int = 0
    """And how many quoted words that were not meant for the customer."""


def checked_reading(transcript: Transcript, answer: Answer, own: Sequence[int]) -> Reading:
    """Keep what stands in the talk.

    Args:
        transcript: the whole conversation.
        answer: what the model claims.
        own: indexes of the rep turns it was to code; claims about other rep turns are passed over.

    Raises:
        Unfit: most quotes stand nowhere in their turn, so the rest cannot be believed either.
    """
    codes: Codes = {}
    dropped: list[str] = []
    claimed = elsewhere = 0
    reps = {index for index, _ in transcript.rep_turns()}
    spoken = {index: spoken_to_customer(transcript.turns[index].text)[0] for index in own}
    for found in answer.found:
        if found.turn not in spoken and found.turn in reps:
            continue
        claimed += 1
        text = transcript.turns[found.turn].text if found.turn in spoken else ""
        words = verbatim(text, found.quote)
        if not words:
            dropped.append(f'turn {found.turn} of the rep does not hold the words "{_short(found.quote)}"')
        elif kept_share(words, text, spoken[found.turn]) < _SPOKEN:
            elsewhere += 1
        else:
            codes.setdefault(found.turn, {}).setdefault(found.code, words)
    if len(dropped) * 2 > claimed:
        raise Unfit((*dropped[:_SHOWN], "copy each quote letter for letter from that turn of the rep"), shape=False)
    return Reading(codes, dict(answer.opinions), claimed, len(dropped), elsewhere)


def joined(readings: Sequence[tuple[Reading, int]]) -> Reading:
    """The parts of one call as one reading.

    Args:
        readings: each part's reading, and how many rep turns it coded; opinions are weighed by that.
    """
    codes: Codes = {}
    for reading, _ in readings:
        for turn, found in reading.codes.items():
            for code, quote in found.items():
                codes.setdefault(turn, {}).setdefault(code, quote)
    opinions: dict[Scale, float | None] = {}
    for scale in Scale:
        given = [(value, weight) for r, weight in readings if (value := r.opinions[scale]) is not None]
        total = sum(weight for _, weight in given)
        opinions[scale] = sum(value * weight for value, weight in given) / total if total else None
    return Reading(
        codes,
        opinions,
        sum(r.claimed for r, _ in readings),
        sum(r.dropped for r, _ in readings),
        sum(r.elsewhere for r, _ in readings),
    )


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Several readings of the same call put together."""

    turns: tuple[CodedTurn, ...]
    """Every rep turn; a behaviour that most readings found, with the first one's quote."""
    opinions: dict[Scale, float | None]
    """Median of the readings that gave a score."""
    spread: dict[Scale, float] = field(default_factory=dict)
    """Highest less lowest score; 0 for a single reading."""


def voted(transcript: Transcript, readings: Sequence[Reading]) -> Verdicts:
    """Majority of the codes, median of the scores.

    Raises:
        ValueError: there is no reading.
    """
    if not readings:
        raise ValueError("no reading to put together")
    turns = tuple(
        CodedTurn(index, turn.text, _hits(turn.text, [r.codes.get(index, {}) for r in readings]))
        for index, turn in transcript.rep_turns()
    )
    opinions: dict[Scale, float | None] = {}
    spread: dict[Scale, float] = {}
    for scale in Scale:
        given = [value for r in readings if (value := r.opinions[scale]) is not None]
        opinions[scale] = float(median(given)) if given else None
        spread[scale] = max(given) - min(given) if given else 0.0
    return Verdicts(turns, opinions, spread)


def _hits(text: str, found: Sequence[Mapping[Behaviour, str]]) -> tuple[Hit, ...]:
    """The hits of one turn: what more than half of the readings found, by the manual's order of codes.

    A yes scripted or ordered in the rep's text is `pressure` whoever reads it (ruling 9), and an acceptance in the
    same breath as a push is none (manual, `accept_no`).
    """
    votes = Counter(code for reading in found for code in reading)
    hits = {
        code: Hit(code, _first(found, code), SURE_OF_IT * count / len(found))
        for code, count in votes.items()
        if count * 2 > len(found)
    }
    scripted = yes_by_command(text)
    if scripted and scripted in text and Behaviour.PRESSURE not in hits:
        hits[Behaviour.PRESSURE] = Hit(Behaviour.PRESSURE, scripted, 1.0)
    if hits.keys() & PUSHES:
        hits.pop(Behaviour.ACCEPT_NO, None)
    return tuple(hits[code] for code in Behaviour if code in hits)


def _first(found: Iterable[Mapping[Behaviour, str]], code: Behaviour) -> str:
    return next(reading[code] for reading in found if code in reading)


def _short(text: str) -> str:
    return " ".join(text.split())[:80]
