"""Which column of a table, or key of a JSON object, holds what: by name, as archives write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

import attrs

from provenance.corpus.outcomes import Limits, Record, Unreadable
from provenance.errors import InputError
from provenance.ingest.encoding import decode_bytes
from provenance.ingest.published import parse_stamp
from provenance.terms import Reason
from provenance.urls import host_of, is_web_url

_T = TypeVar("_T")
_SEPARATORS = re.compile(r"[\s_.-]+")
_TAG = re.compile(r"\s*<(?:!doctype|html|head|body|article|div|p|h[1-6]|section|span|meta)\b", re.I)
_PAGES = frozenset({"html", "rawhtml", "contenthtml", "htmlbody"})
_PLAIN = frozenset({"text", "articlebody", "plaintext", "maintext"})
_LONGEST = 2_000
"""Characters of an address, a title or a name; a longer one is none."""


@attrs.frozen(kw_only=True)
class Columns:
    """Names by field, the first that is there and not empty wins.

    Capitals, spaces, dots, hyphens and underlines do not matter: ``datePublished`` is
    ``date_published``. The names of schema.org's ``NewsArticle`` are among them.
    """

    body: tuple[str, ...] = (
        *("articleBody", "text", "plain_text", "maintext", "body", "content"),
        *("html", "raw_html", "content_html", "html_body"),
    )
    address: tuple[str, ...] = ("url", "address", "link", "uri", "canonical_url", "page_url")
    title: tuple[str, ...] = ("headline", "title", "name")
    published: tuple[str, ...] = (
        *("published", "date_published", "published_at", "published_date", "publish_date"),
        *("publication_date", "pub_date", "date", "datetime"),
    )
    outlet: tuple[str, ...] = ("outlet", "publisher", "site_name", "newspaper", "source", "site")
    language: tuple[str, ...] = ("language", "lang", "in_language", "locale")
    authors: tuple[str, ...] = ("author", "authors", "byline")

    @property
    def fields(self) -> tuple[str, ...]:
        """What may be named."""
        return tuple(field.name for field in attrs.fields(type(self)))

    def with_names(self, **named: str) -> Columns:
        """These columns with other names tried first: ``with_names(body="inhalt")``.

        Raises:
            TypeError: there is no such field.
        """
        changed = {field: (name, *getattr(self, field, ())) for field, name in named.items()}
        return attrs.evolve(self, **changed)

    def chosen(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For each field, those of ``names`` that may hold it, best first."""
        by_fold: dict[str, str] = {}
        for name in names:
            by_fold.setdefault(_folded(name), name)
        return {
            field: tuple(by_fold[f] for f in map(_folded, wanted) if f in by_fold)
            for field, wanted in attrs.asdict(self, recurse=False).items()
        }


def record_of(
    values: Mapping[str, object],
    chosen: Mapping[str, tuple[str, ...]],
    *,
    place: int,
    origin: str,
    limits: Limits,
) -> Record | Unreadable:
    """The record that one row or object holds.

    Args:
        values: the row.
        chosen: from :meth:`Columns.chosen`.
        place: its number within the slice.
        origin: what names it.
        limits: how long a body may be.
    """
    found = next(((n, v) for n in chosen["body"] if (v := _body(values.get(n)))), None)
    if found is None:
        return Unreadable(place=place, origin=origin, reason=Reason.EMPTY, detail="it has no text")
    name, body = found
    if len(body) > limits.max_record:
        detail = f"its text is longer than {limits.max_record} bytes"
        return Unreadable(place=place, origin=origin, reason=Reason.TOO_LARGE, detail=detail)
    is_page = _is_page(_folded(name), body)
    if isinstance(body, bytes) and not is_page:
        try:
            body = decode_bytes(body, name=origin).text
        except InputError as error:
            return Unreadable(place=place, origin=origin, reason=error.reason, detail=str(error))
    published = _first(values, chosen["published"], _day_or_time)
    return Record(
        place=place,
        origin=origin,
        body=body,
        media_type="text/html" if is_page else "text/plain",
        address=_first(values, chosen["address"], _address),
        outlet=_first(values, chosen["outlet"], _outlet),
        published=published,
        language=_first(values, chosen["language"], _words),
        title=_first(values, chosen["title"], _words),
        authors=_first(values, chosen["authors"], _names) or (),
    )


def _folded(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()


def _body(value: object) -> str | bytes | None:
    if isinstance(value, bytes | str) and value.strip():
        return value
    return None


def _is_page(name: str, body: str | bytes) -> bool:
    if name in _PAGES:
        return True
    if name in _PLAIN:
        return False
    start = body[:512]
    return _TAG.match(start if isinstance(start, str) else start.decode("latin-1")) is not None


def _first(
    values: Mapping[str, object], names: Iterable[str], read: Callable[[object], _T | None]
) -> _T | None:
    return next((said for name in names if (said := read(values.get(name)))), None)


def _words(value: object) -> str | None:
    """A string, or the name of a schema.org thing, in one line."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list | tuple) and value:
        return _words(value[0]) if not isinstance(value[0], list | tuple) else None
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split()) or None


def _names(value: object) -> tuple[str, ...]:
    every = value if isinstance(value, list | tuple) else [value]
    return tuple(name for name in map(_words, every[:20]) if name)


def _address(value: object) -> str | None:
    said = value.strip() if isinstance(value, str) and len(value) <= _LONGEST else ""
    return said if said and is_web_url(said) else None


def _outlet(value: object) -> str | None:
    said = _words(value)
    return host_of(said) or None if said and is_web_url(said) else said


def _day_or_time(value: object) -> str | None:
    """RFC 3339; a number is no date, since seconds and milliseconds look alike."""
    if isinstance(value, datetime):
        return parse_stamp(value.isoformat(timespec="seconds"))
    if isinstance(value, date):
        return value.isoformat()
    said = _words(value)
    return parse_stamp(said) if said else None
