"""Cut the word vectors of a multilingual base down to the pieces our languages use.

    python -m verifier.prune_vocabulary e5-small e5-small-48k --pieces 48000 --measure ru.txt

Reads and writes folders under ``$PROVENANCE_TRAINING/bases``. Pieces are ranked by the tokenizer's
own log-probability, among those in Latin or Cyrillic letters, digits and marks; those that the
texts of ``--keep`` need stay whatever their rank. For each text of ``--measure`` it prints the
share of unknown pieces and how much longer the text becomes.
"""

import argparse
import json
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from verifier.rows import state_folder

WORDS = "embeddings.word_embeddings.weight"
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SCRIPTS = ("LATIN", "CYRILLIC")


def main() -> None:
    """Prune from the command line."""
    arguments = parse_arguments()
    bases = state_folder() / "bases"
    texts = [path.read_text(encoding="utf-8") for path in arguments.keep]
    source, target = bases / arguments.base, bases / arguments.target
    target.mkdir(parents=True, exist_ok=True)
    described = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    old = Tokenizer.from_file(str(source / "tokenizer.json"))
    kept = choose(described["model"]["vocab"], texts, old, most=arguments.pieces)
    write_tokenizer(described, kept, target / "tokenizer.json")
    weights = load_file(source / "model.safetensors")
    weights[WORDS] = weights[WORDS][torch.tensor(kept)].contiguous()
    save_file(weights, target / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    config["vocab_size"] = len(kept)
    (target / "config.json").write_text(json.dumps(config, indent=1))
    shutil.copy(source / "tokenizer_config.json", target)
    new = Tokenizer.from_file(str(target / "tokenizer.json"))
    for path in arguments.measure:
        print(path.name, json.dumps(compare(old, new, path.read_text(encoding="utf-8"))))


def choose(
    vocabulary: Sequence[tuple[str, float]],
    texts: Sequence[str],
    tokenizer: Tokenizer,
    *,
    most: int,
) -> list[int]:
    """Old ids to keep, in their old order: specials, pieces the texts need, then the likeliest."""
    forced = [i for i, (piece, _) in enumerate(vocabulary) if piece in SPECIAL or len(piece) == 1]
    forced = [i for i in forced if vocabulary[i][0] in SPECIAL or is_ours(vocabulary[i][0])]
    used = {i for text in texts for i in tokenizer.encode(text, add_special_tokens=False).ids}
    ranked = sorted(range(len(vocabulary)), key=lambda i: -vocabulary[i][1])
    chosen = dict.fromkeys([*forced, *sorted(used)])
    for i in ranked:
        if len(chosen) >= most:
            break
        if is_ours(vocabulary[i][0]):
            chosen.setdefault(i)
    return sorted(chosen)


def is_ours(piece: str) -> bool:
    """Whether all letters of a piece are Latin or Cyrillic."""
    letters = [c for c in piece if c.isalpha()]
    return all(unicodedata.name(c, "").startswith(SCRIPTS) for c in letters)


def write_tokenizer(described: dict[str, object], kept: Sequence[int], path: Path) -> None:
    """The tokenizer with the kept pieces only, ids counted anew."""
    model = described["model"]
    assert isinstance(model, dict)
    where = {old: new for new, old in enumerate(kept)}
    model["vocab"] = [model["vocab"][old] for old in kept]
    model["unk_id"] = where[model["unk_id"]]
    for entry in described.get("added_tokens", []):  # type: ignore[attr-defined]  # read from JSON
        entry["id"] = where[entry["id"]]
    specials = described["post_processor"]["special_tokens"]  # type: ignore[index]  # read from JSON
    for entry in specials.values():
        entry["ids"] = [where[old] for old in entry["ids"]]
    path.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")


def compare(old: Tokenizer, new: Tokenizer, text: str) -> dict[str, float]:
    """Unknown pieces, and how much longer the text has become."""
    before = old.encode(text, add_special_tokens=False)
    after = new.encode(text, add_special_tokens=False)
    unknown = sum(token == "<unk>" for token in after.tokens)  # noqa: S105  (a piece, no secret)
    return {
        "pieces_before": len(before.ids),
        "pieces_after": len(after.ids),
        "longer": round(len(after.ids) / max(1, len(before.ids)) - 1, 4),
        "unknown": round(unknown / max(1, len(after.ids)), 5),
    }


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("target")
    parser.add_argument("--pieces", type=int, default=48_000)
    for name in ("--keep", "--measure"):
        parser.add_argument(name, type=Path, action="append", default=[], help="a text file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
