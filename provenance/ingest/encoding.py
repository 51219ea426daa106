"""Bytes to text: byte order mark, declared charset, UTF-8, then a guess; binary is refused."""

import codecs
import re

import attrs

from provenance.errors import InputError
from provenance.terms import Reason

MAX_BYTES = 16 * 1024 * 1024
"""Largest file read. The longest pages of our sets have 2 MB; a tree of 16 MB needs half a GB."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I
)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ\x90",
    b"OggS",
    b"ID3",
)
_SAMPLE = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL_SHARE = 0.02
"""Control characters from which a text counts as binary: a stray form feed or NUL passes."""
_CYRILLIC = re.compile("[а-яіїєґё]", re.I)
_LATIN_ACCENTS = re.compile("[äöüßéèêçñóáíàùâîôûëïœæąćęłńśźż]", re.I)


@attrs.frozen(kw_only=True)
class Decoded:
    """A text and the encoding it was read in."""

    text: str
    encoding: str


def decode_bytes(
    data: bytes, *, name: str, charset: str | None = None, markup: bool = False
) -> Decoded:
    """The text of ``data``; a leading byte order mark is dropped, newlines stay as they are.

    Args:
        data: the file.
        name: how to call it in a message.
        charset: what the transport says (HTTP header), tried after the byte order mark.
        markup: whether a ``<meta charset>`` may speak for the file.

    Raises:
        InputError: nothing in it (EMPTY), no text (BINARY), too long (TOO_LARGE).
    """
    _refuse_what_is_no_text(data, name)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"), encoding, name)
    for declared in (charset, _declared_in(data) if markup else None):
        text = _strictly(data, declared)
        if text is not None and declared is not None:
            return _checked(text, declared.lower(), name)
    if data[:_SAMPLE].count(0) > len(data[:_SAMPLE]) * _MAX_CONTROL_SHARE:
        return _guessed_utf16(data, name)
    text = _strictly(data, "utf-8")
    return _guessed(data, name) if text is None else _checked(text, "utf-8", name)


def _refuse_what_is_no_text(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise InputError(
            f"cannot read '{name}': it is empty; save the article's text in it", reason=Reason.EMPTY
        )
    if data.startswith(_SIGNATURES):
        raise _binary(name)


def too_large(name: str, size: int) -> InputError:
    """The error for a file over :data:`MAX_BYTES`."""
    limit = MAX_BYTES // (1024 * 1024)
    return InputError(
        f"cannot read '{name}': it has {size / 1024 / 1024:.0f} MB, the limit is {limit} MB; "
        "save the article alone, without embedded data",
        reason=Reason.TOO_LARGE,
    )


def _binary(name: str) -> InputError:
    return InputError(
        f"cannot read '{name}': it is not text but binary data; give a .txt, .md or .html file",
        reason=Reason.BINARY,
    )


def _declared_in(data: bytes) -> str | None:
    head = data[:4096]
    found = _META_CHARSET.search(head) or _XML_ENCODING.search(head)
    return found[1].decode("ascii") if found else None


def _strictly(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        known = codecs.lookup(encoding)
        # Browsers read Latin-1 and ASCII labels as windows-1252 (WHATWG Encoding Standard, 4.2).
        name = "cp1252" if known.name in {"iso8859-1", "ascii"} else known.name
        text = codecs.decode(data, name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return text if isinstance(text, str) else None


def _checked(text: str, encoding: str, name: str) -> Decoded:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(8, _MAX_CONTROL_SHARE * len(sample)):
        raise _binary(name)
    if not text.strip("\x00\ufeff \t\r\n\u00a0"):
        raise InputError(
            f"cannot read '{name}': it holds only white space; save the article's text in it",
            reason=Reason.EMPTY,
        )
    return Decoded(text=text, encoding=encoding)


def _guessed(data: bytes, name: str) -> Decoded:
    sample = data[:_SAMPLE]
    if len(_CONTROL_BYTES.findall(sample)) > max(8, _MAX_CONTROL_SHARE * len(sample)):
        raise _binary(name)
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") <= max(2, len(broken) // 2000):
        # UTF-8 with a few broken bytes: better one lost letter than another alphabet.
        return _checked(broken, "utf-8", name)
    best = max(
        ("cp1252", "cp1250", "cp1251", "koi8-u"), key=lambda encoding: _likelihood(sample, encoding)
    )
    if _likelihood(sample, best) <= 0:
        best = _from_charset_normalizer(sample, name)
    return _checked(data.decode(best, "replace"), best, name)


def _guessed_utf16(data: bytes, name: str) -> Decoded:
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if max(even, odd) < 4 * min(even, odd) + 4:
        raise _binary(name)
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    return _checked(data.decode(encoding, "replace"), encoding, name)


def _likelihood(sample: bytes, encoding: str) -> float:
    """How much ``sample`` reads like one of our languages in ``encoding``; 0 for not at all."""
    text = sample.decode(encoding, "replace")
    high = [c for c in text if ord(c) > 127]
    lower_cyrillic = sum("а" <= c <= "я" or c in "іїєґё" for c in high)
    if encoding in {"cp1251", "koi8-u"}:
        # Wrong Cyrillic tables swap case: "рПТФ" instead of "Порт".
        upper_inside = len(re.findall("[а-яіїєґ][А-ЯІЇЄҐ]", text))
        return (
            (lower_cyrillic - 4 * upper_inside) / max(1, len(high))
            if lower_cyrillic > len(text) * 0.2
            else 0.0
        )
    accents = len(_LATIN_ACCENTS.findall(text)) + sum(c in "“”„‘’–—«»…€£°§©\u00a0" for c in text)
    mangled = sum(c in "ŕčůřďĺľÐÞþðÿØøÅå¤¦¨¬¯²³¹¼½¾¿×÷\ufffd" for c in text)
    share = len(high) / max(1, len(text))
    return (accents - 3 * mangled) / max(1, len(high)) if share < 0.2 else 0.0


def _from_charset_normalizer(sample: bytes, name: str) -> str:
    # Imported here: 40 ms that almost no file needs.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    match = from_bytes(sample).best()
    if match is None:
        raise InputError(
            f"cannot read '{name}': its encoding is not known; save it as UTF-8",
            reason=Reason.BAD_ENCODING,
        )
    return match.encoding
