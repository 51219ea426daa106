"""The tagger that ships: an encoder in ONNX Runtime, one window at a time, one thread."""

import bisect
import math
from collections.abc import Sequence

import attrs
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from provenance.attribution.tagged import TaggedAttribution, TaggedText
from provenance.spans import Span
from provenance.tagging.decoding import Floats, Heads, Readings, decode
from provenance.tagging.windows import Window, windows_of


@attrs.frozen(kw_only=True, eq=False)
class OnnxTagger:
    """Tags with ``session``; may be shared by threads."""

    name: str
    digest: str
    languages: tuple[str, ...]
    most_tokens: int
    session: onnxruntime.InferenceSession = attrs.field(repr=False)
    tokenizer: Tokenizer = attrs.field(repr=False)
    heads: Heads = attrs.field(repr=False)

    def tag(self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> TaggedText:
        """The attributions of the ``paragraphs``, and the worth of the ``sentences``.

        Each paragraph is tagged by itself: what is found in it hangs on nothing outside it.
        """
        found: list[TaggedAttribution] = []
        worth = _Worth(sentences)
        for window in windows_of(text, paragraphs, self.tokenizer, most_tokens=self.most_tokens):
            numbers = self._run(window)
            width = (numbers.shape[1] - 4) // 2
            readings = Readings(
                cue=numbers[:, :3],
                as_cue=numbers[:, 4 : 4 + width],
                as_role=numbers[:, 4 + width :],
            )
            found += decode(window, readings, self.heads)
            worth.add(window, numbers[:, 3].tolist())
        return TaggedText(attributions=tuple(found), worth=worth.scores())

    def _run(self, window: Window) -> Floats:
        ids = np.array(window.ids, np.int64)
        return np.asarray(self.session.run(["heads"], {"ids": ids})[0], np.float32)


@attrs.define
class _Worth:
    """The mean of the tokens' scores of each sentence, as a probability."""

    sentences: Sequence[Span]
    sums: list[float] = attrs.field(init=False)
    counts: list[int] = attrs.field(init=False)
    starts: list[int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.sums = [0.0] * len(self.sentences)
        self.counts = [0] * len(self.sentences)
        self.starts = [sentence.start for sentence in self.sentences]

    def add(self, window: Window, scores: Sequence[float]) -> None:
        for (start, end), score in zip(window.offsets, scores, strict=True):
            at = bisect.bisect_right(self.starts, start) - 1
            if start >= 0 and at >= 0 and end <= self.sentences[at].end:
                self.sums[at] += score
                self.counts[at] += 1

    def scores(self) -> tuple[float | None, ...]:
        return tuple(
            round(1 / (1 + math.exp(-max(-50.0, min(50.0, total / count)))), 2) if count else None
            for total, count in zip(self.sums, self.counts, strict=True)
        )
