"""What an address points at: one document, a page that changes, or a whole site.

The answer decides whether silence may accuse (DESIGN 2.1), so a doubtful address is a page.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence

from provenance import terms
from provenance.urls.accounts import visit_of
from provenance.urls.dates import is_year, month_number
from provenance.urls.parts import Parts, address_lexicon, kept_parameter_names, word_set

_FRONT_PAGES = frozenset({"index", "default", "home", "homepage", "homepage_node", "main", "start"})
_DISPLAY = frozenset({"lang", "language", "locale", "hl", "lng", "theme"})
_CHANGING = frozenset({"live", "page", "search", "wiki"})
"""Shelves whose things change too, whatever number they carry."""
_WORD = re.compile(r"[^\W_]+")
_MONTH_YEAR = re.compile(r"([a-z]+)[-_ ]?((?:19|20)\d\d)\Z")
_ID_DIGITS = 3
"""Digits that make a token an identifier: a year has four, but is recognised first."""
_SENTENCE_WORDS = 4
"""Words from which on a slug reads like a headline wherever it stands."""


def target_of_parts(parts: Parts) -> terms.Target:
    """What the address points at, judged by its form alone."""
    visit = visit_of(parts)
    if visit is not None:
        shown = bool(visit.account or parts.segments)
        rest = terms.Target.PAGE if shown else terms.Target.SITE
        return terms.Target.DOCUMENT if visit.post else rest
    if _has_id_parameter(parts):
        return terms.Target.DOCUMENT
    segments, extension = _meaningful(parts.segments)
    if extension in word_set("paths", "documents"):
        return terms.Target.DOCUMENT
    if not segments:
        chosen = any(name not in _DISPLAY for name in kept_parameter_names(parts))
        return terms.Target.PAGE if chosen else terms.Target.SITE
    is_document = not _is_shelf(segments) and _is_document(segments, is_file=bool(extension))
    return terms.Target.DOCUMENT if is_document else terms.Target.PAGE


def is_language_segment(segment: str) -> bool:
    """Whether a path segment does nothing but choose a language (``en``, ``pt-br``, ``uk``)."""
    language, _, region = segment.lower().replace("_", "-").partition("-")
    known = language in address_lexicon()["languages"] or language == "uk"
    return known and (not region or (len(region) <= 4 and region.isalpha()))


def _meaningful(raw: Sequence[str]) -> tuple[list[str], str]:
    """Segments that say something, the last without its file ending, and that ending."""
    segments = [piece for piece in raw if not is_language_segment(piece)]
    if not segments:
        return [], ""
    stem, dot, ending = segments[-1].rpartition(".")
    ending = ending.lower()
    known = ending in word_set("paths", "documents") or ending in word_set("paths", "pages")
    if not (dot and stem and known):
        return segments, ""
    first, *rest = stem.lower().split(".")
    if first in _FRONT_PAGES and all(map(is_language_segment, rest)):
        return segments[:-1], ""
    return [*segments[:-1], stem], ending


def _is_shelf(segments: Sequence[str]) -> bool:
    last = segments[-1].lower()
    shelves = word_set("paths", "shelves")
    if any(word in last for word in word_set("paths", "live_words")):
        return True
    if "wiki" in (piece.lower() for piece in segments):
        return True
    head, *rest = _words(last) or [""]
    if len(segments) > 1 and _plain(segments[-2]) in shelves:
        chosen = _has_id(last, [head, *rest]) or _is_dated_slug([head, *rest])
        return not chosen or _plain(segments[-2]) in _CHANGING
    return head in shelves and bool(rest) and rest[0].isdigit() and not is_year(rest[0])


def _is_document(segments: Sequence[str], *, is_file: bool) -> bool:
    last, words = segments[-1], _words(segments[-1])
    parent = _words(segments[-2]) if len(segments) > 1 else []
    content = [word for word in words if _is_content(word)]
    if _has_id(last, words) or _is_issue(last) or _is_named_document(words):
        return True
    if not content:
        said = sum(word.isalpha() and month_number(word) is None for word in words)
        return _is_dated_slug(words) and (said > 1 or any(map(_is_content, parent)))
    in_section = _is_section(parent)
    long_enough = len(words) >= _SENTENCE_WORDS and (len(content) > 1 or in_section)
    placed = (in_section or is_file) and (len(content) > 1 or _is_told_when(words))
    notified = in_section and any(word in word_set("paths", "notice_shelves") for word in parent)
    return (
        long_enough
        or placed
        or notified
        or (in_section and len(words) > 2)
        or _is_marked_item(segments)
        or _is_dated(segments, words)
    )


def _is_named_document(words: Sequence[str]) -> bool:
    """``statement-june``, ``oswiadczenie-strajk``: one document by its own words."""
    told = any(word in word_set("paths", "document_words") for word in words)
    leads = bool(words) and words[0] in word_set("paths", "leading_words")
    numbered = len(words) > 1 and any(map(str.isdigit, words))
    return (told and (numbered or _is_told_when(words))) or (
        leads and any(map(_is_content, words[1:]))
    )


def _is_told_when(words: Sequence[str]) -> bool:
    """Whether a year or a month's name stands beside other words."""
    when = [is_year(word) or (word.isalpha() and month_number(word) is not None) for word in words]
    return any(when) and not all(when)


def _is_marked_item(segments: Sequence[str]) -> bool:
    """Whether the segment before says that one thing of many follows, or is its number."""
    if len(segments) < 2:
        return False
    marks = word_set("paths", "item_marks")
    return _plain(segments[-2]) in marks or _has_id(segments[-2], _words(segments[-2]))


def _is_issue(segment: str) -> bool:
    """Month and year in one segment (``october2026``): one issue of a series."""
    match = _MONTH_YEAR.match(segment.lower())
    return match is not None and month_number(match.group(1)) is not None


def _is_section(words: Sequence[str]) -> bool:
    """Whether a segment is named by words of its kind alone, one of them for documents."""
    named = any(word in word_set("paths", "sections") for word in words)
    return named and not any(map(_is_content, words))


def _has_id(segment: str, words: Sequence[str]) -> bool:
    if _is_dated_slug(words):
        return False
    digits = (word for word in words if sum(map(str.isdigit, word)) >= _ID_DIGITS)
    if any(not is_year(word) and not _MONTH_YEAR.match(word) for word in digits):
        return True
    return len(segment) > 20 and len(words) == 1 and any(map(str.isdigit, segment))


def _is_dated(segments: Sequence[str], words: Sequence[str]) -> bool:
    """A year among the segments before, or a whole date in the last one."""
    return any(is_year(piece) for piece in segments[:-1]) or _is_dated_slug(words)


def _is_dated_slug(words: Sequence[str]) -> bool:
    """Whether year, month and day stand in the words in one of the usual orders."""
    for one, two, three in zip(words, words[1:], words[2:], strict=False):
        year, rest = (one, (two, three)) if is_year(one) else (three, (one, two))
        is_day = any(word.isdigit() and 0 < int(word[:4]) < 32 for word in rest)
        if is_year(year) and is_day and any(map(month_number, rest)):
            return True
    return False


def _is_content(word: str) -> bool:
    return (
        word not in _of_a_kind()
        and not word.isdigit()
        and len(word) > 1
        and month_number(word) is None
    )


@functools.cache
def _of_a_kind() -> frozenset[str]:
    """Words that say of what kind a page is, and nothing of what stands on it."""
    lists = [word_set("paths", name) for name in ("sections", "subjects", "pages")]
    return frozenset().union(*lists)


def _has_id_parameter(parts: Parts) -> bool:
    names = word_set("paths", "id_parameters")
    return any(name in names and _is_identifier(value) for name, value in parts.parameters())


def _is_identifier(value: str) -> bool:
    return any(map(str.isdigit, value)) and not value.startswith(("http", "/"))


def _words(segment: str) -> list[str]:
    return _WORD.findall(_plain(segment))


def _plain(segment: str) -> str:
    if segment.isascii():
        return segment.lower()
    decomposed = unicodedata.normalize("NFKD", segment.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
