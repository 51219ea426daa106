"""Some words of a text with the sentence that they stand in, as far as it may deny them."""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.quoting.mouths import enclosing_marks, paragraph_around, sentence_before
from provenance.spans import Span
from provenance.wording import (
    Guard,
    Lexicon,
    NegationWords,
    lexicon,
    negation_words,
    norm_of,
    word_spans,
)

_BREAK = re.compile(r"[,;:.!?…—–()\[\]\"“”„«»\n]")
_OPENING = re.compile(r"\s*[\"“”„«»‘‚]\s*")
_MARKS = '"“”„«»‘’‚ \u00a0\u202f\t'
_CLOSED = re.compile(r"[\s\"“”„«»’‘‚]*(?:[.,;!?…]|\Z|\n)")
_STOP = re.compile(r"[.!?…]")
_ASIDE = 10
"""Words of an aside with the "not" before it: "do not, under any circumstances, | stand"."""
_LONGEST_REST = 1_000
_PLAIN_NOUNS = 1
_PLAIN_NOUNS_EN = 2
"""Words behind an article that hide no verb: "the allies", "the 30 NATO member nations"."""


@attrs.frozen(kw_only=True)
class Told:
    """Some words of a text with the sentence round them, folded."""

    language: str
    words: NegationWords
    lexical: Lexicon
    before: tuple[str, ...]
    """From the start of the sentence, or of the marks that hold the words too."""
    clause: tuple[str, ...]
    """The last of ``before``, as far as no punctuation parts them from the words."""
    within: tuple[str, ...]
    after: tuple[str, ...]
    """To the end of the sentence."""
    is_marked: bool
    """Whether quotation marks open right before the words."""
    is_question: bool
    is_closed: bool
    """Whether the clause ends with the words."""
    named: frozenset[str]
    """Those of ``before`` that have a capital, but for the first."""
    aside: tuple[str, ...]
    """What stands before an aside that ends right before the words."""

    def is_noun_phrase(self, clause: Sequence[str]) -> bool:
        """Whether ``clause``, as far as one can see, is a noun with its article, and no verb."""
        lexical = self.lexical
        has_article = bool(clause) and clause[0] in lexical.determiners
        body = clause[1:] if has_article else clause
        plain = [
            at
            for at, word in enumerate(body)
            if not (word[0].isdigit() or word in lexical.numbers or word in self.named)
        ]
        if any(lexical.is_closed(body[at]) or body[at].endswith(("ed", "ing")) for at in plain):
            return False
        if has_article:
            return len(plain) <= (_PLAIN_NOUNS_EN if self.language == "en" else _PLAIN_NOUNS)
        return bool(body) and (not plain or plain == [len(body) - 1])

    def negates(self, word: str) -> bool:
        """Whether ``word`` is a negation of any kind."""
        return bool(self.lexical.groups(word, Guard.NEGATION)) or word in self.words.partner


def read_told(text: str, span: Span, *, language: str) -> Told | None:
    """The words of ``text`` at ``span`` and round it; ``None`` in a language without tables."""
    tables = negation_words(language)
    if tables is None:
        return None
    start = _start(text, span)
    before = tuple(_words(text, Span(start, span.start), language))
    end = _end(text, span)
    clause, is_marked = _clause(text, before, span.start)
    return Told(
        language=language,
        words=tables,
        lexical=lexicon(language),
        before=tuple(word for word, _ in before),
        clause=clause,
        within=tuple(word for word, _ in _words(text, span, language)),
        after=tuple(word for word, _ in _words(text, Span(span.end, max(span.end, end)), language)),
        is_marked=is_marked,
        is_question=text[end : end + 1] == "?",
        is_closed=_is_closed(text, span),
        named=frozenset(
            word
            for index, (word, place) in enumerate(before)
            if text[place.start].isupper() and (index or place.of(text).isupper())
        ),
        aside=_before_aside(text, before, span.start),
    )


def _start(text: str, span: Span) -> int:
    """Where the sentence begins, or the quotation marks that hold the words and more before."""
    paragraph = paragraph_around(text, span)
    start = sentence_before(text, paragraph, span).start
    marked = enclosing_marks(text, paragraph, span)
    if marked is None or not _BREAK.sub("", text[marked.opening.end : span.start]).strip():
        return start
    return max(start, marked.opening.end)


def _end(text: str, span: Span) -> int:
    """The stop that ends the sentence, be it the last sign of the words themselves."""
    found = _STOP.search(text, max(span.start, span.end - 1), span.end + _LONGEST_REST)
    return found.start() if found else min(len(text), span.end + _LONGEST_REST)


def _is_closed(text: str, span: Span) -> bool:
    last = span.of(text).rstrip(_MARKS)[-1:]
    return last in tuple(".,;!?…") or bool(_CLOSED.match(text, span.end))


def _words(text: str, span: Span, language: str) -> Iterator[tuple[str, Span]]:
    """The folded words, "don't" as the two it is."""
    contractions = lexicon(language).contractions
    for start, end, raw in word_spans(text, language, span.start, span.end):
        norm = norm_of(raw, language)
        long = contractions.get(norm, ())
        for word in long if long[-1:] == ("not",) else (norm,):
            yield word, Span(start, end)


def _clause(
    text: str, before: Sequence[tuple[str, Span]], end: int
) -> tuple[tuple[str, ...], bool]:
    """The words before ``end`` that no punctuation parts from it, but for one opening mark."""
    found: list[str] = []
    is_marked = False
    for word, span in reversed(before):
        gap = text[span.end : end] if span.end <= end else ""
        if not found and _OPENING.fullmatch(gap):
            is_marked = True
        elif _BREAK.search(gap):
            break
        found.append(word)
        end = span.start if span.end <= end else end
    return tuple(reversed(found)), is_marked


def _before_aside(text: str, before: Sequence[tuple[str, Span]], end: int) -> tuple[str, ...]:
    """The words before ", under any circumstances," that ends at ``end``; none without aside."""
    near = before[-_ASIDE:]
    if not near or text[near[-1][1].end : end].strip() != ",":
        return ()
    for index in range(len(near) - 1, 0, -1):
        gap = text[near[index - 1][1].end : near[index][1].start]
        if gap.strip() == ",":
            return tuple(word for word, _ in near[:index])
        if _BREAK.search(gap):
            return ()
    return ()
