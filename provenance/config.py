"""Settings: what may be set in ``provenance.toml`` or ``[tool.provenance]``, read and checked."""

import math
import tomllib
from pathlib import Path
from typing import Any

import attrs

from provenance.errors import ConfigError
from provenance.globs import matches_any
from provenance.terms import ArchivePolicy, Level, RuleId
from provenance.urls import is_web_url

FILE_NAME = "provenance.toml"
"""What the settings file is called."""
REVIEWS_NAME = "reviews.toml"
"""What the file of decisions is called where it is looked for."""
_PATHS = ("publishers", "store", "archives", "reviews", "baseline", "root")
"""Settings that name a file or folder, relative to the settings file."""


def _to_tuple(value: Any) -> tuple[str, ...]:
    is_list = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    if not is_list:
        raise ConfigError(f"expected a list of words, found {value!r}")
    return tuple(value)


def _to_rules(value: Any) -> tuple[str, ...]:
    """Rule ids or their beginnings; a slip of the pen must not silently select nothing."""
    prefixes = _to_tuple(value)
    for prefix in prefixes:
        if not prefix or not any(rule.value.startswith(prefix) for rule in RuleId):
            raise ConfigError(f"no rule begins with {prefix!r}; see 'provenance rules'")
    return prefixes


def _to_level(value: Any) -> Level | None:
    if value is None or isinstance(value, Level):
        return value
    try:
        return Level(value)
    except ValueError as error:
        known = ", ".join(level.value for level in Level)
        raise ConfigError(f"fail-on = {value!r} is no level; choose one of {known}") from error


def _to_policy(value: Any) -> ArchivePolicy:
    if isinstance(value, ArchivePolicy):
        return value
    try:
        return ArchivePolicy(value)
    except ValueError as error:
        known = ", ".join(policy.value for policy in ArchivePolicy)
        raise ConfigError(f"archive = {value!r} is none of {known}") from error


def _to_seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise ConfigError(f"expected seconds, 0 or more, found {value!r}")
    return float(value)


def _to_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"expected true or false, found {value!r}")
    return value


def _to_proxy(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        # What is wrong is not shown: it may hold a password.
        raise ConfigError("proxy must be an address in quotation marks")
    return value


def _to_path(value: Any) -> Path | None:
    return None if value is None else Path(_to_words(value))


def _to_words(value: Any) -> Any:
    if not isinstance(value, str | Path):
        raise ConfigError(f"expected a text in quotation marks, found {value!r}")
    return value


@attrs.frozen(kw_only=True)
class PathSettings:
    """What holds for the articles that some globs mean, above what holds for all."""

    paths: tuple[str, ...] = attrs.field(converter=_to_tuple)
    """Globs on the path as the report shows it, or on the file's name."""
    select: tuple[str, ...] = attrs.field(default=(), converter=_to_rules)
    """Takes the place of the list for all; empty: that one stays."""
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_to_rules)
    """Added to the list for all."""
    fail_on: Level | None = attrs.field(default=None, converter=_to_level)

    @paths.validator
    def _check_paths(self, _attribute: object, value: tuple[str, ...]) -> None:
        if not value:
            raise ConfigError('a table of per-path needs paths = ["glob", …]')


def _to_path_settings(value: Any) -> tuple[PathSettings, ...]:
    tables = value if isinstance(value, list | tuple) else [value]
    return tuple(one if isinstance(one, PathSettings) else _path_settings(one) for one in tables)


def _path_settings(table: Any) -> PathSettings:
    known = {field.name.replace("_", "-"): field.name for field in attrs.fields(PathSettings)}
    if not isinstance(table, dict) or "paths" not in table:
        raise ConfigError('per-path must be tables, each with paths = ["glob", …]')
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise ConfigError(f"unknown key {unknown[0]!r} in per-path; known: {', '.join(known)}")
    return PathSettings(**{known[key]: value for key, value in table.items()})


@attrs.frozen(kw_only=True)
class Author:
    """Who answers for published reviews: a newsroom, as ``author`` of schema.org ClaimReview."""

    author: str = attrs.field(converter=_to_words)
    url: str = attrs.field(converter=_to_words)
    """Its home page."""

    @author.validator
    def _check_author(self, _attribute: object, value: str) -> None:
        if not value.strip():
            raise ConfigError("claimreview needs an author that is not empty")

    @url.validator
    def _check_url(self, _attribute: object, value: str) -> None:
        if not is_web_url(value):
            raise ConfigError(f"claimreview needs an http(s) address as url, found {value!r}")


def _to_author(value: Any) -> Author | None:
    if value is None or isinstance(value, Author):
        return value
    if not isinstance(value, dict) or set(value) != {"author", "url"}:
        raise ConfigError('claimreview must be a table with author = "…" and url = "https://…"')
    return Author(**value)


@attrs.frozen(kw_only=True)
class Settings:
    """Everything a user can set; each has a default that needs no file."""

    include: tuple[str, ...] = attrs.field(default=(), converter=_to_tuple)
    """Globs of files to read in folders; empty: every readable kind."""
    exclude: tuple[str, ...] = attrs.field(default=(), converter=_to_tuple)
    select: tuple[str, ...] = attrs.field(default=(), converter=_to_rules)
    """Rule ids, or their beginnings, to report; empty: all."""
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_to_rules)
    fail_on: Level | None = attrs.field(default=None, converter=_to_level)
    """``None``: the verb's own default."""
    publishers: Path | None = attrs.field(default=None, converter=_to_path)
    """A file in the form of ``provenance/data/publishers.toml`` that adds to the registry."""
    contact: str = attrs.field(default="", converter=_to_words)
    """An e-mail or web address for the User-Agent of requests."""
    store: Path | None = attrs.field(default=None, converter=_to_path)
    """The folder where captures are kept; ``None``: they are not."""
    archive: ArchivePolicy = attrs.field(default=ArchivePolicy.FALLBACK, converter=_to_policy)
    """When web archives are asked."""
    archives: Path | None = attrs.field(default=None, converter=_to_path)
    """A file in the form of ``provenance/data/archives.toml`` that takes its place."""
    per_host_delay: float = attrs.field(default=1.0, converter=_to_seconds)
    """Seconds between the starts of two requests to one host."""
    proxy: str | None = attrs.field(default=None, converter=_to_proxy, repr=False)
    """An http(s) address; all requests go through it."""
    allow_private: bool = attrs.field(default=False, converter=_to_flag)
    """Whether every machine of the own network may be asked."""
    allow_private_hosts: tuple[str, ...] = attrs.field(default=(), converter=_to_tuple)
    """Names of machines of the own network that may be asked."""
    reviews: Path | None = attrs.field(default=None, converter=_to_path)
    """A file of decisions (``docs/reference/reviews.md``); ``None``: looked for."""
    baseline: Path | None = attrs.field(default=None, converter=_to_path)
    """A file of findings that are known and do not fail a run."""
    waivers: bool = attrs.field(default=True, converter=_to_flag)
    """Whether comments in articles may waive findings; not in articles that others wrote."""
    root: Path | None = attrs.field(default=None, converter=_to_path)
    """The folder that paths in reports are relative to; ``None``: the parent of each input."""
    per_path: tuple[PathSettings, ...] = attrs.field(default=(), converter=_to_path_settings)
    """What holds for some articles only; of several that mean one, the later wins."""
    claimreview: Author | None = attrs.field(default=None, converter=_to_author)
    """Who signs what ``-f claimreview`` writes."""

    def selects(self, rule: RuleId, path: str | None = None) -> bool:
        """Whether findings of ``rule`` are wanted: the longest matching prefix wins.

        Args:
            rule: the rule.
            path: the article it speaks of, as the report shows it; ``None``: no article.
        """
        select, ignore = self.select, self.ignore
        for one in self._meant(path):
            select, ignore = one.select or select, (*ignore, *one.ignore)
        chosen = max((len(p) for p in select or ("",) if rule.value.startswith(p)), default=-1)
        dropped = max((len(p) for p in ignore if rule.value.startswith(p)), default=-1)
        return chosen > dropped

    def fails_on(self, path: str | None) -> Level | None:
        """From which level on a finding in the article at ``path`` fails a run."""
        return [self.fail_on, *(one.fail_on for one in self._meant(path) if one.fail_on)][-1]

    def _meant(self, path: str | None) -> list[PathSettings]:
        return [one for one in self.per_path if path and matches_any(path, one.paths)]


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
        if (place / FILE_NAME).is_file():
            return _settings_in(place / FILE_NAME)
        project = place / "pyproject.toml"
        if project.is_file() and _tool_table(project) is not None:
            return _settings_in(project)
    return Settings()


def _settings_in(path: Path) -> Settings:
    table = (_tool_table(path) or {}) if path.name == "pyproject.toml" else _table(path)
    known = {field.name.replace("_", "-"): field.name for field in attrs.fields(Settings)}
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise ConfigError(f"{path}: unknown setting {unknown[0]!r}; known: {', '.join(known)}")
    try:
        settings = Settings(**{known[key]: value for key, value in table.items()})
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error
    paths = {name: getattr(settings, name) for name in _PATHS}
    there = {name: path.parent / given for name, given in paths.items() if given is not None}
    beside = path.parent / REVIEWS_NAME
    if settings.reviews is None and beside.is_file():
        there["reviews"] = beside
    return attrs.evolve(settings, **there)


def _tool_table(project: Path) -> dict[str, Any] | None:
    """``[tool.provenance]`` of a ``pyproject.toml``; ``None`` where it has none."""
    tools = _table(project).get("tool")
    table = tools.get("provenance") if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot read the settings {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
