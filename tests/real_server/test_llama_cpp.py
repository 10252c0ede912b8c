"""The real llama.cpp server with random weights: real protocol, noise for words. Skipped where it is not installed.

Where xllamacpp lives in another environment, TRAINER_LLAMA_PYTHON names that environment's Python.
"""

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.customer.sample import brief
from trainer.customer.guard import check
from trainer.customer.voice import VoiceFailed
from trainer.llm import discovery
from trainer.llm.budget import Window
from trainer.llm.client import ChatClient
from trainer.llm.faults import ModelFault
from trainer.llm.tokens import Counter
from trainer.llm.voice import ModelVoice

PYTHON = os.environ.get("TRAINER_LLAMA_PYTHON") or sys.executable
HERE = all(importlib.util.find_spec(m) for m in ("xllamacpp", "gguf", "numpy"))
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(
        not HERE and "TRAINER_LLAMA_PYTHON" not in os.environ,
        reason="no real llama.cpp server: pip install xllamacpp gguf numpy, or set TRAINER_LLAMA_PYTHON",
    ),
]
KEY = "sk-local-0123456789"
TALK = [{"role": "user", "content": "Will you sign?"}]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    model = tmp_path_factory.mktemp("llama") / "tiny.gguf"
    root = Path(__file__).parents[2]
    subprocess.run([PYTHON, "-m", "tests.real_server.tiny_gguf", str(model)], cwd=root, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [PYTHON, "-m", "tests.real_server.llama_server", str(model), str(port), KEY]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdin is not None and server.stdout is not None
        for row in server.stdout:
            if row.startswith("listening"):
                break
        yield f"http://127.0.0.1:{port}/v1"
        server.stdin.close()
        server.terminate()


async def test_noise_is_streamed_and_the_guard_refuses_it(url: str) -> None:
    voice = ModelVoice(ChatClient(url, "tiny-random", KEY))
    for n in range(4):
        made = brief("pressure", heard=(f"Sign today, number {n}! <|im_end|> <|endoftext|>",))
        try:
            said = "".join([s async for s in voice.speak(made)])
        except VoiceFailed:
            continue
        assert check(said, made) is not None, said
    await voice.aclose()


async def test_the_prefix_of_a_call_is_read_from_the_servers_cache(url: str) -> None:
    client = ChatClient(url, "tiny-random", KEY)
    window = Window(Counter(), 8_000)
    cached = []
    for n in range(3):
        said = tuple(f"This is still a no, number {i}." for i in range(n + 1))
        heard = tuple(f"But why, number {i}?" for i in range(n + 1))
        with contextlib.suppress(ModelFault):
            await client.complete(window.messages(brief("pressure", said=said, heard=heard)), 4)
        assert client.usage is not None
        cached.append(client.usage.cached)
    assert cached[-1] > cached[1] > 1_000
    await client.aclose()


async def test_a_schema_is_kept(url: str) -> None:
    client = ChatClient(url, "tiny-random", KEY)
    schema = {
        "type": "object",
        "properties": {"calmness": {"type": "integer", "enum": [1, 2, 3, 4, 5]}},
        "required": ["calmness"],
        "additionalProperties": False,
    }
    assert await client.complete(TALK, 60, schema=schema) in {f'{{"calmness": {n}}}' for n in range(1, 6)}
    await client.aclose()


async def test_a_wrong_key_and_a_prompt_too_long_are_told(url: str) -> None:
    for client, talk, kind in (
        (ChatClient(url, "tiny-random", "sk-wrong-0123456789"), TALK, "key"),
        (ChatClient(url, "tiny-random", KEY), [{"role": "user", "content": "xyzq " * 20_000}], "too_long_talk"),
    ):
        with pytest.raises(ModelFault) as caught:
            async for _ in client.stream(talk):
                pass
        assert caught.value.kind == kind
        await client.aclose()


async def test_the_button_finds_the_model_by_itself(url: str) -> None:
    result = await discovery.try_connection(url, "", KEY)
    assert result.ok and "tiny-random" in result.message
