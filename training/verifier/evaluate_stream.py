"""How well each kind of made example is learnt, on chapters no run comes to.

    python -m verifier.evaluate_stream --base minilm-l6 --weights W.safetensors

Prints, per origin, how many there are and how often the model is right: for ``NOT_SUPPORTED`` when
supported is not the likeliest.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import torch

from verifier.mixture import Mixture
from verifier.rows import NOT_SUPPORTED, SUPPORTED, read_training_rows, state_folder
from verifier.scoring import load_judge

NEVER_TRAINED_ON = 10_000_000
SEED = 20261121


def main() -> None:
    """Evaluate from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--most-tokens", type=int, default=256)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--fewest", type=int, default=8, help="origins with fewer examples are left out"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    base = state_folder() / "bases" / arguments.base
    judge = load_judge(base, arguments.weights, most_tokens=arguments.most_tokens)
    mixture = Mixture(read_training_rows(), seed=SEED, most_tokens=arguments.most_tokens)
    examples = mixture.chapter(NEVER_TRAINED_ON, arguments.size)
    scores = judge.score([(e.premise, e.claim) for e in examples])
    hits: dict[str, list[bool]] = defaultdict(list)
    for example, score in zip(examples, scores, strict=True):
        said = int(score[:3].argmax())
        right = said != SUPPORTED if example.label == NOT_SUPPORTED else said == example.label
        kind = example.origin.split("+")[0]
        hits[f"{kind} {'true' if example.label == SUPPORTED else 'false'}"].append(right)
        hits[
            f"ALL {kind.split(':')[0]} {'true' if example.label == SUPPORTED else 'false'}"
        ].append(right)
    for kind, rights in sorted(hits.items()):
        if len(rights) >= arguments.fewest:
            print(f"{kind:45} {len(rights):5} {sum(rights) / len(rights):.2f}")


if __name__ == "__main__":
    main()
