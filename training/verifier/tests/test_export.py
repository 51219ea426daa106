"""The shipped form of a model answers as the model does."""

# ruff: noqa: D103  (the names say it)

import hashlib
import io
import json
import tomllib

import numpy as np
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper
from safetensors.torch import save_file
from tokenizers import Tokenizer, models
from transformers import BertConfig, MPNetConfig

from provenance.nli.packing import read_matrices
from provenance.nli.running import make_session
from verifier import export
from verifier.cross_encoder import CrossEncoder
from verifier.onnx_graph import OPSET, Graph
from verifier.weight_forms import WEIGHT_FORMS, byte_blocks, pack_blocks, unpack

NEAR = {"fp32": 2e-4, "bytes": 2e-2, "packed6": 5e-2, "packed5": 1e-1, "packed4": 2e-1}
"""How far a logit may be off."""


@pytest.fixture(params=[BertConfig, MPNetConfig])
def base(tmp_path, request):
    """A base of two small layers, shape and tokenizer only."""
    folder = tmp_path / "bases" / "tiny"
    folder.mkdir(parents=True)
    shape = request.param(
        vocab_size=60,
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=128,
        max_position_embeddings=50,
    )
    (folder / "config.json").write_text(json.dumps(shape.to_dict()))
    pieces = {piece: n for n, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a"])}
    tokenizer = Tokenizer(models.WordLevel(pieces, unk_token="[UNK]"))  # noqa: S106  (a piece)
    tokenizer.enable_padding(length=128)
    tokenizer.enable_truncation(128)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def model(base):
    """Its word table is one that bytes keep exactly, so that only the rest can differ.

    The weights are those of a checkpoint: in half precision.
    """
    torch.manual_seed(3)
    model = CrossEncoder(base, pretrained=False).eval().half().float()
    table = model.encoder.embeddings.word_embeddings.weight
    whole, scale = byte_blocks(table.detach().numpy())
    table.data = torch.from_numpy((whole * scale.astype(np.float32)).reshape(table.shape))
    return model


@pytest.fixture
def checkpoint(model, tmp_path):
    notes = {"step": 7, "plan": {"most_tokens": 40}}
    path = tmp_path / "weights.safetensors"
    weights = {name: value.contiguous() for name, value in model.state_dict().items()}
    save_file(weights, path, metadata={"notes": json.dumps(notes)})
    return path


def session_of(weights, base, form):
    model, apart = export.build(weights, base, form)
    file = io.BytesIO()
    np.savez(file, **apart)
    return make_session(model.SerializeToString(), read_matrices(file.getvalue()))


@pytest.mark.parametrize("form", sorted(NEAR))
@pytest.mark.parametrize(("size", "claim_start"), [(5, 3), (17, 9), (40, 20)])
def test_an_exported_model_answers_as_the_model(model, base, checkpoint, form, size, claim_start):
    weights, _ = export.read_checkpoint(checkpoint)
    session = session_of(weights, base, form)
    ids = torch.arange(4, 4 + size)
    segments = (torch.arange(size) >= claim_start).long()
    claim = segments.bool() & (torch.arange(size) < size - 1)
    with torch.inference_mode():
        classes, words = model(ids[None], torch.ones_like(ids[None]), segments[None], claim[None])

    found = session.run(
        ["classes", "words"],
        {"ids": ids.numpy(), "segments": segments.numpy(), "claim": claim.numpy()},
    )

    np.testing.assert_allclose(found[0], classes[0].numpy(), atol=NEAR[form])
    np.testing.assert_allclose(found[1], words[0][claim].numpy(), atol=NEAR[form])


@pytest.mark.parametrize("bits", [4, 5, 6])
def test_packed_numbers_come_back(bits):
    rng = np.random.default_rng(5)
    table = rng.normal(size=(7, 64)).astype(np.float32)
    planes, scale = pack_blocks(table, bits)
    graph = Graph()
    kept = [graph.constant(f"plane{n}", plane) for n, plane in enumerate(planes)]
    unpack(graph, "table", kept, graph.constant("scale", scale), bits)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "unpacking",
            [],
            [helper.make_tensor_value_info("table.unfolded", TensorProto.FLOAT, [7, 2, 32])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=10,
    )

    (found,) = onnxruntime.InferenceSession(model.SerializeToString()).run(None, {})

    file = io.BytesIO()
    kept_apart = {f"m.plane{n}": plane for n, plane in enumerate(planes)}
    np.savez(file, **kept_apart, **{"m.scale": scale})

    # The library unpacks to the same numbers, in the order in which they are multiplied.
    assert (read_matrices(file.getvalue())["m"] == found.reshape(table.shape).T).all()
    # Half a step, and the one that the far end lacks.
    step = np.abs(scale.astype(np.float32))
    assert (np.abs(found - table.reshape(7, 2, 32)) <= step * 1.05).all()
    assert sum(plane.size for plane in planes) == 7 * 64 * bits // 8


def test_every_form_is_a_model(base, checkpoint):
    weights, _ = export.read_checkpoint(checkpoint)
    ids = np.arange(4, 20)
    inputs = {"ids": ids, "segments": (ids > 12).astype(np.int64), "claim": ids > 12}
    forms = sorted(set(WEIGHT_FORMS) - {"blocks8-128"})  # wider than this base

    for form in forms:
        (classes,) = session_of(weights, base, form).run(["classes"], inputs)

        assert classes.shape == (3,), form


def test_the_same_checkpoint_gives_the_same_files_and_their_digests(
    checkpoint, tmp_path, monkeypatch
):
    monkeypatch.setenv("PROVENANCE_TRAINING", str(tmp_path))
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        words = [str(checkpoint), "--base", "tiny", "--name", "small", "--folder", str(folder)]
        export.main(words)

    names = ["manifest.toml", "matrices.npz", "tokenizer.json", "verifier.onnx"]
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name
    manifest = tomllib.loads((folders[0] / "manifest.toml").read_text())
    assert tuple(manifest[key] for key in ("name", "step", "most_tokens", "languages")) == (
        "small",
        7,
        40,
        ["en"],
    )
    for name in names[1:]:
        digest = hashlib.sha256((folders[0] / name).read_bytes()).hexdigest()
        assert digest == manifest["sha256"][name]


def test_the_tokenizer_ships_without_cutting_and_padding(base):
    tokenizer = Tokenizer.from_str(export.tokenizer_text(base))

    assert (tokenizer.padding, tokenizer.truncation) == (None, None)
