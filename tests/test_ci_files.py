"""The files for CI: their steps run by hand in a scratch repository, with committed evidence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from store_builders import captured
from test_changed_since import git

from provenance import cli
from provenance.store import Store

TOP = Path(__file__).parent.parent
ACTION = (TOP / "action.yml").read_text(encoding="utf-8")
URL = "https://www.harrowick.example/council/decisions/2026/notice-0915"
NOTICE = b"""<!doctype html>
<html lang="en"><head><title>Decision notice of 15 September 2026</title></head>
<body><main><article><h1>Decision notice of 15 September 2026</h1>
<p>Harrowick City Council has decided to run night buses from January.</p>
<p>The trial will not last twelve months. It ends in June 2027.</p>
<p>The buses will run every half hour between midnight and five in the morning, on the three lines
that end at the harbour, and the fare will be the same as by day. The council will tell in May how
many people used them, and will then decide whether more of the lines are to run by night.</p>
</article></main></body></html>
"""
QUOTED = "“The trial will last twelve months,” the [notice]({url}) says."
ARTICLE = """# Council votes for night buses

Night buses will run from January, Harrowick City Council said in its [decision notice]({url}).

{quoted}
"""
WAIVER = "<!-- provenance: ignore PRV201,PRV401 the council has announced a correction -->\n"


def article(quoted: str) -> str:
    return ARTICLE.format(url=URL, quoted=quoted.format(url=URL))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Evidence and an old article on main; on the branch a new one and a waived one."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    top = tmp_path / "desk"
    (top / "articles").mkdir(parents=True)
    git(top, "init", "-q", "-b", "main")
    Store.open(top / "evidence").put(captured(url=URL, final_url=URL, body=NOTICE))
    (top / "articles" / "old.md").write_text(article(QUOTED), encoding="utf-8")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "evidence")
    git(top, "checkout", "-q", "-b", "work")
    (top / "articles" / "new.md").write_text(article(QUOTED), encoding="utf-8")
    (top / "articles" / "waived.md").write_text(article(WAIVER + QUOTED), encoding="utf-8")
    monkeypatch.chdir(top)
    return top


def run_check_step(top: Path, command: str, **given: str) -> tuple[int, str]:
    """The exit code and output of the action's second step, as the runner would call it."""
    runner = top.parent / "runner"
    runner.mkdir(exist_ok=True)
    inputs = {f"INPUT_{name}": value for name, value in {**defaults(), **given}.items()}
    told = subprocess.run(  # noqa: S603 - our own script
        ["bash", str(TOP / "ci" / "action-check.sh")],  # noqa: S607 - whichever bash there is
        cwd=top,
        env={
            **os.environ,
            **inputs,
            "INPUT_PYTHON": sys.executable,
            "PROVENANCE": command,
            "RUNNER_TEMP": str(runner),
            "GITHUB_OUTPUT": str(runner / "output"),
            "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


def defaults() -> dict[str, str]:
    """What action.yml gives its inputs, by the names of their variables."""
    found = re.findall(r"(?m)^  ([a-z-]+):\n    description: .*\n    default: (.*)$", ACTION)
    return {name.replace("-", "_").upper(): value.strip('"') for name, value in found}


def command(folder: Path, code: str) -> str:
    """A command that runs ``code`` with this Python."""
    script = folder / "provenance-command"
    script.write_text(f"#!{sys.executable}\n{code}\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


REAL = "import sys\nfrom provenance.cli import main\nsys.exit(main())"
CRASHING = f"import provenance.pipeline\nprovenance.pipeline.check = None\n{REAL}"


@pytest.mark.slow
def test_the_action_fails_a_new_altered_quotation_in_one_line_and_passes_a_waived_one(
    repository: Path, tmp_path: Path
) -> None:
    code, output = run_check_step(
        repository, command(tmp_path, REAL), STORE="evidence", CHANGED_SINCE="main"
    )

    errors = [line for line in output.splitlines() if line.startswith("::error")]
    assert code == cli.EXIT_FINDINGS, output
    assert len(errors) == 1
    assert "file=articles/new.md,line=5" in errors[0]
    assert "PRV201" in errors[0]
    assert "old.md" not in errors[0]
    runner = tmp_path / "runner"
    assert "PRV201" in (runner / "summary.md").read_text(encoding="utf-8")
    assert "articles/new.md" in (runner / "provenance-report.sarif").read_text(encoding="utf-8")
    assert (runner / "output").read_text(encoding="utf-8").startswith("report=")


@pytest.mark.slow
def test_the_hook_fails_on_the_file_it_is_given_and_passes_the_waived_one(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = hook_arguments()

    failed = cli.main([*hook, "--store", "evidence", "articles/new.md", "articles/waived.md"])

    out = capsys.readouterr().out
    assert failed == cli.EXIT_FINDINGS
    assert 1 == len(re.findall(r"(?m)^articles/new\.md:5:1: PRV201 error ", out))
    assert re.search(r"(?m)^articles/waived\.md:6:1: PRV201 error .*\[waiver: the council", out)


def test_a_crash_is_exit_4_and_no_finding(repository: Path, tmp_path: Path) -> None:
    code, output = run_check_step(repository, command(tmp_path, CRASHING))

    assert code == cli.EXIT_BUG
    assert "this is a bug in provenance" in output
    assert "::error" not in output


def test_wrong_usage_in_the_action_is_exit_2(repository: Path, tmp_path: Path) -> None:
    code, output = run_check_step(repository, command(tmp_path, REAL), PATHS="nowhere")

    assert code == cli.EXIT_USAGE
    assert "nowhere" in output


def test_words_of_articles_cannot_command_the_runner(repository: Path, tmp_path: Path) -> None:
    hostile = command(tmp_path, "print('::set-env name=PATH::/tmp')\nraise SystemExit(2)")

    code, output = run_check_step(repository, hostile)

    lines = output.splitlines()
    stopped, resumed = lines[0].removeprefix("::stop-commands::"), lines[-1]
    assert code == cli.EXIT_USAGE
    assert f"::{stopped}::" == resumed
    assert "::set-env name=PATH::/tmp" in lines[1:-1]
    assert re.fullmatch(r"[0-9a-f]{32}", stopped)


def test_inputs_of_the_action_reach_its_scripts_as_variables_only() -> None:
    lines = ACTION.splitlines()
    interpolated = [line.strip() for line in lines if "${{" in line]

    assert all(
        re.fullmatch(r"[A-Z_]+: \$\{\{ inputs\.[a-z-]+ \}\}|value: .*", one) for one in interpolated
    )
    named = set(re.findall(r"inputs\.([a-z-]+)", ACTION))
    assert {name.replace("-", "_").upper() for name in named} == set(defaults())


def test_scripts_use_the_variables_that_the_action_sets() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (TOP / "ci").glob("*.sh"))

    assert set(re.findall(r"INPUT_([A-Z_]+)", scripts)) == set(defaults())


def hook_arguments() -> list[str]:
    """What the hook calls, without the name of the program."""
    text = (TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (entry,) = re.findall(r"(?m)^  entry: provenance (.*)$", text)
    return str(entry).split()
