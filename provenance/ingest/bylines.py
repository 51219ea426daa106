"""Bylines and datelines that are lines of their own, and the names in them."""

import re
from collections.abc import Sequence
from functools import cache

from provenance.ingest.datelines import LINE_LIMIT, NAMES, STARTERS, dates_apart
from provenance.ingest.furniture import count_words, ends_sentence, has_more_words
from provenance.ingest.lexicon import lexicon, plain
from provenance.ingest.published import WrittenDate
from provenance.terms import BlockKind

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_SIGNS = re.compile(r"[|·•–—/,;:()\[\]-]+")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d\b(?:\s?(?:uhr|h|[ap]\.?m\.?))?"
    r"|\b(?:gmt|utc|cet|cest|eet|est|edt|et|msk|uhr)\b|[ap]\.m\.",
    re.I,
)
_LONGEST_LINE = 24


def head_line_kind(line: str) -> BlockKind | None:
    """Whether a whole line is a byline or a dateline; ``None``: neither."""
    if has_more_words(line, _LONGEST_LINE) or not line.strip():
        return None
    low = plain(line)
    closed = ends_sentence(line)
    authored = _names_an_author(line, low)
    if closed and (_is_undated_sentence(low) or not (authored or _YEAR.search(line))):
        return None
    dates = dates_apart(line[:LINE_LIMIT])
    if authored and len(_other_words(line, dates)) <= (0 if closed else 2):
        return BlockKind.BYLINE
    if closed:
        # "Weiterverhandelt wird am 14. Oktober in Koblenz." is a sentence; "Oct. 9, 2026." is not.
        whole = any(d.year for d in dates)
        return BlockKind.DATELINE if whole and len(_remaining_words(line, dates)) <= 3 else None
    if dates:
        return _dated_kind(line, low, dates) if len(_other_words(line, dates)) <= 1 else None
    return BlockKind.BYLINE if _is_name_with_role(line, low) else None


def _is_undated_sentence(low: str) -> bool:
    return (
        not _DIGIT.search(low)
        and low.split(maxsplit=1)[0].strip(":*_") not in lexicon().byline_first
    )


def _dated_kind(line: str, low: str, dates: Sequence[WrittenDate]) -> BlockKind:
    opened = low.startswith(tuple(w + " " for w in lexicon().marks["dated_words"]))
    if opened or not _has_name(line, dates):
        named = any(f" {word} " in low for word in ("by", "von", "par", "por"))
        return BlockKind.BYLINE if named else BlockKind.DATELINE
    return BlockKind.DATELINE if _looks_placed(line, dates) else BlockKind.BYLINE


@cache
def _opening() -> re.Pattern[str]:
    words = sorted(
        (*lexicon().marks["byline_words"], *lexicon().marks["dated_words"]), key=len, reverse=True
    )
    opening = "|".join(re.escape(word) for word in words)
    return re.compile(rf"^(?:(?:{opening})\b:?\s*)+", re.IGNORECASE)


def _names_an_author(line: str, low: str) -> bool:
    first = low.split(None, 1)[0]
    if lexicon().byline_first.isdisjoint((first, first.rstrip(":"))):
        return False
    for word in lexicon().marks["byline_words"]:
        if low.startswith((word + " ", word + ": ")):
            rest = line.split(None, len(word.split()))[-1].lstrip(": ")
            return bool(rest) and (rest[:1].isupper() or rest.startswith("the "))
    return low.startswith(tuple(w + " " for w in lexicon().marks["dated_words"]))


def _remaining_words(line: str, dates: Sequence[WrittenDate]) -> list[str]:
    rest = line
    for found in reversed(dates):
        rest = rest[: found.span.start] + " " + rest[found.span.end :]
    rest = _CLOCK.sub(" ", rest)
    return [w.strip(".,*_'’\"") for w in _SIGNS.sub(" ", rest).split() if w.strip(".,*_'’\"")]


def _other_words(line: str, dates: Sequence[WrittenDate]) -> list[str]:
    """The small words in ``line`` that no byline has: a verb is among them in any sentence."""
    words = _remaining_words(line, dates)
    if len(words) > _LONGEST_LINE - 8:
        return words
    marks = lexicon().mark_sets
    return [
        w
        for w in words
        if w[:1].islower()
        and w.casefold() not in marks["byline_small"]
        and w.casefold() not in marks["roles"]
    ]


def _has_name(line: str, dates: Sequence[WrittenDate]) -> bool:
    return any(w[:1].isupper() for w in _remaining_words(line, dates))


def _looks_placed(line: str, dates: Sequence[WrittenDate]) -> bool:
    """``BOSTON, May 13``, ``Mainz, 5. Oktober 2026``: a place in capitals, or one word, a comma."""
    first = line.strip(" *_").split(None, 1)[0]
    bare = first.strip(",.(")
    is_lone = first.endswith(",") and _remaining_words(line, dates) == [bare]
    return is_lone or (bare.isupper() and len(bare) > 2)


def _is_name_with_role(line: str, low: str) -> bool:
    bare = line.strip(" *_—–-")
    if ends_sentence(bare) or count_words(bare) > 10:
        return False
    if re.fullmatch(rf"{NAMES}(?:(?:,| and| und| et| y| i| та| и)\s{NAMES})*", bare):
        return count_words(bare) <= 8 and not any(w in STARTERS for w in bare.split())
    words = set(_SIGNS.sub(" ", low).split())
    return (
        bool(words & lexicon().mark_sets["roles"])
        and bare[:1].isupper()
        and count_words(bare) <= 8
        and ("," in bare or count_words(bare) <= 4 or "|" in bare)
    )


def names_a_role(line: str) -> bool:
    """Whether ``line`` holds a word for what people at a newspaper are."""
    words = {w.strip(".,;:") for w in plain(line[:400]).split()}
    return bool(words & lexicon().mark_sets["roles"])


def authors_in(byline: str) -> tuple[str, ...]:
    """The names in a byline, as far as they look like names."""
    text = byline.strip(" *_")
    for found in reversed(dates_apart(text[:LINE_LIMIT])):
        text = text[: found.span.start] + "|" + text[found.span.end :]
    text = _opening().sub("", text)
    text = re.sub(r"^[|,\s]*(?:by|von|par|por)\s+", "", text, flags=re.I)
    first = re.split(r"[|·•–—:;(]|\s(?:on|am|le|el)\s*(?:\||$)", text.strip(" |"), maxsplit=1)[0]
    pieces = re.split(r",|\s(?:and|und|et|y|i|та|и|&)\s", first)
    names = []
    for piece in pieces:
        name = piece.strip(" .*_,")
        if re.fullmatch(NAMES, name):
            names.append(name)
        else:
            break
    return tuple(names)
