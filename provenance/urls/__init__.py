"""What can be known of an address without opening it: pure functions on strings.

No function here raises, whatever the string: what is no web address has an empty host, no account,
no date, and counts as a page.
"""

import datetime
import functools
import re
from collections.abc import Iterator

from provenance import terms
from provenance.urls.accounts import Account, account_of, platform_host, platform_key
from provenance.urls.dates import date_of_parts, month_of_parts
from provenance.urls.parts import (
    Parts,
    address_lexicon,
    is_tracker,
    labels_of,
    split_url,
    word_set,
)
from provenance.urls.targets import is_language_segment, target_of_parts

__all__ = [
    "Account",
    "account_of",
    "canonical_url",
    "date_in_url",
    "domain_matches",
    "host_of",
    "is_web_url",
    "language_in_url",
    "month_in_url",
    "registrable_domain",
    "slug_words",
    "target_of",
    "url_key",
]

_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}|%")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_OUTSIDE = re.compile(r"[^!#$%&'()*+,/:;=?@\[\]\w.~-]|[^\x00-\x7f]")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_MAX_WORDS = 64
_UKRAINIAN_UK = (".ua", ".int", ".eu", ".org", ".info", ".net")
"""Top domains under which ``/uk/`` is the language; elsewhere it is as often the country."""


def is_web_url(text: str) -> bool:
    """Whether ``text`` is an http(s) address with a host."""
    return split_url(text) is not None


def host_of(url: str) -> str:
    """The host in lower case (IDN as punycode), without port or credentials; ``""`` if none."""
    parts = split_url(url)
    return "" if parts is None else parts.host


def canonical_url(url: str) -> str:
    """``url`` written in one way, still fetchable: same scheme, host, path and closing slash.

    Lower-case host, no default port, no credentials, dot segments resolved, percent-encoding
    normalised, tracking parameters and the fragment (text fragments too) dropped. What is no web
    address comes back as it is, stripped.
    """
    parts = split_url(url)
    if parts is None:
        return url.strip()
    port = "" if parts.port is None else f":{parts.port}"
    query = "&".join(_kept_parameters(parts))
    path = _encoded(_without_dots(parts.path)) or "/"
    return f"{parts.scheme}://{parts.host}{port}{path}{'?' if query else ''}{query}"


def url_key(url: str) -> str:
    """What two addresses of one document share; for comparing only, never shown or fetched.

    Ignores scheme, ``www.`` and mobile hosts, aliases of a platform (x.com, twitter.com), the case
    of account names, a closing slash, ``index.html``, the order of parameters.
    """
    parts = split_url(url)
    if parts is None:
        return url.strip()
    on_platform = platform_key(parts)
    if on_platform is not None:
        return on_platform
    host = platform_host(parts.host) or ".".join(labels_of(parts.host))
    port = "" if parts.port is None else f":{parts.port}"
    query = "&".join(sorted(_kept_parameters(parts)))
    return f"{host}{port}{_key_path(parts)}{'?' if query else ''}{query}"


def domain_matches(host: str, domain: str) -> bool:
    """Whether ``host`` is ``domain`` or lies below it, on label boundaries.

    ``news.nato.int`` matches ``nato.int``; ``evilnato.int`` and ``nato.int.evil.com`` do not. The
    names of one platform count as one.
    """
    below, above = labels_of(host), labels_of(domain)
    if not below or not above:
        return False
    if below[-len(above) :] == above:
        return True
    platform = platform_host(domain)
    return platform is not None and platform == platform_host(host)


def registrable_domain(host: str) -> str:
    """The part of a host that somebody registered: ``www.ons.gov.uk`` → ``ons.gov.uk``.

    By a short list of registry labels, not by the public suffix list; good enough to compare.
    """
    labels = labels_of(host)
    second_level = len(labels) > 2 and len(labels[-1]) == 2
    keep = 3 if second_level and labels[-2] in word_set("hosts", "registry") else 2
    return ".".join(labels[-keep:])


def target_of(url: str) -> terms.Target:
    """What an address points at, judged by its form; a doubtful one is a page."""
    parts = split_url(url)
    return terms.Target.PAGE if parts is None else target_of_parts(parts)


def date_in_url(url: str) -> datetime.date | None:
    """The day the address carries in path, slug or post number (UTC), or ``None``."""
    parts = split_url(url)
    return None if parts is None else date_of_parts(parts)


def month_in_url(url: str) -> tuple[int, int] | None:
    """Year and month the address carries, or ``None``."""
    parts = split_url(url)
    return None if parts is None else month_of_parts(parts)


def slug_words(url: str) -> tuple[str, ...]:
    """The words of the path, lower case, in order, each once; numbers and file endings left out.

    Percent-encoding is decoded; names in camel case are split (``MIDRussia`` → ``mid russia``).
    Language segments are no words.
    """
    parts = split_url(url)
    if parts is None:
        return ()
    words = dict.fromkeys(_path_words(parts))
    return tuple(words)[:_MAX_WORDS]


def language_in_url(url: str) -> str | None:
    """The language the address names, as ISO 639-1: in a segment, a parameter, a host label."""
    parts = split_url(url)
    if parts is None:
        return None
    languages: dict[str, str] = address_lexicon()["languages"]
    for candidate in _language_candidates(parts):
        code = candidate.lower().replace("_", "-").partition("-")[0]
        if code in languages:
            return languages[code]
        if code == "uk" and parts.host.endswith(_UKRAINIAN_UK):
            return "uk"
    return None


def _language_candidates(parts: Parts) -> Iterator[str]:
    for name, value in parts.parameters():
        if name in {"lang", "language", "hl", "locale", "lng", "l"}:
            yield value
    yield from (piece for piece in parts.segments if is_language_segment(piece))
    if len(labels_of(parts.host)) > 2:
        yield labels_of(parts.host)[0]
    if parts.segments:
        # …-eng.htm (Canada's government), ….en.html (the ECB), …_fr.pdf
        pieces = re.split(r"[-._]", parts.segments[-1].rpartition(".")[0])
        yield from pieces[-1:] if len(pieces) > 1 else ()


def _path_words(parts: Parts) -> Iterator[str]:
    segments = [piece for piece in parts.segments if not is_language_segment(piece)]
    endings = _endings()
    for segment in segments:
        stem, dot, ending = segment.rpartition(".")
        named = stem if dot and ending.lower() in endings else segment
        for token in _WORD.findall(_CAMEL.sub(" ", named)):
            yield from _token_words(token)


@functools.cache
def _endings() -> frozenset[str]:
    return word_set("paths", "pages") | word_set("paths", "documents")


def _token_words(token: str) -> Iterator[str]:
    if token.isalpha():
        if len(token) > 1:
            yield token.lower()
        return
    # "october2026", "covid19" hold a word; "dq261009a", "us7000zz41" do not.
    yield from (run.lower() for run in _LETTERS.findall(token) if len(run) > 3)


def _kept_parameters(parts: Parts) -> list[str]:
    pieces = (piece for piece in parts.query.split("&") if piece)
    return [_encoded(piece) for piece in pieces if not is_tracker(piece.partition("=")[0])]


def _key_path(parts: Parts) -> str:
    path = _encoded(_without_dots(parts.path)).rstrip("/")
    head, _, last = path.rpartition("/")
    if last.lower() in {"index.html", "index.htm", "index.php", "default.aspx", "amp"}:
        path = head.rstrip("/")
    return path


def _encoded(text: str) -> str:
    """``text`` with escapes of plain characters undone, all other escapes in capitals."""
    unescaped = _PERCENT.sub(_normal_escape, text)
    return _OUTSIDE.sub(_escape, unescaped)


def _normal_escape(match: re.Match[str]) -> str:
    escape = match.group()
    if escape == "%":
        return "%25"
    character = chr(int(escape[1:], 16))
    return character if character in _UNRESERVED else escape.upper()


def _escape(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


def _without_dots(path: str) -> str:
    """``path`` with ``.`` and ``..`` resolved (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    pieces = path.split("/")
    for piece in pieces:
        if piece == ".." and len(kept) > 1:
            kept.pop()
        elif piece not in {".", ".."}:
            kept.append(piece)
    if pieces[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)
