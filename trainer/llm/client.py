"""One OpenAI-compatible endpoint and model: streamed or whole answers, and one error type for every fault.

The openai package is imported in a thread, and only when a client is loaded.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from trainer.llm.connection import is_local
from trainer.llm.faults import Faults, ModelFault
from trainer.llm.keys import usable
from trainer.llm.loading import uncollected
from trainer.llm.providers import OPENAI, provider_of
from trainer.llm.quirks import Quirks, Rung, adapt, next_rung, quirks_of
from trainer.llm.reading import Cut, before, words_of
from trainer.llm.structured import find_object, for_rung
from trainer.llm.thinking import Thoughts

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Message = dict[str, str]
"""A chat message: `role` ("system", "user", "assistant") and `content`."""

TIMEOUT_S = 25.0
"""Longest wait for the first words, in seconds, retries included."""
WHOLE_S = 60.0
"""Longest answer, in seconds."""
CONNECT_S = 5.0
ADAPTATIONS = 3
"""Most times one request is sent again in another form that the endpoint may accept."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer cost, in tokens, as the endpoint counted them."""

    prompt: int
    completion: int
    cached: int = 0
    """Prompt tokens read from the endpoint's prefix cache."""


class ChatClient:
    """Talks to one model. Safe to use from several event loops; a client of its own is kept for each.

    Args:
        base_url: the endpoint; empty for OpenAI's own.
        model: name of the model as the endpoint knows it.
        key: empty for endpoints that want none.
        api_version: value of Azure's api-version parameter; empty for none.
        timeout_s: longest wait for the first words, in seconds.
        max_retries: how often the openai package tries again by itself on 429, 5xx and lost connections.

    Raises:
        KeyUnusable: the key cannot be sent.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        key: str = "",
        *,
        api_version: str = "",
        timeout_s: float = TIMEOUT_S,
        max_retries: int = 1,
    ) -> None:
        self.base_url = base_url.strip().rstrip("/") or OPENAI.base_url
        self.model = model
        self._key = usable(key, "the settings") if key.strip() else ""
        self._api_version = api_version
        self._timeout_s = timeout_s
        self._max_retries = max_retries
        self._faults = Faults(self.base_url, model, self._key)
        self._quirks: Quirks = quirks_of(self.base_url, model)
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = WeakKeyDictionary()
        self.usage: Usage | None = None
        """Of the last answer; None when the endpoint did not say."""

    def __repr__(self) -> str:
        return f"ChatClient({self.base_url!r}, {self.model!r})"

    @property
    def place(self) -> str:
        """Host and port, for people."""
        return self._faults.place

    async def load(self) -> AsyncOpenAI:
        """Import the openai package and build this loop's client, in a thread. Later calls cost nothing.

        Raises:
            ModelFault: the package is missing or the client could not be built.
        """
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            try:
                with uncollected():
                    client = await asyncio.to_thread(self._build)
            except ImportError as error:
                raise ModelFault("unknown", "the openai package is not installed; install the trainer again") from error
            except Exception as error:
                raise self._faults.of(error) from None
            client = self._clients.setdefault(loop, client)
        return client

    def _build(self) -> AsyncOpenAI:
        import openai

        for name in ("httpx", "httpcore", "httpx2", "httpcore2"):  # their debug lines print whole URLs
            logging.getLogger(name).setLevel(logging.WARNING)
        more: dict[str, Any] = {}
        if is_local(self.base_url):
            more["http_client"] = openai.DefaultAsyncHttpxClient(trust_env=False)  # a proxy must not see this machine
        if provider_of(self.base_url).id == "azure" and self._key:
            more["default_headers"] = {"api-key": self._key}
        if self._api_version:
            more["default_query"] = {"api-version": self._api_version}
        return openai.AsyncOpenAI(
            base_url=self.base_url,
            api_key=self._key or "not-needed",
            organization="",
            project="",
            timeout=openai.Timeout(self._timeout_s, connect=CONNECT_S),
            max_retries=self._max_retries,
            **more,
        )

    async def aclose(self) -> None:
        """Close this loop's connections. Safe to call twice."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            with contextlib.suppress(Exception):
                await client.close()

    async def stream(
        self,
        messages: Sequence[Message],
        max_tokens: int = 160,
        *,
        stop: Sequence[str] = (),
        within_s: float = WHOLE_S,
    ) -> AsyncGenerator[str, None]:
        """Yield an answer in pieces, without the model's thoughts. Closing the generator closes the connection.

        Args:
            messages: the prompt.
            max_tokens: longest answer in tokens; thoughts of models that think come on top.
            stop: the answer ends before the first of these texts. Done here and not by the endpoint, since some
                refuse the parameter; the connection is closed, which ends the work there too.
            within_s: longest whole answer, in seconds.

        Raises:
            ModelFault: anything went wrong, possibly after some pieces were yielded. Of kind "too_long_answer" when
                the answer was cut at its length.
        """
        self.usage = None
        until = time.monotonic() + within_s
        for attempt in range(ADAPTATIONS + 1):
            spoke = False
            try:
                async with aclosing(self._stream_once(messages, max_tokens, stop, until)) as pieces:
                    async for piece in pieces:
                        spoke = True
                        yield piece
                return
            except Exception as error:
                fault = self._faults.of(error)
                if spoke or attempt == ADAPTATIONS or not adapt(self._quirks, fault):
                    raise fault from None

    async def _stream_once(
        self, messages: Sequence[Message], max_tokens: int, stop: Sequence[str], until: float
    ) -> AsyncGenerator[str, None]:
        client = await self.load()
        until += self._quirks.extra_s
        first = min(until, time.monotonic() + self._timeout_s + self._quirks.extra_s)
        request = self._quirks.request(self.model, messages, max_tokens, stream=True)
        answer: Any = await asyncio.wait_for(client.chat.completions.create(**request), _left(first))
        if isinstance(answer, str):
            raise self._faults.make("web_page" if "<" in answer[:200] else "unreadable")
        try:
            kind = answer.response.headers.get("content-type", "")
            if "html" in kind:
                raise self._faults.make("web_page")
            if "json" in kind and "stream" not in kind and "ndjson" not in kind:
                body = await asyncio.wait_for(answer.response.aread(), _left(until))
                text = words_of(json.loads(body), self._faults)
                yield before(text, stop)[0]
                return
            thoughts = Thoughts(hold=self._quirks.hold)
            cut = Cut(stop)
            finish = ""
            events = answer.__aiter__()
            while True:
                try:
                    chunk = await asyncio.wait_for(anext(events), _left(until if thoughts.came_out else first))
                except StopAsyncIteration:
                    break
                self._note_usage(chunk)
                for choice in chunk.choices or ():
                    finish = choice.finish_reason or finish
                    delta = choice.delta
                    if getattr(delta, "refusal", None):
                        raise self._faults.make("declined", delta.refusal)
                    if out := cut.feed(thoughts.feed((delta and delta.content) or "")):
                        yield out
                if cut.done:
                    return
            if thoughts.unopened:
                self._quirks.hold = True
            if out := cut.feed(thoughts.finish()) + cut.finish():
                yield out
            self._judge_end(finish, cut.came_out, thoughts.leaked)
        finally:
            await answer.close()

    def _judge_end(self, finish: str, spoke: bool, thought_aloud: bool) -> None:
        """Raise unless a stream ended as it should."""
        if finish == "content_filter":
            raise self._faults.make("filtered")
        if thought_aloud:
            raise self._faults.make("format", "thoughts came without an opening tag")
        if finish == "length":
            raise self._faults.make("too_long_answer" if spoke else "empty", "length")
        if not finish:
            raise self._faults.make("broke_off" if spoke else "unreadable")
        if not spoke:
            raise self._faults.make("empty")

    async def complete(
        self, messages: Sequence[Message], max_tokens: int = 700, *, schema: dict[str, Any] | None = None
    ) -> str:
        """A whole answer, without the model's thoughts.

        Args:
            messages: the prompt.
            max_tokens: longest answer in tokens; thoughts come on top.
            schema: JSON schema of the wanted object. The strongest way the endpoint knows to keep to it is found by
                trying (strict schema, JSON mode, forced tool, plain words) and remembered; the result is the text
                of one JSON object, and the caller checks it against the schema.

        Raises:
            ModelFault: anything went wrong.
        """
        self.usage = None
        adaptations = 0
        rung = self._quirks.rung
        while True:
            try:
                text, finish = await self._complete_once(messages, max_tokens, schema, rung)
                if schema is None:
                    return text
                if (found := find_object(text)) is not None:
                    self._quirks.rung = rung
                    return found
                raise self._faults.make("too_long_answer" if finish == "length" else "format")
            except Exception as error:
                fault = self._faults.of(error)
                if schema is not None and rung != "plain" and fault.kind in ("rejected", "format", "server", "empty"):
                    rung = next_rung(rung)
                    continue
                adaptations += 1
                if adaptations > ADAPTATIONS or not adapt(self._quirks, fault):
                    raise fault from None

    async def _complete_once(
        self, messages: Sequence[Message], max_tokens: int, schema: dict[str, Any] | None, rung: Rung
    ) -> tuple[str, str]:
        client = await self.load()
        extra: dict[str, Any] = {}
        if schema is not None:
            messages, extra = for_rung(rung, messages, schema)
        request = self._quirks.request(self.model, messages, max_tokens, stream=False) | extra
        answer: Any = await asyncio.wait_for(client.chat.completions.create(**request), WHOLE_S + self._quirks.extra_s)
        if isinstance(answer, str):
            raise self._faults.make("web_page" if "<" in answer[:200] else "unreadable")
        self._note_usage(answer)
        body = answer.model_dump() if hasattr(answer, "model_dump") else answer
        finish = str(((body.get("choices") or [{}])[0] or {}).get("finish_reason") or "")
        return words_of(body, self._faults, schema is not None), finish

    def _note_usage(self, answer: Any) -> None:
        usage = getattr(answer, "usage", None)
        prompt = getattr(usage, "prompt_tokens", None)
        if isinstance(prompt, int) and prompt > 0:
            details = getattr(usage, "prompt_tokens_details", None)
            cached = getattr(details, "cached_tokens", None) or 0
            self.usage = Usage(prompt, int(getattr(usage, "completion_tokens", 0) or 0), int(cached))


def _left(until: float) -> float:
    """Seconds until a moment of the monotonic clock; a little above 0 when it has passed."""
    return max(until - time.monotonic(), 0.001)
