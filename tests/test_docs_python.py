"""The page on the Python API: it is the API, and its examples print what they say."""

import doctest
import re

import python_page

import provenance

SAID = python_page.PAGE.read_text(encoding="utf-8")


def test_the_page_on_python_is_the_signatures_and_docstrings() -> None:
    """Else run ``python tests/python_page.py``."""
    assert python_page.render_python_page(SAID) == SAID


def test_every_public_name_has_its_place_and_every_argument_a_meaning() -> None:
    sections = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", SAID, re.DOTALL | re.MULTILINE))

    assert {one for one in provenance.__all__ if not one.startswith("_")} == set(sections)
    for name in ("check", "extract", "verify", "read", "read_bytes"):
        code = sections[name].partition("```text\n")[2].partition("```")[0]
        arguments = re.findall(r"^    (\w+):", code, re.MULTILINE)
        assert arguments == re.findall(r"^\| `(\w+)` \|", sections[name], re.MULTILINE), name


def test_the_examples_of_the_page_print_what_they_say() -> None:
    blocks = re.findall(r"^```pycon\n(.*?)^```", SAID, re.DOTALL | re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(
        "\n".join(blocks), {}, "docs/reference/python.md", None, 0
    )
    told: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(examples, out=told.append)

    assert len(examples.examples) > 15
    assert 0 == results.failed, "".join(told)
