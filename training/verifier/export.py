r"""Write a checkpoint as the files that ship: the model, its tokenizer, and a manifest of digests.

    python -m verifier.export "$PROVENANCE_TRAINING/runs/NAME/weights-0008000.safetensors" \
        --base mpnet --name provenance-verifier

The same checkpoint gives the same bytes.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from onnx import ModelProto
from safetensors import safe_open
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from verifier.onnx_graph import MPNET, GraphWriter, Shape
from verifier.rows import state_folder
from verifier.weight_forms import WEIGHT_FORMS

SHIPPED = Path(__file__).parents[2] / "provenance" / "nli" / "weights"
FORM = "packed6"
WORD_BITS = 5
"""What ships; see ``docs/decisions/0006-model-runtime.md``."""


def main(words: Sequence[str] | None = None) -> None:
    """Export from the command line, or from its words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", required=True, help="folder under bases: shape and tokenizer")
    parser.add_argument("--name", required=True, help="what reports call the model")
    parser.add_argument("--languages", nargs="+", default=["en"], help="languages measured")
    parser.add_argument("--most-tokens", type=int, help="of a pair; default: as trained")
    parser.add_argument("--form", choices=sorted(WEIGHT_FORMS), default=FORM)
    parser.add_argument(
        "--word-bits", type=int, choices=(4, 5, 6, 8), default=WORD_BITS, help="of a word vector"
    )
    parser.add_argument("--folder", type=Path, default=SHIPPED)
    arguments = parser.parse_args(words)
    base = state_folder() / "bases" / arguments.base
    weights, notes = read_checkpoint(arguments.weights)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    most_tokens = arguments.most_tokens or int(notes["plan"]["most_tokens"])
    model, matrices = build(
        weights, base, arguments.form, word_bits=arguments.word_bits, most_tokens=most_tokens
    )
    (arguments.folder / "verifier.onnx").write_bytes(model.SerializeToString(deterministic=True))
    np.savez(arguments.folder / "matrices.npz", allow_pickle=False, **matrices)
    (arguments.folder / "tokenizer.json").write_text(tokenizer_text(base), encoding="utf-8")
    facts = {
        "name": arguments.name,
        "base": arguments.base,
        "step": int(notes["step"]),
        "form": arguments.form,
        "word_bits": arguments.word_bits,
        "most_tokens": most_tokens,
        "languages": arguments.languages,
    }
    (arguments.folder / "manifest.toml").write_text(
        manifest_text(facts, arguments.folder), encoding="utf-8"
    )
    for path in sorted(arguments.folder.iterdir()):
        print(f"{path.stat().st_size:>12,} {path.name}")


def read_checkpoint(path: Path) -> tuple[dict[str, NDArray[np.float32]], dict[str, Any]]:
    """The weights in single precision, and the notes kept with them."""
    with safe_open(path, "np") as file:
        notes = json.loads((file.metadata() or {})["notes"])
        weights = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118  (no mapping)
    return weights, notes


def build(
    weights: dict[str, NDArray[np.float32]],
    base: Path,
    form: str,
    *,
    word_bits: int = 8,
    most_tokens: int | None = None,
) -> tuple[ModelProto, dict[str, NDArray[np.generic]]]:
    """The ONNX model of a checkpoint, and the matrices that are kept beside it.

    ``base`` is a BERT or MPNet, of which the checkpoint has all layers or the lowest.
    """
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    kind = config["model_type"]
    if kind not in {"bert", "mpnet"} or config["hidden_act"] != "gelu":
        raise SystemExit(f"cannot export a {kind} encoder: only BERT and MPNet with gelu")
    stem = "encoder.encoder.layer."
    shape = Shape(
        layers=len({name.split(".")[3] for name in weights if name.startswith(stem)}),
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
    )
    if kind == "mpnet":
        first = config["pad_token_id"] + 1
        furthest = config["max_position_embeddings"] - first - 1
        distances = torch.arange(-furthest, furthest + 1)
        shape = replace(
            shape,
            names=MPNET,
            first_position=first,
            distances=MPNetEncoder.relative_position_bucket(
                distances, num_buckets=config["relative_attention_num_buckets"]
            ).numpy(),
        )
    writer = GraphWriter(
        weights, shape, WEIGHT_FORMS[form], word_bits=word_bits, most_tokens=most_tokens
    )
    return writer.write(), writer.graph.apart


def tokenizer_text(base: Path) -> str:
    """The base's tokenizer without the cutting and padding it was published with."""
    tokenizer = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None}
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n"


def manifest_text(facts: dict[str, Any], folder: Path) -> str:
    """What the library reads first: name, limits, and the digest of each file."""
    lines = ["# Written by training/verifier/export.py.", ""]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    lines += ["", "[sha256]"]
    for name in ("matrices.npz", "tokenizer.json", "verifier.onnx"):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        lines.append(f'"{name}" = "{digest}"')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
