"""Which of the pages that a site lists may be the document an article speaks of.

Judged by the list alone: by the day, and by words that a title (or the words of an address) shares
with the article. Words that half of the list has say little and weigh little.
"""

import datetime
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

import attrs

from provenance.ingest.feeds import Entry
from provenance.urls import (
    date_in_url,
    domain_matches,
    host_of,
    month_in_url,
    registrable_domain,
    slug_words,
    url_key,
)
from provenance.words import load_lexicon, parse_words

DAYS_BEFORE = 14
"""News speaks of a document mostly on its day or the next; two weeks leave room for a background
piece. More days would let titles in that share their words by chance."""
DAYS_AFTER = 1
"""Sites date by their own clock, and some put the text out after they spoke to the press."""
_NEAR = 3
"""Days within which a page without a shared word is still a candidate: its title may be in another
language than the article."""
_WORDS = 0.75
"""Share of the score that words decide; the rest is nearness in time."""
_NUMBER = 1.5
_SHORTEST_TITLE = 3.0
"""Weight that a title counts at least: of a title of one word, that word says little."""
_MOST = 50
_MOST_UNDATED = 10_000
"""Entries without a day that are looked at."""
_FULL_DATE = 10
_LONGEST_TEXT = 20_000
_TIME = re.compile(r"(?<!\d)(20\d\d)(?:[-_/]?(0[1-9]|1[0-2])(?!\d)|(?!\d))")
"""A year, or year and month, in the address of a sitemap."""


@attrs.frozen(kw_only=True)
class Sought:
    """A document that an article speaks of, without an address that leads to it."""

    site: str
    """The address that is there: of the site, or of a page that lists its documents."""
    day: str | None
    """The article's day (RFC 3339)."""
    language: str = "und"
    """The article's."""
    title: str | None = None
    """What the article says the document is called."""
    quotations: tuple[str, ...] = ()
    words: str = attrs.field(default="", repr=False)
    """The sentences that speak of it."""
    domains: tuple[str, ...] = ()
    """Of the publisher; the site's own registrable domain counts in any case."""
    feeds: tuple[str, ...] = ()
    """Addresses of the publisher's feeds and sitemaps, where the registry names them."""
    sitemaps: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    """Ids of the claims that wait for it."""

    def is_own(self, url: str) -> bool:
        """Whether ``url`` is one of the publisher's."""
        host = host_of(url)
        own = registrable_domain(host_of(self.site))
        return bool(host) and (
            registrable_domain(host) == own
            or any(domain_matches(host, domain.partition("/")[0]) for domain in self.domains)
        )

    @property
    def window(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day on which the document may have come out; ``None``: any."""
        day = _day_of(self.day)
        if day is None:
            return None
        after, before = datetime.timedelta(DAYS_AFTER), datetime.timedelta(DAYS_BEFORE)
        return day - before, day + after


@attrs.frozen(kw_only=True)
class Candidate:
    """A page that may be the document."""

    url: str
    title: str | None = None
    published: str | None = None
    """RFC 3339, by the list or by the address."""
    score: float = 0.0
    """0 to 1."""


def rank_candidates(entries: Iterable[Entry], sought: Sought) -> tuple[Candidate, ...]:
    """The pages that may be the document, the likeliest first; each once, a bounded number."""
    listed: dict[str, Entry] = {}
    for entry in _worth_a_look(entries, sought):
        if _may_be_of_time(entry, sought) and sought.is_own(entry.url):
            listed.setdefault(url_key(entry.url), entry)
    listed.pop(url_key(sought.site), None)
    weigher = _Weigher.of(tuple(listed.values()), sought)
    ranked = []
    for entry in listed.values():
        shared = weigher.shared(entry)
        nearness = _nearness(entry, sought)
        if shared > 0 or nearness >= 1 - _NEAR / (DAYS_BEFORE + 1):
            score = round(_WORDS * shared + (1 - _WORDS) * nearness, 3)
            ranked.append(
                Candidate(url=entry.url, title=entry.title, published=entry.published, score=score)
            )
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.url))[:_MOST])


def worthwhile_listings(listings: Iterable[Entry], sought: Sought) -> tuple[str, ...]:
    """Of the sitemaps of an index those that may list the document, the likeliest first."""
    window = sought.window
    kept: list[tuple[int, str]] = []
    for listing in listings:
        if not sought.is_own(listing.url):
            continue
        changed, named = _day_of(listing.modified), _TIME.search(listing.url)
        if window is None:
            kept.append((2, listing.url))
        elif named is not None:
            kept += [(0, listing.url)] if _is_within(named, window) else []
        elif changed is None or changed >= window[0]:
            kept.append((1 if changed is not None else 2, listing.url))
    return tuple(url for _, url in sorted(kept))


def _is_within(named: re.Match[str], window: tuple[datetime.date, datetime.date]) -> bool:
    """Whether a year, or a year and a month, overlaps the days."""
    year, month = int(named[1]), int(named[2] or 0)
    return any(day.year == year and month in {0, day.month} for day in window)


@attrs.frozen
class _Weigher:
    """What the words of one list weigh, and which of them the article has."""

    wanted: frozenset[str]
    stems: dict[Entry, frozenset[str]]
    weights: dict[str, float]

    @classmethod
    def of(cls, entries: Sequence[Entry], sought: Sought) -> "_Weigher":
        language = sought.language.partition("-")[0].lower()
        stems = {entry: _stems(_words_of(entry), language) for entry in entries}
        frequency = Counter(stem for own in stems.values() for stem in own)
        most = math.log(1 + len(entries)) or 1.0
        weights = {
            stem: (_NUMBER if stem[:1].isdigit() else 1.0) * math.log(1 + len(entries) / n) / most
            for stem, n in frequency.items()
        }
        return cls(_stems(_said(sought), language), stems, weights)

    def shared(self, entry: Entry) -> float:
        """The share of the title's words, by weight, that the article has; 0 to 1."""
        stems = self.stems[entry]
        # fsum: the order of a set, which changes from run to run, must not show.
        every = math.fsum(self.weights[stem] for stem in stems)
        found = math.fsum(self.weights[stem] for stem in stems & self.wanted)
        return found / max(every, _SHORTEST_TITLE)


def _hint(sought: Sought) -> re.Pattern[str]:
    """Finds the beginnings of the article's words: what has none of them shares no word."""
    language = sought.language.partition("-")[0].lower()
    lexicon = load_lexicon(language)
    words = parse_words(_said(sought)[:_LONGEST_TEXT], language=language)
    begins = {word.text[:3] for word in words if lexicon.is_content(word)}
    return re.compile("|".join(map(re.escape, sorted(begins))) or r"(?!)")


def _said(sought: Sought) -> str:
    return "\n".join((sought.title or "", *sought.quotations, sought.words))


def _words_of(entry: Entry) -> str:
    return entry.title or " ".join(slug_words(entry.url))


def _stems(text: str, language: str) -> frozenset[str]:
    lexicon = load_lexicon(language)
    words = parse_words(text[:_LONGEST_TEXT], language=language)
    return frozenset(word.stem for word in words if lexicon.is_content(word))


def _may_be_of_time(entry: Entry, sought: Sought) -> bool:
    window = sought.window
    if window is None:
        return True
    day = _day_of(entry.published)
    if day is not None:
        return window[0] <= day <= window[1]
    changed = _day_of(entry.modified)
    if changed is not None and changed < window[0]:
        return False
    month = month_in_url(entry.url)
    return month is None or month in {(day.year, day.month) for day in window}


def _nearness(entry: Entry, sought: Sought) -> float:
    """1 for the article's own day, less for each day away; 0 where the page's day is not known."""
    day, own = _day_of(entry.published), _day_of(sought.day)
    if day is None or own is None:
        return 0.0
    return max(0.0, 1 - abs((own - day).days) / (DAYS_BEFORE + 1))


def _worth_a_look(entries: Iterable[Entry], sought: Sought) -> Iterator[Entry]:
    """The entries with a day, also one of their address, and a number of those with a word.

    Cheap: a sitemap lists tens of thousands, most of them without either.
    """
    hint = _hint(sought)
    undated = 0
    for entry in entries:
        day = date_in_url(entry.url) if entry.published is None else None
        if entry.published is not None:
            yield entry
        elif day is not None:
            yield attrs.evolve(entry, published=day.isoformat())
        elif undated < _MOST_UNDATED and hint.search(unquote(entry.title or entry.url).lower()):
            undated += 1
            yield entry


def _day_of(stamp: str | None) -> datetime.date | None:
    try:
        return None if stamp is None else datetime.date.fromisoformat(stamp[:_FULL_DATE])
    except ValueError:
        return None
