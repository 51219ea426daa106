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


def shortened(runs: Runs, most: int) -> Runs:
    """``runs`` cut to about ``most`` characters: what is marked stays, with words round it."""
    if sum(len(run.text) for run in runs) <= most:
        return runs
    marks = sum(len(run.text) for run in runs if run.mark is Mark.ONLY_HERE)
    same = [at for at, run in enumerate(runs) if run.mark is Mark.SAME]
    room = max(_LEAST_ROUND, (most - marks) // max(1, len(same)))
    last = len(runs) - 1
    return tuple(
        run
        if run.mark is Mark.ONLY_HERE
        else attrs.evolve(run, text=_cut(run.text, room, is_first=at == 0, is_last=at == last))
        for at, run in enumerate(runs)
    )


_LEAST_ROUND = 40
"""Characters beside a mark that are always shown."""


def _cut(text: str, room: int, *, is_first: bool, is_last: bool) -> str:
    """The end of the first run, the beginning of the last, both ends of those between."""
    if len(text) <= room:
        return text
    if is_last:
        return text[:room].rsplit(maxsplit=1)[0] + " …"
    if is_first:
        return "… " + text[-room:].split(maxsplit=1)[-1]
    half = room // 2
    before, behind = text[:half].rsplit(maxsplit=1)[0], text[-half:].split(maxsplit=1)[-1]
    return f"{before} … {behind}"


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
