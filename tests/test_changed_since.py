"""Only what has changed: asked of a real git, in repositories made for the test."""

import os
import subprocess
from pathlib import Path

import pytest

from provenance.changes import changed_files
from provenance.config import Settings
from provenance.errors import ConfigError
from provenance.intake import Intake, read_inputs
from provenance.terms import InputStatus, Reason

TEXT = "A title\n\nThe harbour will be closed for a week, the port said on Monday.\n"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    told = subprocess.run(  # noqa: S603 - arguments of the test
        ["git", *identity, *arguments],  # noqa: S607 - whichever git there is
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles on main, and a branch that we stand on."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    top = tmp_path / "news"
    (top / "articles").mkdir(parents=True)
    git(top, "init", "-q", "-b", "main")
    for name in ("old.txt", "süd ufer.txt"):
        (top / "articles" / name).write_text(TEXT, encoding="utf-8")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "two")
    git(top, "checkout", "-q", "-b", "work")
    return top


def names(found: frozenset[str]) -> set[str]:
    return {Path(path).name for path in found}


def intake(folder: Path, since: str) -> Intake:
    only = changed_files(since, [str(folder)])
    return read_inputs([str(folder)], settings=Settings(), fetcher=None, only=only)


def test_committed_changed_and_new_files_count_and_ignored_ones_do_not(repository: Path) -> None:
    (repository / "articles" / "committed.txt").write_text(TEXT, encoding="utf-8")
    (repository / ".gitignore").write_text("draft.txt\n", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "third")
    (repository / "articles" / "süd ufer.txt").write_text(TEXT + "More.\n", encoding="utf-8")
    (repository / "articles" / "new.txt").write_text(TEXT, encoding="utf-8")
    (repository / "articles" / "draft.txt").write_text(TEXT, encoding="utf-8")

    found = changed_files("main", [str(repository / "articles")])

    assert {"committed.txt", "süd ufer.txt", "new.txt", ".gitignore"} == names(found)


def test_what_others_changed_on_the_branch_since_is_not_counted(repository: Path) -> None:
    git(repository, "checkout", "-q", "main")
    (repository / "articles" / "old.txt").write_text("Another.\n", encoding="utf-8")
    git(repository, "commit", "-q", "-a", "-m", "on main")
    git(repository, "checkout", "-q", "work")

    assert frozenset() == changed_files("main", [str(repository)])


def test_commits_without_a_common_ancestor_are_compared_as_they_are(repository: Path) -> None:
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-q", "-m", "anew")
    (repository / "articles" / "old.txt").write_text("Another.\n", encoding="utf-8")

    assert {"old.txt"} == names(changed_files("main", [str(repository)]))


def test_a_hook_of_another_repository_does_not_lead_us_astray(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "articles" / "new.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")

    assert {"new.txt"} == names(changed_files("main", [str(repository / "articles")]))


def test_only_changed_files_are_read_and_the_others_are_listed(repository: Path) -> None:
    (repository / "articles" / "new.txt").write_text(TEXT, encoding="utf-8")

    read = intake(repository / "articles", "main")

    assert ["articles/new.txt"] == [one.path for one in read.articles]
    skipped = [(r.path, r.reason) for r in read.records if r.status is InputStatus.SKIPPED]
    unchanged = Reason.UNCHANGED
    assert [("articles/old.txt", unchanged), ("articles/süd ufer.txt", unchanged)] == skipped


def test_nothing_changed_is_nothing_to_do_and_no_mistake(repository: Path) -> None:
    assert () == intake(repository / "articles", "main").articles


@pytest.mark.parametrize("revision", ["", "-n", "--output=x", "nowhere", "main:articles", "a\0b"])
def test_what_is_no_commit_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(ConfigError, match="--changed-since"):
        changed_files(revision, [str(repository)])

    assert not (repository / "x").exists()


def test_outside_a_repository_there_is_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(ConfigError, match="git repository"):
        changed_files("main", [str(tmp_path)])


def test_without_git_there_is_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ConfigError, match="not installed"):
        changed_files("main", [str(tmp_path)])


def test_a_repository_cannot_make_git_run_its_programs(repository: Path) -> None:
    hook = repository / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {repository / 'ran'}\n", encoding="utf-8")
    hook.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external"):
        git(repository, "config", key, str(hook))

    changed_files("main", [str(repository)])

    assert not (repository / "ran").exists()
