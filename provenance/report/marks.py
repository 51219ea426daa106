"""Two wordings side by side: which words each has that the other has not."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import Enum

import attrs

from provenance.spans import Span
from provenance.wording import norm_of

MAX_WORDS = 300
"""Longer wordings are shown unmarked: the comparison is quadratic, and nobody reads it so."""

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


class Mark(Enum):
    """Whether both sides have these words."""

    SAME = "same"
    ONLY_HERE = "only-here"


@attrs.frozen(kw_only=True)
class Run:
    """Words in a row with one mark."""

    text: str
    mark: Mark


Runs = tuple[Run, ...]


def side_by_side(
    left: str, right: str, *, least_alike: float = 0.0, may_overhang: bool = False
) -> tuple[Runs, Runs]:
    """Both wordings in runs; joined, the runs of a side are that side again.

    Words count as equal when they differ in typography, case or American spelling only.

    Args:
        left: one wording.
        right: the other.
        least_alike: below this likeness (0 to 1) nothing is marked, for two sentences that
            merely speak of one thing differ in nearly every word.
        may_overhang: whether one side may quote less than the other, so that words at an end
            which the other side simply does not reach are no change.
    """
    left_words, right_words = _words(left), _words(right)
    if max(len(left_words), len(right_words)) > MAX_WORDS:
        return unmarked(left), unmarked(right)
    here, there = [one.of(left) for one in left_words], [one.of(right) for one in right_words]
    norms = {word: norm_of(word, "en") for word in {*here, *there}}
    matcher = SequenceMatcher(
        a=[norms[word] for word in here], b=[norms[word] for word in there], autojunk=False
    )
    if matcher.ratio() < least_alike:
        return unmarked(left), unmarked(right)
    codes = matcher.get_opcodes()
    ends = {codes[0], codes[-1]} if may_overhang and codes else set()
    changes = [
        code for code in codes if code[0] != "equal" and (code[0] == "replace" or code not in ends)
    ]
    left_spans = [
        _covered(left_words, start, end) for _, start, end, _, _ in changes if end > start
    ]
    right_spans = [_covered(right_words, start, end) for *_, start, end in changes if end > start]
    return tuple(_runs(left, left_spans)), tuple(_runs(right, right_spans))


def unmarked(text: str) -> Runs:
    """``text`` as one run without a mark."""
    return (Run(text=text, mark=Mark.SAME),) if text else ()


def marked(text: str, spans: Iterable[Span]) -> Runs:
    """``text`` with ``spans`` marked; what overlaps or lies outside is passed over."""
    kept: list[Span] = []
    for span in sorted(spans):
        if span.end <= len(text) and len(span) and (not kept or kept[-1].end <= span.start):
            kept.append(span)
    return tuple(_runs(text, kept))


def _words(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def _covered(words: list[Span], start: int, end: int) -> Span:
    return Span(words[start].start, words[end - 1].end)


def _runs(text: str, spans: list[Span]) -> Iterator[Run]:
    at = 0
    for span in spans:
        if at < span.start:
            yield Run(text=text[at : span.start], mark=Mark.SAME)
        yield Run(text=span.of(text), mark=Mark.ONLY_HERE)
        at = span.end
    if at < len(text):
        yield Run(text=text[at:], mark=Mark.SAME)
