"""Write the mean of two runs' weights, the second of which was begun from the first.

    python -m tagger.mean RUN/weights-….safetensors RUN/weights-….safetensors OUT

Paths are under ``$PROVENANCE_TRAINING/runs``; the notes kept are the second's.
"""

import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from verifier.rows import state_folder


def main() -> None:
    """Read two files, write one."""
    runs = state_folder() / "runs"
    first, second, out = (str(runs / name) for name in sys.argv[1:4])
    left, right = load_file(first), load_file(second)
    with safe_open(second, "pt") as file:
        notes = file.metadata()
    mean = {n: ((left[n].float() + right[n].float()) / 2).to(torch.float16) for n in right}
    save_file(mean, out, metadata=notes)


if __name__ == "__main__":
    main()
