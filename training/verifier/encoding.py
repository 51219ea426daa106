"""Pairs as token ids: the same layout in training, evaluation and the shipped model."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from verifier.examples import Example

UNKNOWN_WORDS = -1.0
"""Token target where it is not known which words the source lacks."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One pair in ids; ``claim`` marks the claim's tokens, ``altered`` their targets."""

    ids: list[int]
    claim_start: int
    altered: list[float]
    label: int
    for_teacher: "Encoded | None" = None
    """The same pair in a teacher's ids, when the run learns from one."""


class PairEncoder:
    """Turns a pair into ``[CLS] premise [SEP] claim [SEP]`` (RoBERTa-like: two in the middle)."""

    def __init__(self, folder: Path, *, most_tokens: int) -> None:
        """Read the tokenizer of a base; ``most_tokens`` bounds the whole pair."""
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.most_tokens = most_tokens
        self.cls = _first_id(self.tokenizer, ("[CLS]", "<s>"))
        self.sep = _first_id(self.tokenizer, ("[SEP]", "</s>"))
        self.pad = _first_id(self.tokenizer, ("[PAD]", "<pad>"))
        doubled = self.tokenizer.token_to_id("<s>") is not None
        self.middle = [self.sep, self.sep] if doubled else [self.sep]

    def encode(self, examples: Sequence[Example]) -> list[Encoded]:
        """Encode examples in order; a premise that is too long loses its end."""
        premises = self.tokenizer.encode_batch(
            [e.premise for e in examples], add_special_tokens=False
        )
        claims = self.tokenizer.encode_batch([e.claim for e in examples], add_special_tokens=False)
        encoded = []
        for example, premise, claim in zip(examples, premises, claims, strict=True):
            claim_ids = claim.ids[: self.most_tokens // 2]
            room = self.most_tokens - len(claim_ids) - len(self.middle) - 2
            head = [self.cls, *premise.ids[:room], *self.middle]
            altered = _targets(claim.offsets[: len(claim_ids)], example.spans)
            encoded.append(
                Encoded([*head, *claim_ids, self.sep], len(head), altered, example.label)
            )
        return encoded

    def collate(self, pairs: Sequence[Encoded]) -> dict[str, torch.Tensor]:
        """A padded batch."""
        longest = padded(max(len(pair.ids) for pair in pairs))
        shape = (len(pairs), longest)
        ids = np.full(shape, self.pad, np.int64)
        mask, segments, claim = (
            np.zeros(shape, np.int64),
            np.zeros(shape, np.int64),
            np.zeros(shape, bool),
        )
        altered = np.full(shape, UNKNOWN_WORDS, np.float32)
        for row, pair in enumerate(pairs):
            size, start = len(pair.ids), pair.claim_start
            ids[row, :size] = pair.ids
            mask[row, :size] = 1
            segments[row, start:size] = 1
            claim[row, start : size - 1] = True
            altered[row, start : size - 1] = pair.altered
        return {
            "input_ids": torch.from_numpy(ids),
            "attention_mask": torch.from_numpy(mask),
            "token_type_ids": torch.from_numpy(segments),
            "claim_mask": torch.from_numpy(claim),
            "altered": torch.from_numpy(altered),
            "labels": torch.tensor([pair.label for pair in pairs]),
        }


def padded(length: int) -> int:
    """The length rounded up to one of a few."""
    step = 16 if length <= 128 else 32
    return -(-length // step) * step


def _targets(
    offsets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]] | None
) -> list[float]:
    if spans is None:
        return [UNKNOWN_WORDS] * len(offsets)
    return [
        float(any(start < right and end > left for left, right in spans)) for start, end in offsets
    ]


def _first_id(tokenizer: Tokenizer, names: Sequence[str]) -> int:
    for name in names:
        number = tokenizer.token_to_id(name)
        if number is not None:
            return int(number)
    raise ValueError(f"the tokenizer has none of {names}")
