"""Feature names as sparse matrices, and linear models fitted on them as banks (training only)."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.coding.bank import Bank
from trainer.coding.numeric import Array, Matrix, linear, np, sparse


@dataclass(frozen=True, slots=True)
class Grams:
    """Which names stand in which row, for each group of names."""

    names: tuple[tuple[str, ...], ...]
    present: tuple[Matrix, ...]
    """Rows by names, 0 or 1."""
    scales: tuple[float, ...]


def grams(rows: Sequence[tuple[set[str], ...]], scales: Sequence[float], least: int) -> Grams:
    """Collect the names that stand in at least `least` rows."""
    names, present = [], []
    for g in range(len(scales)):
        counts: Counter[str] = Counter()
        for row in rows:
            counts.update(row[g])
        kept = sorted(n for n, c in counts.items() if c >= least)
        index = {n: i for i, n in enumerate(kept)}
        columns, ends = [], [0]
        for row in rows:
            columns.extend(sorted(index[n] for n in row[g] if n in index))
            ends.append(len(columns))
        ones = np.ones(len(columns), dtype=np.float64)
        shape = (len(rows), len(kept))
        names.append(tuple(kept))
        present.append(sparse.csr_matrix((ones, np.array(columns, dtype=np.int32), np.array(ends)), shape=shape))
    return Grams(tuple(names), tuple(present), tuple(scales))


class Scaling:
    """Which names a fit keeps and how it weighs them; learned from the training rows alone."""

    def __init__(self, source: Grams, rows: Array, least: int) -> None:
        """Args: rows: indexes of the training rows; least: rows of them in which a kept name stands."""
        self.source = source
        self.kept: list[Array] = []
        self.idf: list[Array] = []
        for present in source.present:
            counts = np.asarray(present[rows].sum(axis=0)).ravel()
            kept = np.where(counts >= least)[0]
            self.kept.append(kept)
            self.idf.append(np.log((1 + len(rows)) / (1 + counts[kept])) + 1)

    def matrix(self, rows: Array) -> Matrix:
        """Weighted rows: each group has length `scale`, or 0 where nothing is known."""
        parts = []
        for present, kept, idf, scale in zip(self.source.present, self.kept, self.idf, self.source.scales, strict=True):
            weighted = present[rows][:, kept] @ sparse.diags(idf)
            length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
            parts.append(sparse.diags(scale / np.maximum(length, 1e-9)) @ weighted)
        return sparse.hstack(parts).tocsr()

    def bank(self, models: Sequence[tuple[Array, float]]) -> Bank:
        """The fitted (coefficients, intercept) of each output, in bytes; names without weight are dropped."""
        idf = np.concatenate(self.idf)
        names = [
            name for group, kept in zip(self.source.names, self.kept, strict=True) for name in (group[i] for i in kept)
        ]
        table = np.array([coefficients for coefficients, _ in models]).T * idf[:, None]
        step = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127
        packed = (np.round(table / step) + 128).astype(np.uint8)
        return Bank(
            index={name: i for i, name in enumerate(names)},
            rows=packed.tobytes(),
            squares=array("f", idf**2),
            scale=tuple(map(float, step)),
            bias=tuple(bias for _, bias in models),
            weights=self.source.scales,
        )


def fit(x: Matrix, y: Array, strength: float) -> tuple[Array, float]:
    """Coefficients and intercept of a logistic regression; `strength` is scikit-learn's C."""
    if y.min() == y.max():
        return np.zeros(x.shape[1]), -6.0 if not y.max() else 6.0
    model = linear.LogisticRegression(C=strength, solver="liblinear", random_state=0).fit(x, y)
    return model.coef_[0], float(model.intercept_[0])
