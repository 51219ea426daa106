"""How many false and true claims each guard vetoes, on three sets.

    PROVENANCE_DATA=… python benchmarks/quality/guards.py [--report] [--only SET]
        [--misses RULE|none|true] [--language en]

Contrast exam, English, half 0 (for choices; ``--report`` prints half 1 instead); FEVER-Symmetric,
half 0; a fixed sample of pairs of train_A.jsonl.gz; the faithful claims of the article exam.
``--misses`` lists the claims of the contrast exam that a rule vetoes, that none vetoes though they
are false, or that any vetoes though they are true.
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from provenance.guards import find_vetoes
from provenance.retrieval import index_document

sys.path.insert(0, str(Path(__file__).parent))
from facts import articles
from gold import data_folder

Row = dict[str, Any]
TRUE = ("supported", "entailment")
FAMILIES = ("fever_rte", "fm2", "check_covid", "fib_xsum", "fib_cnn_dm")
_BRACKETS = re.compile(r"-[lr]rb-|</? ?t ?>", re.IGNORECASE)
"""What tokenisers put for brackets, and the marks between sentences: no words of a text."""
SAMPLE = 400
"""Pairs of each training family, half of them true."""


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--misses", default="")
    parser.add_argument("--language", default="en")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    half = int(options.report)
    sets: dict[str, Iterable[Row]] = {
        "contrast": contrast(half, options.language),
        "fever-symmetric": symmetric(half),
        **{family: sample(family) for family in FAMILIES},
        "articles, faithful": faithful(),
    }
    for name, rows in sets.items():
        if not options.only or options.only in name:
            report(name, rows, options.misses)


def report(name: str, rows: Iterable[Row], misses: str) -> None:
    """Print the table of one set."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    totals: Counter[bool] = Counter()
    spent = 0.0
    for row in rows:
        document = row.get("document") or index_document(row["source"], language=row["language"])
        start = time.process_time()
        vetoes = find_vetoes(
            row["claim"], document, reference=row.get("reference"), ignore=row.get("ignore", ())
        )
        spent += time.process_time() - start
        true = row["true"]
        totals[true] += 1
        rules = {veto.rule.value for veto in vetoes}
        for rule in rules:
            counts[rule][true] += 1
            if len(rules) == 1:
                counts[f"{rule} alone"][true] += 1
        counts["any"][true] += bool(rules)
        if (misses == "none" and not rules and not true) or (misses == "true" and rules and true):
            show(row, vetoes)
        elif misses in rules:
            show(row, [veto for veto in vetoes if veto.rule.value == misses])
    print(f"\n# {name}: {totals[False]} false, {totals[True]} true")
    for rule in sorted(counts, key=lambda rule: (rule == "any", rule)):
        if rule.endswith(" alone"):
            continue
        alone = counts[f"{rule} alone"]
        told = " ".join(
            f"{label} {counts[rule][true]:4} {counts[rule][true] / max(1, totals[true]):6.1%} "
            f"(alone {alone[true]:3}) "
            for label, true in (("false", False), ("true", True))
        )
        print(f"{rule:12} {told}")
    print(f"{1000 * spent / max(1, sum(totals.values())):.2f} ms a claim")


def show(row: Row, vetoes: Iterable[Any]) -> None:
    """Print one claim with what the guards say of it."""
    source = str(row.get("source", ""))
    print(f"[{'true' if row['true'] else 'false'}] {row['claim']}\n    {source[:700]}")
    for veto in vetoes:
        print(f"    {veto.rule.value}: {veto.claim.of(row['claim'])!r} {veto.words}")


def contrast(half: int, language: str) -> Iterator[Row]:
    """One half of the contrast exam, families kept together, claim and source in one language."""
    path = data_folder() / "exams" / "contrast" / "contrast.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = f"choices or report: {row['family']}"
        same = row["source_lang"] == row["claim_lang"] == language
        if same and int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == half:
            yield _row(row["claim"], row["source"], language, true=row["want"] in TRUE)


def symmetric(half: int) -> Iterator[Row]:
    """One half of FEVER-Symmetric."""
    for row in _rows("dev/fever_symmetric.dev.jsonl.gz"):
        if int(hashlib.sha256(row["group"].encode()).hexdigest(), 16) % 2 == half:
            yield _row(row["hypothesis"], row["premise"], "en", true=row["label"] in TRUE)


def sample(family: str) -> Iterator[Row]:
    """The same pairs of a training set every time: those of the lowest digests, half of each."""
    kept: dict[bool, list[tuple[str, Row]]] = {True: [], False: []}
    for row in _rows("train/train_A.jsonl.gz"):
        if row["set"].startswith(family):
            digest = hashlib.sha256(f"{row['premise']}|{row['hypothesis']}".encode()).hexdigest()
            kept[row["label"] in TRUE].append((digest, row))
    for true, rows in kept.items():
        for _, row in sorted(rows, key=lambda item: item[0])[: SAMPLE // 2]:
            claim = _BRACKETS.sub(" ", row["hypothesis"])
            yield _row(claim, _BRACKETS.sub(" ", row["premise"]), "en", true=true)


def faithful() -> Iterator[Row]:
    """The claims of the article exam that their documents support."""
    for row in articles(data_folder() / "exams" / "articles"):
        if row["want"] == "supported":
            yield {**row, "true": True, "source": row["document"].text}


def _row(claim: str, source: str, language: str, *, true: bool) -> Row:
    return {"claim": claim, "source": source, "language": language, "true": true}


def _rows(name: str) -> Iterator[Row]:
    with gzip.open(data_folder() / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main()
