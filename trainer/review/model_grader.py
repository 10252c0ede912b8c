"""The language-model grader: a model codes the call by the manual, code checks every quote and applies the rules."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from trainer.llm.client import ChatClient
from trainer.llm.faults import ModelFault
from trainer.llm.tokens import Counter
from trainer.review import evidence as evidence_
from trainer.review.advice import advice
from trainer.review.coded import Coder, code_turn
from trainer.review.grader import RULES_VERSION, OfflineGrader
from trainer.review.modelled import forms
from trainer.review.modelled.answer import Unfit
from trainer.review.modelled.asking import AROUND, ModelCoder, Read, SmallContext
from trainer.review.modelled.better import with_better_lines
from trainer.review.modelled.held import free, held, surely_coded
from trainer.review.modelled.prompt import prompt_version, row_json
from trainer.review.modelled.reading import Verdicts, voted
from trainer.review.modelled.telling import Counts, counts_of, notice_of, unsure_of
from trainer.review.modelled.windows import Row, TooLong
from trainer.review.people import person
from trainer.review.praise import strength, summary
from trainer.rubric.addressed import spoken_to_customer
from trainer.rubric.behaviours import PITFALLS
from trainer.rubric.grade import Grade
from trainer.rubric.transcript import Transcript

if TYPE_CHECKING:
    from pathlib import Path

    from trainer.scenarios.model import Scenario

log = logging.getLogger(__name__)

CONTEXT = 16_000
"""Tokens a prompt may take."""
AT_ONCE = 3
"""Readings of one call that run at the same time, after the first."""
LASTING = frozenset(
    {"key", "forbidden", "no_model", "no_endpoint", "no_credit", "refused", "no_host", "tls", "web_page"}
)
"""Faults that the next call would meet as well: after one of them this grader does not ask again."""
IN_A_ROW = 2
"""After so many other faults of the connection in a row it does not either."""
_CONNECTION = frozenset({"slow", "busy", "server", "network", "broke_off"})

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, and how the model came by it; `counts` is None when the built-in grader stood in."""

    grade: Grade
    counts: Counts | None


class NoEvidence(Exception):
    """The model found nothing in a call in which there is something; its bare scores are not believed."""


class ModelGrader:
    """Grades through a language model; where that fails, the built-in grade with a notice. Never an invented number.

    Args:
        client: the endpoint. It is used from this grader's own event loop and closed after each grade.
        coder: the built-in coder. It guards the model's scores, reads the model's better lines, and stands in.
        counter: counts prompt tokens; a plain estimate when left out.
        context: tokens a prompt may take.
        repeat: how often the call is read; the median of the scores and the majority of the behaviours count.
        data: folder where the form an endpoint took is remembered; None remembers it for this process only.

    Raises:
        ValueError: `repeat` is under 1.
    """

    name = "llm"

    def __init__(
        self,
        client: ChatClient,
        coder: Coder,
        *,
        counter: Counter | None = None,
        context: int = CONTEXT,
        repeat: int = 1,
        data: Path | None = None,
    ) -> None:
        if repeat < 1:
            raise ValueError("repeat must be at least 1")
        self._client = client
        self._coder = coder
        self._built_in = OfflineGrader(coder)
        self._counter = counter or Counter(client.model)
        self._context = context
        self._repeat = repeat
        self._file = data / forms.FILE if data else None
        self._model = ModelCoder(client, self._counter, context)
        self._away = ""
        """Why the model is not asked any more; empty while it is."""
        self._faults = 0

    @property
    def place(self) -> str:
        """Host and port that receives the talk."""
        return self._client.place

    @property
    def version(self) -> str:
        """Names the model, the prompt, the built-in coder that guards, the rules, and the number of readings."""
        times = f"+x{self._repeat}" if self._repeat > 1 else ""
        return f"{self._client.model}+prompt-{prompt_version()}+{self._coder.version}+{RULES_VERSION}{times}"

    def grade(self, transcript: Transcript, scenario: Scenario | None = None) -> Grade:
        """Grade a whole conversation; see `OfflineGrader.grade`. Blocks until the model has answered."""
        return self.graded(transcript, scenario).grade

    def graded(self, transcript: Transcript, scenario: Scenario | None = None) -> Graded:
        """The same, with how the grade came about."""
        built_in = self._built_in.grade(transcript, scenario)
        if built_in.not_judged:  # nothing a model could read; the rules say so before anything is sent
            return Graded(replace(built_in, grader=self.name, grader_version=self.version), None)
        if self._away:
            return Graded(instead(built_in, self._away), None)
        try:
            graded = _run(self._ask(transcript, scenario, built_in))
            self._faults = 0
            return graded
        except ModelFault as fault:
            why = fault.message
            self._faults += fault.kind in _CONNECTION
            if fault.kind in LASTING or self._faults >= IN_A_ROW:
                self._away = why
        except Unfit as unfit:
            why = (
                f"{self._client.model} at {self.place} did not answer in the form it was asked for"
                if unfit.shape
                else f"most words that {self._client.model} at {self.place} quoted stand nowhere in the call"
            )
        except NoEvidence:
            why = f"{self._client.model} at {self.place} gave scores and no words of the call for them"
        except TooLong:
            why = f"the call is too long for {self._client.model}"
        except SmallContext:
            why = f"the manual does not fit the context of {self._client.model}; choose one with a larger context"
        except Exception:
            log.exception("the model grader failed")
            why = f"the answer from {self.place} could not be used"
        return Graded(instead(built_in, why), None)

    # -- asking ---------------------------------------------------------------------------------------

    async def _ask(self, transcript: Transcript, scenario: Scenario | None, built_in: Grade) -> Graded:
        try:
            if self._file:
                forms.recall(self._file, self._client.base_url, self._client.model)
            reads, failed = await self._reads(transcript)
            if self._file:
                forms.keep(self._file, self._client.base_url, self._client.model)
            found = voted(transcript, [read.reading for read in reads])
            if not any(turn.hits for turn in found.turns) and surely_coded(built_in.turns):
                raise NoEvidence
            grade = self._worded(transcript, scenario, found, built_in)
            grade = replace(grade, notice=notice_of(found, reads, failed))
            better = await with_better_lines(
                self._client, transcript, grade.turns, grade.advice, self._coder, self._fits
            )
            return Graded(replace(grade, advice=better), counts_of(reads, failed))
        finally:
            await self._client.aclose()

    async def _reads(self, transcript: Transcript) -> tuple[list[Read], int]:
        """The readings that came, and how many did not. The first must come: it also finds the form that works."""
        reads = [await self._model.read(transcript)]
        gate = asyncio.Semaphore(AT_ONCE)

        async def once() -> Read:
            async with gate:
                return await self._model.read(transcript)

        failed = 0
        for result in await asyncio.gather(*(once() for _ in range(self._repeat - 1)), return_exceptions=True):
            if isinstance(result, Read):
                reads.append(result)
            elif isinstance(result, ModelFault | Unfit):
                failed += 1
            else:
                raise result
        return reads, failed

    def _fits(self, rows: Sequence[Row]) -> bool:
        return sum(self._counter.text(row_json(row)) + 2 for row in rows) <= self._context - 2 * AROUND

    # -- wording --------------------------------------------------------------------------------------

    def _worded(self, transcript: Transcript, scenario: Scenario | None, found: Verdicts, built_in: Grade) -> Grade:
        """The grade of a reading, in the words the built-in grader would use for it."""
        kept = held(transcript, found.turns, found.opinions, built_in.turns, built_in.no_respected)
        judgement, turns = kept.judgement, kept.turns
        own = free(transcript, found.turns, found.opinions)
        who = person(transcript, scenario)
        elsewhere = any(spoken_to_customer(turn.text)[1] for turn in turns)

        def clean(turn: int, line: str) -> bool:
            return not any(h.code in PITFALLS for h in code_turn(self._coder, transcript.turns[:turn], line))

        return Grade(
            transcript.id,
            self.name,
            self.version,
            judgement.scores,
            judgement.no_respected,
            judgement.relationship,
            turns,
            not_judged=judgement.not_judged,
            evidence=evidence_.evidence(turns, judgement),
            notes=evidence_.notes(judgement),
            rules=judgement.rules,
            strength=strength(transcript, turns, judgement, who),
            summary=summary(transcript, judgement, who, elsewhere=elsewhere),
            advice=advice(transcript, turns, judgement, scenario, clean),
            unsure=unsure_of(found, own, built_in),
        )


class BuiltInInstead:
    """The built-in grader where a model was wished for and may not be used; every grade says so.

    Args:
        built_in: grades.
        why: what keeps the model from grading, for people.
    """

    name = "offline"

    def __init__(self, built_in: OfflineGrader, why: str) -> None:
        self._built_in = built_in
        self._why = why

    def grade(self, transcript: Transcript, scenario: Scenario | None = None) -> Grade:
        """The built-in grade with the notice."""
        return instead(self._built_in.grade(transcript, scenario), self._why)


def instead(grade: Grade, why: str) -> Grade:
    """A built-in grade that says why no model gave it."""
    return replace(
        grade, notice=f"The language model did not grade this call: {why}. This is the built-in grader's reading."
    )


def _run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run to the end in an event loop of its own, also where one is running in this thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
