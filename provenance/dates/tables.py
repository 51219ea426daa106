"""The patterns by which dates are found, built from ``data/calendar.toml`` for one language."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from provenance.words import needed_opening

LANGUAGES = ("en", "de", "fr", "es", "pl", "ru", "uk")
"""Languages with a calendar of their own; any other is read with the English one."""

_GAP = r"[ \t\u00a0\u202f]{1,3}"
_SPACE = r"[\s\u00a0\u202f]{0,3}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_HOUR = r"(?:2[0-4]|1\d|0?\d)"
_MINUTE = r"[0-5]\d"
_NOT_IN_NUMBER = r"(?<![\d.,:/€$£#–—-])(?<!\d )\b"
_YEAR_LOOK = r"[12]\d{3}"
_LARGEST_COUNT = 31


@attrs.frozen
class Need:
    """What a text has wherever a date of some kind stands in it; found sooner than the date."""

    signs: tuple[str, ...]
    """One of them stands in the text as it is :func:`flattened`; none where no word need be."""
    look: re.Pattern[str] | None
    """A piece of every match, a digit in it; ``None`` where no digit need be."""

    def has_sign(self, folded: str) -> bool:
        """Whether a text, ``folded`` so, has one of the signs, or needs none."""
        return not self.signs or any(map(folded.__contains__, self.signs))

    def is_seen(self, text: str, *, has_digits: bool) -> bool:
        """Whether ``text``, which has digits or not, has the piece with a digit, or needs none."""
        return self.look is None or (has_digits and self.look.search(text) is not None)


@attrs.frozen
class DatePattern:
    """One way of writing a date."""

    kind: str
    pattern: re.Pattern[str]
    need: Need
    """Patterns of one kind may share it."""


@attrs.frozen(kw_only=True)
class CalendarTables:
    """The calendar words of one language, ready for reading."""

    language: str
    capitals: bool
    """Whether months and weekdays are always written with a capital."""
    patterns: tuple[DatePattern, ...]
    """The surest first: what one has taken the next leaves alone."""
    openings: frozenset[str]
    """Of words: one stands in every text with a date but no digit; empty where none need be."""
    figure: re.Pattern[str]
    """What every date has for which no word need stand in the text."""
    months: tuple[re.Pattern[str], ...]
    weekdays: tuple[re.Pattern[str], ...]
    relative: Mapping[str, str]
    periods: tuple[tuple[str, re.Pattern[str]], ...]
    counts: Mapping[str, int]
    zones: Mapping[str, int]
    local: str

    def month_of(self, word: str | None) -> int | None:
        """The number of the month, January 1."""
        at = _index(self.months, word)
        return None if at is None else at + 1

    def weekday_of(self, word: str | None) -> int | None:
        """The number of the weekday, Monday 0."""
        return _index(self.weekdays, word)

    def period_of(self, word: str) -> str:
        """``day``, ``week``, ``month`` or ``year``."""
        return next((name for name, form in self.periods if form.fullmatch(word)), "day")


@cache
def load_calendar(language: str) -> CalendarTables:
    """The calendar of ``language``; the English one for a language that has none."""
    known = language if language in LANGUAGES else "en"
    table = _read("calendar.toml")
    counts = {
        word: value
        for word, value in _read("numbers.toml")[known]["words"].items()
        if isinstance(value, int) and 0 < value <= _LARGEST_COUNT
    }
    words: dict[str, Any] = table[known]
    patterns = _patterns(words, zones=list(table["zones"]), counts=list(counts))
    worded = [_words_of(shape.need) for shape in patterns if shape.need.look is None]
    return CalendarTables(
        language=known,
        capitals=words.get("capitals", False),
        patterns=patterns,
        openings=frozenset().union(*worded) if all(worded) else frozenset(),
        figure=_compiled(rf"\d(?:[./:-]\d|\d{{3}}|{_SPACE}(?:GMT|UTC|[ap]\.?m|{words['oclock']}))"),
        months=tuple(
            _compiled(f"(?:{long}{f'|{short}' if short else ''})\\.?")
            for long, short in zip(words["months"], words["short"], strict=True)
        ),
        weekdays=tuple(
            _compiled(f"(?:{long}){words.get('weekday_suffix', '')}|(?:{short})\\.?")
            for long, short in zip(words["weekdays"], words["short_weekdays"], strict=True)
        ),
        relative=words["relative"],
        periods=tuple((name, _compiled(form)) for name, form in words["periods"].items()),
        counts=counts,
        zones=table["zones"],
        local=words["local"],
    )


_Source = tuple[str, str, str | None]
"""Kind, pattern (:class:`DatePattern`) and look (:class:`Need`)."""


def _patterns(
    words: dict[str, Any], *, zones: list[str], counts: list[str]
) -> tuple[DatePattern, ...]:
    sources = [
        *_date_patterns(words),
        *_clock_patterns(words, zones),
        *_month_patterns(words),
        *_relative_patterns(words, counts),
        *_weekday_patterns(words),
        *_year_patterns(words),
    ]
    signs = _signs(words)
    needs = {
        (kind, look): Need(signs.get(kind, ()), _compiled(look) if look else None)
        for kind, _, look in sources
    }
    return tuple(
        DatePattern(kind, _compiled(source), needs[kind, look]) for kind, source, look in sources
    )


def _signs(words: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """By kind of pattern the letters of which every match has some."""
    return {
        "textual": _openings([*words["months"], *filter(None, words["short"])]),
        "month": _openings(words["months"]),
        "weekday": _openings(words["weekdays"]),
        "ago": _openings([words["ago"]]),
        "relative": _shortest(flattened(phrase.casefold()) for phrase in words["relative"]),
    }


def _words_of(need: Need) -> frozenset[str]:
    """The openings of the signs, which stand where a word begins if no digit need be there."""
    found = frozenset(needed_opening(f" {sign}") for sign in need.signs)
    return frozenset() if "" in found else found


def _openings(forms: Iterable[str]) -> tuple[str, ...]:
    """The letters that every alternative of the regular expressions ``forms`` begins with."""
    alternatives = (each for form in forms for each in _OUTER_OR.split(form))
    found = {
        begun[0].casefold() for each in alternatives for begun in [_OPENING.match(each)] if begun
    }
    return () if "" in found else _shortest(found)


def _shortest(signs: Iterable[str]) -> tuple[str, ...]:
    """Those of ``signs`` that have no other one in them."""
    ordered = sorted(set(signs), key=lambda sign: (len(sign), sign))
    return tuple(
        sign for at, sign in enumerate(ordered) if not any(one in sign for one in ordered[:at])
    )


def flattened(folded: str) -> str:
    """A text in lower case with single spaces and straight apostrophes, as signs are written."""
    plain = folded.replace("’", "'").replace("ı", "i")
    # The one mark that is no letter becomes an iota, which no sign has.
    return " ".join(plain.replace("ι", " ").split())


_OUTER_OR = re.compile(r"\|(?![^()\[\]]*[)\]])")
"""A bar outside brackets."""
_OPENING = re.compile(r"(?:[^\W_](?![?*{])| (?![?*{]))*")


def _date_patterns(words: dict[str, Any]) -> list[_Source]:
    before = _weekday_before(words)
    month = _month_with_short(words)
    day, last = f"(?P<day>{_DAY}){words['day_suffix']}", f"(?P<last>{_DAY}){words['day_suffix']}"
    upto = f"(?:{_SPACE}{words['range']}{_SPACE}{last})?"
    year = f"(?:,?{_SPACE}{words['of']}(?P<year>{_YEAR})(?!\\d){words['year_word']})?"
    after = f"(?:,?{_SPACE}\\(?(?P<weekday_after>{_any(words['weekdays'])})\\b\\)?)?"
    numeric = r"(?P<mark>[./-])(?P<second>0?[1-9]|1[0-2])"
    found: list[_Source] = [
        (
            "numeric",
            (
                rf"(?<![\w./-])(?P<first>{_YEAR})(?P<mark>-)(?P<second>0[1-9]|1[0-2])-"
                rf"(?P<year>{_DAY})(?![\w-])"
            ),
            r"-[01]\d-",
        ),
        (
            "numeric",
            (
                rf"{before}(?<![\w.,/-])(?P<first>{_DAY}){numeric}(?P=mark)"
                rf"(?P<year>{_YEAR}|\d\d)(?![\w/-])"
            ),
            r"[./-][01]?\d[./-]",
        ),
        (
            "textual",
            (
                rf"{before}(?<![\w.,])(?:{words['article']})?{day}{upto}{_SPACE}{words['of']}"
                rf"(?P<month>{month})\b\.?{year}{after}"
            ),
            rf"\d{words['day_suffix']}{_SPACE}{words['of']}(?:{month})",
        ),
    ]
    if words.get("capitals") and words["of"]:
        found.append(
            (
                "textual",
                (
                    rf"{before}\b(?P<month>{month})\b\.?{_SPACE}(?:the{_GAP})?{day}{upto}"
                    rf"(?!\d|[.,]\d){year}{after}"
                ),
                rf"(?-i:[A-Z])[^\W\d_]{{2,8}}\.?{_SPACE}(?:the{_GAP})?\d",
            )
        )
    if words["day_suffix"] == "\\.":
        found.append(
            (
                "numeric",
                rf"{before}(?<![\w.,])(?P<first>{_DAY})(?P<mark>\.)(?P<second>0?[1-9]|1[0-2])\.(?!\d)",
                r"\.[01]?\d\.",
            )
        )
    return found


def _clock_patterns(words: dict[str, Any], zones: list[str]) -> list[_Source]:
    zone = rf"(?:{_SPACE}\(?(?P<zone>{_any([*zones, words['local']])})\b\)?)?"
    half = rf"(?:{_SPACE}(?P<half>[ap]\.?m\.?)(?!\w))"
    at = words["at"]
    last = rf"(?P<last_hour>{_HOUR})(?:[:.](?P<last_minute>{_MINUTE}))?"
    until = rf"(?:{_SPACE}{words['range']}{_SPACE}{last})"
    time = rf"(?P<hour>{_HOUR})[:.](?P<minute>{_MINUTE})"
    found: list[_Source] = [
        (
            "clock",
            rf"(?<![\w.,:])(?P<hour>{_HOUR}):(?P<minute>{_MINUTE})(?![\w:]){until}?{half}?{zone}",
            r":[0-5]\d",
        ),
        (
            "clock",
            rf"(?<![\w.,:])(?P<hour>[01]\d|2[0-4])(?P<minute>{_MINUTE})\s?(?P<zone>GMT|UTC)\b",
            r"\d\s?(?:GMT|UTC)",
        ),
    ]
    if words.get("half_days"):
        hour = rf"(?<![\w.,:])(?P<hour>{_HOUR})(?:[:.](?P<minute>{_MINUTE}))?{half}{zone}"
        found.append(("clock", hour, rf"\d{_SPACE}[ap]\.?m"))
    if words["oclock"] == "uhr":
        minute = rf"(?:[:.](?P<minute>{_MINUTE}))?"
        hour = rf"(?<![\w.,:])(?P<hour>{_HOUR}){minute}{until}?{_SPACE}uhr\b{zone}"
        found.append(("clock", hour, rf"\d{_SPACE}uhr"))
    elif words["oclock"].endswith("|h"):
        hour = rf"(?<![\w.,:])(?P<hour>{_HOUR})\s?h\s?(?P<minute>{_MINUTE})(?!\w){zone}"
        found.append(("clock", hour, r"\d\s?h\s?\d"))
        hour = rf"\b(?:{at}){_GAP}(?P<hour>{_HOUR})\s?(?:{words['oclock']})\b{zone}"
        found.append(("clock", hour, rf"\d\s?(?:{words['oclock']})"))
    if not words.get("half_days"):
        timed = rf"\b(?:{at}){_GAP}{time}(?![\w%]|{_SPACE}[%€$£₽₴°]){zone}"
        found.append(("clock", timed, r"[:.][0-5]\d"))
    return found


def _month_patterns(words: dict[str, Any]) -> list[_Source]:
    month = _any(words["months"])
    year = f",?{_GAP}{words['of']}(?P<year>{_YEAR})(?!\\d)"
    prefix = f"\\b(?:{words['before_month']}|{words['last']}|{words['next']})"
    found: list[_Source] = [
        ("month", rf"\b(?P<month>{month})\b{year}", _YEAR_LOOK),
        ("month", rf"{prefix}{_GAP}(?P<month>{month})\b", None),
    ]
    if "joined_to_month" in words:
        joined = rf"\b(?:{words['joined_to_month']})[-‐‑](?P<month>{month})\b"
        found.append(("month", joined, None))
    return found


def _relative_patterns(words: dict[str, Any], counts: list[str]) -> list[_Source]:
    phrases = sorted(words["relative"], key=len, reverse=True)
    flexible = [re.escape(phrase).replace("'", "['’]").replace(r"\ ", _GAP) for phrase in phrases]
    count = rf"(?P<count>\d{{1,2}}|{_any(counts)})"
    period = rf"(?P<period>{_any(list(words['periods'].values()))})"
    if words.get("ago_after") or words["ago"] == "ago":
        past = rf"\b{count}{_GAP}{period}{_GAP}{words['ago']}\b"
    else:
        past = rf"\b{words['ago']}{_GAP}{count}{_GAP}{period}\b"
    return [("relative", rf"\b(?P<phrase>{_any(flexible)})\b", None), ("ago", past, None)]


def _weekday_patterns(words: dict[str, Any]) -> list[_Source]:
    weekday = rf"\b(?P<weekday>(?:{_any(words['weekdays'])}){words.get('weekday_suffix', '')})\b"
    lean = rf"(?:(?P<next>{words['next']})|(?P<past>{words['last']}))"
    if words.get("last_after"):
        behind = rf"(?:(?P<next_after>{words['next']})|(?P<past_after>{words['last']}))"
        return [("weekday", rf"{weekday}(?:{_GAP}{behind}\b)?", None)]
    return [("weekday", rf"(?:\b{lean}{_GAP})?{weekday}", None)]


def _year_patterns(words: dict[str, Any]) -> list[_Source]:
    behind = r"(?![\w%°€$£₽₴]|[.,]\d|[ \u00a0\u202f]?[%°€$£]|[ \u00a0\u202f]\d{3}\b)"
    sources = (
        rf"\b(?:{words['before_year']}){_GAP}(?P<year>{_YEAR}){behind}",
        rf"{_NOT_IN_NUMBER}(?P<year>{_YEAR})[–—-](?P<last_year>{_YEAR}){behind}",
        rf"{_NOT_IN_NUMBER}(?P<year>19\d\d|20\d\d){behind}",
    )
    return [("year", source, _YEAR_LOOK) for source in sources]


def _weekday_before(words: dict[str, Any]) -> str:
    names = [*words["weekdays"], *(f"{short}\\." for short in words["short_weekdays"])]
    suffix = words.get("weekday_suffix", "")
    link = rf"{_SPACE}[,(]?{_SPACE}(?:{words['article']})?"
    return rf"(?:\b(?P<weekday>(?:{_any(names)}){suffix}){link})?"


def _month_with_short(words: dict[str, Any]) -> str:
    return _any([*words["months"], *(short for short in words["short"] if short)])


def _any(forms: list[str]) -> str:
    return "|".join(sorted(forms, key=len, reverse=True))


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _index(forms: tuple[re.Pattern[str], ...], word: str | None) -> int | None:
    if not word:
        return None
    return next((at for at, form in enumerate(forms) if form.fullmatch(word)), None)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("provenance") / "data" / name).read_text(encoding="utf-8"))
