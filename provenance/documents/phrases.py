"""The words by which walls give themselves away, loaded once from ``data/walls.toml``."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import attrs

from provenance.ingest.lexicon import plain, plain_phrase

_TITLE_PARTS = re.compile(r"\s+(?:\||::|»|›|·|•|-|/)\s+|\s*\|\s*")
_LOOKED_AT = 400
"""Characters of a line that are looked at; every phrase stands at a line's beginning."""


@attrs.frozen(kw_only=True)
class Phrases:
    """All lists of ``data/walls.toml``, in plain form (``ingest.lexicon.plain``)."""

    openers: tuple[str, ...]
    titles: dict[str, frozenset[str]]
    """By sort of wall: whole titles and headings."""
    lines: dict[str, tuple[tuple[str, str], ...]]
    """How a line of a wall begins, and its sort; by the first three characters."""
    paths: dict[str, frozenset[str]]
    consent_hosts: frozenset[str]
    buttons: frozenset[str]
    marks: tuple[str, ...]
    more: frozenset[str]
    elsewhere: tuple[str, ...]
    endings: tuple[str, ...]
    pages: re.Pattern[str]
    page_parameters: frozenset[str]
    walled_platforms: frozenset[str]

    def names(self, title: str | None, *, sort: str) -> int:
        """How many words of ``title``, or of a part of it between bars, are a wall's title.

        0 where it is none of them.
        """
        words = plain((title or "")[:_LOOKED_AT])
        parts = (part.strip(" .!") for part in (words, *_TITLE_PARTS.split(words)))
        return max((len(part.split()) for part in parts if part in self.titles[sort]), default=0)

    def sorts_opened(self, line: str) -> frozenset[str]:
        """Of which sorts of wall ``line`` begins like one, after an opener ("Sorry, …") or not.

        A line that begins with a quotation mark quotes one.
        """
        words = plain(line[:_LOOKED_AT]).lstrip(" -*•>»›[(|")
        found = self._begun(words)
        if found or not words.startswith(self.openers):
            return found
        opener = next(o for o in self.openers if words.startswith(o))
        return self._begun(words[len(opener) :].lstrip(" ,.!:-"))

    def _begun(self, words: str) -> frozenset[str]:
        listed = self.lines.get(words[:3], ())
        return frozenset(sort for phrase, sort in listed if words.startswith(phrase))


@cache
def phrases() -> Phrases:
    """The lists, read on first use."""
    source = files("provenance").joinpath("data/walls.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    sorts = [sort for sort, lists in data.items() if isinstance(lists, dict) and "lines" in lists]
    titled = [sort for sort in sorts if "titles" in data[sort]]
    return Phrases(
        openers=_plain(data["openers"]),
        titles={
            sort: frozenset(t.strip(" .!") for t in _plain(data[sort]["titles"])) for sort in titled
        },
        lines=_by_start([(p, sort) for sort in sorts for p in _plain(data[sort]["lines"])]),
        paths={sort: frozenset(data[sort]["paths"]) for sort in ("login", "consent")},
        consent_hosts=frozenset(data["consent"]["hosts"]),
        buttons=frozenset(_plain(data["consent"]["buttons"])),
        marks=tuple(data["paywall"]["marks"]),
        more=frozenset(_plain(data["more"]["words"])),
        elsewhere=_plain(data["elsewhere"]["inside"]),
        endings=tuple(data["elsewhere"]["endings"]),
        pages=_page_pattern(data["pages"]["forms"]),
        page_parameters=frozenset(data["pages"]["parameters"]),
        walled_platforms=frozenset(data["platforms"]["walled"]),
    )


def _plain(listed: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain_phrase(phrase) for phrase in listed)


def _by_start(listed: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    starts: dict[str, tuple[tuple[str, str], ...]] = {}
    for phrase, sort in listed:
        starts[phrase[:3]] = (*starts.get(phrase[:3], ()), (phrase, sort))
    return starts


def _page_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    written = (
        re.escape(plain(form)).replace(r"\{n\}", r"(\d{1,4})").replace(r"\{m\}", r"(\d{1,4})")
        for form in forms
    )
    return re.compile(r"\W*(?:" + "|".join(written) + r")\W*\Z")
