"""How often each deciding rule is right on the article exam: what `confidence` rests on.

    PROVENANCE_DATA=… python benchmarks/quality/confidence.py

For every claim that got a verdict other than unchecked or unsourced: the rule that decided, how
often its verdict is among the acceptable ones, and the rate smoothed by one right and one wrong
(Laplace's rule of succession). The figures come from the development half; where a rule decided
few claims they say little, and the confidence in the code stays at or below the smoothed rate.
"""

import sys
from collections import Counter

from gold import checked, claims_on, data_folder, extracted, load_json, with_offsets

DECIDED = {"supported", "partly-supported", "contradicted", "unsupported"}


def main() -> int:
    """Print one line a rule."""
    folder = data_folder() / "exams" / "articles"
    decided: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for gold_file in sorted(folder.glob("*.gold.json")):
        gold = load_json(gold_file)
        path = folder / gold["file"]
        claims = checked([str(path)], sources=folder / "sources")["claims"]
        for row in with_offsets(gold["sentences"], extracted(str(path)).text):
            if row["kind"] != "claim":
                continue
            for claim in claims_on(claims, row)[:1]:
                if claim["verdict"] in DECIDED:
                    rule = (claim["verdict"], claim["reasons"][0])
                    decided[rule] += 1
                    right[rule] += claim["verdict"] in row["wire_verdict"]
    for rule, count in sorted(decided.items()):
        smoothed = (right[rule] + 1) / (count + 2)
        print(f"{rule[0]:18} {rule[1]:24} {right[rule]:3} of {count:3}   smoothed {smoothed:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
