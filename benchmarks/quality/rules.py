"""How often a finding of each rule is right, on the article exam and the outlet exam.

    PROVENANCE_DATA=… python benchmarks/quality/rules.py [-v] [--write]

What is judged is what ``provenance.check`` reports, offline, with the documents of the exam at
hand. Articles: each alone; a finding is right where the gold of its sentence has what the rule
says (:data:`GOLD`); one on a sentence that is no claim is wrong. Pairs and events: rules 303 and
5xx; of those on two accounts each pair of sentences counts once, and is right where the gold has a
conflict there. All rows at hand fall into half 0 of the exams' split by SHA-256: half 1 judges the
project elsewhere, so that these are figures of development. Intervals are Wilson's (JASA 22, 1927,
209), 95 %, as if findings were independent; several often stand in one article.

``--write`` puts the counts where the rules' pages take them from.
"""

import itertools
import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from gold import Row, bare, checked, claims_on, data_folder, extracted, load_json, with_offsets
from outlets import is_planted

import provenance
from provenance.checks import RULES
from provenance.checks.measured import Measured, told_in_words
from provenance.ingest import read_text
from provenance.model import Article, Claim, Report
from provenance.terms import DisagreementKind, RuleId

MEASURED = Path(provenance.__file__).parent / "data" / "measured_rules.toml"
HEAD = """# How many findings of each rule were right of how many, by set; written by
# benchmarks/quality/rules.py --write. Origin: measured on the exams of this project, half 0.

"""
ACROSS = {RuleId.DISPUTED, RuleId.QUOTE_VARIANTS}
UNLED = {"none", "anonymous", "own-reporting"}

Tally = Counter[tuple[RuleId, str, bool]]
"""Rule, set, whether it was right."""


def main() -> int:
    """Print a line for every rule; with ``-v`` every finding that was wrong."""
    exams = data_folder() / "exams"
    tally: Tally = Counter()
    for judged in (
        articles(exams / "articles"),
        pairs(exams / "outlets" / "pairs.jsonl"),
        events(exams / "outlets" / "events"),
    ):
        for rule, where, is_right, words in judged:
            tally[rule, where, is_right] += 1
            if "-v" in sys.argv and not is_right:
                print(f"  WRONG {rule.value} {where}: {words}")
    print("| rule | right of findings (95 %) | where |\n| --- | --- | --- |")
    for one in RULES:
        told = told_in_words(measured_of(tally, one.id))
        print(f"| {one.id.value} `{one.name}` | {told.figure} | {told.sets} |")
    if "--write" in sys.argv:
        MEASURED.write_text(HEAD + "\n".join(tables(tally)), encoding="utf-8")
    return 0


Judged = Iterator[tuple[RuleId, str, bool, str]]
"""Rule, set, whether the finding is right, and what it says."""


def articles(folder: Path) -> Judged:
    """The findings on every article of the exam, against its gold."""
    for gold_file in sorted(folder.glob("*.gold.json")):
        gold = load_json(gold_file)
        path = folder / gold["file"]
        report = checked([str(path)], sources=folder / "sources")
        rows = list(with_offsets(gold["sentences"], extracted(str(path)).text))
        row_of = {claim["id"]: row for row in rows for claim in claims_on(report["claims"], row)}
        quotes = {claim["id"]: claim["quotes"] for claim in report["claims"]}
        for finding in report["findings"]:
            rule, row = RuleId(finding["rule"]), row_of.get(finding["claim"] or "")
            if rule not in GOLD:
                continue
            is_claim = row is not None and row["kind"] == "claim"
            is_right = is_claim and GOLD[rule](row or {}, quotes.get(finding["claim"] or "", []))
            yield rule, "articles", is_right, f"{gold['file']}: {finding['message']}"


def _status(row: Row, quotes: Collection[Row], ours: str, wanted: str) -> bool:
    """Whether a quotation that we call ``ours`` is called ``wanted`` by the gold."""
    words = {bare(quote["exact"]) for quote in quotes if quote["status"] == ours}
    return any(bare(q["exact"]) in words and wanted in q["status"] for q in row["quotes"])


def _says(*verdicts: str) -> Callable[[Row, Collection[Row]], bool]:
    return lambda row, _: bool(set(verdicts) & set(row["wire_verdict"]))


GOLD: dict[RuleId, Callable[[Row, Collection[Row]], bool]] = {
    RuleId.UNSOURCED: lambda row, _: bool(
        UNLED & set(row["sourcing_ok"]) or "unsourced" in row["wire_verdict"]
    ),
    RuleId.LINK_LOST: lambda row, _: "link-lost" in row["sourcing_ok"],
    RuleId.NAMED_WITHOUT_ADDRESS: lambda row, _: "named" in row["sourcing_ok"],
    RuleId.PAGE_LEVEL_CITATION: lambda row, _: row["target"] in {"page", "site"},
    RuleId.QUOTE_MEANING_CHANGED: lambda row, quotes: (
        _status(row, quotes, "altered", "altered") and "contradicted" in row["wire_verdict"]
    ),
    RuleId.QUOTE_ALTERED: lambda row, quotes: (
        _status(row, quotes, "altered", "altered") and row["wire_verdict"][:1] != ["contradicted"]
    ),
    RuleId.QUOTE_ABSENT: lambda row, quotes: _status(row, quotes, "absent", "absent"),
    RuleId.QUOTE_WRONG_SPEAKER: lambda row, quotes: (
        _status(row, quotes, "verbatim", "absent") and "supported" not in row["wire_verdict"]
    ),
    RuleId.QUOTE_NEAR_MATCH: lambda row, _: any(
        q["status"][0] != "verbatim" for q in row["quotes"]
    ),
    RuleId.NUMBER_DIFFERS: _says("contradicted"),
    RuleId.DATE_DIFFERS: _says("contradicted"),
    RuleId.WEEKDAY_MISMATCH: _says("contradicted"),
    RuleId.CONTRADICTED_BY_SOURCE: _says("contradicted"),
    RuleId.UNSUPPORTED_BY_SOURCE: _says("unsupported"),
    RuleId.PARTLY_SUPPORTED: _says("partly-supported"),
    RuleId.DISPUTED: _says("disputed"),
}
"""What the gold of a sentence has where a finding on it is right."""


def pairs(path: Path) -> Judged:
    """The findings on two texts: right where the two are a pair in conflict."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        sides = [row["a"]] if row["a"]["text"] == row["b"]["text"] else [row["a"], row["b"]]
        report = _compared(
            [read_text(s["text"], outlet=s["outlet"], published=s["published"]) for s in sides]
        )
        told = {rule: what for rule, _, what in _across(report)}
        for rule, what in told.items():
            yield rule, "pairs", row["relation"] == "conflict", f"{row['id']} {row['kind']}: {what}"
        for finding in report.findings:
            if finding.rule is RuleId.WEEKDAY_MISMATCH:
                is_right = row["kind"] == "weekday-date-mismatch"
                yield finding.rule, "pairs", is_right, f"{row['id']} {row['kind']}"


def events(folder: Path) -> Judged:
    """The findings on whole events: right where a conflict, a copy or a weekday was planted."""
    for path in sorted(folder.glob("*/gold.json")):
        gold = load_json(path)
        told = {
            name: read_text(
                (path.parent / name).read_text(encoding="utf-8"),
                outlet=name.removesuffix(".txt").replace("-", " ").title(),
                published=day,
            )
            for name, day in gold["published"].items()
        }
        names = {article.id: name for name, article in told.items()}
        report = _compared(list(told.values()))
        for rule, claims, what in _across(report):
            sides = [(names[claim.article], claim.sentence.exact) for claim in claims]
            is_right = any(is_planted(conflict, sides) for conflict in gold["conflicts"])
            yield rule, "events", is_right, f"{path.parent.name}: {what}"
        yield from _on_one(report, gold, names, path.parent.name)


def _on_one(report: Report, gold: Row, names: dict[str, str], event: str) -> Judged:
    """Weekdays and copies, each at one sentence."""
    claims = {claim.id: claim for claim in report.claims}
    wrong_days = [c for c in gold["conflicts"] if c["kind"] == "weekday-date-mismatch"]
    copied = {copy["to"] for copy in gold["copies"]}
    for finding in report.findings:
        claim = claims.get(finding.claim or "")
        if claim is None:
            continue
        name, words = names[claim.article], claim.sentence.exact
        if finding.rule is RuleId.WEEKDAY_MISMATCH:
            is_right = any(is_planted(one, [(name, words)] * 2) for one in wrong_days)
        elif finding.rule is RuleId.UNMARKED_COPY:
            is_right = name in copied
        else:
            continue
        yield finding.rule, "events", is_right, f"{event}: {finding.message}"


def _compared(texts: list[Article]) -> Report:
    return provenance.check(texts, offline=True)


def _across(report: Report) -> Iterator[tuple[RuleId, tuple[Claim, Claim], str]]:
    """Each pair of sentences that a finding on two accounts speaks of, once."""
    claims = {claim.id: claim for claim in report.claims}
    found = {(one.rule, one.claim) for one in report.findings if one.rule in ACROSS}
    seen = set()
    for one in report.disagreements:
        worded = one.kind is DisagreementKind.QUOTE_WORDING
        for rule in (RuleId.DISPUTED, RuleId.QUOTE_VARIANTS):
            is_told = {(rule, one.left), (rule, one.right)} & found
            if rule is RuleId.QUOTE_VARIANTS and not worded:
                continue
            key = rule, frozenset({one.left, one.right})
            if is_told and key not in seen:
                seen.add(key)
                yield rule, (claims[one.left], claims[one.right]), f"{one.kind.value} {one.what}"


def measured_of(tally: Tally, rule: RuleId) -> Measured:
    """The counts of one rule."""
    sets = {where for one, where, _ in tally if one is rule}
    return Measured(
        counts={
            where: (tally[rule, where, True], tally[rule, where, True] + tally[rule, where, False])
            for where in ("articles", "pairs", "events")
            if where in sets
        }
    )


def tables(tally: Tally) -> Iterator[str]:
    """The lines of the data file."""
    for rule in RULES:
        counts = measured_of(tally, rule.id).counts
        told = [f"{where} = [{right}, {every}]" for where, (right, every) in counts.items()]
        yield "\n".join(itertools.chain([f"[{rule.id.value}]"], told)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
