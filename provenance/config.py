"""Settings: what may be set in ``provenance.toml`` or ``[tool.provenance]``, read and checked."""

import tomllib
from pathlib import Path
from typing import Any

import attrs

from provenance.errors import ConfigError
from provenance.terms import Level, RuleId

_FILE_NAME = "provenance.toml"


def _to_tuple(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"expected a list of words, found {value!r}")
    return tuple(value)


def _to_level(value: Any) -> Level | None:
    if value is None or isinstance(value, Level):
        return value
    try:
        return Level(value)
    except ValueError as error:
        known = ", ".join(level.value for level in Level)
        raise ConfigError(f"fail-on = {value!r} is no level; choose one of {known}") from error


def _to_path(value: Any) -> Path | None:
    return None if value is None else Path(value)


@attrs.frozen(kw_only=True)
class Settings:
    """Everything a user can set; each has a default that needs no file."""

    include: tuple[str, ...] = attrs.field(default=(), converter=_to_tuple)
    """Globs of files to read in folders; empty: every readable kind."""
    exclude: tuple[str, ...] = attrs.field(default=(), converter=_to_tuple)
    select: tuple[str, ...] = attrs.field(default=(), converter=_to_tuple)
    """Rule ids, or their beginnings, to report; empty: all."""
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_to_tuple)
    fail_on: Level | None = attrs.field(default=None, converter=_to_level)
    """``None``: the verb's own default."""
    publishers: Path | None = attrs.field(default=None, converter=_to_path)
    """A file in the form of ``provenance/data/publishers.toml`` that adds to the registry."""
    contact: str = ""
    """An e-mail or web address for the User-Agent of requests."""

    def selects(self, rule: RuleId) -> bool:
        """Whether findings of ``rule`` are wanted: the longest matching prefix wins."""
        chosen = max((len(p) for p in self.select or ("",) if rule.value.startswith(p)), default=-1)
        dropped = max((len(p) for p in self.ignore if rule.value.startswith(p)), default=-1)
        return chosen > dropped


def load_settings(path: Path | None = None, *, start: Path | None = None) -> Settings:
    """The settings of ``path``, or of the nearest settings file at or above ``start``.

    A folder's ``provenance.toml`` wins over ``[tool.provenance]`` in its ``pyproject.toml``.
    Without any file the defaults hold.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or holds an unknown key or a wrong value.
    """
    if path is not None:
        return _settings_in(path)
    folder = (start or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        if (place / _FILE_NAME).is_file():
            return _settings_in(place / _FILE_NAME)
        project = place / "pyproject.toml"
        if project.is_file() and "provenance" in _table(project).get("tool", {}):
            return _settings_in(project)
    return Settings()


def _settings_in(path: Path) -> Settings:
    table = _table(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("provenance", {})
    known = {field.name.replace("_", "-"): field.name for field in attrs.fields(Settings)}
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise ConfigError(f"{path}: unknown setting {unknown[0]!r}; known: {', '.join(known)}")
    try:
        settings = Settings(**{known[key]: value for key, value in table.items()})
    except (ConfigError, TypeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if settings.publishers is not None:
        return attrs.evolve(settings, publishers=path.parent / settings.publishers)
    return settings


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot read the settings {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
