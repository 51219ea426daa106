"""How the time of reading and extracting grows with the length of texts that no reporter writes.

    python benchmarks/speed/growth.py [NAME …]

Of each kind of text (``tests/hostile_articles.py``) a short and an eight times longer one: linear
work grows eight times, quadratic sixty-four; what a busy machine adds lies between. Processor time,
the least disturbed of several runs. Exits with 1 where something grows over twenty times.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

import provenance
from provenance.attribution.tagged import TaggedText

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from builders import build_article
from hostile_articles import TEXTS

GROWTH = 8
MOST = 20
"""Linear work grows eight times, quadratic sixty-four; between lies what a busy machine adds."""

READ = 30_000
EXTRACTED = 8_000
TAGGED = 2_000
"""Characters of the shorter text: a quadratic step shows where the longer one costs seconds."""


@attrs.frozen
class SilentTagger:
    """Finds nothing, so that what is measured are the rules."""

    name: str = "silent"
    digest: str = ""
    languages: tuple[str, ...] = ()

    def tag(self, *_: object, **__: object) -> TaggedText:
        """Nothing."""
        return TaggedText()


def text_of(name: str, length: int) -> str:
    """About ``length`` characters of a text."""
    each = len(TEXTS[name](40)) / 40
    return TEXTS[name](max(1, round(length / each)))


def seconds(work: Callable[[], object], runs: int = 2) -> float:
    """The least disturbed of ``runs``."""
    found = []
    for _ in range(runs):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def growth_of(work: Callable[[str], object], name: str, length: int) -> float:
    """How many times longer ``GROWTH`` times as much takes; what takes no time grows never."""
    long = text_of(name, length * GROWTH)
    work(text_of(name, 100))
    took = seconds(lambda: work(long))
    if took < 0.1:
        return 1.0
    short = text_of(name, length)
    return took / seconds(lambda: work(short), runs=4)


def by_rule(text: str) -> object:
    """Extraction without the tagger."""
    return provenance.extract(build_article(text), tagger=SilentTagger())


def with_tagger(text: str) -> object:
    """Extraction with the tagger that ships."""
    return provenance.extract(build_article(text))


def main(names: Sequence[str]) -> int:
    """Print a table; 1 where the growth is over the limit anywhere."""
    print("| text | reading | extraction by rule | with the tagger |\n| --- | --- | --- | --- |")
    worst = 0.0
    for name in names or TEXTS:
        grown = [
            growth_of(provenance.read_text, name, READ),
            growth_of(by_rule, name, EXTRACTED),
            growth_of(with_tagger, name, TAGGED),
        ]
        worst = max(worst, *grown)
        print(f"| {name} | {' | '.join(f'{one:.1f}' for one in grown)} |", flush=True)
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
