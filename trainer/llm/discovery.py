"""What model connections this machine has, and whether one works. Asks only this machine until the user agreed."""

import asyncio
import json
import os
import socket
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from trainer.cleaning import clean
from trainer.llm.connection import ModelOffer, ModelTest, host_of, is_local
from trainer.llm.keys import KeyUnusable, environment_key, find_key
from trainer.llm.providers import LOCAL, OPENAI, Provider, provider_of

PROBE_S = 0.5
"""Longest wait for a local server, in seconds."""
MAX_LIST_BYTES = 1_000_000
_NOT_FOR_TALK = ("embed", "bge-", "rerank", "whisper", "tts", "clip", "stable-diffusion", "guard", "moderation")


def offers(
    environ: Mapping[str, str] | None = None, local: Sequence[Provider] = LOCAL, probe_s: float = PROBE_S
) -> list[ModelOffer]:
    """Connections found: a key in the environment, and local servers that answer. Never raises; takes `probe_s` or so.

    Nothing is sent to any host but this machine, and no key is sent to anybody.

    Args:
        environ: the environment; None for the process's.
        local: presets of servers to look for on this machine.
        probe_s: longest wait for each, in seconds; all are asked at once.
    """
    env = os.environ if environ is None else environ
    found: list[ModelOffer] = []
    if (offer := _from_environment(env)) is not None:
        found.append(offer)
    with ThreadPoolExecutor(max_workers=max(1, len(local)), thread_name_prefix="probe") as pool:
        for preset, models in zip(local, pool.map(lambda p: models_at(p.base_url, probe_s), local), strict=True):
            if models is not None and all(o.base_url != preset.base_url for o in found):
                found.append(_offer(f"{preset.name} on this machine", preset.base_url, _first(models), preset))
    return found


def _from_environment(env: Mapping[str, str]) -> ModelOffer | None:
    base_url = env.get("OPENAI_BASE_URL", "").strip().rstrip("/")
    try:
        key = find_key(base_url, env) if base_url else environment_key(env)
    except KeyUnusable:
        return None
    model = env.get("TRAINER_MODEL", "").strip()
    preset = provider_of(base_url)
    if base_url and (key or is_local(base_url)):
        return _offer("the endpoint in OPENAI_BASE_URL", base_url, model or preset.model, preset)
    if key and not base_url:
        return _offer(f"the key in {key.source}", OPENAI.base_url, model or OPENAI.model, OPENAI)
    return None


def _offer(name: str, base_url: str, model: str, preset: Provider) -> ModelOffer:
    return ModelOffer(name, base_url, host_of(base_url), model, is_local(base_url), preset.id)


def _first(models: Sequence[str]) -> str:
    """The first model that is made for talk."""
    return next((m for m in models if not any(x in m.lower() for x in _NOT_FOR_TALK)), "")


def models_at(base_url: str, timeout_s: float = PROBE_S, key: str = "") -> list[str] | None:
    """Names of the models a server on this machine lists; None when nothing answers there. Never raises.

    Only for loopback addresses, and past every proxy.
    """
    if not is_local(base_url):
        return None
    if not _listens(base_url, timeout_s):
        return None
    body = _listed(base_url, timeout_s, key)
    if body is _WANTS_KEY:
        return []
    data = body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, list):
        return None
    names = [item["id"] for item in data if isinstance(item, dict) and isinstance(item.get("id"), str)]
    return [clean(name, limit=120, lines=False) for name in names]


_WANTS_KEY = object()


def _listens(base_url: str, timeout_s: float) -> bool:
    """Whether anything is there at all; costs no import, as most machines have nothing there."""
    try:
        parts = urlsplit(base_url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), timeout_s):
            return True
    except (OSError, ValueError):
        return False


def _listed(base_url: str, timeout_s: float, key: str) -> object:
    """What GET /models answers, read as JSON; _WANTS_KEY, or None when it is no model server."""
    import urllib.error
    import urllib.request

    class NoRedirect(urllib.request.HTTPRedirectHandler):
        """A redirect could lead off this machine."""

        def redirect_request(self, *_: object, **__: object) -> None:
            return None

    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect())
    request = urllib.request.Request(f"{base_url.rstrip('/')}/models")
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    try:
        with opener.open(request, timeout=timeout_s) as answer:
            return json.loads(answer.read(MAX_LIST_BYTES))
    except urllib.error.HTTPError as error:
        return _WANTS_KEY if error.code in (401, 403) else None
    except Exception:  # slow, not HTTP, not JSON: nobody we know
        return None


def test_connection(base_url: str, model: str, key: str | None = None, api_version: str = "") -> ModelTest:
    """One tiny request with these settings. Never raises; call it in a thread, it runs an event loop of its own.

    Args:
        base_url: the endpoint; empty for OpenAI's own.
        model: name of the model; empty for the preset's, or the first a local server lists.
        key: None to look where keys are kept.
        api_version: for Azure.
    """
    return asyncio.run(try_connection(base_url, model, key, api_version))


test_connection.__test__ = False  # type: ignore[attr-defined]


async def try_connection(base_url: str, model: str, key: str | None = None, api_version: str = "") -> ModelTest:
    """Like `test_connection`, on the running loop."""
    from trainer.llm.client import ChatClient
    from trainer.llm.faults import ModelFault

    started = time.monotonic()
    base_url = base_url.strip().rstrip("/") or OPENAI.base_url
    preset = provider_of(base_url)
    try:
        value = find_key(base_url).value if key is None else key
        model = model.strip() or preset.model
        if not model and is_local(base_url):
            listed = await asyncio.to_thread(models_at, base_url, 3.0, value)
            model = _first(listed or ())
        if not model:
            return ModelTest(False, "no model is chosen; enter the name of one the endpoint offers")
        if preset.needs_key and not value:
            return ModelTest(False, f"{preset.name} wants a key; set OPENAI_API_KEY or keep one in the keyring")
        client = ChatClient(base_url, model, value, api_version=api_version)
    except KeyUnusable as error:
        return ModelTest(False, str(error))
    try:
        await client.complete([{"role": "user", "content": "Say hello in one word."}], max_tokens=16)
    except ModelFault as fault:
        if fault.kind != "too_long_answer":
            return ModelTest(False, fault.message, time.monotonic() - started)
    finally:
        await client.aclose()
    seconds = time.monotonic() - started
    return ModelTest(True, f"{model} at {client.place} answered in {seconds:.1f} seconds", seconds)
