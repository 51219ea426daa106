"""Sentences a second of ``provenance.extract``, beside spaCy's small English pipeline.

    pip install . spacy spacy-lookups-data        # in an environment of its own
    PROVENANCE_DATA=FOLDER python benchmarks/speed/extract.py [--rounds 5] [--articles 84]

- **ours**: ``provenance.extract`` on articles that are read already: sentences, quotations,
  attributions, claims, links. Its model, where it has one, is loaded before.
- **spaCy**: the pipeline ``en_core_web_sm`` has (shared tok2vec, tagger, parser, attribute ruler,
  lemmatizer by rule; an entity recogniser with a tok2vec of its own) with the sizes of its public
  configuration and **random weights**, as its own are not in the registry of Python packages. The
  rows of the embedding tables, the widths, the depth and the labels are those published; random
  weights take other paths through the parser than trained ones, so the time of the transitions,
  not that of the matrices, is only like the real one's. ``nlp.pipe``, its default batches.

Texts: PolNeAR's development texts, read in memory from the archive, and the five seeds. Both sides
get the same strings; a sentence is one of the prose as we segment it, for both.

One thread: the script starts itself again with the thread counts of every library set to one.
Seconds are processor time. The rounds alternate, so that a busy machine disturbs both alike; the
rate is of the median round, the ratio the median of the ratios within a round, with the smallest
and the largest behind it. The profile names the functions that
:mod:`provenance.extraction` calls in turn, by their share of the time; it is taken in a run of
its own.
"""

import argparse
import importlib.util
import os
import statistics
import sys
import tarfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs

import provenance
from provenance import extraction
from provenance.model import Article

ROOT = Path(__file__).parents[2]
LIBRARIES = ("OMP", "OPENBLAS", "MKL", "BLIS")
THREADS = dict.fromkeys((*(f"{one}_NUM_THREADS" for one in LIBRARIES), "PROVENANCE_THREADS"), "1")
FLOOR = 100
"""Sentences a second on one thread, the model included."""


@attrs.frozen(kw_only=True)
class Texts:
    """Articles and how many sentences of prose they have."""

    name: str
    articles: tuple[Article, ...]
    sentences: int

    @classmethod
    def of(cls, name: str, articles: Sequence[Article]) -> "Texts":
        """Counted once, by our segmentation."""
        found = [(article, provenance.extract(article).sentences) for article in articles]
        prose = sum(a.blocks[s.block].kind.is_prose for a, sentences in found for s in sentences)
        return cls(name=name, articles=tuple(articles), sentences=prose)


@attrs.frozen(kw_only=True)
class Rates:
    """Sentences a second of both, and their ratios round by round."""

    ours: float
    spacy: float | None
    ratios: tuple[float, ...] = ()


def main() -> None:
    """Measure and print tables in Markdown."""
    restart_on_one_thread()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=84, help="of PolNeAR dev at most")
    parser.add_argument("--without-spacy", action="store_true")
    arguments = parser.parse_args()
    provenance.extract(provenance.read_text("“It is open,” Ada Holt said on Monday."))
    spacy = None if arguments.without_spacy else small_pipeline()
    if spacy is not None:
        print("spaCy: the architecture of en_core_web_sm with random weights, not its own\n")
    texts = [
        Texts.of("PolNeAR dev", polnear(arguments.articles)),
        Texts.of("seeds", [provenance.read(path) for path in sorted(seeds())]),
    ]
    show_rates([(one, measure(one, spacy, arguments.rounds)) for one in texts])
    show_profiles([(one, profile(one)) for one in texts])


def restart_on_one_thread() -> None:
    """Libraries count their threads when they are loaded, so this process is too late."""
    if any(os.environ.get(name) != count for name, count in THREADS.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **THREADS})  # noqa: S606 - ourselves


def polnear(most: int) -> list[Article]:
    """PolNeAR's development texts, in the order of their names."""
    archive = Path(os.environ["PROVENANCE_DATA"]) / "attribution" / "polnear_train_dev.tar.gz"
    with tarfile.open(archive) as opened:
        members = [m for m in opened.getmembers() if m.name.startswith("dev/text/") and m.isfile()]
        chosen = sorted(members, key=lambda member: member.name)[:most]
        contents = [opened.extractfile(member) for member in chosen]
        return [provenance.read_text(c.read().decode("utf-8")) for c in contents if c is not None]


def seeds() -> list[Path]:
    """The five articles of the repository."""
    return [path for path in (ROOT / "seeds").iterdir() if path.suffix in {".txt", ".md", ".html"}]


def measure(texts: Texts, spacy: Any, rounds: int) -> Rates:
    """Both over all texts, one after the other, ``rounds`` times."""
    ours, theirs = [], []
    strings = [article.text for article in texts.articles]
    for _ in range(rounds):
        ours.append(seconds(lambda: [provenance.extract(article) for article in texts.articles]))
        if spacy is not None:
            theirs.append(seconds(lambda: list(spacy.pipe(strings))))
    return Rates(
        ours=texts.sentences / statistics.median(ours),
        spacy=texts.sentences / statistics.median(theirs) if theirs else None,
        ratios=tuple(other / own for own, other in zip(ours, theirs, strict=False)),
    )


def seconds(run: Callable[[], object]) -> float:
    """Processor time of ``run``."""
    start = time.process_time()
    run()
    return time.process_time() - start


def profile(texts: Texts) -> dict[str, float]:
    """Seconds of each function that the pipeline calls in turn, and of what is between them."""
    called = [name for name in steps() if callable(getattr(extraction, name, None))]
    kept = {name: getattr(extraction, name) for name in called}
    spent = dict.fromkeys(called, 0.0)
    for name, function in kept.items():
        setattr(extraction, name, timed(name, function, spent))
    try:
        whole = seconds(lambda: [provenance.extract(article) for article in texts.articles])
    finally:
        for name, function in kept.items():
            setattr(extraction, name, function)
    steady = {name: took for name, took in spent.items() if took > 0}
    return {**steady, "everything between": max(0.0, whole - sum(steady.values()))}


def timed(name: str, function: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    """``function``, adding its seconds to those ``spent`` under ``name``."""

    def run(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        result = function(*given, **named)
        spent[name] += time.process_time() - start
        return result

    return run


def steps() -> list[str]:
    """The names that the pipeline's own functions of an extraction speak of, in their order."""
    found: list[str] = []
    functions: list[Any] = [extraction.extract]
    while functions:
        for name in functions.pop().__code__.co_names:
            value: Any = vars(extraction).get(name)
            is_own = getattr(value, "__module__", None) == extraction.__name__
            if is_own and hasattr(value, "__code__"):
                functions.append(value)
            elif hasattr(value, "__code__") and name not in found:
                found.append(name)
    return found


def show_rates(measured: Sequence[tuple[Texts, Rates]]) -> None:
    """One line a collection."""
    print("| texts | articles | sentences | ours, sentences/s | spaCy | ours / spaCy |")
    print("| --- | --- | --- | --- | --- | --- |")
    for texts, rates in measured:
        spread = "–"
        if rates.ratios:
            low, high = min(rates.ratios), max(rates.ratios)
            spread = f"{statistics.median(rates.ratios):.2f} ({low:.2f}–{high:.2f})"
        theirs = "–" if rates.spacy is None else f"{rates.spacy:.0f}"
        print(
            f"| {texts.name} | {len(texts.articles)} | {texts.sentences} "
            f"| {rates.ours:.0f} | {theirs} | {spread} |"
        )
    slowest = min(rates.ours for _, rates in measured)
    print(f"\nfloor {FLOOR} sentences/s: {'kept' if slowest >= FLOOR else 'MISSED'}\n")


def show_profiles(profiles: Sequence[tuple[Texts, dict[str, float]]]) -> None:
    """Milliseconds a sentence and share of each step."""
    print("| step | " + " | ".join(f"{t.name}: ms/sentence · share" for t, _ in profiles) + " |")
    print("| --- |" + " --- |" * len(profiles))
    for step in dict.fromkeys(name for _, spent in profiles for name in spent):
        cells = []
        for texts, spent in profiles:
            took, whole = spent.get(step, 0.0), sum(spent.values())
            cells.append(f"{1000 * took / texts.sentences:.2f} · {took / whole:.0%}")
        print(f"| {step} | " + " | ".join(cells) + " |")


def small_pipeline() -> Any:
    """The pipeline of ``en_core_web_sm`` with its sizes and labels and random weights."""
    for module in ("spacy", "spacy_lookups_data"):
        if importlib.util.find_spec(module) is None:
            sys.exit(
                f"needs '{module}': pip install spacy spacy-lookups-data (in an environment of its "
                "own), or give --without-spacy"
            )
    nlp = import_module("spacy").blank("en")
    shared, listener = tok2vec(("SPACY", "IS_SPACE"), (50, 50)), listening()
    nlp.add_pipe("tok2vec", config={"model": shared})
    tagger = nlp.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}}
    )
    parser = nlp.add_pipe("parser", config={"model": transitions("parser", listener)})
    ruler = nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    entities = nlp.add_pipe("ner", config={"model": transitions("ner", tok2vec((), ()))})
    for component, labels in ((tagger, TAGS), (parser, RELATIONS.split()), (entities, ENTITIES)):
        for label in labels.split() if isinstance(labels, str) else labels:
            component.add_label(label)
    nlp.initialize()
    ruler.load_from_tag_map({tag: {"POS": part} for tag, part in TAGS.items()})
    for component in (tagger, parser, entities):
        randomise(component.model)
    return nlp


def tok2vec(more: tuple[str, ...], rows: tuple[int, ...]) -> dict[str, Any]:
    """Hash embeddings and a convolution of width 96 and depth 4."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", *more],
            "rows": [5000, 1000, 2500, 2500, *rows],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def listening() -> dict[str, Any]:
    """What takes its vectors from the shared tok2vec."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def transitions(state: str, vectors: dict[str, Any]) -> dict[str, Any]:
    """A parser or an entity recogniser by transitions."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "tok2vec": vectors,
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
    }


def randomise(model: Any) -> None:
    """Draw what spaCy begins at zero, else every token would get the first label there is."""
    drawn = import_module("numpy").random.default_rng(1)
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name) and not node.get_param(name).any():
                values = node.get_param(name)
                node.set_param(name, drawn.standard_normal(values.shape, values.dtype))


TAGS = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("DT", "PDT", "WDT"), "DET"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WP$", "EX"), "PRON"),
    **dict.fromkeys(("IN", "RP"), "ADP"),
    **dict.fromkeys(("TO", "POS"), "PART"),
    **dict.fromkeys((".", ",", ":", "-LRB-", "-RRB-", "``", "''", "HYPH", "NFP"), "PUNCT"),
    **dict.fromkeys(("$", "SYM"), "SYM"),
    **dict.fromkeys(("ADD", "FW", "LS", "XX"), "X"),
    "CC": "CCONJ",
    "CD": "NUM",
    "UH": "INTJ",
    "_SP": "SPACE",
}
"""Tags of the Penn Treebank with their universal parts of speech."""

RELATIONS = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj "
    "csubj csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass "
    "nummod oprd parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp"
)
ENTITIES = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT "
    "QUANTITY TIME WORK_OF_ART"
)


if __name__ == "__main__":
    main()
