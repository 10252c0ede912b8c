"""How the review speaks of the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.rubric.transcript import Transcript

if TYPE_CHECKING:
    from trainer.scenarios.model import Scenario

_PRONOUNS = {"she": ("she", "her", "her"), "he": ("he", "him", "his"), "they": ("they", "them", "their")}
_TITLES_WORDS = """
mr mrs ms miss dr prof professor sir madam sister father brother herr frau don doña señor señora datin haji pak ustadh
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

    def fill(self, template: str, **more: str) -> str:
        """A sentence with the person in it: name, Name, subject, object, possessive and whatever else is given."""
        text = template.format(
            name=self.name,
            Name=self.opening,
            subject=self.subject,
            object=self.object,
            possessive=self.possessive,
            **more,
        )
        return text[:1].upper() + text[1:]


def person(transcript: Transcript, scenario: Scenario | None) -> Person:
    """Who the customer was, from the scenario, else the transcript, else nobody in particular."""
    if scenario is not None:
        return Person(scenario.called, *_PRONOUNS[scenario.pronoun])
    words = transcript.scenario.customer.split()
    if not words:
        return Person("the customer")
    if words[0].rstrip(".").lower() in _TITLES:
        return Person(" ".join(words if len(words) <= 2 else [words[0], words[-1]]))
    return Person(words[0])
