"""PDF files to articles: pages to paragraphs, hyphens at line ends undone, running heads dropped.

pypdf (the extra ``[pdf]``) does the reading, in a process of its own with a limit on time, memory,
pages and characters (:mod:`provenance.documents.pdf_worker`).
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from provenance.documents.pdf_paragraphs import PdfLine, PdfPage, paragraphs_of
from provenance.errors import InputError
from provenance.ingest import read_text
from provenance.model import Article
from provenance.terms import Reason

_WORKER = Path(__file__).with_name("pdf_worker.py")
_REASONS = {
    "needs-pdf-reader": Reason.NEEDS_PDF_READER,
    "encrypted": Reason.ENCRYPTED,
    "memory": Reason.TOO_LARGE,
}
_ADVICE = {
    Reason.NEEDS_PDF_READER: "it is a PDF; install provenance[pdf]",
    Reason.ENCRYPTED: "it asks for a password; save it without one",
    Reason.TOO_LARGE: "it takes too much memory; save its text beside it",
    Reason.IMAGE_ONLY: "it holds pictures of its text; save the text beside it",
    Reason.BINARY: "it is no whole PDF; save it again",
    Reason.UNREADABLE: "it could not be read as a PDF; save it again",
}


@attrs.frozen(kw_only=True)
class PdfLimits:
    """What reading one PDF may cost."""

    pages: int = 500
    characters: int = 4_000_000
    seconds: float = 30.0


Worker = Callable[[bytes, PdfLimits], bytes]
"""Gives the lines that the worker process writes for a PDF."""


@attrs.frozen(kw_only=True)
class Pdf:
    """A PDF that was read."""

    article: Article
    lost_pages: int
    """Pages that were not read: broken, over a limit, or pictures only."""
    has_pictures: bool
    """Whether a page shows a picture that could hold text."""
    has_columns: bool
    """Whether words run in columns, so that their order is not certain."""
    is_wrapper: bool
    """Whether it is a form or a portfolio, whose words stand elsewhere in the file."""


def looks_like_pdf(data: bytes) -> bool:
    """Whether ``data`` begins like a PDF (ISO 32000: within the first 1,024 bytes)."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def run_worker(data: bytes, limits: PdfLimits) -> bytes:
    """What the worker process writes; what it wrote until then, when its time is up."""
    numbers = (str(limits.pages), str(limits.characters))
    command = [sys.executable, "-P", str(_WORKER), *numbers]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, no words from outside
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    return done.stdout


def read_pdf(
    data: bytes,
    *,
    name: str,
    url: str | None = None,
    limits: PdfLimits | None = None,
    worker: Worker = run_worker,
) -> Pdf:
    """The words of a PDF, in the form of an article.

    Args:
        data: the file.
        name: how to call it in a message.
        url: where it was had.
        limits: what it may cost; over a limit, the pages read until then count.
        worker: what reads it.

    Raises:
        InputError: NEEDS_PDF_READER, ENCRYPTED, IMAGE_ONLY, TOO_LARGE, BINARY or UNREADABLE.
    """
    if b" obj" not in data or b"endobj" not in data:
        raise _refused(name, Reason.BINARY)
    said = _parsed(worker(data, limits or PdfLimits()))
    head = said[0] if said else {"error": "unreadable"}
    failure = next((one["error"] for one in said if "error" in one), None)
    pages = [_page(one) for one in said if one.get("lines")]
    if not pages:
        blank = [one["lines"] == [] for one in said if "lines" in one]
        empty = failure is None and any(blank) and all(blank)
        reason = Reason.IMAGE_ONLY if empty else _REASONS.get(str(failure), Reason.UNREADABLE)
        raise _refused(name, reason)
    text = "\n\n".join(paragraphs_of(pages))
    article = read_text(text, url=url)
    title = article.metadata.title or head.get("title")
    return Pdf(
        article=attrs.evolve(article, metadata=attrs.evolve(article.metadata, title=title)),
        lost_pages=max(0, int(head.get("count", 0)) - len(pages)),
        has_pictures=any(page.has_picture for page in pages),
        has_columns=any(page.has_columns for page in pages),
        is_wrapper=bool(head.get("portfolio")),
    )


def _refused(name: str, reason: Reason) -> InputError:
    return InputError(f"cannot read '{name}': {_ADVICE[reason]}", reason=reason)


def _parsed(written: bytes) -> list[dict[str, Any]]:
    """The worker's lines; the last may be cut where its time was up."""
    said = []
    for line in written.splitlines():
        try:
            said.append(json.loads(line))
        except ValueError:
            break
    return said


def _page(said: dict[str, Any]) -> PdfPage:
    lines = tuple(PdfLine(words=w, height=h, size=s) for w, h, s in said["lines"])
    return PdfPage(lines=lines, picture=int(said.get("pictures", 0)))
