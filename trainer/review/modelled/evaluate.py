"""Runs a grader over coded calls and sets what it says beside the coders' labels; figures are the card's to make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.review.model_grader import ModelGrader
from trainer.review.modelled.telling import Counts
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Grade, Scale

if TYPE_CHECKING:
    from trainer.coding.dataset import CodedCall


@dataclass(frozen=True, slots=True)
class Compared:
    """One coded call and what the model made of it."""

    call: CodedCall
    grade: Grade
    counts: Counts | None
    """None when the built-in grader stood in; such a call says nothing of the model."""


@dataclass(frozen=True, slots=True)
class ModelEvaluation:
    """A model's grades beside the labels. Only calls the model itself graded enter pairs and tallies."""

    version: str
    """The grader's, with the model's name and the prompt's hash."""
    compared: tuple[Compared, ...]

    @property
    def graded(self) -> tuple[Compared, ...]:
        """The calls the model graded."""
        return tuple(c for c in self.compared if c.counts is not None)

    @property
    def fell_back(self) -> int:
        """Calls it did not grade."""
        return len(self.compared) - len(self.graded)

    def pairs(self, scale: Scale) -> list[tuple[int, int]]:
        """(label, score) for every call with a score, each 1 to 5."""
        return [(c.call.scores[scale], score) for c in self.graded if (score := c.grade.scores.get(scale)) is not None]

    def verdicts(self) -> list[tuple[str, str]]:
        """(label, verdict on the no) for every call with one."""
        return [(str(c.call.no_respected), str(c.grade.no_respected)) for c in self.graded if c.grade.no_respected]

    def tallies(self) -> dict[Behaviour, tuple[int, int, int]]:
        """For each code (found and labelled, found only, labelled only), counted over rep turns."""
        both, found_only, labelled_only = Counter[Behaviour](), Counter[Behaviour](), Counter[Behaviour]()
        for c in self.graded:
            found = {turn.index: turn.codes for turn in c.grade.turns}
            for example in c.call.examples:
                wanted, got = example.codes or frozenset(), found.get(len(example.talk), frozenset())
                both.update(wanted & got)
                found_only.update(got - wanted)
                labelled_only.update(wanted - got)
        return {code: (both[code], found_only[code], labelled_only[code]) for code in Behaviour}

    def counts(self) -> Counts:
        """Sums over all calls the model graded: readings, and how many of its quotes stood nowhere."""
        kept = [c.counts for c in self.graded if c.counts is not None]
        return Counts(
            readings=sum(k.readings for k in kept),
            failed=sum(k.failed for k in kept),
            claimed=sum(k.claimed for k in kept),
            dropped=sum(k.dropped for k in kept),
            elsewhere=sum(k.elsewhere for k in kept),
            repaired=sum(k.repaired for k in kept),
        )

    @property
    def unsure(self) -> Counter[Scale]:
        """How many scores were marked unsure, by scale."""
        return Counter(scale for c in self.graded for scale in c.grade.unsure)


def evaluate_model(
    grader: ModelGrader, calls: Iterable[CodedCall], progress: Callable[[int], None] = lambda done: None
) -> ModelEvaluation:
    """Grade every call; a call the model fails on is counted and does not stop the rest.

    Args:
        grader: the model's grader.
        calls: coded calls, `dataset.read(folder).calls`; the transcripts have consensus labels.
        progress: told after each call how many are done.
    """
    compared: list[Compared] = []
    for call in calls:
        graded = grader.graded(call.transcript)
        compared.append(Compared(call, graded.grade, graded.counts))
        progress(len(compared))
    return ModelEvaluation(grader.version, tuple(compared))
