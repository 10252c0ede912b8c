"""What `trainer doctor` says about language models. Nothing here is needed for a call. No key is ever shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha1
from importlib.util import find_spec
from pathlib import Path

from trainer.cli.checks import Check

VOCABULARY = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
"""Address tiktoken names its cached file after."""


def key() -> Iterator[Check]:
    """Where the key for the settings' endpoint was found; never the key."""
    from trainer import config
    from trainer.llm.keys import find_key

    found = find_key(config.load().base_url)
    if found:
        yield Check("ok", "model key", f"found in {found.source}")
    else:
        yield Check("note", "model key", "none; the built-in customer and grade need none")


def keyring() -> Iterator[Check]:
    """Whether keys can be kept in the system keyring."""
    if find_spec("keyring") is None:
        yield Check(
            "note", "keyring", "not installed; keys come from the environment", "to keep one: pip install keyring"
        )
        return
    import keyring as system

    backend = type(system.get_keyring())
    if backend.__module__.endswith((".fail", ".null")):
        yield Check("note", "keyring", "this system has none; keys come from the environment")
    else:
        yield Check("ok", "keyring", backend.__module__.removeprefix("keyring.backends."))


def servers() -> Iterator[Check]:
    """Models within reach: local servers and keys, each with the host that would receive the talk."""
    if find_spec("trainer.llm.discovery") is None:
        yield Check("note", "models", "this installation cannot look for models")
        return
    from trainer.llm.discovery import offers

    found = offers()
    for offer in found:
        where = "on this machine" if offer.local else f"the talk would go to {offer.host}"
        model = f", {offer.model}" if offer.model else ""
        yield Check("ok", "model", f"{offer.name}{model}; {where}")
    if not found:
        yield Check("note", "models", "none within reach; the built-in customer needs none")


def chosen() -> Iterator[Check]:
    """Whether what the settings ask for can be used."""
    from trainer import config
    from trainer.llm.connection import host_of, is_local

    now = config.load()
    if "llm" not in (now.customer, now.grader):
        return
    host = host_of(now.base_url) or "api.openai.com"
    if not now.model:
        yield Check("note", "model", "the settings ask for one and name none", "name it in Settings or TRAINER_MODEL")
    elif host not in now.agreed_hosts and not is_local(now.base_url):
        yield Check("note", "model", f"you have not agreed that {host} receives the talk", "agree in Settings")


def tokens() -> Iterator[Check]:
    """Whether tiktoken has its vocabulary; it is never fetched here."""
    import tempfile

    given = os.environ.get("TIKTOKEN_CACHE_DIR") or os.environ.get("DATA_GYM_CACHE_DIR")
    folder = Path(given) if given else Path(tempfile.gettempdir()) / "data-gym-cache"
    file = folder / sha1(VOCABULARY.encode(), usedforsecurity=False).hexdigest()
    if file.is_file():
        yield Check("ok", "token counts", f"exact, by {file}")
    else:
        yield Check("note", "token counts", "estimated: tiktoken's vocabulary is not on this machine; nothing to do")


CHECKS = (("model key", key), ("keyring", keyring), ("models", servers), ("model", chosen), ("token counts", tokens))
