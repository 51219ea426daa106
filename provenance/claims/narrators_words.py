"""Yields the narrator's words of a sentence, ready to be asked for cues by room after room."""

import functools

import attrs

from provenance.attribution.cues import Cues
from provenance.attribution.needed_letters import Sieve, fold_words, sieve_of
from provenance.attribution.word_lists import Wording, wording_of
from provenance.cast.aliases import load_aliases

_REMEMBERED = 1 << 8
"""Sentences: those of a long article, which one room after the other reads."""


@attrs.frozen(eq=False)
class NarratorsWords:
    """The narrator's words of a sentence; quoted ones are hidden."""

    text: str
    cues: Cues = attrs.field(repr=False)
    wording: Wording = attrs.field(repr=False)
    folded: str = attrs.field(repr=False)
    """The :func:`~provenance.attribution.needed_letters.fold_words` of ``text``."""

    def has(self, name: str) -> bool:
        """Whether a phrase of the cue list stands in the words."""
        return bool(self.wording.find(name))

    def shows(self, name: str) -> bool:
        """Whether one of the expressions of the cue list stands in the words."""
        return self.matches(sieve_of(self.cues, name))

    def matches(self, sieve: Sieve, within: str | None = None) -> bool:
        """Whether the expression stands in the words, or in ``within``, a part of them."""
        text = self.text if within is None else within
        return sieve.search(text, self.folded) is not None


@functools.lru_cache(maxsize=_REMEMBERED)
def narrators_words(text: str, cues: Cues) -> NarratorsWords:
    """``text``, a sentence without its quoted words, with what tells of the cues in it."""
    return words_of(wording_of(text, load_aliases(cues.language).words), cues)


def words_of(wording: Wording, cues: Cues) -> NarratorsWords:
    """:func:`narrators_words` of a sentence whose words are read already."""
    return NarratorsWords(wording.text, cues, wording, fold_words(wording.text))
