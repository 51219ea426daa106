"""Captures, failures and WARC files for the tests of the store; every text is written by us."""

import gzip
from pathlib import Path
from typing import Any

import attrs

from provenance.model import Capture, FetchFailure
from provenance.terms import Reason

URL = "https://www.harrowick.example/council/notice-0915"
NOON = "2026-09-15T12:00:00Z"
PAGE = b"<html><body><p>Night buses run from January.</p></body></html>"
LONG = b"<p>The council met on Tuesday and heard nobody.</p>\n" * 40


def captured(**changes: Any) -> Capture:
    """A page of the council; say what matters to the case."""
    url = changes.get("url", URL)
    base = Capture(
        url=url,
        final_url=url,
        captured_at=NOON,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=PAGE,
    )
    return attrs.evolve(base, **changes)


def failed(**changes: Any) -> FetchFailure:
    """A page that could not be had."""
    base = FetchFailure(url=URL, reason=Reason.TIMEOUT, detail="too slow", captured_at=NOON)
    return attrs.evolve(base, **changes)


def record(kind: str, block: bytes, *, version: str = "1.1", **fields: str) -> bytes:
    """One WARC record as another tool may write it; fields with ``_`` for ``-``."""
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:11111111-2222-3333-4444-555555555555>",
        "WARC-Date": NOON,
        "WARC-Target-URI": URL,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    told |= {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An HTTP response."""
    head = "".join(f"{line}\r\n" for line in [f"HTTP/1.1 {status}", *headers])
    return head.encode("latin-1") + b"\r\n" + body


def response(body: bytes, *headers: str, status: str = "200 OK", **fields: str) -> bytes:
    """A ``response`` record of another tool."""
    return record("response", http(body, *headers, status=status), **fields)


def write_warc(path: Path, *records: bytes) -> Path:
    """A WARC file of ``records``; in a ``.gz`` each is a member of its own."""
    pack = gzip.compress if path.suffix == ".gz" else bytes
    path.write_bytes(b"".join(pack(one) for one in records))
    return path


def evidence_in(folder: Path) -> list[Path]:
    """The evidence files of a store."""
    return sorted(folder.glob("*.warc.gz"))
