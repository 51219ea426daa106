"""The five seed articles are the bytes that were given."""

import hashlib
import tomllib
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
MANIFEST = tomllib.loads((SEEDS / "manifest.toml").read_text(encoding="utf-8"))


def test_every_seed_has_the_digest_of_the_manifest() -> None:
    for entry in MANIFEST["article"]:
        data = (SEEDS / entry["file"]).read_bytes()

        assert entry["digest"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert entry["bytes"] == len(data)


def test_the_manifest_lists_every_seed() -> None:
    listed = {entry["file"] for entry in MANIFEST["article"]}

    assert listed == {path.name for path in SEEDS.glob("*.txt")}
