"""Counting tokens: at once, never blocking, never crashing."""

import threading
from pathlib import Path

import pytest

from trainer.llm import tokens
from trainer.llm.client import Usage
from trainer.llm.tokens import Counter, cached_file, encoding_of, estimate

NAME = "fb374d419588a4632f3f557e76b4b70aebbca790"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tokens, "_LOADER", tokens._Loader())
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))


class Encoding:
    """Counts words, and fails as tiktoken does on special tokens unless asked the ordinary way."""

    def encode_ordinary(self, text: str) -> list[int]:
        return [1] * len(text.split())

    def encode(self, text: str) -> list[int]:
        raise ValueError("disallowed special token")


def join() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("tiktoken"):
            thread.join(10)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("No.", 2, 4),
        ("We are not going ahead this year, and that is final.", 12, 18),
        ("That must be hard. <|endoftext|> May I ask why?", 12, 24),
        ("我们今年不签。", 6, 12),
        ("🙏🙏🙏", 3, 12),
        ("a" * 4_000, 1_000, 4_000),
    ],
)
def test_the_estimate_is_near_and_rather_high(text: str, least: int, most: int) -> None:
    assert least <= estimate(text) <= most


def test_nothing_is_loaded_without_the_file_or_leave() -> None:
    counter = Counter("gpt-4o-mini", load=lambda _: pytest.fail("must not load"))
    assert counter.start() is False
    assert not counter.exact and counter.text("No, Marcos.") == estimate("No, Marcos.")


def test_a_local_model_never_loads_openais_tokeniser(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"x")
    counter = Counter("llama3.2", may_download=True, load=lambda _: pytest.fail("must not load"))
    assert counter.start() is False
    assert counter.text("No, Marcos, not this year.") > estimate("No, Marcos, not this year.") - 1


def test_with_the_file_the_exact_count_takes_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"x")
    counter = Counter("gpt-4o-mini", load=lambda _: Encoding())
    assert counter.start()
    join()
    assert counter.exact and counter.text("one two <|endoftext|>") == 3


def test_a_load_that_hangs_blocks_nobody() -> None:
    gate, begun = threading.Event(), threading.Event()

    def hang(_: str) -> Encoding:
        begun.set()
        gate.wait(10)
        return Encoding()

    counter = Counter("gpt-4o-mini", may_download=True, load=hang)
    assert counter.start() and counter.start()
    assert begun.wait(10)
    assert counter.text("No.") == estimate("No.")
    assert sum(t.name.startswith("tiktoken") for t in threading.enumerate()) == 1
    gate.set()
    join()


def test_a_load_past_its_deadline_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "DEADLINE_S", -1.0)
    counter = Counter("gpt-4o-mini", may_download=True, load=lambda _: Encoding())
    counter.start()
    join()
    assert not counter.exact


def test_a_failed_load_may_be_tried_again() -> None:
    answers: list[object] = [OSError("no network"), Encoding()]

    def load(_: str) -> object:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    counter = Counter("gpt-4o-mini", may_download=True, load=load)
    counter.start()
    join()
    assert not counter.exact
    counter.start()
    join()
    assert counter.exact


def test_counts_move_towards_what_the_endpoint_counts() -> None:
    counter = Counter("llama3.2")
    messages = [{"role": "user", "content": "No, Marcos, not this year and not the next."}]
    before = counter.prompt(messages)
    for _ in range(30):
        counter.learn(messages, Usage(before * 2, 1))
    assert 1.8 <= counter.ratio <= 2.0 and counter.prompt(messages) > before
    for _ in range(60):
        counter.learn(messages, Usage(1, 1))
    assert counter.ratio == pytest.approx(0.7, abs=0.01)
    counter.learn(messages, None)


def test_models_and_files_are_told_apart(tmp_path: Path) -> None:
    assert encoding_of("gpt-5-mini") == encoding_of("openai/gpt-4o") == encoding_of("o3") == "o200k_base"
    assert encoding_of("gpt-4-turbo") == "cl100k_base" and encoding_of("mistral") == ""
    assert cached_file("o200k_base") is None and cached_file("") is None
    (tmp_path / NAME).write_bytes(b"x")
    assert cached_file("o200k_base") == tmp_path / NAME
