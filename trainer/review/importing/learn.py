"""Rebuilds `part_words.txt`: how much a word or a pair of words sounds like the rep or like the customer.

    python -m trainer.review.importing.learn [--check]

Needs the `train` extra and `corpus/`. With --check it writes nothing and prints how often the guess is right on calls
the weights have not seen (ten folds by call), with what the shipped rules add.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from trainer.review.importing import guess
from trainer.review.importing.said import Said, Talk, joined

CORPUS = Path(__file__).parents[3] / "corpus"
FEATURES = 700
"""Words and pairs that are kept."""
LEAST = 4
"""Turns a word must stand in to be learned."""
FOLDS = 10


def calls() -> list[Talk]:
    """The corpus' whole calls, the speakers named by their part."""
    found: list[Talk] = []
    for name in ("transcripts.jsonl", "calls.jsonl"):
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            call = json.loads(line)
            pieces = (Said(t["speaker"], t["text"], 1) for t in call["turns"])
            found.append(Talk(call["id"], name, "corpus", joined(pieces)))
    return found


def turns(talks: list[Talk], *, replies: bool = True) -> tuple[list[str], list[int]]:
    """Turns of talks and, if wanted, single replies, each with 1 for the rep and 0 for the customer."""
    pairs = {(s.text, int(s.name == "rep")) for talk in talks for s in talk.said}
    if replies:
        for line in (CORPUS / "replies.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            pairs |= {(row["customer"], 0), (row["rep"], 1)}
    ordered = sorted(pairs)
    return [text for text, _ in ordered], [part for _, part in ordered]


def weights(texts: list[str], parts: list[int]) -> dict[str, float]:
    """Feature to weight in log-odds, positive for the rep: the strongest, fitted together."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    def fitted(vocabulary: list[str] | None) -> dict[str, float]:
        counter = CountVectorizer(
            analyzer=lambda text: sorted(guess.features(text)), binary=True, min_df=1 if vocabulary else LEAST,
            vocabulary=vocabulary,
        )  # fmt: skip
        table = counter.fit_transform(texts)
        model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced").fit(table, parts)
        return dict(zip(counter.get_feature_names_out(), (float(w) for w in model.coef_[0]), strict=True))

    strongest = sorted(fitted(None).items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:FEATURES]
    return fitted(sorted(name for name, _ in strongest))


def check() -> None:
    """Print how sure guesses are and how often they are right, on calls the weights have not seen."""
    talks = calls()
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for fold in range(FOLDS):
        held = talks[fold::FOLDS]
        known = weights(*turns([t for i, t in enumerate(talks) if i % FOLDS != fold]))
        for talk in held:
            found = guess.guess(talk, known)
            sure = found.confidence
            band = next(b for b in ("0.97", "0.90", "0.80", "0.70", "0.60", "0.50") if sure >= float(b))
            for key in (band, "asked" if sure < 0.6 else "made"):
                seen[key] += 1
                right[key] += found.rep == ("rep",)
    for key in sorted(seen):
        print(f"{key:>6}  {seen[key]:4} calls  {right[key] / seen[key]:.3f} right")


def main() -> None:
    if "--check" in sys.argv[1:]:
        check()
        return
    found = weights(*turns(calls()))
    rows = [f"{name}\t{weight:.3f}" for name, weight in sorted(found.items())]
    Path(__file__).with_name("part_words.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
