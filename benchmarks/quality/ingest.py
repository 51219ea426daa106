"""How well pages and texts are read: kinds of blocks, main text, links. Prints figures, exits 0.

    PROVENANCE_DATA=/path/to/data python benchmarks/quality/ingest.py

Exam articles (ours): no sentence of the gold outside prose blocks, no furniture inside them, and
the start of a block or the block's own words before each claim. ``articles_dev``: half of
scrapinghub's article-extraction-benchmark, its measure (shingles of four words). ``links_dev``:
half of Mozilla Readability's test pages, links of the main text by address and words.
"""

import gzip
import io
import json
import os
import re
import sys
import tarfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from provenance import ingest
from provenance.model import Article
from provenance.spans import Span

PROSE = {"claim", "not-a-claim"}


def main() -> None:
    """Prints all figures."""
    root = os.environ.get("PROVENANCE_DATA")
    if not root:
        print("PROVENANCE_DATA is not set: nothing measured")
        return
    data = Path(root)
    measure_exam(data / "exams" / "articles")
    measure_seeds(data / "seeds")
    measure_pages(data / "pages" / "articles_dev.tar.gz")
    measure_links(data / "pages" / "links_dev.tar.gz")


def measure_exam(folder: Path) -> None:
    """Gold sentences against the blocks they stand in."""
    counts: Counter[str] = Counter()
    for gold_file in sorted(folder.glob("*.gold.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        article = ingest.read(folder / gold["file"])
        counts["articles"] += 1
        counts["language"] += article.metadata.language == gold["language"]
        published = article.metadata.published.value
        counts["dated"] += published is not None
        counts["dated right"] += published is not None and published[:10] == gold["published"]
        for sentence in gold["sentences"]:
            _count_sentence(article, sentence, counts, gold["file"])
    print("exam", dict(counts))


def _count_sentence(
    article: Article, sentence: dict[str, Any], counts: Counter[str], name: str
) -> None:
    span = _find(article, sentence)
    is_story = sentence["kind"] in PROSE
    counts["story" if is_story else "furniture"] += 1
    if span is None:
        counts["not in the text"] += 1
        if is_story:
            print(f"  {name}: not found: {sentence['exact'][:70]!r}")
        return
    prose = [b for b in article.blocks if b.kind.is_prose and b.span.overlaps(span)]
    kinds = {b.kind.value for b in article.blocks if b.span.overlaps(span)}
    if is_story and not any(b.span.contains(span) for b in prose):
        counts["story outside prose"] += 1
        print(f"  {name}: story as {kinds}: {sentence['exact'][:70]!r}")
    if not is_story and prose:
        counts["furniture inside prose"] += 1
        print(f"  {name}: {sentence['kind']} as {kinds}: {sentence['exact'][:70]!r}")
    if not is_story:
        counts["kind right"] += sentence["kind"] in kinds


def _find(article: Article, sentence: dict[str, Any]) -> Span | None:
    if sentence.get("start") is not None:
        return Span(sentence["start"], sentence["end"])
    words = [re.escape(w) for w in sentence["exact"].split()]
    found = re.search(r"\s+".join(words), article.text)
    return Span(found.start(), found.end()) if found else None


def measure_seeds(folder: Path) -> None:
    """Gold sentence starts of articles 000 and 002, and the CPU seconds of reading all five."""
    gold_file = folder / "gold_000_002.json"
    if not gold_file.exists():
        return
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    missed = []
    for number, rows in _rows_of(gold):
        article = ingest.read(folder / gold["files"][number])
        missed += [r["id"] for r in rows if not _in_prose(article, r["start"])]
    started = time.process_time()
    blocks = sum(len(ingest.read(path).blocks) for path in sorted(folder.glob("*.txt")))
    seconds = time.process_time() - started
    print(
        "seeds",
        {"blocks": blocks, "starts outside prose": missed, "cpu seconds": round(seconds, 3)},
    )


def _rows_of(gold: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    articles = gold["articles"]
    pairs = articles.items() if isinstance(articles, dict) else ((a["id"], a) for a in articles)
    return [(str(n), a["sentences"] if isinstance(a, dict) else a) for n, a in pairs]


def _in_prose(article: Article, start: int) -> bool:
    return any(b.kind.is_prose and b.span.start <= start < b.span.end for b in article.blocks)


def measure_pages(archive: Path) -> None:
    """Main text of pages: precision, recall, F1 over shingles of four words."""
    scores = []
    with tarfile.open(archive) as tar:
        truth = json.loads(_member(tar, "ground-truth.json"))
        for page, row in sorted(truth.items()):
            data = gzip.decompress(_member(tar, f"html/{page}.html.gz"))
            scores.append((_shingle_scores(_story(data, row.get("url")), row["articleBody"]), page))
    precision = sum(s[0] for s, _ in scores) / len(scores)
    recall = sum(s[1] for s, _ in scores) / len(scores)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        "pages",
        {
            "pages": len(scores),
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "F1": round(f1, 3),
        },
    )
    if "-v" in sys.argv:
        for (p, r), page in sorted(scores, key=lambda s: min(s[0]))[:25]:
            print(f"  {page[:12]} precision {p:.2f} recall {r:.2f}")


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    for candidate in (name, f"./{name}"):
        try:
            handle = tar.extractfile(candidate)
        except KeyError:
            continue
        if handle is not None:
            return handle.read()
    raise KeyError(name)


def _story(data: bytes, url: str | None) -> str:
    try:
        article = ingest.read_bytes(data, name="page.html", url=url)
    except ingest.InputError:
        return ""
    kinds = {"boilerplate", "link-list", "byline", "dateline"}
    return "\n".join(b.span.of(article.text) for b in article.blocks if b.kind.value not in kinds)


def _shingle_scores(found: str, gold: str) -> tuple[float, float]:
    left, right = _shingles(found), _shingles(gold)
    common = sum((left & right).values())
    if not right:
        return (1.0, 1.0) if not left else (0.0, 1.0)
    return common / max(1, sum(left.values())), common / sum(right.values())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (
        Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))
        if words
        else Counter()
    )


def measure_links(archive: Path) -> None:
    """Links of the main text by words and address, fragments and trailing slashes aside."""
    total: Counter[str] = Counter()
    with tarfile.open(archive) as tar:
        folders = sorted({n.split("/")[-2] for n in tar.getnames() if n.endswith("source.html")})
        for folder in folders:
            source = _member(tar, f"{folder}/source.html")
            expected = _member(tar, f"{folder}/expected.html").decode("utf-8", "replace")
            gold = _gold_links(expected)
            found = _found_links(source)
            common = sum((gold & found).values())
            total.update(gold=sum(gold.values()), found=sum(found.values()), common=common)
            if "-v" in sys.argv and sum(gold.values()) > 3:
                print(f"  {folder}: gold {gold.total()} found {found.total()} common {common}")
    print(
        "links",
        {
            **total,
            "precision": round(total["common"] / total["found"], 3),
            "recall": round(total["common"] / total["gold"], 3),
        },
    )


def _gold_links(expected: str) -> Counter[tuple[str, str]]:
    root = lxml_html.parse(io.StringIO(expected)).getroot()
    return Counter(
        (_key(a.get("href")), "".join(str(a.text_content()).split()))
        for a in root.iter("a")
        if (a.get("href") or "").startswith("http") and a.text_content().strip()
    )


def _found_links(source: bytes) -> Counter[tuple[str, str]]:
    try:
        article = ingest.read_bytes(source, name="page.html", url="http://fakehost/test/page.html")
    except ingest.InputError:
        return Counter()
    kept = [b.span for b in article.blocks if b.kind.value != "boilerplate"]
    return Counter(
        (_key(link.url), "".join(link.span.of(article.text).split()))
        for link in article.links
        if any(span.overlaps(link.span) for span in kept)
    )


def _key(url: str) -> str:
    return re.sub(r"[\s/]+$", "", url.split("#", maxsplit=1)[0].replace("%20", " "))


if __name__ == "__main__":
    main()
