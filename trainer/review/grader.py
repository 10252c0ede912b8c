"""The built-in grader: codes a transcript, applies the manual's rules, and writes the debrief's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.review import evidence as evidence_
from trainer.review.advice import advice
from trainer.review.coded import Coder, code_transcript, code_turn
from trainer.review.estimates import estimates
from trainer.review.people import person
from trainer.review.praise import strength, summary
from trainer.rubric.addressed import spoken_to_customer
from trainer.rubric.behaviours import PITFALLS
from trainer.rubric.grade import Grade
from trainer.rubric.scoring import apply_rules
from trainer.rubric.transcript import Transcript

if TYPE_CHECKING:
    from trainer.scenarios.model import Scenario

RULES_VERSION = "rules-1"


class OfflineGrader:
    """Grades without a model, a key or a network; bit-identical on repeat."""

    name = "offline"

    def __init__(self, coder: Coder) -> None:
        self._coder = coder

    @property
    def version(self) -> str:
        return f"{self._coder.version}+{RULES_VERSION}"

    def grade(self, transcript: Transcript, scenario: Scenario | None = None) -> Grade:
        """Grade a whole conversation.

        Args:
            transcript: cleaned turns, the rep's and the customer's.
            scenario: the scenario it was played in; its better lines and names are used.

        Returns:
            A grade; scores and verdicts are None with a reason when nothing can be judged.
        """
        turns = code_transcript(self._coder, transcript)
        judgement = apply_rules(transcript, turns, estimates(self._coder, transcript, turns))
        blank = Grade(
            transcript.id, self.name, self.version, judgement.scores, judgement.no_respected, judgement.relationship,
            turns, not_judged=judgement.not_judged, rules=judgement.rules,
        )  # fmt: skip
        if judgement.not_judged:
            return blank
        who = person(transcript, scenario)
        elsewhere = any(spoken_to_customer(turn.text)[1] for turn in turns)
        return replace(
            blank,
            evidence=evidence_.evidence(turns, judgement),
            notes=evidence_.notes(judgement),
            strength=strength(transcript, turns, judgement, who),
            summary=summary(transcript, judgement, who, elsewhere=elsewhere),
            advice=advice(transcript, turns, judgement, scenario, self._clean_at(transcript)),
        )

    def _clean_at(self, transcript: Transcript) -> Callable[[int, str], bool]:
        def clean(turn: int, line: str) -> bool:
            return not any(h.code in PITFALLS for h in code_turn(self._coder, transcript.turns[:turn], line))

        return clean
