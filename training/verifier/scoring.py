"""A document and a claim to three scores: passages, the model on each, one answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file

from verifier.cross_encoder import INPUTS, CrossEncoder
from verifier.encoding import Encoded, PairEncoder
from verifier.examples import Example
from verifier.mixture import WORDS_PER_TOKEN
from verifier.rows import CONTRADICTED, NEITHER, SUPPORTED
from verifier.sentences import digest, scores_by_overlap, split_sentences, windows, word_count

MOST_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Judge:
    """Trained weights with their tokenizer."""

    model: CrossEncoder
    encoder: PairEncoder
    device: torch.device

    @torch.inference_mode()
    def score(
        self, pairs: Sequence[tuple[str, str]], *, tokens_per_batch: int = 16_384
    ) -> NDArray[np.float64]:
        """P(supported), P(contradicted), P(neither), and the highest token score, of each pair."""
        examples = [Example(premise, claim, NEITHER, None, "") for premise, claim in pairs]
        encoded = self.encoder.encode(examples)
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        scores = np.zeros((len(pairs), 4))
        for numbers in _batches(order, encoded, tokens_per_batch):
            batch = {
                n: v.to(self.device)
                for n, v in self.encoder.collate([encoded[i] for i in numbers]).items()
            }
            with torch.autocast(self.device.type, torch.bfloat16):
                classes, words = self.model(*(batch[name] for name in INPUTS))
            probability = torch.softmax(classes.float(), 1)
            worst = torch.sigmoid(words.float()).masked_fill(~batch["claim_mask"], 0).amax(1)
            scores[numbers, :3] = probability.cpu().numpy()
            scores[numbers, 3] = worst.cpu().numpy()
        return scores


def load_judge(base: Path, weights: Path, *, most_tokens: int, device: str = "cpu") -> Judge:
    """A judge from a base's shape and trained weights."""
    kept = load_file(weights)
    layers = {name.split(".")[3] for name in kept if name.startswith("encoder.encoder.layer.")}
    model = CrossEncoder(base, pretrained=False, layers=len(layers))
    model.load_state_dict({name: value.float() for name, value in kept.items()})
    place = torch.device(device)
    return Judge(model.to(place).eval(), PairEncoder(base, most_tokens=most_tokens), place)


def passages_of(document: str, claim: str, *, most_tokens: int) -> list[str]:
    """The whole document if it fits, else its most telling windows and a digest."""
    most_words = int((most_tokens - 16) * WORDS_PER_TOKEN) - word_count(claim)
    most_words = max(40, most_words)
    if word_count(document) <= most_words:
        return [document]
    sentences = [piece for s in split_sentences(document) for piece in _pieces(s, most_words)]
    overlap = scores_by_overlap(sentences, claim)
    runs = windows(sentences, most_words, overlap=1)
    runs.sort(key=lambda run: -sum(sorted((overlap[i] for i in run), reverse=True)[:4]))
    chosen = [digest(sentences, claim, most_words), *runs[: MOST_PASSAGES - 1]]
    return [" ".join(sentences[i] for i in run) for run in chosen]


def judge_documents(
    judge: Judge, pairs: Sequence[tuple[str, str]], *, by_sentence: bool
) -> NDArray[np.float64]:
    """Scores of each (document, claim): the best passage for the claim.

    With ``by_sentence`` the claim scores as its worst sentence.
    """
    asked: list[tuple[str, str]] = []
    owners: list[tuple[int, int]] = []
    for number, (document, claim) in enumerate(pairs):
        parts = split_sentences(claim) if by_sentence else [claim]
        for part_number, part in enumerate(parts):
            for passage in passages_of(document, part, most_tokens=judge.encoder.most_tokens):
                asked.append((passage, part))
                owners.append((number, part_number))
    scores = judge.score(asked)
    best: dict[tuple[int, int], NDArray[np.float64]] = {}
    for owner, row in zip(owners, scores, strict=True):
        best[owner] = _better(best[owner], row) if owner in best else row
    answers = np.zeros((len(pairs), 4))
    answers[:, SUPPORTED] = 2.0
    for (number, _), row in sorted(best.items(), key=lambda item: item[0]):
        if row[SUPPORTED] < answers[number, SUPPORTED]:
            answers[number] = row
    return answers


def _better(one: NDArray[np.float64], two: NDArray[np.float64]) -> NDArray[np.float64]:
    """Support from whichever passage gives most; else the passage that has most to say."""
    if max(one[SUPPORTED], two[SUPPORTED]) >= max(one[CONTRADICTED], two[CONTRADICTED]):
        return one if one[SUPPORTED] >= two[SUPPORTED] else two
    return one if one[NEITHER] <= two[NEITHER] else two


def _pieces(sentence: str, most_words: int) -> list[str]:
    words = sentence.split(" ")
    return [" ".join(words[i : i + most_words]) for i in range(0, len(words), most_words)]


def _batches(order: Sequence[int], encoded: Sequence[Encoded], budget: int) -> list[list[int]]:
    batches: list[list[int]] = []
    for number in order:
        if batches and (len(batches[-1]) + 1) * len(encoded[number].ids) <= budget:
            batches[-1].append(number)
        else:
            batches.append([number])
    return batches
