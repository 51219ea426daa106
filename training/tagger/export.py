r"""Write a checkpoint of the tagger as the files that ship.

    python -m tagger.export "$PROVENANCE_TRAINING/runs/NAME/weights-0001000.safetensors" \
        --name provenance-tagger

The same checkpoint gives the same bytes.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper
from verifier.export import read_checkpoint, tokenizer_text
from verifier.onnx_graph import GraphWriter, Shape
from verifier.rows import state_folder
from verifier.weight_forms import WEIGHT_FORMS

SHIPPED = Path(__file__).parents[2] / "provenance" / "tagging" / "weights"
FORM = "dynamic7"
WORD_BITS = 5
JOINED = ("cue", "worth", "as_cue", "as_role")
"""The heads that each token has by itself, in the order of the output's columns."""


class TaggerWriter(GraphWriter):
    """Writes the encoder with the heads of every token: ``ids`` in, ``heads`` out."""

    def write(self) -> ModelProto:
        """The whole model for one window: no batch, so no padding and no mask."""
        graph = self.graph
        ids = graph.add("Unsqueeze", ["ids", self._axes(0)], "ids_once")
        hidden = self._embeddings(ids, None)
        for number in range(self.shape.layers):
            hidden = self._layer(f"encoder.encoder.layer.{number}", hidden, None)
        rows = graph.add("Squeeze", [hidden, self._axes(0)], "hidden")
        self._small("heads", rows, "heads")
        width = self.weights["heads.bias"].shape[0]
        return self._model(
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ["tokens"])],
            [helper.make_tensor_value_info("heads", TensorProto.FLOAT, ["tokens", width])],
        )


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("--name", required=True, help="what reports call the model")
    parser.add_argument("--form", choices=sorted(WEIGHT_FORMS), default=FORM)
    parser.add_argument("--word-bits", type=int, choices=(4, 5, 6, 8), default=WORD_BITS)
    parser.add_argument("--folder", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    weights, notes = read_checkpoint(arguments.weights)
    base = state_folder() / "bases" / str(notes["base"])
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    model, matrices = build(
        weights,
        base,
        form=arguments.form,
        word_bits=arguments.word_bits,
        most_tokens=int(notes["most_tokens"]),
    )
    (folder / "tagger.onnx").write_bytes(model.SerializeToString(deterministic=True))
    np.savez(folder / "matrices.npz", allow_pickle=False, **matrices)
    heads = {
        "distance": weights["distance.weight"].astype(np.float16),
        "roles": weights["roles.weight"].astype(np.float16),
        "bias": weights["roles.bias"].astype(np.float32),
    }
    np.savez(folder / "heads.npz", allow_pickle=False, **heads)
    (folder / "tokenizer.json").write_text(tokenizer_text(base), encoding="utf-8")
    facts = {
        "name": arguments.name,
        "base": str(notes["base"]),
        "step": int(notes["step"]),
        "form": arguments.form,
        "word_bits": arguments.word_bits,
        "most_tokens": int(notes["most_tokens"]),
        "languages": ["en"],
    }
    lines = ["# Written by training/tagger/export.py.", ""]
    lines += [f"{key} = {json.dumps(value)}" for key, value in facts.items()]
    lines += ["", "[sha256]"]
    for path in sorted(folder.iterdir()):
        if path.suffix in {".npz", ".json", ".onnx"}:
            lines.append(f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"')
            print(f"{path.stat().st_size:>12,} {path.name}")
    (folder / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(
    weights: dict[str, NDArray[np.float32]],
    base: Path,
    *,
    form: str,
    word_bits: int,
    most_tokens: int,
) -> tuple[ModelProto, dict[str, NDArray[np.generic]]]:
    """The ONNX model of a checkpoint, and the matrices that are kept beside it."""
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    stem = "encoder.encoder.layer."
    shape = Shape(
        layers=len({name.split(".")[3] for name in weights if name.startswith(stem)}),
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
    )
    # A window is one segment: its vector is the same for every token.
    kinds = weights.pop("encoder.embeddings.token_type_embeddings.weight")
    weights["encoder.embeddings.position_embeddings.weight"] += kinds[0]
    for part in ("weight", "bias"):
        weights[f"heads.{part}"] = np.concatenate([weights[f"{n}.{part}"] for n in JOINED])
    writer = TaggerWriter(
        weights, shape, WEIGHT_FORMS[form], word_bits=word_bits, most_tokens=most_tokens
    )
    return writer.write(), writer.graph.apart


if __name__ == "__main__":
    main()
