"""Rebuilds the word weights that reading a call rests on, from `corpus/`.

    python -m trainer.review.importing.learn [--check]

`part_words.txt` says how much a word or a pair of words sounds like the rep or like the customer, `no_words.txt` how
much like a customer's opening no rather than other talk of a customer. Needs the `train` extra. With --check it writes
nothing and prints how often the guess of the rep, and the turn of the no, are right on calls the weights have not seen
(ten folds by call; the patterns of first_no.txt were written with some of these calls in view).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from trainer.review.importing import first_no, guess
from trainer.review.importing.said import Said, Talk, joined
from trainer.review.importing.words import features
from trainer.rubric.transcript import Turn

CORPUS = Path(__file__).parents[3] / "corpus"
SMALL_TALK = Path(__file__).with_name("before_the_no.txt")
"""What customers say before a no; counted eight times, there is little of it."""
FEATURES = 700
"""Words and pairs that are kept in each file."""
LEAST = 4
"""Turns a word must stand in to be learned."""
FOLDS = 10
_GREETING = 7
"""Most words of a first sentence that is taken for a greeting."""


def calls() -> list[Talk]:
    """The corpus' whole calls, the speakers named by their part."""
    found: list[Talk] = []
    for path in [CORPUS / "transcripts.jsonl", *sorted(CORPUS.glob("calls*.jsonl"))]:
        for line in path.read_text(encoding="utf-8").splitlines():
            call = json.loads(line)
            pieces = (Said(t["speaker"], t["text"], 1) for t in call["turns"])
            found.append(Talk(call["id"], path.name, "corpus", joined(pieces)))
    return found


def parts(talks: list[Talk]) -> tuple[list[str], list[int]]:
    """Turns of talks and the corpus' single replies, each with 1 for the rep and 0 for the customer."""
    pairs = {(s.text, int(s.name == "rep")) for talk in talks for s in talk.said}
    for line in (CORPUS / "replies.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs |= {(row["customer"], 0), (row["rep"], 1)}
    ordered = sorted(pairs)
    return [text for text, _ in ordered], [part for _, part in ordered]


def openings(talks: list[Talk], small_talk: list[str]) -> tuple[list[str], list[int]]:
    """Customers' turns, each with 1 for an opening no and 0 for other talk.

    The corpus' calls begin with the no, greeting and all, so that a greeting would pass for one: every no stands here
    with and without its greeting, and every other turn with and without somebody's greeting before it.
    """
    texts: list[str] = []
    labels: list[int] = []
    greetings: list[str] = []
    for talk in talks:
        first = next(s.text for s in talk.said if s.name == "customer")
        greeting, rest = _greeted(first)
        greetings += [greeting] if greeting else []
        for text in dict.fromkeys((first, rest)):
            texts.append(text)
            labels.append(1)
    later = [s.text for talk in talks for s in _after_the_first(talk) if not first_no.refusal(s.text)]
    for i, text in enumerate([*later, *small_talk * 8]):
        texts += [text, f"{greetings[i % len(greetings)]} {text}"]
        labels += [0, 0]
    return texts, labels


def _greeted(text: str) -> tuple[str, str]:
    """The greeting a turn begins with, and the rest."""
    head, stop, rest = text.partition(". ")
    if not stop or len(head.split()) > _GREETING or first_no.refusal(head):
        return "", text
    return head + ".", rest


def _after_the_first(talk: Talk) -> list[Said]:
    return [s for s in talk.said if s.name == "customer"][1:]


def weights(texts: list[str], labels: list[int]) -> dict[str, float]:
    """Feature to weight in log-odds: the strongest, fitted together; "" is what stands before any word is read."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    def fitted(vocabulary: list[str] | None) -> dict[str, float]:
        counter = CountVectorizer(
            analyzer=lambda text: sorted(features(text)), binary=True, min_df=1 if vocabulary else LEAST,
            vocabulary=vocabulary,
        )  # fmt: skip
        table = counter.fit_transform(texts)
        model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced").fit(table, labels)
        found = dict(zip(counter.get_feature_names_out(), (float(w) for w in model.coef_[0]), strict=True))
        return {**found, "": float(model.intercept_[0])}

    every = fitted(None)
    every.pop("")
    strongest = sorted(every.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:FEATURES]
    return fitted(sorted(name for name, _ in strongest))


def check() -> None:
    """Print how sure guesses are and how often right, and where the no was found, on calls not seen."""
    talks, small_talk = calls(), SMALL_TALK.read_text(encoding="utf-8").splitlines()
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for fold in range(FOLDS):
        others = [t for i, t in enumerate(talks) if i % FOLDS != fold]
        known = weights(*parts(others))
        known.pop("")
        sounds = weights(*openings(others, [s for i, s in enumerate(small_talk) if i % FOLDS != fold]))
        for talk in talks[fold::FOLDS]:
            found = guess.guess(talk, known)
            for key in ("rep, asked" if found.confidence < 0.6 else "rep, guessed", f"the no, {talk.source}"):
                seen[key] += 1
            right["rep, asked" if found.confidence < 0.6 else "rep, guessed"] += found.rep == ("rep",)
            turns = [Turn("rep" if s.name == "rep" else "customer", s.text) for s in talk.said]
            no = first_no.first_no(turns, sounds)
            opening = next(i for i, t in enumerate(turns) if t.speaker == "customer")
            right[f"the no, {talk.source}"] += no is not None and no.turn == opening
            seen["no no found"] += no is None
        for line in small_talk[fold::FOLDS]:
            seen["small talk let be"] += 1
            right["small talk let be"] += first_no.first_no([Turn("customer", line)], sounds) is None
    for key in sorted(seen):
        print(f"{key:>32}  {seen[key]:5}" + (f"  {right[key] / seen[key]:.3f} right" if key in right else ""))


def main() -> None:
    if "--check" in sys.argv[1:]:
        check()
        return
    talks = calls()
    part = weights(*parts(talks))
    part.pop("")
    small_talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    for name, found in (("part_words.txt", part), ("no_words.txt", weights(*openings(talks, small_talk)))):
        rows = [f"{feature}\t{weight:.3f}" for feature, weight in sorted(found.items())]
        Path(__file__).with_name(name).write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
