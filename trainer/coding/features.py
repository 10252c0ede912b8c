"""What the linear models read: names of features of a rep line and its clauses, in groups that are scaled alone."""

from collections.abc import Sequence
from itertools import pairwise

from trainer.coding import clusters, lexicon
from trainer.coding.text import Token, tokens
from trainer.rubric.transcript import Turn

LINE_SCALES = (1.0, 0.7, 0.5)
"""Weight of the groups that `line_groups` gives."""
CLAUSE_SCALES = (1.0, 0.7, 0.4)
"""Weight of the groups that `clause_groups` gives."""
CLASS_SCALES = (1.0,)
KIND_SCALES = (1.0,)
MAX_CONTEXT_CHARS = 1_500
"""How much of the customer's last turn is read."""

Names = set[str]


def line_groups(talk: Sequence[Turn], toks: Sequence[Token]) -> tuple[Names, ...]:
    """Words, letters, and the words of the customer's last turn."""
    norms = [t.norm for t in toks]
    return word_grams(norms), letter_grams(norms), context(talk)


def clause_groups(before: Sequence[str], norms: Sequence[str], after: Sequence[str]) -> tuple[Names, ...]:
    """Words, letters, and the words of the clauses around it.

    Args:
        before: normalised tokens of the clause before; empty at the start of the line.
        norms: those of the clause.
        after: those of the next clause; empty at the end of the line.
    """
    around = {f"p:{n}" for n in before} or {"p:^"}
    around.update({f"n:{n}" for n in after} or {"n:$"})
    return word_grams(norms), letter_grams(norms), around


def class_groups(toks: Sequence[Token]) -> tuple[Names, ...]:
    """Classes of the hand-written lexicon and their pairs."""
    return (lexicon.class_grams(lexicon.shipped().events([t.norm for t in toks])),)


def kind_groups(toks: Sequence[Token]) -> tuple[Names, ...]:
    """Kinds of words and their runs."""
    return (clusters.shipped().grams([t.norm for t in toks]),)


def word_grams(norms: Sequence[str]) -> Names:
    """Runs of one to three tokens, with the ends of the line marked."""
    found = set(norms)
    marked = ["^", *norms, "$"]
    found.update(f"{a} {b}" for a, b in pairwise(marked))
    found.update(f"{a} {b} {c}" for a, b, c in zip(marked, norms, norms[1:], strict=False))
    return found


def letter_grams(norms: Sequence[str]) -> Names:
    """Runs of three to five letters inside each token, its ends marked."""
    found: Names = set()
    for norm in set(norms):
        word = f"<{norm}>"
        size = len(word)
        for n in (3, 4, 5):
            found.update(word[i : i + n] for i in range(size - n + 1))
    return {f"c:{gram}" for gram in found}


def context(talk: Sequence[Turn]) -> Names:
    """Words and pairs of the customer's last turn."""
    if not talk or talk[-1].speaker != "customer":
        return set()
    norms = [t.norm for t in tokens(talk[-1].text[-MAX_CONTEXT_CHARS:])]
    found = {f"x:{n}" for n in norms}
    found.update(f"x:{a} {b}" for a, b in pairwise(norms))
    return found
