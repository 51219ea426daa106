"""The judge that ships: a cross-encoder in ONNX Runtime.

Each pair runs by itself: no padding, no batch mates, one thread inside, so that nothing but the
pair decides its scores. Several threads take pairs in turn; ONNX Runtime lets go of Python's lock.
"""

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import attrs
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from provenance.nli.judging import Pair, PairScores, WordScore
from provenance.nli.reading import PairReader, TokenizedPair, score_words

_PAIRS_FOR_A_THREAD = 2
"""Starting a thread costs about a tenth of a millisecond, a pair about twenty."""
_ONLY_ERRORS = 3


@attrs.frozen(kw_only=True, eq=False)
class OnnxJudge:
    """Scores pairs with ``session``; may be shared by threads."""

    name: str
    digest: str
    languages: tuple[str, ...]
    """The languages it was measured on, as ISO 639-1 codes."""
    threads: int
    session: onnxruntime.InferenceSession = attrs.field(repr=False)
    reader: PairReader = attrs.field(repr=False)

    @property
    def most_tokens(self) -> int:
        """Tokens of a pair that are read."""
        return self.reader.most_tokens

    def score(self, pairs: Sequence[Pair]) -> tuple[PairScores, ...]:
        """The scores of each pair, in order; equal pairs are scored once.

        A passage or claim without a single token (empty, white space, control characters) gives
        ``neither`` with certainty.
        """
        # The long ones first: a long one left for last would keep the other threads waiting.
        distinct = sorted(
            set(pairs), key=lambda pair: (-len(pair.passage), pair.passage, pair.claim)
        )
        threads = min(self.threads, len(distinct) // _PAIRS_FOR_A_THREAD)
        if threads > 1:
            with ThreadPoolExecutor(threads, "provenance-judge") as pool:
                scored = list(pool.map(self._score_one, distinct))
        else:
            scored = [self._score_one(pair) for pair in distinct]
        scores = dict(zip(distinct, scored, strict=True))
        return tuple(scores[pair] for pair in pairs)

    def _score_one(self, pair: Pair) -> PairScores:
        tokens = self.reader.read(pair)
        if not tokens.is_readable:
            return _unreadable(pair, tokens)
        classes, words = self.session.run(["classes", "words"], tokens.inputs())
        supported, contradicted, neither = _softmax(classes.tolist())
        lacking = [_sigmoid(logit) for logit in words.tolist()]
        return PairScores(
            supported=supported,
            contradicted=contradicted,
            neither=neither,
            lacking=score_words(pair.claim, tokens.claim_offsets, lacking),
        )


def make_session(
    model: bytes, matrices: Mapping[str, NDArray[np.generic]]
) -> onnxruntime.InferenceSession:
    """A quiet session with one thread; slow (half a second), so once a process.

    Args:
        model: the graph.
        matrices: those that the graph names and does not hold.
    """
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ONLY_ERRORS
    # Its plans are made for one length of input, and ours are all different.
    options.enable_mem_pattern = False
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(matrix) for matrix in matrices.values()]
    if values:
        options.add_external_initializers(list(matrices), values)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _unreadable(pair: Pair, tokens: TokenizedPair) -> PairScores:
    """An empty passage lacks every word; an empty claim has none to lack."""
    certain = [1.0] * len(tokens.claim_offsets)
    lacking: tuple[WordScore, ...] = score_words(pair.claim, tokens.claim_offsets, certain)
    return PairScores(supported=0.0, contradicted=0.0, neither=1.0, lacking=lacking)


def _softmax(logits: Sequence[float]) -> list[float]:
    """In Python, where a number's neighbours cannot change how its power is computed."""
    highest = max(logits)
    powers = [math.exp(logit - highest) for logit in logits]
    total = math.fsum(powers)
    return [power / total for power in powers]


def _sigmoid(logit: float) -> float:
    power = math.exp(-abs(logit))
    return (1.0 if logit >= 0 else power) / (1.0 + power)
