"""How the review speaks of the customer, and how it gives their words back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.rubric.transcript import Transcript

if TYPE_CHECKING:
    from trainer.scenarios.model import Scenario

_PRONOUNS = {"she": ("she", "her", "her"), "he": ("he", "him", "his"), "they": ("they", "them", "their")}
_TITLES_WORDS = """
mr mrs ms miss dr prof professor sir madam sister father brother herr frau don doña señor señora datin
"""
_TITLES = frozenset(_TITLES_WORDS.split())


@dataclass(frozen=True, slots=True)
class Person:
    """The customer in the words of the review."""

    name: str
    """"Denise", "Sister Inmaculada" or, where nobody is named, "the customer"."""
    subject: str = "they"
    object: str = "them"
    possessive: str = "their"

    @property
    def opening(self) -> str:
        """The name at the start of a sentence."""
        return self.name[0].upper() + self.name[1:]


def person(transcript: Transcript, scenario: Scenario | None) -> Person:
    """Who the customer was, from the scenario, else the transcript, else nobody in particular."""
    if scenario is not None:
        return Person(scenario.called, *_PRONOUNS[scenario.pronoun])
    name = transcript.scenario.customer.strip()
    words = name.split()
    if not words:
        return Person("the customer")
    if words[0].rstrip(".").lower() in _TITLES:
        return Person(" ".join(words if len(words) <= 2 else [words[0], words[-1]]))
    return Person(words[0])


_FLIP = {
    "i'm": "you're", "i am": "you are", "i've": "you've", "i have": "you have", "i'd": "you'd", "i'll": "you'll",
    "i was": "you were", "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "we're": "you're", "we've": "you've", "we'd": "you'd", "we'll": "you'll", "we": "you", "us": "you",
    "our": "your", "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
_FLIPPABLE = re.compile(
    r"\b(?:" + "|".join(re.escape(k) for k in sorted(_FLIP, key=len, reverse=True)) + r")(?![\w'])",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.!?;:…—–]+")
_ADDRESSES = re.compile(
    r"\b(?:you|your|yours|you're|you've|sorry|hello|hi|hey|morning|afternoon|thanks|thank|please)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:and|but|so|well|look|listen|because|anyway|okay|ok|yeah|no|oh|ah|um|uh|mate|honestly|i mean|the "
    r"thing is|it's just|it's that)[,\s]+",
    re.IGNORECASE,
)
_SAYS_ONLY_NO = re.compile(
    r"\b(?:not (?:going|having|signing|buying|taking|doing|proceeding)|won't be|can't (?:sign|do|go)|it's "
    r"(?:a )?no|pass|decided|bad news|the answer|"
    r"must say|can't (?:give|take|have|do|carry|continue)|won't be|call(?:ing)? (?:it )?off|pull(?:ing)? "
    r"out|step(?:ping)? back|going (?:to|with)|leave it)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|until|frozen?|freeze|budget|money|cash|voted?|board|trustees|council|group|"
    r"corporate|head office|audit|rule|law|lost|losing|"
    r"closing|cut|quit|leaving|left|resigned|ill|sick|hospital|died|baby|tired|weekends|staff|strike|price|"
    r"cheaper|brother|cousin|founder|owner|boss|"
    r"union|drivers|team|tariff|bank|debt|loan|insurance|warranty|regulator|contract|client|school|church|"
    r"family|dad|mum|wife|husband|son|daughter)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:it|that|this|they|he|she|those|these|which|there)\b|^(?:i|i'm|i'll|i've|i'd|we'd|we'll)\b|\b(?:i "
    r"don't know|i think|i suppose|i mean|i'm afraid)\b",
    re.IGNORECASE,
)
"""Clauses that lean on what stood before them, or are about the speaker's telling rather than the reason."""


def given_back(text: str) -> str:
    """The customer's words turned to face them: "my two managers are off" becomes "your two managers are off"."""

    def flip(found: re.Match[str]) -> str:
        return _FLIP[" ".join(found.group().lower().split())]

    turned = _FLIPPABLE.sub(flip, text.replace("’", "'")).strip(" ,-\"'")
    return turned[:1].upper() + turned[1:]


def reason_given(texts: list[str]) -> str:
    """The clause of the customer's words that most looks like the reason, facing the customer; "" if none is fit.

    Only clauses of 3 to 14 words that do not speak to the rep are fit to be said back.
    """
    best, best_score = "", 0.0
    for order, text in enumerate(texts):
        for found in _CLAUSE.finditer(text.replace("’", "'")):
            ending = text[found.end() : found.end() + 1]
            clause = _strip_lead(found.group().strip())
            words = clause.split()
            if not 3 <= len(words) <= 14 or ending == "?" or _ADDRESSES.search(clause):
                continue
            score = 1.2 + 1.5 * len(_REASON.findall(clause)) + 0.05 * len(words) - 0.3 * order
            score -= 2.0 if _SAYS_ONLY_NO.search(clause) else 0.0
            score -= 0.8 if _LEANS.search(clause) else 0.0
            if score > best_score:
                best, best_score = clause, score
    return given_back(best) if best_score >= 1.2 else ""


def _strip_lead(clause: str) -> str:
    while (found := _LEAD.match(clause)) is not None:
        clause = clause[found.end() :]
    return clause


def short_quote(text: str, words: int = 14) -> str:
    """A quote for a sentence: one line, at most so many words, an ellipsis where it was cut."""
    parts = text.split()
    cut = " ".join(parts[:words]).rstrip(",;:. ")
    return cut + "…" if len(parts) > words else cut.rstrip()
