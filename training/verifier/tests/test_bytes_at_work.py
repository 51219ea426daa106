"""A graph that multiplies in bytes gives nearly what it gave in single precision."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from provenance.nli.packing import in_bytes as cut
from provenance.nli.running import make_session
from verifier import bytes_at_work

NAMES = ("encoder.layer.0.dense", "encoder.layer.1.dense")


@pytest.fixture
def matrices():
    """Two layers of one product each."""
    chance = np.random.default_rng(5)
    return {name: chance.normal(size=(64, 64)).astype(np.float32) / 8 for name in NAMES}


@pytest.fixture
def model():
    """As the exported graphs: the matrices outside."""
    kept = []
    for name in NAMES:
        tensor = TensorProto(name=name, dims=[64, 64], data_type=TensorProto.FLOAT)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="matrices.npz")
        kept.append(tensor)
    nodes = [
        helper.make_node("MatMul", ["seen", NAMES[0]], ["middle"], name="middle"),
        helper.make_node("MatMul", ["middle", NAMES[1]], ["out"], name="out"),
    ]
    inputs = [helper.make_tensor_value_info("seen", TensorProto.FLOAT, [1, "tokens", 64])]
    outputs = [helper.make_tensor_value_info("out", TensorProto.FLOAT, None)]
    graph = helper.make_graph(nodes, "two", inputs, outputs, kept)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)


def test_outlying_channels_stay_apart_and_the_last_layer_as_it_is(model, matrices):
    """One channel reaches a hundred times as high as the others."""
    seen = np.random.default_rng(6).normal(size=(1, 9, 64)).astype(np.float32)
    seen[..., 11] *= 100
    products = bytes_at_work.large_products(model, matrices)
    apart = bytes_at_work.outlying_channels(model, matrices, products, [{"seen": seen}])

    made = bytes_at_work.in_bytes(model, products, apart)
    session = make_session(made.SerializeToString(), cut(matrices, apart))
    plain = make_session(model.SerializeToString(), matrices)
    wanted, found = (s.run(["out"], {"seen": seen})[0] for s in (plain, session))

    assert products == {NAMES[0]: "seen"}
    assert 11 in apart[NAMES[0]]
    assert len(apart[NAMES[0]]) == bytes_at_work.CHANNELS
    assert np.abs(found - wanted).mean() < 0.01 * np.abs(wanted).mean()
    assert np.abs(found - wanted).max() > 0


def test_a_token_of_nothing_but_zeros_is_no_division_by_zero(model, matrices):
    """An activation may be all zero."""
    seen = np.zeros((1, 3, 64), np.float32)
    products = bytes_at_work.large_products(model, matrices)
    apart = {name: list(range(bytes_at_work.CHANNELS)) for name in products}

    made = bytes_at_work.in_bytes(model, products, apart)
    session = make_session(made.SerializeToString(), cut(matrices, apart))

    assert onnx.ModelProto.FromString(made.SerializeToString()) == made
    assert not session.run(["out"], {"seen": seen})[0].any()
