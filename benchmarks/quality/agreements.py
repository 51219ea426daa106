"""The same claim in several articles: what is called an agreement, and what ought to be.

    PROVENANCE_DATA=… python benchmarks/quality/agreements.py [-v]

Pairs (``exams/outlets/pairs.jsonl``, two texts each): pairs of relation ``agree`` called an
agreement, and of relation ``conflict`` and ``no-conflict`` called one. Traps that tell one fact
(rounding, time zone, an error quoted to refute it) may be. Events: pairs of claims in one
``same_claim`` group against pairs in one agreement, and the origins counted against the files of
the group that copy none of its others. All of them fall into half 0 of the exam's split by SHA-256
and thresholds were set on them: these are figures of development, the other half is not at hand.
"""

import itertools
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from gold import Row, data_folder

import provenance
from provenance.agreements import find_agreements
from provenance.copies import find_copies
from provenance.ingest import read_text
from provenance.model import Agreement, Analysis, Claim

SAME_FACT = ("rounding", "time-zone", "error-quoted-to-refute")


def main() -> None:
    """Print every figure; with ``-v`` every agreement."""
    is_loud = "-v" in sys.argv[1:]
    exam = data_folder() / "exams" / "outlets"
    score_pairs(exam / "pairs.jsonl", is_loud=is_loud)
    score_events(exam / "events", is_loud=is_loud)


def agreed(analyses: Sequence[Analysis]) -> tuple[Agreement, ...]:
    """Agreements by rules alone; equal quotations are the comparison's matter."""
    return find_agreements(analyses, copies=find_copies(analyses))


def score_pairs(path: Path, *, is_loud: bool) -> None:
    """How many pairs of each relation are called an agreement."""
    called: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if row["a"]["text"] == row["b"]["text"]:
            continue
        name = row["relation"]
        if name == "no-conflict" and row["kind"] in SAME_FACT:
            name = "no-conflict, same fact"
        analyses = [
            provenance.extract(read_text(s["text"], outlet=s["outlet"], published=s["published"]))
            for s in (row["a"], row["b"])
        ]
        found = agreed(analyses)
        total[name] += 1
        called[name] += bool(found)
        if is_loud and found:
            print(f"  {name} {row['kind']}: {row['a']['text']} | {row['b']['text']}")
    for name, count in sorted(total.items()):
        print(f"pairs, {name}: {called[name]} of {count} called an agreement")


def score_events(folder: Path, *, is_loud: bool) -> None:
    """Pairs of claims that ought to be together, and the origins of each group found."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        analyses = {
            name: provenance.extract(
                read_text(
                    (path.parent / name).read_text(encoding="utf-8"),
                    outlet=name.removesuffix(".txt").replace("-", " ").title(),
                    published=day,
                )
            )
            for name, day in gold["published"].items()
        }
        names = {a.article.id: name for name, a in analyses.items()}
        claims = {c.id: c for a in analyses.values() for c in a.claims}
        found = agreed(list(analyses.values()))
        wanted = {pair for group in gold["same_claim"] for pair in pairs_of(group)}
        told = {
            frozenset((names[claims[a].article], names[claims[b].article], label))
            for one in found
            for a, b in itertools.combinations(one.claims, 2)
            if claims[a].article != claims[b].article
            for label in [label_of(claims[a], claims[b], names, gold)]
        }
        counts["told"] += len(told)
        counts["wanted"] += len(wanted)
        counts["right"] += len(told & wanted)
        copied = {frozenset((c["from"], c["to"])) for c in gold["copies"]}
        counts["told of copies alone"] += sum(
            any(pair <= one for pair in copied) for one in told - wanted
        )
        if is_loud:
            for one in found:
                print(f"  {path.parent.name}: {one.origins} origins, at most: {one.most}")
                for claim in (claims[c] for c in one.claims):
                    print(f"      {names[claim.article]}: {claim.text}")
    print("events:", ", ".join(f"{name} {n}" for name, n in sorted(counts.items())))


def pairs_of(group: Sequence[Row]) -> set[frozenset[str]]:
    """Every two files of a group, with the words of its first span to tell it from others."""
    label = group[0]["exact"]
    return {
        frozenset((one["file"], other["file"], label))
        for one, other in itertools.combinations(group, 2)
        if one["file"] != other["file"]
    }


def label_of(left: Claim, right: Claim, names: dict[str, str], gold: Row) -> str:
    """The group in which both claims stand, or their own words where none has both."""
    for group in gold["same_claim"]:
        if all(
            any(
                span["file"] == names[one.article]
                and (span["exact"] in one.sentence.exact or one.sentence.exact in span["exact"])
                for span in group
            )
            for one in (left, right)
        ):
            words: str = group[0]["exact"]
            return words
    return f"{left.text} | {right.text}"


if __name__ == "__main__":
    main()
