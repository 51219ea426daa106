"""Packed weights come back whole and near."""

# ruff: noqa: D103  (the names say it)

import torch
from safetensors.torch import load, save

from verifier.packing import cut, pack, unpack


def test_packed_weights_come_back_near(tmp_path):
    generator = torch.Generator().manual_seed(1)
    weights = {
        "matrix": torch.randn(33, 70, generator=generator),
        "vector": torch.tensor([0.5, -2.0]),
        "zeros": torch.zeros(3, 3),
        "ids": torch.arange(4),
    }

    cut(save(pack(weights)), tmp_path, part_mib=0.001)
    joined = b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))
    back = unpack(load(joined))

    assert set(weights) == set(back)
    assert torch.equal(weights["ids"], back["ids"])
    assert float((weights["matrix"] - back["matrix"]).abs().max()) < 0.02
    assert torch.equal(weights["zeros"], back["zeros"])
