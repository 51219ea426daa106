"""Which files a path stands for, and what is said of those left out."""

import json
from pathlib import Path

import pytest

from provenance import ingest
from provenance.terms import InputStatus, Reason

STORY = "The council met on Monday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "news"
    for name in ("b.txt", "a.md", "sub/c.HTML", ".hidden/d.txt", "notes.csv", "sources/e.txt"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(STORY, encoding="utf-8")
    (root / "sources" / "sources.toml").write_text("", encoding="utf-8")
    (root / "report.html").write_text("<meta name='provenance-report-marker'>", encoding="utf-8")
    (root / "old.warc.gz").write_bytes(b"\x1f\x8b")
    (root / "gold.json").write_text("{}", encoding="utf-8")
    (root / "article.json").write_text(json.dumps({"articleBody": STORY}), encoding="utf-8")
    return root


def test_folder_gives_its_articles_sorted_with_the_path_shown(folder: Path) -> None:
    found = ingest.discover_inputs([str(folder)])

    assert ["news/a.md", "news/article.json", "news/b.txt", "news/sub/c.HTML"] == [
        file.shown for file in found.files
    ]
    assert [
        ("news/old.warc.gz", InputStatus.SKIPPED, Reason.UNSUPPORTED_TYPE),
        ("news/report.html", InputStatus.SKIPPED, Reason.OWN_OUTPUT),
    ] == [(record.path, record.status, record.reason) for record in found.records]


@pytest.mark.parametrize(
    ("include", "exclude", "shown"),
    [
        (["*.txt"], [], ["news/b.txt"]),
        ([], ["sub", "*.json"], ["news/a.md", "news/b.txt"]),
        (["sub/*"], [], ["news/sub/c.HTML"]),
    ],
)
def test_globs_choose_files(
    folder: Path, include: list[str], exclude: list[str], shown: list[str]
) -> None:
    found = ingest.discover_inputs([folder], include=include, exclude=exclude)

    assert shown == [file.shown for file in found.files]


def test_named_file_is_taken_whatever_its_suffix_and_only_once(folder: Path) -> None:
    found = ingest.discover_inputs([folder / "notes.csv", folder / "b.txt", folder / "b.txt"])

    assert ["b.txt", "notes.csv"] == [file.shown for file in found.files]


def test_paths_are_shown_relative_to_a_root_that_is_named(folder: Path) -> None:
    found = ingest.discover_inputs(
        [folder / "sub", folder / "b.txt"], root=folder.parent, exclude=["d/*"]
    )

    assert ["news/b.txt", "news/sub/c.HTML"] == [file.shown for file in found.files]


def test_a_path_outside_the_root_is_an_error(folder: Path) -> None:
    with pytest.raises(ingest.InputError, match="outside the root folder"):
        ingest.discover_inputs([folder / "b.txt"], root=folder / "sub")


def test_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ingest.InputError, match="no such file or folder") as caught:
        ingest.discover_inputs([tmp_path / "gone"])

    assert Reason.NOT_FOUND is caught.value.reason


def test_json_article_is_read_with_its_metadata() -> None:
    data = json.dumps({"headline": "Bridge", "articleBody": STORY, "datePublished": "2026-03-04"})
    article = ingest.read_bytes(data.encode(), name="a.json")

    assert (STORY, "Bridge", "2026-03-04") == (
        article.text,
        article.metadata.title,
        article.metadata.published.value,
    )


def test_json_without_an_article_is_refused() -> None:
    with pytest.raises(ingest.InputError, match="articleBody") as caught:
        ingest.read_bytes(b"[1]", name="a.json")

    assert Reason.NOT_AN_ARTICLE is caught.value.reason
