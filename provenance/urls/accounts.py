"""Accounts and posts on the big platforms: whose page an address shows, and when it was posted."""

import datetime
import functools
import itertools
import re
from collections.abc import Sequence

import attrs

from provenance.urls.parts import Parts, address_lexicon, labels_of, split_url

_NUMBER = re.compile(r"[-_0-9]*[0-9][-_0-9]*\Z")
_HANDLE = re.compile(r"[\w.~+@-]{1,100}\Z")
_PLACEHOLDER = re.compile(r"(.*)\{(handle|id|number)\}\Z")
_PROGRAM_ENDINGS = (".php", ".html", ".htm", ".aspx")
_EARLIEST = datetime.date(2006, 3, 1)
_LATEST = datetime.date(2100, 1, 1)


@attrs.frozen
class Account:
    """An account on a platform; the handle as it is written, without ``@``."""

    platform: str
    handle: str

    @property
    def key(self) -> tuple[str, str]:
        """What two spellings of one account share: platforms ignore case."""
        return self.platform, self.handle.casefold()


@attrs.frozen(kw_only=True)
class Visit:
    """What an address on a platform shows."""

    account: Account | None = None
    post: str | None = None
    """The post's number or code; ``None`` for an account's own page."""
    posted: datetime.date | None = None


@attrs.frozen(kw_only=True)
class _Platform:
    name: str
    hosts: tuple[str, ...]
    posts: tuple[tuple[str, ...], ...]
    accounts: tuple[tuple[str, ...], ...]
    reserved: frozenset[str]
    post_parameters: frozenset[str]
    clock: tuple[int, float, float] | None
    federated: bool
    stands_for: str
    global_posts: bool


def account_of(url: str) -> Account | None:
    """The account whose page or post ``url`` is, or ``None`` (also for posts that hide it)."""
    parts = split_url(url)
    visit = None if parts is None else visit_of(parts)
    return None if visit is None else visit.account


@functools.lru_cache(maxsize=1 << 6)
def visit_of(parts: Parts) -> Visit | None:
    """What an address on a platform shows; ``None`` when the host is no platform."""
    platform = _platform_of(parts)
    if platform is None:
        return None
    return _post(platform, parts) or _account_page(platform, parts) or Visit()


def platform_host(host: str) -> str | None:
    """The one host that stands for all names of a platform (``x.com`` → ``twitter.com``)."""
    platform = _by_host(labels_of(host))
    return None if platform is None else platform.stands_for


def platform_key(parts: Parts) -> str | None:
    """What all addresses of one account or post share; ``None`` for anything else."""
    platform = _platform_of(parts)
    visit = visit_of(parts)
    if platform is None or visit is None or not (visit.account or visit.post):
        return None
    handle = visit.account.handle.casefold() if visit.account else ""
    if visit.post is None:
        return f"{platform.stands_for}/{handle}"
    return f"{platform.stands_for}/{'' if platform.global_posts else handle}/{visit.post}"


def _post(platform: _Platform, parts: Parts) -> Visit | None:
    for template in platform.posts:
        found = _match(template, parts.segments)
        if found is not None:
            post = found.get("number") or found.get("id")
            handle = found.get("handle")
            account = _account(platform, parts, handle) if handle else None
            return Visit(account=account, post=post, posted=_clock_date(platform, post))
    parameters = dict(parts.parameters())
    named = sorted(platform.post_parameters & parameters.keys())
    if not named:
        return None
    page = _account_page(platform, parts)
    return Visit(account=page.account if page else None, post=parameters[named[0]])


def _account_page(platform: _Platform, parts: Parts) -> Visit | None:
    if platform.name == "facebook" and parts.segments[:1] == ("profile.php",):
        number = dict(parts.parameters()).get("id", "")
        return Visit(account=_account(platform, parts, number)) if number else None
    for template in platform.accounts:
        found = _match(template, parts.segments)
        account = _account(platform, parts, found["handle"]) if found else None
        if account is not None:
            return Visit(account=account)
    return None


def _account(platform: _Platform, parts: Parts, handle: str) -> Account | None:
    bare = handle.removeprefix("@")
    if bare.lower() in platform.reserved or not _HANDLE.match(bare):
        return None
    if bare.lower().endswith(_PROGRAM_ENDINGS):
        return None
    if platform.federated and "@" not in bare:
        bare = f"{bare}@{parts.host}"
    return Account(platform.name, bare)


def _match(template: tuple[str, ...], segments: Sequence[str]) -> dict[str, str] | None:
    if len(segments) < len(template):
        return None
    found: dict[str, str] = {}
    for pattern, segment in zip(template, segments, strict=False):
        placeholder = _PLACEHOLDER.match(pattern)
        if placeholder is None:
            if segment.lower() != pattern:
                return None
            continue
        prefix, name = placeholder.groups()
        value = segment.removeprefix(prefix)
        if not segment.startswith(prefix) or not _fits(name, value):
            return None
        found[name] = value
    return found


def _fits(placeholder: str, value: str) -> bool:
    return bool(_NUMBER.match(value)) if placeholder == "number" else bool(value)


def _clock_date(platform: _Platform, post: str | None) -> datetime.date | None:
    """The day (UTC) a post's number was given out; other time zones may be a day off."""
    if platform.clock is None or not post or not post.isascii() or not post.isdigit():
        return None
    shift, ticks, epoch = platform.clock
    seconds = (int(post[:20]) >> shift) / ticks + epoch
    if len(post) < 15 or not 0 < seconds < 4e9:
        return None
    day = datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC).date()
    return day if _EARLIEST <= day < _LATEST else None


def _platform_of(parts: Parts) -> _Platform | None:
    labels = labels_of(parts.host)
    return _by_host(labels) or _fediverse(labels, parts)


def _by_host(labels: tuple[str, ...]) -> _Platform | None:
    hosts = _platforms()
    for start in range(max(0, len(labels) - 6), len(labels) - 1):
        platform = hosts.get(".".join(labels[start:]))
        if platform is not None:
            return platform
    return None


def _fediverse(labels: tuple[str, ...], parts: Parts) -> _Platform | None:
    """Mastodon runs on thousands of hosts; one that calls itself so is taken at its word."""
    words = set(itertools.chain.from_iterable(label.split("-") for label in labels))
    named = words & {"mastodon", "mstdn", "social"}
    is_account = bool(parts.segments) and parts.segments[0].startswith("@")
    return _platforms()["mastodon.social"] if named and is_account else None


@functools.cache
def _platforms() -> dict[str, _Platform]:
    table: dict[str, _Platform] = {}
    for entry in address_lexicon()["platform"]:
        clock = entry.get("clock")
        platform = _Platform(
            name=entry["name"],
            hosts=tuple(entry["hosts"]),
            posts=tuple(tuple(template.split("/")) for template in entry["posts"]),
            accounts=tuple(tuple(template.split("/")) for template in entry["accounts"]),
            reserved=frozenset(entry.get("reserved", ())),
            post_parameters=frozenset(entry.get("post_parameters", ())),
            clock=None if clock is None else (clock["shift"], clock["ticks"], clock["epoch"]),
            federated=entry.get("federated", False),
            stands_for=entry.get("stands_for", entry["hosts"][0]),
            global_posts=entry.get("global_posts", False),
        )
        table.update(dict.fromkeys(platform.hosts, platform))
    return table
