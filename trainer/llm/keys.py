"""Where a key comes from, whether it can be a key at all, and how it is kept out of sight."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trainer.errors import TrainerError
from trainer.llm.connection import host_of, is_local

SERVICE = "eleventh-hour-trainer"
"""Name under which keys stand in the system keyring; the user name there is the host."""
MAX_KEY_BYTES = 16_384
"""Longest key file that is read; some gateways hand out tokens of several kilobytes."""

_SECRETS = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|or|ghp)[-_][A-Za-z0-9_*.…-]{4,}"
    r"|\bAIza[A-Za-z0-9_-]{10,}"
    r"|(?i:\b(?:bearer|basic)\s+[^\s\"',;]{4,})"
    r"|(?i:\b(?:x-)?(?:api[-_ ]?key|authorization|token|secret|password)\b[\"']?\s*[:=]\s*[\"']?[^\s\"',;}]{4,})"
    r"|\beyJ[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]+)*"
    r"|\b(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{32,}={0,2}"
    r"|(?<=://)[^\s/@:]+:[^\s/@]+(?=@)"
)


class KeyUnusable(TrainerError):
    """A key was found and cannot be one. The text names its place, never the key."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and where it was found."""

    value: str = field(repr=False)
    """Empty when there is none."""
    source: str
    """For people: "OPENAI_API_KEY", "the system keyring"; empty when there is none."""

    def __bool__(self) -> bool:
        return bool(self.value)


NO_KEY = Key("", "")


def find_key(base_url: str, environ: Mapping[str, str] | None = None) -> Key:
    """The key for an endpoint: OPENAI_API_KEY, then the file OPENAI_API_KEY_FILE names, then the system keyring.

    A server on this machine gets a key from the environment only when OPENAI_BASE_URL points at it too: a key that
    was meant for a provider is not handed to whatever listens on a local port. For hosts other than OpenAI's and the
    one in OPENAI_BASE_URL the keyring, where keys are kept by host, is asked first.

    Args:
        base_url: the endpoint; empty for OpenAI's own.
        environ: the environment; None for the process's.

    Raises:
        KeyUnusable: a key was found that cannot be sent.
    """
    env = os.environ if environ is None else environ
    host = host_of(base_url) or "api.openai.com"
    meant = host in ("api.openai.com", host_of(env.get("OPENAI_BASE_URL", "")))
    if meant:
        return environment_key(env) or _from_keyring(host)
    if is_local(base_url):
        return _from_keyring(host)
    return _from_keyring(host) or environment_key(env)


def environment_key(env: Mapping[str, str]) -> Key:
    """The key in OPENAI_API_KEY, or in the file OPENAI_API_KEY_FILE names. Raises KeyUnusable."""
    if value := env.get("OPENAI_API_KEY", "").strip():
        return Key(usable(value, "OPENAI_API_KEY"), "OPENAI_API_KEY")
    if path := env.get("OPENAI_API_KEY_FILE", "").strip():
        try:
            with Path(path).expanduser().open("rb") as file:
                raw = file.read(MAX_KEY_BYTES + 1)
        except OSError as error:
            raise KeyUnusable(
                f"the file in OPENAI_API_KEY_FILE could not be read ({error.strerror or type(error).__name__})",
                "make it hold the key and nothing else, readable by you",
            ) from None
        if len(raw) > MAX_KEY_BYTES:
            raise KeyUnusable("the file in OPENAI_API_KEY_FILE is too big to be a key", "it must hold the key alone")
        value = raw.decode("utf-8-sig", errors="replace").strip()
        if value:
            return Key(usable(value, "the file in OPENAI_API_KEY_FILE"), "OPENAI_API_KEY_FILE")
    return NO_KEY


def _from_keyring(host: str) -> Key:
    try:
        import keyring

        value = keyring.get_password(SERVICE, host)
    except Exception:  # a missing extra, NoKeyringError, a locked or broken backend: all mean "no key here"
        return NO_KEY
    value = (value or "").strip()
    return Key(usable(value, "the system keyring"), "the system keyring") if value else NO_KEY


def usable(value: str, where: str) -> str:
    """The key stripped of spaces and quotation marks around it.

    Raises:
        KeyUnusable: with what is wrong and how to put it right.
    """
    value = value.strip().strip("\"'").strip()
    if value.lower().startswith("bearer "):
        value = value[7:].strip()
    again = "copy it again, by itself, from the provider's page"
    if not value:
        raise KeyUnusable(f"the key in {where} is empty", again)
    if any(c in value for c in "\r\n"):
        raise KeyUnusable(f"the key in {where} runs over more than one line", again)
    if any(c.isspace() for c in value):
        raise KeyUnusable(f"the key in {where} has a space inside", again)
    if not value.isascii() or not value.isprintable():
        raise KeyUnusable(f"the key in {where} holds a character that no key has, such as a long dash or a dot", again)
    return value


def keep_key(host: str, key: str) -> str:
    """Put a key into the system keyring.

    Returns:
        Empty on success, else why not, for people.
    """
    if not host:
        return "choose an endpoint first, the key is kept for its host"
    try:
        value = usable(key, "the field")
    except KeyUnusable as error:
        return str(error)
    try:
        import keyring
    except ImportError:
        return "the keyring extra is not installed; put the key into OPENAI_API_KEY, or install trainer with [keyring]"
    try:
        keyring.set_password(SERVICE, host, value)
        if keyring.get_password(SERVICE, host) == value:
            return ""
    except Exception as error:  # NoKeyringError and whatever a backend raises
        return f"this machine has no usable keyring ({type(error).__name__}); put the key into OPENAI_API_KEY instead"
    return "the keyring did not keep the key; put it into OPENAI_API_KEY instead"


def forget_key(host: str) -> str:
    """Take a key out of the system keyring; empty on success, else why not, for people."""
    try:
        import keyring

        keyring.delete_password(SERVICE, host)
    except Exception as error:
        return f"no key was removed ({type(error).__name__})"
    return ""


def redact(text: str, key: str = "") -> str:
    """The text without anything that looks like a secret, for messages and logs.

    Args:
        text: any text, such as a server's error.
        key: the key in use; taken out wherever it stands, and so are its head and tail as servers echo them.
    """
    if len(key) >= 8:
        text = text.replace(key, "[key]")
        text = re.sub(re.escape(key[:6]) + r"[A-Za-z0-9_*.…-]*", "[key]", text)
    return _SECRETS.sub("[key]", text)
