"""Golden cases: texts as extractors leave them, each line marked with the kind it must become.

A line of a case is ``kind| words``. ``=`` before the kind: only a line break before it; ``+``:
glued on by a blank; ``=+``: a wrapped line of the same paragraph; otherwise a blank line before it.
"""

from pathlib import Path

import pytest

from provenance import ingest
from provenance.model import Article

CASES = sorted((Path(__file__).parent / "cases" / "ingest").glob("*.case"))


def read_case(path: Path) -> tuple[str, list[tuple[str, str]]]:
    text = ""
    expected: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, words = line.split("|", 1)
        kind, words = mark.lstrip("=+"), words.strip()
        joint = {"=": "\n", "=+": "\n", "+": " "}.get(mark[: len(mark) - len(kind)], "\n\n")
        text += joint + words if text else words
        if mark.startswith("=+"):
            expected[-1] = (kind, expected[-1][1] + "\n" + words)
        else:
            expected.append((kind, words.removeprefix("- ") if kind == "list-item" else words))
    return text, expected


def kinds_of(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(article.text)) for block in article.blocks]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_line_becomes_a_block_of_its_kind(path: Path) -> None:
    text, expected = read_case(path)

    assert expected == kinds_of(ingest.read_text(text))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_line_ends_of_another_system_change_no_kind(path: Path) -> None:
    text, expected = read_case(path)
    article = ingest.read_bytes(
        b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), name="case.txt"
    )

    assert [kind for kind, _ in expected] == [block.kind.value for block in article.blocks]
    assert not article.text.startswith("\ufeff")
