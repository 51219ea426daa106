"""Figures on the article exam: whole articles with their primary documents and a gold file each.

    PROVENANCE_DATA=… python benchmarks/quality/articles.py [-v]

Each article is judged alone, offline, with ``exams/articles/sources`` at hand. Prints figures per
language and in all; ``-v`` lists every miss.
"""

import sys
from collections import Counter
from pathlib import Path

from gold import Row, bare, checked, claims_on, data_folder, extracted, load_json, with_offsets

CLAIM_KINDS = {"claim", "not-a-claim"}
OPEN = {
    "below-confidence",
    "verifier-finds-nothing",
    "verifier-contradicts",
    "language-not-measured",
}
"""Reasons of a verifier that read the document and may not accuse, or may not judge."""
ACCUSING = {"contradicted", "unsupported"}
FLAGGED = {"altered", "absent"}


def main() -> int:
    """Print the figures of every article and language."""
    verbose = "-v" in sys.argv
    folder = data_folder() / "exams" / "articles"
    totals: dict[str, Counter[str]] = {}
    for gold_file in sorted(folder.glob("*.gold.json")):
        gold = load_json(gold_file)
        figures, misses = figures_of(folder / gold["file"], gold, folder / "sources")
        for group in (gold["language"], "all"):
            totals.setdefault(group, Counter()).update(figures)
        if verbose:
            for miss in misses:
                print(f"{gold['file']}: {miss}")
    for group, counts in sorted(totals.items(), key=lambda item: (item[0] == "all", item[0])):
        print_group(group, counts)
    return 0


def figures_of(path: Path, gold: Row, sources: Path) -> tuple[Counter[str], list[str]]:
    """Counts and misses of one article."""
    report = checked([str(path)], sources=sources)
    view = extracted(str(path))
    counts: Counter[str] = Counter()
    misses: list[str] = []
    claims = report["claims"]
    rows = list(with_offsets(gold["sentences"], view.text))
    starts = {start for start, _ in view.sentences}
    matched: set[str] = set()
    for row in rows:
        found = claims_on(claims, row)
        matched.update(c["id"] for c in found)
        if row["kind"] not in CLAIM_KINDS:
            counts["furniture"] += 1
            if [c for c in found if c["verdict"] != "not-a-claim"]:
                counts["furniture claimed"] += 1
                misses.append(f"a claim from {row['kind']}: {row['exact'][:60]!r}")
            continue
        counts["sentences"] += 1
        if row["start"] in starts:
            counts["starts found"] += 1
        else:
            misses.append(f"no sentence starts at {row['start']}: {row['exact'][:60]!r}")
        score_row(row, found, counts, misses)
    for claim in claims:
        if claim["id"] not in matched and claim["verdict"] != "not-a-claim":
            counts["furniture claimed"] += 1
            misses.append(f"a claim from outside the gold: {claim['span']['exact'][:60]!r}")
    return counts, misses


def score_row(row: Row, found: list[Row], counts: Counter[str], misses: list[str]) -> None:
    """Kind, sourcing, address, verdict and quotations of one gold sentence."""
    shown = row["exact"][:60]
    claim = found[0] if found else None
    is_claim = claim is not None and claim["verdict"] != "not-a-claim"
    if is_claim != (row["kind"] == "claim"):
        misses.append(f"{'taken for' if is_claim else 'not taken for'} a claim: {shown!r}")
    else:
        counts["kind right"] += 1
    if claim is None or row["kind"] != "claim":
        counts["claims missed"] += row["kind"] == "claim"
        return
    counts["claims"] += 1
    counts["type right"] += claim["type"] == row["type"]
    if claim["sourcing"] in row["sourcing_ok"]:
        counts["sourcing right"] += 1
    else:
        misses.append(f"sourcing {claim['sourcing']}, not {row['sourcing_ok']}: {shown!r}")
    score_links(row, claim, counts, misses)
    score_verdict(row, claim, counts, misses)
    score_quotes(row, found, counts, misses)


def score_links(row: Row, claim: Row, counts: Counter[str], misses: list[str]) -> None:
    """Addresses of firm basis against the gold's one."""
    firm = [c["url"] for c in claim["citations"] if c["basis"] != "inferred"]
    wanted = row["url"] if row["sourcing"] not in ("inferred", "none", None) else None
    counts["links given"] += len(firm)
    counts["links right"] += sum(url == row["url"] for url in firm)
    if wanted is not None:
        counts["links wanted"] += 1
        counts["links found"] += wanted in firm
    if [url for url in firm if url != row["url"]]:
        misses.append(f"address {firm}, not {row['url']}: {row['exact'][:60]!r}")
    elif wanted is not None and not firm:
        misses.append(f"no address, not {row['url']}: {row['exact'][:60]!r}")


def score_verdict(row: Row, claim: Row, counts: Counter[str], misses: list[str]) -> None:
    """The verdict among the acceptable ones, and accusations of sentences without a fault."""
    verdict = claim["verdict"]
    if verdict in row["wire_verdict"]:
        counts["verdict right"] += 1
    elif verdict == "unchecked" and OPEN & set(claim["reasons"]):
        counts["verdict left open"] += 1
    else:
        misses.append(
            f"verdict {verdict} {claim['reasons']}, not {row['wire_verdict']}: "
            f"{row['exact'][:80]!r}"
        )
    if not ACCUSING & set(row["wire_verdict"]):
        counts["faithful"] += 1
        if verdict in ACCUSING:
            counts["faithful accused"] += 1
            misses.append(f"FALSE ACCUSATION {verdict}: {row['exact'][:80]!r}")
    elif row["wire_verdict"][0] in ACCUSING:
        counts["faulty"] += 1
        counts["faulty accused"] += verdict in ACCUSING
        counts["faulty called supported"] += verdict == "supported"
        if verdict == "supported":
            misses.append(f"FALSE SUPPORT {claim['reasons']}: {row['exact'][:80]!r}")


def score_quotes(row: Row, found: list[Row], counts: Counter[str], misses: list[str]) -> None:
    """Quotations found, their status, and verbatim ones that are flagged."""
    quotes = {bare(q["exact"]): q for claim in found for q in claim["quotes"]}
    for wanted in row["quotes"]:
        counts["quotations"] += 1
        quote = quotes.pop(bare(wanted["exact"]), None)
        if quote is None:
            misses.append(f"quotation not found: {wanted['exact'][:60]!r}")
            continue
        counts["quotations found"] += 1
        if quote["status"] in wanted["status"]:
            counts["status right"] += 1
        else:
            misses.append(
                f"status {quote['status']}, not {wanted['status']}: {wanted['exact'][:60]!r}"
            )
        if wanted["status"][0] == "verbatim":
            counts["verbatim"] += 1
            flagged = quote["status"] in FLAGGED and quote["status"] not in wanted["status"]
            counts["verbatim flagged"] += flagged
    counts["quotations spurious"] += len(quotes)
    misses.extend(f"not a quotation: {words[:60]!r}" for words in quotes)


def print_group(group: str, counts: Counter[str]) -> None:
    """One line of figures for a language."""
    parts = [
        ("starts", "starts found", "sentences"),
        ("kind", "kind right", "sentences"),
        ("type", "type right", "claims"),
        ("sourcing", "sourcing right", "claims"),
        ("link precision", "links right", "links given"),
        ("link recall", "links found", "links wanted"),
        ("quotations", "quotations found", "quotations"),
        ("status", "status right", "quotations found"),
        ("verbatim flagged", "verbatim flagged", "verbatim"),
        ("verdict", "verdict right", "claims"),
        ("left open by the verifier", "verdict left open", "claims"),
        ("faithful accused", "faithful accused", "faithful"),
        ("faulty accused", "faulty accused", "faulty"),
        ("faulty called supported", "faulty called supported", "faulty"),
        ("furniture claimed", "furniture claimed", "furniture"),
    ]
    print(f"{group}: spurious quotations {counts['quotations spurious']}")
    for name, part, whole in parts:
        share = f"{100 * counts[part] / counts[whole]:5.1f} %" if counts[whole] else "    –"
        print(f"    {name:24} {share}  {counts[part]}/{counts[whole]}")


if __name__ == "__main__":
    sys.exit(main())
