"""Yields the content of an attribution: all the words attributed, without the frame round them.

PolNeAR's scheme: marks and the conjunction belong to the content (``that “prices” rose``); cue
and source do not, nor does what closes the sentence, unless it stands inside the marks.
"""

import re
from collections.abc import Sequence

from provenance.attribution.cues import Cues
from provenance.attribution.found import Found
from provenance.attribution.hiding import HIDDEN
from provenance.model import Quotation
from provenance.spans import Span

_EDGES = " \n\t\u00a0,;:—–-"
_CLOSING = _EDGES + ".!?…"
_ADJUNCT = 6
"""Words behind the frame that still belong to it: ``on Thursday``, ``in a statement``."""
_CLAUSE_WORDS = 3
"""Words of the shortest clause."""
_REACH = 80
"""Characters behind the frame in which a conjunction or quoted words may begin the content."""
_BEFORE_FRAME = frozenset('\x00“”„«»"‘’,!?…—–')
"""Marks of which one parts the frame from what stands before it, a hyphen behind it or not."""
_MARKS = "“”„‟«»\"‘’‚' \u00a0"
_ADVERBIAL_START = re.compile(
    r"(?:\w+ing|asked|[Ii]nterrogée?s?|[Cc]ontactée?s?|[Pp]reguntad\w+|in|on|at|during|after|before|late|early|from|to|last|this|outside|im|in|am|bei|nach|vor|dans"
    r"|lors|sur|à|au|en|tras|durante|a|ante|w|na|po|podczas|в|во|на|после|у|під|після|yesterday|today"
    r"|gestern|heute|hier|ayer|wczoraj|вчера|сегодня|вчора|сьогодні|mardi|lundi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\s"
)


def contents_of(
    words: str, found: Found, sentence: Span, quotations: Sequence[Quotation], cues: Cues
) -> tuple[Span, ...]:
    """The pieces of ``sentence`` that ``found`` attributes, in reading order.

    Args:
        words: the sentence, its quotations hidden.
        found: cue and source, with offsets into ``words``.
        sentence: where ``words`` stand in the article.
        quotations: the quotations that overlap the sentence.
        cues: the cues of the article's language.
    """
    frame = [*found.cues, found.source] if len(found.source) else list(found.cues)
    start, end = min(span.start for span in frame), max(span.end for span in frame)
    before = _piece(words, 0, start)
    after = _piece(words, _content_start(words, end, cues), len(words))
    if HIDDEN in words[start:end] and HIDDEN not in before.of(words) + after.of(words):
        # ``In dem Urteil ist von „…“ die Rede``
        return quoted_in(sentence, quotations)
    between = _between(words, found)
    if not len(found.source):
        return tuple(s.shifted(sentence.start) for s in (before, after) if len(s))
    if between is not None:
        pieces = [between]
    else:
        pieces = _chosen(words, before, after, inverted=_is_inverted(found), start=start)
    spans = [span.shifted(sentence.start) for span in pieces if len(span)]
    return tuple(spans) if spans else quoted_in(sentence, quotations)


def quoted_in(sentence: Span, quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    """The quoted words of a sentence with their marks; quotations inside others left out."""
    spans = (
        Span(max(q.outer.start, sentence.start), min(q.outer.end, sentence.end))
        for q in quotations
        if q.outer.overlaps(sentence)
    )
    kept: list[Span] = []
    for span in spans:
        if not any(known.contains(span) for known in kept):
            kept.append(span)
    return tuple(kept)


def _is_inverted(found: Found) -> bool:
    return found.cue.start < found.source.start


def _between(words: str, found: Found) -> Span | None:
    """What stands between a German verb and its particle, or a subject and ``zufolge``."""
    if found.particle is None:
        return None
    low = max(found.source.end, found.cue.end)
    inner = _piece(words, low, found.particle.start)
    return inner if HIDDEN in inner.of(words) else None


def _chosen(words: str, before: Span, after: Span, *, inverted: bool, start: int) -> list[Span]:
    left, right = before.of(words), after.of(words)
    closed = words[:start].rstrip().removesuffix("-").rstrip()[-1:] in _BEFORE_FRAME
    quoted_left, quoted_right = HIDDEN in left, HIDDEN in right
    aside = not left or _ADVERBIAL_START.match(left.lstrip(_MARKS)) is not None
    if not right or (left and _is_adjunct(right, short=not aside)):
        return [before]
    if quoted_left and closed:
        return [before, after] if quoted_right or inverted else [before]
    if quoted_left and not quoted_right and len(left.split()) >= len(right.split()):
        return [before]
    enough = len(left.split()) > 1 and closed and not aside
    inserted = words[after.start - 2 : after.start].startswith(",") if after.start > 1 else False
    if enough and not quoted_right and (inverted or inserted):
        return [before, after] if inserted else [before]
    return [after]


def _is_adjunct(right: str, *, short: bool) -> bool:
    if HIDDEN in right:
        return False
    length = len(right.split())
    if short and length < _CLAUSE_WORDS:
        return True
    return length <= _ADJUNCT and _ADVERBIAL_START.match(right) is not None


def _content_start(words: str, at: int, cues: Cues) -> int:
    """Where the content begins behind the frame: at the conjunction, the marks, or at once."""
    rest = words[at : at + _REACH]
    hidden = rest.find(HIDDEN)
    that = next(
        (
            match.start()
            for match in cues["that"].finditer(rest)
            if match.start() < 3 or rest[: match.start()].count(",") <= 1
        ),
        -1,
    )
    colon = rest.find(": ")
    if colon >= 0 and (hidden < 0 or colon < hidden):
        return at + colon + 1
    if that >= 0 and (hidden < 0 or that < hidden):
        return at + that
    described = _RELATIVE.match(rest)
    if described is not None:
        return at + described.end()
    told = _LISTENER.match(rest)
    return at + told.end() if told is not None and told.end() < len(rest) else at


_RELATIVE = re.compile(
    r",\s(?:который|которая|которое|которые|який|яка|яке|які|który|która|które|qui|which|who)\s[^,]{3,70},"
)
_LISTENER = re.compile(
    r"\s(?:this (?:news)?paper|this website|(?:dieser|unserer) (?:Zeitung|Redaktion)"
    r"|нашему изданию|нашому виданню|naszej (?:gazecie|redakcji))(?=\s|,)|"
    r"\s(?:reporters|journalists|us|him|her|them|me|lawmakers|parliament|the court|the BBC|CNN|AFP"
    r"|Reuters|journalisten|Journalisten|журналистам|журналістам|dziennikarzom"
    r"|aux? \w+|a los \w+)(?=\s|,)"
    r"|\s(?:on|in) (?:\w+day|an? (?:statement|tweet|post|letter|note|memo|speech|interview|email))"
    r"(?=\s)"
)


def _piece(words: str, start: int, end: int) -> Span:
    """``words[start:end]`` without what parts it from the frame or closes the sentence."""
    while start < end and words[start] in _EDGES:
        start += 1
    closes = end >= len(words.rstrip())
    while start < end and words[end - 1] in (_CLOSING if closes else _EDGES):
        end -= 1
    return Span(min(start, end), end)
