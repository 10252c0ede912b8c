"""Finding connections on this machine, and the test button."""

import asyncio
import socket
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.llm.fault_server import PAGE, Exchange, FaultServer
from trainer.llm import discovery
from trainer.llm.connection import host_of, is_local, place_of
from trainer.llm.providers import AZURE, CUSTOM, LOCAL, OLLAMA, OPENAI, PROVIDERS, provider, provider_of

KEY = "sk-proj-0123456789abcdef"


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_a_local_server_is_found_with_a_model_for_talk(server: FaultServer) -> None:
    here = replace(OLLAMA, base_url=server.url)
    away = replace(OLLAMA, name="LM Studio", base_url=f"http://127.0.0.1:{closed_port()}/v1")
    (found,) = discovery.offers({}, (here, away), probe_s=5)
    assert found.local and found.model == "good" and found.host == "127.0.0.1" and "Ollama" in found.name
    assert "authorization" not in server.requests[0].headers


def test_a_port_that_hangs_or_speaks_something_else_is_no_offer(server: FaultServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        quiet = replace(OLLAMA, base_url=f"http://127.0.0.1:{silent.getsockname()[1]}/v1")
        assert discovery.offers({}, (quiet,), probe_s=0.2) == []
    assert discovery.models_at("https://api.openai.com/v1") is None


def test_a_proxy_is_not_asked_about_this_machine(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert discovery.models_at(server.url, 5) == ["nomic-embed-text", "good"]


def test_a_key_in_the_environment_is_an_offer_and_names_its_host() -> None:
    (found,) = discovery.offers({"OPENAI_API_KEY": KEY, "TRAINER_MODEL": "m"}, ())
    assert found.host == "api.openai.com" and not found.local and found.model == "m"
    assert "OPENAI_API_KEY" in found.name and KEY not in repr(found)
    (other,) = discovery.offers({"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "https://models.example/v1/"}, ())
    assert other.host == "models.example" and "OPENAI_BASE_URL" in other.name
    assert discovery.offers({"OPENAI_API_KEY": "sk bad key"}, ()) == []
    assert discovery.offers({}, ()) == []


def test_the_button_says_that_it_works(server: FaultServer) -> None:
    result = discovery.test_connection(server.url, "")
    assert result.ok and "good" in result.message and place_of(server.url) in result.message


@pytest.mark.parametrize(
    ("model", "words"), [("401", "key"), ("404-model", "no model"), ("page", "web page"), ("quota", "credit")]
)
def test_the_button_says_what_to_do(server: FaultServer, model: str, words: str) -> None:
    result = discovery.test_connection(server.url, model, KEY)
    assert not result.ok and words in result.message and KEY not in result.message


def test_the_button_needs_a_key_and_a_model() -> None:
    assert "key" in discovery.test_connection(OPENAI.base_url, "gpt-4o-mini", "").message
    assert "model" in discovery.test_connection("https://models.example/v1", "", "").message
    assert "line" in discovery.test_connection(OPENAI.base_url, "m", "sk-a\nb").message
    nobody = f"http://127.0.0.1:{closed_port()}/v1"
    assert "nothing is listening" in discovery.test_connection(nobody, "m").message


def test_a_redirect_off_this_machine_is_not_followed() -> None:
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path == "/v1/models":
                self.send_response(302)
                self.send_header("Location", "/elsewhere")
                self.end_headers()
            else:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b'{"data": [{"id": "lured"}]}')

        def log_message(self, *_: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        assert discovery.models_at(f"http://127.0.0.1:{httpd.server_port}/v1", 5) is None
        httpd.shutdown()
        thread.join()
    assert asked == ["/v1/models"]


@pytest.mark.anyio
async def test_the_button_works_inside_a_loop(server: FaultServer) -> None:
    result = await discovery.try_connection(server.url, "good", "")
    assert result.ok and asyncio.get_running_loop().is_running()


def test_a_model_that_only_thinks_in_the_test_still_answers(server: FaultServer) -> None:
    server.scripts["odd"] = lambda x: _length(x)
    assert discovery.test_connection(server.url, "odd").ok


def _length(x: Exchange) -> None:
    x.say("Hello there and", finish="length")


def test_addresses_are_read_as_people_write_them() -> None:
    assert host_of("HTTPS://API.OpenAI.com./v1") == "api.openai.com"
    assert host_of("127.0.0.1:8080/v1") == "127.0.0.1" and host_of("") == "" and host_of("http://[::1") == ""
    assert place_of("http://localhost:1234/v1") == "localhost:1234"
    assert is_local("http://[::1]:1/v1") and is_local("http://127.1.2.3/v1") and is_local("http://localhost/v1")
    assert not is_local("http://127.0.0.1.evil.example/v1") and not is_local("http://192.168.1.5:11434/v1")
    assert not is_local("http://localhost@evil.example/v1")


def test_presets_are_known_by_address() -> None:
    for preset in PROVIDERS:
        assert provider(preset.id) is preset
        if preset.base_url and "<" not in preset.base_url:
            assert provider_of(preset.base_url) is preset
    assert provider_of("https://mine.openai.azure.com/openai/v1") is AZURE
    assert provider_of("http://localhost:11434/v1/") is OLLAMA
    assert provider_of("http://127.0.0.1:9/v1") is provider_of("https://x.example") is CUSTOM
    assert provider_of("") is OPENAI and provider("no") is None
    assert {p.base_url.split(":")[2] for p in LOCAL} == {"11434/v1", "1234/v1", "8080/v1", "8000/v1"}
    assert PAGE.startswith("<!DOCTYPE")
