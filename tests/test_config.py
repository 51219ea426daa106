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


PER_PATH = """
ignore = ["PRV101"]
fail-on = "error"

[[per-path]]
paths = ["opinion/*", "letters.md"]
ignore = ["PRV2"]
fail-on = "warning"

[[per-path]]
paths = ["opinion/quotes.md"]
select = ["PRV202"]
"""


@pytest.mark.parametrize(
    ("path", "rule", "expected"),
    [
        ("news/a.md", RuleId.QUOTE_ALTERED, True),
        ("news/a.md", RuleId.UNSOURCED, False),
        ("opinion/a.md", RuleId.QUOTE_ALTERED, False),
        ("opinion/a.md", RuleId.UNSOURCED, False),  # what is ignored everywhere stays so
        ("opinion/a.md", RuleId.NUMBER_DIFFERS, True),
        ("desk/opinion/a.md", RuleId.QUOTE_ALTERED, False),  # within the folder that was given
        ("desk/letters.md", RuleId.QUOTE_ALTERED, False),  # by the file's name
        ("opinion/quotes.md", RuleId.QUOTE_ALTERED, True),  # the later table selects it by name
        ("opinion/quotes.md", RuleId.NUMBER_DIFFERS, False),  # and nothing else
        (None, RuleId.QUOTE_ALTERED, True),
    ],
)
def test_settings_of_a_path_hold_for_its_articles_only(
    tmp_path: Path, path: str | None, rule: RuleId, expected: bool
) -> None:
    file = tmp_path / "provenance.toml"
    file.write_text(PER_PATH)

    assert expected is load_settings(file).selects(rule, path)


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("news/a.md", Level.ERROR),
        ("opinion/a.md", Level.WARNING),
        ("opinion/quotes.md", Level.WARNING),  # the later table names no level
        (None, Level.ERROR),
    ],
)
def test_a_path_may_fail_from_another_level_on(
    tmp_path: Path, path: str | None, level: Level
) -> None:
    file = tmp_path / "provenance.toml"
    file.write_text(PER_PATH)

    assert level is load_settings(file).fails_on(path)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("per-path = 3\n", "per-path must be tables"),
        ('[[per-path]]\nignore = ["PRV1"]\n', "per-path must be tables"),
        ("[[per-path]]\npaths = []\n", "needs paths"),
        ('[[per-path]]\npaths = ["a"]\ncolour = 1\n', "unknown key 'colour'"),
        ('[[per-path]]\npaths = ["a"]\nignore = ["XYZ"]\n', "XYZ"),
    ],
)
def test_wrong_settings_of_a_path_are_refused(tmp_path: Path, words: str, named: str) -> None:
    file = tmp_path / "provenance.toml"
    file.write_text(words)

    with pytest.raises(ConfigError, match=named):
        load_settings(file)


def test_files_named_in_the_settings_are_relative_to_them(tmp_path: Path) -> None:
    file = tmp_path / "provenance.toml"
    file.write_text('reviews = "r.toml"\nbaseline = "b.json"\nroot = "."\n')

    settings = load_settings(file)

    assert (tmp_path / "r.toml", tmp_path / "b.json", tmp_path) == (
        settings.reviews,
        settings.baseline,
        settings.root,
    )
