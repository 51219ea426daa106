"""What ``compare`` finds between outlets: pairs, whole events, the seeds, and how it grows.

    PROVENANCE_DATA=… python benchmarks/quality/outlets.py [-v] [--scale] [--pairs FILE]

Pairs: one text a side (``exams/outlets/pairs.jsonl``). Reported conflicts are right on a pair of
relation ``conflict``, false on any other; the kind is right where it is the pair's. Pairs whose two
sides are one text are left to the weekday check. Thresholds were set on these pairs, whose ids all
fall into half 0 of the exam's split by SHA-256; half 1 is not at hand, so that these are figures of
development. Events: articles on one event with planted conflicts and copies. ``--scale`` writes 50
to 500 articles on one event and times the comparison alone. ``--pairs``: the pairs of another file
of the exam's form, each half by the SHA-256 of its ids, and nothing else.
"""

import hashlib
import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gold import Row, data_folder

import provenance
from provenance.comparison import compare_claims
from provenance.dates import parse_dates, weekday_error
from provenance.days import day_of
from provenance.ingest import read_text
from provenance.model import Analysis, OutletComparison
from provenance.verdicts import Shelf

IN_SCOPE = ("number", "date", "quote-wording")
KIND = {"tense": "date", "headline-vs-body": "headline"}
"""The exam's word for a kind, where ours is another: told as past before it happened is a date."""
SEEDS = Path(__file__).parent.parent.parent / "seeds"


def main() -> None:
    """Print every figure; with ``-v`` every finding and every miss in scope."""
    is_loud = "-v" in sys.argv[1:]
    if "--pairs" in sys.argv[1:]:
        other = Path(sys.argv[sys.argv.index("--pairs") + 1])
        for half in (0, 1):
            print(f"half {half} of {other.name}")
            score_pairs(other, is_loud=is_loud, half=half)
        return
    exam = data_folder() / "exams" / "outlets"
    score_pairs(exam / "pairs.jsonl", is_loud=is_loud)
    score_weekdays(exam / "pairs.jsonl")
    score_events(exam / "events", is_loud=is_loud)
    show_seeds()
    if "--scale" in sys.argv[1:]:
        time_growth()


def score_pairs(path: Path, *, is_loud: bool, half: int | None = None) -> None:
    """Precision over all reported, recall and kind for each kind of conflict, false alarms."""
    total: Counter[tuple[str, str]] = Counter()
    reported: Counter[tuple[str, str]] = Counter()
    right_kind = 0
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if row["a"]["text"] == row["b"]["text"] or half not in (None, _half(row)):
            continue
        key = row["relation"], row["kind"]
        total[key] += 1
        found = compared(row)
        kinds = [d.kind.value for d in found.disagreements]
        reported[key] += bool(kinds)
        wanted = KIND.get(row["kind"], row["kind"])
        right_kind += row["relation"] == "conflict" and wanted in kinds
        if is_loud and (kinds or (row["relation"] == "conflict" and row["kind"] in IN_SCOPE)):
            print(f"  {row['id']} {row['relation']} {row['kind']}: {kinds or 'missed'}")
    right = sum(n for (relation, _), n in reported.items() if relation == "conflict")
    every = sum(reported.values())
    print(f"pairs: {sum(total.values())}; reported {every}, right {right}, kind right {right_kind}")
    for kind in IN_SCOPE:
        print(f"  {kind}: found {reported['conflict', kind]} of {total['conflict', kind]}")
    for key in sorted(k for k in total if k[0] == "conflict" and k[1] not in IN_SCOPE):
        print(f"  {key[1]}: found {reported[key]} of {total[key]}")
    conflicts = sum(n for (relation, _), n in total.items() if relation == "conflict")
    print(f"  recall {right} of {conflicts}")
    for relation in ("agree", "no-conflict"):
        keys = [k for k in total if k[0] == relation]
        false, every = sum(reported[k] for k in keys), sum(total[k] for k in keys)
        print(f"  false on {relation}: {false} of {every}")


def _half(row: Row) -> int:
    return int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2


def compared(row: Row) -> OutletComparison:
    """The comparison of the two sides of a pair."""
    sides = (row["a"], row["b"])
    return provenance.compare(
        [read_text(s["text"], outlet=s["outlet"], published=s["published"]) for s in sides]
    )


def score_weekdays(path: Path) -> None:
    """The weekdays that do not fit their date, and those that do."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if row["kind"].startswith("weekday"):
            side = row["a"]
            dates = parse_dates(side["text"], language="en", reference=day_of(side["published"]))
            total[row["kind"]] += 1
            found[row["kind"]] += any(weekday_error(date) for date in dates)
    print("weekdays:", ", ".join(f"{k} {found[k]} of {n} reported" for k, n in total.items()))


def score_events(folder: Path, *, is_loud: bool) -> None:
    """Planted conflicts found, false ones, and copies with their direction."""
    figures: Counter[str] = Counter()
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        articles = {
            name: read_text(
                (path.parent / name).read_text(encoding="utf-8"),
                outlet=name.removesuffix(".txt").replace("-", " ").title(),
                published=day,
            )
            for name, day in gold["published"].items()
        }
        names = {article.id: name for name, article in articles.items()}
        found = provenance.compare(list(articles.values()))
        hits = set()
        for one in found.disagreements:
            sides = [(names[c.article], c.sentence.exact) for c in (one.left, one.right)]
            hit = next((n for n, c in enumerate(gold["conflicts"]) if is_planted(c, sides)), None)
            figures["false" if hit is None else "true"] += 1
            hits.add(hit)
            if is_loud:
                print(
                    f"  {path.parent.name}: {'FALSE' if hit is None else 'hit'} {one.what} {sides}"
                )
        for number, conflict in enumerate(gold["conflicts"]):
            scope = "in scope" if conflict["kind"] in IN_SCOPE else "other"
            figures[f"planted {scope}"] += conflict["kind"] != "weekday-date-mismatch"
            figures[f"found {scope}"] += number in hits
        told = {(names[c.from_article], names[c.to_article]) for c in found.copies}
        wanted = {(c["from"], c["to"]) for c in gold["copies"]}
        figures["copies right"] += len(told & wanted)
        figures["copies told"] += len(told)
        figures["copies"] += len(wanted)
        figures["articles"] += len(articles)
    print("events:", ", ".join(f"{name} {n}" for name, n in sorted(figures.items())))


def is_planted(conflict: Row, sides: Sequence[tuple[str, str]]) -> bool:
    """Whether a finding joins a span of each side of a planted conflict."""
    accept = conflict.get("accept", [])
    left = [conflict["left"], *conflict.get("left_also", []), *accept]
    right = [conflict["right"], *conflict.get("right_also", []), *accept]
    orders = itertools.permutations(sides)
    return any(_stands(a, left) and _stands(b, right) for a, b in orders)


def _stands(side: tuple[str, str], spans: Sequence[Row]) -> bool:
    name, words = side
    return any(s["file"] == name and (s["exact"] in words or words in s["exact"]) for s in spans)


def show_seeds() -> None:
    """Every disagreement on the seeds, to be read by a person."""
    report = provenance.check([str(SEEDS)], offline=True)
    claims = {claim.id: claim for claim in report.claims}
    files = {a.id: Path(a.path or "").name[:3] for a in report.articles}
    print(f"seeds: {len(report.disagreements)} disagreements, {len(report.agreements)} agreements")
    for one in report.disagreements:
        sides = " / ".join(files[claims[side].article] for side in (one.left, one.right))
        print(f"  {one.kind.value} {sides}: {one.what} (settled by {one.settled_by})")


def time_growth() -> None:
    """CPU seconds of the comparison alone, with one planted figure and one planted quotation."""
    every = [provenance.extract(article) for article in _invented(500)]
    for size in (50, 100, 200, 500):
        analyses: list[Analysis] = every[:size]
        start = time.process_time()
        found = compare_claims(analyses, Shelf())
        spent = time.process_time() - start
        kinds = Counter(d.kind.value for d in found.disagreements)
        print(f"scale: {size} articles {spent:.1f} s, {dict(kinds)}, {len(found.copies)} copies")


def _invented(number: int) -> Iterator["provenance.Article"]:
    """Articles on one flood, each with its own sentences; the third and the seventh err."""
    syllables = ("bal", "cor", "den", "fil", "gar", "hol", "lim", "mar", "nor", "pel", "ros", "tun")
    for at in range(number):
        homeless = 143 if at == 3 else 134
        word = "never" if at == 7 else "always"
        name = "".join(syllables[(at // 12**place) % 12] for place in range(3)).title()
        text = (
            f"Flood on the river Lanner, seen from {name}\n\n"
            f"The flood on the river Lanner destroyed {homeless} houses in the valley of Torrin on "
            f"3 March, the county said.\n\n"
            f"“We have {word} warned that the dam at Torrin would break,” engineer Ada Brook said."
            f"\n\nIn {name} the water stood {at % 90 + 11} centimetres high. "
            f"A lorry took {at % 40 + 60} blankets to {name} before dusk. "
            f"The mayor of {name} counted {at % 17 + 3} broken boats on the meadow."
        )
        yield read_text(text, outlet=f"Outlet {at}", published="2026-03-04")


if __name__ == "__main__":
    main()
