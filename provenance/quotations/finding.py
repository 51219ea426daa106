"""Quotations: the words an article shows as somebody's own, with exact spans.

Four ways of showing them are read: quotation marks (also over several paragraphs, re-opened at each
or never closed), dialogue dashes, block quotations, and unmarked words after a colon.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import attrs

from provenance.model import Article, Block, Quotation, Sentence
from provenance.quotations.block_quotations import announces_quotation, find_block_quotations
from provenance.quotations.dialogue import find_dialogue
from provenance.quotations.inserts import split_at_inserts
from provenance.quotations.marked_words import Marked, read_marked_words
from provenance.quotations.quoted_speech import Surroundings, is_speech
from provenance.segmentation import segment_sentences
from provenance.spans import Span, covering
from provenance.terms import QuotationKind

_CONTEXT = 300
"""Characters of a sentence looked at on either side of the marks."""


def find_quotations(
    article: Article, sentences: Sequence[Sentence] | None = None
) -> tuple[Quotation, ...]:
    """The quotations of ``article`` in reading order; titles and scare quotes are none.

    Only prose blocks are read. A quotation's ``parts`` are one span a paragraph, marks left out;
    stitched quotations (“A,” he said, “b.”) are two.

    Args:
        article: the article.
        sentences: its sentences, where the caller has cut them already.
    """
    if sentences is None:
        sentences = segment_sentences(article)
    blocks = [block for block in article.blocks if block.kind.is_prose and len(block.span)]
    found = [
        *find_block_quotations(article, sentences),
        *find_dialogue(article),
        *_marked_quotations(article, blocks, sentences),
    ]
    return tuple(_with_parents(_without_doubles(found)))


def quotation_in_sentence(quotation: Quotation, sentence: Span) -> tuple[Span, ...]:
    """The pieces of ``quotation`` inside ``sentence``, marks left out; none: an empty tuple."""
    # A quotation may have thousands of paragraphs, and this is asked for each of their sentences.
    first = bisect_right(quotation.parts, sentence.start, key=lambda part: part.end)
    last = bisect_left(quotation.parts, sentence.end, key=lambda part: part.start)
    return tuple(
        Span(max(part.start, sentence.start), min(part.end, sentence.end))
        for part in quotation.parts[first:last]
    )


def _marked_quotations(
    article: Article, blocks: Sequence[Block], sentences: Sequence[Sentence]
) -> Iterator[Quotation]:
    spans = [sentence.span for sentence in sentences]
    starts = [span.start for span in spans]
    for marked in read_marked_words(article.prose, blocks):
        surroundings = _surroundings(article, marked, spans, starts)
        if len(marked.parts) == 1 and not is_speech(surroundings):
            continue
        announced = marked.leads and marked.block and not surroundings.after.strip()
        is_block = announced and announces_quotation(article, blocks[marked.block - 1])
        quotation = Quotation(
            span=covering(marked.parts),
            outer=Span(marked.opening.start, marked.end),
            kind=QuotationKind.BLOCK if is_block else QuotationKind.MARKED,
            parts=marked.parts,
            closed=marked.closed,
        )
        yield from split_at_inserts(article, quotation)


def _surroundings(
    article: Article, marked: Marked, sentences: Sequence[Span], starts: Sequence[int]
) -> Surroundings:
    text = article.prose
    opens, closes = marked.opening.start, max(marked.opening.start, marked.end - 1)
    first = sentences[max(0, bisect_right(starts, opens) - 1)]
    last = sentences[max(0, bisect_right(starts, closes) - 1)]
    return Surroundings(
        before=text[max(first.start, opens - _CONTEXT) : opens],
        words=" ".join(part.of(text) for part in marked.parts),
        after=text[marked.end : max(marked.end, min(last.end, marked.end + _CONTEXT))],
        language=article.metadata.language,
    )


def _without_doubles(found: Iterable[Quotation]) -> list[Quotation]:
    """Each span once, in reading order, outer before inner; the first finder of a span keeps it."""
    kept: dict[Span, Quotation] = {}
    for quotation in found:
        if len(quotation.span):
            kept.setdefault(quotation.span, quotation)
    return sorted(kept.values(), key=lambda q: (q.span.start, -q.span.end))


def _with_parents(found: Sequence[Quotation]) -> Iterator[Quotation]:
    around: list[int] = []
    for index, quotation in enumerate(found):
        while around and found[around[-1]].span.end <= quotation.span.start:
            around.pop()
        while around and not found[around[-1]].span.contains(quotation.span):
            around.pop()
        yield attrs.evolve(quotation, parent=around[-1]) if around else quotation
        around.append(index)
