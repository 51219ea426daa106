"""What a user would glue together: trafilatura, spaCy's small pipeline, sentence embeddings.

    pip install . spacy spacy-lookups-data torch        # in an environment of its own
    python benchmarks/scale/rival.py PAGES SOURCES [--articles 100]

Of each page the main text (trafilatura), of the text sentences, tags, trees and names (spaCy), of
each sentence an embedding, held by cosine against every sentence of the sources of its event; the
best one above a limit counts as support. It names no speaker, follows no link, checks no quotation
or number, compares no outlets: it is the same reading and the same number of comparisons, no more.

Both models have the published shapes and **random weights**, which take the same time (spaCy as in
``speed/extract.py``; the encoder as all-MiniLM-L6-v2: six layers of width 384, twelve heads, 1,536
inside, at most 256 tokens, batches of 32 by length). One thread; prints a line of JSON.
"""

import argparse
import json
import resource
import sys
import time
import zlib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found,unused-ignore]  # in its own environment
import trafilatura  # type: ignore[import-not-found,unused-ignore]  # likewise

sys.path.insert(0, str(Path(__file__).parents[1] / "speed"))
small_pipeline = import_module("extract").small_pipeline

WIDTH, LAYERS, HEADS, INSIDE, WORDS, LONGEST, BATCH = 384, 6, 12, 1536, 30_522, 256, 32
SUPPORTS = 0.6
SOURCES_AN_ARTICLE = 2
PIECES_A_WORD = 1.3
"""Of a word-piece vocabulary on English news; the pieces themselves are drawn by hashing."""


class Encoder(torch.nn.Module):  # type: ignore[misc,unused-ignore]  # likewise
    """An encoder of MiniLM's shape: mean over the tokens of the last layer."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.words = torch.nn.Embedding(WORDS, WIDTH)
        self.places = torch.nn.Embedding(LONGEST, WIDTH)
        layer = torch.nn.TransformerEncoderLayer(
            WIDTH, HEADS, INSIDE, dropout=0.0, activation="gelu", batch_first=True
        )
        self.layers = torch.nn.TransformerEncoder(layer, LAYERS)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Vectors of length one."""
        places = torch.arange(tokens.shape[1])
        hidden = self.layers(self.words(tokens) + self.places(places), src_key_padding_mask=~mask)
        kept = hidden * mask.unsqueeze(-1)
        return torch.nn.functional.normalize(kept.sum(1) / mask.sum(1, keepdim=True), dim=1)


def tokens_of(sentence: str) -> list[int]:
    """As many tokens as word pieces would be."""
    words = sentence.split()
    number = min(LONGEST, max(2, round(len(words) * PIECES_A_WORD) + 2))
    return [zlib.crc32(f"{words[at % len(words)]} {at}".encode()) % WORDS for at in range(number)]


def encode(model: Encoder, sentences: Sequence[str]) -> np.ndarray[Any, Any]:
    """A vector a sentence; batches of like length."""
    tokens = [tokens_of(sentence) for sentence in sentences]
    order = sorted(range(len(tokens)), key=lambda n: len(tokens[n]))
    found = np.zeros((len(tokens), WIDTH), dtype=np.float32)
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        longest = max(len(tokens[n]) for n in batch)
        padded = torch.zeros(len(batch), longest, dtype=torch.long)
        mask = torch.zeros(len(batch), longest, dtype=torch.bool)
        for row, n in enumerate(batch):
            padded[row, : len(tokens[n])] = torch.tensor(tokens[n])
            mask[row, : len(tokens[n])] = True
        found[batch] = model(padded, mask).numpy()
    return found


def main() -> None:
    """Time each step over the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--articles", type=int, default=100)
    options = parser.parse_args()
    torch.set_num_threads(1)
    files = sorted(options.pages.rglob("*.html"))[: options.articles]
    pages = [file.read_text(encoding="utf-8") for file in files]
    sources = [f.read_text(encoding="utf-8") for f in sorted(options.sources.rglob("*.txt"))]
    nlp, model = small_pipeline(), Encoder().eval()
    list(nlp.pipe(sources[:2]))
    spent = dict.fromkeys(("trafilatura", "spacy", "embeddings"), 0.0)
    sentences = supported = 0
    with torch.inference_mode():
        encode(model, ["A first sentence."])
        for file, page in zip(files, pages, strict=True):
            event = int(file.stem.partition("-")[0])
            start = time.process_time()
            text = trafilatura.extract(page) or ""
            spent["trafilatura"] += time.process_time() - start
            start = time.process_time()
            at_hand = sources[event * SOURCES_AN_ARTICLE : (event + 1) * SOURCES_AN_ARTICLE]
            list(nlp.pipe([text, *at_hand]))
            spent["spacy"] += time.process_time() - start
            start = time.process_time()
            claims = [line for line in text.replace(". ", ".\n").splitlines() if line.strip()]
            passages = [
                line for one in at_hand for line in one.replace(". ", ".\n").splitlines() if line
            ]
            likeness = encode(model, claims) @ encode(model, passages).T
            supported += int((likeness.max(axis=1) > SUPPORTS).sum())
            spent["embeddings"] += time.process_time() - start
            sentences += len(claims)
    total = sum(spent.values())
    print(
        json.dumps(
            {
                "articles": len(files),
                "sentences": sentences,
                "articles_a_second": round(len(files) / total, 2),
                "spent": {name: round(value, 2) for name, value in spent.items()},
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
