"""What is known of an article besides its words: title, outlet, authors, date, language."""

import re

from provenance.ingest import bylines
from provenance.ingest.language import detect_language
from provenance.ingest.published import date_in_address, parse_stamp, whole_date
from provenance.ingest.units import Draft, Judged
from provenance.model import UNDATED, Metadata, Published
from provenance.terms import BlockKind, Completeness, PublishedBasis

_BARE_DATE = re.compile(r"^\W*(?:date|datum|fecha|data|дата)?\W*[\d.\-/ ]+\W*$", re.I)
_CREDIT_LINES = frozenset({BlockKind.BYLINE, BlockKind.DATELINE})
_LONGEST_TITLE = 400


def describe(
    draft: Draft,
    judged: Judged,
    *,
    url: str | None,
    outlet: str | None,
    published: str | None,
    media_type: str,
) -> Metadata:
    """The metadata of an article: what the caller gives, then the page's data, then the text."""
    facts = draft.facts
    title = facts.title or judged.title
    credit_lines = [b.span.of(draft.prose) for b in judged.blocks if b.kind is BlockKind.BYLINE]
    authors = facts.authors or tuple(
        dict.fromkeys(n for line in credit_lines for n in bylines.authors_in(line))
    )
    complete = Completeness.FALSE if judged.walled else facts.complete
    return Metadata(
        title=title[:_LONGEST_TITLE] if title else None,
        outlet=outlet or facts.outlet or _outlet_in(judged.label),
        authors=authors,
        published=_published(draft, judged, given=published, url=url or facts.url),
        language=_language(draft, judged),
        url=url or facts.url,
        media_type=media_type,
        complete=complete,
    )


def _outlet_in(label: str | None) -> str | None:
    """The name of the site in a line such as "The Daily Almanac — Science"."""
    if label is None:
        return None
    parts = [p.strip() for p in re.split(r"\s[|—–·/]\s", label) if p.strip()]
    return (
        max(parts, key=lambda part: (len(part.split()), -parts.index(part)))
        if len(parts) == 2
        else None
    )


def _published(draft: Draft, judged: Judged, *, given: str | None, url: str | None) -> Published:
    if given:
        return Published(value=parse_stamp(given) or given, basis=PublishedBasis.GIVEN)
    if draft.facts.published:
        return Published(value=draft.facts.published, basis=PublishedBasis.METADATA)
    for kinds in (_CREDIT_LINES, frozenset({BlockKind.BOILERPLATE})):
        for block in judged.blocks:
            value = whole_date(block.span.of(draft.prose)[:300]) if block.kind in kinds else None
            if value:
                sure = kinds is _CREDIT_LINES and not _BARE_DATE.match(block.span.of(draft.prose))
                basis = PublishedBasis.TEXT if sure else PublishedBasis.GUESS
                return Published(value=value, basis=basis)
    guess = date_in_address(url) if url else None
    return Published(value=guess, basis=PublishedBasis.GUESS) if guess else UNDATED


def _language(draft: Draft, judged: Judged) -> str:
    story = "\n".join(b.span.of(draft.prose) for b in judged.blocks if b.kind.is_prose)
    detected = detect_language(story or draft.prose)
    declared = (draft.facts.language or "").split("-")[0].split("_")[0].lower()
    return declared if detected == "und" and len(declared) == 2 else detected
