"""The customer's voice through a language model: it words the director's move and decides nothing."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from trainer.cleaning import clean
from trainer.customer.guard import to_tell, untold
from trainer.customer.guard_words import count_words, is_noise, split_ready
from trainer.customer.voice import Brief, VoiceFailed
from trainer.llm import prompting
from trainer.llm.budget import Window
from trainer.llm.client import ChatClient
from trainer.llm.faults import ModelFault
from trainer.llm.tokens import Counter
from trainer.scenarios.model import Scenario
from trainer.scenarios.vocabulary import MAX_WORDS

log = logging.getLogger(__name__)

MAX_TOKENS = 160
"""Longest answer in tokens; 45 words are about 60."""


LINE_S = 30.0
"""Longest wait for one line, in seconds, all attempts at it together; then the built-in voice speaks."""
_NEW_VOICES = ('\n"', "\n“", "\n- ", "\n—", "<said-", "</said-", "<|im_", "<|eot")
_QUOTES = ('"', "“", "”")
_NOISE_CHARS = 80
"""Length from which words without a sentence's end are looked at for noise."""


class ModelVoice:
    """Words moves through one model. One voice serves one call at a time.

    Args:
        client: the endpoint.
        counter: counts prompt tokens; a plain estimate when left out.
        context: tokens the prompt may take.
        call: id of the call, for log lines.
    """

    name = "llm"

    def __init__(
        self, client: ChatClient, counter: Counter | None = None, context: int = 8_000, call: str = ""
    ) -> None:
        self._client = client
        self._counter = counter or Counter()
        self._call = call
        self._line = (-1, 0.0)
        """The turn being worded, and the moment of the monotonic clock by which it has to be."""
        self._window = Window(self._counter, context)

    @property
    def place(self) -> str:
        """Host and port that receives the talk."""
        return self._client.place

    async def load(self) -> None:
        """Import what speaking needs, in threads. Raises ModelFault."""
        await asyncio.gather(asyncio.to_thread(prompting.environment), self._client.load())

    async def aclose(self) -> None:
        """Close the connections. Safe to call twice."""
        await self._client.aclose()

    async def speak(self, brief: Brief) -> AsyncGenerator[str, None]:
        """Yield the line sentence by sentence, cleaned; see Voice.

        A line that is to tell a reason is held back until it is whole, and asked for once more when the reason is not
        in it.

        Raises:
            VoiceFailed: the model could not be reached, or said nothing that can be used.
        """
        await self.load()
        if self._line[0] != brief.turn or not brief.refused:
            self._line = (brief.turn, time.monotonic() + LINE_S)
        if not to_tell(brief):
            async with aclosing(self._sentences(brief)) as spoken:
                async for sentence in spoken:
                    yield sentence
            return
        asked = brief
        for _ in range(2):
            line = "".join([s async for s in self._sentences(asked)])
            why = untold(line, brief)
            if not why:
                yield line
                return
            asked = replace(brief, refused=why)
        raise VoiceFailed(f"the model at {self.place} did not tell the reason")

    async def _sentences(self, brief: Brief) -> AsyncGenerator[str, None]:
        """Whole sentences while they fit into a line; a tail that was cut off is left out."""
        messages = self._window.messages(brief)
        rest, spoken = "", 0
        within = self._line[1] - time.monotonic()
        if within < LINE_S / 6:
            raise VoiceFailed(f"the model at {self.place} is too slow to be asked once more")
        stops = _stops(brief.scenario)
        try:
            async with aclosing(self._client.stream(messages, MAX_TOKENS, stop=stops, within_s=within)) as pieces:
                async for piece in pieces:
                    rest = _opening(rest + piece, brief.scenario) if not spoken else rest + piece
                    ready, rest = split_ready(rest)
                    if len(rest) > _NOISE_CHARS and brief.scenario.language.startswith("en") and is_noise(rest):
                        raise VoiceFailed(f"the model at {self.place} does not speak in plain words")
                    for sentence in ready:
                        length = count_words(sentence)
                        if spoken and spoken + length > MAX_WORDS:
                            return
                        spoken += length
                        if out := _tidy(sentence):
                            yield out + " "
        except ModelFault as fault:
            if fault.kind not in ("too_long_answer", "slow") or not spoken:
                raise
            return
        finally:
            usage = self._client.usage
            self._counter.learn(messages, usage)
            log.debug("call %s turn %d: %d words, %s", self._call, brief.turn, spoken, usage)
        rest = _tidy(_opening(rest, brief.scenario) if not spoken else rest)
        if rest and not (spoken and spoken + count_words(rest) > MAX_WORDS):
            yield rest
        elif not spoken:
            raise VoiceFailed(f"the model at {self.place} said nothing")


def _stops(scenario: Scenario) -> tuple[str, ...]:
    """Where another speaker's turn would begin."""
    names = dict.fromkeys(("Rep", scenario.rep, "User", "You", "Salesperson", "Seller"))
    return (*(f"\n{name}:" for name in names), *_NEW_VOICES)


def _opening(text: str, scenario: Scenario) -> str:
    """The beginning of a line without the customer's own name before it."""
    text = text.lstrip()
    for name in (scenario.called, scenario.customer, scenario.customer.split()[0], "Customer"):
        text = re.sub(rf"^\**{re.escape(name)}\**\s*:\**\s*", "", text, flags=re.IGNORECASE)
    return text


def _tidy(sentence: str) -> str:
    """A sentence safe to show, without the quotation marks some models put around all they say."""
    text = clean(sentence, lines=False)
    marks = sum(text.count(mark) for mark in _QUOTES)
    starts, ends = text.startswith(_QUOTES), text.endswith(_QUOTES)
    if marks == 2 and starts and ends:
        return text[1:-1].strip()
    if marks % 2 and starts:
        return text[1:].lstrip()
    return text[:-1].rstrip() if marks % 2 and ends else text
