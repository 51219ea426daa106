"""The cross-encoder as an ONNX graph for one pair at a time: no batch, so no padding and no mask.

Written by hand rather than traced, so that every operation is known: what a pair scores depends on
nothing but the pair. The operations of ``com.microsoft`` are those of ONNX Runtime.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from verifier.weight_forms import WeightForm, byte_blocks, unfold

OPSET = 21
_MICROSOFT = "com.microsoft"
_LOW = -1e4
"""As in ``cross_encoder``: what stands outside the claim never is the highest."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights alone do not tell about a BERT encoder."""

    layers: int
    heads: int
    epsilon: float


@dataclass(slots=True)
class Graph:
    """Nodes and constants in the making."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Keep ``value`` and return its name."""
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def add(
        self, kind: str, inputs: list[str], output: str, *, domain: str = "", **attributes: object
    ) -> str:
        """Add an operation with one output and return that output's name."""
        node = helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes)
        self.nodes.append(node)
        return output

    def fused(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        """Add an operation that only ONNX Runtime has."""
        return self.add(kind, inputs, output, domain=_MICROSOFT, **attributes)


class GraphWriter:
    """Writes one encoder; ``form`` says how its large matrices are kept and multiplied."""

    def __init__(
        self, weights: Mapping[str, NDArray[np.float32]], shape: Shape, form: WeightForm
    ) -> None:
        """Take the weights by their names in the checkpoint."""
        self.weights, self.shape, self.form = weights, shape, form
        self.graph = Graph()
        self.width = weights["encoder.embeddings.LayerNorm.weight"].shape[0]

    def write(self) -> onnx.ModelProto:
        """The whole model: ``ids``, ``segments``, ``claim`` to ``classes`` and ``words``."""
        hidden = self._embeddings()
        for number in range(self.shape.layers):
            hidden = self._layer(f"encoder.encoder.layer.{number}", hidden)
        self._outputs(self.graph.add("Squeeze", [hidden, self._axes(0)], "hidden"))
        inputs = [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["tokens"]),
            helper.make_tensor_value_info("segments", TensorProto.INT64, ["tokens"]),
            helper.make_tensor_value_info("claim", TensorProto.BOOL, ["tokens"]),
        ]
        outputs = [
            helper.make_tensor_value_info("classes", TensorProto.FLOAT, [3]),
            helper.make_tensor_value_info("words", TensorProto.FLOAT, ["tokens"]),
        ]
        graph = helper.make_graph(
            self.graph.nodes, "verifier", inputs, outputs, self.graph.constants
        )
        imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=10, producer_name="")

    def _embeddings(self) -> str:
        graph, stem = self.graph, "encoder.embeddings"
        words = self._rows(f"{stem}.word_embeddings.weight", "ids")
        segments = graph.constant(
            "segment_table", self.weights[f"{stem}.token_type_embeddings.weight"]
        )
        segments = graph.add("Gather", [segments, "segments"], "segment_rows")
        length = graph.add("Shape", ["ids"], "length")
        zero = graph.constant("zero", np.array([0], np.int64))
        table = graph.constant("position_table", self.weights[f"{stem}.position_embeddings.weight"])
        positions = graph.add("Slice", [table, zero, length, zero], "position_rows")
        both = graph.add("Add", [words, segments], "words_and_segments")
        added = graph.add("Add", [both, positions], "embedded")
        lifted = graph.add("Unsqueeze", [added, self._axes(0)], "embedded_once")
        return graph.add(
            "LayerNormalization",
            [lifted, *self._norm(f"{stem}.LayerNorm")],
            "normed",
            axis=-1,
            epsilon=self.shape.epsilon,
        )

    def _rows(self, name: str, numbers: str) -> str:
        """Rows of a table kept in blocks of bytes."""
        graph, table = self.graph, self.weights[name]
        whole, scale = byte_blocks(table)
        rows = graph.add("Gather", [graph.constant(name, whole), numbers], "word_bytes")
        scales = graph.add(
            "Gather", [graph.constant(f"{name}.scale", scale), numbers], "word_scales"
        )
        shape = graph.constant(f"{name}.shape", np.array([-1, self.width], np.int64))
        return graph.add("Reshape", [unfold(graph, "word", rows, scales), shape], "word_rows")

    def _layer(self, stem: str, hidden: str) -> str:
        graph, attention = self.graph, f"{stem}.attention.self"
        kinds = ("query", "key", "value")
        joined = self._linear(
            f"{attention}.all",
            hidden,
            np.concatenate([self.weights[f"{attention}.{kind}.weight"] for kind in kinds]),
            np.concatenate([self.weights[f"{attention}.{kind}.bias"] for kind in kinds]),
        )
        parts = [f"{attention}.{kind}" for kind in kinds]
        graph.nodes.append(
            helper.make_node(
                "Split", [joined], parts, name=f"{attention}.split", axis=-1, num_outputs=3
            )
        )
        seen = graph.fused(
            "MultiHeadAttention", parts, f"{attention}.out", num_heads=self.shape.heads
        )
        dense = self._named_linear(f"{stem}.attention.output.dense", seen)
        middle = self._add_and_norm(f"{stem}.attention.output.LayerNorm", dense, hidden)
        wide = self._named_linear(f"{stem}.intermediate.dense", middle)
        active = graph.fused("Gelu", [wide], f"{stem}.gelu")
        narrow = self._named_linear(f"{stem}.output.dense", active)
        return self._add_and_norm(f"{stem}.output.LayerNorm", narrow, middle)

    def _outputs(self, hidden: str) -> None:
        """The claim's mean, highest, and first token to classes; every token to its word score."""
        graph = self.graph
        claim = graph.add("Cast", ["claim"], "claim_numbers", to=TensorProto.FLOAT)
        column = graph.add("Unsqueeze", [claim, self._axes(1)], "claim_column")
        floor = graph.constant("one", np.array(1, np.float32))
        low = graph.constant("low", np.array(_LOW, np.float32))
        total = graph.add("ReduceSum", [claim], "claim_total", keepdims=0)
        count = graph.add("Max", [total, floor], "claim_count")
        inside = graph.add("Mul", [hidden, column], "inside")
        summed = graph.add("ReduceSum", [inside, self._axes(0)], "summed", keepdims=0)
        mean = graph.add("Div", [summed, count], "mean")
        column_mask = graph.add("Unsqueeze", ["claim", self._axes(1)], "claim_mask")
        kept = graph.add("Where", [column_mask, hidden, low], "kept")
        highest = graph.add("ReduceMax", [kept, self._axes(0)], "highest", keepdims=0)
        each = self._small("words", hidden, "each_word")
        words = graph.add("Squeeze", [each, self._axes(1)], "words")
        kept_words = graph.add("Where", ["claim", words, low], "kept_words")
        worst = graph.add("ReduceMax", [kept_words, self._axes(0)], "worst", keepdims=1)
        inside_words = graph.add("Mul", [words, claim], "inside_words")
        summed_words = graph.add("ReduceSum", [inside_words, self._axes(0)], "summed_words")
        usual = graph.add("Div", [summed_words, count], "usual")
        first = graph.constant("first", np.array(0, np.int64))
        start = graph.add("Gather", [hidden, first], "start")
        features = graph.add("Concat", [start, mean, highest, worst, usual], "features", axis=0)
        row = graph.add("Unsqueeze", [features, self._axes(0)], "feature_row")
        mixed = graph.fused("Gelu", [self._small("mix", row, "mixed")], "mixed_gelu")
        graph.add("Squeeze", [self._small("classes", mixed, "class_row"), self._axes(0)], "classes")

    def _small(self, stem: str, hidden: str, output: str) -> str:
        """A small matrix, in full precision."""
        weight = self.graph.constant(f"{stem}.weight", self.weights[f"{stem}.weight"])
        bias = self.graph.constant(f"{stem}.bias", self.weights[f"{stem}.bias"])
        return self.graph.add("Gemm", [hidden, weight, bias], output, transB=1)

    def _named_linear(self, stem: str, hidden: str) -> str:
        return self._linear(
            stem, hidden, self.weights[f"{stem}.weight"], self.weights[f"{stem}.bias"]
        )

    def _linear(
        self, stem: str, hidden: str, weight: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> str:
        return self.form(self.graph, stem, hidden, weight, bias)

    def _add_and_norm(self, stem: str, new: str, old: str) -> str:
        return self.graph.fused(
            "SkipLayerNormalization",
            [new, old, *self._norm(stem)],
            f"{stem}.out",
            epsilon=self.shape.epsilon,
        )

    def _norm(self, stem: str) -> list[str]:
        return [
            self.graph.constant(f"{stem}.{part}", self.weights[f"{stem}.{part}"])
            for part in ("weight", "bias")
        ]

    def _axes(self, axis: int) -> str:
        name = f"axis_{axis}"
        if all(known.name != name for known in self.graph.constants):
            self.graph.constant(name, np.array([axis], np.int64))
        return name
