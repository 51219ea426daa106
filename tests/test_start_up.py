"""What a start loads: the list of modules is kept, so that nothing heavy slips in."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import provenance
from provenance import extract, read_text
from provenance.attribution.cues import load_cues
from provenance.tagging import NO_TAGGER

PACKAGE = Path(provenance.__file__).parent
OF_EXTRAS = {"corpus", "serving"}
"""Rooms whose libraries an installation may lack."""
GROUND = ("data", "errors", "globs", "model", "pacing", "reasons", "spans", "terms", "urls")
"""Rooms that import none above them: kept while the others are imported one by one."""
HEAVY = ("numpy", "onnxruntime", "tokenizers", "lxml", "rapidfuzz", "requests", "pyarrow", "daft")
VERSION = (
    *("cli", "cli_completion", "cli_corpus", "cli_doctor", "cli_fetch", "cli_init", "cli_options"),
    *("cli_output", "cli_progress", "cli_review", "cli_serve", "cli_store", "config", "errors"),
    *("globs", "model", "pacing", "reasons", "spans", "terms", "urls"),
)
READ_AND_EXTRACT = (
    *("abbreviations", "attribution", "cast", "claims", "dates", "errors", "extraction", "globs"),
    *("ingest", "linking", "model", "names", "quotations", "quotemarks", "reasons", "registry"),
    *("segmentation", "spans", "tagging", "terms", "urls", "utterances", "verb_forms", "words"),
)
TEXT = (
    "“The bridge is open,” the mayor, Ada Holt, said on Monday. It will cost three million euros "
    "and was built by the city, which has been short of money for years. The council has not said "
    "who is to pay for it, and nobody at the office was there to answer."
)
FRENCH = (
    "« Le pont est ouvert », a déclaré lundi la maire, Ada Holt. Il coûtera trois millions d’euros "
    "et a été construit par la ville, qui manque d’argent depuis des années. Le conseil n’a pas "
    "dit qui devait payer, et personne n’était là pour répondre."
)
"""The tagger was not measured on French and is not loaded."""
STARTS = {
    "provenance --version": (
        "from provenance.cli import main; main(['--version'])",
        VERSION,
        ("attrs", "click"),
    ),
    "provenance extract": (
        "from provenance.cli import main; main(['extract', '-'])",
        sorted({*VERSION, *READ_AND_EXTRACT, "checks", "intake", "report", "reviews", "wording"}),
        ("attrs", "click", "rapidfuzz"),
    ),
    "provenance.extract by rules": (
        (
            "import provenance; from provenance.tagging import NO_TAGGER; "
            f"provenance.extract(provenance.read_text({TEXT!r}), tagger=NO_TAGGER)"
        ),
        READ_AND_EXTRACT,
        ("attrs",),
    ),
}


@pytest.mark.parametrize("start", STARTS)
def test_a_start_loads_these_rooms_and_these_libraries(start: str) -> None:
    script, rooms, libraries = STARTS[start]

    loaded = modules_of(script)

    assert set(rooms) == {m.split(".")[1] for m in loaded if m.startswith("provenance.")}
    assert set(libraries) == {m for m in loaded if m in {"attrs", "click", *HEAVY}}


def modules_of(script: str) -> list[str]:
    """Every module loaded in a fresh process that has run ``script``."""
    shown = (
        "import sys, json\n"
        "try:\n"
        f"    {script}\n"
        "except SystemExit:\n"
        "    pass\n"
        "finally:\n"
        "    print(json.dumps(sorted(sys.modules)))\n"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", shown],
        input=FRENCH,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    names: list[str] = json.loads(run.stdout.splitlines()[-1])
    return names


def test_each_room_can_be_imported_first() -> None:
    rooms = sorted(
        path.stem
        for path in PACKAGE.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists())
        and not path.stem.startswith(("_", "cli"))
        and path.stem not in OF_EXTRAS
    )
    script = (
        "import importlib, sys\n"
        f"for room in {rooms}:\n"
        "    loaded = [m for m in sys.modules if m.startswith('provenance.')]\n"
        f"    for name in [m for m in loaded if m.split('.')[1] not in {GROUND}]:\n"
        "        del sys.modules[name]\n"
        "    try:\n"
        "        importlib.import_module('provenance.' + room)\n"
        "    except ImportError as error:\n"
        "        print(room, error)\n"
    )

    run = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True
    )

    assert {"attribution", "cast", "segmentation"} <= set(rooms)
    assert "" == run.stdout


def test_without_a_tagger_rules_alone_attribute_and_nothing_is_weighed() -> None:
    analysis = extract(read_text(TEXT), tagger=NO_TAGGER)

    assert "Ada Holt" in {a.speaker.name for a in analysis.attributions if a.speaker is not None}
    assert {None} == {claim.checkworthiness for claim in analysis.claims}


WORDS = {
    "added": (0, 5),
    "Added": (0, 5),
    "ADDED": (0, 5),
    "he is ſaid to": (6, 10),
    "re-added": None,
    "addedx": None,
}


@pytest.mark.parametrize("text", WORDS)
def test_a_listed_word_is_found_in_any_case_and_only_whole(text: str) -> None:
    found = load_cues("en")["speech"].search(text)

    assert WORDS[text] == (found.span() if found else None)
