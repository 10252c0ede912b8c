"""Fit the built-in coder on coded lines (training only): first reading, then the second on out-of-fold firsts."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from trainer.coding.bank import Bank
from trainer.coding.first import ABSENT, Banks, FirstReading, mass_of
from trainer.coding.grams import Grams, Scaling, fit
from trainer.coding.lines import ASKS, CODES, IGNORED, LEAST, LEAST_KINDS, NO, UNKNOWN, YES, Lines
from trainer.coding.model import BANKS, Model
from trainer.coding.numeric import Array, linear, np
from trainer.coding.second import HELD, OWN, Second, earlier, own, surroundings

LINE_C, CLAUSE_C, CLASS_C, SECOND_C = 8.0, 8.0, 4.0, 0.02
FOLDS = 4
NEAR = {"transcripts": 4.0}
"""How much a line of a source counts when thresholds are chosen: whole calls coded by three coders count most."""


@dataclass(frozen=True, slots=True)
class Firsts:
    """First readings of lines as arrays: lines by codes, asks by the line."""

    line: Array
    asks: Array
    peak: Array
    mass: Array
    classes: Array
    kinds: Array

    @staticmethod
    def empty(count: int) -> "Firsts":
        blank = partial(np.zeros, (count, len(CODES)))
        return Firsts(blank(), np.zeros((count, len(ASKS))), blank(), blank(), blank(), blank())

    def put(self, rows: Array, found: "Firsts") -> None:
        for name in ("line", "asks", "peak", "mass", "classes", "kinds"):
            getattr(self, name)[rows] = getattr(found, name)


def fit_first(lines: Lines, rows: Array, wanted: Array) -> tuple[Banks, Firsts]:
    """Fit the banks on `rows`; give them with the first readings of the lines `wanted`."""
    coded = rows[lines.codes[rows, 0] >= 0]
    asked = rows[lines.asks[rows, 0] >= 0]
    scaling, models, scores = _fit_line(lines, rows, coded, asked, wanted)
    class_bank, classes = _fit_simple(lines.classes, lines, coded, wanted, CLASS_C, LEAST)
    kind_bank, kinds = _fit_simple(lines.kinds, lines, coded, wanted, LINE_C, LEAST_KINDS)
    clause_scaling, clause_models = _fit_clauses(lines, coded)
    peak, mass = _read_clauses(lines, clause_scaling, clause_models, wanted)
    banks = Banks(scaling.bank(models), clause_scaling.bank(clause_models), class_bank, kind_bank)
    return banks, Firsts(scores[:, : len(CODES)], scores[:, len(CODES) :], peak, mass, classes, kinds)


def _fit_simple(
    source: Grams, lines: Lines, rows: Array, wanted: Array, strength: float, least: int
) -> tuple[Bank, Array]:
    """Models of the codes on one table of names; the bank, and scores of the lines `wanted`."""
    scaling = Scaling(source, rows, least)
    x = scaling.matrix(rows)
    models = [fit(x, lines.codes[rows, j], strength) for j in range(len(CODES))]
    seen = scaling.matrix(wanted)
    return scaling.bank(models), np.stack([seen @ w + b for w, b in models], axis=1)


def _fit_line(
    lines: Lines, rows: Array, coded: Array, asked: Array, wanted: Array
) -> tuple[Scaling, list[tuple[Array, float]], Array]:
    scaling = Scaling(lines.line, rows, LEAST)
    x = scaling.matrix(coded)
    models = [fit(x, lines.codes[coded, j], LINE_C) for j in range(len(CODES))]
    x = scaling.matrix(asked)
    models += [fit(x, lines.asks[asked, j], LINE_C) for j in range(len(ASKS))]
    seen = scaling.matrix(wanted)
    return scaling, models, np.stack([seen @ w + b for w, b in models], axis=1)


def _fit_clauses(lines: Lines, rows: Array) -> tuple[Scaling, list[tuple[Array, float]]]:
    """Clause models; where no quote says which clause carries a code, the likeliest one of a first fit does."""
    ids = lines.clauses_of(rows)
    owner = np.repeat(rows, [lines.first[i + 1] - lines.first[i] for i in rows])
    scaling = Scaling(lines.clause, ids, LEAST)
    x = scaling.matrix(ids)
    models = []
    for j in range(len(CODES)):
        marks = lines.where[ids, j].copy()
        sure = marks >= NO
        model = fit(x[sure], marks[sure], CLAUSE_C)
        unknown = np.where(marks == UNKNOWN)[0]
        if len(unknown):
            scores = x[unknown] @ model[0]
            marks[unknown] = IGNORED
            for line in np.unique(owner[unknown]):
                mine = np.where(owner[unknown] == line)[0]
                marks[unknown[mine[np.argmax(scores[mine])]]] = YES
            sure = marks >= NO
            model = fit(x[sure], marks[sure], CLAUSE_C)
        models.append(model)
    return scaling, models


def _read_clauses(
    lines: Lines, scaling: Scaling, models: Sequence[tuple[Array, float]], wanted: Array
) -> tuple[Array, Array]:
    ids = lines.clauses_of(wanted)
    x = scaling.matrix(ids)
    table = np.stack([x @ w + b for w, b in models], axis=1)
    peak = np.full((len(wanted), len(CODES)), ABSENT)
    mass = np.full((len(wanted), len(CODES)), mass_of(0.0))
    at = 0
    for k, i in enumerate(wanted):
        size = lines.first[i + 1] - lines.first[i]
        if size:
            own_part = table[at : at + size]
            peak[k] = own_part.max(axis=0)
            mass[k] = np.log(np.logaddexp(0, own_part).sum(axis=0) + 1e-3)
        at += size
    return peak, mass


def folds_of(groups: Sequence[str], count: int) -> Array:
    """Fold of each row; rows of a group stay together, and the order of rows does not matter."""
    return np.array([int(hashlib.sha256(g.encode()).hexdigest(), 16) % count for g in groups])


def inputs(lines: Lines, rows: Array, firsts: Firsts, place: dict[int, int]) -> tuple[Array, Array]:
    """What the second reading weighs: (rows, codes, own values) and (rows, values around).

    Args:
        rows: lines to describe.
        firsts: first readings; `place` says where that of a line stands.
    """
    readings: dict[int, FirstReading] = {}

    def reading(i: int) -> FirstReading:
        if i not in readings:
            k = place[i]
            readings[i] = FirstReading(
                line=tuple(map(float, firsts.line[k])),
                asks=tuple(map(float, firsts.asks[k])),
                peak=tuple(map(float, firsts.peak[k])),
                mass=tuple(map(float, firsts.mass[k])),
                classes=tuple(map(float, firsts.classes[k])),
                kinds=tuple(map(float, firsts.kinds[k])),
                where=(),
                toks=tuple(lines.toks[i]),
                parts=(),
                questions="?" in lines.examples[i].text,
            )
        return readings[i]

    mine, around = [], []
    for i in rows:
        example = lines.examples[i]
        before = [reading(k).chances() for k in lines.before[i]]
        around.append(surroundings(example.talk, reading(i), before, alone=example.alone))
        mine.append([own(reading(i), j) for j in range(len(CODES))])
    return np.array(mine), np.array(around)


def fit_second(mine: Array, around: Array, y: Array) -> Second:
    """One model a code, its inputs scaled to unit spread while fitting."""
    rows, biases = [], []
    for j in range(len(CODES)):
        x = np.hstack([mine[:, j], around])
        middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
        model = linear.LogisticRegression(C=SECOND_C, max_iter=500).fit((x - middle) / spread, y[:, j])
        weights = model.coef_[0] / spread
        rows.append(tuple(map(float, weights)))
        biases.append(float(model.intercept_[0] - weights @ middle))
    return Second(tuple(rows), tuple(biases))


def apply_second(second: Second, mine: Array, around: Array) -> Array:
    """Probabilities, rows by codes."""
    found = []
    start, end = earlier(around.shape[1])
    for j, (row, bias) in enumerate(zip(second.weights, second.bias, strict=True)):
        x, w = np.hstack([mine[:, j], around]), np.array(row)
        at = slice(OWN + start, OWN + end)
        before = x[:, at] @ w[at]
        value = x @ w + bias - before + np.clip(before, -HELD, HELD)
        found.append(1 / (1 + np.exp(-np.clip(value, -30, 30))))
    return np.stack(found, axis=1)


def learn(lines: Lines, rows: Array) -> tuple[Model, dict[str, Array]]:
    """Fit everything on `rows`.

    Returns:
        The model, and for each line with codes in `rows`, by id, its out-of-fold probabilities.
    """
    fold = folds_of([lines.examples[i].group for i in rows], FOLDS)
    firsts = Firsts.empty(len(rows))
    for k in range(FOLDS):
        _, found = fit_first(lines, rows[fold != k], rows[fold == k])
        firsts.put(np.where(fold == k)[0], found)
    place = {int(i): k for k, i in enumerate(rows)}
    coded = rows[lines.codes[rows, 0] >= 0]
    mine, around = inputs(lines, coded, firsts, place)
    y = lines.codes[coded]
    chances = np.zeros(y.shape)
    coded_fold = folds_of([lines.examples[i].group for i in coded], FOLDS)
    for k in range(FOLDS):
        second = fit_second(mine[coded_fold != k], around[coded_fold != k], y[coded_fold != k])
        chances[coded_fold == k] = apply_second(second, mine[coded_fold == k], around[coded_fold == k])
    weight = np.array([NEAR.get(lines.examples[i].source, 1.0) for i in coded])
    banks, _ = fit_first(lines, rows, rows[:1])
    asked = np.where(lines.asks[rows, 0] >= 0)[0]
    slopes, intercepts, ask_thresholds = _calibrate(firsts.asks[asked], lines.asks[rows[asked]])
    model = Model(
        version="",
        behaviours=CODES,
        asks=ASKS,
        banks=banks,
        second=fit_second(mine, around, y),
        thresholds=tuple(best_threshold(y[:, j], chances[:, j], weight) for j in range(len(CODES))),
        ask_slopes=slopes,
        ask_intercepts=intercepts,
        ask_thresholds=ask_thresholds,
    )
    return replace(model, version=_version(model)), {lines.examples[i].id: chances[k] for k, i in enumerate(coded)}


def _version(model: Model) -> str:
    """A name that changes with any weight."""
    digest = hashlib.sha256()
    for name in BANKS:
        digest.update(getattr(model.banks, name).rows)
    digest.update(repr((model.second, model.thresholds, model.ask_slopes, model.ask_thresholds)).encode())
    return "builtin-" + digest.hexdigest()[:10]


def _calibrate(scores: Array, y: Array) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    slopes, intercepts, thresholds = [], [], []
    for j in range(y.shape[1]):
        model = linear.LogisticRegression(C=1e3).fit(scores[:, [j]], y[:, j])
        slopes.append(float(model.coef_[0, 0]))
        intercepts.append(float(model.intercept_[0]))
        thresholds.append(best_threshold(y[:, j], model.predict_proba(scores[:, [j]])[:, 1], np.ones(len(y))))
    return tuple(slopes), tuple(intercepts), tuple(thresholds)


def best_threshold(y: Array, chances: Array, weight: Array) -> float:
    """Half the highest weighted F1 over all thresholds: where F1 is highest if the probabilities are calibrated.

    Steadier than the threshold at which F1 happened to be highest (docs/built-in-coder.md).
    """
    order = np.argsort(-chances, kind="stable")
    hit = (y[order] * weight[order]).cumsum()
    f1 = 2 * hit / (weight[order].cumsum() + (y * weight).sum())
    return float(f1.max() / 2)
