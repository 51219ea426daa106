"""How an article puts words that their document denies: with the denial, or without it.

To accuse, the article must put them plainly: as what somebody says, is or does, in a sentence
without any "not", condition, question or word of doubt outside the quotation marks.
"""

import itertools
import re
from collections.abc import Iterator
from enum import Enum

import attrs

from provenance.model import Document, Quote
from provenance.quoting.denials import Denied, denied
from provenance.quoting.sentences import Told, read_told
from provenance.spans import Span
from provenance.terms import Fit, QuoteStatus
from provenance.wording import Guard

_MARKS = '"“”„«»‘’‚ \u00a0\u202f\t'
_FEWEST_WORDS = 3
"""Of a quotation: two words may be a catchword that the article only mentions."""
_SAME_WORDS = 8
"""Places of the same words that are looked at."""
_ANNOUNCING = 6
"""Words before a colon or comma among which the verb of saying stands."""


class _Put(Enum):
    """How the article puts the words."""

    DENIED = "denied"
    UNCLEAR = "unclear"
    SAID = "said"
    """As what somebody says or does: "they", "NATO said", "the allies"."""
    IS = "is"
    """Behind a form of "to be"."""


def settle_context(quote: Quote, article: str, document: Document, *, language: str) -> Quote:
    """``quote`` with ``context_fits`` in the light of what stands round it in the article.

    Args:
        quote: from :func:`provenance.quoting.check_quote`, with its place in the document.
        article: the text that ``quote.start`` and ``quote.end`` point into.
        document: it was checked against.
        language: of the article.
    """
    start, end = quote.source_start, quote.source_end
    if start is None or end is None or quote.context_fits is Fit.NO:
        return quote
    language = language.partition("-")[0].lower()
    there = read_told(document.text, Span(start, end), language=language)
    here = read_told(article, Span(quote.start, quote.end), language=language)
    if there is None or here is None or is_own_negation(quote, there):
        return quote
    here = attrs.evolve(here, is_marked=False)
    how = denied(there)
    if how is Denied.NO:
        return _affirmed(quote, here, there, document)
    fit = Fit.NOT_CHECKED
    put = _put(article, Span(quote.start, quote.end), here, there)
    if put is _Put.DENIED:
        fit = Fit.YES
    elif _is_turned(how, put) and _is_sure(quote, there, document):
        fit = Fit.NO
    return attrs.evolve(quote, context_fits=fit)


def is_own_negation(quote: Quote, told: Told) -> bool:
    """Whether the words that differ have a negation: the wording is judged by them."""
    return any(
        told.negates(word) or "n't" in word
        for edit in quote.edits
        for side in (edit.source, edit.article)
        for word in side.casefold().replace("’", "'").split()
    )


def _is_turned(how: Denied, put: _Put) -> bool:
    if how is Denied.PREDICATE:
        return put in (_Put.SAID, _Put.IS)
    return how is Denied.COMPLEMENT and put is _Put.IS


def _is_sure(quote: Quote, there: Told, document: Document) -> bool:
    """Whether the words are the document's, no catchword, and denied wherever they stand."""
    exact = quote.status in (QuoteStatus.VERBATIM, QuoteStatus.NEAR_VERBATIM)
    if not exact or len(there.within) < _FEWEST_WORDS:
        return False
    return all(one.is_certain for one in _denials(quote, document, there.language))


def _affirmed(quote: Quote, here: Told, there: Told, document: Document) -> Quote:
    """What the article denies and the document, as far as can be seen, does not."""
    if not denied(here).is_certain or any(map(there.negates, there.within)):
        return quote
    around = (*there.before, *there.after)
    if any(there.negates(word) or there.words.is_doubting(word) for word in around):
        return quote
    if any(one is not Denied.NO for one in _denials(quote, document, there.language)):
        return quote
    return attrs.evolve(quote, context_fits=Fit.NOT_CHECKED)


def _denials(quote: Quote, document: Document, language: str) -> Iterator[Denied]:
    """Whether they are denied, at each place where the words stand in the document."""
    places = re.finditer(re.escape(quote.source_exact or ""), document.text, re.IGNORECASE)
    for place in itertools.islice(places, _SAME_WORDS):
        yield denied(read_told(document.text, Span(*place.span()), language=language))


def _put(article: str, span: Span, here: Told, there: Told) -> _Put:
    if denied(here) is not Denied.NO:
        return _Put.DENIED
    outside = (*here.before, *here.after)
    if here.is_question or any(_doubts(word, here, there) for word in outside):
        return _Put.UNCLEAR
    if not here.before or article[: span.start].rstrip(_MARKS)[-1:] in (":", ","):
        near = here.before[-_ANNOUNCING:] or here.after
        is_said = here.is_closed and any(map(here.lexical.is_speech, near))
        return _Put.SAID if is_said else _Put.UNCLEAR
    return _put_after(here) if _is_told(here) else _Put.UNCLEAR


def _put_after(here: Told) -> _Put:
    """How the words are put by what stands right before them."""
    last = here.before[-1]
    if last in here.words.copulas:
        return _Put.IS
    is_content = last in here.words.links or here.lexical.is_speech(last)
    is_plain = (
        last in here.words.auxiliaries or (is_content and here.is_closed) or _is_subject(here)
    )
    return _Put.SAID if is_plain else _Put.UNCLEAR


def _doubts(word: str, here: Told, there: Told) -> bool:
    """Whether ``word`` keeps the article from asserting what it quotes."""
    lexical = here.lexical
    return (
        here.negates(word)
        or here.words.is_doubting(word)
        or word in lexical.denial
        or bool(lexical.groups(word, Guard.CONDITION))
        or (bool(lexical.groups(word, Guard.MODALITY)) and word not in there.before)
    )


def _is_subject(here: Told) -> bool:
    """Whether the clause before the words is nothing but who does it: "(that) the allies"."""
    words, clause = here.words, here.clause
    opening = [
        at for at, word in enumerate(clause) if word in words.links or here.lexical.is_speech(word)
    ]
    subject = clause[opening[-1] + 1 :] if opening else clause
    if len(subject) == 1 and subject[0] in words.subjects:
        return True
    is_headed = subject[:1] and subject[0] in here.lexical.determiners
    is_named = all(word in here.named for word in subject)
    return here.is_closed and (is_headed or is_named) and here.is_noun_phrase(subject)


def _is_told(here: Told) -> bool:
    """Whether a "that" before the words hangs on a word of saying."""
    if not any(word in here.words.links for word in here.before):
        return True
    return any(here.lexical.is_speech(w) or w in here.words.sayings for w in here.before)
