"""``doctor``, ``init`` and ``completion``: what helps a person who has just begun."""

import json
import re
import tomllib
from pathlib import Path

import attrs
import pytest
from store_builders import captured, evidence_in

from provenance import cli, cli_doctor
from provenance.cli_init import TEMPLATE
from provenance.config import Settings, load_settings
from provenance.errors import ModelError
from provenance.store import Store

VERIFIER = cli_doctor._verifier


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, and models that need not be loaded."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli_doctor, "_verifier", lambda: "a-verifier sha256:12")
    monkeypatch.setattr(cli_doctor, "_tagger", lambda: "a-tagger sha256:34")
    return tmp_path


def examined(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, bool]]:
    code = cli.main(["doctor", "-f", "json", *arguments])
    checks = json.loads(capsys.readouterr().out)["checks"]
    return code, {one["name"]: one["is_well"] for one in checks}


def test_a_sound_installation_is_told_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["doctor"])

    out = capsys.readouterr().out
    assert code == cli.EXIT_CLEAN
    assert re.search(r"(?m)^ok   provenance +\S+, Python 3", out)
    assert "ok   verifier   a-verifier sha256:12" in out
    assert "ok   tagger     a-tagger sha256:34" in out


def test_the_models_that_ship_are_named_with_their_digests() -> None:
    assert re.fullmatch(r"\S+ sha256:[0-9a-f]{64}", VERIFIER())


def test_a_damaged_model_is_bad(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> str:
        raise ModelError("not the one that was shipped: install again")

    monkeypatch.setattr(cli_doctor, "_verifier", damaged)

    assert cli.EXIT_FINDINGS == cli.main(["doctor"])
    assert "BAD  verifier   not the one that was shipped" in capsys.readouterr().out


def test_a_sound_store_is_well_and_a_damaged_one_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Store.open(folder / "evidence").put(captured())

    assert (0, True) == ((found := examined(capsys, "--store", "evidence"))[0], found[1]["store"])

    (file,) = evidence_in(folder / "evidence")
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-20])
    assert (1, False) == ((found := examined(capsys, "--store", "evidence"))[0], found[1]["store"])


def test_wrong_settings_are_bad_and_the_rest_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "provenance.toml").write_text("colour = 1\n", encoding="utf-8")

    code, wells = examined(capsys)

    assert code == 1
    assert not wells["settings"]
    assert wells["git"]


def test_a_password_in_the_settings_is_not_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "provenance.toml").write_text('proxy = "http://u:secret@p.example"\n', "utf-8")

    cli.main(["doctor"])

    out = capsys.readouterr().out
    assert "proxy" in out
    assert "secret" not in out


def test_init_writes_settings_that_change_nothing(folder: Path) -> None:
    assert cli.EXIT_CLEAN == cli.main(["init"])

    assert Settings() == load_settings(folder / "provenance.toml")


def test_init_never_overwrites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "provenance.toml").write_text("# mine\n", encoding="utf-8")

    assert cli.EXIT_USAGE == cli.main(["init"])
    assert "there already" in capsys.readouterr().err
    assert "# mine\n" == (folder / "provenance.toml").read_text(encoding="utf-8")


def test_the_settings_of_init_are_all_there_and_all_valid(folder: Path) -> None:
    switched_on = re.sub(r"(?m)^# (?=[a-z-]+ =|\[)", "", TEMPLATE)
    (folder / "provenance.toml").write_text(switched_on, encoding="utf-8")

    written = set(tomllib.loads(switched_on))

    assert {field.name.replace("_", "-") for field in attrs.fields(Settings)} == written
    assert load_settings(folder / "provenance.toml").per_path


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.EXIT_CLEAN == cli.main(["completion", shell])

    out = capsys.readouterr().out
    assert f"_PROVENANCE_COMPLETE={shell}_complete" in out


def test_a_shell_that_asks_is_told_the_verbs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_PROVENANCE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "provenance co")
    monkeypatch.setenv("COMP_CWORD", "1")

    with pytest.raises(SystemExit):
        cli.main([])

    told = set(capsys.readouterr().out.split())
    assert {"plain,compare", "plain,completion", "plain,corpus"} == told
