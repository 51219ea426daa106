"""Which articles fall into one story: news bodies and whole events, and what the grouping costs.

    PROVENANCE_DATA=… python benchmarks/quality/stories.py [--scale]

Bodies (``outlets/``, stance data): those that agree with, disagree with or discuss one headline
tell one story; so headlines and bodies that hang together are one. Related ones that no headline
joins count as apart. Events: ``exams/outlets/events``. All are put into one heap, once without
dates and then with each story on a day of its own within so many days and its articles within four.
Printed for each half of the stories by the SHA-256 of their names (thresholds were set on half 0):
pairs of one story that are kept together; stories found, the largest of them, and into how many
each event falls. ``--scale``: seconds and memory of the keys and of the grouping for 1,000, 2,000
and 5,000 articles: the bodies again and again, each time in another world where seven of ten words
have other endings, all within a month.
"""

import collections
import datetime as dt
import gzip
import hashlib
import itertools
import json
import re
import resource
import sys
import time
import zlib
from collections.abc import Mapping
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import attrs
from gold import data_folder

from provenance.blocking import StoryKeys, gather_stories, link_stories, story_keys
from provenance.ingest import read, read_text
from provenance.model import Analysis, Article, Published
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.terms import PublishedBasis

_WORD = re.compile(r"[^\W\d_]{4,}")
FIRST_DAY = dt.date(2025, 1, 1)


def main() -> None:
    """Print every figure."""
    articles, stories = _heap(data_folder())
    for days in (None, 12, 120, 700):
        keys = [
            story_keys(_read(_dated(article, name, stories[name], days)))
            for name, article in articles.items()
        ]
        _show(f"within {days} days" if days else "without dates", keys, stories)
    if "--scale" in sys.argv[1:]:
        _time(list(articles.values()))


def _heap(data: Path) -> tuple[dict[str, Article], dict[str, str]]:
    """Every article by its name, and the story that it tells."""
    articles: dict[str, Article] = {}
    stories: dict[str, str] = {}
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while roots.setdefault(name, name) != name:
            name = roots[name]
        return name

    for row in _rows(data / "outlets" / "headline_body_stance_dev.jsonl.gz"):
        if row["stance"] != "unrelated":
            roots[root(row["headline"])] = root(f"body-{row['body_id']}")
    for row in _rows(data / "outlets" / "bodies_dev.jsonl.gz"):
        name = f"body-{row['body_id']}"
        articles[name], stories[name] = read_text(row["text"]), root(name)
    for path in sorted((data / "exams" / "outlets" / "events").glob("*/*.txt")):
        name = f"{path.parent.name}-{path.stem}"
        articles[name], stories[name] = read(path), path.parent.name
    return {n: attrs.evolve(a, id=n) for n, a in articles.items()}, stories


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _read(article: Article) -> Analysis:
    """As much of an analysis as the keys are made of."""
    sentences = segment_sentences(article)
    quotations = find_quotations(article, sentences)
    return Analysis(
        article=article, sentences=sentences, quotations=quotations, attributions=(), claims=()
    )


def _dated(article: Article, name: str, story: str, days: int | None) -> Article:
    published = Published(value=None, basis=PublishedBasis.UNKNOWN)
    if days is not None:
        day = FIRST_DAY + dt.timedelta(days=_number(story) % days + _number(name) % 4)
        published = Published(value=day.isoformat(), basis=PublishedBasis.GIVEN)
    return attrs.evolve(article, metadata=attrs.evolve(article.metadata, published=published))


def _number(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def _show(title: str, keys: list[StoryKeys], stories: Mapping[str, str]) -> None:
    links = link_stories(keys)
    found = gather_stories([one.article for one in keys], links)
    place = {article: number for number, story in enumerate(found) for article in story}
    kept: collections.Counter[int] = collections.Counter()
    every: collections.Counter[int] = collections.Counter()
    for left, right in itertools.combinations(place, 2):
        if stories[left] == stories[right]:
            half = _number(stories[left]) % 2
            every[half] += 1
            kept[half] += place[left] == place[right]
    events = {story for name, story in stories.items() if name.startswith(f"{story}-")}
    parts = {
        event: len({place[name] for name, story in stories.items() if story == event})
        for event in sorted(events)
        if not event.startswith("body-")
    }
    shares = ", ".join(f"half {half} {kept[half] / every[half]:.3f}" for half in (0, 1))
    sizes = sorted(map(len, found), reverse=True)[:4]
    print(f"{title}: pairs kept {shares}; {len(found)} stories, largest {sizes}; events {parts}")


def _time(articles: list[Article]) -> None:
    for number in (1000, 2000, 5000):
        made = [
            read_text(
                _WORD.sub(partial(_elsewhere, world=place // len(articles)), one.text),
                published=(FIRST_DAY + dt.timedelta(days=_number(one.id) % 30)).isoformat(),
            )
            for place, one in enumerate(islice(cycle(articles), number))
        ]
        read_ones = [_read(attrs.evolve(one, id=str(n))) for n, one in enumerate(made)]
        began = time.process_time()
        keys = [story_keys(one) for one in read_ones]
        keyed = time.process_time()
        links = link_stories(keys)
        linked = time.process_time()
        found = gather_stories([one.article for one in keys], links)
        sizes = sorted(map(len, found), reverse=True)[:3]
        print(
            f"{number} articles: keys {keyed - began:.1f} s, links {linked - keyed:.1f} s, stories "
            f"{time.process_time() - linked:.1f} s; {len(links)} links, largest {sizes}; "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )


def _elsewhere(found: re.Match[str], *, world: int) -> str:
    """A word as it stands in another world: seven of ten have another ending there."""
    word = found.group()
    is_kept = not world or zlib.crc32(word.casefold().encode()) % 10 > 6
    return word if is_kept else f"{word}{chr(ord('a') + world)}"


if __name__ == "__main__":
    main()
