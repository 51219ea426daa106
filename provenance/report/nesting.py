"""Where attributions stand: in which sentence, and in whose words."""

from bisect import bisect_right
from collections.abc import Sequence

from provenance.model import Attribution, Sentence
from provenance.spans import Span

_OVERLAPPING = 8
"""Contents looked through for the innermost: more overlap without nesting in no sane text."""


def anchor_of(attribution: Attribution) -> Span | None:
    """The span that tells where an attribution stands: its cue, else its content or source."""
    spans = attribution.cue or attribution.content or attribution.source
    return min(spans) if spans else None


def sentences_of(
    attributions: Sequence[Attribution], sentences: Sequence[Sentence]
) -> tuple[int | None, ...]:
    """For each attribution the index of the sentence its cue stands in, if it stands in one."""
    order = sorted(range(len(sentences)), key=lambda index: sentences[index].span)
    starts = [sentences[index].span.start for index in order]
    found: list[int | None] = []
    for attribution in attributions:
        anchor = anchor_of(attribution)
        place = bisect_right(starts, anchor.start) - 1 if anchor is not None else -1
        inside = (
            place >= 0 and anchor is not None and anchor.start < sentences[order[place]].span.end
        )
        found.append(order[place] if inside else None)
    return tuple(found)


def parents_of(attributions: Sequence[Attribution]) -> tuple[int | None, ...]:
    """For each attribution the index of the one in whose content its cue stands ("A said B said").

    Linear in their number, but for the sorting.
    """
    contents = sorted(
        (span.start, -span.end, index)
        for index, attribution in enumerate(attributions)
        for span in attribution.content
    )
    anchors = sorted(
        (anchor.start, index)
        for index, attribution in enumerate(attributions)
        if (anchor := anchor_of(attribution)) is not None and attribution.cue
    )
    parents: list[int | None] = [None] * len(attributions)
    open_ones: list[tuple[int, int]] = []
    at = 0
    for start, index in anchors:
        while at < len(contents) and contents[at][0] <= start:
            while open_ones and open_ones[-1][0] <= contents[at][0]:
                open_ones.pop()
            open_ones.append((-contents[at][1], contents[at][2]))
            at += 1
        while open_ones and open_ones[-1][0] <= start:
            open_ones.pop()
        innermost = reversed(open_ones[-_OVERLAPPING:])
        parents[index] = next((one for end, one in innermost if end > start and one != index), None)
    return tuple(parents)
