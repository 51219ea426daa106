"""Hostile characters made visible: what a text hides from the eye, a report shows."""

import re
import unicodedata
from collections.abc import Callable

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"
_SOFT_HYPHEN = "\u00ad"
_LOST = "\ufffd"


def visible(text: str, *, mark: Callable[[str], str] = str) -> str:
    """``text`` with control, zero-width, bidi and tag characters replaced by what they are.

    Joiners stay where a script or an emoji needs them, line ends and tabs stay white space, and
    half a surrogate pair becomes U+FFFD.

    Args:
        text: any text.
        mark: wraps each replacement, for a format that can set it apart.
    """

    def replaced(match: re.Match[str]) -> str:
        character = match.group()
        if character in "\r\x0b\x0c\x85\u2028\u2029":
            return "\n"
        if character in _JOINERS and _joins(text, match.start()):
            return character
        return mark(_picture(character))

    return _SUSPECT.sub(replaced, text)


def one_line(text: str) -> str:
    """``text`` in one line, made visible: for a terminal, a table or a message."""
    return " ".join(visible(text).split())


def _picture(character: str) -> str:
    code = ord(character)
    if character == _SOFT_HYPHEN:
        return "‧"
    if 0xD800 <= code <= 0xDFFF:
        return _LOST
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"⟦U+{code:04X}⟧"


def _joins(text: str, at: int) -> bool:
    """Whether the characters on both sides make a joiner do something: no Latin, no spaces."""
    around = (text[at - 1 : at], text[at + 1 : at + 2])
    return all(one and not one.isascii() and _is_shown(one) for one in around)


def _is_shown(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMSN"
