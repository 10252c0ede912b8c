"""The shipped weights: what they say of corpus lines, how big they are, and damage that is noticed."""

import json
from pathlib import Path

import pytest

from trainer.coding import dataset
from trainer.coding.bank import unpack
from trainer.coding.builtin import BuiltInCoder
from trainer.coding.model import shipped
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "trainer" / "coding" / "weights"


def test_shipped_weights_say_what_they_said_when_they_were_trained() -> None:
    check = json.loads((WEIGHTS / "check.json").read_text(encoding="utf-8"))
    coder = BuiltInCoder()
    assert coder.version == check["version"]
    examples = {e.id: e for e in dataset.read(ROOT / "corpus").examples()}
    for key, stored in check["lines"].items():
        example = examples[key]
        assert coder.probabilities(example.talk, example.text) == pytest.approx(stored, abs=2e-6)


def test_every_code_and_ask_has_weights() -> None:
    model = shipped()
    assert set(model.behaviours) == set(Behaviour)
    assert set(model.asks) == set(Ask)
    assert all(0.0 < t < 1.0 for t in (*model.thresholds, *model.ask_thresholds))


def test_the_weights_stay_small() -> None:
    package = ROOT / "trainer" / "coding"
    shipped_files = [*WEIGHTS.iterdir(), package / "clusters.txt", package / "lexicon.txt"]
    assert sum(f.stat().st_size for f in shipped_files) <= 15_000_000


def test_damaged_weights_are_refused() -> None:
    head = json.loads((WEIGHTS / "coder.json").read_text(encoding="utf-8"))["banks"]["classes"]
    body = (WEIGHTS / "classes.bin").read_bytes()
    with pytest.raises(ValueError, match="damaged"):
        unpack(head, body[:-1])
