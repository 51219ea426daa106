"""How well exported models rank true claims above others, by P(supported) alone, on half 0.

    python -m verifier.compare_steps FOLDER...

A folder is one that ``verifier.export --folder`` wrote. Every third of the written families held
out (second round), the contrast exam in English and 200 pairs of FEVER-Symmetric; the source is cut
at its end to what the model reads, without windows, guards or combiner.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from provenance.nli import Pair
from provenance.nli.running import OnnxJudge
from provenance.nli.shipping import load_shipped_judge
from verifier.written_pairs import read_families

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "quality"))
from verifier_sets import CONTRAST, SUPPORTED, load_items

EVERY = 3
PAIRS = 200
Row = tuple[str, str, bool]


def main() -> None:
    """Compare from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    for folder in parser.parse_args().folders:
        judge = load_shipped_judge(folder.resolve())
        areas = (f"{name} {area(judge, rows):.3f}" for name, rows in sets().items())
        print(folder.name, *areas, sep=" · ")


def sets() -> dict[str, list[Row]]:
    """Source, claim and whether it is supported, by set."""
    families = [f for f in read_families() if f.is_held_out and f.round == "second"][::EVERY]
    found = {
        "written": [(f.source, c.text, c.sign == "+") for f in families for c in f.claims],
    }
    for name, most in ((CONTRAST, 0), ("fever_symmetric", PAIRS)):
        items = load_items(name, 0, most=most)
        found[name] = [(i.source, i.claim, i.label == SUPPORTED) for i in items]
    return found


def area(judge: OnnxJudge, rows: Sequence[Row]) -> float:
    """The area under the curve; ties count half."""
    scores = judge.score([Pair(passage=source, claim=claim) for source, claim, _ in rows])
    support = np.array([score.supported for score in scores])
    true = np.array([truth for _, _, truth in rows])
    others: NDArray[np.float64] = np.sort(support[~true])
    below = np.searchsorted(others, support[true], "left")
    upto = np.searchsorted(others, support[true], "right")
    return float(np.mean(below + upto)) / 2 / len(others)


if __name__ == "__main__":
    main()
