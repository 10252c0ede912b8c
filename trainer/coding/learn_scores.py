"""Fit the score model on coded calls (training only)."""

from array import array
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from trainer.coding.dataset import CodedCall
from trainer.coding.forest import Forest
from trainer.coding.learn import folds_of
from trainer.coding.lines import CODES
from trainer.coding.numeric import Array, np
from trainer.coding.pooling import pooled
from trainer.coding.scoring import ScoreModel
from trainer.rubric.grade import Scale

SCALES = tuple(Scale)
TREES = 120
LEAF = 3
SHARE = 0.3
FOLDS = 5


def _trees() -> Any:
    ensemble: Any = import_module("sklearn.ensemble")
    return ensemble.ExtraTreesRegressor(TREES, min_samples_leaf=LEAF, max_features=SHARE, random_state=0, n_jobs=1)


def learn_scores(calls: Sequence[CodedCall], chances: Mapping[str, Array]) -> ScoreModel:
    """Fit on whole calls.

    Args:
        calls: the training calls.
        chances: out-of-fold probabilities of each of their rep turns, by example id.
    """
    x = np.array([_pooled(call, chances) for call in calls])
    y = np.array([[call.scores[s] for s in SCALES] for call in calls], dtype=float)
    fold = folds_of([call.transcript.id for call in calls], FOLDS)
    unseen = np.zeros(y.shape)
    forests = []
    for j in range(len(SCALES)):
        for k in range(FOLDS):
            unseen[fold == k, j] = _trees().fit(x[fold != k], y[fold != k, j]).predict(x[fold == k])
        forests.append(_forest(_trees().fit(x, y[:, j])))
    slopes = y.std(axis=0) / unseen.std(axis=0)
    intercepts = y.mean(axis=0) - slopes * unseen.mean(axis=0)
    return ScoreModel(
        scales=SCALES,
        forests=tuple(forests),
        slopes=tuple(map(float, slopes)),
        intercepts=tuple(map(float, intercepts)),
    )


def _pooled(call: CodedCall, chances: Mapping[str, Array]) -> list[float]:
    turns = [dict(zip(CODES, map(float, chances[e.id]), strict=True)) for e in call.examples]
    return pooled(turns, [e.text for e in call.examples])


def _forest(fitted: Any) -> Forest:
    roots, inputs, values, left, right = [], array("h"), array("f"), array("I"), array("I")
    for estimator in fitted.estimators_:
        tree, base = estimator.tree_, len(inputs)
        roots.append(base)
        leaf = tree.children_left < 0
        inputs.extend(np.where(leaf, -1, tree.feature).tolist())
        values.extend(np.where(leaf, tree.value[:, 0, 0], tree.threshold).tolist())
        left.extend((np.where(leaf, 0, tree.children_left) + base).tolist())
        right.extend((np.where(leaf, 0, tree.children_right) + base).tolist())
    return Forest(tuple(roots), inputs, values, left, right)
