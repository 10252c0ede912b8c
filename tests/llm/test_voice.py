"""The model voice: it words the move, stays in one person, and fails in a way the call can use."""

import asyncio
import threading
import time

import pytest

from tests.customer.sample import brief
from tests.llm.fault_server import Exchange, FaultServer
from trainer.customer.moves import Part
from trainer.customer.voice import VoiceFailed
from trainer.llm.client import ChatClient
from trainer.llm.voice import ModelVoice
from trainer.scenarios.vocabulary import LayerName

pytestmark = pytest.mark.anyio


async def spoken(server: FaultServer, model: str, *parts: str | Part, **more: object) -> list[str]:
    voice = ModelVoice(ChatClient(server.url, model, max_retries=0))
    try:
        return [piece async for piece in voice.speak(brief(*parts, **more))]  # type: ignore[arg-type]
    finally:
        await voice.aclose()


def says(server: FaultServer, *pieces: str, finish: str = "stop") -> str:
    server.scripts["said"] = lambda x: x.say(*pieces, finish=finish)
    return "said"


async def test_a_line_comes_sentence_by_sentence(server: FaultServer) -> None:
    model = says(server, "No", ". We are", " not going ahead. I am", " sorry")
    assert await spoken(server, model) == ["No. ", "We are not going ahead. ", "I am sorry"]


async def test_the_prompt_that_is_sent_ends_with_the_reps_words_and_the_move(server: FaultServer) -> None:
    await spoken(server, "good", heard=("Sign, or else.",))
    messages = server.requests[0].body["messages"]
    assert [m["role"] for m in messages] == ["system", "user", "assistant", "user"]
    assert "Sign, or else." in messages[-1]["content"] and "pushed for a yes" in messages[-1]["content"]


async def test_another_voice_is_cut_off(server: FaultServer) -> None:
    assert "".join(await spoken(server, "second-voice")).strip() == "No. Not this year."


@pytest.mark.parametrize("start", ["Sister Inmaculada: ", '"', "**Sister Inmaculada:** ", "Customer: "])
async def test_the_customers_own_name_and_quotation_marks_are_left_out(server: FaultServer, start: str) -> None:
    end = '"' if start == '"' else ""
    model = says(server, start[:3], start[3:], "No. Not this year.", end)
    assert "".join(await spoken(server, model)).strip() == "No. Not this year."


async def test_a_tail_cut_at_the_limit_is_left_out(server: FaultServer) -> None:
    assert "".join(await spoken(server, "length")).strip() == "No. We are not going ahead."


async def test_a_line_stops_before_it_grows_too_long(server: FaultServer) -> None:
    model = says(server, *(f"This is sentence number {n} of a long speech. " for n in range(20)))
    assert len("".join(await spoken(server, model)).split()) <= 45


@pytest.mark.parametrize("model", ["401", "429", "500", "page", "broken-json", "no-content", "refusal", "filter"])
async def test_a_fault_is_a_voice_that_failed(server: FaultServer, model: str) -> None:
    with pytest.raises(VoiceFailed) as caught:
        await spoken(server, model)
    assert "127.0.0.1" in str(caught.value)


async def test_a_reason_that_is_not_told_is_asked_for_again(server: FaultServer) -> None:
    def script(x: Exchange) -> None:
        again = "could not be used" in x.request.body["messages"][-1]["content"]
        x.say("My brother had panels. The lender has his house." if again else "It is hard to say.")

    server.scripts["shy"] = script
    part = Part("reason", LayerName.REAL)
    assert "brother" in "".join(await spoken(server, "shy", part, told=LayerName.REAL))
    assert len(server.requests) == 2


async def test_a_reason_that_is_never_told_is_left_to_the_built_in_voice(server: FaultServer) -> None:
    model = says(server, "It is hard to say.")
    with pytest.raises(VoiceFailed):
        await spoken(server, model, Part("reason", LayerName.REAL), told=LayerName.REAL)


async def test_closing_the_line_closes_the_connection(server: FaultServer) -> None:
    server.scripts["endless-line"] = _endless_sentences
    voice = ModelVoice(ChatClient(server.url, "endless-line", max_retries=0))
    line = voice.speak(brief())
    assert await anext(line) == "No. "
    await line.aclose()
    assert await asyncio.to_thread(server.hung_up.wait, 10)
    await voice.aclose()


def _endless_sentences(x: Exchange) -> None:
    x.begin()
    x.piece("No. Never. And")
    try:
        while True:
            x.piece(" ")
            threading.Event().wait(0.01)
    except OSError:
        x.server.hung_up.set()


async def test_what_the_endpoint_counted_calibrates_the_budget(server: FaultServer) -> None:
    voice = ModelVoice(ChatClient(server.url, "good", max_retries=0))
    before = voice._counter.ratio
    assert [s async for s in voice.speak(brief())]
    assert voice._counter.ratio < before
    await voice.aclose()


async def test_noise_is_given_up_before_it_ends(server: FaultServer) -> None:
    server.scripts["noise"] = lambda x: _noise(x)
    with pytest.raises(VoiceFailed) as caught:
        await spoken(server, "noise")
    assert "plain words" in str(caught.value)
    assert await asyncio.to_thread(server.hung_up.wait, 10)


def _noise(x: Exchange) -> None:
    x.begin()
    try:
        while True:
            x.piece("qXz #vK")
            threading.Event().wait(0.005)
    except OSError:
        x.server.hung_up.set()


async def test_a_slow_model_is_not_asked_twice(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = ModelVoice(ChatClient(server.url, "good", max_retries=0))
    assert [s async for s in voice.speak(brief())]
    now = time.monotonic()
    monkeypatch.setattr("trainer.llm.voice.time.monotonic", lambda: now + 28)
    with pytest.raises(VoiceFailed) as caught:
        assert [s async for s in voice.speak(brief(refused="it is empty"))]
    assert "slow" in str(caught.value) and len(server.requests) == 1
    await voice.aclose()


async def test_a_quoted_echo_keeps_its_marks(server: FaultServer) -> None:
    model = says(server, '"Sign today', '"? No. You may say "twenty" as often', " as you like.")
    said = "".join(await spoken(server, model))
    assert said == '"Sign today"? No. You may say "twenty" as often as you like.'


@pytest.mark.parametrize("tail", ['\n"But why?"', "\n\n- But why?", "\n“But", "<|im_end|>", "\nYou: But"])
async def test_a_second_paragraph_in_another_voice_is_cut_off(server: FaultServer, tail: str) -> None:
    model = says(server, "\n\n", '"No. Not this year."', tail[:2], tail[2:], " Because.")
    assert "".join(await spoken(server, model)).strip() == "No. Not this year."
