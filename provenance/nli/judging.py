"""What a judge is asked and what it answers: a pair of texts, scores, and the protocol between.

Nothing here loads a model; whoever has another one, or a stand-in for a test, writes a class with
the four members of :class:`Judge`.
"""

from collections.abc import Sequence
from typing import Protocol

import attrs

from provenance.spans import Span

_probability = attrs.validators.and_(attrs.validators.ge(0), attrs.validators.le(1))
"""Not a number is neither, so it is refused."""


@attrs.frozen(kw_only=True)
class Pair:
    """A passage of a document, and a claim about what it says."""

    passage: str
    claim: str


@attrs.frozen(kw_only=True)
class WordScore:
    """How sure the judge is that the passage lacks one word of the claim."""

    span: Span
    """Offsets into the claim: a run without white space, punctuation included."""
    score: float = attrs.field(validator=_probability)
    """P(the passage lacks it), the highest of the word's pieces."""


@attrs.frozen(kw_only=True)
class PairScores:
    """Probabilities of the three answers (they sum to 1), and of each word being lacking."""

    supported: float = attrs.field(validator=_probability)
    contradicted: float = attrs.field(validator=_probability)
    neither: float = attrs.field(validator=_probability)
    lacking: tuple[WordScore, ...]
    """In order of the claim; without the words that the judge did not read (a claim that is too
    long loses its end) or cannot (control characters only)."""


class Judge(Protocol):
    """Scores pairs; a pair's scores are the same alone, in any batch, order, number of threads."""

    @property
    def name(self) -> str:
        """What reports call it."""
        ...

    @property
    def digest(self) -> str:
        """``sha256:…`` of all that decides the scores."""
        ...

    @property
    def most_tokens(self) -> int:
        """Tokens of a pair that are read; a longer passage loses its end, then the claim."""
        ...

    def score(self, pairs: Sequence[Pair]) -> tuple[PairScores, ...]:
        """The scores of each pair, in order."""
        ...
