"""A judge for tests that needs no model: it counts words, so every answer can be foreseen."""

import re
from collections.abc import Sequence

import attrs

from provenance.nli import Pair, PairScores, WordScore
from provenance.spans import Span


@attrs.define
class CountingJudge:
    """Supports a claim by the share of its words that the passage has; remembers what it read."""

    most_tokens: int = 128
    read: list[Pair] = attrs.field(factory=list)
    calls: int = 0

    @property
    def name(self) -> str:
        return "counting"

    @property
    def digest(self) -> str:
        return "sha256:0"

    def score(self, pairs: Sequence[Pair]) -> tuple[PairScores, ...]:
        self.calls += 1
        self.read.extend(pairs)
        return tuple(map(_score, pairs))


def _score(pair: Pair) -> PairScores:
    # What a tokenizer would choke on must never come here.
    pair.passage.encode()
    pair.claim.encode()
    there = set(re.findall(r"\w+", pair.passage.lower()))
    lacking = tuple(
        WordScore(
            span=Span(found.start(), found.end()),
            score=0.0 if set(re.findall(r"\w+", found.group().lower())) <= there else 0.9,
        )
        for found in re.finditer(r"\S+", pair.claim)
    )
    known = sum(word.score == 0 for word in lacking) / max(1, len(lacking))
    return PairScores(supported=known, contradicted=0.0, neither=1 - known, lacking=lacking)
