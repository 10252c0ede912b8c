"""`python -m trainer.coding.train`: rebuild the shipped weights from corpus/ (needs the `train` extra)."""

import time
from pathlib import Path

from trainer.coding import dataset
from trainer.coding.learn import Lines, learn
from trainer.coding.learn_scores import learn_scores
from trainer.coding.model import save
from trainer.coding.numeric import np
from trainer.coding.scoring import save as save_scores

CORPUS = Path(__file__).parents[2] / "corpus"
WEIGHTS = Path(__file__).parent / "weights"


def main() -> None:
    """Fit on the whole corpus and write the weights into the package."""
    began = time.perf_counter()
    corpus = dataset.read(CORPUS)
    lines = Lines(corpus.examples())
    model, chances = learn(lines, np.arange(len(lines.examples)))
    size = save(model, WEIGHTS)
    size += save_scores(learn_scores(corpus.calls, chances), WEIGHTS)
    print(f"{model.version}: {size / 1e6:.1f} MB in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
