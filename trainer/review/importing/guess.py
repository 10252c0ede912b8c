"""Guesses who the rep is from what is said. A guess is always called one, with what it rests on."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from trainer.review.importing.first_no import refusal
from trainer.review.importing.names import bare, marks_of
from trainer.review.importing.said import Talk
from trainer.review.importing.words import ends, shipped, weight

_MOST_A_TURN = 2
"""How often one kind of sign counts in one turn: a speech is not more telling than two sentences."""
_COMPANY = re.compile(r"\((?P<a>[^()]{2,60})\)\s*$|[|@]\s*(?P<b>[^|@]{2,60})$|,\s*(?P<c>(?:[A-Z]\w+ ){0,3}[A-Z]\w+)$")
_MARKER_POINTS = {
    "organizer": 4.0,
    "host": 3.0,
    "presenter": 2.0,
    "me": 3.0,
    "you": 3.0,
    "external": -2.0,
    "guest": -3.0,
}
_FLAT = 2.0
"""Points between two speakers that make a guess 73 percent sure; twice as many, 88."""
_SIGN = 0.25
"""What a point in guess.txt is worth beside the weights of words, which are log-odds."""
_MOST_BY_SOUND = 3.0
"""Log-odds that the words of one turn may give."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Who the rep seems to be."""

    rep: tuple[str, ...]
    """The rep first, then colleagues with the same company beside their names."""
    confidence: float
    """0.5 to 1."""
    why: str
    """For people: what speaks for it."""


def guess(talk: Talk, known: Mapping[str, float] | None = None) -> Guess:
    """The speaker who talks most like a seller, judged against the one who comes next.

    Args:
        talk: the conversation by name.
        known: other weights of words than the shipped ones.
    """
    points, signs = _points(talk, shipped("part_words.txt") if known is None else known)
    ranked = sorted(talk.names, key=lambda name: -points[name])
    best = ranked[0]
    if len(ranked) == 1:
        return Guess((best,), 0.5, "only one person speaks")
    margin = points[best] - points[ranked[1]]
    confidence = 1 / (1 + exp(-margin / _FLAT))
    company = _company(best)
    colleagues = [n for n in ranked[1:] if company and _company(n) == company]
    if colleagues:
        others = [n for n in ranked[1:] if n not in colleagues]
        margin = points[best] - points[others[0]] if others else 0.0
        confidence = 1 / (1 + exp(-margin / _FLAT))
    return Guess((best, *colleagues), round(confidence, 2), _why(best, ranked, signs, colleagues, company))


def _points(talk: Talk, known: Mapping[str, float]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Points of each speaker, and how much each kind of sign gave."""
    points: dict[str, float] = defaultdict(float)
    signs: dict[str, dict[str, float]] = {name: defaultdict(float) for name in talk.names}
    for name in talk.names:
        for mark in marks_of(name):
            worth = _MARKER_POINTS.get(mark, 0.0)
            points[name] += worth
            signs[name][f'is marked "{mark}"'] += worth
    for piece in talk.said:
        sound = weight(piece.text, known)
        points[piece.name] += max(-_MOST_BY_SOUND, min(_MOST_BY_SOUND, sound))
        text = ends(piece.text).replace("’", "'")
        for reason, found in _signs().items():
            for worth, pattern in found:
                hits = (1 if refusal(text) else 0) if pattern is None else len(pattern.findall(text))
                value = worth * min(hits, _MOST_A_TURN) * _SIGN
                points[piece.name] += value
                signs[piece.name][reason] += value
    return points, signs


def _why(best: str, ranked: list[str], signs: dict[str, dict[str, float]], colleagues: list[str], company: str) -> str:
    """The two strongest signs for the rep and the strongest against somebody else."""
    said = [reason for reason, value in sorted(signs[best].items(), key=lambda pair: -pair[1])[:2] if value > 0]
    parts = [f"{bare(best)} {' and '.join(said)}"] if said else []
    against = [(value, n, reason) for n in ranked[1:] for reason, value in signs[n].items() if value < 0]
    if against:
        _, name, reason = min(against)
        parts.append(f"{bare(name)} {reason}")
    if colleagues:
        parts.append(f"{', '.join(bare(c) for c in colleagues)} has the same company in the name ({company})")
    return "; ".join(parts)


def _company(name: str) -> str:
    found = _COMPANY.search(bare(name))
    return (found["a"] or found["b"] or "").strip().casefold() if found else ""


@cache
def _signs() -> dict[str, list[tuple[int, re.Pattern[str] | None]]]:
    """The lists of guess.txt: reason to (points, pattern); None stands for a refusal.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    lists: dict[str, list[tuple[int, re.Pattern[str] | None]]] = {}
    current: list[tuple[int, re.Pattern[str] | None]] = []
    for line in (files("trainer.review.importing") / "guess.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if heading := re.fullmatch(r"\[(.+)\]", line):
            current = lists.setdefault(heading[1], [])
        else:
            worth, pattern = line.split(" ", 1)
            current.append((int(worth), None if pattern == "@no" else re.compile(pattern, re.IGNORECASE)))
    return lists
