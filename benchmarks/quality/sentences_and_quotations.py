"""How well sentences and quotations are found: the seeds' gold and the article exam, by language.

Run: ``PROVENANCE_DATA=DIR python benchmarks/quality/sentences_and_quotations.py [-v]``, where DIR
holds ``seeds/`` and ``exams/``. A quotation counts as found when one reported piece (a quotation's
words inside one sentence) equals the gold words, white space folded and closing punctuation left
out on both sides. Spurious are reported pieces in listed sentences that no gold quotation has.
"""

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provenance.ingest import read
from provenance.model import Article
from provenance.quotations import find_quotations, quotation_in_sentence
from provenance.segmentation import segment_sentences

_CLOSING = " .,;:!?…—–-\u00a0"
_TOLD = ("claim", "not-a-claim")


def main() -> None:
    """Print the figures."""
    data = Path(os.environ["PROVENANCE_DATA"])
    verbose = "-v" in sys.argv[1:]
    figures: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, article, rows in [*_seeds(data / "seeds"), *_exam(data / "exams" / "articles")]:
        for line in _score(article, rows, figures[name]):
            if verbose:
                print(f"  {article.path}: {line}")
    columns = "starts found extra | quotes found spurious | not_quotes reported"
    print(f"{'':14}{columns}")
    for name, f in figures.items():
        print(
            f"{name:14}{f['starts']:6d} {f['starts found']:5d} {f['starts extra']:5d} |"
            f" {f['quotes']:6d} {f['quotes found']:5d} {f['spurious']:8d} |"
            f" {f['not quotes']:10d} {f['not quotes reported']:8d}"
        )


def _seeds(folder: Path) -> Iterator[tuple[str, Article, list[dict[str, Any]]]]:
    gold = json.loads((folder / "gold_000_002.json").read_text(encoding="utf-8"))
    for key, sentences in gold["articles"].items():
        article = read(folder / gold["files"][key])
        rows = [
            {
                "exact": row["text"],
                "start": row["start"],
                "kind": "heading" if row["type"].startswith(("headline", "boiler")) else "claim",
                "quotes": [{"exact": quote["text"]} for quote in row["quotes"]],
                "not_quotes": [],
            }
            for row in sentences
        ]
        if key == "002":
            rows += [
                {
                    "exact": row["text"],
                    "start": row["start"],
                    "kind": "claim",
                    "quotes": [{"exact": row["text"]}],
                    "not_quotes": [],
                }
                for row in gold["reference"]
            ]
        yield f"seeds {key}", article, rows


def _exam(folder: Path) -> Iterator[tuple[str, Article, list[dict[str, Any]]]]:
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield f"exam {gold['language']}", read(folder / gold["file"]), gold["sentences"]


def _score(article: Article, rows: list[dict[str, Any]], figures: Counter[str]) -> Iterator[str]:
    sentences = [
        s.span for s in segment_sentences(article) if article.blocks[s.block].kind.is_prose
    ]
    starts = _accepted_starts(article)
    for row in rows:
        start = _start(article, row)
        if row["kind"] not in _TOLD:
            continue
        figures["starts"] += 1
        if start in starts:
            figures["starts found"] += 1
        else:
            yield f"no sentence starts at {row['exact'][:60]!r}"
    listed = {start for row in rows if (start := _start(article, row)) is not None}
    for span in sentences:
        if listed.isdisjoint((span.start, span.start + 1)):
            figures["starts extra"] += 1
            yield f"extra sentence {span.of(article.text)[:60]!r}"
    yield from _score_quotations(article, rows, figures)


def _accepted_starts(article: Article) -> set[int]:
    """Sentence starts; a gold row may leave out the opening mark, or take in a dateline."""
    starts = set()
    for sentence in segment_sentences(article):
        starts.add(sentence.span.start)
        if article.text[sentence.span.start] in '“„«"':
            starts.add(sentence.span.start + 1)
    return starts


def _score_quotations(
    article: Article, rows: list[dict[str, Any]], figures: Counter[str]
) -> Iterator[str]:
    quotations = find_quotations(article)
    pieces = Counter(
        _plain(piece.of(article.prose))
        for sentence in segment_sentences(article)
        for quotation in quotations
        for piece in quotation_in_sentence(quotation, sentence.span)
    )
    # A quotation over two sentences may also be given whole.
    whole = {_plain(quotation.span.of(article.prose)) for quotation in quotations}
    gold = {_plain(quote["exact"]) for row in rows for quote in row["quotes"]}
    for row in rows:
        for quote in row["quotes"]:
            figures["quotes"] += 1
            if _plain(quote["exact"]) in pieces or _plain(quote["exact"]) in whole:
                figures["quotes found"] += 1
            else:
                yield f"quotation not found {quote['exact']!r}"
        for name in row["not_quotes"]:
            figures["not quotes"] += 1
            if _plain(name["exact"]) in pieces:
                figures["not quotes reported"] += 1
                yield f"no quotation, but reported {name['exact']!r}"
    for piece in pieces:
        if piece not in gold and not any(piece in longer for longer in gold):
            figures["spurious"] += 1
            yield f"spurious quotation {piece!r}"


def _start(article: Article, row: dict[str, Any]) -> int | None:
    if row.get("start") is not None:
        return int(row["start"])
    folded = _folded(article.text)
    at = folded.find(_folded(row["exact"]))
    return at if at >= 0 else None


def _folded(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\n", " ")


def _plain(words: str) -> str:
    return " ".join(words.split()).rstrip(_CLOSING).lstrip(_CLOSING)


if __name__ == "__main__":
    main()
