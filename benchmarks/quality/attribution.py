"""How well attributions are found: PolNeAR dev, spans and speakers.

    python benchmarks/quality/attribution.py [--half 0|1|both] [--tagger [FOLDER]]

PolNeAR's archive is looked for under ``$PROVENANCE_DATA``; it is published by its authors (Newell,
Margolin and Ruths, LREC 2018). Articles are split by SHA-256 of their name mod 2: half 0 for
choices, half 1 to report. What is scored is what ``provenance.extract`` gives, but for quoted words
whose speaker is carried over without a cue: PolNeAR has no attribution without one.

Two spans are *exact* where they hold the same letters and digits (white space, quotation marks and
punctuation do not count), and *overlap* where they share one. Each gold span is paired with one
predicted span at most, those that share most first.
"""

import argparse
import hashlib
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
from gold import data_folder

import provenance
from provenance.spans import Span

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

from tagger.polnear import (  # type: ignore[import-not-found]  # training/ is no package of ours
    GoldArticle,
    read_polnear,
)

ROUNDS = 100
"""Samples of the bootstrap."""
ARCHIVE = "attribution/polnear_train_dev.tar.gz"
_QUOTE = re.compile('[“”"«»]')
_CAPITALISED = re.compile(r"\b[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*)*")
_CUE_LIST = re.compile(
    r"\b(?:said|says|say|told|tells|added|adds|according to|wrote|writes|announced|claimed|claims"
    r"|argued|argues|noted|notes|reported|reports|asked|asks|stated|states|called|calls|believes"
    r"|believe|thinks|think|explained|explains|suggested|suggests|insisted|warned|admitted"
    r"|acknowledged|denied|tweeted)\b"
)


@attrs.frozen(kw_only=True)
class Scored:
    """One attribution as sets of the offsets of its letters and digits."""

    source: frozenset[int]
    content: frozenset[int]
    cue: frozenset[int]
    direct: bool = False


@attrs.define
class Counts:
    """True positives by measure, with what was predicted and what is gold."""

    exact: int = 0
    overlap: int = 0
    shared: int = 0
    predicted: int = 0
    gold: int = 0
    predicted_size: int = 0
    gold_size: int = 0

    def add(self, predicted: Sequence[frozenset[int]], gold: Sequence[frozenset[int]]) -> None:
        """Pair the spans of one article."""
        predicted = [one for one in predicted if one]
        gold = [one for one in gold if one]
        self.predicted += len(predicted)
        self.gold += len(gold)
        self.predicted_size += len(frozenset().union(*predicted))
        self.gold_size += len(frozenset().union(*gold))
        self.shared += len(frozenset().union(*predicted) & frozenset().union(*gold))
        for p, g in paired(predicted, gold):
            self.overlap += 1
            self.exact += predicted[p] == gold[g]

    def f1(self, hits: int) -> float:
        """F1 of so many hits."""
        return 2 * hits / max(1, self.predicted + self.gold)

    @property
    def letters(self) -> float:
        """F1 over letters, whichever span they are in."""
        return 2 * self.shared / max(1, self.predicted_size + self.gold_size)


def paired(
    predicted: Sequence[frozenset[int]], gold: Sequence[frozenset[int]]
) -> Iterator[tuple[int, int]]:
    """Which prediction goes with which gold span: most alike (Jaccard) first, each once."""
    by_offset: dict[int, list[int]] = {}
    for index, one in enumerate(gold):
        for offset in one:
            by_offset.setdefault(offset, []).append(index)
    alike = [
        (-len(one & gold[g]) / len(one | gold[g]), p, g)
        for p, one in enumerate(predicted)
        for g in {g for offset in one for g in by_offset.get(offset, ())}
    ]
    taken_p: set[int] = set()
    taken_g: set[int] = set()
    for _, p, g in sorted(alike):
        if p not in taken_p and g not in taken_g:
            taken_p.add(p)
            taken_g.add(g)
            yield p, g


def half_of(name: str) -> int:
    """0 or 1."""
    return hashlib.sha256(name.encode()).digest()[-1] % 2


def letters_of(spans: Sequence[tuple[int, int]], text: str) -> frozenset[int]:
    """Offsets of letters and digits inside the spans."""
    return frozenset(at for a, b in spans for at in range(a, b) if text[at].isalnum())


def gold_of(article: GoldArticle) -> list[Scored]:
    """The gold attributions of an article."""
    scored = []
    for one in article.attributions:
        words = "".join(article.text[a:b] for a, b in one.content)
        quoted = len(_QUOTE.findall(words)) > 1 and bool(_QUOTE.match(words))
        scored.append(
            Scored(
                source=letters_of(one.source, article.text),
                cue=letters_of(one.cue, article.text),
                content=letters_of(one.content, article.text),
                direct=quoted and bool(one.source),
            )
        )
    return scored


def extracted(article: GoldArticle) -> list[Scored]:
    """What the library finds."""
    analysis = provenance.extract(provenance.read_text(article.text))
    return [
        Scored(
            source=_letters(one.source, article.text),
            cue=_letters(one.cue, article.text),
            content=_letters(one.content, article.text),
        )
        for one in analysis.attributions
        if one.cue
    ]


def _letters(spans: Sequence[Span], text: str) -> frozenset[int]:
    return letters_of([(span.start, span.end) for span in spans], text)


def baseline(article: GoldArticle) -> list[Scored]:
    """The nearest capitalised name before a listed verb; the rest of the sentence is content."""
    found = []
    for line in re.finditer(r"[^\n]+", article.text):
        for sentence in re.finditer(r"[^.!?]+[.!?”\"]*", line.group()):
            start = line.start() + sentence.start()
            words = sentence.group()
            cue = _CUE_LIST.search(words)
            if cue is None:
                continue
            names = list(_CAPITALISED.finditer(words))
            if not names:
                continue
            name = min(names, key=lambda one: abs(one.start() - cue.start()))
            rest = letters_of([(start, start + len(words))], article.text)
            source = letters_of([(start + name.start(), start + name.end())], article.text)
            verb = letters_of([(start + cue.start(), start + cue.end())], article.text)
            found.append(Scored(source=source, cue=verb, content=rest - source - verb))
    return found


def measure(
    articles: Sequence[GoldArticle], predict: Callable[[GoldArticle], list[Scored]]
) -> dict[str, float]:
    """All figures over ``articles``."""
    kinds = {"content": Counts(), "source": Counts(), "cue": Counts()}
    pairs, direct = Counts(), Counts()
    for article in articles:
        predicted, gold = predict(article), gold_of(article)
        for kind, counts in kinds.items():
            counts.add([getattr(p, kind) for p in predicted], [getattr(g, kind) for g in gold])
        _add_pairs(pairs, predicted, gold)
        _add_direct(direct, predicted, gold)
    figures = {}
    for kind, counts in kinds.items():
        figures[f"{kind} overlap"] = counts.f1(counts.overlap)
        figures[f"{kind} exact"] = counts.f1(counts.exact)
        figures[f"{kind} letters"] = counts.letters
    figures["source with content"] = pairs.f1(pairs.overlap)
    figures["direct: speaker right"] = direct.overlap / max(1, direct.gold)
    figures["direct: found"] = direct.predicted / max(1, direct.gold)
    figures["direct quotations"] = direct.gold
    figures["attributions"] = kinds["cue"].gold
    return figures


def _add_pairs(counts: Counts, predicted: Sequence[Scored], gold: Sequence[Scored]) -> None:
    """A pair is right where the sources overlap and half of the content is shared."""
    predicted = [one for one in predicted if one.source and one.content]
    gold = [one for one in gold if one.source and one.content]
    counts.predicted += len(predicted)
    counts.gold += len(gold)
    matches = paired([one.content for one in predicted], [one.content for one in gold])
    for p, g in matches:
        here, there = predicted[p], gold[g]
        shared = len(here.content & there.content)
        alike = shared * 2 >= len(here.content | there.content)
        counts.overlap += alike and bool(here.source & there.source)


def _add_direct(counts: Counts, predicted: Sequence[Scored], gold: Sequence[Scored]) -> None:
    """Of the direct quotations, how many are found and have the right speaker."""
    matched = {
        g: p for p, g in paired([one.content for one in predicted], [one.content for one in gold])
    }
    for index, one in enumerate(gold):
        if not one.direct:
            continue
        counts.gold += 1
        if index in matched:
            counts.predicted += 1
            counts.overlap += bool(predicted[matched[index]].source & one.source)


def with_intervals(
    articles: Sequence[GoldArticle], predict: Callable[[GoldArticle], list[Scored]]
) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """All figures, and their 95 % intervals over articles drawn again."""
    cached = {article.name: predict(article) for article in articles}
    order = random.Random(20261122)  # noqa: S311 - no secret
    drawn = [
        measure(order.choices(articles, k=len(articles)), lambda one: cached[one.name])
        for _ in range(ROUNDS)
    ]
    low, high = int(0.025 * ROUNDS), int(0.975 * ROUNDS)
    figures = measure(articles, lambda one: cached[one.name])
    spread = {name: sorted(one[name] for one in drawn) for name in figures}
    return figures, {name: (values[low], values[high]) for name, values in spread.items()}


def tagged_by(folder: Path | None) -> Callable[[GoldArticle], list[Scored]]:
    """The tagger alone, without rules: the shipped one, or the one in ``folder``."""
    from provenance.tagging.decoding import CUE_FROM  # noqa: PLC0415 - heavy
    from provenance.tagging.shipping import SHIPPED, read_tagger  # noqa: PLC0415 - heavy

    tagger = read_tagger(folder or SHIPPED)

    def predict(article: GoldArticle) -> list[Scored]:
        lines = [Span(*match.span()) for match in re.finditer(r"[^\n]+", article.text)]
        return [
            Scored(
                source=_letters(one.source, article.text),
                cue=_letters(one.cue, article.text),
                content=_letters(one.content, article.text),
            )
            for one in tagger.tag(article.text, lines, ()).attributions
            if one.score >= CUE_FROM
        ]

    return predict


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("0", "1", "both"), default="1")
    parser.add_argument("--tagger", nargs="?", const="", help="the tagger alone (in a folder)")
    parser.add_argument("--split", default="dev", help="of the archive; train for a look only")
    parser.add_argument("--articles", type=int, help="the first so many only")
    parser.add_argument("--no-baseline", action="store_true")
    arguments = parser.parse_args()
    archive = data_folder() / ARCHIVE
    articles = [
        article
        for article in read_polnear(archive, arguments.split)
        if arguments.half in {"both", str(half_of(article.name))}
    ][: arguments.articles]
    predict: Callable[[GoldArticle], list[Scored]] = extracted
    if arguments.tagger is not None:
        predict = tagged_by(Path(arguments.tagger) if arguments.tagger else None)
    figures, intervals = with_intervals(articles, predict)
    against = None if arguments.no_baseline else measure(articles, baseline)
    print(f"PolNeAR {arguments.split}, half {arguments.half}: {len(articles)} articles\n")
    print("| measure | value (95 %) | baseline |\n| --- | --- | --- |")
    for name, value in figures.items():
        if name in {"attributions", "direct quotations"}:
            print(f"| {name} | {value:.0f} | |")
            continue
        low, high = intervals[name]
        other = f"{against[name]:.3f}" if against else ""
        print(f"| {name} | {value:.3f} ({low:.3f}–{high:.3f}) | {other} |")


if __name__ == "__main__":
    main()
