"""Weights in eight-bit blocks, cut into parts, to travel where little may be carried at a time.

    python -m verifier.packing pack model.safetensors PARTS --part-mib 40
    python -m verifier.packing unpack PARTS model.safetensors

A block of 64 numbers is a half-precision scale and 64 bytes: 8.25 bits a weight, an error of at
most 0.4 % of the largest number of the block. Fine-tuning absorbs it on the way there; on the way
back it is below what the shipped weights lose.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import load, load_file, save

BLOCK = 64
_SCALE, _SHAPE = ".scale", ".shape"


def pack(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Matrices in eight-bit blocks, the rest in half precision."""
    packed: dict[str, torch.Tensor] = {}
    for name, value in weights.items():
        if value.dim() < 2 or not value.is_floating_point():
            packed[name] = value.half() if value.is_floating_point() else value
            continue
        flat = value.float().flatten()
        blocks = torch.nn.functional.pad(flat, (0, -len(flat) % BLOCK)).view(-1, BLOCK)
        scale = (blocks.abs().amax(1, keepdim=True) / 127).half()
        safe = scale.float().clamp(min=1e-8)
        packed[name] = (blocks / safe).round().clamp(-127, 127).to(torch.int8)
        packed[name + _SCALE] = scale
        packed[name + _SHAPE] = torch.tensor(value.shape)
    return packed


def unpack(packed: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights again, in full precision."""
    weights: dict[str, torch.Tensor] = {}
    for name, value in packed.items():
        if name.endswith((_SCALE, _SHAPE)):
            continue
        if name + _SCALE not in packed:
            weights[name] = value.float() if value.is_floating_point() else value
            continue
        shape = packed[name + _SHAPE].tolist()
        flat = (value.float() * packed[name + _SCALE].float()).flatten()
        weights[name] = flat[: int(torch.tensor(shape).prod())].view(shape).contiguous()
    return weights


def cut(data: bytes, folder: Path, *, part_mib: float) -> list[Path]:
    """Write ``data`` in parts that sort in order."""
    folder.mkdir(parents=True, exist_ok=True)
    size = int(part_mib * 2**20)
    paths = []
    for number, start in enumerate(range(0, len(data), size)):
        path = folder / f"part-{number:02}"
        path.write_bytes(data[start : start + size])
        paths.append(path)
    return paths


def main() -> None:
    """Pack or unpack from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=("pack", "unpack"))
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--part-mib", type=float, default=40)
    arguments = parser.parse_args()
    if arguments.verb == "pack":
        data = save(pack(load_file(arguments.source)))
        for path in cut(data, arguments.target, part_mib=arguments.part_mib):
            print(path, path.stat().st_size)
        return
    joined = b"".join(path.read_bytes() for path in sorted(arguments.source.glob("part-*")))

    arguments.target.write_bytes(save(unpack(load(joined)), metadata={"format": "pt"}))


if __name__ == "__main__":
    main()
