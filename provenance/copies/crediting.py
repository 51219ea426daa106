"""Whose text an article says, or shows, that it prints: outlets, agencies, issuers named in it."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from provenance.model import Analysis, Article
from provenance.spans import Span
from provenance.terms import BlockKind

_HEAD = 400
"""Characters at the head of an article where a dateline or byline with a credit stands."""

_DATELINE = 45
"""Characters in a dateline before the agency's brackets: "WASHINGTON, 4 March 2026 "."""

_TAIL = 250
"""Characters at its foot where a credit stands: "(dpa)", "Source: Northline"."""

_LONGEST_LINE = 120
"""Characters; a longer line at the head is a sentence, and credits nobody."""

_SHORTEST_NAME = 4
"""Letters of an outlet's name that is looked for in running text."""

_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)")
_PARTS = re.compile(r"\s*(?:[,;/|–—]|\band\b|\bund\b|\bet\b|\by\b|\bi\b|\bи\b|\bта\b)\s*")
_LINES = frozenset({BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.CREDIT})
_BODY_HOST = re.compile(r"^https?://[^/]*\.(?:gov|gob|gouv|mil|int)(?:\.[a-z]{2,3})?(?:[/:]|$)")


def agency_of(article: Article) -> str | None:
    """The news agency, folded, that a dateline, byline, credit line or last bracket names."""
    for line in _credit_lines(article):
        for part in _PARTS.split(line.strip(" .–-—:*")):
            if is_agency(part):
                return part.casefold().strip()
    head, tail = article.prose[:_HEAD], article.prose[-_TAIL:].rstrip()
    for match in _BRACKETS.finditer(head):
        before = head[head.rfind("\n", 0, match.start()) + 1 : match.start()]
        is_dateline = len(before) <= _DATELINE
        for part in _PARTS.split(match.group(1)):
            if is_known_agency(part) or (is_dateline and is_agency(part)):
                return part.casefold().strip()
    last = list(_BRACKETS.finditer(tail))
    closing = last[-1].group(1) if last and last[-1].end() >= len(tail) - 1 else ""
    return next((p.casefold().strip() for p in _PARTS.split(closing) if is_known_agency(p)), None)


def is_known_agency(name: str) -> bool:
    """Whether ``name`` is that of a news agency in the list."""
    return name.casefold().strip() in _cues()["agencies"]


def is_agency(name: str) -> bool:
    """Whether ``name`` is a news agency's: a known one, or by a word such as "agency" in it."""
    folded = name.casefold().strip()
    cues = _cues()
    if is_known_agency(name):
        return True
    words = re.split(r"[\s-]+", folded)
    return 1 < len(words) <= 6 and any(
        f" {word} " in f" {' '.join(words)} " for word in cues["agency_words"]
    )


def is_of_agency(article: Article) -> bool:
    """Whether an article is an agency's own: its outlet is the agency that it names."""
    agency, outlet = agency_of(article), article.metadata.outlet
    if agency is None:
        return bool(outlet) and is_agency(outlet or "")
    return outlet is None or names_overlap(agency, outlet)


def names_overlap(agency: str, outlet: str) -> bool:
    """Whether an outlet's name is the beginning of the agency's, or the other way round."""
    one, other = agency.casefold().split(), outlet.casefold().split()
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and longer[: len(shorter)] == shorter


def names_outlet(article: Article, other: Article) -> bool:
    """Whether an article names the other's outlet in its head, in a credit line or at its foot."""
    outlet = other.metadata.outlet
    if not outlet or outlet == article.metadata.outlet:
        return False
    places = (article.text[:_HEAD], article.text[-_TAIL:], *_credit_lines(article))
    return any(_has_name(words, outlet) for words in places)


def mentions_outlet(article: Article, other: Article) -> bool:
    """Whether an article names the other's outlet, its agency or its author anywhere."""
    if names_outlet(article, other):
        return True
    agency = agency_of(other)
    if agency is not None and _has_name(article.text, agency, fold=True):
        return True
    names = [name for name in (other.metadata.outlet, *other.metadata.authors) if name]
    return any(len(n) >= _SHORTEST_NAME and _has_name(article.text, n) for n in names)


def is_release(article: Article) -> bool:
    """Whether an article is its issuer's own text: it says so at its head, or its host does."""
    if article.metadata.url and _BODY_HOST.match(article.metadata.url.casefold()):
        return True
    lines = [line for line in article.prose[:_HEAD].splitlines() if len(line) <= _LONGEST_LINE]
    return any(_release_line().match(line) for line in lines)


def has_lead_in(analysis: Analysis, passage: Span) -> bool:
    """Whether the sentence right before a passage announces it, ending in a colon."""
    before = analysis.article.prose[max(0, passage.start - _LONGEST_LINE) : passage.start]
    return before.rstrip(" \n\t\"'“”„«»").endswith(":")


def _credit_lines(article: Article) -> list[str]:
    return [
        b.span.of(article.prose)
        for b in article.blocks
        if b.kind in _LINES and len(b.span) <= 2 * _LONGEST_LINE
    ]


def _has_name(text: str, name: str, *, fold: bool = False) -> bool:
    flags = re.IGNORECASE if fold else 0
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


@cache
def _release_line() -> re.Pattern[str]:
    words = "|".join(
        re.escape(one) for listed in _cues()["releases"].values() for one in sorted(listed)[::-1]
    )
    end = r"(?=\s*(?:[,.:;–—-]|\d|$)|(?<=\bof|\bby|\bon)\s)"
    return re.compile(rf"^\W*(?:[^,\n]{{2,60}},\s+)?(?:{words}){end}", re.IGNORECASE)


@cache
def _cues() -> dict[str, Any]:
    path = files("provenance") / "data" / "copy_cues.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
