"""Classes of words and phrases (lexicon.txt), found in a line; what hand-written knowledge the models get."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

REACH = 6
"""Distance, in tokens, up to which two classes make a pair."""
MAX_PREFIX = 10


class Lexicon:
    """Finds the classes of a run of normalised tokens."""

    def __init__(self, text: str) -> None:
        """Args: text: the lexicon in the form its file explains.

        Raises:
            ValueError: a line has no class.
        """
        self._words: dict[str, tuple[str, ...]] = {}
        self._prefixes: dict[str, tuple[str, ...]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            name, entries = line.split(":", 1)
            for entry in entries.split(","):
                self._add(name.strip(), entry.strip().lower())

    def _add(self, name: str, entry: str) -> None:
        if " " in entry:
            parts = tuple(entry.split())
            self._phrases.setdefault(parts[0], []).append((parts[1:], name))
        elif entry.endswith("*"):
            stem = entry[:-1]
            self._prefixes[stem] = (*self._prefixes.get(stem, ()), name)
        elif entry:
            self._words[entry] = (*self._words.get(entry, ()), name)

    def events(self, norms: Sequence[str]) -> list[tuple[int, str]]:
        """(place, class) of everything found, by place."""
        found: list[tuple[int, str]] = []
        for i, norm in enumerate(norms):
            names = set(self._words.get(norm, ()))
            for size in range(3, min(len(norm), MAX_PREFIX) + 1):
                names.update(self._prefixes.get(norm[:size], ()))
            for rest, name in self._phrases.get(norm, ()):
                if tuple(norms[i + 1 : i + 1 + len(rest)]) == rest:
                    names.add(name)
            found.extend((i, name) for name in sorted(names))
        return found


def class_grams(events: Sequence[tuple[int, str]]) -> set[str]:
    """Classes, and ordered pairs of classes at most `REACH` tokens apart."""
    found = {f"l:{name}" for _, name in events}
    for i, (place, name) in enumerate(events):
        for other, second in events[i + 1 :]:
            if other - place > REACH:
                break
            if other > place:
                found.add(f"l:{name}>{second}")
            elif second != name:
                found.add(f"l:{name}&{second}")
    return found


@cache
def shipped() -> Lexicon:
    """The lexicon in the package, read on first use."""
    return Lexicon((files("trainer.coding") / "lexicon.txt").read_text(encoding="utf-8"))
