"""Settings: found, checked, and refused with the name of the file and the key."""

from pathlib import Path

import pytest

from provenance.config import Settings, load_settings
from provenance.errors import ConfigError
from provenance.terms import Level, RuleId


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert Settings() == load_settings(start=tmp_path)


def test_settings_of_a_folder_above_are_found(tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text('fail-on = "warning"\nselect = ["PRV2"]\n')
    inner = tmp_path / "articles" / "2026"
    inner.mkdir(parents=True)

    settings = load_settings(start=inner)

    assert (Level.WARNING, ("PRV2",)) == (settings.fail_on, settings.select)


def test_pyproject_counts_only_with_a_table_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.provenance]\nignore = ["PRV101"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\n")

    assert ("PRV101",) == load_settings(start=inner).ignore


def test_publishers_path_is_relative_to_the_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "provenance.toml"
    file.write_text('publishers = "ours.toml"\n')

    assert tmp_path / "ours.toml" == load_settings(file).publishers


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("colour = 1\n", "colour"),  # an unknown key
        ('fail-on = "disaster"\n', "disaster"),  # an unknown level
        ('select = "PRV2"\n', "PRV2"),  # a word where a list is needed
        ("select = [\n", "TOML"),  # no TOML at all
    ],
)
def test_wrong_settings_are_refused_by_name(tmp_path: Path, words: str, named: str) -> None:
    file = tmp_path / "provenance.toml"
    file.write_text(words)

    with pytest.raises(ConfigError, match=named) as error:
        load_settings(file)

    assert str(file) in str(error.value)


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), True),
        (("PRV2",), (), True),
        (("PRV3",), (), False),
        ((), ("PRV",), False),
        ((), ("PRV202",), False),
        (("PRV202",), ("PRV2",), True),  # the longer prefix wins
        (("PRV2",), ("PRV202",), False),
        (("PRV202",), ("PRV202",), False),  # a tie is ignored
    ],
)
def test_longest_prefix_decides_whether_a_rule_is_wanted(
    select: tuple[str, ...], ignore: tuple[str, ...], expected: bool
) -> None:
    settings = Settings(select=select, ignore=ignore)

    assert expected is settings.selects(RuleId.QUOTE_ALTERED)
