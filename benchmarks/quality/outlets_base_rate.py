"""How often ``compare`` cries wolf: articles without a planted conflict, and headlines of FNC.

    PROVENANCE_DATA=… python benchmarks/quality/outlets_base_rate.py [-v] [--apart]
        [--stance] [--fold 0|1]

Base rate: 240 bodies of ``outlets/bodies_dev.jsonl.gz`` in one comparison, once undated and once
all of one day, which is harder: nothing is then held back because time may have passed. Several
bodies are on one story, and some of their differences are real, so that every report is to be read
by a person (``-v`` prints both sentences); counted here as false. Wordings of one quotation that
keep its sense dispute nothing and are counted apart. ``--apart``: instead of the 240 the first
body of each story, where two bodies are on one story if one headline is on both; generated
articles are in ``scale/unplanted.py``. ``--stance``: the pairs of
``outlets/headline_body_stance_dev.jsonl.gz``; *disagree* where a headline conflict is reported,
*agree* where the headline's words stand in one sentence of the body, else *discuss*. The first 400
pairs, or with ``--fold`` all whose body id has that bit as the second lowest of its SHA-256 (the
lowest is 0 in all of them: the other half of the data is not at hand).
"""

import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gold import Row, data_folder

import provenance
from provenance.comparison import compare_claims
from provenance.comparison.comparing import TURNS_THE_SENSE
from provenance.ingest import read_text
from provenance.model import Analysis, Disagreement
from provenance.terms import DisagreementKind
from provenance.verdicts import Shelf
from provenance.words import parse_words

_BODIES = 240
_DAY = "2014-10-01"
_STANCES = ("agree", "disagree", "discuss")
_SAID = 0.6
"""Share of a headline's stems in one sentence that counts as agreeing; set by no search."""
_MOST_PAIRS = 400


def main() -> None:
    """Print the false conflicts per 100 articles; with ``--stance`` the stances, too."""
    folder = data_folder() / "outlets"
    rows = list(_rows(folder / "bodies_dev.jsonl.gz"))
    if "--apart" in sys.argv[1:]:
        rows = _one_a_story(rows, _rows(folder / "headline_body_stance_dev.jsonl.gz"))
    bodies = [row["text"] for row in rows]
    for day in (None, _DAY):
        analyses = [
            provenance.extract(read_text(text, outlet=f"Outlet {number}", published=day))
            for number, text in enumerate(bodies[:_BODIES])
        ]
        found = compare_claims(analyses, Shelf()).disagreements
        kinds = dict(sorted(Counter(one.kind.value for one in found).items()))
        clashing = [one for one in found if _disputes(one)]
        rate = 100 * len(clashing) / len(analyses)
        print(f"{day or 'undated'}: {len(analyses)} articles, {len(found)} reported ({kinds})")
        print(f"  {len(clashing)} dispute a claim: {rate:.2f} per 100 articles")
        if "-v" in sys.argv[1:]:
            _show(found, analyses)
    if "--stance" in sys.argv[1:]:
        by_id = {row["body_id"]: row["text"] for row in _rows(folder / "bodies_dev.jsonl.gz")}
        _score_stances(_rows(folder / "headline_body_stance_dev.jsonl.gz"), by_id)


def _rows(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _one_a_story(bodies: list[Row], pairs: Iterator[Row]) -> list[Row]:
    """The first body of each story; a headline that is on two bodies joins their stories."""
    story = {row["body_id"]: row["body_id"] for row in bodies}

    def first_of(body: str) -> str:
        while story[body] != body:
            body = story[body]
        return body

    held: dict[str, str] = {}
    for row in pairs:
        if row["stance"] in _STANCES and row["body_id"] in story:
            other = held.setdefault(row["headline"], row["body_id"])
            story[first_of(row["body_id"])] = first_of(other)
    seen: dict[str, Row] = {}
    for row in bodies:
        seen.setdefault(first_of(row["body_id"]), row)
    return list(seen.values())


def _disputes(one: Disagreement) -> bool:
    """Whether a finding says more than that one quotation is worded in two ways of one sense."""
    wording = one.kind is DisagreementKind.QUOTE_WORDING
    return not wording or one.what.endswith(TURNS_THE_SENSE)


def _show(found: tuple[Disagreement, ...], analyses: list[Analysis]) -> None:
    claims = {claim.id: claim for one in analyses for claim in one.claims}
    for one in found:
        print(f"  {one.kind.value} {one.score} {one.what}")
        for side in (one.left, one.right):
            print(f"    {claims[side].sentence.exact if side in claims else side}")


def _score_stances(pairs: Iterator[Row], bodies: dict[str, str]) -> None:
    told: Counter[tuple[str, str]] = Counter()
    fold = sys.argv[sys.argv.index("--fold") + 1] if "--fold" in sys.argv[1:] else None
    related = (
        row
        for row in pairs
        if row["stance"] in _STANCES and row["body_id"] in bodies
        if fold in (None, _fold(row["body_id"]))
    )
    for number, row in enumerate(related):
        if fold is None and number == _MOST_PAIRS:
            break
        told[row["stance"], _stance(row["headline"], bodies[row["body_id"]])] += 1
    scores = []
    for stance in _STANCES:
        right = told[stance, stance]
        given = sum(n for (_, answer), n in told.items() if answer == stance)
        wanted = sum(n for (gold, _), n in told.items() if gold == stance)
        f1 = 2 * right / max(1, given + wanted)
        scores.append(f1)
        print(f"  {stance}: {right} right of {given} given, {wanted} in gold, F1 {f1:.2f}")
    print(f"  macro-F1 {sum(scores) / len(scores):.3f} over {told.total()} pairs")


def _fold(body_id: str) -> str:
    return str(int(hashlib.sha256(body_id.encode()).hexdigest(), 16) // 2 % 2)


def _stance(headline: str, body: str) -> str:
    analysis = provenance.extract(read_text(f"{headline}\n\n{body}", outlet="A", published=_DAY))
    found = compare_claims([analysis], Shelf())
    if any(one.kind.value == "headline" for one in found.disagreements):
        return "disagree"
    wanted = {word.stem for word in parse_words(headline, language="en")}
    said = (
        {word.stem for word in parse_words(one.span.of(analysis.article.text), language="en")}
        for one in analysis.sentences
        if one.span.of(analysis.article.text).strip() != headline.strip()
    )
    return (
        "agree" if any(len(wanted & words) >= _SAID * len(wanted) for words in said) else "discuss"
    )


if __name__ == "__main__":
    main()
