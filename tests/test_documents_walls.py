"""Written pages: what is a document, what is a wall, and what is known to be whole."""

import document_pages as pages
import pytest

from provenance.documents import document_of_capture
from provenance.model import Document
from provenance.terms import Completeness, DocumentStatus

DOCUMENTS = pages.load_cases("documents")
WALLS = pages.load_cases("walls")
READ = {
    "whole": {Completeness.TRUE},
    "read": {Completeness.TRUE, Completeness.UNKNOWN},
    "unsure": {Completeness.UNKNOWN},
    "part": {Completeness.FALSE},
}


def outcome_of(document: Document) -> str:
    """What became of it in the words of the cases."""
    if document.status is DocumentStatus.READ:
        return f"read, {document.complete.value}"
    return document.reason.value if document.reason else "no reason"


def allowed(expected: str) -> set[str]:
    return {f"read, {one.value}" for one in READ[expected]} if expected in READ else {expected}


@pytest.mark.parametrize("case", [*DOCUMENTS, *WALLS], ids=lambda case: case.name)
def test_a_written_page_is_what_it_is(case: pages.Case) -> None:
    document = document_of_capture(case.capture)

    assert outcome_of(document) in allowed(case.expected)


def test_there_are_enough_written_pages_of_both_kinds() -> None:
    names = [case.name for case in (*DOCUMENTS, *WALLS)]

    assert len(set(names)) == len(names)
    assert len(DOCUMENTS) >= 30
    assert len(names) >= 90


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case.name)
def test_a_document_is_read_with_its_words(case: pages.Case) -> None:
    document = document_of_capture(case.capture)

    assert document.parts
    assert len(document.text) > 50


@pytest.mark.parametrize("case", [*DOCUMENTS, *WALLS], ids=lambda case: case.name)
def test_a_truncated_page_is_never_whole(case: pages.Case) -> None:
    """Cut at any tenth of its bytes, and marked as cut by the fetch: no silence accuses."""
    body = case.capture.body
    for tenth in range(1, 10):
        cut = pages.build_capture(
            body[: len(body) * tenth // 10],
            url=case.capture.url,
            final_url=case.capture.final_url,
            truncated=True,
        )

        assert Completeness.TRUE is not document_of_capture(cut).complete


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case.name)
def test_a_page_that_ends_early_is_never_whole_even_if_nobody_noticed(case: pages.Case) -> None:
    body = case.capture.body
    for tenth in range(1, 10):
        cut = pages.build_capture(
            body[: len(body) * tenth // 10], url=case.capture.url, final_url=case.capture.final_url
        )

        assert Completeness.TRUE is not document_of_capture(cut).complete
