"""Training on a slice of the corpus: repeatable, and the plain-Python coder says what the matrices said."""

from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from trainer.coding import dataset, learn
from trainer.coding.builtin import BuiltInCoder
from trainer.coding.lines import ASKS, CODES, Lines
from trainer.coding.model import Model
from trainer.coding.numeric import np
from trainer.rubric.behaviours import Behaviour

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def lines() -> Lines:
    corpus = dataset.read(ROOT / "corpus")
    calls = [e for call in corpus.calls[:60] for e in call.examples]
    return Lines([*corpus.lines[:700], *calls])


def test_plain_python_says_what_the_matrices_say(lines: Lines) -> None:
    rows = np.arange(len(lines.examples))
    banks, firsts = learn.fit_first(lines, rows, rows)
    place = {int(i): int(i) for i in rows}
    coded = rows[lines.codes[rows, 0] >= 0]
    mine, around = learn.inputs(lines, coded, firsts, place)
    second = learn.fit_second(mine, around, lines.codes[coded])
    expected = learn.apply_second(second, mine, around)
    zeros = (0.5,) * len(Behaviour)
    asks = (1.0,) * len(ASKS)
    model = Model("t", CODES, ASKS, banks, second, zeros, asks, asks, asks)
    coder = BuiltInCoder(model)
    apart = []
    for k in [*range(40), *range(len(coded) - 60, len(coded))]:
        example = lines.examples[coded[k]]
        if not example.alone:
            found = coder.probabilities(example.talk, example.text)
            apart.append(np.abs(np.array([found[c] for c in CODES]) - expected[k]).max())
    assert len(apart) == 60
    assert max(apart) < 0.03


def test_folds_keep_calls_together_and_do_not_depend_on_order() -> None:
    groups = ["a-001", "d-004", "a-001", "u1-0001"]
    fold = learn.folds_of(groups, 4)
    assert fold[0] == fold[2]
    assert list(learn.folds_of(groups[::-1], 4)) == list(fold[::-1])


def test_the_threshold_is_half_the_best_f1() -> None:
    y = np.array([1, 1, 0, 0])
    assert learn.best_threshold(y, np.array([0.9, 0.8, 0.2, 0.1]), np.ones(4)) == 0.5


def test_two_calls_with_one_id_are_refused(tmp_path: Path) -> None:
    """Ids say which lines belong to one talk; a shared one would mix two talks and leak between folds."""
    for name in ("replies.jsonl", "asks.jsonl", "labels.jsonl", "transcripts.jsonl"):
        (tmp_path / name).write_text("")
    row = (ROOT / "corpus" / "calls.jsonl").read_text("utf-8").splitlines()[0]
    (tmp_path / "calls.jsonl").write_text(row)
    (tmp_path / "calls-2.jsonl").write_text(row)
    with pytest.raises(ValueError, match="share an id"):
        dataset.read(tmp_path)
