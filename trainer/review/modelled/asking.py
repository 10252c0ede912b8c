"""Asks a model to read a call: parts that fit, the ladder of forms, one repair an answer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.llm.client import ChatClient
from trainer.llm.faults import ModelFault
from trainer.llm.prompting import Message
from trainer.llm.quirks import next_rung, quirks_of
from trainer.llm.tokens import Counter
from trainer.review.modelled.answer import CODING_SCHEMA, Answer, Unfit, read_answer
from trainer.review.modelled.prompt import coder_system, coding_messages, repair_messages, row_json
from trainer.review.modelled.reading import Reading, checked_reading, joined
from trainer.review.modelled.windows import Part, parts
from trainer.rubric.transcript import Transcript

log = logging.getLogger(__name__)

AROUND = 500
"""Tokens of a request besides the manual and the turns."""
LEAST_ROOM = 400
"""Tokens a part must have for its turns."""
OUT_START, OUT_TURN, OUT_MOST = 500, 160, 6_000
"""Tokens of an answer: to begin with, for each rep turn, and at most."""
CUT_SHARE = 0.5
"""A server that counts fewer prompt tokens than this share of our estimate has probably cut the prompt."""


class SmallContext(Exception):
    """The manual alone does not fit the model's context."""


@dataclass(frozen=True, slots=True)
class Read:
    """A whole call read once."""

    reading: Reading
    parts: int
    repaired: int
    """Answers that had to be asked for again."""
    maybe_cut: bool
    """The server counted so few tokens that it may have cut the prompt (Ollama does so silently)."""


class ModelCoder:
    """Reads calls through one model.

    Args:
        client: the endpoint.
        counter: counts prompt tokens.
        context: tokens a prompt may take.
    """

    def __init__(self, client: ChatClient, counter: Counter, context: int) -> None:
        self.client = client
        self._counter = counter
        self._context = context

    async def read(self, transcript: Transcript) -> Read:
        """Read a whole call once.

        Raises:
            ModelFault: the endpoint failed.
            Unfit: its answer could not be used, nor the second one.
            TooLong, SmallContext: the call, or the manual, does not fit.
        """
        room = self._context - self._counter.text(coder_system()) - AROUND
        if room < LEAST_ROOM:
            raise SmallContext
        read: list[tuple[Reading, int]] = []
        repaired, cut = 0, False
        cuts = parts(transcript, room, lambda row: self._counter.text(row_json(row)) + 2)
        for part in cuts:
            messages = coding_messages(transcript.scenario, part)
            reading, again = await self._part(transcript, part, messages)
            read.append((reading, len(part.own)))
            repaired += again
            cut = cut or self._was_cut(messages)
        return Read(joined(read), len(cuts), repaired, cut)

    async def _part(self, transcript: Transcript, part: Part, messages: Sequence[Message]) -> tuple[Reading, bool]:
        limit = min(OUT_MOST, OUT_START + OUT_TURN * len(part.own))
        quirks = quirks_of(self.client.base_url, self.client.model)
        answered = ""
        try:
            answered = await self.client.complete(messages, limit, schema=CODING_SCHEMA)
            return self._checked(transcript, answered, part), False
        except ModelFault as fault:
            if fault.kind not in ("format", "too_long_answer"):
                raise
            problems: tuple[str, ...] = ("it was not one whole JSON object",)
            if fault.kind == "too_long_answer":
                problems = ("it was too long: keep quotes to a few words and reasons to one short sentence",)
            limit = min(OUT_MOST, 2 * limit)
        except Unfit as unfit:
            problems = unfit.problems
            limit = min(OUT_MOST, 2 * limit)
            if unfit.shape:  # the endpoint takes the form and does not hold to it
                quirks.rung = next_rung(quirks.rung)
        log.info("asking %s once more: %s", self.client.model, problems[0])
        answered = await self.client.complete(
            repair_messages(messages, answered, problems), limit, schema=CODING_SCHEMA
        )
        return self._checked(transcript, answered, part), True

    @staticmethod
    def _checked(transcript: Transcript, text: str, part: Part) -> Reading:
        answer: Answer = read_answer(text)
        return checked_reading(transcript, answer, part.own)

    def _was_cut(self, messages: Sequence[Message]) -> bool:
        usage = self.client.usage
        if usage is None:
            return False
        if usage.prompt < CUT_SHARE * self._counter.prompt(messages):
            return True
        self._counter.learn(messages, usage)
        return False
