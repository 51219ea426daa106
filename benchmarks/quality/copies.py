"""Who reproduces whom: the events of the outlet exam, and copies made from news bodies.

    PROVENANCE_DATA=… python benchmarks/quality/copies.py [-v]

Events: pairs and their direction against ``gold.json``. Made copies: every body of
``outlets/bodies_dev.jsonl.gz`` in turn is pasted whole, cut, pasted in part into another body, or
edited word by word, so that what was taken from what is known; all of them are compared at once.
Pairs nobody made are counted apart: some bodies of that set are prints of one dispatch.
"""

import gzip
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs
from gold import data_folder

from provenance.copies import find_copies
from provenance.ingest import read_text
from provenance.model import Analysis
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences

BODIES = 240
MADE = ("whole", "cut", "part", "edited")


def main() -> None:
    """Print precision, recall and F1 of pairs, and how many have the right direction."""
    is_loud = "-v" in sys.argv[1:]
    score_events(is_loud=is_loud)
    score_made(is_loud=is_loud)


def analysed(text: str, *, outlet: str, day: str | None) -> Analysis:
    """As much of an analysis as copies need: no claims."""
    article = read_text(text, outlet=outlet, published=day)
    return Analysis(
        article=article,
        sentences=segment_sentences(article),
        quotations=find_quotations(article),
        attributions=(),
        claims=(),
    )


def score_events(*, is_loud: bool) -> None:
    """The planted copies of every event."""
    counts: Counter[str] = Counter()
    for path in sorted((data_folder() / "exams" / "outlets" / "events").glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        analyses = [
            analysed(
                (path.parent / name).read_text(encoding="utf-8"),
                outlet=name.removesuffix(".txt").replace("-", " ").title(),
                day=day,
            )
            for name, day in gold["published"].items()
        ]
        names = dict(zip((a.article.id for a in analyses), gold["published"], strict=True))
        relations = find_copies(analyses)
        told = {(names[c.from_article], names[c.to_article]) for c in relations}
        wanted = {(c["from"], c["to"]) for c in gold["copies"]}
        tally(counts, told, wanted)
        if is_loud:
            for one in relations:
                ends = names[one.from_article], names[one.to_article]
                print(f"  {path.parent.name}: {ends} {one.kind.value} {one.share} {one.credited}")
    show("events", counts)


def tally(counts: Counter[str], told: set[tuple[str, str]], wanted: set[tuple[str, str]]) -> None:
    """Count pairs without and with their direction."""
    counts["told"] += len(told)
    counts["wanted"] += len(wanted)
    counts["directed"] += len(told & wanted)
    counts["pairs"] += len({frozenset(p) for p in told} & {frozenset(p) for p in wanted})


def show(name: str, counts: Counter[str]) -> None:
    """One line: precision, recall, F1, directions."""
    precision = counts["pairs"] / max(1, counts["told"])
    recall = counts["pairs"] / max(1, counts["wanted"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{name}: {counts['wanted']} copies, {counts['told']} told, precision {precision:.3f}, "
        f"recall {recall:.3f}, F1 {f1:.3f}, direction right {counts['directed']}"
    )


@attrs.frozen
class Made:
    """A text, and of which other it is a copy, if of any."""

    name: str
    text: str
    origin: str | None
    how: str


def score_made(*, is_loud: bool) -> None:
    """Copies made from bodies, each against its origin, all compared at once."""
    made = list(make(bodies()))
    analyses = [
        analysed(one.text, outlet=one.name, day="2025-03-02" if one.origin else "2025-03-01")
        for one in made
    ]
    by_id = {a.article.id: one for a, one in zip(analyses, made, strict=True)}
    start = time.process_time()
    relations = find_copies(analyses)
    spent = time.process_time() - start
    told = {(by_id[c.from_article].name, by_id[c.to_article].name) for c in relations}
    known = {one.name for one in made if one.origin}
    counts: Counter[str] = Counter()
    planted = {pair for pair in told if pair[1] in known or pair[0] in known}
    tally(counts, planted, {(one.origin, one.name) for one in made if one.origin})
    show(f"made from {BODIES} bodies ({spent:.1f} s)", counts)
    for how in MADE:
        names = [one for one in made if one.how == how]
        found = sum((one.origin, one.name) in told for one in names)
        print(f"  {how}: {found} of {len(names)}")
    print(f"  pairs of bodies that nobody made: {len(told - planted)}")
    if is_loud:
        for c in relations:
            one, other = by_id[c.from_article], by_id[c.to_article]
            if other.origin != one.name:
                print(f"  {one.name} -> {other.name} {c.share} {c.kind.value}: {other.text[:60]!r}")


def bodies() -> list[str]:
    """Different bodies of some length, in the order of the file."""
    path = data_folder() / "outlets" / "bodies_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        texts = [next(v for k, v in row.items() if k in {"body", "text"}) for row in rows]
    return [text for text in texts if 900 < len(text) < 8000]


def make(texts: Sequence[str]) -> Iterator[Made]:
    """Every text as it is; every second one also as a copy made in one of four ways."""
    choose = random.Random(6)  # noqa: S311 - no secret, the same copies every time
    others = texts[BODIES:]
    for number, text in enumerate(texts[:BODIES]):
        name = f"body {number}"
        yield Made(name, text, None, "")
        if number % 2:
            how = MADE[number // 2 % len(MADE)]
            other = others[number % len(others)]
            yield Made(f"{how} {number}", changed(text, how, other, choose), name, how)


def changed(text: str, how: str, other: str, choose: random.Random) -> str:
    """``text`` as a copyist gives it."""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    match how:
        case "cut":
            return "\n\n".join(paragraphs[: max(2, len(paragraphs) // 2)])
        case "part":
            words = text.split(" ")
            own = "\n\n".join(p for p in other.split("\n") if p.strip())[:1500]
            return own + "\n\n" + " ".join(words[:90])
        case "edited":
            words = text.split(" ")
            return " ".join("so" if choose.random() < 1 / 15 else word for word in words)
        case _:
            return "Our desk reports.\n\n" + text
    raise AssertionError(how)


if __name__ == "__main__":
    main()
