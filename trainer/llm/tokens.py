"""How many tokens a prompt takes: a calibrated estimate at once, tiktoken's count where its file is at hand.

tiktoken fetches its files from the network with no timeout and holds a lock while it does, so it is only ever loaded in
one daemon thread, never waited for, and never when nothing says that the file is there (notes on language models, 3).
"""

import math
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

DEADLINE_S = 5.0
"""A tiktoken that took longer to load, in seconds, is not used: counts must not change late in a call."""
SAFETY = 1.15
"""The estimate is scaled by this: under-counting is worse than over-counting."""
OTHER_MODELS = 1.1
"""Further factor for models whose tokeniser is not OpenAI's."""
PER_MESSAGE = 4
PER_PROMPT = 3
_SMOOTHING = 0.3
_RATIO = (0.7, 2.0)
_CHUNK = 16_384

_FILES = {
    "o200k_base": "fb374d419588a4632f3f557e76b4b70aebbca790",
    "cl100k_base": "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
}
"""SHA-1 names under which tiktoken caches its files."""
_PIECES = re.compile(r"[^\W\d_]+|\d+|\n+|[ \t]{2,}|[^\w\s]|_")


class Spent(Protocol):
    """What an endpoint said a prompt took."""

    @property
    def prompt(self) -> int: ...


def estimate(text: str) -> int:
    """Tokens of a text, estimated; a little high on purpose.

    Against o200k on the corpus's turns: 1.2 times in sum, under-counts under 1 in 100 turns; on other scripts and
    emoji about twice.
    """
    total = 0.0
    for match in _PIECES.finditer(text):
        piece = match.group()
        first, length = piece[0], len(piece)
        if first.isalpha():
            if piece.isascii():
                total += 1 + max(0, min(length, 14) - 7) * 0.17 + max(0, length - 14) * 0.45
            else:
                wide = len(piece.encode("utf-8", "replace")) / length
                total += length if wide >= 2.5 else 0.5 + length * 0.3 if wide > 1.6 else 1 + length * 0.17
        elif first.isdigit():
            total += -(-length // 3)
        elif first.isspace():
            total += 0.6
        else:
            total += 0.75 if piece.isascii() else 2.4
    return math.ceil(total * SAFETY)


def encoding_of(model: str) -> str:
    """tiktoken's encoding of an OpenAI model; empty for any other."""
    name = model.lower().rsplit("/", 1)[-1]
    if re.match(r"(?:gpt-4o|gpt-4\.1|gpt-4\.5|gpt-[5-9]|chatgpt|o\d)", name):
        return "o200k_base"
    return "cl100k_base" if re.match(r"gpt-(?:4|3\.5|35)", name) else ""


def cached_file(encoding: str, environ: Mapping[str, str] | None = None) -> Path | None:
    """Where tiktoken's file for an encoding lies, if it is there."""
    env = os.environ if environ is None else environ
    folder = env.get("TIKTOKEN_CACHE_DIR") or env.get("DATA_GYM_CACHE_DIR")
    path = Path(folder or Path(tempfile.gettempdir()) / "data-gym-cache") / _FILES.get(encoding, "none")
    return path if path.is_file() else None


class _Loader:
    """Loads encodings in one daemon thread at a time; keeps successes only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: dict[str, Any] = {}
        self._thread: threading.Thread | None = None

    def get(self, encoding: str) -> Any:
        return self._ready.get(encoding)

    def start(self, encoding: str, load: Callable[[str], Any]) -> None:
        with self._lock:
            if encoding in self._ready or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(
                target=self._load, args=(encoding, load), name=f"tiktoken {encoding}", daemon=True
            )
            self._thread.start()

    def _load(self, encoding: str, load: Callable[[str], Any]) -> None:
        started = time.monotonic()
        try:
            found = load(encoding)
        except Exception:  # no network, a broken file, an unknown name: the estimate stays, a later start may try again
            return
        if time.monotonic() - started <= DEADLINE_S:
            self._ready[encoding] = found


_LOADER = _Loader()


def _load_tiktoken(encoding: str) -> Any:
    import tiktoken

    return tiktoken.get_encoding(encoding)


class Counter:
    """Counts tokens for one model, and learns from what the endpoint says it counted.

    Args:
        model: name of the model.
        may_download: the user agreed that tiktoken fetches its file.
        load: makes an encoding from its name.
    """

    def __init__(
        self, model: str = "", *, may_download: bool = False, load: Callable[[str], Any] = _load_tiktoken
    ) -> None:
        self._encoding = encoding_of(model)
        self._may_download = may_download
        self._load = load
        self.ratio = 1.0
        """Counted by the endpoint over counted here, smoothed, from 0.7 to 2.0."""

    @property
    def exact(self) -> bool:
        """Whether counts come from the model's own tokeniser."""
        return bool(self._encoding) and _LOADER.get(self._encoding) is not None

    def start(self) -> bool:
        """Begin to load the exact tokeniser, if that is allowed; returns at once.

        Returns:
            Whether it is there, or being loaded.
        """
        if not self._encoding or not (self._may_download or cached_file(self._encoding)):
            return False
        _LOADER.start(self._encoding, self._load)
        return True

    def text(self, text: str) -> int:
        """Tokens of a text, not calibrated. Never raises, whatever special tokens it spells."""
        encoding = _LOADER.get(self._encoding) if self._encoding else None
        if encoding is not None:
            return sum(len(encoding.encode_ordinary(text[i : i + _CHUNK])) for i in range(0, len(text), _CHUNK))
        return math.ceil(estimate(text) * (1.0 if self._encoding else OTHER_MODELS))

    def _raw(self, messages: Sequence[Mapping[str, str]]) -> int:
        return sum(self.text(m["content"]) + PER_MESSAGE for m in messages) + PER_PROMPT

    def prompt(self, messages: Sequence[Mapping[str, str]]) -> int:
        """Tokens of a whole prompt, calibrated."""
        return math.ceil(self._raw(messages) * self.ratio)

    def learn(self, messages: Sequence[Mapping[str, str]], spent: Spent | None) -> None:
        """Move the calibration towards what the endpoint counted for these messages."""
        if spent is None or spent.prompt <= 0:
            return
        seen = spent.prompt / max(1, self._raw(messages))
        low, high = _RATIO
        self.ratio = min(high, max(low, self.ratio + _SMOOTHING * (min(high, max(low, seen)) - self.ratio)))
