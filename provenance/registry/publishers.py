"""Who publishes: bodies and outlets, the kinds they are of, and the files that list them.

``data/publishers.toml`` and ``data/countries.toml`` are ours; a user's file of the same form is
laid over them. What is wrong in a user's file is named with file and entry.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from provenance.errors import ConfigError
from provenance.spans import Span
from provenance.urls import is_web_url
from provenance.urls.accounts import Account
from provenance.urls.parts import ascii_host

Forms: TypeAlias = Mapping[str, tuple[str, ...]]
"""Language → the forms of a name in it."""

_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/[^\s?#]+)?\Z")
_ACCOUNT = re.compile(r"([a-z]+):([\w.~+@-]+)\Z")


class MentionForm(Enum):
    """How a text calls a publisher, the surest first."""

    FULL_NAME = "full-name"
    ABBREVIATION = "abbreviation"
    TITLE = "title"
    """By an office: "NATO Secretary General", "Ukraine's foreign minister"."""
    METONYM = "metonym"
    """By its seat: "the Kremlin"."""
    ACCOUNT = "account"
    """By a handle: "@NATO"."""
    DERIVED = "derived"
    """By country and kind: "Germany's statistics office"."""
    SHORT_NAME = "short-name"
    """By a word that fits many, once the body was named: "the agency"; a guess."""


@attrs.frozen(kw_only=True)
class Publisher:
    """A body or outlet: how it is called, and where it publishes."""

    id: str
    kind: str
    country: str | None = None
    """ISO 3166-1 code in lower case; ``None`` for what belongs to no one country."""
    names_by_language: Forms = attrs.field(factory=dict, hash=False, repr=False)
    abbreviations: tuple[str, ...] = ()
    titles_by_language: Forms = attrs.field(factory=dict, hash=False, repr=False)
    metonyms_by_language: Forms = attrs.field(factory=dict, hash=False, repr=False)
    short_names_by_language: Forms = attrs.field(factory=dict, hash=False, repr=False)
    domains: tuple[str, ...] = ()
    """A domain with all below it (``nato.int``), or one with a path (``gov.uk/…/home-office``)."""
    accounts: tuple[Account, ...] = ()
    feeds: tuple[str, ...] = ()
    """Addresses of RSS or Atom feeds of what it publishes."""
    sitemaps: tuple[str, ...] = ()
    """Addresses of sitemaps, or of sitemap indexes."""
    origin: str = "memory"
    """Where the domains come from."""
    verified: bool = False
    """Whether they were confirmed; a domain from memory alone never makes a source primary."""

    @property
    def name(self) -> str:
        """The first full name: English where there is one."""
        forms = self.names_by_language.get("en") or next(
            (forms for forms in self.names_by_language.values() if forms), (self.id,)
        )
        return forms[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Every full name and abbreviation, each once."""
        listed = (form for forms in self.names_by_language.values() for form in forms)
        return tuple(dict.fromkeys((*listed, *self.abbreviations)))

    @property
    def titles(self) -> tuple[str, ...]:
        """What its office-holders are called, in every language."""
        return tuple(title for forms in self.titles_by_language.values() for title in forms)

    @property
    def is_news(self) -> bool:
        """Whether it reports what others say: a secondary source for it."""
        return self.kind in {"news", "journal"}


@attrs.frozen(kw_only=True)
class Mention:
    """A place of a text where a publisher is named."""

    span: Span
    publisher: Publisher
    form: MentionForm


@attrs.frozen(kw_only=True)
class Kind:
    """What bodies of one kind are called, per language."""

    id: str
    nouns: Forms = attrs.field(factory=dict, hash=False)
    """With a country they name one body: "foreign ministry"."""
    titles: Forms = attrs.field(factory=dict, hash=False)
    generic: Forms = attrs.field(factory=dict, hash=False)
    """Words for any of them once it was named: "ministry"."""
    named: Forms = attrs.field(factory=dict, hash=False)
    """Words for those whose name has the word: "the board", "the foundation"."""


@attrs.frozen(kw_only=True)
class Country:
    """A country's names and adjectives, per language."""

    id: str
    forms: Forms = attrs.field(factory=dict, hash=False)


@attrs.frozen(kw_only=True)
class PublisherTables:
    """All that the files list, by id."""

    kinds: Mapping[str, Kind]
    countries: Mapping[str, Country]
    publishers: Mapping[str, Publisher]


EMPTY_TABLES = PublisherTables(kinds={}, countries={}, publishers={})


def read_publisher_file(path: Path, *, over: PublisherTables = EMPTY_TABLES) -> PublisherTables:
    """The tables of the file at ``path`` laid over ``over``; an id known there is changed.

    Raises:
        ConfigError: the file cannot be read, or an entry makes no sense; names both.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as cause:
        raise ConfigError(f"cannot read publisher file '{path}': {cause}") from cause
    except tomllib.TOMLDecodeError as cause:
        raise ConfigError(f"publisher file '{path}' is no valid TOML: {cause}") from cause
    return lay_over(tables, over=over, file=str(path))


def lay_over(tables: Mapping[str, Any], *, over: PublisherTables, file: str) -> PublisherTables:
    """``tables``, as parsed from ``file``, laid over ``over``."""
    unknown = sorted(tables.keys() - {"kind", "country", "publisher"})
    if unknown:
        raise ConfigError(
            f"publisher file '{file}': unknown table '{unknown[0]}'; use [[publisher]], [[kind]] "
            "or [[country]]"
        )
    kinds, countries = dict(over.kinds), dict(over.countries)
    publishers = dict(over.publishers)
    for entry in _Entry.all_of(tables, "kind", file):
        kinds[entry.id] = entry.kind(kinds.get(entry.id))
    for entry in _Entry.all_of(tables, "country", file):
        countries[entry.id] = Country(id=entry.id, forms=entry.forms("forms", {}))
    for entry in _Entry.all_of(tables, "publisher", file):
        publishers[entry.id] = entry.publisher(publishers.get(entry.id), kinds, countries)
    return PublisherTables(kinds=kinds, countries=countries, publishers=publishers)


_KEYS = {
    "kind": frozenset({"id", "nouns", "titles", "generic", "named"}),
    "country": frozenset({"id", "forms"}),
    "publisher": frozenset(
        {
            *("id", "kind", "country", "names", "abbreviations", "titles", "metonyms"),
            *("short_names", "domains", "accounts", "feed", "sitemap", "origin", "verified"),
        }
    ),
}


@attrs.frozen
class _Entry:
    """One entry of a file, with the words to say where it stands."""

    file: str
    table: str
    id: str
    values: Mapping[str, Any]

    @classmethod
    def all_of(cls, tables: Mapping[str, Any], table: str, file: str) -> "list[_Entry]":
        """The entries of one table, their ids and keys checked."""
        rows = tables.get(table, [])
        if not isinstance(rows, list):
            raise ConfigError(f"publisher file '{file}': write [[{table}]], with two brackets")
        entries = []
        for number, row in enumerate(rows, 1):
            name = row.get("id")
            if not isinstance(name, str) or not name.strip():
                raise ConfigError(
                    f"publisher file '{file}': [[{table}]] number {number} needs an id"
                )
            entry = cls(file, table, name, row)
            unknown = sorted(row.keys() - _KEYS[table])
            if unknown:
                raise entry.error(f"unknown key '{unknown[0]}'")
            entries.append(entry)
        return entries

    def error(self, what: str) -> ConfigError:
        return ConfigError(f"publisher file '{self.file}', {self.table} '{self.id}': {what}")

    def kind(self, before: Kind | None) -> Kind:
        known = before or Kind(id=self.id)
        return Kind(
            id=self.id,
            nouns=self.forms("nouns", known.nouns),
            titles=self.forms("titles", known.titles),
            generic=self.forms("generic", known.generic),
            named=self.forms("named", known.named),
        )

    def publisher(
        self,
        before: Publisher | None,
        kinds: Mapping[str, Kind],
        countries: Mapping[str, Country],
    ) -> Publisher:
        known = before or Publisher(id=self.id, kind=self.text("kind", ""), origin="user")
        kind = self.text("kind", known.kind)
        if kind not in kinds:
            raise self.error(f"kind '{kind}' is not known; add a [[kind]] or use one that is")
        country = self.text("country", known.country or "") or None
        if country is not None and country not in countries:
            raise self.error(f"country '{country}' is not known; add a [[country]]")
        return Publisher(
            id=self.id,
            kind=kind,
            country=country,
            names_by_language=self.forms("names", known.names_by_language),
            abbreviations=self.listed("abbreviations", known.abbreviations),
            titles_by_language=self.forms("titles", known.titles_by_language),
            metonyms_by_language=self.forms("metonyms", known.metonyms_by_language),
            short_names_by_language=self.forms("short_names", known.short_names_by_language),
            domains=tuple(map(self.domain, self.listed("domains", known.domains))),
            accounts=self.accounts(known.accounts),
            feeds=tuple(map(self.address, self.listed("feed", known.feeds))),
            sitemaps=tuple(map(self.address, self.listed("sitemap", known.sitemaps))),
            origin=self.text("origin", known.origin),
            verified=self.flag("verified", default=known.verified),
        )

    def text(self, key: str, default: str) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.error(f"'{key}' must be a string")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"'{key}' must be true or false")
        return value

    def listed(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        return self.split(key, self.values[key]) if key in self.values else default

    def forms(self, key: str, default: Forms) -> Forms:
        if key not in self.values:
            return default
        table = self.values[key]
        if not isinstance(table, dict):
            raise self.error(f"'{key}' must be a table of languages, as {{ en = \"…\" }}")
        return {language: self.split(key, value) for language, value in table.items()}

    def split(self, key: str, value: object) -> tuple[str, ...]:
        """Forms from one string with semicolons or from a list of strings."""
        if isinstance(value, str):
            return tuple(filter(None, map(str.strip, value.split(";"))))
        if not isinstance(value, list) or not all(isinstance(piece, str) for piece in value):
            raise self.error(f"'{key}' must be a string or a list of strings")
        return tuple(filter(None, map(str.strip, value)))

    def domain(self, value: str) -> str:
        if not _DOMAIN.match(value) or not ascii_host(value.partition("/")[0]):
            raise self.error(f"'{value}' is no domain; write 'example.org' or 'example.org/path'")
        return value

    def address(self, value: str) -> str:
        if not is_web_url(value):
            raise self.error(f"'{value}' is no http(s) address; write 'https://example.org/rss'")
        return value

    def accounts(self, default: tuple[Account, ...]) -> tuple[Account, ...]:
        if "accounts" not in self.values:
            return default
        found = []
        for value in self.listed("accounts", ()):
            match = _ACCOUNT.match(value)
            if match is None:
                raise self.error(f"'{value}' is no account; write 'platform:handle'")
            found.append(Account(*match.groups()))
        return tuple(found)
