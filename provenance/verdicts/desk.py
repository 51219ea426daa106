"""Documents made ready once for the many claims that are held against them."""

from collections.abc import Sequence

import attrs

from provenance.model import Article, Claim, Document, NearMatch, Quote
from provenance.quoting import PassageIndex, check_quote, find_near_match
from provenance.retrieval import IndexedDocument, index_document
from provenance.verdicts.grounds import day_of


@attrs.define
class Desk:
    """The documents of one run, indexed when first asked for; kept as long as the run lasts."""

    _indexed: dict[str, IndexedDocument] = attrs.field(factory=dict, init=False)
    _passages: PassageIndex = attrs.field(factory=PassageIndex, init=False)

    def indexed(self, document: Document) -> IndexedDocument:
        """``document`` cut into passages in its own language."""
        if document.id not in self._indexed:
            self._indexed[document.id] = index_document(
                document.text,
                document.parts,
                language=document.language,
                reference=day_of(document.published),
            )
        return self._indexed[document.id]

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

    def near_match(
        self, quote: Quote, article: Article, documents: Sequence[Document]
    ) -> NearMatch | None:
        """The same or similar words in another document: information, never a misquotation."""
        language = article.metadata.language
        return find_near_match(
            _without_markup(quote, article), documents, language=language, index=self._passages
        )


def _without_markup(quote: Quote, article: Article) -> Quote:
    """The quotation as a reader sees it: a link inside it is no change of wording."""
    return attrs.evolve(quote, exact=article.prose[quote.start : quote.end])
