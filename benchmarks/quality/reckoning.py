"""What figures come to: false claims made to look like it, and true ones that need arithmetic.

    python benchmarks/quality/reckoning.py [--without] [--cache FILE]
    python benchmarks/quality/reckoning.py --written

Judges ``reckoning_pairs.toml`` by :func:`provenance.verify_batch` and prints how many claims are
called ``supported``, with 95 % intervals (1,000 bootstrap samples of sources), then by kind.
``--without`` leaves the reckoning out, for comparison. ``--written`` asks no model: it counts, over
all written families (``training/verifier/written``), the claims whose figure the reckoning gives,
and how many of these are true (Wilson's interval, as if claims were independent).
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from verification import Judged, interval, judge_all, mean
from verifier_sets import NOT_SUPPORTED, SUPPORTED, Item

from provenance.nli import CachedJudge, Judge, load_judge
from provenance.terms import Verdict
from provenance.verification import verifying
from provenance.verification.assessing import questions_of
from provenance.verification.reckoning import Reckoning, reckon

PAIRS = Path(__file__).parent / "reckoning_pairs.toml"
WRITTEN = Path(__file__).parents[2] / "training"
_LABELS = {"+": SUPPORTED, "-": NOT_SUPPORTED}
_Z = 1.96


def main() -> None:
    """Print the figures of the pairs, or of the written families."""
    arguments = parse_arguments()
    if arguments.written:
        print_written()
        return
    judge: Judge = load_judge()
    if arguments.cache:
        judge = CachedJudge(judge=judge, path=arguments.cache)
    with left_out() if arguments.without else nullcontext():
        rows = judge_all(read_pairs(), judge)
    for name, is_true in (("false", False), ("true", True)):
        chosen = [row for row in rows if row.is_true == is_true]
        said = sum(map(is_said, chosen))
        print(f"{name} claims supported: {said} of {len(chosen)}, {interval(share_said, chosen)} %")
        print_kinds(chosen)


def left_out() -> AbstractContextManager[object]:
    """The library without its reckoning."""
    return patch.object(verifying, "reckon", lambda _claim, _document: Reckoning())


def read_pairs() -> list[Item]:
    """All claims of the file; those on one source are a group."""
    return [
        Item(
            source=source["text"],
            claim=claim,
            label=_LABELS[sign],
            group=source["text"],
            kind=kind,
        )
        for source in tomllib.loads(PAIRS.read_text(encoding="utf-8"))["sources"]
        for sign, kind, claim in source["claims"]
    ]


def is_said(row: Judged) -> bool:
    """Whether the library calls the claim supported."""
    return row.assessment.verdict is Verdict.SUPPORTED


def share_said(rows: Sequence[Judged]) -> float | None:
    """Share of the claims called supported."""
    return mean([is_said(row) for row in rows])


def print_kinds(rows: Sequence[Judged]) -> None:
    """How many of each kind are called supported."""
    said = Counter(row.item.kind for row in rows if is_said(row))
    for kind, count in Counter(row.item.kind for row in rows).most_common():
        print(f"    {kind:18} {said[kind]:3} of {count}")


def print_written() -> None:
    """Of the written families' claims whose figure the reckoning gives, how many are true."""
    sys.path.insert(0, str(WRITTEN))
    signs = Counter(
        claim.sign
        for family in import_module("verifier.written_pairs").read_families()
        for claim in family.claims
        if gives_figure(claim.text, family.source)
    )
    true, count = signs["+"], signs.total()
    low, high = wilson(true, count)
    print(f"true of those with a reckoned figure: {true} of {count}", end=" ")
    print(f"({100 * true / count:.0f} %; {100 * low:.0f}–{100 * high:.0f}); by sign: {dict(signs)}")


def gives_figure(claim: str, source: str) -> bool:
    """Whether the reckoning finds that the source's figures come to one of the claim."""
    return any(reckon(q.claim, q.document).values for q in questions_of(claim, source))


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    share, z = right / count, _Z * _Z / count
    middle = share + z / 2
    half = (share * (1 - share) * z + z * z / 4) ** 0.5
    return (middle - half) / (1 + z), (middle + half) / (1 + z)


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without", action="store_true", help="leave the reckoning out")
    parser.add_argument("--written", action="store_true", help="count on the written families")
    parser.add_argument("--cache", type=Path, help="keep the model's scores in this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
