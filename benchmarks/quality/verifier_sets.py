"""The sets the verifier is measured on, each cut into a half for choices and one for the report."""

import gzip
import hashlib
import json
import random
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import attrs
from gold import data_folder

SUPPORTED, PARTLY, CONTRADICTED, NEITHER, NOT_SUPPORTED = (
    "supported",
    "partly-supported",
    "contradicted",
    "unsupported",
    "not-supported",
)
"""``NOT_SUPPORTED`` where a set does not say which of the other three it is."""
_LABELS = {
    "entailment": SUPPORTED,
    "supported": SUPPORTED,
    "contradiction": CONTRADICTED,
    "neutral": NEITHER,
    "not_supported": NOT_SUPPORTED,
}
_FILES = {
    "wice": "wice_claim_fullarticle.dev",
    "summedits_ectsum": "summedits_ectsum.all",
    "summedits_sales_call": "summedits_sales_call.all",
    "summedits_sales_email": "summedits_sales_email.all",
    "summedits_samsum": "summedits_samsum.all",
    "fever_symmetric": "fever_symmetric.dev",
    "healthver": "healthver.dev",
    "control": "control.dev",
    "qags_xsum": "qags_xsum.all",
}
SUMMEDITS = tuple(name for name in _FILES if name.startswith("summedits"))
CONTRAST, CROSSING, WRITTEN = "contrast", "contrast_crossing", "written"
SETS = (*_FILES, CONTRAST, CROSSING, WRITTEN)
_WRITTEN_SALT = "written, choices or report: "
"""Those held out are told by their SHA-256 too, so that it must be asked with something before."""
_SIGNS = {"+": SUPPORTED, "-": CONTRADICTED, "~": PARTLY, "0": NEITHER}
_EXAM_SALT = "choices or report: "
"""The families of the contrast exam at hand all fall on one side of their own SHA-256: they are cut
once more with this before the name."""


@attrs.frozen(kw_only=True)
class Item:
    """One claim and one source with what a reader says of them."""

    source: str = attrs.field(repr=False)
    claim: str
    label: str
    group: str
    """Items of one group are not independent: they are drawn together."""
    kind: str = ""


def load_items(name: str, half: int, *, most: int = 0) -> list[Item]:
    """The items of one half of a set, all or a fixed sample of ``most``."""
    if name == WRITTEN:
        return written_items(half, most=most)
    items = [i for i in _read(name) if half_of(i.group) == half]
    if not most or len(items) <= most:
        return items
    return random.Random(f"{name} {half}").sample(items, most)  # noqa: S311 - a sample, no secret


def written_items(half: int, *, most: int = 0) -> list[Item]:
    """Claims of the families that the model was not trained on (``training/verifier/written``).

    Whole families: with ``most`` a fixed sample of them that has about so many claims.
    """
    sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
    families = [
        f
        for f in import_module("verifier.written_pairs").read_families()
        if f.is_held_out and f.round != "first" and half_of(_WRITTEN_SALT + f.source) == half
    ]
    random.Random(f"written {half}").shuffle(families)  # noqa: S311 - a sample, no secret
    items: list[Item] = []
    for family in families:
        if most and len(items) >= most:
            break
        items += [
            Item(
                source=family.source,
                claim=claim.text,
                label=_SIGNS[claim.sign],
                group=family.source,
                kind=family.round,
            )
            for claim in family.claims
        ]
    return items


def half_of(group: str) -> int:
    """0 for choices and thresholds, 1 for the report."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 2


def _read(name: str) -> Iterator[Item]:
    if name in (CONTRAST, CROSSING):
        yield from _exam(data_folder() / "exams" / "contrast" / "contrast.jsonl", name == CROSSING)
        return
    path = data_folder() / "dev" / f"{_FILES[name]}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["premise"].strip() and row["hypothesis"].strip():
                yield Item(
                    source=row["premise"],
                    claim=row["hypothesis"],
                    label=_LABELS[row["label"]],
                    group=str(row.get("group") or row["premise"]),
                )


def _exam(path: Path, crossing: bool) -> Iterator[Item]:  # noqa: FBT001 - two exams in one file
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (row["source_lang"] != row["claim_lang"]) == crossing:
            yield Item(
                source=row["source"],
                claim=row["claim"],
                label=row["want"],
                group=_EXAM_SALT + row["family"],
                kind=row["kind"],
            )


def groups_of(items: Sequence[Item]) -> list[list[int]]:
    """The indexes of the items of each group, in order of first appearance."""
    found: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        found.setdefault(item.group, []).append(number)
    return list(found.values())
