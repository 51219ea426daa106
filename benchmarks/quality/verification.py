"""How well ``provenance.verify`` judges: each development set, half 1, thresholds from half 0.

    PROVENANCE_DATA=… python benchmarks/quality/verification.py [--sets wice] [--sample 200]

Every figure comes with its 95 % interval: 1,000 bootstrap samples of whole groups. ``threshold``
means: supported where P(supported) is at least the value that was best on half 0 of the same set;
``verdict`` means: as :func:`provenance.verify` says, with nothing chosen for the set.
``--cache FILE`` keeps the model's scores from run to run.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

import provenance
from provenance.coverage import cover_words
from provenance.model import Assessment
from provenance.nli import CachedJudge, Judge, load_judge
from provenance.retrieval import index_document
from provenance.terms import Reason, Verdict
from provenance.verification.deciding import load_limits

sys.path.insert(0, str(Path(__file__).parent))
from verifier_sets import (
    CONTRADICTED,
    CONTRAST,
    CROSSING,
    NEITHER,
    PARTLY,
    SETS,
    SUMMEDITS,
    SUPPORTED,
    WRITTEN,
    Item,
    groups_of,
    load_items,
)

SAMPLES = 1_000
BINS = 10
ACCURACY, BALANCED, THREE_WAY, RATES = "accuracy", "balanced accuracy", "three-way", "rates"
MEASURES = {
    "fever_symmetric": ACCURACY,
    "healthver": THREE_WAY,
    "control": THREE_WAY,
    CONTRAST: RATES,
    CROSSING: RATES,
    WRITTEN: RATES,
}
ACCUSE_AT = (0.6, 0.7, 0.8, 0.9)


@attrs.frozen(kw_only=True)
class Judged:
    """An item with what the library says of it."""

    item: Item
    assessment: Assessment

    @property
    def support(self) -> float:
        """P(supported); of what could not be judged, none."""
        scores = self.assessment.scores
        return scores.supported if scores else 0.0

    @property
    def is_true(self) -> bool:
        """Whether a reader says that the source supports the claim."""
        return self.item.label == SUPPORTED


Figure = Callable[[Sequence[Judged]], float | None]


def main() -> None:
    """Print the figures of every set."""
    arguments = parse_arguments()
    judge: Judge = load_judge()
    if arguments.cache:
        judge = CachedJudge(judge=judge, path=arguments.cache)
    seen: dict[str, list[Judged]] = {}
    for name in arguments.sets.split(",") if arguments.sets else SETS:
        began = time.monotonic()
        choices, shown = (
            judge_all(load_items(name, half, most=arguments.sample), judge)
            for half in (0, arguments.half)
        )
        seen[name] = shown
        print(f"\n## {name}: {len(shown)} of half {arguments.half}")
        for label, figure in figures_of(name, choices).items():
            print(f"  {label}: {interval(figure, shown)}")
        print_reported(shown)
        if MEASURES.get(name) == RATES:
            print_accused(shown)
            print_misses(shown)
        elif MEASURES.get(name) != THREE_WAY:
            print_overlap(name, [row.item for row in choices], [row.item for row in shown])
        print(f"  ({time.monotonic() - began:.0f} s)", flush=True)
    if set(SUMMEDITS) <= seen.keys():
        means = [balanced_by_verdict(seen[name]) or 0.0 for name in SUMMEDITS]
        print(f"\nSummEdits, mean of four, by verdict: {100 * sum(means) / len(means):.1f}")
    everything = [
        judged for name, rows in seen.items() if name not in (CROSSING, WRITTEN) for judged in rows
    ]
    print(f"\ncalibration, all sets above: ECE {interval(calibration_error, everything)}")


def judge_all(items: Sequence[Item], judge: Judge) -> list[Judged]:
    """Every item with the answer of the library's fast path."""
    answers = provenance.verify_batch([(item.claim, item.source) for item in items], judge=judge)
    return [Judged(item=i, assessment=a) for i, a in zip(items, answers, strict=True)]


def figures_of(name: str, choices: Sequence[Judged]) -> dict[str, Figure]:
    """The figures asked of a set, by what they are called."""
    measure = MEASURES.get(name, BALANCED)
    if measure == RATES:
        return {
            "false claims not supported": false_refused,
            "true claims supported": true_kept,
            "true claims called contradicted": true_accused,
            "contradicted claims called contradicted": wrong_accused,
            "partly supported found": partly_found,
            "partly supported right": partly_right,
            "AUC of P(supported)": area_under_curve,
            "ECE": calibration_error,
        }
    if measure == THREE_WAY:
        return {"accuracy, three labels": accuracy_of_three, "macro-F1": macro_f1}
    best = best_threshold(choices, accuracy_at if measure == ACCURACY else balanced_at)
    by_verdict = accuracy_by_verdict if measure == ACCURACY else balanced_by_verdict
    at = accuracy_at if measure == ACCURACY else balanced_at
    return {
        f"{measure}, threshold {best:.2f}": lambda rows: at(rows, best),
        f"{measure}, verdict": by_verdict,
        "AUC of P(supported)": area_under_curve,
        "ECE": calibration_error,
    }


# --- figures -------------------------------------------------------------------------------------


def accuracy_at(rows: Sequence[Judged], threshold: float) -> float | None:
    """Share right when supported means at least ``threshold``."""
    return mean([(r.support >= threshold) == r.is_true for r in rows])


def balanced_at(rows: Sequence[Judged], threshold: float) -> float | None:
    """Mean of the shares right among the true and among the others."""
    return _balanced([(r.support >= threshold, r.is_true) for r in rows])


def accuracy_by_verdict(rows: Sequence[Judged]) -> float | None:
    """Share where the verdict is ``supported`` just where it should be."""
    return mean([_says_supported(r) == r.is_true for r in rows])


def balanced_by_verdict(rows: Sequence[Judged]) -> float | None:
    """The same, balanced."""
    return _balanced([(_says_supported(r), r.is_true) for r in rows])


def _balanced(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    true = mean([said for said, truth in pairs if truth])
    false = mean([not said for said, truth in pairs if not truth])
    return None if true is None or false is None else (true + false) / 2


def best_threshold(
    rows: Sequence[Judged], figure: Callable[[Sequence[Judged], float], float | None]
) -> float:
    """The threshold with the highest figure; of equals the one in the middle."""
    tried = {step / 100: figure(rows, step / 100) or 0.0 for step in range(1, 100)}
    highest = max(tried.values())
    best = [threshold for threshold, value in tried.items() if value >= highest - 1e-9]
    return best[len(best) // 2]


def false_refused(rows: Sequence[Judged]) -> float | None:
    """Share of the claims that are not supported of which it is not said."""
    return mean([not _says_supported(r) for r in rows if not r.is_true])


def true_kept(rows: Sequence[Judged]) -> float | None:
    """Share of the supported claims of which it is said."""
    return mean([_says_supported(r) for r in rows if r.is_true])


def true_accused(rows: Sequence[Judged]) -> float | None:
    """Share of the supported claims that are called contradicted."""
    return mean([r.assessment.verdict is Verdict.CONTRADICTED for r in rows if r.is_true])


def wrong_accused(rows: Sequence[Judged]) -> float | None:
    """Share of the contradicted claims that are called so."""
    wrong = [r for r in rows if r.item.label == CONTRADICTED]
    return mean([r.assessment.verdict is Verdict.CONTRADICTED for r in wrong])


def partly_found(rows: Sequence[Judged]) -> float | None:
    """Share of the partly supported claims that are called so."""
    partly = [r for r in rows if r.item.label == PARTLY]
    return mean([r.assessment.verdict is Verdict.PARTLY_SUPPORTED for r in partly])


def partly_right(rows: Sequence[Judged]) -> float | None:
    """Share of the verdicts ``partly-supported`` that are right."""
    said = [r for r in rows if r.assessment.verdict is Verdict.PARTLY_SUPPORTED]
    return mean([r.item.label == PARTLY for r in said])


def accuracy_of_three(rows: Sequence[Judged]) -> float | None:
    """Share of the likeliest label being right."""
    return mean([likeliest(r) == r.item.label for r in rows])


def macro_f1(rows: Sequence[Judged]) -> float | None:
    """Mean F1 of the three labels."""
    values = []
    for label in (SUPPORTED, CONTRADICTED, NEITHER):
        said = {n for n, r in enumerate(rows) if likeliest(r) == label}
        truth = {n for n, r in enumerate(rows) if r.item.label == label}
        values.append(2 * len(said & truth) / max(1, len(said) + len(truth)))
    return sum(values) / len(values)


def likeliest(row: Judged) -> str:
    """The label with the highest score."""
    scores = row.assessment.scores
    if scores is None:
        return NEITHER
    by_label = {
        SUPPORTED: scores.supported,
        CONTRADICTED: scores.contradicted,
        NEITHER: scores.neither,
    }
    return max(by_label, key=lambda label: by_label[label])


def area_under_curve(rows: Sequence[Judged]) -> float | None:
    """How often a supported claim scores above another one; ties count half."""
    true = sorted(r.support for r in rows if r.is_true)
    false = sorted(r.support for r in rows if not r.is_true)
    if not true or not false:
        return None
    counts: Counter[float] = Counter(false)
    won, below = 0.0, 0
    levels = sorted(counts)
    position = 0
    for value in true:
        while position < len(levels) and levels[position] < value:
            below += counts[levels[position]]
            position += 1
        won += below + counts.get(value, 0) / 2
    return won / (len(true) * len(false))


def calibration_error(rows: Sequence[Judged]) -> float | None:
    """Expected calibration error of ``confidence`` in ten equal bins (Naeini et al. 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        confidence = row.assessment.confidence
        if confidence is not None:
            bins[min(BINS - 1, int(confidence * BINS))].append((confidence, is_right(row)))
    total = sum(map(len, bins.values()))
    if not total:
        return None
    return (
        sum(
            abs(sum(c for c, _ in found) - sum(right for _, right in found))
            for found in bins.values()
        )
        / total
    )


def is_right(row: Judged) -> bool:
    """Whether the verdict is the reader's.

    Where a set only says "not supported", any verdict but ``supported`` is right; ``unsupported``
    is right of a contradicted claim as well: the source does not say it, only rules may say more.
    """
    verdict, label = row.assessment.verdict.value, row.item.label
    if label == "not-supported":
        return verdict != SUPPORTED
    return verdict == label or (verdict == NEITHER and label == CONTRADICTED)


def _says_supported(row: Judged) -> bool:
    return row.assessment.verdict is Verdict.SUPPORTED


def mean(values: Sequence[bool]) -> float | None:
    """The share of the true ones; ``None`` of none."""
    return sum(values) / len(values) if values else None


# --- telling -------------------------------------------------------------------------------------


def interval(figure: Figure, rows: Sequence[Judged]) -> str:
    """The figure in per cent with its bootstrap interval over groups."""
    value = figure(rows)
    if value is None:
        return "–"
    groups = groups_of([row.item for row in rows])
    draw = random.Random(0)  # noqa: S311 - a bootstrap, no secret
    found = []
    for _ in range(SAMPLES):
        chosen = [rows[n] for g in draw.choices(groups, k=len(groups)) for n in g]
        if (again := figure(chosen)) is not None:
            found.append(again)
    found.sort()
    low, high = found[int(0.025 * len(found))], found[int(0.975 * len(found)) - 1]
    return f"{100 * value:.1f} ({100 * low:.1f}–{100 * high:.1f})"


def print_reported(rows: Sequence[Judged]) -> None:
    """How many a report would call supported, with its stricter limit, and how many rightly."""
    limits = load_limits()
    said = [
        row
        for row in rows
        if _says_supported(row)
        and (
            Reason.WORDS_COVERED in row.assessment.reasons
            or row.support >= limits.supported_in_report + limits.band
        )
    ]
    print(f"  supported in a report: {sum(row.is_true for row in said)} right of {len(said)}")


def print_accused(rows: Sequence[Judged]) -> None:
    """What the model would accuse, were it let: by limit, how many true and contradicted claims."""
    labels = Counter(row.item.label for row in rows)
    for limit in ACCUSE_AT:
        found = Counter(
            row.item.label
            for row in rows
            if row.assessment.scores and row.assessment.scores.contradicted >= limit
        )
        shares = (f"{found[n]} of {labels[n]} {n}" for n in (SUPPORTED, CONTRADICTED))
        print(f"  P(contradicted) at least {limit}: {', '.join(shares)}")


def print_overlap(name: str, choices: Sequence[Item], shown: Sequence[Item]) -> None:
    """The figure of plain overlap of words, its threshold chosen on half 0 as well."""
    overlaps = []
    for items in (choices, shown):
        shares = [
            cover_words(i.claim, index_document(i.source, language="en")).share for i in items
        ]
        overlaps.append(
            [(share, i.label == SUPPORTED) for share, i in zip(shares, items, strict=True)]
        )

    def figure(pairs: Sequence[tuple[float, bool]], threshold: float) -> float:
        said = [(share >= threshold, truth) for share, truth in pairs]
        if MEASURES.get(name) == ACCURACY:
            return mean([s == truth for s, truth in said]) or 0.0
        return _balanced(said) or 0.0

    best = max(sorted({s for s, _ in overlaps[0]}), key=lambda t: figure(overlaps[0], t))
    print(f"  plain overlap, threshold {best:.2f}: {100 * figure(overlaps[1], best):.1f}")


def print_misses(rows: Sequence[Judged]) -> None:
    """By kind, the false claims that passed and the true ones that did not."""
    passed = Counter(r.item.kind for r in rows if not r.is_true and _says_supported(r))
    refused = Counter(r.item.kind for r in rows if r.is_true and not _says_supported(r))
    print("  passed, though false:", json.dumps(dict(passed.most_common(12))))
    print("  refused, though true:", json.dumps(dict(refused.most_common(12))))
    verdicts = Counter((r.item.label, r.assessment.verdict.value) for r in rows)
    for (label, verdict), count in sorted(verdicts.items()):
        print(f"    {label:18} said {verdict:18} {count}")


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", default="", help="names with commas; all when empty")
    parser.add_argument("--sample", type=int, default=0, help="items a set and half; 0 for all")
    parser.add_argument("--cache", type=Path, help="keep the model's scores in this file")
    parser.add_argument("--half", type=int, choices=(0, 1), default=1, help="the half to report")
    return parser.parse_args()


if __name__ == "__main__":
    main()
