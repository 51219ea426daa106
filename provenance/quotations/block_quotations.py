"""Quotations without marks: block quotes, a statement after "The statement read:", a credited line.

The lead-in must say that words follow; a colon alone also begins a list.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from provenance.abbreviations import load_abbreviations
from provenance.model import Article, Block, Quotation, Sentence
from provenance.quotemarks.cues import load_quotation_cues
from provenance.quotemarks.marks import pair_marks
from provenance.spans import Span, covering
from provenance.terms import BlockKind, QuotationKind

_LEAD_IN = 160
"""Characters before a colon in which the word that announces a quotation must stand."""
_SIGNATURE = re.compile(r"\s*[—–―-]")
_ADDRESS = re.compile(r"https?://|www\.")
_COLON = re.compile(r":\s+(?=[^\W\d_])")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…]\s")
_NEAR = 6
"""Words before a colon among which a verb of saying must stand, if nothing else announces."""
_SHORT_SIGNATURE = 12
"""Words: a longer last line that begins with a dash is speech, not a name."""


def find_block_quotations(article: Article, sentences: Sequence[Sentence]) -> Iterator[Quotation]:
    """The quotations of ``article`` that carry no marks of their own."""
    blocks = [block for block in article.blocks if len(block.span)]
    yield from _quoted_blocks(article, blocks)
    yield from _credited_blocks(article, blocks)
    yield from _announced_blocks(article, blocks)
    for sentence in sentences:
        if article.blocks[sentence.block].kind is BlockKind.PARAGRAPH:
            yield from _after_colon(article, sentence.span)


def announces_quotation(article: Article, block: Block) -> bool:
    """Whether a paragraph ends with a colon and says that somebody's words follow."""
    words = block.span.of(article.prose).rstrip()
    if not block.kind.is_prose or not words.endswith(":"):
        return False
    cues = load_quotation_cues(article.metadata.language)
    last = _SENTENCE_END.split(words[-_LEAD_IN:])[-1]
    near = " ".join(last.split()[-_NEAR:])
    return bool(cues.lead_in.search(last) or cues.speech.search(near))


def _quoted_blocks(article: Article, blocks: Sequence[Block]) -> Iterator[Quotation]:
    """What the page itself sets as a block quote; neighbours are one quotation."""
    run: list[Span] = []
    for block in blocks:
        if block.kind is not BlockKind.BLOCK_QUOTE:
            yield from _joined(run)
            run = []
        elif not (run and _is_signature(article, block.span)):
            part = _unmarked(article.prose, block.span)
            if part is None:
                yield from _joined(run)
                run = []
            else:
                run.append(part)
    yield from _joined(run)


def _joined(parts: Sequence[Span]) -> Iterator[Quotation]:
    if parts:
        span = covering(parts)
        yield Quotation(span=span, outer=span, kind=QuotationKind.BLOCK, parts=tuple(parts))


def _is_signature(article: Article, span: Span) -> bool:
    words = span.of(article.prose)
    return bool(_SIGNATURE.match(words)) and len(_WORD.findall(words)) <= _SHORT_SIGNATURE


def _unmarked(text: str, within: Span) -> Span | None:
    """The words of a block quote without marks round the whole of it.

    ``None`` when marks stand round a part only: then the block tells who speaks, as prose does.
    """
    span = within.stripped(text)
    outer = [words for words in pair_marks(text, span).words if words.parent is None]
    if not outer:
        return span
    first, last = outer[0], outer[-1]
    if first.opening.start == span.start and first.end >= span.end - 2:
        return first.inner.stripped(text)
    leads = first.opening.start == span.start
    ends = last.closing is not None and last.closing.end >= span.end - 1
    return None if leads or ends else span


def _credited_blocks(article: Article, blocks: Sequence[Block]) -> Iterator[Quotation]:
    """A paragraph with its credit glued behind it: "… new measures Council statement"."""
    for block, following in pairwise(blocks):
        if block.kind is not BlockKind.PARAGRAPH or following.kind is not BlockKind.CREDIT:
            continue
        between = article.text[block.span.end : following.span.start]
        if "\n" not in between and not pair_marks(article.prose, block.span).words:
            yield from _joined([block.span.stripped(article.prose)])


def _announced_blocks(article: Article, blocks: Sequence[Block]) -> Iterator[Quotation]:
    """The paragraph after "The statement continued with:"; all that follow a "in full:"."""
    cues = load_quotation_cues(article.metadata.language)
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.BLOCK_QUOTE or not announces_quotation(article, block):
            continue
        whole = cues.full_text.search(block.span.of(article.prose)[-_LEAD_IN:])
        parts: list[Span] = []
        for following in blocks[index + 1 :]:
            if not _may_be_quoted(article, following) or (parts and not whole):
                break
            parts.append(following.span.stripped(article.prose))
        yield from _joined(parts)


def _may_be_quoted(article: Article, block: Block) -> bool:
    words = block.span.of(article.prose)
    return (
        block.kind is BlockKind.PARAGRAPH
        and _is_sentence(words)
        and not _ADDRESS.search(words)
        and not _SIGNATURE.match(words)
        and not any(w.parent is None for w in pair_marks(article.prose, block.span).words)
    )


def _is_sentence(words: str) -> bool:
    first = _WORD.search(words)
    ends = words.rstrip(" \n\u00a0)]’'\"”»")[-1:]
    return first is not None and not first.group()[0].islower() and ends in tuple(".!?…")


def _after_colon(article: Article, sentence: Span) -> Iterator[Quotation]:
    """Unmarked words inside a sentence: "the airline put it bluntly: We cannot wait."."""
    text = article.prose
    found = _COLON.search(text, sentence.start, min(sentence.end, sentence.start + 2 * _LEAD_IN))
    if not found or not text[found.end()].isupper():
        return
    cues = load_quotation_cues(article.metadata.language)
    before, span = text[sentence.start : found.start()], Span(found.end(), sentence.end)
    words = span.of(text)
    if not cues.speech.search(before) or pair_marks(text, span).words:
        return
    first = _WORD.match(words)
    opens = (
        first is not None
        and first.group() in load_abbreviations(article.metadata.language).starters
    )
    near = " ".join(before.split()[-4:])
    if cues.person.search(words) or (opens and cues.speech.search(near)):
        yield Quotation(span=span, outer=span, kind=QuotationKind.BLOCK, parts=(span,))
