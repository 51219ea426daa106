"""In which encoding a response is read, where transport, page and bytes disagree."""

import codecs
import re

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_DEFAULTS = frozenset({"iso8859-1", "ascii", "cp1252"})
"""What servers send for pages of any alphabet, because it is their setting."""


def charset_of(content_type: str | None, data: bytes) -> str | None:
    """The encoding to read ``data`` in, or ``None`` to leave it to the reader.

    Bytes that are valid UTF-8 and not plain ASCII are UTF-8, whatever is declared: no text of a
    single-byte encoding comes out so by chance. A Latin-1 header gives way to what the page itself
    declares; any other header wins over the page (WHATWG Encoding Standard).
    """
    if not data.isascii() and _decodes(data):
        return "utf-8"
    found = _CHARSET.search(content_type or "")
    declared = _known(found[1]) if found else None
    if declared in _DEFAULTS:
        meta = _META.search(data[:4096])
        inside = _known(meta[1].decode("ascii")) if meta else None
        return inside if inside not in {None, "utf-8"} else declared
    return declared


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
