"""A claim, or the passages of a document beside it, as words with their clauses and marks."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

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
    spots: Mapping[str, tuple[int, ...]] = attrs.field(init=False, repr=False, eq=False)
    """The indexes of each word, and of each two words joined by a low line, by their first.

    The month of May is left out: it is listed nowhere but as a verb.
    """

    @spots.default
    def _set_spots(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        last = None
        for at, token in enumerate(self.tokens):
            if not token.is_month:
                found[token.text] = (*found.get(token.text, ()), at)
            if last is not None:
                pair = f"{last}_{token.text}"
                found[pair] = (*found.get(pair, ()), at - 1)
            last = token.text
        return found

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
        return self._reach(at, "clause")

    def sentence_of(self, at: int) -> range:
        """The indexes of the words in the sentence of the word at ``at``."""
        return self._reach(at, "sentence")

    def _reach(self, at: int, kind: str) -> range:
        wanted = getattr(self.tokens[at], kind)
        start, end = at, at + 1
        while start and getattr(self.tokens[start - 1], kind) == wanted:
            start -= 1
        while end < len(self.tokens) and getattr(self.tokens[end], kind) == wanted:
            end += 1
        return range(start, end)

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


def read_claim(text: str, *, tables: GuardTables, ignore: Sequence[Span]) -> Side:
    """The words of a claim outside the ``ignore`` spans."""
    lexicon = load_lexicon(tables.language)
    words = [
        word
        for word in parse_words(text, language=tables.language)[:_MOST_WORDS]
        if not any(span.overlaps(word.span) for span in ignore)
    ]
    return Side.of(text, tuple(_tokens(text, words, lexicon, tables)), tables)


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
) -> Iterator[Token]:
    marks = _marks(words, tables)
    end = 0
    for at, word in enumerate(words):
        parted = at and _CLAUSE_MARKS.intersection(text[end : word.span.start])
        clause += bool(parted or word.text in _CLAUSE_WORDS)
        end = word.span.end
        content = (
            lexicon.is_content(word)
            and marks[at].isdisjoint(GUARDING)
            and word.text not in lexicon.cues
        )
        yield Token(
            text=word.text,
            stem=word.stem,
            span=word.span.shifted(offset),
            sentence=sentence,
            clause=clause,
            content=content,
            full=lexicon.is_content(word),
            name=_is_name(words, at, lexicon),
            capital=word.capital,
            marks=marks[at],
        )


def _marks(words: Sequence[Word], tables: GuardTables) -> list[frozenset[Mark]]:
    found = [_marks_of(words, at, tables) for at in range(len(words))]
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


def _marks_of(words: Sequence[Word], at: int, tables: GuardTables) -> frozenset[Mark]:
    word = words[at]
    near = words[max(0, at - 1) : at + 2]
    month = word.capital and (at > 0 or any(other.text[0].isdigit() for other in near))
    if word.text == "may" and month:
        return _NO_MARKS
    return tables.marks_of(word.text)


def _is_verb_next(words: Sequence[Word], at: int) -> bool:
    """Whether what follows "to" reads as a verb: no article, number or name."""
    following = words[at + 2] if at + 2 < len(words) else None
    return following is not None and not (
        following.text in {"the", "a", "an", "its", "his", "her", "their", "this", "that"}
        or following.capital
        or following.text[0].isdigit()
    )


def _is_name(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    word = words[at]
    if not word.capital or not lexicon.is_content(word):
        return False
    beside = [words[place] for place in (at - 1, at + 1) if 0 <= place < len(words)]
    if at == 0 or lexicon.language == "de":
        return any(other.capital and lexicon.is_content(other) for other in beside[-1:])
    return True
