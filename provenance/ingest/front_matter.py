"""Front matter of Markdown files: YAML between ``---`` or TOML between ``+++``."""

import re
import tomllib
from collections.abc import Mapping

import attrs

from provenance.ingest.published import parse_stamp
from provenance.ingest.units import Facts

_FENCED = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_LONGEST = 20_000
_ENTRY = re.compile(r"([^\s:#][^:\r\n]{0,60}?)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+)$")
_KEYS = {
    "title": "title titre titel título titulo tytuł заголовок назва headline",
    "published": "date datum fecha data дата published published_at publishdate "
    "publish_date pubdate datepublished veröffentlicht publié opublikowano",
    "authors": "author authors auteur auteurs autor autorin autoren autorka "
    "autores autorzy автор автори авторы byline by",
    "outlet": "outlet publisher publication site site_name newspaper zeitung journal medium "
    "видання издание",
    "language": "lang language langue sprache idioma język мова язык locale",
    "url": "url canonical canonical_url original_url link permalink",
}
_FIELD_OF = {word: field for field, words in _KEYS.items() for word in words.split()}


@attrs.frozen
class FrontMatter:
    """Where the front matter ends, and what it says."""

    end: int
    facts: Facts


def read_front_matter(text: str) -> FrontMatter | None:
    """The front matter at the very start of ``text``; ``None`` when there is none."""
    opened = _FENCED.match(text)
    if not opened:
        return None
    closing = re.compile(rf"(?m)^(?:{re.escape(opened['fence'])}|\.\.\.)[ \t]*\r?$")
    closed = closing.search(text, opened.end(), opened.end() + _LONGEST)
    if not closed:
        return None
    body = text[opened.end() : closed.start()]
    if (
        opened["fence"] == "---"
        and body.strip()
        and not re.search(r"(?m)^[^\s:#][^:\r\n]{0,60}:", body)
    ):
        return None
    entries = _toml_entries(body) if opened["fence"] == "+++" else _yaml_entries(body)
    return FrontMatter(closed.end(), _facts(entries))


def _toml_entries(body: str) -> Mapping[str, tuple[str, ...]]:
    try:
        data = tomllib.loads(body.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError:
        return {}
    return {
        k.lower(): tuple(str(x) for x in v) if isinstance(v, list) else (str(v),)
        for k, v in data.items()
    }


def _yaml_entries(body: str) -> Mapping[str, tuple[str, ...]]:
    """The top-level scalars and plain lists: all that articles use for these keys."""
    entries: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in body.splitlines():
        if (item := _ITEM.match(line)) and key:
            entries[key] = (*entries.get(key, ()), _unquoted(item[1]))
        elif (entry := _ENTRY.match(line)) and not line[0].isspace():
            key = entry[1].strip().lower()
            value = (entry[2] or "").strip()
            entries[key] = _values(value) if value else ()
    return entries


def _values(value: str) -> tuple[str, ...]:
    if value.startswith("[") and value.endswith("]"):
        return tuple(_unquoted(part) for part in value[1:-1].split(",") if part.strip())
    return (_unquoted(value),)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.split(" #")[0].strip()


def _facts(entries: Mapping[str, tuple[str, ...]]) -> Facts:
    found: dict[str, tuple[str, ...]] = {}
    for key, values in entries.items():
        field = _FIELD_OF.get(key)
        if field and values and field not in found:
            found[field] = values

    def first(field: str) -> str | None:
        values = found.get(field, ())
        return values[0] if values and values[0] else None

    url = first("url")
    date = first("published")
    return Facts(
        title=first("title"),
        outlet=first("outlet"),
        authors=tuple(v for v in found.get("authors", ()) if v and not v.startswith("{")),
        published=parse_stamp(date) if date else None,
        language=first("language"),
        url=url if url and url.startswith("http") else None,
    )
