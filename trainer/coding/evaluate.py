"""`python -m trainer.coding.evaluate`: honest agreement with coded calls, by cross-validation over calls.

Each call is graded by weights, thresholds and a score model fitted without it; single replies are always training.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.coding import dataset
from trainer.coding.baselines import by_keywords
from trainer.coding.builtin import BuiltInCoder
from trainer.coding.dataset import CodedCall
from trainer.coding.learn import folds_of, learn
from trainer.coding.learn_scores import SCALES, learn_scores
from trainer.coding.lines import CODES, Lines
from trainer.coding.metrics import f1, interval, kappa, weighted_kappa
from trainer.coding.numeric import Array, np
from trainer.coding.scoring import ScoreModel
from trainer.coding.train import CORPUS
from trainer.rubric.behaviours import Behaviour
from trainer.rubric.grade import Scale
from trainer.rubric.scoring import Judgement, apply_rules
from trainer.rubric.transcript import CodedTurn, Hit

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Graded:
    """A call with what a grader that never saw it made of it."""

    call: CodedCall
    codes: tuple[frozenset[Behaviour], ...]
    """Of each rep turn."""
    raw: dict[Scale, float]
    scores: dict[Scale, int | None]
    """After the manual's rules."""
    verdict: str | None
    relationship: str | None


def by_keywords_alone(call: CodedCall) -> Judgement:
    """The keyword baseline's grade: its codes, scored by the manual's rules alone."""
    coded = []
    for index, turn in call.transcript.rep_turns():
        hits = [Hit(code, turn.text, 1.0) for code in sorted(by_keywords(turn.text))]
        coded.append(CodedTurn(index, turn.text, tuple(hits)))
    return apply_rules(call.transcript, coded)


def grade(call: CodedCall, coder: BuiltInCoder, scores: ScoreModel) -> Graded:
    """Grade a call as the product does."""
    transcript = call.transcript
    chances, coded = [], []
    for index, turn in transcript.rep_turns():
        talk = transcript.turns[:index]
        chances.append(coder.probabilities(talk, turn.text))
        coded.append(CodedTurn(index, turn.text, coder.code(talk, turn.text).hits))
    raw = scores.estimate(chances, transcript)
    judged = apply_rules(transcript, coded, raw)
    return Graded(call, tuple(t.codes for t in coded), raw, judged.scores, judged.no_respected, judged.relationship)


def cross_validate(corpus: dataset.Corpus) -> list[Graded]:
    """Grade every call by a model that was fitted without it."""
    lines = Lines(corpus.examples())
    fold = folds_of([call.transcript.id for call in corpus.calls], FOLDS)
    held = {call.transcript.id: int(k) for call, k in zip(corpus.calls, fold, strict=True)}
    graded = []
    for k in range(FOLDS):
        began = time.perf_counter()
        rows = np.array([i for i, e in enumerate(lines.examples) if held.get(e.group) != k])
        model, chances = learn(lines, rows)
        known = [c for c in corpus.calls if held[c.transcript.id] != k]
        scores = learn_scores(known, chances)
        coder = BuiltInCoder(model)
        graded += [grade(c, coder, scores) for c in corpus.calls if held[c.transcript.id] == k]
        print(f"fold {k + 1} of {FOLDS}: {time.perf_counter() - began:.0f} s", flush=True)
    return graded


def _codes(graded: Sequence[Graded]) -> tuple[list[Array], list[Array], list[Array]]:
    """For each call: true, found and keyword codes, turns by codes."""
    true, found, keyword = [], [], []
    for g in graded:
        true.append(np.array([[c in (e.codes or ()) for c in CODES] for e in g.call.examples]))
        found.append(np.array([[c in codes for c in CODES] for codes in g.codes]))
        keyword.append(np.array([[c in by_keywords(e.text) for c in CODES] for e in g.call.examples]))
    return true, found, keyword


def _stacked(parts: Sequence[Array], calls: Array) -> Array:
    return np.vstack([parts[i] for i in calls])


def report(graded: Sequence[Graded], title: str) -> None:
    """Print every figure for some calls."""
    true, found, keyword = _codes(graded)
    every = np.arange(len(graded))
    y, p, kw = (_stacked(part, every) for part in (true, found, keyword))
    print(f"\n## {title}: {len(graded)} calls, {len(y)} rep turns\n")
    print("| code | in labels | found | F1 | keywords F1 |\n|---|---|---|---|---|")
    each, macro, micro = f1(y, p)
    kw_each, kw_macro, kw_micro = f1(y, kw)
    for j, code in enumerate(CODES):
        print(f"| {code} | {y[:, j].sum()} | {p[:, j].sum()} | {each[j]:.2f} | {kw_each[j]:.2f} |")
    macro_ci = interval(len(graded), lambda d: f1(_stacked(true, d), _stacked(found, d))[1], 300)
    micro_ci = interval(len(graded), lambda d: f1(_stacked(true, d), _stacked(found, d))[2], 300)
    print("\n| figure | built-in (95 % by call) | keywords | most frequent |\n|---|---|---|---|")
    print(f"| macro F1 | {macro:.3f} ({macro_ci[0]:.2f} to {macro_ci[1]:.2f}) | {kw_macro:.3f} | 0 |")
    print(f"| micro F1 | {micro:.3f} ({micro_ci[0]:.2f} to {micro_ci[1]:.2f}) | {kw_micro:.3f} | 0 |")
    plain = [by_keywords_alone(g.call) for g in graded]
    for scale in SCALES:
        _scale(graded, plain, scale)
    for name in ("no_respected", "relationship"):
        field = "verdict" if name == "no_respected" else name
        truth = [getattr(g.call, name) for g in graded]
        got = [getattr(g, field) or "none" for g in graded]
        ci = interval(len(truth), lambda d, t=truth, o=got: kappa([t[i] for i in d], [o[i] for i in d]))  # type: ignore[misc]
        words = [getattr(p, name) or "none" for p in plain]
        print(
            f"| {name}, kappa | {kappa(truth, got):.3f} ({ci[0]:.2f} to {ci[1]:.2f}) | {kappa(truth, words):.3f} | 0 |"
        )


def _scale(graded: Sequence[Graded], plain: Sequence[Judgement], scale: Scale) -> None:
    truth = [g.call.scores[scale] for g in graded]
    ruled = [g.scores[scale] or 3 for g in graded]
    keyword = [p.scores[scale] or 3 for p in plain]
    keyword_error = float(np.mean([abs(a - b) for a, b in zip(truth, keyword, strict=True)]))
    rounded = [int(g.raw[scale] + 0.5) for g in graded]
    ci = interval(len(truth), lambda d: weighted_kappa([truth[i] for i in d], [ruled[i] for i in d]))
    error = float(np.mean([abs(a - b) for a, b in zip(truth, ruled, strict=True)]))
    usual = Counter(truth).most_common(1)[0][0]
    usual_error = float(np.mean([abs(a - usual) for a in truth]))
    print(
        f"| {scale}, weighted kappa | {weighted_kappa(truth, ruled):.3f} ({ci[0]:.2f} to {ci[1]:.2f}),"
        f" without rules {weighted_kappa(truth, rounded):.3f} | {weighted_kappa(truth, keyword):.3f} | 0 |"
    )
    print(f"| {scale}, mean error | {error:.2f} | {keyword_error:.2f} | {usual_error:.2f} |")


def main() -> None:
    """Cross-validate and print the tables, transcripts first."""
    parser = argparse.ArgumentParser(description="cross-validated agreement of the built-in coder")
    parser.parse_args()
    corpus = dataset.read(CORPUS)
    graded = cross_validate(corpus)
    for source, title in (("transcripts", "Transcripts, three coders"), ("calls", "Calls, coded by their author")):
        report([g for g in graded if g.call.source == source], title)


if __name__ == "__main__":
    main()
