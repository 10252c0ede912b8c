"""Keeps on disk which way of asking for JSON an endpoint and model took, so that the ladder is climbed once."""

import contextlib
import json
import logging
from hashlib import blake2s
from pathlib import Path
from tempfile import NamedTemporaryFile

from trainer.llm.quirks import RUNGS, Rung, quirks_of
from trainer.paths import private_folder

log = logging.getLogger(__name__)

FILE = "model-forms.json"
"""Name of the file in the data folder."""
MOST = 200


def recall(file: Path, base_url: str, model: str) -> None:
    """Begin with the form that worked last, unless this process knows better. Never raises."""
    rung = _read(file).get(_key(base_url, model))
    quirks = quirks_of(base_url, model)
    if rung in RUNGS and quirks.rung == RUNGS[0]:
        quirks.rung = rung


def keep(file: Path, base_url: str, model: str) -> None:
    """Keep the form that worked now (0600, replaced in one step). Never raises: it is only a shortcut."""
    known, key, rung = _read(file), _key(base_url, model), quirks_of(base_url, model).rung
    if known.get(key, RUNGS[0]) == rung:
        return
    known.pop(key, None)
    known[key] = rung
    text = json.dumps(dict(list(known.items())[-MOST:]), indent=1) + "\n"
    try:
        private_folder(file.parent)
        with NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as made:
            made.write(text)
        try:
            Path(made.name).replace(file)
        except OSError:
            with contextlib.suppress(OSError):
                Path(made.name).unlink()
            raise
    except OSError as error:
        log.info("%s could not be kept: %s", file.name, type(error).__name__)


def _read(file: Path) -> dict[str, Rung]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {k: v for k, v in found.items() if v in RUNGS} if isinstance(found, dict) else {}


def _key(base_url: str, model: str) -> str:
    """No address stands in the file, since one may hold a password."""
    return blake2s(f"{base_url.rstrip('/')}\n{model}".encode(), digest_size=8).hexdigest()
