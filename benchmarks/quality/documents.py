"""How well cited documents are told from walls, and whole ones from parts. Prints figures.

    PROVENANCE_DATA=/path/to/data python benchmarks/quality/documents.py

The written pages of ``tests/cases/documents`` (ours), and the pages of ``articles_dev`` and
``links_dev``, which are all documents: none may be called a wall. Of those called whole it prints
the share of the gold's shingles of four words that stands in the text read.
"""

import gzip
import json
import os
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import ingest

from provenance.documents import document_of_capture
from provenance.model import Capture
from provenance.terms import Completeness, DocumentStatus

TESTS = Path(__file__).parents[2] / "tests"
URL = "https://pages.example/2020/01/01/a-page-of-the-development-set-12345"


def main() -> None:
    """Prints all figures."""
    measure_cases()
    root = os.environ.get("PROVENANCE_DATA")
    if not root:
        print("PROVENANCE_DATA is not set: pages not measured")
        return
    measure_pages(Path(root) / "pages")


def measure_cases() -> None:
    """What the written pages became, by what they are."""
    sys.path.insert(0, str(TESTS))
    import document_pages  # noqa: PLC0415 - stands with the tests

    for name in ("documents", "walls"):
        counts: Counter[str] = Counter()
        for case in document_pages.load_cases(name):
            document = document_of_capture(case.capture)
            reason = document.reason.value if document.reason else document.complete.value
            counts[f"{case.expected} -> {reason}"] += 1
        print(f"written {name}", counts.total(), dict(sorted(counts.items())))


def measure_pages(folder: Path) -> None:
    """Pages called walls, and how much of the gold stands in those called whole."""
    counts: Counter[str] = Counter()
    shares = []
    for body, url, gold in (*_articles(folder), *_linked(folder)):
        document = document_of_capture(_capture(body, url))
        counts["pages"] += 1
        counts["called a wall"] += document.status is DocumentStatus.FAILED
        counts[f"complete {document.complete.value}"] += 1
        if document.complete is Completeness.TRUE:
            shares.append(ingest._shingle_scores(document.text, gold)[1])  # noqa: SLF001 - one measure
    print("pages", dict(counts))
    print("gold in whole pages", {"mean": round(sum(shares) / max(1, len(shares)), 3)})


def _articles(folder: Path) -> Iterator[tuple[bytes, str, str]]:
    with tarfile.open(folder / "articles_dev.tar.gz") as tar:
        truth = json.loads(ingest._member(tar, "ground-truth.json"))  # noqa: SLF001 - likewise
        for page, row in sorted(truth.items()):
            packed = ingest._member(tar, f"html/{page}.html.gz")  # noqa: SLF001 - likewise
            yield gzip.decompress(packed), row.get("url") or URL, row["articleBody"]


def _linked(folder: Path) -> Iterator[tuple[bytes, str, str]]:
    with tarfile.open(folder / "links_dev.tar.gz") as tar:
        names = sorted(n for n in tar.getnames() if n.endswith("source.html"))
        for name in names:
            expected = ingest._member(tar, name.replace("source", "expected"))  # noqa: SLF001 - likewise
            gold = re.sub(r"<[^>]+>", " ", expected.decode("utf-8", "replace"))
            yield ingest._member(tar, name), URL, gold  # noqa: SLF001 - likewise


def _capture(body: bytes, url: str) -> Capture:
    return Capture(
        url=url,
        final_url=url,
        captured_at="2020-01-01T00:00:00Z",
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
    )


if __name__ == "__main__":
    main()
