"""What an endpoint was found to refuse or need, remembered per endpoint and model for the life of the process."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from trainer.llm.faults import ModelFault
from trainer.llm.providers import provider_of

Rung = Literal["schema", "object", "tool", "plain"]
RUNGS: tuple[Rung, ...] = ("schema", "object", "tool", "plain")
"""Ways to ask for a JSON object, strongest first (notes on language models, 2.5)."""

ROOM_TOKENS = 2_000
"""Tokens a model that thinks may spend before it speaks."""
ROOM_S = 30.0


@dataclass
class Quirks:
    """How to word requests to one endpoint and model."""

    tokens_name: str
    """Which parameter limits the answer: "max_tokens" or "max_completion_tokens"."""
    dropped: set[str] = field(default_factory=set)
    """Parameters left out because they were refused."""
    thinks: bool = False
    """The model spends tokens on thoughts and needs room for them."""
    hold: bool = False
    """The model thinks without an opening tag: nothing is given out before the closing one."""
    merge_system: bool = False
    """The chat template knows no system role; its text goes before the first user message."""
    effort: str = ""
    """Value of OpenAI's reasoning_effort; empty to leave it out."""
    rung: Rung = "schema"
    """The way that worked last."""

    @property
    def extra_s(self) -> float:
        """Seconds to wait longer for the first words."""
        return ROOM_S if self.thinks or self.hold else 0.0

    def request(
        self, model: str, messages: Sequence[dict[str, str]], max_tokens: int, *, stream: bool
    ) -> dict[str, Any]:
        """Keyword arguments for the request; nothing in it that some servers refuse, unless needed."""
        room = ROOM_TOKENS if self.thinks or self.hold else 0
        made: dict[str, Any] = {
            "model": model,
            "messages": _merged(messages) if self.merge_system else list(messages),
            "stream": stream,
        }
        if self.tokens_name not in self.dropped:
            made[self.tokens_name] = max_tokens + room
        if self.effort:
            made["reasoning_effort"] = self.effort
        if stream and "stream_options" not in self.dropped:
            made["stream_options"] = {"include_usage": True}
        return made


def next_rung(after: Rung) -> Rung:
    """One way down; the last one stays."""
    return RUNGS[min(RUNGS.index(after) + 1, len(RUNGS) - 1)]


_REASONS = re.compile(r"gpt-(?:5\.[1-9]|[6-9])")
"""OpenAI's models that think before every answer unless told not to, which a spoken line does not need."""

_KNOWN: dict[tuple[str, str], Quirks] = {}


def quirks_of(base_url: str, model: str) -> Quirks:
    """The remembered quirks; shared by all clients of the same endpoint and model."""
    preset = provider_of(base_url).id
    name = "max_completion_tokens" if preset in ("openai", "azure") else "max_tokens"
    effort = "none" if preset == "openai" and _REASONS.match(model) else ""
    return _KNOWN.setdefault((base_url.rstrip("/"), model), Quirks(name, effort=effort))


def adapt(quirks: Quirks, fault: ModelFault) -> bool:
    """Learn from a fault; whether it is worth asking again in the new form."""
    said = fault.detail.lower()
    if fault.kind == "empty" and fault.detail == "length" and not quirks.thinks:
        quirks.thinks = True
        return True
    if fault.kind == "format" and quirks.hold and not quirks.thinks:
        quirks.thinks = True
        return True
    if fault.kind in ("rejected", "server") and "system" in said and "role" in said and not quirks.merge_system:
        quirks.merge_system = True
        return True
    if fault.kind != "rejected" or fault.status not in (400, 422):
        return False
    if quirks.effort and "reasoning" in said:
        quirks.effort = "low" if quirks.effort == "none" else ""
        return True
    other = "max_tokens" if quirks.tokens_name == "max_completion_tokens" else "max_completion_tokens"
    if "max_tokens" in said or "max_completion_tokens" in said:
        if f"swapped:{other}" in quirks.dropped:
            return _drop(quirks, quirks.tokens_name)
        quirks.dropped.add(f"swapped:{quirks.tokens_name}")
        quirks.tokens_name = other
        return True
    return _drop(quirks, "stream_options")


def _drop(quirks: Quirks, name: str) -> bool:
    if name in quirks.dropped:
        return False
    quirks.dropped.add(name)
    return True


def _merged(messages: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The messages with the system text at the head of the first user message."""
    system = "\n\n".join(m["content"] for m in messages if m["role"] == "system")
    rest = [dict(m) for m in messages if m["role"] != "system"]
    if rest and rest[0]["role"] == "user":
        rest[0]["content"] = f"{system}\n\n{rest[0]['content']}"
        return rest
    return [{"role": "user", "content": system}, *rest]
