"""Fit the score model on coded calls (training only)."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from trainer.coding.dataset import CodedCall
from trainer.coding.forest import Tree
from trainer.coding.learn import CODES, folds_of
from trainer.coding.numeric import Array, np
from trainer.coding.pooling import pooled
from trainer.coding.scoring import ScoreModel
from trainer.rubric.grade import Scale

SCALES = tuple(Scale)
TREES = 300
LEAF = 3
SHARE = 0.3
FOLDS = 5


def _forest() -> Any:
    ensemble: Any = import_module("sklearn.ensemble")
    return ensemble.ExtraTreesRegressor(
        TREES, min_samples_leaf=LEAF, max_features=SHARE, random_state=0, n_jobs=1
    )


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
    for k in range(FOLDS):
        unseen[fold == k] = _forest().fit(x[fold != k], y[fold != k]).predict(x[fold == k])
    slopes = y.std(axis=0) / unseen.std(axis=0)
    intercepts = y.mean(axis=0) - slopes * unseen.mean(axis=0)
    model = _forest().fit(x, y)
    return ScoreModel(
        scales=SCALES,
        trees=tuple(_tree(tree.tree_) for tree in model.estimators_),
        slopes=tuple(map(float, slopes)),
        intercepts=tuple(map(float, intercepts)),
    )


def _pooled(call: CodedCall, chances: Mapping[str, Array]) -> list[float]:
    turns = [dict(zip(CODES, map(float, chances[e.id]), strict=True)) for e in call.examples]
    return pooled(turns, [len(e.text.split()) for e in call.examples])


def _tree(tree: Any) -> Tree:
    leaf = tree.children_left < 0
    return Tree(
        inputs=tuple(int(-1 if end else f) for end, f in zip(leaf, tree.feature, strict=True)),
        thresholds=tuple(0.0 if end else float(t) for end, t in zip(leaf, tree.threshold, strict=True)),
        left=tuple(map(int, tree.children_left)),
        right=tuple(map(int, tree.children_right)),
        values=tuple(tuple(map(float, row[:, 0])) for row in tree.value),
    )
