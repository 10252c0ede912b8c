"""Keeps the loop moving while the openai package is imported in a thread (benchmarks/model_client_load.py)."""

import contextlib
import gc
import threading
from collections.abc import Iterator

_lock = threading.Lock()
_loading = 0


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection inside: a full one in the middle of the import stops every thread for some 50 ms.

    May be entered from several threads; collection goes on when the last has left, unless it was off before.
    """
    global _loading
    with _lock:
        ours = _loading > 0 or gc.isenabled()
        if ours:
            _loading += 1
            gc.disable()
    try:
        yield
    finally:
        with _lock:
            if ours:
                _loading -= 1
                if not _loading:
                    gc.enable()
