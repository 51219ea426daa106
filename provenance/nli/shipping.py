"""The judge in ``weights/``: its files are checked against the manifest before they are used."""

import hashlib
import threading
import tomllib
from pathlib import Path
from typing import Any

import attrs

from provenance.errors import ModelError
from provenance.nli.packing import in_bytes, read_channels, read_matrices
from provenance.nli.reading import PairReader
from provenance.nli.running import OnnxJudge, make_session
from provenance.nli.threads import threads_to_use

SHIPPED = Path(__file__).parent / "weights"
_MANIFEST = "manifest.toml"
_MODEL, _MATRICES, _TOKENIZER = "verifier.onnx", "matrices.npz", "tokenizer.json"
_CHANNELS = "apart.json"
WAY_OUT = "install provenance again (pip install --force-reinstall provenance)"
_loading = threading.Lock()
_loaded: dict[Path, OnnxJudge] = {}
"""Judges of this process, by folder: loading takes a third of a second and 100 MB."""


def load_shipped_judge(folder: Path = SHIPPED, *, threads: int | None = None) -> OnnxJudge:
    """The judge whose files are in ``folder``, read from disk once a process.

    Raises:
        ModelError: a file is missing, cannot be read, or is not the one that was shipped.
        ConfigError: ``PROVENANCE_THREADS`` makes no sense (looked at when ``threads`` is ``None``).
    """
    wanted = threads_to_use() if threads is None else threads
    with _loading:
        if folder not in _loaded:
            _loaded[folder] = read_judge(folder)
        return attrs.evolve(_loaded[folder], threads=wanted)


def read_judge(folder: Path) -> OnnxJudge:
    """The judge in ``folder``, read anew; one thread.

    Raises:
        ModelError: a file is missing, cannot be read, or is not the one that was shipped.
    """
    manifest = read_manifest(folder / _MANIFEST)
    try:
        digests = {
            name: manifest["sha256"][name] for name in (_TOKENIZER, _MATRICES, _CHANNELS, _MODEL)
        }
        name, most_tokens = str(manifest["name"]), int(manifest["most_tokens"])
        languages = tuple(str(language) for language in manifest["languages"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"the manifest '{folder / _MANIFEST}' lacks {error} or has no sense there: {WAY_OUT}"
        ) from error
    tokenizer, matrices, channels, model = (
        read_checked(folder / name, digests[name]) for name in digests
    )
    return OnnxJudge(
        name=name,
        digest=digest_of([*digests.values(), str(most_tokens)]),
        languages=languages,
        threads=1,
        session=make_session(model, in_bytes(read_matrices(matrices), read_channels(channels))),
        reader=PairReader.of(tokenizer.decode("utf-8"), most_tokens=most_tokens),
    )


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest of model files.

    Raises:
        ModelError: it is missing or damaged.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"cannot read the model's manifest '{path}': {WAY_OUT}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"the model's manifest '{path}' is damaged: {WAY_OUT}") from error


def read_checked(path: Path, digest: str) -> bytes:
    """A model file whose SHA-256 is ``digest``.

    Raises:
        ModelError: it is missing or another one.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read the model file '{path}': {WAY_OUT}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise ModelError(
            f"the model file '{path}' is not the one that was shipped "
            f"(sha256 {found[:12]}…, wanted {digest[:12]}…): {WAY_OUT}"
        )
    return data


def digest_of(parts: list[str]) -> str:
    """One digest for a model of several files."""
    return "sha256:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()
