"""The speaker told inside the marks: «Мы ждали, — сказал он. — Долго».

Russian, Ukrainian and Polish leave the marks open while the narrator says who speaks; dashes part
his words from the speech. Such a quotation is several.
"""

import re
from collections.abc import Iterator

import attrs

from provenance.model import Article, Quotation
from provenance.quotemarks.cues import load_quotation_cues
from provenance.spans import Span

_LANGUAGES = frozenset({"pl", "ru", "uk"})
_LONGEST = 160
"""Characters of the narrator's words."""
_OPENS = re.compile(r"(?<=[,.!?…])\s+[—–-]\s+(?=[^\W\d_A-ZА-ЯЁЄІЇҐŁŚŻŹĆ])")
_BACK = re.compile(r"[.,:]\s+[—–-]\s+")
_VERB_WITHIN = 3
"""Words after the dash among which the verb of saying must come."""


def split_at_inserts(article: Article, quotation: Quotation) -> Iterator[Quotation]:
    """The pieces of ``quotation`` that are speech; itself where no speaker is told inside it."""
    language = article.metadata.language
    inserts = (
        tuple(_inserts(article.prose, quotation.span, language))
        if language in _LANGUAGES and len(quotation.parts) == 1
        else ()
    )
    if not inserts:
        yield quotation
        return
    ends = [*(insert.start for insert in inserts), quotation.span.end]
    starts = [quotation.span.start, *(insert.end for insert in inserts)]
    last = len(ends) - 1
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        piece = Span(start, end).stripped(article.prose)
        if not len(piece):
            continue
        outer = Span(
            quotation.outer.start if index == 0 else piece.start,
            quotation.outer.end if index == last else piece.end,
        )
        yield attrs.evolve(quotation, span=piece, outer=outer, parts=(piece,))


def _inserts(text: str, within: Span, language: str) -> Iterator[Span]:
    cues = load_quotation_cues(language)
    at = within.start
    while dash := _OPENS.search(text, at, within.end):
        at = dash.end()
        opening = " ".join(text[at : min(within.end, at + _LONGEST)].split()[:_VERB_WITHIN])
        if not (cues.said.match(opening) or cues.speech.search(opening)):
            continue
        back = _BACK.search(text, at, min(within.end, at + _LONGEST))
        end = back.end() if back is not None else within.end
        if back is None and within.end - at > _LONGEST:
            continue
        yield Span(dash.start(), end)
        at = end
