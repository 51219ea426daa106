"""A claim, or the passages of a document beside it, as words with their clauses and marks."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import groupby, pairwise

import attrs

from provenance.guards.tables import GUARDING, GuardTables, Mark
from provenance.retrieval import IndexedDocument, Passage
from provenance.spans import Span
from provenance.words import Lexicon, Word, load_lexicon, parse_words

_MOST_WORDS = 400
"""Words of a claim or passage that are looked at; longer ones are tables and lists."""
_CLAUSE_MARKS = frozenset(',;:–—()"“”«»„')
_CLAUSE_WORDS = frozenset(
    {"but", "although", "though", "while", "whereas", "because", "which", "who", "when", "where"}
    | {"aber", "sondern", "weil", "obwohl", "während", "mais", "tandis", "pero", "aunque", "ale"}
    | {"lecz", "który", "która", "które", "но", "хотя", "который", "которая", "которые", "але"}
    | {"хоча", "який", "яка", "які"}
)
_NO_MARKS: frozenset[Mark] = frozenset()


@attrs.frozen(kw_only=True)
class Token:
    """One word of a side."""

    text: str
    stem: str
    span: Span
    """Offsets into the claim, or into the document's text."""
    sentence: int
    clause: int
    """Counted through the side; a new one at every mark and conjunction that parts clauses."""
    content: bool
    """Whether it says something, and is no guard's word."""
    full: bool
    """Whether it says something, guards' words included."""
    name: bool
    capital: bool
    marks: frozenset[Mark]

    @property
    def is_month(self) -> bool:
        """Whether it is "May", and not the verb."""
        return self.text == "may" and self.capital and Mark.POSSIBLE not in self.marks


@attrs.frozen(kw_only=True)
class Side:
    """The words of a claim or of some passages, in order."""

    text: str = attrs.field(repr=False)
    tokens: tuple[Token, ...]
    tables: GuardTables = attrs.field(repr=False)
    places: Mapping[Mark, tuple[int, ...]] = attrs.field(repr=False)
    """The indexes of the words that carry each mark."""

    @cached_property
    def spots(self) -> Mapping[str, tuple[int, ...]]:
        """The indexes of each word, and of each two words joined by a low line, by their first.

        The month of May is left out: it is listed nowhere but as a verb.
        """
        texts = [token.text for token in self.tokens]
        pairs = [f"{left}_{right}" for left, right in pairwise(texts)]
        found: dict[str, tuple[int, ...]] = {}
        for at, text in (*enumerate(texts), *enumerate(pairs)):
            if text != "may" or not self.tokens[at].is_month:
                found[text] = (*found[text], at) if text in found else (at,)
        return found

    @cached_property
    def likes(self) -> Sequence[Sequence[int]]:
        """For each word the groups of like words that it is in, alone or with a neighbour."""
        known = self.tables.likes
        return [[one for key in keys for one in known.get(key, ())] for keys in self._keys]

    @cached_property
    def opposites(self) -> Sequence[Sequence[tuple[int, int]]]:
        """For each word the pairs of opposites that it is part of, and on which side."""
        known = self.tables.opposites
        return [[one for key in keys for one in known.get(key, ())] for keys in self._keys]

    @cached_property
    def _keys(self) -> Sequence[tuple[str, str, str]]:
        """For each word its stem, and with it the next one's, and the one's before it."""
        stems = ["", *(token.stem for token in self.tokens), ""]
        pairs = [f"{one}_{other}" for one, other in pairwise(stems)]
        return list(zip(stems[1:-1], pairs[1:], pairs, strict=False))

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token], tables: GuardTables) -> "Side":
        """The side of these words."""
        places: dict[Mark, list[int]] = {}
        for at, token in enumerate(tokens):
            for mark in token.marks:
                places.setdefault(mark, []).append(at)
        indexed = {mark: tuple(found) for mark, found in places.items()}
        return cls(text=text, tokens=tuple(tokens), tables=tables, places=indexed)

    def marked(self, mark: Mark) -> tuple[int, ...]:
        """The indexes of the words that carry ``mark``."""
        return self.places.get(mark, ())

    def has(self, *marks: Mark) -> bool:
        """Whether any word carries one of ``marks``."""
        return any(mark in self.places for mark in marks)

    def clause_of(self, at: int) -> range:
        """The indexes of the words in the clause of the word at ``at``."""
        return self._clauses[at]

    def sentence_of(self, at: int) -> range:
        """The indexes of the words in the sentence of the word at ``at``."""
        return self._sentences[at]

    @cached_property
    def _clauses(self) -> Sequence[range]:
        return _rows([token.clause for token in self.tokens])

    @cached_property
    def _sentences(self) -> Sequence[range]:
        return _rows([token.sentence for token in self.tokens])

    def head_after(self, at: int, *, reach: int = 6) -> int | None:
        """The word that a mark at ``at`` is about: the next that says something, adverbs passed."""
        clause = self.tokens[at].clause
        last = min(len(self.tokens), at + 1 + reach)
        for place in range(at + 1, last):
            token = self.tokens[place]
            if token.clause != clause:
                return None
            told = token.content or Mark.SPEECH in token.marks
            if told and Mark.INSIDE not in token.marks and not token.text.endswith("ly"):
                return place
        return None


def _rows(numbers: Sequence[int]) -> list[range]:
    """For each place in ``numbers`` the row of equal ones that it stands in."""
    found: list[range] = []
    for _, equal in groupby(numbers):
        row = range(len(found), len(found) + len(list(equal)))
        found += [row] * len(row)
    return found


def read_claim(text: str, *, tables: GuardTables, ignore: Sequence[Span]) -> Side:
    """The words of a claim outside the ``ignore`` spans."""
    words = parse_words(text, language=tables.language)[:_MOST_WORDS]
    if ignore:
        words = tuple(w for w in words if not any(span.overlaps(w.span) for span in ignore))
    return side_of_words(text, words, tables=tables)


def side_of_words(text: str, words: Sequence[Word], *, tables: GuardTables) -> Side:
    """The side of ``words``, which :func:`~provenance.words.parse_words` found in ``text``."""
    lexicon = load_lexicon(tables.language)
    return Side.of(text, _tokens(text, words, lexicon, tables), tables)


def read_passages(
    passages: Sequence[Passage], document: IndexedDocument, *, tables: GuardTables
) -> Side:
    """The words of ``passages``, with offsets into the document."""
    lexicon = load_lexicon(tables.language)
    tokens: list[Token] = []
    for number, passage in enumerate(passages):
        words = parse_words(passage.text, language=tables.language)[:_MOST_WORDS]
        clause = tokens[-1].clause + 1 if tokens else 0
        tokens.extend(
            _tokens(
                passage.text,
                words,
                lexicon,
                tables,
                offset=passage.span.start,
                sentence=number,
                clause=clause,
            )
        )
    return Side.of(document.text, tokens, tables)


def _tokens(
    text: str,
    words: Sequence[Word],
    lexicon: Lexicon,
    tables: GuardTables,
    *,
    offset: int = 0,
    sentence: int = 0,
    clause: int = 0,
) -> list[Token]:
    marks, names = _marks(words, tables), are_names(words, lexicon)
    found: list[Token] = []
    end = 0
    for at, word in enumerate(words):
        folded, span = word.text, word.span
        gap = text[end : span.start]
        parted = at and gap != " " and _CLAUSE_MARKS.intersection(gap)
        clause += bool(parted or folded in _CLAUSE_WORDS)
        end = span.end
        full = lexicon.tells(folded)
        found.append(
            Token(
                text=folded,
                stem=word.stem,
                span=span.shifted(offset) if offset else span,
                sentence=sentence,
                clause=clause,
                content=full and marks[at].isdisjoint(GUARDING) and folded not in lexicon.cues,
                full=full,
                name=names[at],
                capital=word.capital,
                marks=marks[at],
            )
        )
    return found


def _marks(words: Sequence[Word], tables: GuardTables) -> list[frozenset[Mark]]:
    found = [
        _NO_MARKS if word.text == "may" and _is_month(words, at) else tables.marks_of(word.text)
        for at, word in enumerate(words)
    ]
    for at, (left, right) in enumerate(pairwise(words)):
        if left.text.endswith("n't"):
            found[at] |= {Mark.NEGATION}
        pair = tables.marks.get(f"{left.text}_{right.text}")
        if pair:
            found[at] |= pair
            found[at + 1] |= {Mark.INSIDE}
        if right.text == "to" and left.text in tables.marks_before_to and _is_verb_next(words, at):
            found[at] |= tables.marks_before_to[left.text]
    if words and words[-1].text.endswith("n't"):
        found[-1] |= {Mark.NEGATION}
    return found


def _is_month(words: Sequence[Word], at: int) -> bool:
    """Whether a "may" is the month: with a capital within a sentence, or beside a number."""
    near = words[max(0, at - 1) : at + 2]
    return words[at].capital and (at > 0 or any(other.text[0].isdigit() for other in near))


def _is_verb_next(words: Sequence[Word], at: int) -> bool:
    """Whether what follows "to" reads as a verb: no article, number or name."""
    following = words[at + 2] if at + 2 < len(words) else None
    return following is not None and not (
        following.text in {"the", "a", "an", "its", "his", "her", "their", "this", "that"}
        or following.capital
        or following.text[0].isdigit()
    )


def are_names(words: Sequence[Word], lexicon: Lexicon) -> list[bool]:
    """For each of ``words`` whether it is a name, or a part of one, by its capital.

    The first of a sentence is none but before another, and in German no word is.
    """
    found = [word.capital and lexicon.tells(word.text) for word in words]
    if not words:
        return found
    beside = [*found[1:], len(words) > 1 and found[-2]]
    if lexicon.language == "de":
        return [name and other for name, other in zip(found, beside, strict=True)]
    return [found[0] and beside[0], *found[1:]]
