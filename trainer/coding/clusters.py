"""Words by kind (clusters.txt): a line read with each word replaced by the cluster of words like it."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise


class Clusters:
    """Two sets of clusters, coarse and fine; frequent words stand for themselves."""

    def __init__(self, text: str) -> None:
        """Args: text: the clusters in the form their file explains.

        Raises:
            ValueError: a line has no name.
        """
        self._coarse: dict[str, str] = {}
        self._fine: dict[str, str] = {}
        for line in text.splitlines():
            if not line or line.startswith("#"):
                continue
            name, words = line.split(": ", 1)
            if name != "keep":
                known = self._coarse if name.startswith("k") else self._fine
                known.update(dict.fromkeys(words.split(" "), name))

    def grams(self, norms: Sequence[str]) -> set[str]:
        """Runs of one to three kinds and pairs one apart, coarse and fine, with the ends of the line marked."""
        found: set[str] = set()
        for known in (self._coarse, self._fine):
            kinds = [known.get(n, n) for n in norms]
            marked = ["^", *kinds, "$"]
            found.update(kinds)
            found.update(f"{a} {b}" for a, b in pairwise(marked))
            found.update(f"{a} {b} {c}" for a, b, c in zip(marked, marked[1:], marked[2:], strict=False))
            found.update(f"{a}_{b}" for a, b in zip(marked, marked[2:], strict=False))
        return found


@cache
def shipped() -> Clusters:
    """The clusters in the package, read on first use."""
    return Clusters((files("trainer.coding") / "clusters.txt").read_text(encoding="utf-8"))
