"""Pairs as token ids, and token scores as word scores: the layout the model was trained on.

``[CLS] passage [SEP] claim [SEP]``, or ``<s> passage </s></s> claim </s>`` where the tokenizer has
those marks. The claim may fill half of the room; a passage that is too long loses its end.
"""

import re
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from provenance.errors import ModelError
from provenance.nli.judging import Pair, WordScore
from provenance.spans import Span

_CHARACTERS_A_TOKEN = 64
"""Characters looked at for each token there is room for. English needs five; what stands beyond is
white space and noise, and a text of 10 MB must not be tokenized to read its first page."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"\S+")


@attrs.frozen(kw_only=True, eq=False)
class TokenizedPair:
    """One pair as the model reads it."""

    ids: NDArray[np.int64]
    claim_start: int
    """The first token of the claim; its last is the one before the end."""
    claim_offsets: tuple[tuple[int, int], ...]
    """Of each claim token, in code points of the claim."""
    has_passage: bool

    @property
    def is_readable(self) -> bool:
        """Whether both the passage and the claim have at least one token."""
        return bool(self.claim_offsets) and self.has_passage

    def inputs(self) -> dict[str, NDArray[np.generic]]:
        """What the model takes."""
        places = np.arange(len(self.ids))
        in_claim = places >= self.claim_start
        return {
            "ids": self.ids,
            "segments": in_claim.astype(np.int64),
            "claim": in_claim & (places < len(self.ids) - 1),
        }


@attrs.frozen(kw_only=True, eq=False)
class PairReader:
    """Tokenizes pairs; ``most_tokens`` bounds a pair with its marks."""

    tokenizer: Tokenizer
    most_tokens: int
    start: int
    middle: tuple[int, ...]
    """Between passage and claim."""
    end: int

    @classmethod
    def of(cls, tokenizer_json: str, *, most_tokens: int) -> "PairReader":
        """A reader over a tokenizer in the form of the ``tokenizers`` library."""
        tokenizer = Tokenizer.from_str(tokenizer_json)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        # A page that has "[SEP]" in its text must not be able to end the passage.
        tokenizer.encode_special_tokens = True
        doubled = tokenizer.token_to_id("<s>") is not None
        start, end = ("<s>", "</s>") if doubled else ("[CLS]", "[SEP]")
        end_id = _id_of(tokenizer, end)
        return cls(
            tokenizer=tokenizer,
            most_tokens=most_tokens,
            start=_id_of(tokenizer, start),
            middle=(end_id, end_id) if doubled else (end_id,),
            end=end_id,
        )

    def read(self, pair: Pair) -> TokenizedPair:
        """The pair's tokens."""
        claim = self._encode(pair.claim)
        claim_ids = claim.ids[: self.most_tokens // 2]
        room = self.most_tokens - len(claim_ids) - len(self.middle) - 2
        passage_ids = self._encode(pair.passage).ids[:room]
        head = [self.start, *passage_ids, *self.middle]
        return TokenizedPair(
            ids=np.array([*head, *claim_ids, self.end], np.int64),
            claim_start=len(head),
            claim_offsets=tuple(claim.offsets[: len(claim_ids)]),
            has_passage=bool(passage_ids),
        )

    def _encode(self, text: str) -> Encoding:
        read = text[: self.most_tokens * _CHARACTERS_A_TOKEN]
        # Half a character of UTF-16 is no text; one mark for one keeps the offsets.
        whole = _LONE_SURROGATE.sub("\ufffd", read)
        return self.tokenizer.encode(whole, add_special_tokens=False)


def _id_of(tokenizer: Tokenizer, token: str) -> int:
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ModelError(
            f"the model's tokenizer has no {token}: it is none of a BERT or MPNet encoder"
        )
    return int(number)


def score_words(
    claim: str, offsets: Iterable[tuple[int, int]], scores: Sequence[float]
) -> tuple[WordScore, ...]:
    """The highest score of each word's tokens, for the words that have any."""
    spans = [Span(*match.span()) for match in _WORD.finditer(claim)]
    highest: dict[Span, float] = {}
    at = 0
    for (start, end), score in zip(offsets, scores, strict=True):
        while at < len(spans) and spans[at].end <= start:
            at += 1
        if at < len(spans) and spans[at].start < max(end, start + 1):
            highest[spans[at]] = max(score, highest.get(spans[at], 0.0))
    return tuple(WordScore(span=span, score=score) for span, score in highest.items())
