"""Everything that can go wrong with a model, as one error for people.

The table of faults was measured against a raw loopback server (notes on language models, 2.3); tests/llm plays it.
"""

import asyncio
import json
import logging
import re
import socket
import ssl
from collections.abc import Iterator
from typing import Any, Literal

from trainer.cleaning import clean
from trainer.customer.voice import VoiceFailed
from trainer.llm.connection import is_local, place_of
from trainer.llm.keys import redact
from trainer.llm.providers import provider_of

log = logging.getLogger(__name__)

Kind = Literal[
    "key",
    "forbidden",
    "no_model",
    "no_endpoint",
    "busy",
    "no_credit",
    "server",
    "slow",
    "refused",
    "no_host",
    "network",
    "tls",
    "web_page",
    "unreadable",
    "error_body",
    "empty",
    "broke_off",
    "filtered",
    "too_long_answer",
    "too_long_talk",
    "declined",
    "format",
    "rejected",
    "unknown",
]


class ModelFault(VoiceFailed):
    """A model could not answer.

    Args:
        kind: what happened.
        message: for people, names the host and what to do; holds no key.
        detail: the server's own words, short and redacted; may be empty.
        status: HTTP status, 0 when there was none.
    """

    def __init__(self, kind: Kind, message: str, detail: str = "", status: int = 0) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail
        self.status = status


class Faults:
    """Makes faults for one endpoint and model."""

    def __init__(self, base_url: str, model: str, key: str = "") -> None:
        self._base_url = base_url
        self._model = model
        self._key = key
        self.place = place_of(base_url) or "the endpoint"

    def make(self, kind: Kind, detail: str = "", status: int = 0, wait_s: float = 0.0) -> ModelFault:
        """A fault of that kind, worded for this endpoint."""
        return ModelFault(kind, self._message(kind, wait_s, status), self.detail(detail), status)

    def detail(self, text: str) -> str:
        """A server's words made safe and short."""
        return redact(clean(text, limit=600, lines=False), self._key)[:200]

    def _message(self, kind: Kind, wait_s: float, status: int) -> str:
        place, model = self.place, self._model or "the model"
        preset = provider_of(self._base_url)
        hint = preset.hint
        if is_local(self._base_url) and not preset.local:
            hint = "start the server there, or check the address"
        wait = f"; it asks to wait {wait_s:.0f} seconds" if wait_s else "; wait a little"
        words: dict[Kind, str] = {
            "key": f"{place} did not take the key; check it in the settings or in OPENAI_API_KEY",
            "forbidden": f"{place} does not let this key use {model}; choose another model or ask who runs the account",
            "no_model": f"{place} has no model called {model}; choose one it offers",
            "no_endpoint": f"there is no chat endpoint at {redact(self._base_url)}; the address often ends in /v1",
            "busy": f"{place} takes no more requests for now{wait}",
            "no_credit": f"the account at {place} has no credit left; top it up or choose another connection",
            "server": f"{place} had an error of its own ({status or 500}); try again later",
            "slow": f"{place} did not answer in time; try again, or choose a smaller model",
            "refused": f"nothing is listening at {place}; {hint}",
            "no_host": f"the host {place} was not found; check the address and the network",
            "network": f"the connection to {place} failed; {hint}",
            "tls": f"no secure connection to {place}; check the clock, the proxy and SSL_CERT_FILE",
            "web_page": f"{place} sent a web page in place of an answer; a network sign-in, or a wrong address",
            "unreadable": f"{place} sent something that could not be read; is it an OpenAI-compatible endpoint?",
            "error_body": f"{place} answered with an error in place of words; try again, or choose another model",
            "empty": f"{model} at {place} sent an empty answer; try again, or choose another model",
            "broke_off": f"the answer from {place} broke off; try again",
            "filtered": f"the content filter at {place} stopped the answer",
            "too_long_answer": f"{model} at {place} did not come to an end; choose another model",
            "too_long_talk": f"the talk has grown too long for {model} at {place}; choose one with a larger context",
            "declined": f"{model} at {place} declined to answer",
            "format": f"{model} at {place} did not answer in the form it was asked for",
            "rejected": f"{place} did not accept the request; check the model's name and the address",
            "unknown": f"the answer from {place} could not be used",
        }
        if kind == "no_model" and provider_of(self._base_url).id == "ollama":
            return f"Ollama has no model called {model}; get it with 'ollama pull {model}', or choose another"
        return words[kind]

    def of(self, error: BaseException) -> ModelFault:
        """The fault behind any error that came out of a request. The one adapter boundary uses it."""
        import openai

        if isinstance(error, ModelFault):
            return error
        if isinstance(error, openai.APIStatusError):
            return self._of_status(error)
        if isinstance(error, openai.APITimeoutError | TimeoutError | asyncio.TimeoutError):
            return self.make("slow")
        if isinstance(error, openai.APIConnectionError):
            return self._of_connection(error)
        if isinstance(error, openai.LengthFinishReasonError):
            return self.make("too_long_answer")
        if isinstance(error, openai.ContentFilterFinishReasonError):
            return self.make("filtered")
        if isinstance(error, openai.APIError):
            return self._of_body(getattr(error, "body", None), str(error))
        if isinstance(error, UnicodeEncodeError):
            return self.make("key")
        if isinstance(error, json.JSONDecodeError | UnicodeError):
            return self.make("unreadable")
        if isinstance(error, OSError):
            return self._of_connection(error)
        log.warning("unforeseen model error %s: %s", type(error).__name__, self.detail(str(error)))
        return self.make("unknown", type(error).__name__)

    def _of_status(self, error: Any) -> ModelFault:
        status = int(error.status_code)
        body = error.body
        text = str(error.message or "")
        code = f"{_field(body, 'code')} {_field(body, 'type')} {text}".lower()
        if status == 401:
            return self.make("key", text, status)
        if status == 403:
            return self.make("forbidden", text, status)
        if status == 404:
            names = "model" in code or "deployment" in code
            return self.make("no_model" if names else "no_endpoint", text, status)
        if status == 429:
            if "insufficient_quota" in code or "billing" in code or "credit" in code:
                return self.make("no_credit", text, status)
            return self.make("busy", text, status, _seconds(error.response.headers.get("retry-after")))
        if status == 402:
            return self.make("no_credit", text, status)
        if status == 408:
            return self.make("slow", text, status)
        if is_too_long(code) or status == 413:
            return self.make("too_long_talk", text, status)
        if status >= 500:
            return self.make("busy" if status == 503 else "server", text, status)
        if "content_filter" in code or "content management policy" in code:
            return self.make("filtered", text, status)
        if "model" in code and any(w in code for w in ("not found", "not exist", "invalid model", "unknown model")):
            return self.make("no_model", text, status)
        return self.make("rejected", text, status)

    def _of_connection(self, error: BaseException) -> ModelFault:
        chain = list(_causes(error))
        text = " ".join(str(e) for e in chain).lower()
        if any(isinstance(e, UnicodeError) for e in chain) or "illegal header" in text or "header value" in text:
            return self.make("key")
        if any(isinstance(e, ssl.SSLError) for e in chain) or "certificate" in text or "ssl" in text:
            return self.make("tls")
        if any(isinstance(e, socket.gaierror) for e in chain) or "name or service" in text or "nodename" in text:
            return self.make("no_host")
        if any(isinstance(e, ConnectionRefusedError) for e in chain) or "all connection attempts failed" in text:
            return self.make("refused" if is_local(self._base_url) else "network")
        if any(m in text for m in ("incomplete", "peer closed", "disconnected", "reset", "readerror", "broken")):
            return self.make("broke_off")
        return self.make("network")

    def _of_body(self, body: object, text: str) -> ModelFault:
        code = f"{_field(body, 'code')} {_field(body, 'type')} {text}".lower()
        if "insufficient_quota" in code:
            return self.make("no_credit", text)
        if "rate" in code and "limit" in code:
            return self.make("busy", text)
        if "content_filter" in code:
            return self.make("filtered", text)
        if is_too_long(code):
            return self.make("too_long_talk", text)
        return self.make("error_body", text)

    def of_body(self, body: object) -> ModelFault:
        """The fault in a body that came with status 200 and holds an error instead of choices."""
        return self._of_body(body, _field(body, "message") or str(body or ""))


def is_too_long(text: str) -> bool:
    """Whether a server's lower-case error says that the prompt does not fit."""
    return bool(
        re.search(
            r"context[_ ](?:length|window|size)|maximum context|prompt is too long|too many tokens|"
            r"exceed\w* (?:the )?(?:available |maximum )?context|larger than (?:the )?context",
            text,
        )
    )


def _field(body: object, name: str) -> str:
    if isinstance(body, dict):
        inner = body.get("error")
        source = inner if isinstance(inner, dict) else body
        return str(source.get(name) or "")
    return ""


def _seconds(header: str | None) -> float:
    try:
        return min(max(float(header or 0), 0.0), 86_400.0)
    except ValueError:
        return 0.0


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        if isinstance(error, BaseExceptionGroup) and error.exceptions:
            yield from _causes(error.exceptions[0])
        error = error.__cause__ or error.__context__
