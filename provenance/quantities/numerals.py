"""The value of a numeral, in digits or spelled, with scale and fraction, in seven languages."""

import re
from fractions import Fraction

import attrs

from provenance.quantities.tables import NumberTables, match_phrase, match_unit

_LONGEST_DIGITS = 24
"""Characters; a longer run of digits is an identifier, not a number."""
_LONGEST_WORD = 60
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:(?P<mark>[.,'’ \u00a0\u202f\u2009])\d{3}(?:(?P=mark)\d{3}){0,6})"
    r"(?:[.,]\d{1,9})?(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<word>(?:[ldnsjmtc]|qu)['’](?=[^\W\d_])|(?:us|u\.s\.|ca|au|c|a)?\$|(?:[^\W\d_]\.){2,4}|km/h|m/s|км/ч|км/год"
    r"|[^\W\d_]+[²³]?(?:['’ʼ][^\W\d_]+)*)"
    r"|(?P<sign>°[ \u00a0]?[cf]?\b|[^\w\s])",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}([.,'’ \u00a0\u202f\u2009])\d{3}(?:\1\d{3})*([.,]\d+)?")
_APOSTROPHES = str.maketrans("’ʼ", "''")
_DASHES = frozenset("-–—‑")
_GERMAN_TENS = ("zig", "ßig", "ssig")
_HALF_PREFIXES = {"ru": "пол", "uk": "пів", "pl": "pół"}


@attrs.frozen(kw_only=True)
class Numeral:
    """A number as read: its value, how exact it is, and where it ends."""

    value: Fraction
    step: Fraction
    """The worth of the last significant digit."""
    end: int
    """Index of the token after it."""
    share: bool = False
    """A part of a whole: "two thirds", "one in ten"."""
    lone: bool = False
    """A single spelled "one" or a bare fraction: a number only if something says so."""


@attrs.frozen(kw_only=True)
class NumberTokens:
    """The tokens of a text among which numerals are read."""

    text: str
    tables: NumberTables
    matches: tuple[re.Match[str], ...]
    words: tuple[str, ...]
    """The tokens, lower case, with straight apostrophes."""

    @classmethod
    def of(cls, text: str, tables: NumberTables) -> "NumberTokens":
        """The tokens of ``text``."""
        matches = tuple(_TOKEN.finditer(text))
        words = tuple([match.group().lower() for match in matches])
        if not text.isascii():
            words = tuple([word.translate(_APOSTROPHES) for word in words])
        return cls(text=text, tables=tables, matches=matches, words=words)

    def word(self, at: int) -> str:
        """The token at ``at``; empty beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def digits(self, at: int) -> str | None:
        """The digits at ``at``, or ``None`` for a word."""
        found: str | None = self.matches[at].group("number") if at < len(self.words) else None
        return found


def read_numeral(tokens: NumberTokens, at: int) -> Numeral | None:
    """The numeral that starts at token ``at``, the longest there is."""
    first = _read_digits(tokens, at) if tokens.digits(at) else _read_spelled(tokens, at)
    if first is None:
        return _read_fraction(tokens, at)
    return _read_ratio(tokens, _with_half(tokens, _with_scale(tokens, first)), at)


def digits_value(digits: str, decimal: str) -> tuple[Fraction, Fraction] | None:
    """Value and step of a number in digits, or ``None`` where it is no number."""
    if len(digits) > _LONGEST_DIGITS:
        return None
    grouped = _GROUPED.fullmatch(digits)
    if grouped and not _is_decimal(digits, grouped, decimal):
        whole, _, part = (
            digits.partition(grouped.group(2)) if grouped.group(2) else (digits, "", "")
        )
        whole = whole.replace(grouped.group(1), "")
    else:
        whole, _, part = digits.replace(",", ".").partition(".")
    value = Fraction(int(whole + part), 10 ** len(part))
    return value, Fraction(1, 10 ** len(part)) if part else _step(value)


def _is_decimal(digits: str, grouped: re.Match[str], decimal: str) -> bool:
    """Whether a single mark before three digits is a decimal mark ("0.125", German "1,846")."""
    mark = grouped.group(1)
    single = digits.count(mark) == 1 and grouped.group(2) is None
    return single and mark in ".," and (digits.startswith("0") or mark == decimal)


def _step(value: Fraction) -> Fraction:
    if value == 0 or value.denominator != 1:
        return Fraction(1, 10)
    step, number = 1, value.numerator
    while number % 10 == 0:
        number //= 10
        step *= 10
    return Fraction(step)


def _read_digits(tokens: NumberTokens, at: int) -> Numeral | None:
    read = digits_value(tokens.digits(at) or "", tokens.tables.decimal)
    if read is None:
        return None
    end = at + 1
    if tokens.word(end) == "½" or (tokens.word(end) == "1" and tokens.word(end + 1) == "/"):
        return Numeral(value=read[0] + Fraction(1, 2), step=Fraction(1, 2), end=end + 1)
    return Numeral(value=read[0], step=read[1], end=end)


def _read_spelled(tokens: NumberTokens, at: int) -> Numeral | None:
    total = current = Fraction(0)
    end, last = at, None
    while (value := _word_value(tokens, end)) is not None:
        if last is not None and not _adds_up(current, value):
            break
        current = _combined(current, value, last)
        end, last = end + 1, value
        scale = tokens.tables.scales.get(tokens.word(end))
        if scale is not None and not (total and scale >= total):
            total, current, end = total + current * scale, Fraction(0), end + 1
        if _joins(tokens, end, value):
            end += 1
    if last is None:
        return None
    value = total + current
    alone = end == at + 1 and tokens.word(at) in tokens.tables.lone
    step = Fraction(1, 2) if value.denominator > 1 else _step(value)
    return Numeral(value=value, step=step, end=end, lone=alone)


def _combined(current: Fraction, value: Fraction, last: Fraction | None) -> Fraction:
    if value == 100 and last is not None:
        return max(current, Fraction(1)) * 100
    if value == 20 and last == 4:
        return current - 4 + 80  # quatre-vingts
    return current + value


def _adds_up(current: Fraction, value: Fraction) -> bool:
    """Whether a numeral continues the one before ("forty" + "two") or starts another."""
    if value == 100:
        return 0 < current < 100
    if value > 100:
        return False
    below = current % 100
    if value >= 20:
        return below == 0 or (value == 20 and below == 4)
    if value >= 10:
        return below in (0, 60, 80)
    return below % 10 == 0 and below != 10


def _joins(tokens: NumberTokens, at: int, before: Fraction) -> bool:
    """Whether a hyphen or "and" at ``at`` joins what stands on either side into one numeral."""
    word = tokens.word(at)
    following = _word_value(tokens, at + 1)
    if following is None or tokens.tables.scales.get(word):
        return False
    if word in _DASHES:
        return following < 100
    if word not in tokens.tables.connectors:
        return False
    whole = before >= 100 or (before >= 20 and tokens.tables.language in ("fr", "es"))
    return whole and following < 100


def _word_value(tokens: NumberTokens, at: int) -> Fraction | None:
    word = tokens.word(at)
    found = tokens.tables.words.get(word)
    if found is None and tokens.tables.language == "de" and 4 < len(word) <= _LONGEST_WORD:
        return _german_value(word, tokens.tables)
    return found


def _german_value(word: str, tables: NumberTables) -> Fraction | None:
    """A German numeral written as one word: "dreihundertsechsundsechzig"."""
    thousands, tausend, rest = word.rpartition("tausend")
    if tausend:
        high = _german_value(thousands, tables) if thousands else Fraction(1)
        low = _german_value(rest, tables) if rest else Fraction(0)
        return None if high is None or low is None else high * 1000 + low
    known = tables.words.get(word)
    if known is not None:
        return known
    hundreds, hundert, rest = word.rpartition("hundert")
    if hundert:
        high = tables.words.get(hundreds) if hundreds else Fraction(1)
        low = _german_value(rest.removeprefix("und"), tables) if rest else Fraction(0)
        return None if high is None or low is None else high * 100 + low
    ones, und, tens = word.partition("und")
    if und and tens.endswith(_GERMAN_TENS) and ones in tables.words and tens in tables.words:
        return tables.words[ones] + tables.words[tens]
    return None


def _with_scale(tokens: NumberTokens, numeral: Numeral) -> Numeral:
    at = numeral.end
    if tokens.word(at) in _DASHES and tokens.word(at + 1) in tokens.tables.scales:
        at += 1
    scale = tokens.tables.scales.get(tokens.word(at))
    if scale is None:
        return numeral
    end = at + 2 if tokens.word(at + 1) == "." and len(tokens.word(at)) <= 4 else at + 1
    scaled = attrs.evolve(
        numeral, value=numeral.value * scale, step=numeral.step * scale, end=end, lone=False
    )
    return _with_scale(tokens, scaled) if tokens.word(end) in tokens.tables.scales else scaled


def _with_half(tokens: NumberTokens, numeral: Numeral) -> Numeral:
    """The numeral with a half behind it: "one and a half million", "un million et demi"."""
    phrases = tokens.tables.phrases["half_after"]
    found = match_phrase(phrases, tokens.words, numeral.end)
    if found is None:
        return numeral
    half = numeral.step / 2 if numeral.step >= 1000 else Fraction(1, 2)
    end = numeral.end + found[0]
    return _with_scale(
        tokens, Numeral(value=numeral.value + half, step=half, end=end, share=numeral.share)
    )


def _read_ratio(tokens: NumberTokens, numeral: Numeral, at: int) -> Numeral:
    """The share a numeral begins ("two thirds", "two out of three"), or the numeral unchanged."""
    end = numeral.end
    if tokens.word(end) in _DASHES:
        end += 1
    part = tokens.tables.fractions.get(tokens.word(end))
    if part is not None and numeral.value.denominator == 1 and 0 < numeral.value <= 1 / part:
        share = numeral.value * part
        return _scaled_share(tokens, Numeral(value=share, step=share, end=end + 1, share=True))
    found = match_phrase(tokens.tables.phrases["ratio"], tokens.words, numeral.end)
    if found is None:
        return numeral
    whole = _plain_number(tokens, numeral.end + found[0])
    is_part = whole is not None and numeral.value < whole <= 100 and numeral.value <= 10
    end = numeral.end + found[0] + 1
    weak = found[1] in ("in", "of", "von", "de", "aus")
    # "one of 5 percent" is a fine, not a fifth of one.
    measured = weak and match_unit(tokens.tables, tokens.words, end) is not None
    strong = not weak or tokens.digits(at) is None
    if whole is None or not is_part or not strong or measured:
        return numeral
    return Numeral(value=numeral.value / whole, step=Fraction(1, 100), end=end, share=True)


def _plain_number(tokens: NumberTokens, at: int) -> Fraction | None:
    digits = tokens.digits(at)
    if digits:
        read = digits_value(digits, tokens.tables.decimal)
        return read[0] if read else None
    return _word_value(tokens, at)


def _read_fraction(tokens: NumberTokens, at: int) -> Numeral | None:
    """A fraction without a numeral: "a third", "half a million", "полпроцента"."""
    start = at
    if tokens.word(at) in tokens.tables.articles:
        start += 1
    part = tokens.tables.fractions.get(tokens.word(start))
    if part is not None:
        numeral = Numeral(value=part, step=part, end=start + 1, share=True, lone=True)
        return _scaled_share(tokens, numeral)
    scale = tokens.tables.scales.get(tokens.word(start))
    if start > at and scale is not None:
        value = Fraction(scale)
        return Numeral(value=value, step=value, end=start + 1)
    return _read_glued_half(tokens, at)


def _read_glued_half(tokens: NumberTokens, at: int) -> Numeral | None:
    prefix = _HALF_PREFIXES.get(tokens.tables.language)
    word = tokens.word(at)
    if prefix is None or not word.startswith(prefix) or len(word) < len(prefix) + 5:
        return None
    rest = word[len(prefix) :].lstrip("-")
    scale = tokens.tables.scales.get(rest)
    half = Fraction(1, 2)
    if scale is not None:
        return Numeral(value=half * scale, step=half * scale, end=at + 1)
    if match_unit(tokens.tables, (rest,), 0) is None:
        return None
    return Numeral(value=half, step=half, end=at)


def _scaled_share(tokens: NumberTokens, numeral: Numeral) -> Numeral:
    """The number a share of a scale makes: "half a million", "a quarter of a million"."""
    at = numeral.end
    for skip in range(3):
        scale = tokens.tables.scales.get(tokens.word(at + skip))
        if scale is not None and scale >= 12:
            value = numeral.value * scale
            return Numeral(value=value, step=value, end=at + skip + 1)
        if tokens.word(at + skip) not in tokens.tables.of | tokens.tables.articles:
            break
    return numeral


def is_glued(text: str, start: int, end: int) -> bool:
    """Whether letters or further digits cling to a number: "CVE-2026", "4x4", "1.2.3"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and (before[-1].isalpha() or before[-1] == "_"):
        return True
    if len(before) == 2 and before[-1] in ".-/:–" and before[0].isalnum():
        return not before[0].isdigit() or before[-1] != "–"
    if after and (after[0].isalpha() or after[0] == "_"):
        return True
    return len(after) == 2 and after[0] in "./:-" and after[1].isdigit()


def roman_value(written: str) -> int:
    """The value of a Roman number up to 39: ``XIV`` is 14."""
    total = 0
    for digit, following in zip(written, [*written[1:], ""], strict=True):
        worth = _ROMAN_DIGITS[digit]
        total += -worth if worth < _ROMAN_DIGITS.get(following, 0) else worth
    return total


_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
