"""Keys: where they come from, and that they show nowhere."""

import sys
import types
from pathlib import Path

import pytest

from trainer.llm.keys import KeyUnusable, find_key, forget_key, keep_key, redact, usable
from trainer.llm.providers import OPENAI, OPENROUTER

KEY = "sk-proj-0123456789abcdefABCDEF"


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring in memory."""
    kept: dict[tuple[str, str], str] = {}
    fake = types.ModuleType("keyring")
    fake.get_password = lambda s, u: kept.get((s, u))  # type: ignore[attr-defined]
    fake.set_password = lambda s, u, p: kept.__setitem__((s, u), p)  # type: ignore[attr-defined]
    fake.delete_password = lambda s, u: kept.pop((s, u))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", fake)
    return kept


def test_the_environment_comes_first_then_the_file_then_the_keyring(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"\ufeff{KEY}-file\r\n", encoding="utf-8")
    assert keep_key("api.openai.com", f"{KEY}-ring") == ""
    env = {"OPENAI_API_KEY": f" {KEY}\n", "OPENAI_API_KEY_FILE": str(file)}
    assert find_key("", env).value == KEY
    del env["OPENAI_API_KEY"]
    assert find_key("", env).value == f"{KEY}-file"
    assert find_key(OPENAI.base_url, {}).source == "the system keyring"
    assert forget_key("api.openai.com") == "" and not find_key("", {})


def test_a_key_for_a_provider_is_not_given_to_a_local_port() -> None:
    env = {"OPENAI_API_KEY": KEY}
    assert not find_key("http://127.0.0.1:11434/v1", env)
    env["OPENAI_BASE_URL"] = "http://127.0.0.1:11434/v1"
    assert find_key("http://127.0.0.1:11434/v1", env).value == KEY


def test_for_other_hosts_the_keyring_is_asked_first() -> None:
    assert keep_key("openrouter.ai", "or-0123456789abcdef") == ""
    assert find_key(OPENROUTER.base_url, {"OPENAI_API_KEY": KEY}).value == "or-0123456789abcdef"
    assert find_key("https://other.example/v1", {"OPENAI_API_KEY": KEY}).value == KEY


@pytest.mark.parametrize(
    "value", ["sk-a\nsk-b", "sk-ab cd", "sk–dash", "sk-zero​width", "clé-0123", "", "''", "sk-\x07bell"]
)
def test_what_cannot_be_a_key_is_refused_without_showing_it(value: str) -> None:
    with pytest.raises(KeyUnusable) as caught:
        usable(value, "OPENAI_API_KEY")
    assert "OPENAI_API_KEY" in str(caught.value)
    assert not value or value not in str(caught.value)


def test_quotes_and_bearer_around_a_key_are_taken_off() -> None:
    assert usable(f" 'Bearer {KEY}' ", "x") == KEY


def test_an_unreadable_file_is_told() -> None:
    with pytest.raises(KeyUnusable) as caught:
        find_key("", {"OPENAI_API_KEY_FILE": "/nowhere/key"})
    assert "OPENAI_API_KEY_FILE" in str(caught.value)


def test_no_keyring_is_told_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoKeyringError(RuntimeError):
        pass

    def none(*_: str) -> str:
        raise NoKeyringError("no backend")

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(sys.modules["keyring"], name, none)
    assert not find_key("", {})
    assert "OPENAI_API_KEY" in keep_key("api.openai.com", KEY)
    assert forget_key("api.openai.com")
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "keyring" in keep_key("api.openai.com", KEY)


@pytest.mark.parametrize(
    "text",
    [
        f"Incorrect API key provided: {KEY}.",
        "Incorrect API key provided: sk-proj-***cdef",
        f"Authorization: Bearer {KEY}",
        "authorization=abcd1234efgh",
        '{"api_key": "abcd1234efgh"}',
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
        "https://user:hunter22@host/v1",
        "c2VjcmV0LWtleS13aXRoLWxvdHMtb2YtYnl0ZXMtMTIzNDU2Nzg5MA==",
    ],
)
def test_secrets_are_taken_out_of_text(text: str) -> None:
    out = redact(text, KEY)
    assert "[key]" in out
    for secret in (KEY, "cdef", "abcd1234efgh", "hunter22", "eyJhbGci", "c2VjcmV0"):
        assert secret not in out


def test_plain_words_stay() -> None:
    text = "The model gpt-4o-mini does not exist at 127.0.0.1:11434; get it with 'ollama pull gpt-4o-mini'."
    assert redact(text, KEY) == text
    assert KEY not in repr(find_key("", {"OPENAI_API_KEY": KEY}))
