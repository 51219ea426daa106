"""The text a claim is held against, made ready once for the many claims of a batch."""

import datetime
import hashlib

import attrs

from provenance.dates import dateline_day
from provenance.errors import InputError
from provenance.ingest.language import detect_language
from provenance.model import Article, Document
from provenance.quoting import PassageIndex
from provenance.retrieval import IndexedDocument, index_document
from provenance.spans import Span
from provenance.terms import Completeness, DocumentStatus, Reason

LONGEST_SOURCE = 16 * 1024 * 1024
"""Characters; the same bound as for a file. Ten million take a few seconds."""
LONGEST_CLAIM = 10_000
"""Characters: two pages. A claim is a sentence; what is longer is a text to be cut first."""


@attrs.frozen(kw_only=True)
class Source:
    """A text with what is known of it."""

    text: str = attrs.field(repr=False)
    parts: tuple[Span, ...] = attrs.field(repr=False)
    url: str | None = None
    published: datetime.date | None = None
    language: str
    """As its reader told it, or as detected; ``und`` where it cannot be told."""

    @property
    def id(self) -> str:
        """``d-`` and twelve hexadecimal digits of the text's SHA-256."""
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        return f"d-{digest[:12]}"


@attrs.define
class ReadySources:
    """Sources indexed when first asked for, each once a language."""

    _indexed: dict[tuple[Source, str], IndexedDocument] = attrs.field(factory=dict, init=False)
    _documents: dict[tuple[Source, str], Document] = attrs.field(factory=dict, init=False)
    passages: PassageIndex = attrs.field(factory=PassageIndex, init=False)

    def indexed(self, source: Source, language: str) -> IndexedDocument:
        """``source`` cut into passages."""
        key = (source, language)
        if key not in self._indexed:
            self._indexed[key] = index_document(
                source.text, source.parts, language=language, reference=source.published
            )
        return self._indexed[key]

    def document(self, source: Source, language: str) -> Document:
        """``source`` as a document that was read whole, to hold quotations against."""
        key = (source, language)
        if key not in self._documents:
            self._documents[key] = Document(
                id=source.id,
                url=source.url,
                status=DocumentStatus.READ,
                complete=Completeness.TRUE,
                language=language,
                text=source.text,
                parts=source.parts,
            )
        return self._documents[key]


def source_of(given: str | Article) -> Source:
    """The source that ``given`` is: a text, or an article with its blocks and its date.

    Raises:
        InputError: no word in it (EMPTY), or more than :data:`LONGEST_SOURCE` (TOO_LARGE).
    """
    text = given if isinstance(given, str) else given.text
    _refuse("source", text, longest=LONGEST_SOURCE)
    if isinstance(given, str):
        language = detect_language(text)
        return Source(
            text=text,
            parts=(Span(0, len(text)),),
            language=language,
            published=dateline_day(text, language=language or "en"),
        )
    metadata = given.metadata
    return Source(
        text=text,
        parts=tuple(b.span for b in given.blocks if len(b.span)) or (Span(0, len(text)),),
        url=metadata.url,
        published=_day(metadata.published.value),
        language=metadata.language,
    )


def check_claim(claim: str) -> None:
    """Refuse what is no claim.

    Raises:
        InputError: no word in it (EMPTY), or more than :data:`LONGEST_CLAIM` (TOO_LARGE).
    """
    _refuse("claim", claim, longest=LONGEST_CLAIM)


def _refuse(what: str, text: str, *, longest: int) -> None:
    if len(text) > longest:
        advice = "cut it into sentences" if what == "claim" else "give the part that matters"
        raise InputError(
            f"cannot read the {what}: it has {len(text):,} characters, the limit is {longest:,}; "
            f"{advice}",
            reason=Reason.TOO_LARGE,
        )
    if not any(character.isalnum() for character in text):
        advice = "pass one sentence" if what == "claim" else "pass the words to hold it against"
        raise InputError(
            f"cannot read the {what}: there is no word in it; {advice}", reason=Reason.EMPTY
        )


def _day(value: str | None) -> datetime.date | None:
    try:
        return None if value is None else datetime.date.fromisoformat(value[:10])
    except ValueError:
        return None
