"""An address taken apart, and the lists of words that say how addresses read.

The ground under :mod:`provenance.urls`; other modules ask that one. Nothing here raises on any
text: what is no web address has no parts.
"""

import functools
import re
import tomllib
from importlib import resources
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import attrs

_MAX_LENGTH = 8_192
"""Longer "addresses" are data or an attack; browsers and servers give up at about this length."""

_WEB = frozenset({"http", "https"})
_FORBIDDEN_HOST = re.compile(r"[\s<>\"'\\^`{|}%,;()]")


@attrs.frozen(kw_only=True)
class Parts:
    """A web address taken apart: lower-case ASCII host, decoded path segments, raw query."""

    scheme: str
    host: str
    port: int | None
    """``None`` for the scheme's own port."""
    path: str
    segments: tuple[str, ...]
    """The path's pieces, percent-decoded; empty ones left out."""
    query: str

    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Names (lower case) and values of the query, in order, still encoded."""
        pairs = (piece.partition("=") for piece in self.query.split("&") if piece)
        return tuple((name.lower(), value) for name, _, value in pairs)


@functools.cache
def address_lexicon() -> dict[str, Any]:
    """The lists of ``data/platforms.toml``; read once."""
    path = resources.files("provenance") / "data" / "platforms.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@functools.cache
def word_set(table: str, name: str) -> frozenset[str]:
    """One list of the lexicon as a set."""
    return frozenset(address_lexicon()[table][name])


def split_url(url: str) -> Parts | None:
    """The parts of ``url``, or ``None`` when it is no http(s) address with a usable host."""
    return None if len(url) > _MAX_LENGTH else _split(url)


@functools.lru_cache(maxsize=1 << 6)
def _split(url: str) -> Parts | None:
    """The parts of an address, of which one thing after the other is asked."""
    try:
        split = urlsplit(url.strip())
        port = split.port
    except ValueError:
        return None
    host = ascii_host(split.hostname or "")
    if split.scheme not in _WEB or not host:
        return None
    return Parts(
        scheme=split.scheme,
        host=host,
        port=None if port == _own_port(split) else port,
        path=split.path,
        segments=tuple(unquote(piece) for piece in split.path.split("/") if piece),
        query=split.query,
    )


def kept_parameter_names(parts: Parts) -> tuple[str, ...]:
    """The names of the parameters that may choose what is shown: all but the trackers."""
    return tuple(name for name, _ in parts.parameters() if not is_tracker(name))


def is_tracker(name: str) -> bool:
    """Whether a parameter only says who clicked where."""
    names = word_set("trackers", "names")
    lowered = name.lower()
    # A prefix ends in "*"; the longest has 14 characters.
    return lowered in names or any(f"{lowered[:end]}*" in names for end in range(2, 15))


def ascii_host(host: str) -> str:
    """``host`` in lower case, IDN labels as punycode, no closing dot; empty when it is none."""
    lowered = host.strip().strip(".").lower()
    if not lowered or _FORBIDDEN_HOST.search(lowered) or ".." in lowered:
        return ""
    if lowered.isascii():
        return lowered
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


@functools.lru_cache(maxsize=1 << 6)
def labels_of(host: str) -> tuple[str, ...]:
    """The labels of ``host`` without the ones that only choose a presentation (www, m, amp)."""
    labels = tuple(label for label in ascii_host(host).split(".") if label)
    while len(labels) > 2 and labels[0] in word_set("hosts", "presentation"):
        labels = labels[1:]
    return labels


def _own_port(split: SplitResult) -> int:
    return 443 if split.scheme == "https" else 80
