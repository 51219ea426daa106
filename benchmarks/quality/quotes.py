"""How well quoted words are checked against their source. Exits 1 when a faithful one is flagged.

    PROVENANCE_DATA=/path/to/data python benchmarks/quality/quotes.py

Exam articles (ours): the status of every gold quotation whose document can be read, against any of
the statuses the gold accepts; the verdict the wording alone gives; faithful quotations flagged.
Strangers: the same quotations against every other document of their language, where they are
absent. Seeds: the quotations of article 000 against the statement that article 002 prints.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
from gold import data_folder, load_json

from provenance.model import Document, Quote, Speaker
from provenance.quoting import PassageIndex, check_quote, is_content_changed, is_guard_turned
from provenance.sources import load_sources
from provenance.spans import Span
from provenance.terms import DocumentStatus, Fit, QuoteStatus

SEEDS = Path(__file__).parent.parent.parent / "seeds"
FAITHFUL = (QuoteStatus.VERBATIM, QuoteStatus.NEAR_VERBATIM)


@attrs.frozen(kw_only=True)
class GoldQuote:
    """One quotation of the gold."""

    article: str
    language: str
    words: str
    speaker: str | None
    document: str
    statuses: tuple[str, ...]
    verdicts: tuple[str, ...]

    def check(self, document: Document, index: PassageIndex) -> Quote:
        """The quotation held against ``document``."""
        return check_quote(
            Quote(start=0, end=len(self.words), exact=self.words),
            document,
            article_language=self.language,
            speaker=Speaker(name=self.speaker),
            index=index,
        )


def main() -> int:
    """Print every figure and every miss; 1 if a faithful quotation is flagged."""
    data = data_folder()
    documents = {d.url or "": d for d in load_sources(data / "exams" / "articles" / "sources")}
    quotes = gold_quotes(data / "exams" / "articles")
    flagged = measure_exam(quotes, documents)
    measure_strangers(quotes, documents)
    return 1 if flagged + measure_seeds(data) else 0


def gold_quotes(folder: Path) -> list[GoldQuote]:
    """The gold quotations that have a document."""
    return [
        GoldQuote(
            article=file.stem.removesuffix(".gold"),
            language=(row["pair"] or gold["language"])[:2],
            words=quote["exact"],
            speaker=quote["speaker"],
            document=quote["document"],
            statuses=tuple(quote["status"]),
            verdicts=tuple(row["wire_verdict"]),
        )
        for file in sorted(folder.glob("*.gold.json"))
        for gold in [load_json(file)]
        for row in gold["sentences"]
        for quote in row.get("quotes") or ()
        if quote["document"]
    ]


def measure_exam(quotes: list[GoldQuote], documents: dict[str, Document]) -> int:
    """Status and verdict by wording; returns how many faithful quotations were flagged."""
    index = PassageIndex()
    best, right, total, table = Counter[str](), Counter[str](), Counter[str](), Counter[Any]()
    verdicts_right = flagged = 0
    for quote in quotes:
        found = quote.check(documents[quote.document], index)
        status = found.status.value
        total[quote.language] += 1
        best[quote.language] += status == quote.statuses[0]
        right[quote.language] += status in quote.statuses
        table[quote.statuses[0], status] += 1
        verdict = verdict_of(found, quote.language)
        verdicts_right += verdict in quote.verdicts or verdict == "unchecked"
        is_faithful = quote.statuses[0] in {s.value for s in FAITHFUL}
        is_accused = verdict in ("contradicted", "unsupported")
        if is_faithful and quote.verdicts[0] == "supported" and is_accused:
            flagged += 1
        if status not in quote.statuses or verdict not in (*quote.verdicts, "unchecked"):
            edits = [(edit.source, edit.article, edit.effect.value) for edit in found.edits]
            print("  miss", quote.article, quote.statuses, status, verdict, quote.words, edits)
    for language in sorted(total):
        print(f"{language}: {right[language]}/{total[language]}, best {best[language]}")
    print(f"exam status: {sum(right.values())}/{sum(total.values())} (best {sum(best.values())})")
    print(f"exam verdict from the wording: {verdicts_right}/{sum(total.values())}")
    print("gold → found:", {f"{gold} → {found}": n for (gold, found), n in sorted(table.items())})
    print(f"faithful quotations flagged: {flagged}")
    return flagged


def verdict_of(quote: Quote, language: str) -> str:
    """What the wording, the mouth and the context alone make of a claim (DESIGN 2.2)."""
    if quote.status in (QuoteStatus.TRANSLATED, QuoteStatus.UNCHECKED):
        return "unchecked"
    if quote.status is QuoteStatus.ABSENT:
        return "unsupported"
    if Fit.NO in (quote.speaker_fits, quote.context_fits):
        return "contradicted"
    if is_guard_turned(quote.edits, language=language):
        return "contradicted"
    return "partly-supported" if is_content_changed(quote.edits) else "supported"


def measure_strangers(quotes: list[GoldQuote], documents: dict[str, Document]) -> None:
    """Quotations against documents they are not from: all should be absent."""
    index, count, present = PassageIndex(), 0, 0
    for quote in quotes:
        for url, document in documents.items():
            if url == quote.document or document.language != quote.language:
                continue
            count += 1
            found = quote.check(document, index)
            if found.status is not QuoteStatus.ABSENT:
                present += 1
                print("  stranger", found.status.value, quote.words, "|", found.source_exact)
    print(f"strangers: {present} of {count} found in a document they are not from")


def measure_seeds(data: Path) -> int:
    """Quotations of the NATO statement in article 000 against the copy in article 002."""
    gold = load_json(data / "seeds" / "gold_000_002.json")
    text = (SEEDS / gold["files"]["002"]).read_bytes().decode("utf-8").removeprefix("\ufeff")
    statement = Document(
        id="statement",
        url=None,
        status=DocumentStatus.READ,
        language="en",
        text=text,
        parts=tuple(Span(row["start"], row["end"]) for row in gold["reference"]),
    )
    right = flagged = total = 0
    index = PassageIndex()
    for row in gold["articles"]["000"]:
        for quote in row.get("quotes") or ():
            if not quote["nref"] or quote["wire_status"] == ["unchecked"]:
                continue
            total += 1
            plain = Quote(start=quote["start"], end=quote["end"], exact=quote["text"])
            found = check_quote(plain, statement, article_language="en", index=index)
            right += found.status.value in quote["wire_status"]
            flagged += found.status not in FAITHFUL and "verbatim" in quote["wire_status"]
    print(f"seeds: {right}/{total}, faithful flagged: {flagged}")
    return flagged


if __name__ == "__main__":
    sys.exit(main())
