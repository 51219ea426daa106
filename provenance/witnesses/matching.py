"""Which address, and which claims, a witness copy may testify for.

Never by overlap of words: the quotations it is to prove may not choose their own witness.
"""

from collections.abc import Iterator, Sequence

from provenance.dates import DateMention
from provenance.model import Analysis, Article, Citation, Claim, Document
from provenance.spans import Span
from provenance.terms import CapturedBy, Completeness, DocumentKind, DocumentStatus
from provenance.urls import account_of, date_in_url, slug_words, url_key
from provenance.witnesses.finding import (
    Ground,
    Publishers,
    Witness,
    find_witnesses,
    folded_words,
    read_ground,
)
from provenance.wording import is_inflected, lexicon

MATCH_FROM = 0.8
"""Issuer, kind, and a date or the title. Nothing less: the same body issues many statements."""
_BASE = 0.8
_BONUS = 0.1
_TITLE_SHARE = 0.75
_TITLE_DAYS = 3
"""A title settles it where the witness's date is only that of its article, within these days."""


def match_witness(
    witness: Witness,
    context: Sequence[str],
    *,
    article: Article,
    registry: Publishers,
    url: str | None = None,
) -> float:
    """How surely the document a few sentences speak of is the one ``witness`` reproduces (0–1).

    Args:
        witness: found in another article.
        context: the sentences that cite or name the document.
        article: the one they stand in.
        registry: tells whose address ``url`` is, and whom the sentences name.
        url: the cited address; without one, the sentences must name the issuer.
    """
    if article.id == witness.article or not _is_issuers(witness, context, article, registry, url):
        return 0.0
    grounds = [read_ground(text, article, registry) for text in context]
    kinds = {kind for ground in grounds for kind in ground.kinds}
    if witness.kind not in kinds:
        return 0.0
    is_dated = _date_answer(witness, grounds, url)
    is_titled = _is_titled(witness, grounds, article, url)
    if is_dated is False and not (is_titled and _is_near(witness, grounds)):
        return 0.0
    if not is_dated and not is_titled:
        return 0.0
    return _BASE + _BONUS * bool(is_dated) + _BONUS * is_titled


def witness_document(witness: Witness, article: Article, url: str | None) -> Document:
    """The reproduced text as a document: the witness's block, quotation marks left out."""
    return Document(
        id=witness.id,
        url=url,
        kind=DocumentKind.WITNESS,
        captured_by=CapturedBy.WITNESS,
        digest=article.digest,
        status=DocumentStatus.READ,
        complete=Completeness.UNKNOWN,
        media_type=article.metadata.media_type,
        witness_of=article.id,
        publisher=witness.issuer.name,
        published=witness.date.isoformat() if witness.date else None,
        language=article.metadata.language,
        text=article.text,
        parts=witness.parts,
    )


def witness_documents(
    analyses: Sequence[Analysis], registry: Publishers
) -> dict[str, tuple[Document, ...]]:
    """By claim id: the witness copies, in other articles, of the document the claim rests on."""
    articles = {analysis.article.id: analysis.article for analysis in analyses}
    found: dict[str, list[Document]] = {}
    for witness in find_witnesses(analyses, registry):
        matches = list(_matches(witness, analyses, registry))
        urls = sorted(
            {(-score, citation.url) for _, citation, score in matches if citation is not None}
        )
        url = urls[0][1] if urls else None
        document = witness_document(witness, articles[witness.article], url)
        for claim in dict.fromkeys(claim.id for claim, _, _ in matches):
            found.setdefault(claim, []).append(document)
    return {claim: tuple(documents) for claim, documents in found.items()}


def _matches(
    witness: Witness, analyses: Sequence[Analysis], registry: Publishers
) -> Iterator[tuple[Claim, Citation | None, float]]:
    for analysis in analyses:
        if analysis.article.id == witness.article:
            continue
        yield from _cited_matches(witness, analysis, registry)
        yield from _named_matches(witness, analysis, registry)


def _cited_matches(
    witness: Witness, analysis: Analysis, registry: Publishers
) -> Iterator[tuple[Claim, Citation, float]]:
    """Claims by the address they cite; all sentences citing one address speak of one document."""
    citing: dict[str, list[tuple[Claim, Citation]]] = {}
    for claim in analysis.claims:
        for citation in claim.citations:
            citing.setdefault(url_key(citation.url), []).append((claim, citation))
    for pairs in citing.values():
        url = pairs[0][1].url
        publisher = registry.by_url(url)
        if publisher is None or publisher.id != witness.issuer.id:
            continue
        context = list(
            dict.fromkeys(text for claim, _ in pairs for text in _context(claim, analysis))
        )
        score = match_witness(
            witness, context, article=analysis.article, registry=registry, url=url
        )
        if score >= MATCH_FROM:
            yield from ((claim, citation, score) for claim, citation in pairs)


def _named_matches(
    witness: Witness, analysis: Analysis, registry: Publishers
) -> Iterator[tuple[Claim, None, float]]:
    for claim in analysis.claims:
        if claim.citations or not claim.quotes:
            continue
        context = [_unquoted(claim, analysis), *_context(claim, analysis)[1:]]
        score = match_witness(witness, context, article=analysis.article, registry=registry)
        if score >= MATCH_FROM:
            yield claim, None, score


def _context(claim: Claim, analysis: Analysis) -> list[str]:
    """The claim's sentence, and the lead-in of the block quotation it stands in."""
    prose = analysis.article.prose
    span = claim.sentence.span
    texts = [span.of(prose)]
    for quotation in analysis.quotations:
        if quotation.parent is None and _holds(quotation.outer, span):
            before = [s.span for s in analysis.sentences if s.span.start < quotation.outer.start]
            texts.extend(lead.of(prose) for lead in before[-1:] if lead != span)
    return texts


def _unquoted(claim: Claim, analysis: Analysis) -> str:
    """The claim's sentence without quoted words: a document named inside them speaks not here."""
    words = claim.sentence.span.of(analysis.article.prose)
    for quotation in analysis.quotations:
        start = max(0, quotation.span.start - claim.sentence.start)
        end = min(len(words), quotation.span.end - claim.sentence.start)
        if start < end:
            words = words[:start] + " " * (end - start) + words[end:]
    return words


def _holds(outer: Span, sentence: Span) -> bool:
    shared = min(outer.end, sentence.end) - max(outer.start, sentence.start)
    return shared * 2 > len(sentence)


def _is_issuers(
    witness: Witness,
    context: Sequence[str],
    article: Article,
    registry: Publishers,
    url: str | None,
) -> bool:
    if url is not None:
        publisher = registry.by_url(url)
        is_account = account_of(url) is not None
        return publisher is not None and publisher.id == witness.issuer.id and not is_account
    grounds = (read_ground(text, article, registry) for text in context)
    return any(g.issuer is not None and g.issuer.id == witness.issuer.id for g in grounds)


def _date_answer(witness: Witness, grounds: Sequence[Ground], url: str | None) -> bool | None:
    """Whether the day fits; ``None`` when one side tells none."""
    if witness.date is None:
        return None
    told = date_in_url(url) if url is not None else None
    if told is not None and told != witness.date:
        return False
    dates = [date for ground in grounds if witness.kind in ground.kinds for date in ground.dates]
    fits = [fit for fit in (_is_day(witness, date) for date in dates) if fit is not None]
    if told is not None and not fits:
        return True
    return any(fits) if fits else None


def _is_day(witness: Witness, date: DateMention) -> bool | None:
    if witness.date is None or date.month is None or date.day is None:
        return None if date.start is None or witness.date is None else date.start == witness.date
    is_same_year = date.year is None or date.year == witness.date.year
    return is_same_year and (date.month, date.day) == (witness.date.month, witness.date.day)


def _is_near(witness: Witness, grounds: Sequence[Ground]) -> bool:
    if witness.is_date_own or witness.date is None:
        return False
    days = [date.start for ground in grounds for date in ground.dates if date.start is not None]
    return any(abs((day - witness.date).days) <= _TITLE_DAYS for day in days)


def _is_titled(
    witness: Witness, grounds: Sequence[Ground], article: Article, url: str | None
) -> bool:
    if not witness.title:
        return False
    language = article.metadata.language
    told = [ground.title for ground in grounds if witness.kind in ground.kinds]
    if url is not None:
        told.append(folded_words(" ".join(slug_words(url)), language))
    return any(_share(witness.title, words, language) >= _TITLE_SHARE for words in told)


def _share(title: Sequence[str], words: Sequence[str], language: str) -> float:
    if len(words) < 2:
        return 0.0
    lexical = lexicon(language)
    found = sum(
        any(word == other or is_inflected(word, other, lexical) for other in words)
        for word in title
    )
    return found / len(title)
