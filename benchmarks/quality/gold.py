"""Read gold files and reports, and match claims to gold sentences: shared by the figures here."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from provenance import pipeline
from provenance.report import render

Row = dict[str, Any]
CLOSING = " ,.;:!?…\"'”’»“„‘«)"
"""What may differ at the end of a quotation: the article's own closing punctuation."""


def data_folder() -> Path:
    """The folder of development data; exits with a word when PROVENANCE_DATA is not set."""
    folder = os.environ.get("PROVENANCE_DATA")
    if not folder:
        sys.exit("set PROVENANCE_DATA to the folder of development data; see benchmarks/README.md")
    return Path(folder)


def checked(inputs: Sequence[str], *, sources: Path | None = None) -> Row:
    """The report on ``inputs``, offline, as it stands on the wire."""
    report = pipeline.check(list(inputs), offline=True, sources=sources)
    wire: Row = json.loads(render(report, "json"))
    return wire


def extracted(path: str) -> "ArticleView":
    """One article's sentences, blocks and quotations, without verdicts."""
    from provenance.ingest import read  # noqa: PLC0415 - only here

    analysis = pipeline.extract(read(path))
    article = analysis.article
    return ArticleView(
        text=article.text,
        sentences=tuple((s.span.start, s.span.end) for s in analysis.sentences),
        blocks=tuple((b.kind.value, b.span.start, b.span.end) for b in article.blocks),
    )


@attrs.frozen
class ArticleView:
    """What a benchmark needs of an analysis."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    blocks: tuple[tuple[str, int, int], ...]


def with_offsets(rows: Sequence[Row], text: str) -> Iterator[Row]:
    """Gold rows with ``start`` and ``end``: rows of HTML pages give only the words, in order."""
    position = 0
    folded, back = _folded(text)
    for row in rows:
        if row.get("start") is not None:
            yield row
            continue
        words = " ".join(row["exact"].split())
        at = folded.find(words, position)
        at = folded.find(words) if at < 0 else at
        if at < 0:
            yield {**row, "start": -1, "end": -1}
            continue
        position = at
        yield {**row, "start": back[at], "end": back[at + len(words) - 1] + 1}


def _folded(text: str) -> tuple[str, list[int]]:
    characters: list[str] = []
    back: list[int] = []
    for index, character in enumerate(text):
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            character = " "  # noqa: PLW2901 - every white space reads as one space
        characters.append(character)
        back.append(index)
    return "".join(characters), back


def claims_on(claims: Sequence[Row], row: Row) -> list[Row]:
    """The claims whose span shares more than half of the shorter with the gold sentence."""
    found = []
    for claim in claims:
        start, end = claim["span"]["start"], claim["span"]["end"]
        shared = min(end, row["end"]) - max(start, row["start"])
        shorter = min(end - start, row["end"] - row["start"])
        if shorter > 0 and shared * 2 > shorter:
            found.append(claim)
    return found


def bare(words: str) -> str:
    """Quoted words as compared: white space folded, closing punctuation and marks dropped."""
    return " ".join(words.split()).strip(CLOSING)


def load_json(path: Path) -> Row:
    """A JSON object from ``path``."""
    value: Row = json.loads(path.read_text(encoding="utf-8"))
    return value
