"""The built-in coder as the product uses it: quotes, repeatability, odd input, what it must not load."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.coding import bank as bank_module
from trainer.coding.builtin import BuiltInCoder
from trainer.coding.first import MAX_CLAUSES
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour as B
from trainer.rubric.transcript import Turn

NO = Turn("customer", "I'm sorry, but we're not going to sign. The board has said no.")
LINES = (
    "I completely respect your decision, but could you sign a short version today?",
    "Thank you for telling me straight. I'll cancel the order form so there's nothing for you to do.",
    "But you said Friday. We had a mutual plan. What changed?",
    "That must have been hard to say. You’ve been straight with me — thank you.",
)


@pytest.fixture(scope="module")
def coder() -> BuiltInCoder:
    return BuiltInCoder()


def codes(coder: BuiltInCoder, text: str, *talk: Turn) -> set[B]:
    return {hit.code for hit in coder.code(talk or (NO,), text).hits}


@pytest.mark.parametrize("text", LINES)
def test_quotes_are_verbatim_and_confidence_is_a_probability(coder: BuiltInCoder, text: str) -> None:
    coding = coder.code((NO,), text)
    assert coding.hits
    for hit in coding.hits:
        assert hit.quote in text
        assert 0.0 <= hit.confidence <= 1.0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=200))
def test_any_text_is_coded_with_verbatim_quotes(said: str, text: str) -> None:
    coding = BuiltInCoder().code((Turn("customer", said),), text)
    assert all(hit.quote and hit.quote in text for hit in coding.hits)


def test_the_same_line_gives_the_same_bits_whatever_came_between(coder: BuiltInCoder) -> None:
    talk = (NO, Turn("rep", LINES[0]), Turn("customer", "No. I said no."))
    first = [coder.probabilities(talk, text) for text in LINES]
    for i in range(300):
        coder.code((NO,), f"something else, number {i}")
    assert [coder.probabilities(talk, text) for text in LINES] == first
    assert [BuiltInCoder().probabilities(talk, text) for text in LINES] == first


def test_another_process_with_another_hash_seed_gives_the_same_bits(coder: BuiltInCoder) -> None:
    script = (
        "from trainer.coding.builtin import BuiltInCoder\n"
        "from trainer.rubric.transcript import Turn\n"
        f"p = BuiltInCoder().probabilities((Turn('customer', {NO.text!r}),), {LINES[0]!r})\n"
        "print([v.hex() for v in p.values()])"
    )
    out = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "77"}
    )
    assert out.stdout.strip() == str([v.hex() for v in coder.probabilities((NO,), LINES[0]).values()])


@pytest.mark.parametrize("text", ["", "   ", "...", "?!", "🙂🙂"])
def test_a_line_without_words_is_unclear_and_nothing_else(coder: BuiltInCoder, text: str) -> None:
    coding = coder.code((NO,), text)
    assert coding.hits == ()
    assert coding.asks == {Ask.UNCLEAR}
    assert set(coder.probabilities((NO,), text).values()) == {0.0}


def test_no_talk_before_is_fine(coder: BuiltInCoder) -> None:
    assert B.THANKS in codes(coder, "Thank you for telling me.")
    assert coder.code((), "Thank you for telling me.").hits


def test_work_on_a_huge_line_is_bounded(coder: BuiltInCoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts sums over the weights, not seconds: ten times the text must not cost ten times the work."""
    calls: list[int] = []
    real = bank_module.Bank._sums

    def counted(self: bank_module.Bank, rows: list[int]) -> list[int]:
        calls.append(len(rows))
        return real(self, rows)

    monkeypatch.setattr(bank_module.Bank, "_sums", counted)
    piece = "You said you would sign today, and now it is off. "
    work = []
    for size in (5_000, 50_000, 500_000):
        calls.clear()
        coder.code((NO,), (piece * (size // len(piece) + 1))[:size])
        work.append(sum(calls))
        assert len(calls) <= 3 * MAX_CLAUSES + 5
    assert work[2] <= work[1] * 1.1 <= work[0] * 2


def test_a_long_call_reads_each_line_once(coder: BuiltInCoder, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    real = __import__("trainer.coding.builtin", fromlist=["read_first"]).read_first

    def counted(banks: object, talk: object, text: str) -> object:
        reads.append(text)
        return real(banks, talk, text)

    monkeypatch.setattr("trainer.coding.builtin.read_first", counted)
    talk: list[Turn] = []
    for i in range(40):
        talk.append(Turn("customer", f"No, for the {i}th time."))
        coder.code(talk, f"Fine, that was try number {i}.")
        talk.append(Turn("rep", f"Fine, that was try number {i}."))
    assert len(reads) == 40


def test_nothing_heavy_is_imported_and_nothing_is_read_before_use() -> None:
    script = (
        "import sys\n"
        "import trainer.coding.builtin, trainer.coding.scoring, trainer.coding.model as m\n"
        "assert m.shipped.cache_info().currsize == 0\n"
        "from trainer.rubric.transcript import Turn\n"
        "trainer.coding.builtin.BuiltInCoder().code((), 'Thank you.')\n"
        "heavy = {'numpy', 'scipy', 'sklearn', 'torch', 'onnxruntime', 'openai', 'textual', 'sqlalchemy', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("But you said you wanted it. Sign a smaller line today.", B.PRESSURE),
        ("Sign today and I'll do 20% off.", B.SWEETENER),
        ("Could you sign a short version today?", B.PRESSURE),
        ("Let me call your boss.", B.BYPASS),
    ],
)
def test_a_kind_beginning_does_not_hide_a_push(line: str, code: B) -> None:
    """What the rep did before may tip a doubtful line; it must not talk a plain push away."""
    talk = (
        Turn("customer", "Hey, Priya. I can't do the line. The bench has to go, and I can't."),
        Turn("rep", "Then it's a no, Gil. I'll tear up the order form."),
        Turn("customer", "I told Connie you'd be decent."),
        Turn("rep", "May I ask what weighed most? You needn't say."),
        Turn("customer", "It runs with two, and I got six on that bench."),
    )
    assert code in {h.code for h in BuiltInCoder().code(talk, line).hits}
