"""Which documents have words in common with which story, so that nobody reads all for each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from provenance.blocking.article_keys import StoryKeys
from provenance.blocking.fingerprints import fingerprint_texts
from provenance.blocking.links import KeyKind, kind_of_key
from provenance.model import Document
from provenance.spans import Span
from provenance.words import load_lexicon, word_forms

SHARED = 2
"""Keys of copied or quoted words that a document and one story share: a pair of words alone is a
phrase, two pairs are as many as the shortest quotation that is looked up leaves."""
_MOST_HOLDERS = 16
"""Documents that may share a turn: beyond that the two words are one of the language. A share of
all documents would be no end to it: ever more of them would be near every story of a large corpus.
Copied words always count: eight in a row are no chance."""
_MOST_CHARACTERS = 400_000
"""Of a document, as in :mod:`provenance.copies.own_words`."""
_KINDS = (KeyKind.COPY, KeyKind.TURN)


def documents_near(
    stories: Sequence[Sequence[StoryKeys]], documents: Iterable[Document]
) -> tuple[frozenset[str], ...]:
    """For each story, the ids of the documents from which it may have copied or quoted.

    Linear in the words of the documents.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, story in enumerate(stories):
        for key in sorted({key for keys in story for key in keys.keys if is_of_words(key)}):
            holders[key].append(number)
    found = [(one.id, frozenset(_keys(one, holders))) for one in documents]
    number_of = Counter(key for _, keys in found for key in keys)
    common = {key for key, n in number_of.items() if is_common(key, n)}
    near: list[set[str]] = [set() for _ in stories]
    for document, keys in found:
        shared = Counter(n for key in keys - common for n in holders[key])
        for number, count in shared.items():
            if count >= SHARED:
                near[number].add(document)
    return tuple(frozenset(found) for found in near)


def is_common(key: str, holders: int) -> bool:
    """Whether so many documents hold ``key`` that it tells nothing."""
    return kind_of_key(key) is KeyKind.TURN and holders > _MOST_HOLDERS


def document_keys(document: Document) -> Iterator[str]:
    """Every key of copied or quoted words that an article could share with ``document``."""
    return _keys(document, None)


def is_of_words(key: str) -> bool:
    """Whether documents have keys of this kind, too."""
    return kind_of_key(key) in _KINDS


def _keys(document: Document, wanted: Mapping[str, list[int]] | None) -> Iterator[str]:
    text, language = document.text[:_MOST_CHARACTERS], document.language
    parts = [one.of(text) for one in document.parts or (Span(0, len(text)),)]
    copy, turn = KeyKind.COPY.value, KeyKind.TURN.value
    for one in fingerprint_texts(parts, most=len(text)):
        key = f"{copy} {one:016x}"
        if wanted is None or key in wanted:
            yield key
    tells = load_lexicon(language).tells
    turns = {
        two
        for part in parts
        for two in pairwise(
            [word.stem for word in word_forms(part, language=language) if tells(word.text)]
        )
    }
    for one_word, other in turns:
        key = f"{turn} {language} {one_word} {other}"
        if wanted is None or key in wanted:
            yield key
