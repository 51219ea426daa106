"""Where the covered words stand in the source, and whether others were added or left out there."""

from collections.abc import Mapping, Sequence

import attrs

from provenance.retrieval import IndexedDocument, Passage
from provenance.words import Word, load_lexicon, parse_words

_LONGEST_SOURCE = 300
"""Words of one passage that are aligned: the table grows with both sides."""
_CLAUSE_MARKS = frozenset(',;:–—()"“”«»„')


@attrs.frozen(kw_only=True)
class SourceWords:
    """The words of the winning passages, and the clause each is in."""

    words: tuple[Word, ...]
    clauses: tuple[int, ...]
    content: frozenset[int]

    @classmethod
    def of(cls, passages: Sequence[Passage], document: IndexedDocument) -> "SourceWords":
        """The words of ``passages``, cut where a passage is endless."""
        lexicon = load_lexicon(document.language)
        words: list[Word] = []
        clauses: list[int] = []
        clause = 0
        for passage in passages:
            clause, end = clause + 1, 0
            for word in parse_words(passage.text, language=document.language)[:_LONGEST_SOURCE]:
                clause += bool(_CLAUSE_MARKS & set(passage.text[end : word.span.start]))
                words.append(word)
                clauses.append(clause)
                end = word.span.end
        content = frozenset(at for at, word in enumerate(words) if lexicon.is_content(word))
        return cls(words=tuple(words), clauses=tuple(clauses), content=content)


def align_words(covered: Sequence[Word], source: Sequence[Word]) -> dict[int, int]:
    """Longest common subsequence of stems: index of the covered word to index in the source."""
    rows = [[0] * (len(source) + 1)]
    for word in covered:
        above, row = rows[-1], [0]
        for at, other in enumerate(source):
            same = word.stem == other.stem
            row.append(above[at] + 1 if same else max(above[at + 1], row[at]))
        rows.append(row)
    found: dict[int, int] = {}
    left, right = len(covered), len(source)
    while left and right:
        if covered[left - 1].stem == source[right - 1].stem:
            found[left - 1] = right - 1
            left, right = left - 1, right - 1
        elif rows[left - 1][right] >= rows[left][right - 1]:
            left -= 1
        else:
            right -= 1
    return found


def is_addition(
    run: Sequence[int], claim: Sequence[Word], places: Mapping[int, int], source: SourceWords
) -> bool:
    """Whether the claim adds these words where the source has none, rather than swaps some.

    "a flooded coal shaft" for "a flooded shaft" adds; "higher than" for "lower than" swaps: that is
    a synonym, or the opposite, and no rule can tell which. At the end of a clause only a name is
    plainly an addition: other words there are as often a paraphrase of what the source says next.
    """
    before, after = places.get(run[0] - 1), places.get(run[-1] + 1)
    if before is None:
        return False
    if after is not None:
        same = source.clauses[before] == source.clauses[after]
        return same and before < after and not source.content & set(range(before + 1, after))
    named = run[-1] == len(claim) - 1 and all(claim[at].capital for at in run)
    rest = range(before + 1, len(source.words))
    clause = source.clauses[before]
    return named and not any(at in source.content and source.clauses[at] == clause for at in rest)


def measure_tightness(matched: set[int], source: SourceWords) -> float:
    """Of the content words in the clauses used, the share that the claim has as well."""
    clauses = {source.clauses[at] for at in matched}
    there = {at for at in source.content if source.clauses[at] in clauses}
    return round(len(there & matched) / len(there), 4) if there else 0.0
