"""Yields attributions from the numbers the encoder gives for one window.

The encoder runs once a window; for every cue found the role of each word is then read from the sum
of the cue's projection, the word's, and a vector for their distance (``training/tagger/model.py``).
"""

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from provenance.attribution.tagged import TaggedAttribution
from provenance.spans import Span
from provenance.tagging.windows import Window

Floats = NDArray[np.float32]

CUE_FROM = 0.6
"""Probability from which a word is a cue's. Lower finds more and invents more; set on half 0 of
PolNeAR dev (``benchmarks/README.md``)."""
UNSURE_CUE_FROM = 0.25
"""Probability from which a word is told as a cue all the same, with its score: beside quoted words
that have no speaker it is one more often than not."""
ROLE_FROM = 0.5
"""Probability from which a word is content of a cue; set there as well."""
_SURE = 0.6
"""What the surest word of a content's run must reach."""
SOURCE_FROM = 0.6
"""Probability from which a word is a cue's source; a wrong one puts words in a mouth."""
_SURE_SOURCE = 0.8
_BRIDGED_WORDS = 2
"""Words between two runs that are taken in, if they are unsure rather than out."""
_BRIDGED_FROM = 0.15
_SOURCE, _CONTENT = 1, 2
_NEAR = 12


@attrs.frozen(kw_only=True)
class Heads:
    """What turns token projections into roles; the small matrices of the model."""

    distance: Floats = attrs.field(repr=False)
    """(buckets, width)."""
    roles: Floats = attrs.field(repr=False)
    """(3, width)."""
    bias: Floats = attrs.field(repr=False)
    """(3,)."""


@attrs.frozen(kw_only=True)
class Readings:
    """What the encoder says of the tokens of a window."""

    cue: Floats
    """(tokens, 3): scores of outside, begin, inside."""
    as_cue: Floats
    """(tokens, width)."""
    as_role: Floats
    """(tokens, width)."""


@attrs.frozen(kw_only=True)
class _Words:
    """The words of a window: first token, end, and place in the text."""

    spans: tuple[Span, ...]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    numbers: NDArray[np.int64]
    """Of the tokens that belong to words, the number of the word."""
    tokens: NDArray[np.int64]


def decode(window: Window, readings: Readings, heads: Heads) -> tuple[TaggedAttribution, ...]:
    """The attributions of a window, in reading order of their cues."""
    words = _words_of(window)
    if not words.spans:
        return ()
    chances = _softmax(_by_word(readings.cue, words))
    found = []
    for first, end in _cues(chances):
        tokens = slice(int(words.starts[first]), int(words.starts[end - 1] + words.sizes[end - 1]))
        scores = _role_scores(readings, heads, tokens)
        roles = _softmax(_by_word(scores, words))
        roles[first:end] = (1.0, 0.0, 0.0)
        content = _runs(roles[:, _CONTENT], ROLE_FROM, _SURE)
        if not content:
            continue
        source = _runs(roles[:, _SOURCE], SOURCE_FROM, _SURE_SOURCE)
        best = max(
            source, key=lambda run: float(roles[run[0] : run[1], _SOURCE].sum()), default=None
        )
        found.append(
            TaggedAttribution(
                source=_spans([best], words) if best else (),
                cue=_spans([(first, end)], words),
                content=_spans(content, words),
                score=_to_hundredths(1 - chances[first:end, 0].min()),
            )
        )
    return tuple(found)


def _to_hundredths(chance: np.float32) -> float:
    """Rounded down, so that what is under ``CUE_FROM`` stays under it."""
    return int(chance * 100) / 100


def _words_of(window: Window) -> _Words:
    numbers = np.array(window.words, np.int64)
    tokens = np.flatnonzero(numbers >= 0)
    numbers = numbers[tokens]
    _, first, sizes = np.unique(numbers, return_index=True, return_counts=True)
    starts = tokens[first]
    spans = tuple(
        Span(window.offsets[start][0], window.offsets[start + size - 1][1])
        for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
    )
    return _Words(spans=spans, starts=starts, sizes=sizes, numbers=numbers, tokens=tokens)


def _by_word(values: Floats, words: _Words) -> Floats:
    """The mean of each word's tokens: (words, columns)."""
    sums = np.add.reduceat(
        values[words.tokens], np.searchsorted(words.numbers, np.arange(len(words.spans)))
    )
    return np.asarray(sums / words.sizes[:, None], np.float32)


def _cues(chances: Floats) -> list[tuple[int, int]]:
    """First word and end of every cue; unsure ones only where they touch no sure one."""
    likely = 1 - chances[:, 0]
    begins = chances[:, 1] > chances[:, 2]
    sure = _stretches(likely >= CUE_FROM, begins)
    unsure = (likely >= UNSURE_CUE_FROM) & (likely < CUE_FROM)
    for first, end in sure:
        unsure[max(0, first - 1) : end + 1] = False
    return sorted(sure + _stretches(unsure, begins))


def _stretches(inside: NDArray[np.bool_], begins: NDArray[np.bool_]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero(inside).tolist():
        if found and found[-1][1] == at and not begins[at]:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return found


def _role_scores(readings: Readings, heads: Heads, tokens: slice) -> Floats:
    """(tokens, 3): of every token, how well it would be neither, source or content of the cue."""
    cue = readings.as_cue[tokens].mean(0)
    places = np.arange(len(readings.as_role)) - tokens.start
    mixed = cue + readings.as_role + heads.distance[_buckets(places, len(heads.distance))]
    return np.asarray(_gelu(mixed) @ heads.roles.T + heads.bias, np.float32)


def _buckets(distances: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The class of each signed distance: exact near by, then by its logarithm."""
    half = count // 2
    size = np.abs(distances)
    far = _NEAR + np.floor(np.log2(np.maximum(size, 1) / _NEAR) * 2.5).astype(np.int64)
    bucket = np.where(size < _NEAR, size, np.minimum(far, half - 1))
    return np.where(distances < 0, half - 1 - bucket, half + bucket)


def _gelu(values: Floats) -> Floats:
    """By its tangent form, which NumPy has; within 0.001 of the exact one."""
    # Products, not ``values**3``: a power of floats takes NumPy ten times as long.
    inner = values * values
    inner *= 0.7978845608 * 0.044715
    inner += 0.7978845608
    inner *= values
    np.tanh(inner, out=inner)
    inner += 1
    inner *= values
    inner *= 0.5
    return inner


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), np.float32)


def _runs(chances: Floats, likely: float, sure: float) -> list[tuple[int, int]]:
    """First word and end of every stretch of likely words; short unsure gaps are taken in."""
    runs: list[tuple[int, int]] = []
    for at in np.flatnonzero(chances >= likely).tolist():
        gap = chances[runs[-1][1] : at] if runs else None
        if gap is not None and len(gap) <= _BRIDGED_WORDS and (gap >= _BRIDGED_FROM).all():
            runs[-1] = runs[-1][0], at + 1
        else:
            runs.append((at, at + 1))
    return [run for run in runs if chances[run[0] : run[1]].max() >= sure]


def _spans(runs: Sequence[tuple[int, int]], words: _Words) -> tuple[Span, ...]:
    return tuple(Span(words.spans[a].start, words.spans[b - 1].end) for a, b in runs)
