"""An article as the page shows it: its text in reading order, cut into marked sentences."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Article, Block, Claim, Finding, Quote
from provenance.report.exhibits import Pair, quote_pair
from provenance.report.margin import MarginNote, margin_notes
from provenance.report.marks import Runs, side_by_side, unmarked
from provenance.report.phrases import VERDICTS, VerdictPhrase, verdict_phrase
from provenance.report.references import ArticleName, article_names
from provenance.report.sides import PairView, pair_of_claim
from provenance.report.summary import VerdictCounts, verdict_counts
from provenance.report.unchecked import short_cause
from provenance.report.wordings import has_like_elsewhere, has_slip
from provenance.spans import Span
from provenance.terms import BlockKind, QuoteStatus, Reason, Verdict

_ATTENTION = {verdict: place for place, verdict in enumerate(VERDICTS)}
_MARKED_STATUS = frozenset({QuoteStatus.ALTERED, QuoteStatus.NEAR_VERBATIM})
_CHANGED_STATUS = frozenset({QuoteStatus.ALTERED, QuoteStatus.ABSENT})


@attrs.frozen(kw_only=True)
class Piece:
    """Words of a sentence of one look: plain, not in the source, or quoted wrongly."""

    text: str
    look: str = "plain"


@attrs.frozen(kw_only=True)
class QuoteView:
    """A quotation and the words it is compared with, both in runs."""

    quote: Quote
    pair: Pair
    here: Runs
    there: Runs
    is_near_match: bool

    @property
    def is_side_by_side(self) -> bool:
        """Whether there are two wordings to show; word for word, one is enough."""
        if self.pair.there is None:
            return self.quote.status is QuoteStatus.ABSENT
        return self.quote.status is not QuoteStatus.VERBATIM


@attrs.frozen(kw_only=True)
class ClaimView:
    """A claim with what its panel shows beside its own fields."""

    anchor: str
    """Of its panel: a browser that is sent there opens the sentence."""
    claim: Claim
    phrase: VerdictPhrase
    quotes: tuple[QuoteView, ...]
    passages: tuple[PairView, ...]
    """The words of the claim beside those of each piece of its evidence, in its order."""
    findings: tuple[Finding, ...]


@attrs.frozen(kw_only=True)
class SentenceView:
    """Words that claim something, a sentence or a part: in pieces, with a panel for each claim."""

    verdict: Verdict | None
    phrase: VerdictPhrase
    hints: tuple[str, ...]
    """What the mark says beside the verdict: why it is unchecked, what is found elsewhere."""
    pieces: tuple[Piece, ...]
    claims: tuple[ClaimView, ...]


@attrs.frozen(kw_only=True)
class BlockView:
    """A block: words that are no claim, and sentences, in reading order."""

    kind: BlockKind
    parts: tuple[Piece | SentenceView, ...]
    margin: tuple[MarginNote, ...] = ()


@attrs.frozen(kw_only=True)
class ArticleView:
    """An article with its blocks; furniture of the page stands together, to be folded away."""

    anchor: str
    article: Article
    name: str
    """Its outlet, else its file."""
    title: str
    """Its own, else its first words, else its name."""
    prints: tuple[tuple[str, int], ...]
    """Addresses of the documents it reproduces at length, with the number of its sentences."""
    counts: VerdictCounts
    claims: int
    groups: tuple[tuple[bool, tuple[BlockView, ...]], ...]
    """Blocks in a row, with whether they are furniture."""
    loose: tuple[SentenceView, ...]
    """Sentences that no block holds, or whose words the report does not have."""


def article_views(index: ReportIndex) -> tuple[ArticleView, ...]:
    """Every article of the report, in its order."""
    anchors = claim_anchors(index)
    names = article_names(index)
    return tuple(
        _article_view(article, f"a{number}", index, anchors, known=names[article.id])
        for number, article in enumerate(index.report.articles, 1)
    )


def claim_anchors(index: ReportIndex) -> dict[str, str]:
    """Claim id to the anchor of its sentence on the page."""
    anchors: dict[str, str] = {}
    for number, article in enumerate(index.report.articles, 1):
        claims = index.claims_of.get(article.id, ())
        for place, claim in enumerate(claims, 1):
            anchors.setdefault(claim.id, f"a{number}-s{place}")
    return anchors


def _article_view(
    article: Article,
    anchor: str,
    index: ReportIndex,
    anchors: dict[str, str],
    *,
    known: ArticleName,
) -> ArticleView:
    claims = index.claims_of.get(article.id, ())
    blocks = sorted(article.blocks, key=lambda block: block.span)
    held = _claims_of_blocks(blocks, claims, article.text)
    views = [
        BlockView(
            kind=block.kind,
            parts=tuple(_parts(article, block, held[place], index=index, anchors=anchors)),
            margin=margin_notes((anchors[claim.id], claim) for claim in held[place]),
        )
        for place, block in enumerate(blocks)
    ]
    shown = [view for view in views if view.parts]
    loose = _sentences(held[-1], article.text)
    counts = verdict_counts(claims)
    return ArticleView(
        anchor=anchor,
        article=article,
        name=index.names[article.id],
        title=known.told or index.names[article.id],
        prints=_prints(article, index),
        counts=counts,
        claims=len(claims) - dict(counts)[Verdict.NOT_A_CLAIM],
        groups=tuple(
            (furniture, tuple(group)) for furniture, group in groupby(shown, key=_is_furniture)
        ),
        loose=tuple(_sentence_view(article, one, index, anchors) for one in loose),
    )


def _prints(article: Article, index: ReportIndex) -> tuple[tuple[str, int], ...]:
    copies = [one for one in index.report.documents if one.witness_of == article.id]
    claims = index.claims_of.get(article.id, ())
    sentences = sum(Reason.IS_WITNESS in claim.reasons for claim in claims)
    return tuple((one.url or one.id, sentences) for one in copies)


def _is_furniture(block: BlockView) -> bool:
    return block.kind is BlockKind.BOILERPLATE and not any(
        isinstance(part, SentenceView) for part in block.parts
    )


def _claims_of_blocks(
    blocks: Sequence[Block], claims: Sequence[Claim], text: str
) -> dict[int, list[Claim]]:
    """Place of a block to the claims that start in it; ``-1`` for those that no block holds."""
    starts = [block.span.start for block in blocks]
    held: dict[int, list[Claim]] = {place: [] for place in range(-1, len(blocks))}
    for claim in claims:
        start = claim.span.start
        place = bisect_right(starts, start) - 1
        inside = place >= 0 and start < min(blocks[place].span.end, len(text))
        held[place if inside else -1].append(claim)
    return held


Group = tuple[Span, list[Claim]]


def _sentences(claims: Sequence[Claim], text: str) -> list[Group]:
    """Claims whose words overlap, together; those of one sentence have their own words each."""
    groups: list[Group] = []
    for claim in sorted(claims, key=lambda one: (one.span.start, one.span.end)):
        start = max(0, claim.span.start)
        span = Span(start, max(start, claim.span.end))
        if groups and text and span.start < groups[-1][0].end:
            known, listed = groups[-1]
            groups[-1] = (Span(known.start, max(known.end, span.end)), [*listed, claim])
        else:
            groups.append((span, [claim]))
    return groups


def _parts(
    article: Article,
    block: Block,
    claims: Sequence[Claim],
    *,
    index: ReportIndex,
    anchors: dict[str, str],
) -> Iterator[Piece | SentenceView]:
    at, end = block.span.start, block.span.end
    for span, listed in _sentences(claims, article.text):
        if article.text[at : span.start]:
            yield Piece(text=article.text[at : span.start])
        yield _sentence_view(article, (span, listed), index, anchors)
        at = max(at, span.end)
    if article.text[at:end].strip():
        yield Piece(text=article.text[at:end])


def _sentence_view(
    article: Article, group: Group, index: ReportIndex, anchors: dict[str, str]
) -> SentenceView:
    span, claims = group
    worst = min(claims, key=lambda claim: _ATTENTION.get(claim.verdict or Verdict.UNCHECKED, 0))
    return SentenceView(
        verdict=worst.verdict,
        phrase=verdict_phrase(worst.verdict),
        hints=_hints(worst),
        pieces=_pieces(article, span, claims),
        claims=tuple(_claim_view(claim, index, anchors[claim.id]) for claim in claims),
    )


def _pieces(article: Article, span: Span, claims: Sequence[Claim]) -> tuple[Piece, ...]:
    words = span.of(article.text)
    if not words.strip():
        told = claims[0].text or f"Line {claims[0].location.line} (text left out)"
        return (Piece(text=told),)
    looks = [(one.start, one.end, "lack") for claim in claims for one in claim.unsupported_spans]
    looks += [
        (quote.start, quote.end, "changed")
        for claim in claims
        for quote in claim.quotes
        if quote.status in _CHANGED_STATUS
    ]
    pieces, at = [], span.start
    for start, end, look in sorted(looks):
        if at <= start < end <= span.end:
            pieces += [
                Piece(text=article.text[at:start]),
                Piece(text=article.text[start:end], look=look),
            ]
            at = end
    pieces.append(Piece(text=article.text[at : span.end]))
    return tuple(piece for piece in pieces if piece.text)


def _hints(claim: Claim) -> tuple[str, ...]:
    told = (
        short_cause(claim),
        "similar words elsewhere" if has_like_elsewhere(claim) else "",
        "but for a slip" if has_slip(claim) else "",
    )
    return tuple(hint for hint in told if hint)


def _claim_view(claim: Claim, index: ReportIndex, anchor: str) -> ClaimView:
    return ClaimView(
        anchor=anchor,
        claim=claim,
        phrase=verdict_phrase(claim.verdict),
        quotes=tuple(_quote_view(quote, index) for quote in claim.quotes),
        passages=tuple(
            pair_of_claim(Pair(here=claim.text, there=one.exact, where=""), claim)
            for one in claim.evidence
        ),
        findings=index.findings_of.get(claim.id, ()),
    )


def _quote_view(quote: Quote, index: ReportIndex) -> QuoteView:
    pair = quote_pair(quote, index)
    near = quote.source_exact is None and quote.near_match is not None
    if pair.there is not None and (near or quote.status in _MARKED_STATUS):
        here, there = side_by_side(pair.here, pair.there)
    else:
        here, there = unmarked(pair.here), unmarked(pair.there or "")
    return QuoteView(quote=quote, pair=pair, here=here, there=there, is_near_match=near)
