"""Documents made ready once for the many quotations that are held against them."""

import attrs

from provenance.alignment import Pairer, Passages
from provenance.model import Document
from provenance.quoting.shortlist import Entries, Shortlist, Vocabulary

UNKNOWN = "und"


@attrs.define
class PassageIndex:
    """Documents, each made ready for looking up at most once a language."""

    _ready: dict[tuple[str, str], tuple[Document, Passages]] = attrs.field(factory=dict, init=False)
    _pairers: dict[str, Pairer] = attrs.field(factory=dict, init=False)
    _vocabularies: dict[str, Vocabulary] = attrs.field(factory=dict, init=False)
    _entries: dict[tuple[str, str], tuple[Passages, Entries]] = attrs.field(
        factory=dict, init=False
    )

    def passages(self, document: Document, language: str) -> Passages:
        """The words of ``document``, read in ``language``."""
        key = (document.id, language)
        found = self._ready.get(key)
        if found is not None and has_words_of(found[0], document):
            return found[1]
        if language not in self._pairers:
            self._pairers[language] = Pairer(language)
        passages = Passages.of(
            document.text, document.parts, language, pairer=self._pairers[language]
        )
        self._ready[key] = (document, passages)
        return passages

    def shortlist(self, documents: "tuple[Document, ...]", language: str) -> Shortlist:
        """``documents``, read in ``language``, for a first look at all of them at once."""
        vocabulary = self._vocabularies.setdefault(language, Vocabulary())
        passages = [self.passages(one, language) for one in documents]
        entries = []
        for document, words in zip(documents, passages, strict=True):
            key = (document.id, language)
            known = self._entries.get(key)
            if known is None or known[0] is not words:
                known = self._entries[key] = (words, vocabulary.entries(words))
            entries.append(known[1])
        return Shortlist.of(vocabulary, passages, entries)

    @property
    def characters(self) -> int:
        """Of all texts that are held ready."""
        return sum(len(document.text) for document, _ in self._ready.values())


def has_words_of(one: Document, other: Document) -> bool:
    """Whether two documents of one id hold the same text; captures of two days may not."""
    if one is other:
        return True
    return one.text == other.text and one.parts == other.parts


def read_in(article_language: str, document_language: str) -> str:
    """The language by whose tables an article's words are looked up in a document."""
    known = document_language if article_language == UNKNOWN else article_language
    return _primary(known)


def is_other(one: str, other: str) -> bool:
    """Whether two languages are known and are not the same."""
    return UNKNOWN not in (one, other) and _primary(one) != _primary(other)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
