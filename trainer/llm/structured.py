"""Asking for one JSON object in four ways, and finding it in whatever comes back. Pure."""

import json
from collections.abc import Sequence
from typing import Any

_NAME = "answer"


def for_rung(
    rung: str, messages: Sequence[dict[str, str]], schema: dict[str, Any]
) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """Messages and extra parameters for one way of asking (quirks.RUNGS)."""
    if rung == "schema":
        form = {"name": _NAME, "schema": schema, "strict": True}
        return list(messages), {"response_format": {"type": "json_schema", "json_schema": form}}
    shown = _with_schema(messages, schema)
    if rung == "object":
        return shown, {"response_format": {"type": "json_object"}}
    if rung == "tool":
        tool = {
            "type": "function",
            "function": {"name": _NAME, "description": "Give the answer.", "parameters": schema},
        }
        return shown, {"tools": [tool], "tool_choice": {"type": "function", "function": {"name": _NAME}}}
    return shown, {}


def _with_schema(messages: Sequence[dict[str, str]], schema: dict[str, Any]) -> list[dict[str, str]]:
    text = json.dumps(schema, sort_keys=True, ensure_ascii=False)
    order = f"\n\nAnswer with one JSON object and nothing else. It must fit this JSON schema:\n{text}"
    last = dict(messages[-1])
    last["content"] += order
    return [*messages[:-1], last]


def find_object(text: str) -> str | None:
    """The first balanced JSON object in the text, as compact JSON; None when there is none that parses."""
    decoder = json.JSONDecoder()
    start = text.find("{")
    tries = 0
    while start >= 0 and tries < 50:
        try:
            value, _ = decoder.raw_decode(text, start)
        except (json.JSONDecodeError, RecursionError):
            value = None
        if isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False)
        start = text.find("{", start + 1)
        tries += 1
    return None
