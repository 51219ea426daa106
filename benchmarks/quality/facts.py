"""How well rules compare numbers and dates, and judge paraphrases: figures on three exams.

    PROVENANCE_DATA=… python benchmarks/quality/facts.py

Prints, for the contrast exam by kind of change and for the article exam by language, how many
faithful claims are accused and how many changed ones found by :func:`compare_facts`, and what
:func:`judge_paraphrase` says of each kind of claim. The pairs of the outlet exam are read as claim
and source, both ways: `agree` must not be accused. Claims in another language than their source are
left out. The development half of the contrast exam holds only families whose SHA-256 is even; the
second bit of that digest splits it here into the half that chose the thresholds and the other.
"""

import datetime
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from provenance.paraphrase import judge_paraphrase
from provenance.retrieval import IndexedDocument, index_document
from provenance.spans import Span
from provenance.words import load_lexicon, parse_words

sys.path.insert(0, str(Path(__file__).parent))
from gold import data_folder, load_json

FALSE = ("contradicted", "unsupported")


def main() -> None:
    """Print every figure."""
    exams = data_folder() / "exams"
    for half in (0, 1):
        print(f"\n# contrast, half {half}, claim and source in English")
        report(contrast(exams / "contrast" / "contrast.jsonl", half), by="kind")
    print("\n# outlet pairs as claim and source, English")
    report(pairs(exams / "outlets" / "pairs.jsonl"), by="kind")
    print("\n# article exam, claims without quotations, same language")
    report(articles(exams / "articles"), by="language")


Row = dict[str, Any]


def report(rows: Iterable[Row], *, by: str) -> None:
    """Print the two tables of one exam."""
    facts: dict[str, Counter[str]] = defaultdict(Counter)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        judgement = judge_paraphrase(
            row["claim"], row["document"], reference=row["reference"], ignore=row["ignore"]
        )
        accused = "accused" if judgement.facts.differences else "not accused"
        verdict = judgement.verdict.value if judgement.verdict else "needs verifier"
        facts[row["want"]][accused] += 1
        words[row["want"]][verdict] += 1
        groups[row[by]][f"{row['want']}: {accused}"] += 1
    for title, table in (("numbers and dates", facts), ("words", words)):
        print(f"## {title}")
        for want, counts in sorted(table.items()):
            total = sum(counts.values())
            told = ", ".join(f"{k} {v} ({v / total:.1%})" for k, v in sorted(counts.items()))
            print(f"{want:18} {total:4}  {told}")
    print(f"## accused, by {by}")
    for group, counts in sorted(groups.items()):
        told = ", ".join(f"{k} {v}" for k, v in sorted(counts.items()) if k.endswith(": accused"))
        if told:
            print(f"{group:28} of {sum(counts.values()):3}: {told}")


def contrast(path: Path, half: int) -> Iterator[Row]:
    """The English rows of one half of the contrast exam."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        digest = int(hashlib.sha256(row["family"].encode()).hexdigest(), 16)
        if row["source_lang"] == row["claim_lang"] and (digest >> 1) % 2 == half:
            document = index_document(row["source"], language=row["source_lang"])
            yield {
                "claim": row["claim"],
                "document": document,
                "reference": None,
                "ignore": (),
                "want": row["want"],
                "kind": row["kind"],
            }


def pairs(path: Path) -> Iterator[Row]:
    """Each English pair twice: either side as the claim, the other as the source."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["langs"] != "en-en":
            continue
        for claim, source in (("a", "b"), ("b", "a")):
            published = datetime.date.fromisoformat(row[source]["published"][:10])
            yield {
                "claim": row[claim]["text"],
                "document": index_document(row[source]["text"], language="en", reference=published),
                "reference": datetime.date.fromisoformat(row[claim]["published"][:10]),
                "ignore": (),
                "want": row["relation"],
                "kind": row["kind"],
            }


def articles(folder: Path) -> Iterator[Row]:
    """The claims of the article exam that hold no quotation, with the document they cite."""
    documents = dict(indexed(folder / "sources"))
    for path in sorted(folder.glob("*.gold.json")):
        gold = load_json(path)
        published = gold.get("published")
        for row in gold["sentences"]:
            document = documents.get(row.get("url") or "")
            if row["kind"] != "claim" or row.get("quotes") or document is None:
                continue
            if not row.get("pair") or len(set(row["pair"].split("-"))) != 1:
                continue
            yield {
                "claim": row["exact"],
                "document": document,
                "reference": datetime.date.fromisoformat(published[:10]) if published else None,
                "ignore": frame(row["exact"], document.language),
                "want": row["wire_verdict"][0],
                "language": document.language,
            }


def indexed(folder: Path) -> Iterator[tuple[str, IndexedDocument]]:
    """The primary documents by address; a page's tags are cut out, crudely."""
    table = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    for source in table["source"]:
        text = (folder / source["file"]).read_text(encoding="utf-8")
        if source["file"].endswith(".html"):
            text = unescape(re.sub(r"<[^>]*>", "\n", text))
        day = datetime.date.fromisoformat(str(source["published"]))
        language = language_of(text)
        yield source["url"], index_document(text, language=language, reference=day)


def language_of(text: str) -> str:
    """The language with most stop words in the text: enough for the seven of the exam."""
    return max(
        ("en", "de", "fr", "es", "pl", "ru", "uk"),
        key=lambda language: sum(
            word.text in load_lexicon(language).stop for word in parse_words(text, language="en")
        ),
    )


def frame(claim: str, language: str) -> tuple[Span, ...]:
    """The last clause where it says who spoke; the pipeline knows this better."""
    match = re.search(r",[^,;]*$", claim)
    cues = load_lexicon(language).cues
    if match and any(w.text in cues for w in parse_words(match.group(), language=language)):
        return (Span(match.start(), match.end()),)
    return ()


if __name__ == "__main__":
    main()
