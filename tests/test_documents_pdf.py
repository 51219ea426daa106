"""PDF files: words and paragraphs, what is known to be whole, and what a hostile file costs."""

import subprocess
import sys
import time
from pathlib import Path

import document_pages as pages
import pdf_files
import pytest

from provenance.documents import document_of_capture, pdf
from provenance.documents.pdf_paragraphs import PdfLine, PdfPage, paragraphs_of
from provenance.errors import InputError
from provenance.model import Document
from provenance.terms import Completeness, DocumentStatus, Reason

URL = "https://www.harrowick.example/files/decision-22-2026.pdf"
LINES = [
    "The council of Harrowick has decided to run night buses between the",
    "harbour and the upper town from January. The decision was taken by",
    "eleven votes to four.",
    "",
    "The chair of the transport committee, Maren Holt, said that the first",
    "bus leaves at a quarter past midnight, and that the line costs the town",
    "240,000 crowns a year.",
    "",
    "The opposition had asked for a trial of three months. Its speaker said",
    "that nobody knew how many people would use the buses.",
]
TEXT = " ".join(line for line in LINES if line)


def read(data: bytes) -> Document:
    capture = pages.build_capture(
        data, url=URL, final_url=URL, headers=(("Content-Type", "application/pdf"),)
    )
    return document_of_capture(capture)


def test_a_pdf_is_read_in_paragraphs_and_is_whole() -> None:
    document = read(pdf_files.build_pdf([pdf_files.rows_of(LINES)]))

    assert (DocumentStatus.READ, Completeness.TRUE) == (document.status, document.complete)
    assert 3 == len(document.parts)
    assert TEXT == " ".join(document.text.split())
    assert ("application/pdf", "en") == (document.media_type, document.language)


def test_a_pdf_is_known_by_its_bytes_whatever_the_server_calls_it() -> None:
    data = pdf_files.build_pdf([pdf_files.rows_of(LINES)], compress=True)
    capture = pages.build_capture(data, headers=(("content-type", "application/octet-stream"),))

    assert "quarter past midnight" in document_of_capture(capture).text


def test_running_heads_and_page_numbers_are_no_words_of_the_document() -> None:
    def page(number: int, lines: list[str]) -> list[pdf_files.ROW]:
        head = (72.0, 810.0, 8.0, "Town of Harrowick - Decision 22")
        foot = (72.0, 30.0, 8.0, f"Page {number} of 3")
        return [head, *pdf_files.rows_of(lines), foot]

    data = pdf_files.build_pdf([page(1, LINES[:3]), page(2, LINES[4:7]), page(3, LINES[8:])])

    document = read(data)

    assert 1 == document.text.count("Town of Harrowick")
    assert "Page" not in document.text
    assert Completeness.TRUE is document.complete


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = pdf_files.rows_of(LINES[:2])
    second = pdf_files.rows_of(LINES[2:3])

    assert "was taken by eleven votes to four." in read(pdf_files.build_pdf([first, second])).text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["the deci-", "sion of the council"], "the decision of the council"),
        (["a well-known line; a well-", "known bus"], "a well-known line; a well-known bus"),
        (["between 2019-", "2021 it ran"], "between 2019-2021 it ran"),
        (["the Holt-", "Marsh report"], "the Holt-Marsh report"),
        (["soft\u00ad", "ened words"], "softened words"),
        (["a dash -", "and more"], "a dash - and more"),
        (["ночные авто-", "бусы города"], "ночные автобусы города"),
    ],
)
def test_a_hyphen_at_a_lines_end_is_undone(lines: list[str], expected: str) -> None:
    rows = tuple(
        PdfLine(words=words, height=700 - 14 * n, size=11) for n, words in enumerate(lines)
    )

    assert (expected,) == paragraphs_of([PdfPage(lines=rows)])


def test_a_heading_of_another_size_is_a_paragraph_of_its_own() -> None:
    rows = (
        PdfLine(words="Decision 22", height=720, size=18),
        PdfLine(words="the council has decided", height=700, size=11),
    )

    assert ("Decision 22", "the council has decided") == paragraphs_of([PdfPage(lines=rows)])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf_files.build_pdf([[]], picture=(900, 900)), Reason.IMAGE_ONLY),
        (pdf_files.build_pdf([[]]), Reason.IMAGE_ONLY),
        (b"%PDF-1.7\n", Reason.BINARY),
        (b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", Reason.UNREADABLE),
        (pdf_files.build_pdf([])[:-40], Reason.UNREADABLE),
        (
            pdf_files.build_pdf(
                [pdf_files.rows_of(LINES)],
                trailer="/ID [(abcdefghijklmnop) (abcdefghijklmnop)] /Encrypt << /Filter /Standard"
                " /V 1 /R 2 /P -44 /O (12345678901234567890123456789012)"
                " /U (12345678901234567890123456789012) >>",
            ),
            Reason.ENCRYPTED,
        ),
    ],
    ids=["scan", "blank", "only a head", "no pages", "no end", "encrypted"],
)
def test_a_pdf_without_words_tells_why(data: bytes, expected: Reason) -> None:
    document = read(data)

    assert (DocumentStatus.FAILED, expected) == (document.status, document.reason)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            pdf_files.build_pdf([pdf_files.rows_of(LINES), []], picture=(900, 900)),
            Completeness.FALSE,
        ),
        (pdf_files.build_pdf([pdf_files.rows_of(LINES)], picture=(900, 900)), Completeness.UNKNOWN),
        (pdf_files.build_pdf([pdf_files.rows_of(LINES)], picture=(90, 90)), Completeness.TRUE),
        (
            pdf_files.build_pdf(
                [pdf_files.rows_of(LINES)], catalog="/Collection << /Type /Collection >>"
            ),
            Completeness.UNKNOWN,
        ),
        (pdf_files.build_pdf([pdf_files.rows_of(LINES[:1])]), Completeness.UNKNOWN),
        (
            pdf_files.build_pdf([[*pdf_files.rows_of(LINES), *pdf_files.rows_of(LINES, top=740)]]),
            Completeness.UNKNOWN,
        ),
    ],
    ids=["a scanned page", "a large picture", "a letterhead", "a portfolio", "short", "columns"],
)
def test_a_pdf_is_whole_only_when_nothing_of_it_can_be_missing(
    data: bytes, expected: Completeness
) -> None:
    assert expected is read(data).complete


def test_pages_over_the_limit_are_missing() -> None:
    data = pdf_files.build_pdf([pdf_files.rows_of(LINES)] * 6)

    found = pdf.read_pdf(data, name="a.pdf", limits=pdf.PdfLimits(pages=2))

    assert 4 == found.lost_pages


def test_characters_over_the_limit_are_missing() -> None:
    data = pdf_files.build_pdf([pdf_files.rows_of(LINES)] * 6)

    found = pdf.read_pdf(data, name="a.pdf", limits=pdf.PdfLimits(characters=700))

    assert found.lost_pages
    assert len(found.article.text) < 1500


def test_a_bomb_ends_within_its_limits() -> None:
    data = pdf_files.bomb(400)
    started = time.monotonic()

    with pytest.raises(InputError) as error:
        pdf.read_pdf(data, name="a.pdf", limits=pdf.PdfLimits(seconds=20))

    assert error.value.reason in {Reason.UNREADABLE, Reason.TOO_LARGE}
    assert time.monotonic() - started < 120


def test_a_slow_file_gives_the_pages_read_in_time() -> None:
    page = b'{"lines": [["The council has decided to run night buses.", 700, 11]]}\n'

    def slow(_data: bytes, _limits: pdf.PdfLimits) -> bytes:
        return b'{"count": 9, "title": null, "portfolio": false}\n' + page + b'{"lines": [["The co'

    found = pdf.read_pdf(b"%PDF-1.7 1 0 obj endobj", name="a.pdf", worker=slow)

    assert (8, "The council has decided to run night buses.") == (
        found.lost_pages,
        found.article.text,
    )


def test_the_worker_is_stopped_when_its_time_is_up() -> None:
    data = pdf_files.build_pdf([pdf_files.rows_of(LINES)])

    assert b"quarter past midnight" not in pdf.run_worker(data, pdf.PdfLimits(seconds=0.001))


def test_without_pypdf_a_pdf_asks_for_it() -> None:
    """The worker runs without any installed package."""
    data = pdf_files.build_pdf([pdf_files.rows_of(LINES)])
    worker = Path(pdf.__file__).with_name("pdf_worker.py")

    def bare(given: bytes, _limits: pdf.PdfLimits) -> bytes:
        command = [sys.executable, "-S", "-P", "-E", str(worker), "5", "1000"]
        return subprocess.run(  # noqa: S603 - our own file
            command, input=given, capture_output=True, check=True
        ).stdout

    with pytest.raises(InputError, match=r"install provenance\[pdf\]") as error:
        pdf.read_pdf(data, name="a.pdf", worker=bare)

    assert Reason.NEEDS_PDF_READER is error.value.reason


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_cut_pdf_is_never_whole(cut: int) -> None:
    data = pdf_files.build_pdf([pdf_files.rows_of(LINES)] * 3)
    capture = pages.build_capture(data[: len(data) * cut // 20], truncated=True)

    assert Completeness.TRUE is not document_of_capture(capture).complete
