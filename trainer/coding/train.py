"""`python -m trainer.coding.train`: rebuild the shipped weights from corpus/ (needs the `train` extra)."""

import json
import time
from pathlib import Path

from trainer.coding import dataset, scoring
from trainer.coding.builtin import BuiltInCoder
from trainer.coding.learn import learn
from trainer.coding.learn_scores import learn_scores
from trainer.coding.lines import Lines
from trainer.coding.model import Model, save
from trainer.coding.numeric import np

CORPUS = Path(__file__).parents[2] / "corpus"
WEIGHTS = Path(__file__).parent / "weights"
CHECKED = 12
"""Lines whose predictions are kept beside the weights, for a test."""


def main() -> None:
    """Fit on the whole corpus and write the weights into the package."""
    began = time.perf_counter()
    corpus = dataset.read(CORPUS)
    lines = Lines(corpus.examples())
    model, chances = learn(lines, np.arange(len(lines.examples)))
    size = save(model, WEIGHTS)
    size += scoring.save(learn_scores(corpus.calls, chances), WEIGHTS)
    write_check(model, corpus)
    print(f"{model.version}: {size / 1e6:.1f} MB in {time.perf_counter() - began:.0f} s")


def write_check(model: Model, corpus: dataset.Corpus) -> None:
    """Keep what the new weights say of a few lines, in `check.json`."""
    coder = BuiltInCoder(model)
    calls = corpus.calls[:: len(corpus.calls) // CHECKED][:CHECKED]
    check = {call.examples[-1].id: call.examples[-1] for call in calls}
    kept = {
        key: {code: round(p, 6) for code, p in coder.probabilities(e.talk, e.text).items()} for key, e in check.items()
    }
    text = json.dumps({"version": model.version, "lines": kept}, indent=1) + "\n"
    (WEIGHTS / "check.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
