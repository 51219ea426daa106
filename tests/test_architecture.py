"""The house keeps its layers: what may import what, how large a room may grow."""

import ast
import functools
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "provenance"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = [
    {"errors", "spans", "terms", "reasons", "model", "urls", "data", "globs", "pacing", "days"},
    {
        *("ingest", "abbreviations", "segmentation", "quotations", "attribution", "cast", "claims"),
        "quotemarks",
        *(
            "registry",
            "linking",
            "verb_forms",
            "words",
            "quantities",
            "dates",
            "names",
            "wording",
            "alignment",
        ),
        *("retrieval", "coverage", "facts", "paraphrase", "guards", "warc", "finding"),
        "utterances",
    },
    {
        *(
            "nli",
            "tagging",
            "verification",
            "quoting",
            "witnesses",
            "sources",
            "verdicts",
            "comparison",
        ),
        *("copies", "agreements", "blocking", "extraction"),
        *("config", "documents"),
    },
    {"fetching", "store", "intake", "gathering", "changes", "story_steps"},
    {"checks", "reviews"},
    {"report"},
    {"pipeline", "serving", "corpus"},
    {
        *("cli", "cli_options", "cli_fetch", "cli_store", "cli_review", "cli_doctor", "cli_init"),
        *("cli_completion", "cli_corpus", "cli_progress", "cli_output", "cli_serve"),
        *("__main__", "__init__"),
    },
]
"""Rooms by layer, lowest first; a room may import from its own layer and from those below."""

ONLY_HOME = {
    "requests": {"fetching"},
    "urllib3": {"fetching"},
    "lxml": {"ingest"},
    "trafilatura": {"ingest"},
    "protego": {"fetching"},
    "warcio": {"warc"},
    "pypdf": {"documents"},
    "click": {
        *("cli", "cli_options", "cli_fetch", "cli_store", "cli_review", "cli_doctor", "cli_init"),
        *("cli_completion", "cli_corpus", "cli_output", "cli_serve"),
    },
    "rich": {"cli_progress"},
    "waitress": {"serving"},
    "daft": {"corpus"},
    "pyarrow": {"corpus"},
    "ray": {"corpus"},
    "jinja2": {"report"},
    "prov": {"report"},
    "rdflib": {"report"},
    "numpy": {"corpus", "nli", "quoting", "tagging"},
    "onnxruntime": {"nli", "tagging"},
    "tokenizers": {"nli", "tagging"},
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


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_a_room_imports_only_from_its_own_layer_and_below() -> None:
    wrong = [
        f"{name_of(path)} imports {room}"
        for path in MODULES
        for name in imported_names(parsed(path))
        if name.startswith("provenance.")
        and any((room := name.split(".")[1]) in layer for layer in LAYERS)
        and layer_of(room) > layer_of(room_of(path))
    ]

    assert [] == wrong


def test_every_room_stands_in_a_layer() -> None:
    assert [] == [
        name_of(path) for path in MODULES if not any(room_of(path) in rooms for rooms in LAYERS)
    ]


def test_edges_have_one_home() -> None:
    wrong = [
        f"{name_of(path)} imports {root}"
        for path in MODULES
        for root in sorted({name.split(".")[0] for name in imported_names(parsed(path))})
        if room_of(path) not in ONLY_HOME.get(root, {room_of(path)})
    ]

    assert [] == wrong


def test_modules_stay_small() -> None:
    lengths = {name_of(p): p.read_text(encoding="utf-8").count("\n") for p in MODULES}

    assert {} == {name: n for name, n in lengths.items() if n > MAX_MODULE_LINES}


def test_functions_stay_small() -> None:
    long = [
        f"{name_of(path)}: {node.name}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]

    assert [] == long


def test_no_room_is_named_for_nothing() -> None:
    nothing = {"utils", "helpers", "core", "common", "base", "manager", "misc"}

    assert [] == [name_of(path) for path in MODULES if path.stem in nothing]


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
