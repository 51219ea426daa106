"""Rows of the tables, from the nouns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from provenance.days import day_of
from provenance.model import (
    Agreement,
    Analysis,
    Article,
    Citation,
    Claim,
    CopyRelation,
    Development,
    Disagreement,
    Edit,
    Evidence,
    NearMatch,
    Quote,
)
from provenance.spans import Excerpt
from provenance.terms import Reason, Stage

Row: TypeAlias = dict[str, Any]
"""A row by column; a column left out is null."""

_PLACES = 2
_LONGEST_DETAIL = 500
"""Characters of a failure's detail that are kept: a message may carry a whole page."""


def article_row(article: Article, *, origin: str, partition: str) -> Row:
    """The row of ``articles``."""
    about = article.metadata
    return {
        "article": article.id,
        "url": about.url,
        "outlet": about.outlet,
        "title": about.title,
        "authors": list(about.authors),
        "published": about.published.value,
        "published_basis": about.published.basis.value,
        "day": day_of(about.published.value),
        "language": about.language,
        "media_type": about.media_type,
        "complete": about.complete.value,
        "digest": article.digest,
        "origin": origin,
        "partition": partition,
        "text": article.text,
    }


def sentence_rows(analysis: Analysis) -> Iterator[Row]:
    """The rows of ``sentences``, in reading order."""
    article = analysis.article
    for number, sentence in enumerate(analysis.sentences):
        span = sentence.span
        yield {
            "article": article.id,
            "number": number,
            "start": span.start,
            "end": span.end,
            "block_kind": article.blocks[sentence.block].kind.value,
            "text": span.of(article.text),
        }


def claim_row(claim: Claim, *, text: str, story: str | None = None) -> Row:
    """The row of ``claims``.

    Args:
        claim: judged or not.
        text: the text of its article.
        story: the story its article belongs to, once that is known.
    """
    row = {
        "claim": claim.id,
        "article": claim.article,
        "story": story,
        "type": claim.type.value,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.span.exact,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "sentence_text": claim.sentence.exact,
        "cue_modality": claim.cue_modality,
        "standalone": claim.standalone,
        "checkworthiness": _rounded(claim.checkworthiness),
        "sourcing": claim.sourcing.value,
        "verdict": claim.verdict.value if claim.verdict else None,
        "confidence": _rounded(claim.confidence),
        "reasons": [reason.value for reason in claim.reasons],
        "unsupported_spans": [_excerpt(one) for one in claim.unsupported_spans],
        "corroborated_by": list(claim.corroborated_by),
        "disputed_by": list(claim.disputed_by),
        "quotes": [_quote(one) for one in claim.quotes],
        "speaker_guess": claim.speaker_guess,
    }
    if claim.speaker is not None:
        row["speaker"], row["speaker_role"] = claim.speaker.name, claim.speaker.role
        row["speaker_organisation"] = claim.speaker.organisation
    if claim.said_at is not None:
        row["said_on"], row["said_in"] = claim.said_at.date, claim.said_at.place
    if claim.attribution is not None:
        row["cue"] = " … ".join(span.of(text) for span in claim.attribution.cue) or None
        row["attribution_kind"] = claim.attribution.kind.value
    return row


def citation_rows(claims: Iterable[Claim]) -> Iterator[Row]:
    """The rows of ``citations``: of each claim, in their order."""
    for claim in claims:
        for number, citation in enumerate(claim.citations):
            yield {
                "claim": claim.id,
                "article": claim.article,
                "number": number,
                "url": citation.url,
                "host": _host(citation),
                "basis": citation.basis.value,
                "rank": citation.rank.value,
                "target": citation.target.value,
                "confidence": _rounded(citation.confidence),
            }


def evidence_rows(claims: Iterable[Claim]) -> Iterator[Row]:
    """The rows of ``evidence``: of each claim, best first."""
    for claim in claims:
        for number, one in enumerate(claim.evidence):
            yield {
                "claim": claim.id,
                "article": claim.article,
                "number": number,
                **_evidence(one),
            }


def disagreement_row(one: Disagreement, *, story: str) -> Row:
    """The row of ``disagreements``."""
    return {
        "story": story,
        "kind": one.kind.value,
        "left": one.left,
        "right": one.right,
        "left_article": _article_of(one.left),
        "right_article": _article_of(one.right),
        "what": one.what,
        "score": _rounded(one.score),
        "settled_by": one.settled_by,
    }


def agreement_row(one: Agreement, *, story: str) -> Row:
    """The row of ``agreements``."""
    return {
        "story": story,
        "claims": list(one.claims),
        "articles": _articles_of(one.claims),
        "origins": one.origins,
        "most": one.most,
        "independent": [list(group) for group in one.independent],
    }


def copy_row(one: CopyRelation, *, story: str) -> Row:
    """The row of ``copies``."""
    return {
        "story": story,
        "from_article": one.from_article,
        "to_article": one.to_article,
        "direction": one.direction.value,
        "kind": one.kind.value,
        "basis": one.basis,
        "share": _rounded(one.share),
        "credited": one.credited,
        "passages": [
            {
                "start": part.start,
                "end": part.end,
                "from_start": part.from_start,
                "from_end": part.from_end,
            }
            for part in one.passages
        ],
    }


def development_row(one: Development, *, story: str) -> Row:
    """The row of ``developments``."""
    return {
        "story": story,
        "claims": list(one.claims),
        "articles": _articles_of(one.claims),
        "what": one.what,
    }


def failure_row(
    origin: str,
    *,
    stage: Stage,
    reason: Reason,
    partition: str,
    detail: str | None = None,
    article: str | None = None,
) -> Row:
    """The row of ``failures``."""
    return {
        "origin": origin,
        "article": article,
        "stage": stage.value,
        "reason": reason.value,
        "detail": detail[:_LONGEST_DETAIL] if detail else None,
        "partition": partition,
    }


def _evidence(one: Evidence) -> Row:
    return {
        "document": one.document,
        "url": one.url,
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "prefix": one.prefix,
        "suffix": one.suffix,
        "relation": one.relation.value,
        "score": _rounded(one.score),
        "via": one.via.value,
        "drift": one.drift.value if one.drift else None,
        "drifted_to": one.drifted_to,
    }


def _quote(one: Quote) -> Row:
    return {
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "status": one.status.value,
        "document": one.document,
        "source_start": one.source_start,
        "source_end": one.source_end,
        "source_exact": one.source_exact,
        "edits": [_edit(edit) for edit in one.edits],
        "retranslation_suspected": one.retranslation_suspected,
        "speaker_fits": one.speaker_fits.value,
        "context_fits": one.context_fits.value,
        "near_match": _near(one.near_match),
    }


def _edit(one: Edit) -> Row:
    return {
        "op": one.op.value,
        "source": one.source,
        "article": one.article,
        "effect": one.effect.value,
    }


def _near(one: NearMatch | None) -> Row | None:
    if one is None:
        return None
    return {"document": one.document, "start": one.start, "end": one.end, "exact": one.exact}


def _excerpt(one: Excerpt) -> Row:
    return {"start": one.start, "end": one.end, "exact": one.exact}


def _host(citation: Citation) -> str | None:
    try:
        return urlsplit(citation.url).hostname
    except ValueError:
        return None


def _article_of(claim: str) -> str:
    """The id of a claim is that of its article, a colon, and the span."""
    return claim.rpartition(":")[0]


def _articles_of(claims: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(map(_article_of, claims)))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), _PLACES)
