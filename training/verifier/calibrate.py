"""Choose the verifier's limit and calibrate its confidence, after the combiner was fitted.

    python -m verifier.calibrate [--write]

Asks the library itself, on half 0 of the development sets and on the written families held out,
with confidence not yet calibrated. Prints for each limit how many false claims are refused and how
many true ones kept; with ``--write`` puts Platt's slope and shift for each verdict into
``provenance/data/verifier.toml`` (Platt 1999; with his targets, so that few cases are not taken for
certainty). The limit itself is set by hand.
"""

import argparse
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from provenance import verify_batch
from provenance.model import Assessment
from provenance.nli import CachedJudge, Judge, load_judge
from provenance.terms import Verdict
from provenance.verification import combining, deciding
from provenance.verification.features import logit
from verifier.fit_combiner import CONTRAST, ROOT, WRITTEN, WRITTEN_SHARE, Item, load_items

SETS = ("wice", "fever_symmetric", "qags_xsum", "healthver", "summedits_samsum", "summedits_ectsum")
SETTINGS = ROOT / "provenance" / "data" / "verifier.toml"
STEPS, RATE = 4000, 0.02
FEWEST = 12
"""Of fewer cases of a verdict no slope is fitted, only a shift."""


def main() -> None:
    """Calibrate from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", type=int, default=150, help="pairs of each set; 0 for all")
    parser.add_argument("--cache", type=Path, help="keep the model's scores in this file")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    plain = {verdict.value: [1.0, 0.0] for verdict in Verdict}
    combining.verifier_settings()["calibration"].update(plain)  # type: ignore[union-attr]
    items = {name: load_items(name, 0, most=arguments.sample) for name in SETS}
    items[CONTRAST] = load_items(CONTRAST, 0)
    items[WRITTEN] = load_items(WRITTEN, 0, most=arguments.sample * WRITTEN_SHARE)
    judge: Judge = load_judge()
    if arguments.cache:
        judge = CachedJudge(judge=judge, path=arguments.cache)
    pairs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for name, found in items.items():
        answers = verify_batch([(item.claim, item.source) for item in found], judge=judge)
        print_limits(name, found, answers)
        for item, answer in zip(found, answers, strict=True):
            if answer.judged_by and answer.confidence is not None:
                pairs[answer.verdict.value].append(
                    (logit(answer.confidence), is_right(item, answer))
                )
    lines = {verdict: platt(cases) for verdict, cases in pairs.items()}
    for verdict, (slope, shift) in lines.items():
        right = np.mean([r for _, r in pairs[verdict]])
        print(f"{verdict}: {len(pairs[verdict])} cases, {right:.2f} right, {slope:.3f} {shift:.3f}")
    if arguments.write:
        text = SETTINGS.read_text(encoding="utf-8")
        for verdict, (slope, shift) in lines.items():
            text = re.sub(
                rf"(?m)^{verdict} = \[.*\]$",
                f"{verdict} = [{slope:.3f}, {shift:.3f}]",
                text,
                count=1,
            )
        SETTINGS.write_text(text, encoding="utf-8")


def is_right(item: Item, answer: Assessment) -> bool:
    """As in ``benchmarks/quality/verification.py``."""
    said = answer.verdict.value
    if item.label == "not-supported":
        return said != "supported"
    return said == item.label or (said == "unsupported" and item.label == "contradicted")


def print_limits(name: str, items: Sequence[Item], answers: Sequence[Assessment]) -> None:
    """False claims refused and true ones kept, by limit, guards and rules included."""
    print(f"{name}: {len(items)}")
    for limit in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        said = [
            (supports(answer, limit), item) for answer, item in zip(answers, items, strict=True)
        ]
        kept = [s for s, item in said if item.label == "supported"]
        refused = [not s for s, item in said if item.label != "supported"]
        print(f"  {limit:.2f}: refused {np.mean(refused):.3f}, kept {np.mean(kept):.3f}")


def supports(answer: Assessment, limit: float) -> bool:
    """Whether the answer would be ``supported`` with this limit."""
    guarded = any(reason.value.startswith("guard-") for reason in answer.reasons)
    if answer.judged_by is None or answer.scores is None:
        return answer.verdict is Verdict.SUPPORTED
    band = deciding.load_limits().band
    return answer.scores.supported >= limit + band and not guarded


def platt(cases: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift of the log odds."""
    right = sum(r for _, r in cases)
    high, low = (right + 1) / (right + 2), 1 / (len(cases) - right + 2)
    x = np.array([odds for odds, _ in cases])
    y = np.array([high if r else low for _, r in cases])
    slope, shift = 1.0, 0.0
    if len(cases) < FEWEST:
        share = (right + 1) / (len(cases) + 2)
        return 0.0, math.log(share / (1 - share))
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-(slope * x + shift)))
        slope -= RATE * float(np.mean((said - y) * x))
        shift -= RATE * float(np.mean(said - y))
    return max(0.0, slope), shift


if __name__ == "__main__":
    main()
