"""The lines of a PDF, page by page, for :mod:`provenance.documents.pdf`; run as a process apart.

A PDF can hold anything at all, and pypdf is a program in Python: only a process can be stopped.
Reads the file on standard input and writes one JSON object a page. Imports nothing of ours, so that
it starts fast and from anywhere.
"""

import io
import json
import sys
from typing import Any

_MEMORY = 1_500_000_000
"""Bytes of address space: pypdf's own limits allow 75 MB a stream and 300 MB of work."""


def main(arguments: list[str]) -> None:
    """Writes the pages of the PDF on standard input; ``arguments``: pages, characters at most."""
    most_pages, most_characters = int(arguments[0]), int(arguments[1])
    _limit_memory()
    data = sys.stdin.buffer.read()
    try:
        import pypdf  # noqa: F401, PLC0415 - an optional extra
    except ImportError:
        _say(error="needs-pdf-reader")
        return
    try:
        _write_pages(data, most_pages, most_characters)
    except MemoryError:
        _say(error="memory")
    except Exception as error:  # noqa: BLE001 - whatever a hostile file makes the library raise
        _say(error="unreadable", detail=type(error).__name__)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _say(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _write_pages(data: bytes, most_pages: int, most_characters: int) -> None:
    import pypdf  # noqa: PLC0415 - see main

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        _say(error="encrypted")
        return
    count = len(reader.pages)
    _say(count=count, title=_title(reader), portfolio=_is_portfolio(reader))
    left = most_characters
    for number in range(min(count, most_pages)):
        try:
            page = reader.pages[number]
            lines = _lines(page, left)
            _say(lines=lines, pictures=_pictures(page))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one broken page must not hide the others
            _say(lines=None, detail=type(error).__name__)
            continue
        left -= sum(len(words) for words, _, _ in lines)
        if left <= 0:
            return


def _title(reader: Any) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:  # noqa: BLE001 - a title is worth no failure
        return None
    return title.strip()[:400] or None if isinstance(title, str) else None


def _is_portfolio(reader: Any) -> bool:
    """Whether the file only wraps others, or is a form that a program fills."""
    try:
        root = reader.trailer["/Root"].get_object()
        form = root.get("/AcroForm")
        return "/Collection" in root or (form is not None and "/XFA" in form.get_object())
    except Exception:  # noqa: BLE001 - doubtful is no
        return False


def _lines(page: Any, most: int) -> list[tuple[str, float, float]]:
    """Each line with its height on the page and the size of its letters, in points."""
    lines: list[tuple[str, float, float]] = []
    parts: list[str] = []
    place: tuple[float, float] | None = None
    total = 0

    def close() -> None:
        nonlocal parts, place
        words = " ".join("".join(parts).split())
        if words and place is not None:
            lines.append((words, *place))
        parts, place = [], None

    def visit(text: str, cm: Any, tm: Any, _font: Any, size: Any) -> None:
        nonlocal place, total
        total += len(text)
        if total > most:
            return
        for index, piece in enumerate(text.split("\n")):
            if index:
                close()
            if piece.strip() and place is None:
                place = _place(cm, tm, size)
            parts.append(piece)

    page.extract_text(visitor_text=visit)
    close()
    return lines


def _place(cm: Any, tm: Any, size: Any) -> tuple[float, float]:
    height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = abs(tm[3] * cm[3]) or abs(tm[1]) or 1.0
    return round(float(height), 1), round(float(size or 0) * scale, 1)


def _pictures(page: Any) -> int:
    """The largest picture on the page, in its own points; 0 for none."""
    largest = 0
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    for name, held in list((objects.get_object() if objects is not None else {}).items())[:50]:
        del name
        found = held.get_object()
        if found.get("/Subtype") == "/Image":
            largest = max(largest, int(found.get("/Width", 0)) * int(found.get("/Height", 0)))
        elif found.get("/Subtype") == "/Form" and "/Resources" in found:
            inner = found["/Resources"].get_object().get("/XObject")
            largest = max(largest, 1_000_000 if inner is not None else 0)
    return largest


if __name__ == "__main__":
    main(sys.argv[1:])
