"""Yields the narrator's words of a sentence: what stands in quotation marks is hidden."""

from collections.abc import Sequence

from provenance.model import Article, Quotation, Sentence
from provenance.spans import Span

HIDDEN = "\x00"
"""Stands for a quoted character, so that cues are looked for in the narrator's words only."""


def hidden_quotes(article: Article, span: Span, quotations: Sequence[Quotation]) -> str:
    """The narrator's words of ``span``: quoted characters are replaced by ``HIDDEN``."""
    words = span.of(article.prose)
    for quotation in quotations:
        start = max(quotation.outer.start, span.start) - span.start
        end = min(quotation.outer.end, span.end) - span.start
        if start < end:
            words = words[:start] + HIDDEN * (end - start) + words[end:]
    return words


def quotations_by_sentence(
    sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> list[list[Quotation]]:
    """For each sentence the quotations that overlap it; both must be in reading order."""
    ordered = sorted(quotations, key=lambda quotation: quotation.outer.start)
    result: list[list[Quotation]] = []
    first = 0
    for sentence in sentences:
        while first < len(ordered) and ordered[first].outer.end <= sentence.span.start:
            first += 1
        overlapping = []
        at = first
        while at < len(ordered) and ordered[at].outer.start < sentence.span.end:
            if ordered[at].span.overlaps(sentence.span):
                overlapping.append(ordered[at])
            at += 1
        result.append(overlapping)
    return result
