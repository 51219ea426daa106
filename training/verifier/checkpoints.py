"""Checkpoints that survive a kill at any moment."""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file


def save_state(folder: Path, state: dict[str, Any]) -> None:
    """Write the whole state beside the last one, then take its place."""
    fresh = folder / "state.pt.new"
    torch.save(state, fresh)
    fresh.replace(folder / "state.pt")


def load_state(folder: Path) -> dict[str, Any] | None:
    """The last whole state, or ``None`` on a first start."""
    path = folder / "state.pt"
    return torch.load(path, map_location="cpu", weights_only=True) if path.exists() else None


def save_weights(
    folder: Path, step: int, weights: dict[str, torch.Tensor], notes: dict[str, Any]
) -> Path:
    """Averaged weights in half precision, to evaluate or ship, named by their step."""
    path = folder / f"weights-{step:07d}.safetensors"
    halves = {name: value.to(torch.float16).contiguous() for name, value in weights.items()}
    save_file(halves, path, metadata={"notes": json.dumps(notes, sort_keys=True)})
    return path
