"""From all that was read of a question to three probabilities: a small fitted combiner.

A multinomial logistic regression over the features of :mod:`provenance.verification.features`. Of a
document far too long to be read at once the model sees a part only, and where the words of the
claim stand tells as much as it does: there a second, smaller regression is weighed in. All
parameters stand in ``data/verifier.toml``; ``training/verifier/fit_combiner.py`` writes them from
pairs that the model was not trained on.
"""

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from provenance.model import Scores
from provenance.verification.features import features_of, logit, width_of
from provenance.verification.questions import Reading


@attrs.frozen(kw_only=True)
class WideCombiner:
    """The parameters for documents of many windows: one weight a feature."""

    bias: float
    weights: Mapping[str, float]
    """Of each feature, what it adds to the log odds of supported."""

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The log odds of supported."""
        return self.bias + sum(w * features.get(name, 0.0) for name, w in self.weights.items())


@attrs.frozen(kw_only=True)
class Combiner:
    """The parameters: two weights a feature; ``neither`` is the class of reference."""

    bias: tuple[float, float]
    weights: Mapping[str, tuple[float, float]]
    """Of each feature, what it adds to the log odds of supported and of contradicted."""
    wide: WideCombiner | None = None

    def probabilities(self, features: Mapping[str, float], *, width: float = 0.0) -> Scores:
        """P(supported), P(contradicted), P(neither), to two places, together 1.

        Args:
            features: of the question.
            width: how much the parameters for long documents count, 0 to 1.
        """
        supported, contradicted = self.bias
        for name, (for_supported, for_contradicted) in self.weights.items():
            value = features.get(name, 0.0)
            supported += for_supported * value
            contradicted += for_contradicted * value
        highest = max(supported, contradicted, 0.0)
        odds = [math.exp(z - highest) for z in (supported, contradicted, 0.0)]
        first, second = odds[0] / sum(odds), odds[1] / sum(odds)
        if self.wide is None or not width:
            return rounded_scores(first, second)
        mixed = (1 - width) * logit(first) + width * self.wide.log_odds(features)
        sure = 1 / (1 + math.exp(-mixed))
        return rounded_scores(sure, second * (1 - sure) / max(1 - first, 1e-9))


def combine(reading: Reading) -> Scores:
    """P(supported), P(contradicted), P(neither) of the claim, to two places, together 1."""
    return load_combiner().probabilities(features_of(reading), width=width_of(reading))


def rounded_scores(supported: float, contradicted: float) -> Scores:
    """Two probabilities and what is left of 1, each to two places."""
    first = round(supported, 2)
    second = round(min(contradicted, 1 - first), 2)
    return Scores(
        supported=first, contradicted=second, neither=max(0.0, round(1 - first - second, 2))
    )


@cache
def load_combiner() -> Combiner:
    """The shipped parameters."""
    table = verifier_settings()["combiner"]
    supported, contradicted = table["bias"]
    return Combiner(
        bias=(supported, contradicted),
        weights={name: (pair[0], pair[1]) for name, pair in table["weights"].items()},
        wide=WideCombiner(bias=table["wide"]["bias"], weights=table["wide"]["weights"]),
    )


@cache
def verifier_settings() -> Mapping[str, Any]:
    """``data/verifier.toml``: thresholds, calibration, combiner."""
    path = files("provenance") / "data" / "verifier.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
