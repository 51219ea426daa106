"""Matrices of few bits a number, unpacked when the model is loaded.

The lower four bits of all numbers stand in one plane of bytes, the columns' first half in the low
end of each byte and their second half in the high end; one or two bits more stand in a second
plane, eight or four ranges of columns to a byte. Every 32 numbers of a row share a scale.
"""

import io
import zipfile
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from provenance.errors import ModelError

_BLOCK = 32
_LOW_BITS = 4


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
