"""How well check-worthiness is told: CheckThat! 2024 task 1, English, dev.

    python benchmarks/quality/checkworthiness.py [--tagger FOLDER]

The sentences are looked for under ``$PROVENANCE_DATA``; they are published by the CheckThat! lab.
They are split by SHA-256 of the text mod 2. The score itself is what the library gives
(``Claim.checkworthiness``); the limit above which a sentence counts as worth checking is set on
half 0 and serves this figure alone: nothing in the library hides what is below it.
"""

import argparse
import gzip
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path

from gold import data_folder

from provenance.spans import Span
from provenance.tagging.shipping import SHIPPED, read_tagger

Scored = tuple[float, bool]
ROUNDS = 200


def scored_halves(folder: Path) -> tuple[list[Scored], list[Scored]]:
    """Score and gold of every sentence, by half."""
    tagger = read_tagger(folder)
    halves: tuple[list[Scored], list[Scored]] = ([], [])
    path = data_folder() / "checkworthy" / "dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row["text"]
            whole = Span(0, len(text))
            (score,) = tagger.tag(text, [whole], [whole]).worth
            half = hashlib.sha256(text.encode()).digest()[-1] % 2
            halves[half].append((score or 0.0, row["label"] == "Yes"))
    return halves


def f1(rows: Sequence[Scored], limit: float) -> float:
    """F1 of the positive class."""
    hits = sum(gold for score, gold in rows if score >= limit)
    return 2 * hits / max(1, sum(s >= limit for s, _ in rows) + sum(g for _, g in rows))


def ranked(rows: Sequence[Scored]) -> float:
    """Average precision: what matters for an order."""
    ordered = sorted(rows, key=lambda row: -row[0])
    hits, total = 0, 0.0
    for rank, (_, gold) in enumerate(ordered, start=1):
        hits += gold
        total += gold * hits / rank
    return total / max(1, hits)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tagger", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    choices, report = scored_halves(arguments.tagger)
    limit = max((n / 100 for n in range(1, 100)), key=lambda one: f1(choices, one))
    order = random.Random(20261122)  # noqa: S311 - no secret
    drawn = sorted(f1(order.choices(report, k=len(report)), limit) for _ in range(ROUNDS))
    low, high = drawn[int(0.025 * ROUNDS)], drawn[int(0.975 * ROUNDS)]
    print(f"limit {limit:.2f}, set on half 0 ({len(choices)} sentences)\n")
    print("| half | sentences | worth checking | F1 (95 %) | average precision |")
    print("| --- | --- | --- | --- | --- |")
    for name, rows in (("0", choices), ("1", report)):
        spread = f" ({low:.3f}–{high:.3f})" if name == "1" else ""
        worth = sum(gold for _, gold in rows)
        figures = f"{f1(rows, limit):.3f}{spread} | {ranked(rows):.3f}"
        print(f"| {name} | {len(rows)} | {worth} | {figures} |")


if __name__ == "__main__":
    main()
