"""What is documented exists, what exists is documented, and the examples run."""

import contextlib
import re
import shlex
import subprocess
import sys
import tomllib
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
import cli_page
import click
import pytest

from provenance import terms
from provenance.checks import RULES
from provenance.config import Settings, load_settings
from provenance.registry import load_registry
from provenance.reviews import load_reviews
from provenance.sources import load_sources

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "benchmarks/README.md")),
    *sorted(DOCS.rglob("*.md")),
]
RESERVED_RULES = {terms.RuleId.QUOTE_UNCLOSED}
"""Ids of the closed list whose rule is not written yet."""
REFERENCE = "\n".join(
    (DOCS / "reference" / name).read_text(encoding="utf-8") for name in ("json.md", "verdicts.md")
)
LISTS = [
    member
    for member in vars(terms).values()
    if isinstance(member, type) and issubclass(member, Enum) and member is not Enum
]


def said(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose_of(page: str) -> str:
    """A page without its fenced code."""
    return re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)


def fenced(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Reference


def test_the_page_on_the_command_line_is_the_command_line() -> None:
    """Else run ``python tests/cli_page.py``."""
    assert cli_page.render_cli_page(said(cli_page.PAGE)) == said(cli_page.PAGE)


@pytest.mark.parametrize("name", cli_page.verbs())
def test_every_verb_and_option_is_documented_and_has_help(name: str) -> None:
    verb = cli_page.verbs()[name]
    section = said(cli_page.PAGE).partition(f"\n## `{name}`\n")[2].partition("\n## ")[0]

    assert verb.help
    for option in cli_page.options_of(verb):
        assert option.help, f"{option.opts[0]} has no help"
        assert all(f"`{written}`" in section for written in option.opts)


def test_every_setting_is_documented() -> None:
    keys = {field.name.replace("_", "-") for field in attrs.fields(Settings)}
    section = said(cli_page.PAGE).partition("\n## Settings\n")[2].partition("\n## ")[0]

    assert keys == set(re.findall(r"^\| `([\w-]+)` \|", section, flags=re.MULTILINE))


def test_every_exit_code_is_documented() -> None:
    section = said(cli_page.PAGE).partition("\n## Exit codes\n")[2].partition("\n## ")[0]

    assert ["0", "1", "2", "3", "4"] == re.findall(r"^\| (\d) \|", section, flags=re.MULTILINE)


def test_every_rule_has_a_page_of_its_own() -> None:
    page = said(DOCS / "reference" / "rules.md")
    written = set(re.findall(r"^## (PRV\d+) ", page, flags=re.MULTILINE))

    assert {rule.id.value for rule in RULES} == written
    assert {rule.value for rule in set(terms.RuleId) - RESERVED_RULES} == written


@pytest.mark.parametrize("closed_list", LISTS, ids=lambda one: one.__name__)
def test_every_value_on_the_wire_is_documented(closed_list: type[Enum]) -> None:
    assert [] == [one.value for one in closed_list if f"`{one.value}`" not in REFERENCE]


@pytest.mark.parametrize(
    "closed_list", [terms.Verdict, terms.Sourcing, terms.QuoteStatus], ids=lambda one: one.__name__
)
def test_every_verdict_sourcing_and_status_is_explained(closed_list: type[Enum]) -> None:
    explained = re.findall(
        r"^\| `([\w-]+)` \| \S", said(DOCS / "reference" / "verdicts.md"), flags=re.MULTILINE
    )

    assert [] == [one.value for one in closed_list if one.value not in explained]


# Examples


PYTHON = [
    (f"{name_of(page)} {number}", code)
    for page in PAGES
    for number, code in enumerate(fenced(said(page), "python"), start=1)
]


@pytest.mark.parametrize(("where", "code"), PYTHON)
def test_python_examples_run(where: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    exec(compile(code, where, "exec"), {"__name__": "__main__"})  # noqa: S102 - our own examples


def test_the_readme_has_python_examples() -> None:
    assert any(where.startswith("README.md") for where, _ in PYTHON)


def test_toml_examples_are_read(tmp_path: Path) -> None:
    """Each is what its key says: a registry, documents at hand, or settings."""
    for page in PAGES:
        for text in fenced(said(page), "toml"):
            file = tmp_path / "example.toml"
            file.write_text(text, encoding="utf-8")
            table = tomllib.loads(text)
            if "publisher" in table:
                assert load_registry(file)
            elif "source" in table:
                (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
                assert load_sources(tmp_path)
            elif "review" in table:
                assert load_reviews(file)
            else:
                assert load_settings(file)


SHELL_LINES = [
    (name_of(page), line)
    for page in PAGES
    for block in fenced(said(page), "sh")
    for line in block.splitlines()
    if re.match(r"(?:\S*/)?provenance ", line)
]
INLINE = sorted(
    {
        (name_of(page), " ".join(line.split()))
        for page in PAGES
        for line in re.findall(r"`(provenance [a-z][^`]*)`", prose_of(said(page)))
    }
)


@pytest.mark.parametrize(("where", "line"), SHELL_LINES)
def test_commands_in_the_documents_are_taken_by_the_command_line(where: str, line: str) -> None:
    """Verbs, options, their values and arguments; nothing is run and no file need be there."""
    verb, given = taken(line)

    missing = [p.name for p in verb.params if p.required and not given.get(p.name or "")]
    assert [] == missing


@pytest.mark.parametrize(("where", "line"), INLINE)
def test_commands_within_a_sentence_exist(where: str, line: str) -> None:
    """They may leave out what is read; what they say must be right."""
    with contextlib.suppress(click.MissingParameter):
        assert taken(line)[0].help


@pytest.mark.parametrize(
    "line",
    [
        "provenance report a.txt --no-such-option",
        "provenance report a.txt --store",
        "provenance check a.txt -f html",
        "provenance serve a --port many",
    ],
)
def test_a_command_that_would_be_refused_is_noticed(line: str) -> None:
    with pytest.raises(click.UsageError):
        taken(line)


def taken(line: str) -> tuple[click.Command, dict[str, Any]]:
    """The verb of a command line and what it is given; files are not looked for."""
    words = shlex.split(line, comments=True)[1:]
    verbs = cli_page.verbs()
    length = 2 if " ".join(words[:2]) in verbs else 1
    verb = verbs[" ".join(words[:length])]
    context = click.Context(verb)
    found, _, _ = verb.make_parser(context).parse_args(words[length:])
    given = {
        name: one for name, one in found.items() if one and isinstance(one, str | list | tuple)
    }
    for param in verb.params:
        if not isinstance(param.type, click.Path) and param.name in given:
            param.type_cast_value(context, given[param.name])
    return verb, given


@pytest.mark.parametrize("name", ["report", "test"])
def test_the_marked_commands_of_the_readme_exist(name: str) -> None:
    printed = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, ".ci/readme_command.py", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert printed.startswith("python3 -m venv .venv && ")
    paths = re.findall(r"(?<= )\w+/(?= |$)", printed)
    assert all((ROOT / path).is_dir() for path in paths)
    assert ("seeds/" in paths) == (name == "report")
    extras = re.findall(r"\.\[(\w+)\]", printed)
    project = tomllib.loads(said(ROOT / "pyproject.toml"))["project"]
    assert set(extras) <= set(project["optional-dependencies"])


def test_the_first_command_of_the_readme_is_the_report_on_the_seeds() -> None:
    assert "provenance report seeds/ --offline" in fenced(said(ROOT / "README.md"), "sh")[0]


# Links and manner


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_local_links_lead_to_files_and_headings(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(said(page))):
        if re.match(r"\w+:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path) if path else page
        if not file.exists() or (fragment and fragment not in anchors_of(file)):
            broken.append(target)

    assert [] == broken


def anchors_of(page: Path) -> set[str]:
    """The fragments that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", prose_of(said(page)), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_starts_with_its_one_title(page: Path) -> None:
    titles = re.findall(r"^# .*$", prose_of(said(page)), flags=re.MULTILINE)

    assert 1 == len(titles)
    assert said(page).startswith(titles[0])


HAND_WRITTEN = [
    page for page in PAGES if page.parent.name in {"how-to", "tutorial", "explanation", "docs"}
]


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=name_of)
def test_there_is_one_sentence_a_line(page: Path) -> None:
    lines = [
        one for one in prose_of(said(page)).splitlines() if not one.startswith(("|", "-", "#"))
    ]

    assert [] == [one for one in lines if re.search(r"[a-z)`]\. [A-Z]", one) and one[:1].isalpha()]


def test_every_how_to_is_linked_from_another_page() -> None:
    everything = "\n".join(said(page) for page in PAGES)

    assert [] == [p.name for p in (DOCS / "how-to").glob("*.md") if f"{p.name})" not in everything]
