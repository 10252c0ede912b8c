"""What the rest of the program may know of a model connection. Standard library only: screens import it early."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """A model connection found on this machine (a key in the environment, a local server)."""

    name: str
    """For people: "Ollama on this machine", "the key in OPENAI_API_KEY"."""
    base_url: str
    host: str
    """Which host would receive the talk."""
    model: str
    """A model the server lists, or the preset's own choice; empty when neither is known."""
    local: bool
    """Whether the talk stays on this machine."""
    provider: str = ""
    """Id of the preset (providers.py)."""


@dataclass(frozen=True, slots=True)
class ModelTest:
    """Result of the test button."""

    ok: bool
    message: str
    """For people; says what to do when it failed."""
    seconds: float = 0.0


def host_of(base_url: str) -> str:
    """The host a base URL points at, in lower case, without port; empty when there is none."""
    text = base_url.strip()
    try:
        return (urlsplit(text if "//" in text else f"//{text}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def place_of(base_url: str) -> str:
    """Host and port for people: "127.0.0.1:11434", "api.openai.com"."""
    host = host_of(base_url)
    try:
        port = urlsplit(base_url.strip()).port
    except ValueError:
        port = None
    return f"{host}:{port}" if host and port else host


def is_local(base_url: str) -> bool:
    """Whether the address is this machine, so that nothing leaves it."""
    host = host_of(base_url)
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
