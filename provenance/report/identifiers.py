"""Addresses and identifiers as URIs (RFC 3986), whatever characters they were given with."""

import base64
import re
from urllib.parse import quote

from provenance.model import Article
from provenance.urls import is_web_url

NAMESPACE = "urn:x-provenance:"
"""Of ids in a report and of the words that are ours; not registered, and leads nowhere."""

_IN_AN_ADDRESS = "/:?@!$&'()*+,;=%~"
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def file_uri(path: str) -> str:
    """A POSIX path as a relative reference: ``%``, ``:``, spaces and what is not ASCII escaped.

    Bytes of a name that are no UTF-8 come out as those bytes.
    """
    raw = path.encode("utf-8", "surrogateescape") if _is_escaped(path) else _bytes(path)
    # A colon in the first part would make it a scheme, two slashes at the start a host.
    uri = quote(raw, safe="/")
    return f"./{uri.lstrip('/')}" if uri.startswith("//") else uri


def web_uri(url: str) -> str | None:
    """An http(s) address with everything escaped that may not stand in a URI; else ``None``.

    ``None`` as well where it holds characters that hide: nobody should be led there.
    """
    if not is_web_url(url) or not url.strip().isprintable():
        return None
    address, mark, fragment = _LONE_PERCENT.sub("%25", url.strip()).partition("#")
    return _quoted(address) + mark + _quoted(fragment)


def urn(kind: str, identifier: str) -> str:
    """The URI of a thing in a report: its kind and its id."""
    name = quote(_bytes(identifier), safe=":-._~")
    return f"{NAMESPACE}{kind}:{name}"


def digest_uri(digest: str | None) -> str | None:
    """``sha256:<hex>`` as the ``ni`` URI of RFC 6920; ``None`` for anything else."""
    algorithm, _, hexadecimal = (digest or "").partition(":")
    try:
        raw = bytes.fromhex(hexadecimal)
    except ValueError:
        return None
    if algorithm != "sha256" or len(raw) != 32:
        return None
    return f"ni:///sha-256;{base64.urlsafe_b64encode(raw).decode('ascii').rstrip('=')}"


def article_uri(article: Article) -> str:
    """The web address of an article; of one that has none, the URI of its bytes."""
    url = article.metadata.url and web_uri(article.metadata.url)
    return url or digest_uri(article.digest) or urn("article", article.id)


def _quoted(part: str) -> str:
    return quote(_bytes(part), safe=_IN_AN_ADDRESS)


def _bytes(words: str) -> bytes:
    """``words`` in UTF-8; half a pair becomes U+FFFD, for ``?`` would begin a query."""
    return _SURROGATES.sub("\ufffd", words).encode("utf-8")


def _is_escaped(path: str) -> bool:
    """Whether every surrogate in it stands for one byte of a file name."""
    return all(not 0xD800 <= ord(one) <= 0xDFFF or 0xDC80 <= ord(one) <= 0xDCFF for one in path)
