"""What a change in the settings means, without a screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from trainer.config import Config
    from trainer.tui.services import ModelOffer

PROVIDERS: dict[str, str] = {
    "openai": "https://api.openai.com/v1",
    "ollama": "http://localhost:11434/v1",
    "lmstudio": "http://localhost:1234/v1",
    "llamacpp": "http://localhost:8080/v1",
    "openrouter": "https://openrouter.ai/api/v1",
}
"""Connection name to its usual address."""


def host_of(config: Config) -> str:
    """The host that would receive the talk."""
    url = config.base_url or PROVIDERS.get(config.provider, "")
    return (urlsplit(url).hostname or "") if url else ""


def is_local(host: str) -> bool:
    """Whether talk sent there stays on this machine."""
    return host in ("localhost", "::1") or host.startswith("127.")


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
    return next((name for name, url in PROVIDERS.items() if url == wanted), "custom")


def with_host(hosts: tuple[str, ...], host: str) -> tuple[str, ...]:
    """The hosts with this one among them."""
    return hosts if host in hosts else (*hosts, host)


def without_host(hosts: tuple[str, ...], host: str) -> tuple[str, ...]:
    """The hosts without this one."""
    return tuple(h for h in hosts if h != host)
