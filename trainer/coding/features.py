"""What the linear models read: names of features of a rep line in its talk, in groups that are scaled alone."""

from collections.abc import Sequence

from trainer.coding.text import Token, tokens
from trainer.rubric.transcript import Turn

GROUPS = ("words", "letters", "context")
MAX_CONTEXT_CHARS = 1_500
"""How much of the customer's last turn is read."""


def groups(talk: Sequence[Turn], toks: Sequence[Token]) -> tuple[set[str], ...]:
    """Feature names of a rep line, one set for each of `GROUPS`."""
    norms = [t.norm for t in toks]
    return word_grams(norms), letter_grams(norms), context(talk)


def word_grams(norms: Sequence[str]) -> set[str]:
    """Runs of one to three tokens, with the ends of the line marked."""
    found = set(norms)
    marked = ["^", *norms, "$"]
    found.update(f"{a} {b}" for a, b in zip(marked, marked[1:], strict=False))
    found.update(f"{a} {b} {c}" for a, b, c in zip(marked, marked[1:], norms[1:], strict=False))
    return found


def letter_grams(norms: Sequence[str]) -> set[str]:
    """Runs of three to five letters inside each token, its ends marked."""
    found: set[str] = set()
    for norm in set(norms):
        word = f"<{norm}>"
        size = len(word)
        for n in (3, 4, 5):
            found.update(word[i : i + n] for i in range(size - n + 1))
    return {f"c:{gram}" for gram in found}


def context(talk: Sequence[Turn]) -> set[str]:
    """Words and pairs of the customer's last turn."""
    if not talk or talk[-1].speaker != "customer":
        return set()
    norms = [t.norm for t in tokens(talk[-1].text[-MAX_CONTEXT_CHARS:])]
    found = {f"x:{n}" for n in norms}
    found.update(f"x:{a} {b}" for a, b in zip(norms, norms[1:], strict=False))
    return found
