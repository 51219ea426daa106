"""Articles a second on one core without models: reading and ``extract`` by rules alone.

    python benchmarks/speed/without_models.py [--articles 60] [--rounds 5]
    PROVENANCE_DATA=FOLDER python benchmarks/speed/without_models.py --real

- **generated**: articles of ``benchmarks/scale/generate.py`` (25 sentences on average), read as
  plain text and as pages of a news site. Every round reads articles that no round has read before,
  so that nothing is remembered of them.
- **real** (``--real``): the five seeds, bodies of ``outlets/`` and pages of ``pages/``; the rounds
  read the same ones, with the bounded memories of the package emptied in between.

One thread. Seconds are processor time; the rate is of the median round, the smallest and largest
behind it. "A sentence" counts those of the prose. The goals of issue 8 are 80 articles/s for plain
text and 40 for HTML, at 25 sentences an article.
"""

import argparse
import gc
import gzip
import itertools
import json
import os
import statistics
import sys
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs

import provenance
from provenance.model import Analysis, Article
from provenance.tagging import NO_TAGGER

ROOT = Path(__file__).parents[2]
GOALS = {"generated text": 80, "generated HTML": 40}
OUTLET_BODIES, PAGES = 40, 25

Read = Callable[[], Article]


@attrs.frozen
class Round:
    """What one round took."""

    seconds: float
    reading: float
    articles: int
    sentences: int


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=60, help="in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--real", action="store_true", help="also the texts of PROVENANCE_DATA")
    chosen = parser.parse_args()
    collections = dict(generated(chosen.articles, chosen.rounds))
    if chosen.real:
        collections |= {name: [reads] * chosen.rounds for name, reads in real()}
    print("| texts | articles | sentences each | articles/s (range) | of it reading | goal |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, rounds in collections.items():
        measure(rounds[0])
        print(row(name, [measure(reads) for reads in rounds]))


def row(name: str, rounds: Sequence[Round]) -> str:
    """One line of the table."""
    rates = sorted(one.articles / one.seconds for one in rounds)
    reading = sum(one.reading for one in rounds) / sum(one.seconds for one in rounds)
    each = sum(one.sentences for one in rounds) / sum(one.articles for one in rounds)
    middle = statistics.median(rates)
    return (
        f"| {name} | {rounds[0].articles} × {len(rounds)} | {each:.1f} "
        f"| {middle:.1f} ({rates[0]:.1f}–{rates[-1]:.1f}) | {reading:.0%} "
        f"| {GOALS.get(name, '–')} |"
    )


def measure(reads: Sequence[Read]) -> Round:
    """Read and extract each once."""
    forget()
    reading = 0.0
    sentences = articles = 0
    began = time.process_time()
    for read in reads:
        start = time.process_time()
        try:
            article = read()
        except provenance.InputError:
            continue
        finally:
            reading += time.process_time() - start
        articles += 1
        sentences += in_prose(provenance.extract(article, tagger=NO_TAGGER))
    return Round(time.process_time() - began, reading, articles, sentences)


def in_prose(analysis: Analysis) -> int:
    """Sentences of the prose."""
    blocks = analysis.article.blocks
    return sum(blocks[sentence.block].kind.is_prose for sentence in analysis.sentences)


def forget() -> None:
    """Empty what the package remembers of texts that it has read."""
    for one in gc.get_objects():
        if type(one).__name__ != "_lru_cache_wrapper":
            continue
        is_ours = str(getattr(one, "__module__", "")).startswith("provenance")
        if is_ours and one.cache_parameters()["maxsize"] is not None:
            one.cache_clear()
    gc.collect()


def generated(articles: int, rounds: int) -> Iterator[tuple[str, list[list[Read]]]]:
    """Rounds of generated articles, as text and as HTML."""
    sys.path.insert(0, str(ROOT / "benchmarks" / "scale"))
    generate, writers = import_module("generate"), import_module("writers")
    events = generate.make_events(generate.Plan(articles=articles * rounds))
    stories = list(itertools.chain.from_iterable(event.stories for event in events))
    texts = [reading_text(writers.plain_text(story)) for story in stories]
    pages = [reading_page(writers.page(story).encode(), story.address) for story in stories]
    for name, reads in (("generated text", texts), ("generated HTML", pages)):
        yield name, [reads[at : at + articles] for at in range(0, len(reads), articles)]


def real() -> Iterator[tuple[str, list[Read]]]:
    """Texts and pages that people wrote."""
    seeds = sorted(path for path in (ROOT / "seeds").glob("*.txt"))
    yield "seeds", [reading_text(path.read_text(encoding="utf-8")) for path in seeds]
    data = Path(os.environ["PROVENANCE_DATA"])
    with gzip.open(data / "outlets" / "bodies_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line)["text"] for line in lines]
    step = max(1, len(bodies) // OUTLET_BODIES)
    yield "outlets/ bodies", [reading_text(text) for text in bodies[::step][:OUTLET_BODIES]]
    yield "pages/ HTML", [reading_page(body, None) for body in stored_pages(data)]


def stored_pages(data: Path) -> list[bytes]:
    """Every fourth page of ``pages/articles_dev``, in the order of their names."""
    with tarfile.open(data / "pages" / "articles_dev.tar.gz") as archive:
        members = [m for m in archive.getmembers() if m.name.endswith(".html.gz")]
        chosen: list[Any] = sorted(members, key=lambda member: member.name)[::4][:PAGES]
        opened = [archive.extractfile(member) for member in chosen]
        return [gzip.decompress(one.read()) for one in opened if one is not None]


def reading_text(text: str) -> Read:
    """Reads ``text``."""
    return lambda: provenance.read_text(text)


def reading_page(body: bytes, url: str | None) -> Read:
    """Reads a page."""
    return lambda: provenance.read_bytes(body, name="page.html", url=url)


if __name__ == "__main__":
    main()
