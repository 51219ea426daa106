"""The house keeps its layers: what may import what, how large a room may grow."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "provenance"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = [
    {"errors", "spans", "terms", "model", "urls", "data"},
    {
        *("ingest", "abbreviations", "segmentation", "quotations", "attribution", "claims"),
        *("registry", "linking", "words", "quantities", "dates", "names", "wording", "alignment"),
        *("retrieval", "coverage", "facts", "paraphrase"),
    },
    {"quoting", "witnesses", "sources", "verdicts", "comparison", "config"},
    {"fetching", "intake"},
    {"checks"},
    {"report"},
    {"pipeline"},
    {"cli", "__main__", "__init__"},
]
"""Rooms by layer, lowest first; a room may import from its own layer and from those below."""

ONLY_HOME = {
    "requests": {"fetching"},
    "urllib3": {"fetching"},
    "lxml": {"ingest"},
    "trafilatura": {"ingest"},
    "click": {"cli"},
    "rich": {"cli"},
    "jinja2": {"report"},
    "rapidfuzz": {"alignment", "quoting", "names", "comparison", "wording", "witnesses"},
}
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 60


def room_of(path: Path) -> str:
    """The module or package right under ``provenance/``."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def layer_of(room: str) -> int:
    return next(index for index, rooms in enumerate(LAYERS) if room in rooms)


def imported_names(tree: ast.AST) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names.append(node.module or "")
            if node.module == "provenance":
                names.extend(f"provenance.{alias.name}" for alias in node.names)
    return names


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_from_its_own_layer_and_below(path: Path) -> None:
    room = room_of(path)
    ours = [n.split(".")[1] for n in imported_names(parsed(path)) if n.startswith("provenance.")]
    rooms = [n for n in ours if any(n in layer for layer in LAYERS)]

    assert [] == [n for n in rooms if layer_of(n) > layer_of(room)]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_room_stands_in_a_layer(path: Path) -> None:
    assert layer_of(room_of(path)) >= 0


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_edges_have_one_home(path: Path) -> None:
    room = room_of(path)
    roots = {name.split(".")[0] for name in imported_names(parsed(path))}

    assert [] == [r for r in sorted(roots) if room not in ONLY_HOME.get(r, {room})]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_stay_small(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    functions = [
        n for n in ast.walk(parsed(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > MAX_FUNCTION_LINES]

    assert lines <= MAX_MODULE_LINES
    assert [] == long


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_room_is_named_for_nothing(path: Path) -> None:
    nothing = {"utils", "helpers", "core", "common", "base", "manager", "misc"}

    assert path.stem not in nothing


def test_print_exit_and_clock_stay_at_the_command_line() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in MODULES
        if room_of(path) not in {"cli", "__main__"}
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"print", "sys.exit", "time.time", "datetime.now"}
    ]

    assert [] == found
