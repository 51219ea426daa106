"""Scores of the tables of a corpus run against the truth that ``generate.py`` planted.

python benchmarks/scale/planted.py TABLES TRUTH
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

_KEY = re.compile(r"\d{7}-\d")


def score_tables(tables: Path, truth: Path) -> dict[str, Any]:
    """How many planted copies, contradictions and developments are found, and how many others.

    Returns:
        Counts: planted and found, of contradictions by kind; copies told with their direction;
        rows that join two events, which nothing planted; articles missing or there twice.
    """
    with truth.open(encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines]
    keys = _keys(tables)
    wanted = [one["key"] for event in events for one in event["articles"]]
    there = Counter(keys.values())
    found: dict[str, Any] = {
        "articles_missing": sum(key not in there for key in wanted),
        "articles_twice": sum(n > 1 for n in there.values()),
        "articles_unknown": len(there.keys() - set(wanted)),
    }
    return {
        **found,
        **_stories(tables, keys),
        **_copies(tables, events, keys),
        **_contradictions(tables, events, keys),
    }


def _rows(tables: Path, name: str, *columns: str) -> list[dict[str, Any]]:
    files = sorted((tables / name).glob("*.parquet"))
    return [row for file in files for row in pq.read_table(file, columns=list(columns)).to_pylist()]


def _keys(tables: Path) -> dict[str, str]:
    """The generator's name of each article, by its id."""
    found = {}
    for row in _rows(tables, "articles", "article", "url", "origin"):
        name = _KEY.search(f"{row['url'] or ''} {row['origin']}")
        found[row["article"]] = name[0] if name else row["article"]
    return found


def _stories(tables: Path, keys: dict[str, str]) -> dict[str, int]:
    """Pairs of articles of one event, and how many of them one story holds; and of all pairs."""
    stories = {row["article"]: row["story"] for row in _rows(tables, "stories", "article", "story")}
    events = {article: _event(keys[article]) for article in stories}
    sizes = Counter(stories.values())
    return {
        "events": len(set(events.values())),
        "stories": len(sizes),
        "largest_story": max(sizes.values(), default=0),
        "event_pairs": _pairs(Counter(events.values())),
        "event_pairs_kept": _pairs(Counter((events[a], stories[a]) for a in stories)),
        "story_pairs": _pairs(sizes),
    }


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _copies(tables: Path, events: Iterable[Any], keys: dict[str, str]) -> dict[str, Any]:
    planted = {(one["from"], one["to"]) for event in events for one in event["copies"]}
    rows = _rows(tables, "copies", "from_article", "to_article")
    told = {
        (keys[row["from_article"]], keys[row["to_article"]])
        for row in rows
        if row["from_article"] in keys and row["to_article"] in keys
    }
    either = told | {(b, a) for a, b in told}
    return {
        "copies_planted": len(planted),
        "copies_found": len(planted & either),
        "copies_right_direction": len(planted & told),
        "copies_others": len(told) - len(planted & either),
        "copies_across_events": sum(_event(a) != _event(b) for a, b in told),
    }


def _event(key: str) -> str:
    return key.partition("-")[0]


def _contradictions(tables: Path, events: Iterable[Any], keys: dict[str, str]) -> dict[str, Any]:
    claims = {
        row["claim"]: row for row in _rows(tables, "claims", "claim", "article", "sentence_text")
    }
    wrong = {
        (one["key"], told["text"])
        for event in events
        for one in event["articles"]
        for told in one["told"]
        if told["wrong"]
    }
    by_event: Counter[str] = Counter()
    others = across = 0
    for row in _rows(tables, "disagreements", "left", "right"):
        sides = [claims[c] for c in (row["left"], row["right"]) if c in claims]
        names = [keys[side["article"]] for side in sides]
        across += len({_event(name) for name in names}) > 1
        erring = [
            n for n, side in zip(names, sides, strict=True) if (n, side["sentence_text"]) in wrong
        ]
        by_event.update({_event(name) for name in erring})
        others += not erring
    told = [
        (f"{event['event']:07d}", one)
        for event in events
        for one in event["contradictions"]
        if one["right"]
    ]
    kinds = Counter(one["kind"] for _, one in told)
    hit = Counter(one["kind"] for event, one in told if by_event[event])
    return {
        "contradictions": {kind: [hit[kind], number] for kind, number in sorted(kinds.items())},
        "contradictions_planted": len(told),
        "contradictions_found": sum(hit.values()),
        "disagreements_others": others,
        "disagreements_across_events": across,
    }


if __name__ == "__main__":
    print(json.dumps(score_tables(Path(sys.argv[1]), Path(sys.argv[2])), indent=2))
