"""Yields the addresses an article lists at its foot, and which of them a source's words mean.

An address is matched to a source by what both show: the publisher, the account, the kind of
document, a month or day, words of the slug. One clear winner or none: a wrong address is worse
than no address.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import attrs

from provenance.attribution.cues import load_path_classes
from provenance.linking.hosts import is_host_of
from provenance.model import Article, Link
from provenance.registry import Publisher, Registry
from provenance.terms import Target
from provenance.urls import date_in_url, host_of, month_in_url, slug_words, target_of
from provenance.urls.accounts import Account, account_of

_MARGIN = 0.9
"""By how much the best of several addresses of one publisher must lead; below, none is taken.
Set on our own cases in ``tests/cases/linking``; one matching class of document suffices."""

_MAX_LISTED = 200

_LONGEST_REMEMBERED = 500
"""Characters of an address that is remembered."""

_LABEL_LENGTH = 80
_WORDS_BEFORE = re.compile(r"[\w’'-]{3,}")


@attrs.frozen(kw_only=True)
class Address:
    """An address and everything it shows without being fetched."""

    url: str
    link: Link | None
    host: str
    target: Target
    publisher: Publisher | None
    account: Account | None
    classes: frozenset[str]
    """Kinds of document its path speaks of; empty when it does not tell."""
    date: datetime.date | None
    month: tuple[int, int] | None
    words: frozenset[str]
    label: str = ""
    """What is written before it on its line: ``NATO:``."""

    @property
    def told_month(self) -> int | None:
        """The month its path is dated with."""
        if self.date is not None:
            return self.date.month
        return self.month[1] if self.month is not None else None


@attrs.frozen(kw_only=True)
class Wanted:
    """What a sentence tells about the document it rests on."""

    classes: frozenset[str] = frozenset()
    platform: str | None = None
    dates: tuple[datetime.date, ...] = ()
    months: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()
    published: datetime.date | None = None
    strict: bool = False
    """An address of another month is none of those meant."""


def read_address(
    url: str, registry: Registry, *, link: Link | None = None, label: str = ""
) -> Address:
    """Read everything ``url`` shows by itself."""
    shown = (_remembered if len(url) <= _LONGEST_REMEMBERED else _shown_by)(url)
    return Address(
        url=url,
        link=link,
        host=shown.host,
        target=shown.target,
        publisher=registry.by_url(url),
        account=shown.account,
        classes=shown.classes,
        date=shown.date,
        month=shown.month,
        words=shown.words,
        label=label,
    )


@attrs.frozen(kw_only=True)
class _Shown:
    """What an address shows to whoever knows no publisher; fields as in :class:`Address`."""

    host: str
    target: Target
    account: Account | None
    classes: frozenset[str]
    date: datetime.date | None
    month: tuple[int, int] | None
    words: frozenset[str]


def _shown_by(url: str) -> _Shown:
    return _Shown(
        host=host_of(url),
        target=target_of(url),
        account=account_of(url),
        classes=_path_classes(url),
        date=date_in_url(url),
        month=month_in_url(url),
        words=frozenset(word.casefold() for word in slug_words(url)),
    )


_remembered = lru_cache(maxsize=1 << 9)(_shown_by)
"""Articles on one event cite the same documents."""


def listed_addresses(article: Article, registry: Registry) -> tuple[Address, ...]:
    """The addresses of the article's lists, each once, in reading order.

    None for a list so long that it is a directory, not the sources of this article.
    """
    seen: dict[str, Address] = {}
    for link in article.links:
        if link.listed and link.url not in seen:
            line = article.text.rfind("\n", 0, link.span.start) + 1
            start = max(line, link.span.start - _LABEL_LENGTH)
            label = article.text[start : link.span.start].strip(" \t•-–—*·:")
            seen[link.url] = read_address(link.url, registry, link=link, label=label)
            if len(seen) > _MAX_LISTED:
                return ()
    return tuple(seen.values())


def belongs_to(
    address: Address,
    names: Iterable[str],
    publisher: Publisher | None,
    *,
    is_home: Callable[[str, str], bool] = is_host_of,
) -> bool:
    """Whether the address is the body's: by the registry, its host, its account or its label.

    ``is_home`` tells for a host and a name whether one is the other's.
    """
    if address.publisher is not None and publisher is not None:
        return address.publisher.id == publisher.id
    names = tuple(names)
    if address.account is not None:
        return any(account_matches_name(address.account, name) for name in names)
    if any(is_home(address.host, name) for name in names):
        return True
    label = address.label.casefold()
    return bool(label) and any(len(name) > 2 and name.casefold() in label for name in names)


def account_matches_name(account: Account, name: str) -> bool:
    """Whether a handle spells the name or its surname: ``jensstoltenberg``, ``NATOpress``."""
    handle = re.sub(r"[\W_]", "", account.handle.casefold())
    words = [word.casefold() for word in re.findall(r"\w+", name)]
    joined = "".join(words)
    if not joined or not handle:
        return False
    if joined in handle or (len(handle) > 3 and handle in joined):
        return True
    return len(words) > 1 and len(words[-1]) > 3 and words[-1] in handle


def choose_address(candidates: Sequence[Address], wanted: Wanted) -> Address | None:
    """The one address of ``candidates`` that the wanted document stands at, or ``None``."""
    fitting = [
        address
        for address in candidates
        if (address.account.platform if address.account else None) == wanted.platform
        and not (wanted.strict and address.told_month not in {None, *wanted.months})
    ]
    if not fitting:
        return None
    ranked = sorted(
        ((_score(address, wanted, fitting), index) for index, address in enumerate(fitting)),
        key=lambda pair: (-pair[0], pair[1]),
    )
    best = ranked[0][0]
    if len(ranked) > 1 and best - ranked[1][0] < _MARGIN:
        return None
    return fitting[ranked[0][1]] if best > _CONTRARY else None


_CONTRARY = -2.5
"""A single address is not taken when the sentence says another month and another kind."""


def _score(address: Address, wanted: Wanted, rivals: Sequence[Address]) -> float:
    score = 1.0 if address.target is Target.DOCUMENT else 0.0
    score += _class_score(address, wanted)
    score += _date_score(address, wanted, rivals)
    return score + min(1.5, 0.5 * len(address.words & wanted.words))


_ALIKE = frozenset({"release", "statement", "decision"})
"""Bodies publish statements and decisions as releases; words for one are used for the others."""


def _class_score(address: Address, wanted: Wanted) -> float:
    if not wanted.classes:
        # What a body is said to say without a word on where, it says in its releases.
        return 1.0 if address.classes & _ALIKE else 0.0
    if not address.classes:
        return 0.0
    if address.classes & wanted.classes:
        return 2.0
    if address.classes & _ALIKE and wanted.classes & _ALIKE:
        return 1.0
    if wanted.classes <= {"document", "page", "part", "speech"}:
        return 0.0
    return -1.5


def _date_score(address: Address, wanted: Wanted, rivals: Sequence[Address]) -> float:
    score = 0.0
    if wanted.months and address.told_month is not None:
        score += 3.0 if address.told_month in wanted.months else -2.0
    elif wanted.published is not None and len(rivals) > 1:
        score += 1.5 * (_nearest(rivals, wanted.published) is address)
    if address.date is not None and wanted.dates:
        score += 3.0 if address.date in wanted.dates else 0.0
    return score


def _nearest(rivals: Sequence[Address], published: datetime.date) -> Address | None:
    """The address dated nearest to the article and not after it; ``None`` without dates."""
    dated = [
        (abs((address.date - published).days), index)
        for index, address in enumerate(rivals)
        if address.date is not None and (address.date - published).days <= 1
    ]
    return rivals[min(dated)[1]] if dated else None


def _path_classes(url: str) -> frozenset[str]:
    """Classes that a *directory* or host label speaks of; the slug's own words weigh less."""
    path = re.sub(r"^[a-z]+://", "", url.casefold()).split("?")[0].rstrip("/")
    segments = path.split("/")
    host, folders, slug = (
        segments[0].split("."),
        segments[1:-1],
        segments[-1] if segments[1:] else "",
    )
    table = load_path_classes()
    by_folder = {name for name, words in table.items() if words & {*folders, *host[:-1]}}
    if by_folder:
        return frozenset(by_folder)
    in_slug = set(re.split(r"[-_.]", slug))
    return frozenset(name for name, words in table.items() if words & in_slug)


def words_of(text: str) -> frozenset[str]:
    """The words of ``text`` as slugs have them: lower-case, three letters and more."""
    return frozenset([word.casefold() for word in _WORDS_BEFORE.findall(text)])
