"""Prints how well claims, speakers, sourcing and addresses agree with the exams' gold.

Usage: ``PROVENANCE_DATA=FOLDER python benchmarks/quality/links.py [-v] [ARTICLE…]``. The folder is
the development data; it is not part of the project. ``-v`` lists every miss. What the columns mean:

kind       sentences that are claims, and sentences that are none, told apart
furniture  headings, captions, boilerplate from which no claim may come
type       quote, indirect-speech, quantity, event, statement
sourcing   among the values the gold accepts
speaker    of quotations, by name
link       addresses given with sourcing explicit or inherited that are right (precision)
found      addresses the article holds and the gold expects that were given (recall)
at hand    the same for documents of ``sources.toml`` that a named source means
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from provenance.attribution.attributor import extract_attributions
from provenance.claims import extract_claims
from provenance.ingest import read
from provenance.linking import link_claims
from provenance.model import Analysis, Claim, Document
from provenance.quotations import find_quotations
from provenance.registry import Registry, load_registry
from provenance.segmentation import segment_sentences
from provenance.sources import load_sources
from provenance.terms import Basis, Sourcing, Verdict

_COLUMNS = ("kind", "furniture", "type", "sourcing", "speaker", "link", "found", "at hand")
_LEADING = {Sourcing.EXPLICIT, Sourcing.INHERITED}
_LED_TO = {"explicit", "inherited"}
_PROSE = {"claim", "not-a-claim"}


class Score:
    """Counts of right answers; prints the wrong ones under a label."""

    def __init__(self, label: str = "") -> None:
        self.counts: Counter[str] = Counter()
        self._label = label

    def expect(self, column: str, wanted: object, got: object, *, where: str = "") -> None:
        """Count one answer; ``wanted`` may be a list of acceptable ones."""
        right = got in wanted if isinstance(wanted, list) else got == wanted
        self.counts[f"{column} of"] += 1
        self.counts[f"{column} right"] += right
        if self._label and not right:
            print(f"  [{column}] {self._label} {where[:70]!r}: {got}, gold {wanted}")

    def line(self) -> str:
        """The figures of every column."""
        figures = (f"{c} {self.counts[f'{c} right']}/{self.counts[f'{c} of']}" for c in _COLUMNS)
        return ", ".join(figures) + f", extra {self.counts['extra']}"


def main(arguments: list[str]) -> int:
    """Score every exam article and the seeds; 1 when a seed address is missed or wrong."""
    data = Path(os.environ["PROVENANCE_DATA"])
    verbose = "-v" in arguments
    names = [argument for argument in arguments if not argument.startswith("-")]
    registry = load_registry()
    articles = data / "exams/articles"
    at_hand = load_sources(articles / "sources")
    total = Score()
    by_language: dict[str, Score] = {}
    for path in sorted(articles.glob("*.gold.json")):
        if names and not any(name in path.name for name in names):
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        score = Score(gold["file"] if verbose else "")
        _score_article(score, gold, articles / gold["file"], registry=registry, at_hand=at_hand)
        by_language.setdefault(gold["language"], Score()).counts.update(score.counts)
        total.counts.update(score.counts)
    for language, score in sorted(by_language.items()):
        print(f"{language:6} {score.line()}")
    print(f"{'all':6} {total.line()}")
    return 0 if names else _seeds(data / "seeds", registry, verbose=verbose)


def _claims(
    path: Path, registry: Registry, at_hand: tuple[Document, ...] = ()
) -> tuple[Claim, ...]:
    article = read(path)
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    analysis = Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=attributions,
        claims=extract_claims(article, sentences, quotations, attributions),
    )
    return link_claims(analysis, registry, at_hand=at_hand)


def _score_article(
    score: Score,
    gold: dict[str, Any],
    path: Path,
    *,
    registry: Registry,
    at_hand: tuple[Document, ...],
) -> None:
    text = path.read_text(encoding="utf-8")
    left = {claim.id: claim for claim in _claims(path, registry, at_hand)}
    for row in sorted(gold["sentences"], key=lambda row: row["kind"] not in _PROSE):
        claim = _find(row["exact"], left.values())
        if claim is not None:
            # The gold knows sentences; the further claims of one are no extra ones.
            left = {key: c for key, c in left.items() if c.sentence != claim.sentence}
        if row["kind"] not in _PROSE:
            score.expect("furniture", None, claim and claim.sentence.exact, where=row["exact"])
        elif claim is None:
            score.expect("kind", row["kind"], "not found", where=row["exact"])
        else:
            _score_row(score, row, claim, text)
    for claim in left.values():
        score.expect("extra", None, claim.sentence.exact)
    score.counts["extra"] = len(left)


def _score_row(score: Score, row: dict[str, Any], claim: Claim, text: str) -> None:
    where = row["exact"]
    kind = "not-a-claim" if claim.verdict is Verdict.NOT_A_CLAIM else "claim"
    score.expect("kind", row["kind"], kind, where=where)
    top = claim.citations[0] if claim.citations else None
    by_name = top is not None and top.basis is Basis.NAMED_SOURCE
    url = (
        _bare(top.url) if top is not None and claim.sourcing in _LEADING | {Sourcing.NAMED} else ""
    )
    gold_url = _bare(row.get("url") or "")
    if url and not by_name:
        score.expect("link", gold_url, url, where=where)
    if url and by_name:
        score.expect("at hand", gold_url, url, where=where)
    if row["kind"] != "claim":
        return
    score.expect("type", row["type"], claim.type.value, where=where)
    score.expect("sourcing", row["sourcing_ok"], claim.sourcing.value, where=where)
    if row["type"] == "quote" and row["speaker"]:
        name = (claim.speaker.name if claim.speaker else None) or ""
        score.expect("speaker", row["speaker"], _as_gold(name, row["speaker"]), where=where)
    # An address that the article does not hold cannot be found in it.
    if gold_url and gold_url in text and row["sourcing"] in _LED_TO:
        score.expect("found", gold_url, url, where=where)


def _find(exact: str, claims: Iterable[Claim]) -> Claim | None:
    wanted = _folded(exact)
    listed = list(claims)
    for claim in listed:
        if _folded(claim.sentence.exact) == wanted:
            return claim
    for claim in listed:
        shorter, longer = sorted((_folded(claim.sentence.exact), wanted), key=len)
        if len(shorter) > 20 and shorter in longer and len(shorter) > 0.6 * len(longer):
            return claim
    return None


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"\]\([^)]*\)", "", text)).strip().casefold()


def _bare(url: str) -> str:
    return url.rstrip("/")


def _as_gold(name: str, gold: str) -> str:
    """The gold name where first or last name agree: titles and inflection are no errors."""
    same = bool(name) and (
        name.rsplit(maxsplit=1)[-1] == gold.rsplit(maxsplit=1)[-1]
        or name.split(maxsplit=1)[0] == gold.split(maxsplit=1)[0]
    )
    return gold if same else name


def _seeds(folder: Path, registry: Registry, *, verbose: bool) -> int:
    gold = json.loads((folder / "gold_000_002.json").read_text(encoding="utf-8"))
    score = Score("seeds" if verbose else "")
    for number, rows in gold["articles"].items():
        claims = {c.sentence.start: c for c in _claims(folder / gold["files"][number], registry)}
        for row in rows:
            claim = _starting_in(claims, row["start"], row["end"])
            if claim is None:
                continue
            url = claim.citations[0].url if claim.citations else None
            must = claim.sourcing in _LEADING or row["wire_sourcing"] in _LED_TO
            acceptable = [row["url"]] if must else [row["url"], None]
            score.expect("addresses", acceptable, url, where=row["id"])
            score.expect("sourcing", row["wire_sourcing"], claim.sourcing.value, where=row["id"])
    counts = score.counts
    columns = ("addresses", "sourcing")
    print("seeds ", ", ".join(f"{c} {counts[f'{c} right']}/{counts[f'{c} of']}" for c in columns))
    return int(counts["addresses right"] != counts["addresses of"])


def _starting_in(claims: dict[int, Claim], start: int, end: int) -> Claim | None:
    return next((claim for at, claim in sorted(claims.items()) if start <= at < end), None)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
