"""Writes the names of ``docs/reference/python.md`` from their signatures and docstrings.

python tests/python_page.py
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

import provenance
from provenance.report.schema import load_schema

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "python.md"
_MARK = "<!-- From here on written by tests/python_page.py; a test keeps it equal. -->\n"
_SECTIONS = re.compile(r"^(Args|Returns|Raises):\n", re.MULTILINE)
_ENTRY = re.compile(r"^(\w+): ", re.MULTILINE)
_ROLE = re.compile(r":\w+:`~?([^`]+)`")


def render_python_page(page: str) -> str:
    """``page`` with the part after the mark written anew."""
    head = page.partition(_MARK)[0]
    names = [name for name in provenance.__all__ if not name.startswith("_")]
    known = {name: getattr(provenance, name) for name in names}
    functions = [_function(*item) for item in known.items() if inspect.isfunction(item[1])]
    classes = {name: one for name, one in known.items() if inspect.isclass(one)}
    errors = [_error(*item) for item in classes.items() if issubclass(item[1], Exception)]
    nouns = [_noun(*item) for item in classes.items() if not issubclass(item[1], Exception)]
    parts = ["## Functions\n", *functions, "## Values\n", *nouns, "## Errors\n", *errors]
    return head + _MARK + "\n" + "\n".join(parts)


def _function(name: str, function: Any) -> str:
    sections = _sections(inspect.getdoc(function) or "")
    tree = _tree(function)
    assert isinstance(tree, ast.FunctionDef)
    tree.body, tree.decorator_list = [ast.Expr(ast.Constant(...))], []
    arguments = dict(_entries(sections.get("Args", "")))
    rows = [f"| `{one}` | {meaning} |" for one, meaning in arguments.items()]
    table = ["| argument | meaning |", "| --- | --- |", *rows, ""] if rows else []
    raised = [f"- `{one}`: {why}" for one, why in _entries(sections.get("Raises", ""))]
    parts = [
        f"### `{name}`\n",
        "```text",
        _signature(name, tree),
        "```\n",
        _prose(sections[""]),
        "",
        *table,
        *(["Returns:", _prose(sections["Returns"]), ""] if "Returns" in sections else []),
        *(["Raises:\n", *raised, ""] if raised else []),
    ]
    return "\n".join(parts)


def _signature(name: str, tree: ast.FunctionDef) -> str:
    """One argument a line."""
    given, result = tree.args, ast.unparse(tree.returns) if tree.returns else "None"
    told = [f"{one.arg}: {ast.unparse(one.annotation or ast.Constant(...))}" for one in given.args]
    if given.kwonlyargs:
        told.append("*")
    for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        kind = ast.unparse(one.annotation or ast.Constant(...)).replace("'", "")
        told.append(f"{one.arg}: {kind}" + (f" = {ast.unparse(default)}" if default else ""))
    return "\n".join([f"provenance.{name}(", *(f"    {one}," for one in told), f") -> {result}"])


def _noun(name: str, one: Any) -> str:
    rows = [f"| `{field}` | `{kind}` | {meaning} |" for field, kind, meaning in _fields(one)]
    head = ["| field | type | meaning |", "| --- | --- | --- |"]
    return "\n".join([f"### `{name}`\n", _prose(inspect.getdoc(one) or ""), "", *head, *rows, ""])


def _fields(one: Any) -> Iterator[tuple[str, str, str]]:
    """Name, type and the docstring below each field."""
    names = {field.name for field in attrs.fields(one)}
    tree = _tree(one)
    assert isinstance(tree, ast.ClassDef)
    for place, node in enumerate(tree.body):
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        below = tree.body[place + 1] if place + 1 < len(tree.body) else None
        told = below.value if isinstance(below, ast.Expr) else None
        meaning = told.value if isinstance(told, ast.Constant) else ""
        kind = ast.unparse(node.annotation).replace("terms.", "").replace("|", "or")
        if node.target.id in names:
            yield node.target.id, kind, _flat(str(meaning) or _on_the_wire(one, node.target.id))
    for name, value in vars(one).items():
        if isinstance(value, property) and not name.startswith("_"):
            kind = str(inspect.signature(value.fget or len).return_annotation.__name__)
            yield name, kind, _flat(inspect.getdoc(value) or "")


def _on_the_wire(one: Any, field: str) -> str:
    """What the JSON schema says of a field of the same name."""
    schema = load_schema()
    known = schema if one is provenance.Report else schema["$defs"].get(one.__name__, {})
    return str(known.get("properties", {}).get(field, {}).get("description", ""))


def _error(name: str, one: type[Any]) -> str:
    base = "" if one.__base__ is Exception else f" (a `{one.__base__ and one.__base__.__name__}`)"
    return f"### `{name}`\n\n{_prose(_sections(inspect.getdoc(one) or '')[''])}{base}\n"


def _tree(one: Any) -> ast.stmt:
    return ast.parse(textwrap.dedent(inspect.getsource(one))).body[0]


def _sections(docstring: str) -> dict[str, str]:
    """What stands before ``Args:`` under the empty name, the rest under its own."""
    head, *rest = _SECTIONS.split(docstring)
    return {"": head.strip(), **dict(zip(rest[::2], map(textwrap.dedent, rest[1::2]), strict=True))}


def _entries(section: str) -> Iterator[tuple[str, str]]:
    _, *rest = _ENTRY.split(section)
    yield from zip(rest[::2], map(_flat, rest[1::2]), strict=True)


def _prose(words: str) -> str:
    """Paragraphs, one sentence a line."""
    return "\n\n".join(
        re.sub(r"(?<=[.;]) (?=[A-Z])", "\n", _flat(one)) for one in words.split("\n\n")
    )


def _flat(words: str) -> str:
    """In one line, as Markdown."""
    return (
        _ROLE.sub(r"`\1`", " ".join(words.split()).replace("``", "`"))
        .replace("|", "\\|")
        .replace("<", "&lt;")
    )


if __name__ == "__main__":
    PAGE.write_text(render_python_page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
