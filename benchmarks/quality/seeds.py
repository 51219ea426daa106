"""Figures on the five seeds against a careful reading of two of them.

    PROVENANCE_DATA=… python benchmarks/quality/seeds.py

Gold: ``seeds/gold_000_002.json`` (27 sentences, 19 sentences of the NATO statement), made for the
project before its code. Exits 1 when a line of the contract does not hold.
"""

import sys
from pathlib import Path

from gold import Row, bare, checked, claims_on, data_folder, extracted, load_json

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def main() -> int:
    """Print every figure and every miss; 1 if something is missed."""
    gold = load_json(data_folder() / "seeds" / "gold_000_002.json")
    report = checked([str(SEEDS)])
    articles = {Path(a["path"]).name: a for a in report["articles"]}
    misses: list[str] = []
    for key, rows in gold["articles"].items():
        name = gold["files"][key]
        claims = [c for c in report["claims"] if c["article"] == articles[name]["id"]]
        starts = {start for start, _ in extracted(str(SEEDS / name)).sentences}
        for row in rows:
            misses.extend(f"{row['id']}: {miss}" for miss in check_row(row, claims, starts))
    misses.extend(witness_misses(gold, report, articles))
    total = sum(len(rows) for rows in gold["articles"].values())
    print(f"gold rows: {total}; misses: {len(misses)}")
    for miss in misses:
        print("  miss", miss)
    print_statement_quotes(report)
    return 1 if misses else 0


def check_row(row: Row, claims: list[Row], starts: set[int]) -> list[str]:
    """What of one gold sentence is not as it should be."""
    misses = []
    if row["start"] not in starts and not any(b in starts for b in row.get("glued_break", [])):
        misses.append(f"no sentence starts at {row['start']}")
    found = claims_on(claims, row)
    if not found:
        return misses if row["wire_verdict"] == ["not-a-claim"] else [*misses, "no claim"]
    claim = found[0]
    if claim["verdict"] not in row["wire_verdict"]:
        misses.append(f"verdict {claim['verdict']}, not {row['wire_verdict']} {claim['reasons']}")
    if claim["sourcing"] != row["wire_sourcing"]:
        misses.append(f"sourcing {claim['sourcing']}, not {row['wire_sourcing']}")
    cited = [citation["url"] for citation in claim["citations"]]
    if row["wire_sourcing"] in ("explicit", "inherited") and row["url"] not in cited:
        misses.append(f"address {row['url']} not found, but {cited}")
    if [url for url in cited if url != row["url"]]:
        misses.append(f"wrong address {cited}, not {row['url']}")
    return [*misses, *quote_misses(row, found)]


def quote_misses(row: Row, claims: list[Row]) -> list[str]:
    """Quotations of one gold sentence that are missing, or whose status is another."""
    quotes = {bare(q["exact"]): q for claim in claims for q in claim["quotes"]}
    misses = []
    for wanted in row["quotes"]:
        quote = quotes.pop(bare(wanted["text"]), None)
        if quote is None:
            misses.append(f"quotation not found: {wanted['text'][:60]!r}")
        elif quote["status"] not in wanted["wire_status"]:
            misses.append(f"quotation {quote['status']}, not {wanted['wire_status']}")
    misses.extend(f"no quotation in the gold: {words[:60]!r}" for words in quotes)
    return misses


def witness_misses(gold: Row, report: Row, articles: dict[str, Row]) -> list[str]:
    """Whether 002 is a witness for the statement: all its sentences, and not for itself."""
    witness_id = articles[gold["files"]["002"]]["id"]
    copies = [d for d in report["documents"] if d["witness_of"] == witness_id]
    if not copies:
        return ["002 is not recognised as a witness"]
    misses = [
        f"the witness stands for {d['url']}" for d in copies if d["url"] != gold["urls"]["nato"]
    ]
    own = [c for c in report["claims"] if c["article"] == witness_id]
    within = [c for n in gold["reference"] for c in claims_on(own, n)]
    if len(within) != len(gold["reference"]):
        misses.append(f"{len(within)} of {len(gold['reference'])} sentences of the statement")
    misses.extend(
        f"sentence of the witness is {c['verdict']} {c['reasons']}"
        for c in within
        if c["verdict"] != "unchecked" or "is-witness" not in c["reasons"]
    )
    if [e for c in own for e in c["evidence"] if e["via"] == "witness"]:
        misses.append("the witness is evidence for its own article")
    return misses


def print_statement_quotes(report: Row) -> None:
    """Every quotation that is close to a witness copy: for a person to read."""
    names = {a["id"]: Path(a["path"]).name[:3] for a in report["articles"]}
    for claim in report["claims"]:
        for quote in claim["quotes"]:
            near = quote["near_match"]
            edits = quote["edits"] or (near or {}).get("edits", [])
            if quote["status"] not in ("altered", "near-verbatim", "absent") and not near:
                continue
            changed = "; ".join(f"{e['source']!r}→{e['article']!r}" for e in edits)
            shown = quote["exact"] if len(quote["exact"]) < 70 else quote["exact"][:67] + "…"
            where = f"{names[claim['article']]}:{quote['start']}"
            print(f"  {where} {quote['status']}{' near' if near else ''} {shown!r} | {changed}")


if __name__ == "__main__":
    sys.exit(main())
