"""Reading what an endpoint sent: the words in a whole answer, and where a streamed one has to end. No I/O."""

from collections.abc import Sequence
from typing import Any

from trainer.llm.faults import Faults
from trainer.llm.thinking import without_thoughts


class Cut:
    """Ends a streamed text before the first of some stop texts, also when it is split over pieces."""

    def __init__(self, stop: Sequence[str]) -> None:
        self._stop = [s for s in stop if s]
        self._rest = ""
        self.done = False
        self.came_out = False

    def feed(self, piece: str) -> str:
        if self.done:
            return ""
        self._rest = self._rest + piece if self.came_out else (self._rest + piece).lstrip()
        text, self.done = before(self._rest, self._stop)
        keep = 0 if self.done else max((_overlap(text, s) for s in self._stop), default=0)
        out = text[: len(text) - keep]
        self._rest = text[len(text) - keep :]
        self.came_out = self.came_out or bool(out.strip())
        return out

    def finish(self) -> str:
        out, self._rest = ("" if self.done else self._rest), ""
        self.came_out = self.came_out or bool(out.strip())
        return out


def before(text: str, stop: Sequence[str]) -> tuple[str, bool]:
    places = [i for s in stop if s and (i := text.find(s)) >= 0]
    return (text[: min(places)], True) if places else (text, False)


def _overlap(text: str, stop: str) -> int:
    """Length of the longest end of `text` that begins `stop`."""
    return next((n for n in range(min(len(text), len(stop) - 1), 0, -1) if stop.startswith(text[-n:])), 0)


def words_of(body: Any, faults: Faults, wants_object: bool = False) -> str:
    """The words in the body of a whole answer."""
    if not isinstance(body, dict):
        raise faults.make("unreadable")
    if body.get("error"):
        raise faults.of_body(body["error"])
    choices = body.get("choices")
    if choices is None:
        raise faults.make("unreadable")
    if not choices:
        raise faults.make("empty")
    choice = choices[0] or {}
    message = choice.get("message") or {}
    if message.get("refusal"):
        raise faults.make("declined", str(message["refusal"]))
    finish = choice.get("finish_reason")
    if finish == "content_filter":
        raise faults.make("filtered")
    text = without_thoughts(message.get("content") or "")
    if not text and wants_object:
        calls = message.get("tool_calls") or [{}]
        text = str(((calls[0] or {}).get("function") or {}).get("arguments") or "")
    if not text:
        raise faults.make("empty", "length" if finish == "length" else "")
    if finish == "length" and not wants_object:
        raise faults.make("too_long_answer")
    return text
