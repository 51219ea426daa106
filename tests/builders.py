"""Small inputs for tests: say only what matters to the case."""

import hashlib
import re
from collections.abc import Sequence

from provenance.model import Article, Block, Metadata, SourceMap
from provenance.spans import Span
from provenance.terms import BlockKind


def build_article(
    text: str,
    *,
    language: str = "en",
    blocks: Sequence[tuple[BlockKind, str]] | None = None,
    prose: str | None = None,
) -> Article:
    """An article of ``text``; paragraphs are what blank lines part, unless ``blocks`` says else.

    Args:
        text: the whole text.
        language: ISO 639-1.
        blocks: kind and words of each block, in reading order; the words must stand in ``text``.
        prose: ``text`` with markup blanked; ``text`` itself when left out.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=digest[:12],
        path=None,
        digest=f"sha256:{digest}",
        text=text,
        prose=text if prose is None else prose,
        blocks=_paragraphs(text) if blocks is None else _named_blocks(text, blocks),
        links=(),
        metadata=Metadata(language=language),
        source_map=SourceMap(path="test.txt", anchors=()),
    )


def _paragraphs(text: str) -> tuple[Block, ...]:
    spans = (Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", text))
    kept = (span.stripped(text) for span in spans)
    return tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in kept if len(span))


def _named_blocks(text: str, blocks: Sequence[tuple[BlockKind, str]]) -> tuple[Block, ...]:
    found = []
    position = 0
    for kind, words in blocks:
        start = text.index(words, position)
        position = start + len(words)
        found.append(Block(kind=kind, span=Span(start, position)))
    return tuple(found)
