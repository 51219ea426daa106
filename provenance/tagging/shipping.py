"""The tagger in ``weights/``: its files are checked against the manifest before they are used."""

import io
import threading
import zipfile
from pathlib import Path

import numpy as np

from provenance.errors import ModelError
from provenance.nli.packing import read_matrices
from provenance.nli.running import make_session
from provenance.nli.shipping import WAY_OUT, digest_of, read_checked, read_manifest
from provenance.tagging.decoding import Heads
from provenance.tagging.running import OnnxTagger
from provenance.tagging.windows import read_tokenizer

SHIPPED = Path(__file__).parent / "weights"
_MANIFEST = "manifest.toml"
_FILES = ("tokenizer.json", "matrices.npz", "heads.npz", "tagger.onnx")
_loading = threading.Lock()
_loaded: dict[Path, OnnxTagger] = {}
"""Taggers of this process, by folder."""


def load_shipped_tagger(folder: Path = SHIPPED) -> OnnxTagger:
    """The tagger whose files are in ``folder``, read from disk once a process.

    Raises:
        ModelError: a file is missing, cannot be read, or is not the one that was shipped.
    """
    with _loading:
        if folder not in _loaded:
            _loaded[folder] = read_tagger(folder)
        return _loaded[folder]


def read_tagger(folder: Path) -> OnnxTagger:
    """The tagger in ``folder``, read anew.

    Raises:
        ModelError: a file is missing, cannot be read, or is not the one that was shipped.
    """
    manifest = read_manifest(folder / _MANIFEST)
    try:
        digests = {name: manifest["sha256"][name] for name in _FILES}
        name, most_tokens = str(manifest["name"]), int(manifest["most_tokens"])
        languages = tuple(str(language) for language in manifest["languages"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"the manifest '{folder / _MANIFEST}' lacks {error} or has no sense there: {WAY_OUT}"
        ) from error
    tokenizer, matrices, heads, model = (
        read_checked(folder / file, digest) for file, digest in digests.items()
    )
    return OnnxTagger(
        name=name,
        digest=digest_of([*digests.values(), str(most_tokens)]),
        languages=languages,
        most_tokens=most_tokens,
        session=make_session(model, read_matrices(matrices)),
        tokenizer=read_tokenizer(tokenizer.decode("utf-8")),
        heads=_read_heads(heads),
    )


def _read_heads(data: bytes) -> Heads:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            matrices = {name: np.asarray(kept[name], np.float32) for name in kept.files}
        return Heads(**matrices)
    except (OSError, EOFError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"the tagger's heads cannot be read: {error}") from error
