"""Agreement figures: F1, quadratic weighted kappa, kappa, and intervals by call (training and reports only)."""

from collections.abc import Callable, Sequence

from trainer.coding.numeric import Array, np


def f1(truth: Array, found: Array) -> tuple[Array, float, float]:
    """F1 of each column, their mean over columns that occur, and F1 over all cells."""
    hit = (truth & found).sum(axis=0)
    both = truth.sum(axis=0) + found.sum(axis=0)
    each = 2 * hit / np.maximum(1, both)
    seen = both > 0
    return each, float(each[seen].mean()), float(2 * hit.sum() / max(1, both.sum()))


def weighted_kappa(truth: Sequence[int], found: Sequence[int], levels: int = 5) -> float:
    """Quadratic weighted kappa of scores from 1 to `levels`."""
    table = np.zeros((levels, levels))
    for a, b in zip(truth, found, strict=True):
        table[a - 1, b - 1] += 1
    weights = (np.arange(levels)[:, None] - np.arange(levels)[None, :]) ** 2
    chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float(1 - (weights * table).sum() / max(1e-9, (weights * chance).sum()))


def kappa(truth: Sequence[str], found: Sequence[str]) -> float:
    """Cohen's kappa of names."""
    names = sorted({*truth, *found})
    agree = float(np.mean([a == b for a, b in zip(truth, found, strict=True)]))
    chance = sum(float(np.mean([a == n for a in truth])) * float(np.mean([b == n for b in found])) for n in names)
    return (agree - chance) / max(1e-9, 1 - chance)


def interval(count: int, figure: Callable[[Array], float], draws: int = 1000) -> tuple[float, float]:
    """95 % bootstrap interval of a figure over calls; `figure` gets indexes of calls, drawn with return."""
    rng = np.random.default_rng(0)
    values = [figure(rng.integers(0, count, count)) for _ in range(draws)]
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))
