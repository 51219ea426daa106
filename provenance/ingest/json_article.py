"""A JSON file with an ``articleBody`` (schema.org): its text becomes a plain text."""

import json

import attrs

from provenance.errors import InputError
from provenance.ingest.lines import read_plain_text
from provenance.ingest.published import parse_stamp
from provenance.ingest.units import Draft, Facts
from provenance.terms import Reason


def read_json_article(source: str, *, name: str) -> Draft:
    """The article in a JSON object with ``articleBody``; places in the file are not known.

    Raises:
        InputError: no JSON, or no ``articleBody`` in it.
    """
    try:
        data = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise _no_article(name, "it is no valid JSON") from error
    body = data.get("articleBody") if isinstance(data, dict) else None
    if not isinstance(body, str) or not body.strip():
        raise _no_article(name, "it has no 'articleBody'")
    body = body.encode("utf-8", "replace").decode("utf-8")
    draft = read_plain_text(body)
    return attrs.evolve(draft, anchors=(), facts=_facts(data))


def _no_article(name: str, why: str) -> InputError:
    return InputError(
        f"cannot read '{name}': {why}; give a schema.org article or a .txt file",
        reason=Reason.NOT_AN_ARTICLE,
    )


def _facts(data: dict[str, object]) -> Facts:
    published = _words(data.get("datePublished"))
    author = data.get("author")
    authors = author if isinstance(author, list) else [author]
    return Facts(
        title=_words(data.get("headline")) or _words(data.get("name")),
        outlet=_words(data.get("publisher")),
        authors=tuple(name for name in map(_words, authors) if name),
        published=parse_stamp(published) if published else None,
        language=_words(data.get("inLanguage")),
        url=_words(data.get("url")),
    )


def _words(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None
