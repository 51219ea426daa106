"""A run that was stopped and taken up again ends with the same weights."""

# ruff: noqa: D102, D103  (the names say it)

import gzip
import json
import sys

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel

from verifier.checkpoints import load_state
from verifier.train import Stop, Training, parse_arguments

WORDS = [
    "the",
    "ferry",
    "left",
    "at",
    "dawn",
    "with",
    "cars",
    "and",
    "a",
    "crew",
    "of",
    "men",
    "on",
    "board",
    ".",
    "painter",
    "was",
    "born",
    "in",
    "town",
]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A data folder and a state folder with a base of one tiny layer."""
    base = tmp_path / "state" / "bases" / "tiny"
    base.mkdir(parents=True)
    vocabulary = {word: n for n, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106  (a piece)
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(base / "tokenizer.json"))
    torch.manual_seed(0)
    shape = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(shape, add_pooling_layer=False).save_pretrained(base)
    train = tmp_path / "data" / "train"
    train.mkdir(parents=True)
    long = " ".join(f"The ferry left town {n} at dawn with 40 cars on board." for n in range(12))
    pairs = [
        (
            "The painter was born in town 4 .",
            "The painter was born in town 5 .",
            "contradiction",
            "fm2.dev",
        )
    ]
    pairs += [
        (
            f"The crew of {n} men left.",
            f"The crew of {n} men left town.",
            "entailment",
            "fever_rte.dev",
        )
        for n in range(20)
    ]
    pairs += [
        (long, "The ferry left at dawn.", "supported", "fib.test"),
        (long, "It sank.", "not_supported", "fib.test"),
    ]
    with gzip.open(train / "train_A.jsonl.gz", "wt") as file:
        for premise, hypothesis, label, name in pairs:
            row = {"premise": premise, "hypothesis": hypothesis, "label": label, "set": name}
            file.write(json.dumps(row) + "\n")
    monkeypatch.setenv("PROVENANCE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PROVENANCE_TRAINING", str(tmp_path / "state"))
    return tmp_path / "state"


class StopAt(Stop):
    """Asks to end when a training has made so many steps."""

    def __init__(self, training, step):
        self.training, self.step = training, step

    @property
    def asked(self):
        return self.training.step >= self.step


def _train(monkeypatch, run, step):
    line = ["train", "--base", "tiny", "--run", run, "--workers", "0", "--chapter-size", "32"]
    line += ["--tokens-per-batch", "512", "--steps", "8", "--full-precision"]
    monkeypatch.setattr(sys, "argv", line)
    training = Training(parse_arguments())
    training.run(StopAt(training, step))


def test_stopped_and_resumed_run_equals_an_unbroken_one(place, monkeypatch):
    _train(monkeypatch, "whole", 7)
    _train(monkeypatch, "parts", 3)
    _train(monkeypatch, "parts", 7)

    whole, parts = (load_state(place / "runs" / run) for run in ("whole", "parts"))
    assert whole is not None
    assert parts is not None
    assert (7, whole["chapter"], whole["batch"]) == (
        parts["step"],
        parts["chapter"],
        parts["batch"],
    )
    for kind in ("model", "average"):
        assert all(torch.equal(whole[kind][name], parts[kind][name]) for name in whole[kind])
