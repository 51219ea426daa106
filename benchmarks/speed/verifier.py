"""How fast the verifier is beside a large one and beside a lexical one, on the same pairs.

    pip install . onnx hallucination-check        # in an environment of its own
    PROVENANCE_DATA=FOLDER python benchmarks/speed/verifier.py [--threads 1] [--rounds 5]

- **as shipped**: ``load_judge().score``, tokenizing included, on pairs of 40, 128 and 256 tokens.
- **fp32/fp32**: our architecture with random weights in single precision, token ids given.
- **large**: the architecture of MiniCheck-RoBERTa-large (24 layers, 1,024 wide, 16 heads, 4,096
  feed-forward, 50,265 words), random single-precision weights, the same ids, one pair at a time,
  built with the same operations as ours.
- **large, 4 together**: the same in batches of four pairs of one length, so without padding: the
  best case of batching.
- **documents**: WiCE dev, full pages (half 0). Ours is ``provenance.verify_batch``, all of it. The
  large one reads the whole page in chunks of 512 tokens, as its authors use it; the time for
  splitting and tokenizing is not counted against it.
- **hallucination-check**: the package of that name, ``check(claim, [document])``.

With one thread, seconds are processor time; with more, the clock on the wall. The rounds of all
candidates alternate, so that a busy machine disturbs all alike; figures are medians. The large
model needs about 5 GB of memory while it is built; ``--without-large`` leaves it out.
"""

import argparse
import gzip
import hashlib
import importlib.util
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import onnxruntime
from numpy.typing import NDArray

import provenance
from provenance.nli import Pair, load_judge
from provenance.nli.reading import PairReader
from provenance.nli.shipping import SHIPPED

ROOT = Path(__file__).parents[2]
LENGTHS = (40, 128, 256)
PAIRS = 4
CHUNK = 512
CLAIM_TOKENS = 20
Run = Callable[[], object]


@attrs.frozen(kw_only=True)
class Architecture:
    """The shape of an encoder."""

    layers: int
    width: int
    heads: int
    inner: int
    words: int
    positions: int


OURS = Architecture(layers=8, width=768, heads=12, inner=3072, words=30_527, positions=514)
"""Without MPNet's bias for the distance of two tokens, which costs next to nothing."""
LARGE = Architecture(layers=24, width=1024, heads=16, inner=4096, words=50_265, positions=514)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=6)
    parser.add_argument("--without-large", action="store_true")
    arguments = parser.parse_args()
    need("onnx", "to build the architectures")
    clock = time.process_time if arguments.threads == 1 else time.perf_counter
    os.environ["PROVENANCE_THREADS"] = str(arguments.threads)
    texts = long_texts()
    documents = pages(arguments.documents)
    with tempfile.TemporaryDirectory() as folder:
        ours = Peer(OURS, Path(folder) / "ours.onnx", arguments.threads)
        large = None
        if not arguments.without_large:
            large = Peer(LARGE, Path(folder) / "large.onnx", arguments.threads)
        # What is loaded once is not what is measured.
        provenance.verify("The bridge is open again.", "The bridge was closed on Monday.")
        for length in LENGTHS:
            pairs = pairs_of(texts, length)
            rates = measure(pair_runs(pairs, length, ours, large), arguments.rounds, clock)
            show(f"pairs/s at {length} tokens", rates, PAIRS)
        rates = measure(document_runs(documents, large), max(1, arguments.rounds // 2), clock)
        words = statistics.median(len(document.split()) for _, document in documents)
        show(f"documents/s, {words:.0f} words (median)", rates, len(documents))


def need(module: str, why: str) -> None:
    """Stop with what to install, where it is missing."""
    if importlib.util.find_spec(module) is None:
        sys.exit(f"needs '{module}' {why}: pip install {module} (in an environment of its own)")


class Peer:
    """An architecture with random weights in ONNX Runtime, one pair or several at a time."""

    def __init__(self, architecture: Architecture, path: Path, threads: int) -> None:
        """Build it into ``path`` and load it."""
        write_random(architecture, path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False
        self.session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
        self.threads = threads
        self.run([8])

    def run(self, lengths: Sequence[int], *, together: int = 1) -> None:
        """Score pairs of these lengths, ``together`` of one length in a batch."""
        with ThreadPoolExecutor(self.threads) as pool:
            list(pool.map(lambda n: self._run_batch(n, together), lengths[::together]))

    def _run_batch(self, length: int, together: int) -> None:
        ids = np.random.default_rng(length).integers(5, 30_000, (together, length))
        self.session.run(None, {"ids": ids})


def write_random(architecture: Architecture, path: Path) -> None:
    """An encoder with random weights, from the operations of ``training/verifier``."""
    sys.path.insert(0, str(ROOT / "training"))
    onnx = import_module("onnx")
    graphs, forms = import_module("verifier.onnx_graph"), import_module("verifier.weight_forms")
    shape = graphs.Shape(layers=architecture.layers, heads=architecture.heads, epsilon=1e-5)
    writer = graphs.GraphWriter(RandomWeights(architecture), shape, forms.full)
    # The weights are more than a file of ONNX may hold in itself.
    onnx.save(writer.write_plain(), path, save_as_external_data=True, location=f"{path.name}.data")


class RandomWeights(Mapping[str, NDArray[np.float32]]):
    """Weights by their names in a checkpoint, drawn when asked for."""

    def __init__(self, architecture: Architecture) -> None:
        """Of the shapes of ``architecture``."""
        self.architecture = architecture

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        """A matrix or a vector drawn from a seed that is the name."""
        seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
        drawn = np.random.default_rng(seed).standard_normal(self._shape(name), np.float32) * 0.02
        return np.asarray(drawn + (1.0 if "LayerNorm.weight" in name else 0.0), np.float32)

    def __iter__(self) -> Iterator[str]:
        """No names: they are known to whoever asks."""
        return iter(())

    def __len__(self) -> int:
        """None that could be listed."""
        return 0

    def _shape(self, name: str) -> tuple[int, ...]:
        size = self.architecture
        tables = {"word_": size.words, "position_": size.positions, "token_type_": 2}
        for stem, rows in tables.items():
            if f"{stem}embeddings" in name:
                return rows, size.width
        is_wide, is_narrow = ".intermediate." in name, ".output.dense" in name
        outputs = size.inner if is_wide else size.width
        if name.endswith("bias") or "LayerNorm" in name:
            return (outputs,)
        is_from_inner = is_narrow and "attention" not in name
        return outputs, (size.inner if is_from_inner else size.width)


def long_texts() -> list[str]:
    """Long runs of real English: training premises behind each other."""
    path = Path(os.environ["PROVENANCE_DATA"]) / "train" / "train_A.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        premises = [json.loads(next(lines))["premise"] for _ in range(PAIRS * 60)]
    return [" ".join(premises[number::PAIRS]) for number in range(PAIRS)]


def pairs_of(texts: Sequence[str], length: int) -> list[Pair]:
    """Pairs of exactly ``length`` tokens: a claim of twenty, and a passage."""
    reader = PairReader.of((SHIPPED / "tokenizer.json").read_text("utf-8"), most_tokens=length)
    marks = len(reader.middle) + 2
    pairs = []
    for number, text in enumerate(texts):
        claim = cut(reader, texts[number - 1][40:], CLAIM_TOKENS)
        pairs.append(Pair(passage=cut(reader, text, length - CLAIM_TOKENS - marks), claim=claim))
    wrong = [pair for pair in pairs if len(reader.read(pair).ids) != length]
    if wrong:
        sys.exit(f"{len(wrong)} pairs are not {length} tokens long")
    return pairs


def cut(reader: PairReader, text: str, tokens: int) -> str:
    """The first ``tokens`` tokens of ``text``."""
    offsets = reader.tokenizer.encode(text[: tokens * 40], add_special_tokens=False).offsets
    return text[: offsets[tokens - 1][1]]


def pages(count: int) -> list[tuple[str, str]]:
    """Claim and full page, from the half of WiCE dev that is for looking at."""
    path = Path(os.environ["PROVENANCE_DATA"]) / "dev" / "wice_claim_fullarticle.dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    looked_at = [row for row in rows if half(str(row.get("group") or row["premise"])) == 0]
    return [(row["hypothesis"], row["premise"]) for row in looked_at[:: len(looked_at) // count]][
        :count
    ]


def half(group: str) -> int:
    """Which half of a development set."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 2


def pair_runs(pairs: Sequence[Pair], length: int, ours: Peer, large: Peer | None) -> dict[str, Run]:
    """What is measured on pairs."""
    judge = load_judge()
    lengths = [length] * len(pairs)
    runs: dict[str, Run] = {
        "as shipped": lambda: judge.score(pairs),
        "ours fp32": lambda: ours.run(lengths),
    }
    if large is not None:
        runs["large"] = lambda: large.run(lengths)
        runs["large, 4 together"] = lambda: large.run(lengths, together=PAIRS)
    return runs


def document_runs(documents: Sequence[tuple[str, str]], large: Peer | None) -> dict[str, Run]:
    """What is measured on whole documents."""
    runs: dict[str, Run] = {"as shipped": lambda: provenance.verify_batch(documents)}
    if importlib.util.find_spec("hallucination_check") is None:
        print("hallucination-check is not there: pip install hallucination-check")
    else:
        other: Any = import_module("hallucination_check")
        runs["hallucination-check"] = lambda: [other.check(c, [d]) for c, d in documents]
    if large is not None:
        lengths = [n for claim, document in documents for n in chunk_lengths(claim, document)]
        runs["large"] = lambda: large.run(lengths)
    return runs


def chunk_lengths(claim: str, document: str) -> list[int]:
    """Tokens of each chunk of a document with the claim, none above ``CHUNK``."""
    reader = PairReader.of((SHIPPED / "tokenizer.json").read_text("utf-8"), most_tokens=CHUNK)
    count = len(reader.tokenizer.encode(document, add_special_tokens=False).ids)
    beside = len(reader.tokenizer.encode(claim, add_special_tokens=False).ids) + 4
    full, rest = divmod(count, CHUNK - beside)
    return [CHUNK] * full + ([rest + beside] if rest else [])


def measure(runs: dict[str, Run], rounds: int, clock: Callable[[], float]) -> dict[str, float]:
    """Median seconds of each run, the runs of a round one after the other."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = clock()
            run()
            seconds[name].append(clock() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def show(title: str, seconds: dict[str, float], count: int) -> None:
    """One line a candidate, with how many times faster the shipped one is."""
    print(title)
    for name, value in seconds.items():
        print(
            f"  {name:22} {count / value:9.2f}   {value / seconds['as shipped']:7.2f}", flush=True
        )


if __name__ == "__main__":
    main()
