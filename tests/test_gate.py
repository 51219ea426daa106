"""Quality is gated: figures on six articles of our own may not fall below ``floors.toml``.

The figures are those of ``benchmarks/quality/articles.py``, on a sample small enough to run always.
"""

import sys
import tomllib
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "gate"
BENCHMARKS = ROOT / "benchmarks" / "quality"
BOUNDS = tomllib.loads((CASES / "floors.toml").read_text(encoding="utf-8"))
PARTS = {
    "sentence starts": ("starts found", "sentences"),
    "kinds": ("kind right", "sentences"),
    "sourcing": ("sourcing right", "claims"),
    "link precision": ("links right", "links given"),
    "link recall": ("links found", "links wanted"),
    "quotations found": ("quotations found", "quotations"),
    "quotation status": ("status right", "quotations found"),
    "verdicts": ("verdict right", "claims"),
    "faults found": ("faulty accused", "faulty"),
}
"""Of which counts each share is made."""


@attrs.frozen
class Figures:
    counts: Counter[str]
    misses: tuple[str, ...]

    def share(self, name: str) -> float:
        part, whole = PARTS[name]
        return 100 * self.counts[part] / self.counts[whole]

    def told(self) -> str:
        return "\n".join(self.misses)


@pytest.fixture(scope="module")
def figures() -> Figures:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        articles: Any = import_module("articles")
        gold: Any = sys.modules["gold"]
    counts: Counter[str] = Counter()
    misses: list[str] = []
    for file in sorted(CASES.glob("*.gold.json")):
        rows = gold.load_json(file)
        found, missed = articles.figures_of(CASES / rows["file"], rows, CASES / "sources")
        counts.update(found)
        misses.extend(f"{rows['file']}: {miss}" for miss in missed)
    return Figures(counts, tuple(misses))


def test_six_articles_are_judged(figures: Figures) -> None:
    assert 6 == len(list(CASES.glob("*.gold.json")))
    assert figures.counts["claims"] > 80


@pytest.mark.parametrize(("name", "floor"), BOUNDS["floors"].items())
def test_no_figure_falls_below_its_floor(name: str, floor: float, figures: Figures) -> None:
    assert floor <= figures.share(name), figures.told()


@pytest.mark.parametrize(("name", "ceiling"), BOUNDS["ceilings"].items())
def test_what_must_not_happen_does_not(name: str, ceiling: int, figures: Figures) -> None:
    assert figures.counts[name] <= ceiling, figures.told()


def test_every_share_has_a_floor() -> None:
    assert PARTS.keys() == BOUNDS["floors"].keys()
