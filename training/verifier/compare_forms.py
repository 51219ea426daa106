"""What each form of the weights costs and loses against PyTorch in single precision.

    python -m verifier.compare_forms WEIGHTS --base minilm-l6 [--forms bytes dynamic7]

Prints a row a form: bytes of the file, pairs a second on one thread by length, differences of the
three probabilities over training pairs, and how many pairs change their highest class.
"""

import argparse
import io
import random
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray

from provenance.nli.packing import read_matrices
from provenance.nli.running import make_session
from verifier.encoding import Encoded, PairEncoder
from verifier.examples import Example
from verifier.export import build, read_checkpoint
from verifier.rows import NEITHER, read_training_rows, state_folder
from verifier.scoring import load_judge
from verifier.weight_forms import WEIGHT_FORMS

LENGTHS = (40, 128, 256)
Scores = NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", required=True)
    parser.add_argument("--forms", nargs="+", choices=sorted(WEIGHT_FORMS), default=[*WEIGHT_FORMS])
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=3, help="for each form and length")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    base = state_folder() / "bases" / arguments.base
    pairs = _training_pairs(base, arguments.pairs)
    wanted = _with_torch(base, arguments.weights, pairs)
    weights, _ = read_checkpoint(arguments.weights)
    print(
        "form | bytes | " + " | ".join(f"pairs/s at {n}" for n in LENGTHS) + " | max | mean | flips"
    )
    for form in arguments.forms:
        model, apart = build(weights, base, form)
        data, beside = model.SerializeToString(), io.BytesIO()
        np.savez(beside, **apart)
        session = make_session(data, read_matrices(beside.getvalue()))
        found = np.array([_run(session, *_inputs(pair)) for pair in pairs])
        speeds = [_speed(session, length, arguments.seconds) for length in LENGTHS]
        off = np.abs(found - wanted)
        flips = int((found.argmax(1) != wanted.argmax(1)).sum())
        size = len(data) + beside.tell()
        print(
            f"{form} | {size:,} | " + " | ".join(f"{speed:.0f}" for speed in speeds)
            + f" | {off.max():.5f} | {off.mean():.6f} | {flips}", flush=True,
        )  # fmt: skip


def _training_pairs(base: Path, count: int) -> list[Encoded]:
    rows = read_training_rows()
    random.Random("forms").shuffle(rows)  # noqa: S311  (a fixed sample)
    encoder = PairEncoder(base, most_tokens=256)
    return encoder.encode(
        [Example(r.premise, r.hypothesis, NEITHER, None, "") for r in rows[:count]]
    )


@torch.inference_mode()
def _with_torch(base: Path, path: Path, pairs: list[Encoded]) -> Scores:
    model = load_judge(base, path, most_tokens=256).model
    scores = []
    for pair in pairs:
        ids, segments, claim = (torch.from_numpy(each)[None] for each in _inputs(pair))
        classes, _ = model(ids, torch.ones_like(ids), segments, claim)
        scores.append(torch.softmax(classes.double(), 1)[0].numpy())
    return np.array(scores)


def _inputs(pair: Encoded) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    size = len(pair.ids)
    segments = np.zeros(size, np.int64)
    segments[pair.claim_start :] = 1
    claim = segments.astype(bool)
    claim[-1] = False
    return np.array(pair.ids, np.int64), segments, claim


def _run(session: onnxruntime.InferenceSession, *inputs: NDArray[np.generic]) -> Scores:
    names = ("ids", "segments", "claim")
    logits = session.run(["classes"], dict(zip(names, inputs, strict=True)))[0].astype(np.float64)
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum())


def _speed(session: onnxruntime.InferenceSession, length: int, seconds: float) -> float:
    """Pairs a second of processor time, so that a shared machine disturbs it less."""
    numbers = np.random.default_rng(length).integers(1000, 30000, length)
    claim_start = max(length // 2, length - 25)
    inputs = _inputs(Encoded(numbers.tolist(), claim_start, [], NEITHER))
    _run(session, *inputs)
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        _run(session, *inputs)
        done += 1
    return done / (time.process_time() - start)


if __name__ == "__main__":
    main()
