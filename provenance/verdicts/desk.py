"""Documents made ready once for the many claims that are held against them."""

import attrs

from provenance.days import day_of
from provenance.model import Article, Claim, Document, NearMatch, Quote
from provenance.quoting import OtherDocuments, PassageIndex, check_quote
from provenance.retrieval import IndexedDocument, index_document
from provenance.verdicts.grounds import Shelf

_MOST_HELD = 8_000_000
"""Characters of documents; made ready, one takes some fifty times its room."""


@attrs.define
class Desk:
    """The documents of one run, indexed when first asked for; kept as long as the run lasts."""

    _indexed: dict[str, tuple[Document, IndexedDocument]] = attrs.field(factory=dict, init=False)
    _passages: PassageIndex = attrs.field(factory=PassageIndex, init=False)
    _others: tuple[Shelf, OtherDocuments] | None = attrs.field(default=None, init=False)
    """What was made ready last, and of which shelf."""

    def indexed(self, document: Document) -> IndexedDocument:
        """``document`` cut into passages in its own language."""
        known = self._indexed.get(document.id)
        if known is None or not _is_read_alike(known[0], document):
            indexed = index_document(
                document.text,
                document.parts,
                language=document.language,
                reference=day_of(document.published),
            )
            known = self._indexed[document.id] = (document, indexed)
        return known[1]

    def make_room(self) -> None:
        """Clear the desk where too much has come together; between two stories, not within one."""
        held = sum(len(document.text) for document, _ in self._indexed.values())
        if held + self._passages.characters > _MOST_HELD:
            self._indexed.clear()
            self._passages = PassageIndex()
            self._others = None

    def checked(self, quote: Quote, claim: Claim, article: Article, document: Document) -> Quote:
        """``quote`` held against ``document``: wording, speaker, context."""
        checked = check_quote(
            _without_markup(quote, article),
            document,
            article_language=article.metadata.language,
            # A speaker carried over from a neighbour may be the wrong one: that accuses nobody.
            speaker=None if claim.speaker_guess else claim.speaker,
            index=self._passages,
        )
        return attrs.evolve(checked, exact=quote.exact)

    def near_match(self, quote: Quote, article: Article, shelf: Shelf) -> NearMatch | None:
        """The same or similar words in another document: information, never a misquotation."""
        if self._others is None or self._others[0] is not shelf:
            self._others = (shelf, OtherDocuments(shelf.readable, self._passages))
        return self._others[1].near_match(
            _without_markup(quote, article),
            language=article.metadata.language,
            but_not_of=article.id,
        )


def _is_read_alike(one: Document, other: Document) -> bool:
    """Whether two documents of one id are the same when indexed; two captures may not be."""
    if one is other:
        return True
    return (one.text, one.parts, one.language, one.published) == (
        *(other.text, other.parts),
        *(other.language, other.published),
    )


def _without_markup(quote: Quote, article: Article) -> Quote:
    """The quotation as a reader sees it: a link inside it is no change of wording."""
    return attrs.evolve(quote, exact=article.prose[quote.start : quote.end])
