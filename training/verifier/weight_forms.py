"""How a large matrix is kept in the shipped file and multiplied: the forms that were measured.

Each form adds the operations for ``hidden @ weight.T + bias`` to a graph. ``WEIGHT_FORMS`` names
them; what they cost and lose stands in ``docs/decisions/0006-model-runtime.md``.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto

Matrix = NDArray[np.float32]
BLOCK = 32
"""Numbers that share a scale."""


class GraphLike(Protocol):
    """What a form needs of the graph it adds to."""

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Keep ``value`` and return its name."""
        ...

    def beside(self, name: str, weight: Matrix, bits: int) -> str:
        """Keep ``weight`` packed and outside the graph, in which it is (in, out)."""
        ...

    def add(
        self, kind: str, inputs: list[str], output: str, *, domain: str = "", **attributes: object
    ) -> str:
        """Add an operation with one output and return that output's name."""
        ...

    def fused(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        """Add an operation that only ONNX Runtime has."""
        ...


class WeightForm(Protocol):
    """Adds ``hidden @ weight.T + bias`` and returns the output's name."""

    def __call__(
        self, graph: GraphLike, stem: str, hidden: str, weight: Matrix, bias: Matrix
    ) -> str:
        """``weight`` is (out, in), as PyTorch keeps it."""
        ...


def full(graph: GraphLike, stem: str, hidden: str, weight: Matrix, bias: Matrix) -> str:
    """Single precision, kept and computed."""
    return _plain(graph, stem, hidden, graph.constant(f"{stem}.weight", weight.T), bias)


def bytes_unfolded_at_load(
    graph: GraphLike, stem: str, hidden: str, weight: Matrix, bias: Matrix
) -> str:
    """Bytes in the file, a scale for each 32 of them; single precision from loading on.

    ONNX Runtime folds constant products when the session is made, so nothing is left of it later.
    """
    numbers, scale = byte_blocks(weight)
    kept = graph.constant(f"{stem}.weight", numbers)
    scales = graph.constant(f"{stem}.scale", scale)
    unfolded = unfold(graph, stem, kept, scales)
    shape = graph.constant(f"{stem}.shape", np.array(weight.shape, np.int64))
    matrix = graph.add("Reshape", [unfolded, shape], f"{stem}.matrix")
    turned = graph.add("Transpose", [matrix], f"{stem}.turned", perm=[1, 0])
    return _plain(graph, stem, hidden, turned, bias)


def packed(bits: int) -> WeightForm:
    """Whole numbers of ``bits`` (4, 5 or 6), a scale for each 32, kept beside the graph.

    Whoever makes the session unpacks them (``provenance/nli/packing.py``) and hands them over: ONNX
    Runtime, left to unfold them itself, never gave back the gigabytes it took on the way.
    """

    def form(graph: GraphLike, stem: str, hidden: str, weight: Matrix, bias: Matrix) -> str:
        return _plain(graph, stem, hidden, graph.beside(f"{stem}.matrix", weight, bits), bias)

    return form


def pack_blocks(weight: Matrix, bits: int) -> tuple[list[NDArray[np.uint8]], NDArray[np.float16]]:
    """Planes of bits and half-precision scales (rows, blocks, 1) of a matrix.

    The lower four bits are in the first plane, the columns' first half in the low end of its bytes
    and their second half in the high end. One or two bits more are in the second plane, eight or
    four columns to a byte in the same manner.
    """
    blocks = weight.reshape(len(weight), -1, BLOCK)
    middle = 2 ** (bits - 1)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(2)[..., None], 2)
    # The end with the larger number gets the extra step: -2^(bits-1) stands for it.
    scale = (largest / -middle).astype(np.float16)
    safe = np.where(scale == 0, 1, scale).astype(np.float32)
    whole = np.clip(np.rint(blocks / safe) + middle, 0, 2 * middle - 1).astype(np.uint8)
    whole = whole.reshape(weight.shape)
    planes = [_side_by_side(whole & 15, 4)]
    if bits > 4:
        planes.append(_side_by_side(whole >> 4, bits - 4))
    return planes, scale


def _side_by_side(numbers: NDArray[np.uint8], bits: int) -> NDArray[np.uint8]:
    """Numbers of a few bits, as many column ranges to a byte as there is room for."""
    ranges = np.split(numbers, 8 // bits, axis=1)
    together = np.zeros_like(ranges[0])
    for place, part in enumerate(ranges):
        together |= part << np.uint8(place * bits)
    return together


def unpack(graph: GraphLike, stem: str, planes: list[str], scales: str, bits: int) -> str:
    """The numbers of the planes times their scales, in single precision and blocks (…, 32)."""
    low = _apart(graph, f"{stem}.low", planes[0], 4)
    numbers = graph.add("Cast", [low], f"{stem}.numbers", to=TensorProto.FLOAT)
    if bits > 4:
        high = _apart(graph, f"{stem}.high", planes[1], bits - 4)
        tops = graph.add("Cast", [high], f"{stem}.tops", to=TensorProto.FLOAT)
        sixteen = graph.constant(f"{stem}.sixteen", np.array(16, np.float32))
        raised = graph.add("Mul", [tops, sixteen], f"{stem}.raised")
        numbers = graph.add("Add", [numbers, raised], f"{stem}.whole")
    middle = graph.constant(f"{stem}.middle", np.array(2 ** (bits - 1), np.float32))
    signed = graph.add("Sub", [numbers, middle], f"{stem}.signed")
    wide = graph.add("Cast", [scales], f"{stem}.scales", to=TensorProto.FLOAT)
    # Any axes before, the columns as blocks behind them.
    leading = graph.add("Shape", [wide], f"{stem}.leading", start=0, end=-1)
    block = graph.constant(f"{stem}.block", np.array([BLOCK], np.int64))
    shape = graph.add("Concat", [leading, block], f"{stem}.blocked", axis=0)
    cut = graph.add("Reshape", [signed, shape], f"{stem}.cut")
    return graph.add("Mul", [cut, wide], f"{stem}.unfolded")


def _apart(graph: GraphLike, stem: str, plane: str, bits: int) -> str:
    """The numbers that ``_side_by_side`` put together."""
    ones = graph.constant(f"{stem}.ones", np.array(2**bits - 1, np.uint8))
    parts = []
    for place in range(8 // bits):
        by = graph.constant(f"{stem}.by{place}", np.array(place * bits, np.uint8))
        moved = graph.add("BitShift", [plane, by], f"{stem}.moved{place}", direction="RIGHT")
        parts.append(graph.add("BitwiseAnd", [moved, ones], f"{stem}.part{place}"))
    return graph.add("Concat", parts, f"{stem}.apart", axis=-1)


def byte_blocks(weight: Matrix) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Bytes (rows, blocks, 32) and half-precision scales (rows, blocks, 1) of a matrix."""
    blocks = weight.reshape(len(weight), -1, BLOCK)
    scale = np.maximum(np.abs(blocks).max(2, keepdims=True) / 127, 1e-7).astype(np.float16)
    return np.clip(np.rint(blocks / scale.astype(np.float32)), -127, 127).astype(np.int8), scale


def unfold(graph: GraphLike, stem: str, numbers: str, scales: str) -> str:
    """Bytes times scales, in single precision and in blocks still."""
    plain = graph.add("Cast", [numbers], f"{stem}.numbers", to=TensorProto.FLOAT)
    wide = graph.add("Cast", [scales], f"{stem}.scales", to=TensorProto.FLOAT)
    return graph.add("Mul", [plain, wide], f"{stem}.unfolded")


def dynamic_bytes(highest: int) -> WeightForm:
    """Bytes on both sides, the activation's scale taken from each pair; exact whole-number sums.

    ``highest`` bounds the weights' bytes: with 63 the sums of two products of AVX2 without VNNI
    (unsigned by signed, 16 bits) cannot overflow.
    """

    def form(graph: GraphLike, stem: str, hidden: str, weight: Matrix, bias: Matrix) -> str:
        numbers, scale = _by_column(weight, highest=highest)
        inputs = [
            hidden,
            graph.constant(f"{stem}.weight", numbers.T),
            graph.constant(f"{stem}.scale", scale),
            graph.constant(f"{stem}.zero", np.zeros(len(scale), np.int8)),
            graph.constant(f"{stem}.bias", bias),
        ]
        return graph.fused("DynamicQuantizeMatMul", inputs, f"{stem}.out")

    return form


def blocks(*, bits: int, accuracy_level: int, size: int = BLOCK) -> WeightForm:
    """Weight-only blocks of ``size`` numbers with a scale each (``MatMulNBits``)."""

    def form(graph: GraphLike, stem: str, hidden: str, weight: Matrix, bias: Matrix) -> str:
        rows, columns = weight.shape
        cut = weight.reshape(rows, columns // size, size)
        middle = 2 ** (bits - 1)
        largest = np.take_along_axis(cut, np.abs(cut).argmax(2)[..., None], 2)
        # The end with the larger number gets the extra step: -2^(bits-1) stands for it.
        scale = (largest / -middle).astype(np.float32)
        safe = np.where(scale == 0, 1, scale)
        whole = np.clip(np.rint(cut / safe) + middle, 0, 2 * middle - 1).astype(np.uint8)
        if bits == 4:
            whole = whole[..., 0::2] | (whole[..., 1::2] << 4)
        inputs = [
            hidden,
            graph.constant(f"{stem}.weight", whole),
            graph.constant(f"{stem}.scale", scale.reshape(rows, -1)),
        ]
        product = graph.fused(
            "MatMulNBits",
            inputs,
            f"{stem}.product",
            K=columns,
            N=rows,
            bits=bits,
            block_size=size,
            accuracy_level=accuracy_level,
        )
        return graph.add("Add", [product, graph.constant(f"{stem}.bias", bias)], f"{stem}.out")

    return form


def _plain(graph: GraphLike, stem: str, hidden: str, weight: str, bias: Matrix) -> str:
    product = graph.add("MatMul", [hidden, weight], f"{stem}.product")
    return graph.add("Add", [product, graph.constant(f"{stem}.bias", bias)], f"{stem}.out")


def _by_column(weight: Matrix, *, highest: int) -> tuple[NDArray[np.int8], Matrix]:
    """Whole numbers up to ``highest`` and the scale of each output."""
    scale = np.maximum(np.abs(weight).max(1) / highest, 1e-12).astype(np.float32)
    return np.clip(np.rint(weight / scale[:, None]), -highest, highest).astype(np.int8), scale


WEIGHT_FORMS: dict[str, WeightForm] = {
    "fp32": full,
    "bytes": bytes_unfolded_at_load,
    "packed6": packed(6),
    "packed5": packed(5),
    "packed4": packed(4),
    "dynamic8": dynamic_bytes(127),
    "dynamic7": dynamic_bytes(63),
    "blocks8-exact": blocks(bits=8, accuracy_level=1),
    "blocks8": blocks(bits=8, accuracy_level=4),
    "blocks8-128": blocks(bits=8, accuracy_level=4, size=128),
    "blocks4-exact": blocks(bits=4, accuracy_level=1),
    "blocks4": blocks(bits=4, accuracy_level=4),
}
