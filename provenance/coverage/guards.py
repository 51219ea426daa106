"""Words that turn a sentence: negation, modality, quantifiers, conditions, order in time."""

from collections.abc import Sequence
from itertools import pairwise

from provenance.words import Lexicon, Word

_REACH = 2
"""Words beside the matched ones in which a guard word still belongs to them."""
_LOST_GUARDS = ("may", "if", "some")
"""Guards whose loss raises a claim above its source; the others may be left out fairly."""


def region_of(places: Sequence[int], source: Sequence[Word]) -> Sequence[Word]:
    """The words of the source among which the covered ones stand."""
    if not places:
        return ()
    return source[max(0, min(places) - _REACH) : max(places) + 1 + _REACH]


def count_negations(words: Sequence[Word], lexicon: Lexicon) -> int:
    """Negations, modulo two: a double one is none."""
    return sum(word.text in lexicon.negation or word.text.endswith("n't") for word in words) % 2


def find_conflicts(
    claim: Sequence[Word], source: Sequence[Word], region: Sequence[Word], *, lexicon: Lexicon
) -> tuple[str, ...]:
    """Kinds of guard words that the claim adds to the source, or that it loses.

    Args:
        claim: the words of the claim, its frame left out.
        source: all words of the passages.
        region: those among which the claim's words stand.
        lexicon: the tables of the language.
    """
    ours, theirs, whole = _forms(claim), _forms(region), _forms(source)
    found = []
    for name, members in lexicon.guards.items():
        has = any(form in members for form in ours)
        if has and not any(form in members for form in whole):
            found.append(name)
        elif not has and name in _LOST_GUARDS:
            place = whole if name == "if" else theirs
            if any(form in members for form in place):
                found.append(name)
    return tuple(found)


def _forms(words: Sequence[Word]) -> list[str]:
    """Words and pairs of words ("have_to"); what follows "as" is an idiom, no hedge."""
    texts = [word.text for word in words]
    singles = [text for at, text in enumerate(texts) if at == 0 or texts[at - 1] != "as"]
    return singles + [f"{left}_{right}" for left, right in pairwise(texts)]
