"""Numbers and dates inside a claim: found, said otherwise, or made wrong."""

import re
from dataclasses import dataclass
from random import Random

from verifier.edits import lexicon

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(value: int) -> str:
    """A number below one hundred in words."""
    if value < 20:
        return _SMALL[value]
    tens, rest = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[rest]}" if rest else "")


WORDS = {spell(value): value for value in range(2, 100)}
MONTHS: list[str] = lexicon()["months"]
_MONTH = "|".join(MONTHS)
DIGITS = re.compile(r"(?<![\w.,/:–-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w:/–-]|,\d|\.\d)")
SPELLED = re.compile(
    rf"(?<![\w–-])(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\w.,£$€-])(1[6-9]\d\d|20\d\d)(?!\w|[.,]\d)")
DAY_MONTH = re.compile(rf"(?<!\w)(\d{{1,2}}) ({_MONTH})(?!\w)")
MONTH_DAY = re.compile(rf"(?<!\w)({_MONTH}) (\d{{1,2}})(?!\w|,\d)")
MONTH = re.compile(rf"(?<!\w)(?:{_MONTH})(?!\w)")
WEEKDAY = re.compile(rf"(?<!\w)(?:{'|'.join(lexicon()['weekdays'])})(?!\w)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text."""

    start: int
    end: int
    value: float
    spelled: bool


def numbers_in(text: str) -> list[Number]:
    """Plain numbers in digits or words; parts of dates and years are left out."""
    taken = [m.span() for p in (DAY_MONTH, MONTH_DAY, YEAR) for m in p.finditer(text)]

    def is_free(start: int, end: int) -> bool:
        return all(end <= left or start >= right for left, right in taken)

    found = [
        Number(m.start(), m.end(), float(m.group().replace(",", "")), spelled=False)
        for m in DIGITS.finditer(text)
        if is_free(*m.span()) and len(m.group()) < 16
    ]
    for match in SPELLED.finditer(text):
        if is_free(*match.span()):
            value = float(WORDS[match.group().lower()])
            found.append(Number(match.start(), match.end(), value, spelled=True))
    return found


def write(value: float, like: str) -> str:
    """The value in digits, with thousands and decimals as in ``like``."""
    decimals = len(like.partition(".")[2])
    if decimals:
        return f"{value:,.{decimals}f}" if "," in like else f"{value:.{decimals}f}"
    whole = int(value)
    return f"{whole:,}" if "," in like or whole >= 10_000 else str(whole)


def wrong_value(value: float, rng: Random) -> float:
    """A different number of about the same looks."""
    if value != int(value):
        return round(value * rng.choice((0.4, 0.7, 1.3, 1.6, 2.1)), 2)
    whole = int(value)
    choices = {whole + 1, whole + 2, whole + 10, whole * 2, whole * 10, whole + max(1, whole // 4)}
    choices |= {max(0, whole - 1), max(0, whole - max(1, whole // 3)), whole // 2}
    if whole > 9:
        choices.add(int(str(whole)[::-1]))
    choices -= {whole, 0, 1}
    return float(rng.choice(sorted(choices)))


def round_down(value: float) -> float:
    """A rounder number below ``value`` ("more than …")."""
    if value < 12:
        return value - 1
    step = 10 ** (len(str(int(value))) - 1)
    fine = step / 10 if value >= 100 else step
    below = (int(value) // fine) * fine
    return float(below if below < value else below - fine)


def round_up(value: float) -> float:
    """A rounder number above ``value`` ("nearly …"); the value itself if that is far off."""
    if value < 18:
        return value
    step = 10 ** (len(str(int(value))) - 1)
    fine = step / 10 if value >= 100 else step
    above = float((int(value) // fine + 1) * fine)
    return above if above - value <= 0.05 * value else value
