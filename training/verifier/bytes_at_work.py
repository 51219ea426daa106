r"""Rewrite a shipped verifier so that it multiplies in bytes; its packed matrices stay as they are.

    python -m verifier.bytes_at_work [FOLDER]

Run once after :mod:`verifier.export`, without PyTorch. Every large product of a layer but the last
becomes: the channels with the largest activations, apart and in single precision; the others as
bytes by token times bytes by column, summed as whole numbers. Which channels these are is looked
up on the claims of the written training families, and kept in ``apart.json``.
The last layer is left alone: only the claim's tokens go through it.

What it costs and loses stands in ``docs/decisions/0017-bytes-at-work.md``. The idea of keeping
outlying channels apart is that of LLM.int8() (Dettmers and others, 2022).
"""

import argparse
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from provenance.nli import Pair
from provenance.nli.packing import read_matrices
from provenance.nli.reading import PairReader
from provenance.nli.running import make_session
from provenance.nli.shipping import SHIPPED
from verifier.written_pairs import read_families

CHANNELS = 16
"""Kept apart of each product."""
FAMILIES = 60
"""Of the written training families, one claim each."""
_HIGHEST, _MIDDLE, _LEAST = 127.0, 128, 1e-9
_LAYER = re.compile(r"\.layer\.(\d+)\.")
Matrices = Mapping[str, NDArray[np.float32]]


def main() -> None:
    """Rewrite the folder from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED)
    folder = parser.parse_args().folder
    model = onnx.load(str(folder / "verifier.onnx"), load_external_data=False)
    matrices = read_matrices((folder / "matrices.npz").read_bytes())
    manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    if (folder / "apart.json").exists():
        raise SystemExit(f"{folder} multiplies in bytes already: export it again first")
    products = large_products(model, matrices)
    reader = PairReader.of(
        (folder / "tokenizer.json").read_text(encoding="utf-8"),
        most_tokens=int(manifest["most_tokens"]),
    )
    pairs = (reader.read(pair).inputs() for pair in calibration_pairs())
    apart = outlying_channels(model, matrices, products, pairs)
    write(folder, in_bytes(model, products, apart), apart, manifest)


def large_products(model: onnx.ModelProto, matrices: Matrices) -> dict[str, str]:
    """Of each matrix that is multiplied in bytes its name, and what it is multiplied with."""
    found = {
        node.input[1]: node.input[0]
        for node in model.graph.node
        if node.op_type == "MatMul" and node.input[1] in matrices
    }
    last = max(_layer(name) for name in found)
    return {name: seen for name, seen in found.items() if _layer(name) < last}


def _layer(name: str) -> int:
    match = _LAYER.search(name)
    return int(match[1]) if match else -1


def calibration_pairs() -> Iterable[Pair]:
    """One claim each of families that the model was trained on."""
    families = [family for family in read_families() if not family.is_held_out]
    for number, family in enumerate(families[:FAMILIES]):
        claim = family.claims[number % len(family.claims)]
        yield Pair(passage=family.source, claim=claim.text)


def outlying_channels(
    model: onnx.ModelProto,
    matrices: Matrices,
    products: Mapping[str, str],
    inputs: Iterable[Mapping[str, Any]],
) -> dict[str, list[int]]:
    """Of each matrix the rows whose activations reach highest, ascending."""
    told = onnx.ModelProto()
    told.CopyFrom(model)
    names = sorted(set(products.values()))
    for name in names:
        told.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    session = make_session(told.SerializeToString(), matrices)
    highest: dict[str, NDArray[np.float32]] = {}
    for one in inputs:
        for name, value in zip(names, session.run(names, dict(one)), strict=True):
            reached = np.abs(value).reshape(-1, value.shape[-1]).max(0)
            highest[name] = np.maximum(highest.get(name, reached), reached)
    return {
        matrix: sorted(np.argsort(-highest[seen], kind="stable")[:CHANNELS].tolist())
        for matrix, seen in products.items()
    }


def in_bytes(
    model: onnx.ModelProto, products: Mapping[str, str], apart: Mapping[str, list[int]]
) -> onnx.ModelProto:
    """The same graph with the products in bytes; their matrices are made when it is loaded."""
    made = onnx.ModelProto()
    made.CopyFrom(model)
    graph = made.graph
    widths = {one.name: list(one.dims) for one in graph.initializer if one.name in products}
    kept = [one for one in graph.initializer if one.name not in products]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = list(graph.node)
    del graph.node[:]
    for node in nodes:
        if node.op_type == "MatMul" and node.input[1] in products:
            name = node.input[1]
            _add_product(graph, node, widths[name], apart[name])
        else:
            graph.node.append(node)
    return made


def _add_product(
    graph: onnx.GraphProto, node: onnx.NodeProto, shape: list[int], channels: list[int]
) -> None:
    seen, name = node.input
    rows, columns = shape

    def constant(part: str, value: NDArray[np.generic]) -> str:
        graph.initializer.append(numpy_helper.from_array(value, f"{name}.{part}"))
        return f"{name}.{part}"

    def beside(part: str, dims: list[int], kind: int) -> str:
        tensor = TensorProto(name=f"{name}.{part}", dims=dims, data_type=kind)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="matrices.npz")
        graph.initializer.append(tensor)
        return f"{name}.{part}"

    def add(kind: str, inputs: list[str], part: str, **attributes: object) -> str:
        output = f"{name}.{part}"
        graph.node.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    mask = np.ones(rows, np.float32)
    mask[channels] = 0
    picked = add("Gather", [seen, constant("channels", np.array(channels))], "picked", axis=-1)
    weights = beside("apart", [len(channels), columns], TensorProto.FLOAT)
    first = add("MatMul", [picked, weights], "of_channels")
    others = add("Mul", [seen, constant("mask", mask)], "others")
    last = constant("last", np.array([-1], np.int64))
    reach = add("ReduceMax", [add("Abs", [others], "absolute"), last], "reach", keepdims=1)
    bounded = add("Max", [reach, constant("least", np.array(_LEAST, np.float32))], "bounded")
    step = add("Div", [bounded, constant("highest", np.array(_HIGHEST, np.float32))], "step")
    whole = add("Round", [add("Div", [others, step], "steps")], "whole")
    middle = constant("middle", np.array(_MIDDLE, np.float32))
    unsigned = add(
        "Cast", [add("Add", [whole, middle], "raised")], "unsigned", to=TensorProto.UINT8
    )
    matrix = beside("bytes", [rows, columns], TensorProto.INT8)
    zero = constant("zero", np.array(_MIDDLE, np.uint8))
    sums = add("MatMulInteger", [unsigned, matrix, zero], "sums")
    plain = add("Cast", [sums], "plain", to=TensorProto.FLOAT)
    scaled = add("Mul", [plain, beside("scale", [columns], TensorProto.FLOAT)], "by_column")
    second = add("Mul", [scaled, step], "by_token")
    graph.node.append(helper.make_node("Add", [first, second], [node.output[0]], name=node.name))


def write(
    folder: Path,
    model: onnx.ModelProto,
    apart: Mapping[str, list[int]],
    manifest: dict[str, Any],
) -> None:
    """The graph, the channels, and the manifest with their digests."""
    (folder / "verifier.onnx").write_bytes(model.SerializeToString(deterministic=True))
    (folder / "apart.json").write_text(json.dumps(apart, indent=0) + "\n", encoding="utf-8")
    facts = {key: value for key, value in manifest.items() if key != "sha256"}
    facts["at_work"] = f"bytes, {CHANNELS} channels apart"
    lines = ["# Written by training/verifier/export.py and bytes_at_work.py.", ""]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    lines += ["", "[sha256]"]
    for name in ("apart.json", "matrices.npz", "tokenizer.json", "verifier.onnx"):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        lines.append(f'"{name}" = "{digest}"')
    (folder / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
