"""The adapter boundary: every fault of the table becomes one error with a line for people."""

import asyncio
import gc
import socket
import subprocess
import sys
import threading

import pytest

from tests.llm.fault_server import FaultServer
from trainer.llm.client import ChatClient
from trainer.llm.connection import place_of
from trainer.llm.faults import ModelFault
from trainer.llm.keys import KeyUnusable
from trainer.llm.loading import uncollected
from trainer.llm.quirks import adapt, quirks_of

pytestmark = pytest.mark.anyio

TALK = [{"role": "system", "content": "You are a customer."}, {"role": "user", "content": "Will you sign?"}]


def client(server: FaultServer, model: str, **more: object) -> ChatClient:
    return ChatClient(server.url, model, "sk-test-0123456789abcdef", max_retries=0, **more)  # type: ignore[arg-type]


async def streamed(chat: ChatClient, **more: object) -> list[str]:
    try:
        return [piece async for piece in chat.stream(TALK, **more)]  # type: ignore[arg-type]
    finally:
        await chat.aclose()


async def whole(chat: ChatClient, **more: object) -> str:
    try:
        return await chat.complete(TALK, **more)  # type: ignore[arg-type]
    finally:
        await chat.aclose()


async def test_an_answer_is_streamed_in_pieces_with_its_usage(server: FaultServer) -> None:
    chat = client(server, "good")
    assert await streamed(chat) == ["No. ", "We are not ", "going ahead."]
    assert chat.usage is not None and chat.usage.prompt == 100


async def test_a_request_holds_nothing_that_some_servers_refuse(server: FaultServer) -> None:
    await streamed(client(server, "good"))
    assert set(server.requests[0].body) == {"model", "messages", "stream", "max_tokens", "stream_options"}


FAULTS = [
    ("401", "key", "key"),
    ("403", "forbidden", "does not let this key"),
    ("404-model", "no_model", "no model called"),
    ("404-page", "no_endpoint", "/v1"),
    ("429", "busy", "300 seconds"),
    ("quota", "no_credit", "no credit"),
    ("500", "server", "500"),
    ("page", "web_page", "web page"),
    ("broken-json", "unreadable", "could not be read"),
    ("error-body", "error_body", "error"),
    ("no-choices", ("empty", "unreadable"), ""),
    ("no-content", "empty", "empty"),
    ("cut", ("broke_off", "network"), ""),
    ("error-event", "error_body", "error"),
    ("filter", "filtered", "content filter"),
    ("length", "too_long_answer", "come to an end"),
    ("refusal", "declined", "declined"),
    ("context", "too_long_talk", "too long"),
]


@pytest.mark.parametrize("way", [streamed, whole])
@pytest.mark.parametrize(("model", "kind", "words"), FAULTS)
async def test_a_fault_is_told_to_people(
    server: FaultServer, model: str, kind: object, words: str, way: object
) -> None:
    with pytest.raises(ModelFault) as caught:
        await way(client(server, model))  # type: ignore[operator]
    fault = caught.value
    assert fault.kind in (kind if isinstance(kind, tuple) else (kind,))
    assert words in fault.message
    assert place_of(server.url) in fault.message
    assert "sk-test" not in f"{fault} {fault.detail}"
    assert "Traceback" not in fault.message and "{" not in fault.message


async def test_a_stream_that_just_stops_is_an_error(server: FaultServer) -> None:
    with pytest.raises(ModelFault) as caught:
        await streamed(client(server, "silent-end"))
    assert caught.value.kind == "broke_off"


@pytest.mark.parametrize("way", [streamed, whole])
async def test_a_server_that_hangs_is_given_up(
    server: FaultServer, way: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.llm.client.WHOLE_S", 0.3)
    with pytest.raises(ModelFault) as caught:
        await way(client(server, "hang", timeout_s=0.3))  # type: ignore[operator]
    assert caught.value.kind == "slow"


async def test_nothing_listening_is_told_apart() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    chat = ChatClient(f"http://127.0.0.1:{port}/v1", "m", max_retries=0)
    with pytest.raises(ModelFault) as caught:
        await streamed(chat)
    assert caught.value.kind == "refused" and f"127.0.0.1:{port}" in caught.value.message


async def test_an_unknown_host_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setattr(socket.socket, "connect", unknown)
    for proxy in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
    with pytest.raises(ModelFault) as caught:
        await streamed(ChatClient("http://models.invalid/v1", "m", max_retries=0))
    assert caught.value.kind == "no_host" and "models.invalid" in caught.value.message


@pytest.mark.parametrize("key", ["sk-te\nst", "sk-tëst-123", "sk test 123", "sk—dash"])
def test_a_key_that_cannot_be_sent_is_refused_before_anything_is_sent(key: str) -> None:
    with pytest.raises(KeyUnusable) as caught:
        ChatClient("http://127.0.0.1:1/v1", "m", key)
    assert key not in str(caught.value)


async def test_a_key_with_a_line_end_behind_it_is_sent_without(server: FaultServer) -> None:
    chat = ChatClient(server.url, "good", " sk-test-0123456789abcdef\n", max_retries=0)
    await streamed(chat)
    assert server.requests[0].headers["authorization"] == "Bearer sk-test-0123456789abcdef"


@pytest.mark.parametrize("way", [streamed, whole])
async def test_thoughts_are_taken_out(server: FaultServer, way: object) -> None:
    said = await way(client(server, "think"))  # type: ignore[operator]
    assert "".join(said) == "No. I said <no>."


async def test_thoughts_without_an_opening_tag_are_held_back_from_then_on(server: FaultServer) -> None:
    with pytest.raises(ModelFault) as caught:
        await streamed(client(server, "think-unopened"))
    assert caught.value.kind == "format"
    assert "".join(await streamed(client(server, "think-unopened"))) == "No. Not this year."


async def test_a_model_whose_thoughts_eat_the_limit_gets_room(server: FaultServer) -> None:
    assert "".join(await streamed(client(server, "thinks-first"))) == "No. Not this year."
    assert [r.body["max_tokens"] > 1000 for r in server.requests] == [False, True]
    await streamed(client(server, "thinks-first"))
    assert len(server.requests) == 3


@pytest.mark.parametrize("model", ["needs-new-name", "needs-old-name", "no-stream-options", "no-system"])
async def test_a_refused_parameter_is_learned_once(server: FaultServer, model: str) -> None:
    assert "".join(await streamed(client(server, model))) == "No. Not this year."
    before = len(server.requests)
    assert "".join(await streamed(client(server, model))) == "No. Not this year."
    assert len(server.requests) == before + 1


async def test_a_server_that_does_not_stream_is_read_whole(server: FaultServer) -> None:
    assert await streamed(client(server, "json-whole")) == ["No. We are not going ahead."]


async def test_a_stop_text_ends_the_answer_even_when_split(server: FaultServer) -> None:
    said = await streamed(client(server, "second-voice"), stop=("\nMarcos:",))
    assert "".join(said) == "No. Not this year."


@pytest.mark.parametrize("model", ["json-schema", "json-object", "json-tool", "json-plain"])
async def test_an_object_is_got_by_the_strongest_way_the_endpoint_knows(server: FaultServer, model: str) -> None:
    schema = {"type": "object", "properties": {"calmness": {"type": "integer"}}, "required": ["calmness"]}
    assert await whole(client(server, model), schema=schema) == '{"calmness": 4}'
    before = len(server.requests)
    assert await whole(client(server, model), schema=schema) == '{"calmness": 4}'
    assert len(server.requests) == before + 1


async def test_words_in_place_of_an_object_are_an_error(server: FaultServer) -> None:
    with pytest.raises(ModelFault) as caught:
        await whole(client(server, "json-none"), schema={"type": "object"})
    assert caught.value.kind == "format"
    assert client(server, "json-none")._quirks.rung == "schema"


async def test_closing_a_stream_closes_the_connection(server: FaultServer) -> None:
    chat = client(server, "endless")
    stream = chat.stream(TALK)
    assert await anext(stream)
    await stream.aclose()
    assert await asyncio.to_thread(server.hung_up.wait, 10)
    await chat.aclose()


async def test_cancelling_the_task_closes_the_connection(server: FaultServer) -> None:
    chat = client(server, "hang")
    task = asyncio.create_task(streamed(chat))
    while not server.requests:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(server.hung_up.wait, 10)


async def test_a_proxy_is_not_asked_about_this_machine(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert "".join(await streamed(client(server, "good"))).startswith("No.")


async def test_keys_meant_for_openai_do_not_travel_in_other_headers(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-env-0123456789abcdef")
    await streamed(ChatClient(server.url, "good", max_retries=0))
    sent = " ".join(server.requests[0].headers.values())
    assert "org-secret" not in sent and "sk-env" not in sent


def test_one_client_serves_several_loops(server: FaultServer) -> None:
    chat = client(server, "good")
    said: list[str] = []

    def run() -> None:
        said.append("".join(asyncio.run(streamed(chat))))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["No. We are not going ahead."] * 2


def test_importing_our_modules_does_not_import_openai() -> None:
    code = (
        "import pkgutil, sys, importlib, trainer.llm as p\n"
        "names = [m.name for m in pkgutil.iter_modules(p.__path__)]\n"
        "[importlib.import_module('trainer.llm.' + n) for n in names]\n"
        "print(len(names), [n for n in ('openai', 'tiktoken', 'jinja2', 'keyring', 'httpx2') if n in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    count, loaded = out.split(" ", 1)
    assert int(count) >= 10 and loaded.strip() == "[]"


def test_collection_goes_on_after_a_load_and_stays_off_where_it_was_off() -> None:
    with uncollected(), uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_openais_thinking_models_are_told_not_to_think(server: FaultServer) -> None:
    known = quirks_of("https://api.openai.com/v1", "gpt-6-luna")
    asked = known.request("gpt-6-luna", TALK, 160, stream=True)
    assert asked["reasoning_effort"] == "none" and asked["max_completion_tokens"] == 160
    refused = ModelFault("rejected", "", "Unsupported value: 'reasoning_effort' does not support 'none'", 400)
    assert adapt(known, refused) and known.effort == "low"
    assert adapt(known, refused) and "reasoning_effort" not in known.request("gpt-6-luna", TALK, 160, stream=True)
    for base_url, model in (("https://api.openai.com/v1", "gpt-4o-mini"), (server.url, "gpt-6-luna")):
        assert "reasoning_effort" not in quirks_of(base_url, model).request(model, TALK, 160, stream=True)
