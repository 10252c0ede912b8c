"""`python -m trainer.coding.train`: rebuild the shipped weights from corpus/ (needs the `train` extra)."""

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from trainer.coding import dataset
from trainer.coding.bank import Bank, pack
from trainer.coding.features import GROUPS, groups
from trainer.coding.text import tokens
from trainer.rubric.asks import Ask
from trainer.rubric.behaviours import Behaviour

CORPUS = Path(__file__).parents[2] / "corpus"
WEIGHTS = Path(__file__).parent / "weights"
GROUP_SCALES = (1.0, 0.7, 0.5)
MIN_COUNT = 2
C = 8.0
FOLDS = 4


def matrix(rows: list[tuple[set[str], ...]]) -> tuple[Any, dict[str, int], Any]:
    counts: Counter[str] = Counter()
    for row in rows:
        for names in row:
            counts.update(names)
    index = {n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= MIN_COUNT))}
    idf = np.array([np.log((1 + len(rows)) / (1 + counts[n])) + 1 for n in index])
    data, cols, ptr = [], [], [0]
    for row in rows:
        for names, scale in zip(row, GROUP_SCALES, strict=True):
            ids = sorted(index[n] for n in names if n in index)
            values = idf[ids]
            if ids:
                data.append(values / np.sqrt((values**2).sum()) * scale)
                cols.extend(ids)
        ptr.append(len(cols))
    flat = np.concatenate(data)
    return csr_matrix((flat, np.array(cols), np.array(ptr)), shape=(len(rows), len(index))), index, idf


def main() -> None:
    corpus = dataset.read(CORPUS)
    examples = list(corpus.examples())
    rows = [groups(e.talk, tokens(e.text)) for e in examples]
    x, index, idf = matrix(rows)
    weights, bias, slope, intercept, threshold = [], [], [], [], []
    for output in (*Behaviour, *Ask):
        labelled, y = _labels(examples, output)
        xs = x[labelled]
        folds = GroupKFold(FOLDS).split(xs, groups=[examples[i].group for i in labelled])
        out = np.zeros(len(y))
        for a, b in folds:
            out[b] = _fit(xs[a], y[a]).decision_function(xs[b])
        platt = LogisticRegression(C=1e3).fit(out[:, None], y)
        slope.append(float(platt.coef_[0, 0]))
        intercept.append(float(platt.intercept_[0]))
        threshold.append(best_threshold(y, platt.predict_proba(out[:, None])[:, 1]))
        model = _fit(xs, y)
        weights.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
    table = np.array(weights).T * idf[:, None]
    scale = np.abs(table).max(axis=0) / 127
    packed = (np.round(table / scale) + 128).astype(np.uint8)
    keep = np.abs(packed.astype(int) - 128).max(axis=1) >= 2
    names = [n for n, k in zip(index, keep, strict=True) if k]
    bank = Bank(
        index={n: i for i, n in enumerate(names)},
        rows=packed[keep].tobytes(),
        squares=array("f", (idf[keep] ** 2).tolist()),
        scale=tuple(map(float, scale)),
        bias=tuple(bias),
        weights=GROUP_SCALES,
    )
    head, body = pack(bank)
    WEIGHTS.mkdir(exist_ok=True)
    (WEIGHTS / "coder.bin").write_bytes(body)
    meta = {
        "version": "builtin-" + hashlib.sha256(body).hexdigest()[:10],
        "groups": GROUPS,
        "behaviours": list(Behaviour),
        "asks": list(Ask),
        "slope": slope,
        "intercept": intercept,
        "threshold": threshold,
        "bank": head,
    }
    (WEIGHTS / "coder.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    print(len(names), "features,", len(body), "bytes")


def _labels(examples: Sequence[dataset.Example], output: Behaviour | Ask) -> tuple[list[int], Any]:
    field = "codes" if isinstance(output, Behaviour) else "asks"
    labelled = [i for i, e in enumerate(examples) if getattr(e, field) is not None]
    return labelled, np.array([output in getattr(examples[i], field) for i in labelled])


def _fit(x: Any, y: Any) -> LogisticRegression:
    return LogisticRegression(C=C, solver="liblinear", random_state=0).fit(x, y)


def best_threshold(y: Any, p: Any) -> float:
    """The probability at which F1 is highest."""
    best, at = -1.0, 0.5
    for t in np.quantile(p, np.linspace(0.5, 0.998, 120)):
        hit = p >= t
        f1 = 2 * (hit & y).sum() / max(1, hit.sum() + y.sum())
        if f1 > best:
            best, at = float(f1), float(t)
    return at


if __name__ == "__main__":
    main()
