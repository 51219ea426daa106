"""Whether programs that are not ours read what the formats of a report write.

    python benchmarks/interop/formats.py [FOLDER]

Makes a virtual environment and an npm folder in FOLDER (a new temporary one; kept if named), with
sarif-tools, junitparser, PyLD, prov with rdflib, frictionless, SARIF Multitool and the toolkit of
GitHub Actions from the package indexes; needs ``npm`` and ``node``. The report of
``tests/report_builders.py`` is written in every format, and so are two that have hostile words in
every field: markup, and characters that hide. Prints one line a check. Nothing of a report leaves
this machine: JSON-LD contexts are those of ``tests/cases/contexts``. Exits 1 when a check fails.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import report_builders as build  # noqa: E402 - the folder of the tests is named just above
from formats_page import decided  # noqa: E402 - likewise
from hostile import HOSTILE, suffixed  # noqa: E402 - likewise

from provenance.config import Author  # noqa: E402 - likewise
from provenance.model import Report  # noqa: E402 - likewise
from provenance.report import render  # noqa: E402 - likewise
from provenance.terms import Level  # noqa: E402 - likewise

PYTHON_PACKAGES = ("sarif-tools", "junitparser", "pyld", "prov[rdf]", "frictionless")
NODE_PACKAGES = ("@microsoft/sarif-multitool", "@actions/core")
AUTHOR = Author(author="Ostrand Desk", url="https://desk.example/")
ENDINGS = {
    "annotations": "annotations.json",
    "claimreview": "claimreview.json",
    "csv": "csv",
    "github": "github.txt",
    "junit": "xml",
    "prov": "prov.json",
    "sarif": "sarif",
}

WITH_JUNITPARSER = """
import sys
from junitparser import Error, Failure, JUnitXml, Skipped
xml = JUnitXml.fromfile(sys.argv[1])
cases = [case for suite in xml for case in suite]
results = [result for case in cases for result in case.result]
counts = [sum(isinstance(one, kind) for one in results) for kind in (Failure, Error, Skipped)]
assert [len(cases), *counts] == [xml.tests, xml.failures, xml.errors, xml.skipped], counts
print(len(cases), *counts)
"""
WITH_PYLD = """
import json, pathlib, sys
from pyld import jsonld
names = {"https://schema.org": "schema.json", "http://www.w3.org/ns/anno.jsonld": "anno.json"}
def load(address, options):
    context = json.loads((pathlib.Path(sys.argv[2]) / names[address]).read_text("utf-8"))
    return {"contextUrl": None, "documentUrl": address, "document": context}
given = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
expanded = jsonld.expand(given, {"documentLoader": load})
again = jsonld.compact(expanded, given["@context"], {"documentLoader": load})
if "@graph" in given and "@graph" not in again:
    again = {"@context": again.pop("@context"), "@graph": [again]}
assert given == again, "a term was lost"
quads = jsonld.to_rdf(given, {"documentLoader": load})
print(sum(len(graph) for graph in quads.values()))
"""
WITH_SCHEMA_ORG = """
import json, pathlib, sys
from rdflib.namespace import SDO
def names(value):
    if isinstance(value, list):
        return {name for one in value for name in names(one)}
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if not key.startswith("@")} | {value.get("@type", "Thing")}
    return own | {name for one in value.values() for name in names(one)}
told = names(json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))["@graph"])
unknown = sorted(name for name in told if SDO[name] not in SDO)
assert not unknown, unknown
print(len(told))
"""
WITH_PROV = """
import pathlib, sys, warnings
warnings.simplefilter("ignore")
from prov.model import ProvDocument
from rdflib import Graph
given = ProvDocument.deserialize(sys.argv[1], format="json")
turtle = given.serialize(format="rdf", rdf_format="turtle")
again = ProvDocument.deserialize(content=turtle, format="rdf", rdf_format="turtle")
assert given == again, "the round trip over PROV-O is not the same"
xml = given.serialize(format="xml")
assert given == ProvDocument.deserialize(content=xml, format="xml"), "over PROV-XML"
print(len(given.get_records()), len(Graph().parse(data=turtle, format="turtle")))
"""
WITH_FRICTIONLESS = """
import sys
from frictionless import Resource, system, validate
with system.use_context(trusted=True):
    report = validate(Resource(path=sys.argv[1], encoding="utf-8"))
assert report.valid, report.flatten(["type", "message"])
print(report.tasks[0].stats["rows"], report.tasks[0].stats["fields"])
"""
WITH_TOOLKIT = """
import fs from "node:fs";
import * as core from "@actions/core";
const levels = { error: core.error, warning: core.warning, notice: core.notice };
for (const [level, message, properties] of JSON.parse(fs.readFileSync(process.argv[2], "utf-8"))) {
  levels[level](message, properties);
}
"""


def main() -> None:
    """Check in the folder that was named, or in one that goes away."""
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1]).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        failed = checked(folder)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            failed = checked(Path(temporary))
    sys.exit(1 if failed else 0)


def checked(folder: Path) -> int:
    """How many checks failed."""
    python, node = python_with_packages(folder), node_with_packages(folder)
    harbour = decided(build.judged_harbour())
    hidden = [words for words in HOSTILE if not words.isprintable()]
    markup = [words for words in HOSTILE if words.isprintable()]
    reports = {
        "harbour": harbour,
        "markup": suffixed(harbour, " ".join(markup)),
        "hidden": suffixed(harbour, " ".join(hidden)),
    }
    failed = 0
    for name, report in reports.items():
        files = written(folder, name, report)
        for check, run in checks(report, files, python, node).items():
            try:
                told = run()
            except (AssertionError, subprocess.CalledProcessError) as error:
                failed += 1
                told = (
                    f"FAILED {error} {getattr(error, 'stdout', '')}{getattr(error, 'stderr', '')}"
                )
            print(f"{name:<8} {check:<52} {told.strip()}", flush=True)
    return failed


def written(folder: Path, name: str, report: Report) -> Mapping[str, Path]:
    """The files of ``report`` by format."""
    files = {form: folder / f"{name}.{ending}" for form, ending in ENDINGS.items()}
    for form, file in files.items():
        file.write_text(render(report, form, author=AUTHOR), "utf-8", newline="")
    return files


def checks(
    report: Report, files: Mapping[str, Path], python: Path, node: Path
) -> dict[str, Callable[[], str]]:
    """Every check by what it says."""
    contexts = str(ROOT / "tests" / "cases" / "contexts")

    def code(lines: str, form: str, *more: str) -> Callable[[], str]:
        return lambda: output_of(str(python), "-c", lines, str(files[form]), *more)

    return {
        "sarif: SARIF Multitool, rules of SARIF and of GitHub": lambda: multitool(
            node, files["sarif"]
        ),
        "sarif: sarif-tools counts what we count": lambda: sarif_tools(
            python, files["sarif"], report
        ),
        "github: as the toolkit of Actions writes it": lambda: toolkit(node, files["github"]),
        "junit: junitparser (cases, failed, errors, skipped)": code(WITH_JUNITPARSER, "junit"),
        "csv: frictionless (rows, columns)": code(WITH_FRICTIONLESS, "csv"),
        "claimreview: PyLD, no term lost (triples)": code(WITH_PYLD, "claimreview", contexts),
        "claimreview: every word is in schema.org": code(WITH_SCHEMA_ORG, "claimreview"),
        "annotations: PyLD, no term lost (triples)": code(WITH_PYLD, "annotations", contexts),
        "prov: prov and rdflib, round trip (records, triples)": code(WITH_PROV, "prov"),
    }


def multitool(node: Path, log: Path) -> str:
    """What SARIF Multitool has to say of a log; an error of its is a failure."""
    (tool,) = node.glob("node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool")
    # npm runs no scripts of packages without leave; this is all that theirs does.
    tool.chmod(0o755)
    result = log.with_suffix(".validated.sarif")
    command = [str(tool), "validate", str(log), "-o", str(result), "--log", "ForceOverwrite"]
    ran = subprocess.run(
        [*command, "--level", "Error;Warning;Note", "--rule-kind", "Sarif;Ghas"],
        check=False,
        capture_output=True,
        text=True,
    )
    told = json.loads(result.read_text("utf-8-sig"))["runs"][0]["results"]
    by_level = {
        level: sorted({one["ruleId"] for one in told if one.get("level", "warning") == level})
        for level in ("error", "warning", "note")
    }
    assert not by_level["error"], (ran.stdout, by_level)
    return ", ".join(f"{level}s: {' '.join(ids) or 'none'}" for level, ids in by_level.items())


def sarif_tools(python: Path, log: Path, report: Report) -> str:
    """The counts of sarif-tools, which must be those of the findings."""
    told = output_of(str(python.parent / "sarif"), "summary", str(log))
    counts = {
        level: int(n) for level, n in re.findall(r"^(error|warning|note): (\d+)$", told, re.M)
    }
    ours = {level.value: sum(one.level is level for one in report.findings) for level in Level}
    assert ours == counts, (ours, counts)
    return " ".join(f"{level} {count}" for level, count in counts.items())


def toolkit(node: Path, log: Path) -> str:
    """Our commands must be those that the toolkit writes of what they say."""
    ours = [
        line
        for line in log.read_text("utf-8").split("\n")
        if line.startswith("::") and not line.startswith("::debug")
    ]
    given = node / "commands.json"
    given.write_text(json.dumps([list(asked(line)) for line in ours]), "utf-8")
    script = node / "commands.mjs"
    script.write_text(WITH_TOOLKIT, "utf-8")
    theirs = output_of("node", str(script), str(given)).strip("\n").split("\n")
    assert list(map(parts, ours)) == list(map(parts, theirs)), "the commands differ"
    return f"{len(ours)} commands"


def asked(command: str) -> Iterator[object]:
    """Level, message and properties of a command, unescaped, as the toolkit takes them."""
    level, properties, message = parts(command)
    names = {"line": "startLine", "col": "startColumn"}
    yield level
    yield plain(message)
    yield {
        names.get(key, key): int(value) if value.isdigit() else plain(value)
        for key, value in properties.items()
    }


def parts(command: str) -> tuple[str, dict[str, str], str]:
    """A command as it is written: level, properties, message."""
    _, head, message = command.split("::", 2)
    level, _, listed = head.partition(" ")
    return level, dict(one.split("=", 1) for one in listed.split(",")), message


def plain(words: str) -> str:
    """``words`` as they were before they were escaped for a command."""
    for written_as, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r")):
        words = words.replace(written_as, character)
    return words.replace("%25", "%")


def python_with_packages(folder: Path) -> Path:
    """The Python of a virtual environment with the packages that check."""
    place = folder / "python"
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
    output_of(str(python), "-m", "pip", "install", "-q", *PYTHON_PACKAGES)
    return python


def node_with_packages(folder: Path) -> Path:
    """A folder with the npm packages that check."""
    place = folder / "node"
    place.mkdir(exist_ok=True)
    output_of("npm", "install", "--no-save", "--prefix", str(place), *NODE_PACKAGES)
    return place


def output_of(*command: str) -> str:
    """What a command prints; an error if it fails."""
    environment = {**os.environ, "GITHUB_ACTIONS": "", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return ran.stdout


if __name__ == "__main__":
    main()
