"""Matrices of few bits a number, unpacked when the model is loaded.

The lower four bits of all numbers stand in one plane of bytes, the columns' first half in the low
end of each byte and their second half in the high end; one or two bits more stand in a second
plane, eight or four ranges of columns to a byte. Every 32 numbers of a row share a scale.

At work a matrix may be multiplied in bytes: then it is cut once more, by :func:`in_bytes`.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from provenance.errors import ModelError

_BLOCK = 32
_LOW_BITS = 4
_HIGHEST = 63
"""Of a byte of a weight: with more, two products would overflow the 16-bit sums of processors
without a kernel for bytes, and the same pair would score otherwise there."""
_LEAST = 1e-12


def read_matrices(data: bytes) -> dict[str, NDArray[np.float32]]:
    """The matrices of a ``matrices.npz``, by name, each (in, out) and in single precision.

    Raises:
        ModelError: the file is not in that form.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            names = sorted(n.removesuffix(".scale") for n in kept.files if n.endswith(".scale"))
            return {name: _unpacked(kept, name) for name in names}
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"the model's matrices cannot be read: {error}") from error


def read_channels(data: bytes) -> dict[str, list[int]]:
    """The ``apart.json`` of a model: of each matrix multiplied in bytes, the rows kept apart.

    Raises:
        ModelError: the file is not in that form.
    """
    try:
        table = json.loads(data)
        return {str(name): [int(row) for row in rows] for name, rows in table.items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"the model's channels cannot be read: {error}") from error


def in_bytes(
    matrices: Mapping[str, NDArray[np.float32]], channels: Mapping[str, Sequence[int]]
) -> dict[str, NDArray[np.generic]]:
    """``matrices`` as the graph multiplies them.

    Args:
        matrices: each (in, out), in single precision.
        channels: of each matrix that is multiplied in bytes, the rows that are not.

    Returns:
        Of such a matrix ``NAME.bytes`` (in, out) with nothing in the rows kept apart,
        ``NAME.scale`` (out), the worth of 1 in each column, and ``NAME.apart`` (rows, out); the
        others as they are.

    Raises:
        ModelError: there is no such matrix or row.
    """
    found: dict[str, NDArray[np.generic]] = {}
    for name, matrix in matrices.items():
        if name not in channels:
            found[name] = matrix
            continue
        rows = list(channels[name])
        if not all(0 <= row < len(matrix) for row in rows):
            raise ModelError(f"the model's channels name rows that '{name}' does not have")
        whole = matrix.copy()
        found[f"{name}.apart"] = whole[rows]
        whole[rows] = 0
        scale = np.maximum(np.abs(whole).max(0), _LEAST) / np.float32(_HIGHEST)
        found[f"{name}.bytes"] = np.rint(whole / scale).astype(np.int8)
        found[f"{name}.scale"] = scale.astype(np.float32)
    if not channels.keys() <= matrices.keys():
        raise ModelError("the model's channels name matrices that it does not have")
    return found


def _unpacked(kept: Mapping[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    low = np.asarray(kept[f"{name}.plane0"], np.uint8)
    scale = np.asarray(kept[f"{name}.scale"], np.float32)
    bits = _LOW_BITS
    numbers = _apart(low, _LOW_BITS).astype(np.float32)
    if f"{name}.plane1" in kept:
        high = np.asarray(kept[f"{name}.plane1"], np.uint8)
        more = 8 * high.shape[1] // numbers.shape[1]
        numbers += _apart(high, more).astype(np.float32) * 2**_LOW_BITS
        bits += more
    numbers -= 2 ** (bits - 1)
    blocks = numbers.reshape(len(numbers), -1, _BLOCK)
    blocks *= scale
    return np.ascontiguousarray(numbers.T)


def _apart(plane: NDArray[np.uint8], bits: int) -> NDArray[np.uint8]:
    """Of each byte the numbers in it, range of columns after range."""
    ones = np.uint8(2**bits - 1)
    return np.concatenate([plane >> np.uint8(at) & ones for at in range(0, 8, bits)], axis=1)
