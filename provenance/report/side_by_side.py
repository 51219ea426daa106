"""Two wordings of one quotation, word under word."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from provenance.report.visible import one_line

_MOST_WORDS = 300
"""Of each wording; what is longer is cut, since the work grows with the square."""


def aligned_lines(left: str, right: str, *, width: int, labels: tuple[str, str]) -> Iterator[str]:
    """Lines of at most ``width`` columns, in twos: the words of each side under the other's.

    What differs stands in square brackets; a gap stands for a word that the other side has not.

    Args:
        left: one wording.
        right: the other.
        width: columns, the labels included.
        labels: what the two are called.
    """
    columns = list(_columns(_words(left), _words(right)))
    margin = max(map(len, labels)) + 2
    rows: list[tuple[list[str], list[str]]] = []
    used = width
    for one, other in columns:
        size = max(len(one), len(other))
        if used + size + 1 > width or not rows:
            rows.append(([], []))
            used = margin
        rows[-1][0].append(one.ljust(size))
        rows[-1][1].append(other.ljust(size))
        used += size + 1
    for number, row in enumerate(rows):
        if number:
            yield ""
        for label, words in zip(labels, row, strict=True):
            yield f"{label:<{margin}}{' '.join(words)}".rstrip()


def _words(text: str) -> list[str]:
    words = one_line(text).split()
    return words if len(words) <= _MOST_WORDS else [*words[:_MOST_WORDS], "…"]


def _columns(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    keys = [[_key(word) for word in words] for words in (left, right)]
    matcher = SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    for op, start, end, other_start, other_end in matcher.get_opcodes():
        ours, theirs = left[start:end], right[other_start:other_end]
        if op == "equal":
            yield from zip(ours, theirs, strict=True)
        else:
            yield _marked(ours), _marked(theirs)


def _marked(words: Sequence[str]) -> str:
    return f"[{' '.join(words)}]"


def _key(word: str) -> str:
    return word.strip("\"'“”„«»‘’.,;:!?…()").casefold() or word
