"""What a change in the settings means, without a screen."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.config import Config
    from trainer.tui.services import ModelOffer


class Provider(NamedTuple):
    """A model connection people know by name."""

    name: str
    """As kept in the settings."""
    title: str
    base_url: str
    where: str
    """Where the talk would go, in a few words."""


PROVIDERS = (
    Provider("ollama", "Ollama", "http://localhost:11434/v1", "on this machine"),
    Provider("lmstudio", "LM Studio", "http://localhost:1234/v1", "on this machine"),
    Provider("llamacpp", "llama.cpp", "http://localhost:8080/v1", "on this machine"),
    Provider("openai", "OpenAI", "https://api.openai.com/v1", "sent to api.openai.com"),
    Provider("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "sent to openrouter.ai"),
)


def providers() -> tuple[Provider, ...]:
    """The connections offered by name."""
    return PROVIDERS


def host_of(config: Config) -> str:
    """The host that would receive the talk."""
    url = config.base_url or next((p.base_url for p in providers() if p.name == config.provider), "")
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_local(host: str) -> bool:
    """Whether talk sent there stays on this machine."""
    if host == "localhost":
        return True
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def agreed(config: Config, offer: ModelOffer) -> Config:
    """The settings once the user let this model play the customer."""
    return replace(
        config,
        customer="llm",
        provider=provider_of(offer.base_url),
        base_url=offer.base_url,
        model=offer.model,
        agreed_hosts=with_host(config.agreed_hosts, offer.host),
        declined_hosts=without_host(config.declined_hosts, offer.host),
    )


def declined(config: Config, offer: ModelOffer) -> Config:
    """The settings once the user said no to this host."""
    return replace(
        config,
        declined_hosts=with_host(config.declined_hosts, offer.host),
        agreed_hosts=without_host(config.agreed_hosts, offer.host),
    )


def provider_of(base_url: str) -> str:
    """The name of the connection with this address; "custom" for an unknown one."""
    wanted = base_url.rstrip("/").replace("127.0.0.1", "localhost")
    return next((p.name for p in providers() if p.base_url.rstrip("/") == wanted), "custom")


def with_provider(config: Config, name: str, offers: Sequence[ModelOffer]) -> Config:
    """The settings with another connection: its usual address, and a model when one was found there."""
    if not name:
        return replace(config, provider="", base_url="", model="", customer="offline")
    provider = next((p for p in providers() if p.name == name), None)
    if provider is None:
        return replace(config, provider=name)
    found = next((o for o in offers if provider_of(o.base_url) == name), None)
    return replace(
        config,
        provider=name,
        base_url=found.base_url if found else provider.base_url,
        model=found.model if found else (config.model if config.provider == name else ""),
        customer=config.customer if found else "offline",
    )


def with_model(config: Config, offers: Sequence[ModelOffer]) -> Config:
    """The settings with a model as the customer; the first one found when none was named yet."""
    if not (config.base_url and config.model) and offers:
        first = offers[0]
        return replace(
            config,
            customer="llm",
            provider=provider_of(first.base_url),
            base_url=first.base_url,
            model=first.model,
        )
    return replace(config, customer="llm")


def key_status(config: Config) -> str:
    """Slow. Where the key for this connection is, in plain words; never the key."""
    host = host_of(config)
    if not host:
        return "no connection chosen"
    if is_local(host):
        return "none needed on this machine"
    for variable in ("OPENAI_API_KEY", "TRAINER_API_KEY"):
        if os.environ.get(variable):
            return f"found in {variable}"
    return "none yet; Enter to paste one"


def files_note() -> str:
    """Where settings and own scenarios lie."""
    from trainer import paths

    places = paths.find()
    return f"Settings are kept in {short(places.config_file)}\nYour own scenarios go into {short(places.scenarios)}"


def short(path: Path) -> str:
    """A path with the home folder as ~."""
    home, shown = str(Path.home()), str(path)
    return "~" + shown[len(home) :] if home != "/" and shown.startswith(home + os.sep) else shown


def with_host(hosts: tuple[str, ...], host: str) -> tuple[str, ...]:
    """The hosts with this one among them."""
    return hosts if host in hosts else (*hosts, host)


def without_host(hosts: tuple[str, ...], host: str) -> tuple[str, ...]:
    """The hosts without this one."""
    return tuple(h for h in hosts if h != host)
