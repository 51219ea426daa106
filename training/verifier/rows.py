"""Pairs as published: one premise, one hypothesis, one label, from the data folder."""

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUPPORTED, CONTRADICTED, NEITHER = 0, 1, 2
NOT_SUPPORTED = 3
"""Neither or contradicted, the set does not say which: the loss counts both."""
LABELS = {
    "entailment": SUPPORTED,
    "supported": SUPPORTED,
    "contradiction": CONTRADICTED,
    "neutral": NEITHER,
    "not_supported": NOT_SUPPORTED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A published pair."""

    premise: str
    hypothesis: str
    label: int
    set: str
    group: str


def data_folder() -> Path:
    """The folder named by ``PROVENANCE_DATA``."""
    return Path(os.environ["PROVENANCE_DATA"])


def state_folder() -> Path:
    """The folder named by ``PROVENANCE_TRAINING``: bases, checkpoints, logs."""
    return Path(os.environ["PROVENANCE_TRAINING"])


def read_rows(path: Path) -> list[Row]:
    """All usable rows of one file, in file order."""
    return list(_iterate(path))


def read_training_rows(*, with_b: bool = False) -> list[Row]:
    """The rows of ``train_A`` and, when asked, of ``train_B``."""
    names = ["train_A", "train_B"] if with_b else ["train_A"]
    folder = data_folder() / "train"
    return [row for name in names for row in read_rows(folder / f"{name}.jsonl.gz")]


def _iterate(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            premise, hypothesis = _clean(raw["premise"]), _clean(raw["hypothesis"])
            if premise and hypothesis:
                yield Row(
                    premise=premise,
                    hypothesis=hypothesis,
                    label=LABELS[raw["label"]],
                    set=raw.get("set", path.name.split(".jsonl")[0]),
                    group=str(raw.get("group") or premise),
                )


def _clean(text: str) -> str:
    """One line, without the marks that a summariser left behind."""
    for mark in ("< t >", "</t >", "< /t >", "</ t >", "<t>", "</t>"):
        text = text.replace(mark, " ")
    return " ".join(text.split())
