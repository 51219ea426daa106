"""Web archives, and the states of a page that they keep (Memento, RFC 7089): the values."""

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import attrs

from provenance.errors import ConfigError
from provenance.model import Capture, FetchFailure
from provenance.urls import host_of, is_web_url, registrable_domain

MARK = "{url}"
"""Stands for the page's address in the addresses of an archive."""
STAMP = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/(?=https?:)", re.IGNORECASE)
"""The time in the address of a memento, as Wayback machines and pywb write it."""

_KEYS = frozenset({"name", "timegate", "timemap", "raw", "origin"})
_RAW = re.compile(r"(?:[a-z]{2}_)?")


@attrs.frozen(kw_only=True)
class Archive:
    """A web archive that speaks Memento."""

    name: str
    timegate: str
    """Where it is asked for the state at a time; ``{url}`` stands for the page's address."""
    timemap: str
    """Where it lists its captures of a page."""
    raw: str = ""
    """What follows the 14 digits where the page is to come as it was taken; ``""`` for none."""

    def holds(self, url: str) -> bool:
        """Whether ``url`` is on a registrable host of the archive."""
        own = {registrable_domain(host_of(one)) for one in (self.timegate, self.timemap)}
        return registrable_domain(host_of(url)) in own

    def as_taken(self, url: str) -> str:
        """The memento at ``url`` without the archive's frame, where it offers that."""
        found = STAMP.search(url) if self.raw else None
        if found is None:
            return url
        return f"{url[: found.start()]}/{found[1]}{self.raw}/{url[found.end() :]}"


@attrs.frozen(kw_only=True)
class Memento:
    """A state of a page that an archive says it has."""

    url: str
    """Its address in the archive."""
    original: str
    """The page's own address, as asked for."""
    archived_at: str
    """When the archive took it, by its own word (RFC 3339 UTC)."""
    archive: Archive = attrs.field(repr=False)
    capture: Capture | None = attrs.field(default=None, repr=False)
    """The page, where looking for it brought it already."""


@attrs.frozen(kw_only=True)
class MementoAnswer:
    """What the archives have of a page."""

    before: Memento | None = None
    """The latest of the day asked for or before it; where no day was asked, the latest of all."""
    after: Memento | None = None
    """The earliest after that day."""
    failures: tuple[FetchFailure, ...] = ()
    """What went wrong on the way, mostly under addresses of the archives."""

    @property
    def best(self) -> Memento | None:
        """The one before, else the one after."""
        return self.before or self.after


def load_archives(path: Path | None = None) -> tuple[Archive, ...]:
    """The archives that are asked, in their order.

    Args:
        path: a file of the form of ``data/archives.toml`` in place of it.

    Raises:
        ConfigError: the file cannot be read, or an entry makes no sense.
    """
    where = "archives.toml" if path is None else str(path)
    file = resources.files("provenance") / "data" / "archives.toml" if path is None else path
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise ConfigError(f"cannot read archive file '{where}': {cause}") from cause
    rows = table.get("archive")
    if not isinstance(rows, list) or set(table) != {"archive"}:
        raise ConfigError(f"archive file '{where}': list each archive as an [[archive]] table")
    return tuple(
        _archive(row, f"archive file '{where}', number {n}") for n, row in enumerate(rows, 1)
    )


def _archive(row: Any, where: str) -> Archive:
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise ConfigError(f"{where}: write every value as a string")
    unknown = sorted(row.keys() - _KEYS)
    if unknown:
        raise ConfigError(f"{where}: unknown key '{unknown[0]}'; known: {', '.join(sorted(_KEYS))}")
    for key in ("timegate", "timemap"):
        value = row.get(key, "")
        if value.count(MARK) != 1 or not is_web_url(value.replace(MARK, "")):
            raise ConfigError(f"{where}: '{key}' must be an http(s) address with one {MARK} in it")
    if not row.get("name") or not _RAW.fullmatch(row.get("raw", "")):
        raise ConfigError(f"{where}: needs a 'name'; 'raw' is two letters and '_', as in 'id_'")
    return Archive(
        name=row["name"],
        timegate=row["timegate"],
        timemap=row["timemap"],
        raw=row.get("raw", ""),
    )
