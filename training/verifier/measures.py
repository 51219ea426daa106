"""Measures over scores and labels, without dependencies."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def area_under_curve(scores: Floats, positive: Flags) -> float:
    """How often a positive outranks a negative, ties counting half."""
    if positive.all() or not positive.any():
        return float("nan")
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        same = scores == value
        ranks[same] = ranks[same].mean()
    positives, negatives = int(positive.sum()), int((~positive).sum())
    return float(
        (ranks[positive].sum() - positives * (positives + 1) / 2) / (positives * negatives)
    )


def balanced_accuracy(said: Flags, positive: Flags) -> float:
    """The mean of the recalls of both classes."""
    return float((said[positive].mean() + (~said[~positive]).mean()) / 2)


def best_threshold(scores: Floats, positive: Flags) -> float:
    """The threshold with the best balanced accuracy, in the middle of its plateau."""
    candidates = np.unique(np.concatenate([[0.0], scores, [1.0]]))
    middles = (candidates[1:] + candidates[:-1]) / 2
    if not len(middles):
        return 0.5
    values = [balanced_accuracy(scores >= t, positive) for t in middles]
    top = [t for t, value in zip(middles, values, strict=True) if value == max(values)]
    return float(top[len(top) // 2])


def recall_at(scores: Floats, positive: Flags, *, refused: float) -> tuple[float, float]:
    """Share of positives kept with that share of the negatives refused; and the threshold."""
    threshold = float(np.quantile(scores[~positive], refused, method="higher")) + 1e-6
    return float((scores[positive] >= threshold).mean()), threshold


def macro_f1(said: Sequence[int], truth: Sequence[int], classes: Sequence[int]) -> float:
    """The mean of the F1 of each class."""
    pairs = list(zip(said, truth, strict=True))
    scores = []
    for label in classes:
        hits = sum(s == t == label for s, t in pairs)
        total = sum(s == label for s, _ in pairs) + sum(t == label for _, t in pairs)
        scores.append(2 * hits / total if total else 0.0)
    return float(np.mean(scores))
