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

from verifier.weight_forms import WeightForm, byte_blocks, pack_blocks, unfold, unpack

OPSET = 21
_MICROSOFT = "com.microsoft"


@dataclass(frozen=True, slots=True)
class Names:
    """How a kind of encoder calls the parts of a layer."""

    query: str
    key: str
    value: str
    seen: str
    """The product after the attention."""
    seen_norm: str


BERT = Names(
    query="attention.self.query",
    key="attention.self.key",
    value="attention.self.value",
    seen="attention.output.dense",
    seen_norm="attention.output.LayerNorm",
)
MPNET = Names(
    query="attention.attn.q",
    key="attention.attn.k",
    value="attention.attn.v",
    seen="attention.attn.o",
    seen_norm="attention.LayerNorm",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights alone do not tell about an encoder."""

    layers: int
    heads: int
    epsilon: float
    names: Names = BERT
    first_position: int = 0
    """The row of the position table that the first token has."""
    distances: NDArray[np.int64] | None = None
    """Of each distance between two tokens, from the furthest before to the furthest behind, the
    row of the table of position biases; none where the encoder has no such table."""


@dataclass(slots=True)
class Graph:
    """Nodes and constants in the making."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)
    apart: dict[str, NDArray[np.generic]] = field(default_factory=dict)
    """Packed matrices, by the name in the graph and ``.plane0``, ``.plane1``, ``.scale``."""

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Keep ``value`` and return its name."""
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def beside(self, name: str, weight: NDArray[np.float32], bits: int) -> str:
        """Keep ``weight`` (out, in) packed and outside the graph, in which it is (in, out)."""
        planes, scale = pack_blocks(weight, bits)
        self.apart |= {f"{name}.plane{number}": plane for number, plane in enumerate(planes)}
        self.apart[f"{name}.scale"] = scale
        tensor = TensorProto(name=name, dims=weight.shape[::-1], data_type=TensorProto.FLOAT)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="matrices.npz")
        self.constants.append(tensor)
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
        self,
        weights: Mapping[str, NDArray[np.float32]],
        shape: Shape,
        form: WeightForm,
        *,
        word_bits: int = 8,
        most_tokens: int | None = None,
    ) -> None:
        """Take the weights by their names in the checkpoint; no pair has over ``most_tokens``."""
        self.most_tokens = most_tokens
        self.weights, self.shape, self.form, self.word_bits = weights, shape, form, word_bits
        self.graph = Graph()
        self.width = weights["encoder.embeddings.LayerNorm.weight"].shape[0]

    def write(self) -> onnx.ModelProto:
        """The whole model: ``ids``, ``segments``, ``claim`` (true for its tokens) in.

        Out come ``classes``, three logits, and ``words``, a logit for each token of the claim.
        """
        graph = self.graph
        ids = graph.add("Unsqueeze", ["ids", self._axes(0)], "ids_once")
        segments = graph.add("Unsqueeze", ["segments", self._axes(0)], "segments_once")
        hidden = self._embeddings(ids, segments)
        bias = self._position_bias()
        last = self.shape.layers - 1
        for number in range(last):
            hidden = self._layer(f"encoder.encoder.layer.{number}", hidden, bias)
        hidden = self._layer(f"encoder.encoder.layer.{last}", hidden, bias, self._looked_at())
        self._outputs(graph.add("Squeeze", [hidden, self._axes(0)], "hidden"))
        inputs = [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["tokens"]),
            helper.make_tensor_value_info("segments", TensorProto.INT64, ["tokens"]),
            helper.make_tensor_value_info("claim", TensorProto.BOOL, ["tokens"]),
        ]
        outputs = [
            helper.make_tensor_value_info("classes", TensorProto.FLOAT, [3]),
            helper.make_tensor_value_info("words", TensorProto.FLOAT, ["claim_tokens"]),
        ]
        return self._model(inputs, outputs)

    def write_plain(self) -> onnx.ModelProto:
        """The encoder alone, for batches of one length: ``ids`` to ``first``, its first tokens.

        For measuring speed; it has neither segments nor outputs of its own.
        """
        hidden = self._embeddings("ids", None)
        bias = self._position_bias()
        for number in range(self.shape.layers):
            hidden = self._layer(f"encoder.encoder.layer.{number}", hidden, bias)
        place = self.graph.constant("first_place", np.array(0))
        self.graph.add("Gather", [hidden, place], "first", axis=1)
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["pairs", "tokens"])
        first = helper.make_tensor_value_info("first", TensorProto.FLOAT, ["pairs", self.width])
        return self._model([ids], [first])

    def _model(
        self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
    ) -> onnx.ModelProto:
        graph = helper.make_graph(
            self.graph.nodes, "verifier", inputs, outputs, self.graph.constants
        )
        imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=10, producer_name="")

    def _embeddings(self, ids: str, segments: str | None) -> str:
        """Word, place and segment, added and normed: (pairs, tokens, width)."""
        graph, stem = self.graph, "encoder.embeddings"
        words = self._rows(f"{stem}.word_embeddings.weight", ids)
        zero, one = self._axes(0), self._axes(1)
        length = graph.add("Shape", [ids], "length", start=1)
        places = self.weights[f"{stem}.position_embeddings.weight"][self.shape.first_position :]
        table = self._halves("position_table", places[: self.most_tokens])
        positions = graph.add("Slice", [table, zero, length, zero, one], "position_rows")
        added = graph.add("Add", [words, positions], "words_and_positions")
        if segments is not None and f"{stem}.token_type_embeddings.weight" in self.weights:
            kinds = graph.constant(
                "segment_table", self.weights[f"{stem}.token_type_embeddings.weight"]
            )
            rows = graph.add("Gather", [kinds, segments], "segment_rows")
            added = graph.add("Add", [added, rows], "embedded")
        norm = self._norm(f"{stem}.LayerNorm")
        epsilon = self.shape.epsilon
        return graph.add("LayerNormalization", [added, *norm], "normed", axis=-1, epsilon=epsilon)

    def _rows(self, name: str, numbers: str) -> str:
        """Rows of a table kept in blocks of bytes or fewer bits."""
        graph, table = self.graph, self.weights[name]
        planes: list[NDArray[np.generic]]
        if self.word_bits == 8:
            whole, scale = byte_blocks(table)
            planes = [whole]
        else:
            packed, scale = pack_blocks(table, self.word_bits)
            planes = [*packed]
        rows = [
            graph.add("Gather", [graph.constant(f"{name}.plane{n}", plane), numbers], f"word_{n}")
            for n, plane in enumerate(planes)
        ]
        scales = graph.add(
            "Gather", [graph.constant(f"{name}.scale", scale), numbers], "word_scales"
        )
        shape = graph.constant(f"{name}.shape", np.array([0, 0, self.width], np.int64))
        if self.word_bits == 8:
            unfolded = unfold(graph, "word", rows[0], scales)
        else:
            unfolded = unpack(graph, "word", rows, scales, self.word_bits)
        return graph.add("Reshape", [unfolded, shape], "word_rows")

    def _position_bias(self) -> str | None:
        """What is added to the attention for the distance of two tokens: (1, heads, from, to)."""
        if self.shape.distances is None:
            return None
        graph, furthest = self.graph, len(self.shape.distances) // 2
        biases = self.weights["encoder.encoder.relative_attention_bias.weight"]
        table = graph.constant("distance_table", biases[self.shape.distances].T.copy())
        size = graph.add("Squeeze", ["length", self._axes(0)], "size")
        start, step = (
            graph.constant("start_at", np.array(0)),
            graph.constant("step_by", np.array(1)),
        )
        places = graph.add("Range", [start, size, step], "places")
        seen = graph.add("Unsqueeze", [places, self._axes(0)], "places_seen")
        seeing = graph.add("Unsqueeze", [places, self._axes(1)], "places_seeing")
        apart = graph.add("Sub", [seen, seeing], "apart")
        rows = graph.add(
            "Add", [apart, graph.constant("furthest", np.array(furthest))], "distances"
        )
        picked = graph.add("Gather", [table, rows], "distance_bias", axis=1)
        return graph.add("Unsqueeze", [picked, self._axes(0)], "position_bias")

    def _looked_at(self) -> str:
        """Numbers of the tokens the outputs look at: the first of all, and the claim's."""
        graph = self.graph
        places = graph.add("NonZero", ["claim"], "claim_places_once")
        claim = graph.add("Squeeze", [places, self._axes(0)], "claim_places")
        first = graph.constant("first_place", np.array([0], np.int64))
        return graph.add("Concat", [first, claim], "looked_at", axis=0)

    def _layer(self, stem: str, hidden: str, bias: str | None, rows: str | None = None) -> str:
        """One layer; with ``rows`` only those tokens go on, though they still see all others."""
        graph, names = self.graph, self.shape.names
        if rows is None:
            kept = hidden
            seeing = self._projections(stem, (names.query, names.key, names.value), hidden)
        else:
            kept = graph.add("Gather", [hidden, rows], f"{stem}.kept", axis=1)
            seeing = self._projections(stem, (names.query,), kept)
            seeing += self._projections(stem, (names.key, names.value), hidden)
            bias = bias and graph.add("Gather", [bias, rows], f"{stem}.kept_bias", axis=2)
        seen = graph.fused(
            "MultiHeadAttention",
            [*seeing, "", "", bias] if bias else seeing,
            f"{stem}.seen",
            num_heads=self.shape.heads,
        )
        dense = self._linear(f"{stem}.{names.seen}", seen)
        middle = self._add_and_norm(f"{stem}.{names.seen_norm}", dense, kept)
        wide = self._linear(f"{stem}.intermediate.dense", middle)
        active = graph.fused("Gelu", [wide], f"{stem}.gelu")
        narrow = self._linear(f"{stem}.output.dense", active)
        return self._add_and_norm(f"{stem}.output.LayerNorm", narrow, middle)

    def _projections(self, stem: str, kinds: tuple[str, ...], hidden: str) -> list[str]:
        """Query, key, value, or some of them, by one product."""
        parts = [f"{stem}.{kind}" for kind in kinds]
        weight = np.concatenate([self.weights[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        joined = self.form(self.graph, f"{parts[0]}.and_so_on", hidden, weight, bias)
        if len(kinds) == 1:
            return [joined]
        split = {"name": f"{parts[0]}.split", "axis": -1, "num_outputs": len(kinds)}
        self.graph.nodes.append(helper.make_node("Split", [joined], parts, **split))
        return parts

    def _outputs(self, hidden: str) -> None:
        """From the first token, the claim's mean and its highest to classes; and word scores."""
        graph = self.graph
        one = graph.constant("one", np.array([1], np.int64))
        far = graph.constant("far", np.array([2**31], np.int64))
        claim = graph.add("Slice", [hidden, one, far], "claim_hidden")
        each = self._small("words", claim, "each_word")
        words = graph.add("Squeeze", [each, self._axes(1)], "words")
        features = [
            graph.add("Gather", [hidden, graph.constant("first", np.array(0))], "start"),
            graph.add("ReduceMean", [claim, self._axes(0)], "mean", keepdims=0),
            graph.add("ReduceMax", [claim, self._axes(0)], "highest", keepdims=0),
            graph.add("ReduceMax", [words, self._axes(0)], "worst"),
            graph.add("ReduceMean", [words, self._axes(0)], "usual"),
        ]
        joined = graph.add("Concat", features, "features", axis=0)
        row = graph.add("Unsqueeze", [joined, self._axes(0)], "feature_row")
        mixed = graph.fused("Gelu", [self._small("mix", row, "mixed")], "mixed_gelu")
        graph.add("Squeeze", [self._small("classes", mixed, "class_row"), self._axes(0)], "classes")

    def _small(self, stem: str, hidden: str, output: str) -> str:
        """A small matrix, not packed."""
        weight = self._halves(f"{stem}.weight", self.weights[f"{stem}.weight"])
        bias = self.graph.constant(f"{stem}.bias", self.weights[f"{stem}.bias"])
        return self.graph.add("Gemm", [hidden, weight, bias], output, transB=1)

    def _halves(self, name: str, value: NDArray[np.float32]) -> str:
        """A constant in half precision, as the checkpoint has it; computed with in single."""
        kept = self.graph.constant(name, value.astype(np.float16))
        return self.graph.add("Cast", [kept], f"{name}.whole", to=TensorProto.FLOAT)

    def _linear(self, stem: str, hidden: str) -> str:
        weight, bias = self.weights[f"{stem}.weight"], self.weights[f"{stem}.bias"]
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
