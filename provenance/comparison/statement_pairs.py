"""Which statements are worth holding against each other: an index, never all pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from provenance.comparison.statements import Statement
from provenance.comparison.stories import are_one_story

_TOO_COMMON = 40
"""Sentences kept for one stem, those said most seldom first: the work grows with the sentences."""
_MOST_CANDIDATES = 6
_FEWEST, _LEAST = 3, 0.25
"""Stems that two sentences must share before they are aligned, and share of the shorter's."""
_FEWEST_OF_STORY = 2
"""Stems where the two articles tell one story."""


def likely_pairs(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Every two statements that share enough rare words, each pair once."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    stems = [statement.stems for statement in statements]
    for number, statement in enumerate(statements):
        for stem in stems[number]:
            holders[statement.report.language, stem].append(number)
    seldom = Counter(stems)
    kept = {
        key: numbers
        if len(numbers) <= _TOO_COMMON
        else sorted(sorted(numbers, key=lambda n: (seldom[stems[n]], n))[:_TOO_COMMON])
        for key, numbers in holders.items()
    }
    for one, other in _likely(statements, stems, kept):
        yield statements[one], statements[other]


def _likely(
    statements: Sequence[Statement],
    stems: Sequence[frozenset[str]],
    kept: dict[tuple[str, str], list[int]],
) -> list[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for number, statement in enumerate(statements):
        language = statement.report.language
        shared = Counter(chain.from_iterable(kept[language, stem] for stem in stems[number]))
        alike: list[tuple[float, int]] = []
        size = len(stems[number])
        for other, count in shared.items():
            shorter = min(size, len(stems[other]))
            if count < _LEAST * shorter or not _share_enough(statement, statements[other], count):
                continue
            if _are_comparable(statement, statements[other]):
                alike.append((-count / max(1, shorter), other))
        alike.sort()
        pairs.update((min(number, o), max(number, o)) for _, o in alike[:_MOST_CANDIDATES])
    return sorted(pairs)


def _share_enough(left: Statement, right: Statement, count: int) -> bool:
    """Whether ``count`` stems in common are enough to compare two statements."""
    if count >= _FEWEST or left.is_heading != right.is_heading:
        return True
    return count == _FEWEST_OF_STORY and are_one_story(left.report, right.report)


def _are_comparable(left: Statement, right: Statement) -> bool:
    """Whether two statements may be held together at all.

    A heading is held against the body below it only, a sentence against those of other articles
    and of its own; never against itself or the same words.
    """
    if left.claim.id == right.claim.id or _say_the_same(left, right):
        return False
    if left.is_heading and right.is_heading:
        return False
    if left.is_heading or right.is_heading:
        return left.report.number == right.report.number or (
            left.report.masthead is not None and left.report.masthead == right.report.masthead
        )
    if left.names & right.stems or right.names & left.stems:
        return True
    if left.report.number == right.report.number:
        return False
    return (
        are_one_story(left.report, right.report)
        or len(left.report.names & right.report.names) >= _FEWEST
    )


def _say_the_same(left: Statement, right: Statement) -> bool:
    """Whether two statements are the same words, quotation marks and stops left out."""
    if left.text == right.text:
        return True
    if len(left.words) != len(right.words) or left.stems != right.stems:
        return False
    return [word.text for word in left.words] == [word.text for word in right.words]
