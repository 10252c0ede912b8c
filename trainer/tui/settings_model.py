"""What a change in the settings means, without a screen."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.llm import connection
from trainer.llm.providers import CUSTOM, PROVIDERS, Provider, provider, provider_of
from trainer.tui.theme import PITFALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.config import Config
    from trainer.tui.services import ModelOffer


def connections() -> tuple[Provider, ...]:
    """The connections offered by name, those on this machine first."""
    return tuple(sorted((p for p in PROVIDERS if p is not CUSTOM), key=lambda p: not p.local))


def host_of(config: Config) -> str:
    """The host that would receive the talk; empty while no connection is chosen."""
    known = provider(config.provider)
    return connection.host_of(config.base_url or (known.base_url if known else ""))


def where(preset: Provider) -> str:
    """Where the talk would go, in a few words."""
    return "on this machine" if preset.local else f"sent to {preset.host}"


def agreed(config: Config, offer: ModelOffer) -> Config:
    """The settings once the user let this model play the customer."""
    named = replace(
        config,
        customer="llm",
        provider=preset_id(offer.base_url),
        base_url=offer.base_url,
        model=offer.model,
    )
    return with_consent(named, offer.host)


def with_consent(config: Config, host: str) -> Config:
    """The settings once the user agreed that this host may receive the talk."""
    return replace(
        config,
        agreed_hosts=with_host(config.agreed_hosts, host),
        declined_hosts=without_host(config.declined_hosts, host),
    )


def declined(config: Config, offer: ModelOffer) -> Config:
    """The settings once the user said no to this host."""
    return replace(
        config,
        declined_hosts=with_host(config.declined_hosts, offer.host),
        agreed_hosts=without_host(config.agreed_hosts, offer.host),
    )


def built_in(config: Config) -> Config:
    """The settings with everything built in, so that no talk leaves."""
    return replace(config, customer="offline", grader="offline")


def wants_consent(config: Config) -> bool:
    """Whether a host would receive the talk that the user has not agreed to."""
    return "llm" in (config.customer, config.grader) and host_of(config) not in config.agreed_hosts


def preset_id(base_url: str) -> str:
    """The name kept for a connection with this address; empty for no address."""
    return provider_of(base_url).id if base_url else ""


def with_provider(config: Config, name: str, offers: Sequence[ModelOffer]) -> Config:
    """The settings with another connection: its usual address, and a model when one is known for it."""
    if not name:
        return built_in(replace(config, provider="", base_url="", model=""))
    preset = provider(name)
    if preset is None or preset is CUSTOM:
        return replace(config, provider=name)
    found = next((o for o in offers if preset_id(o.base_url) == name), None)
    changed = replace(
        config,
        provider=name,
        base_url=found.base_url if found else preset.base_url,
        model=(found.model if found else "") or preset.model,
    )
    return changed if found else built_in(changed)


def with_model(config: Config, offers: Sequence[ModelOffer]) -> Config:
    """The settings with a connection: the first one found when none was named yet."""
    if (config.base_url and config.model) or not offers:
        return config
    first = offers[0]
    return replace(config, provider=preset_id(first.base_url), base_url=first.base_url, model=first.model)


def key_status(config: Config) -> str:
    """Slow. Where the key for this connection is, in plain words; never the key."""
    host = host_of(config)
    if not host:
        return "no connection chosen"
    from trainer.llm.keys import KeyUnusable, find_key

    try:
        key = find_key(config.base_url)
    except KeyUnusable as error:
        return f"{PITFALL} {error}"
    if key:
        return f"found in {key.source}"
    return "none needed on this machine" if connection.is_local(host) else "none yet; Enter to paste one"


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
