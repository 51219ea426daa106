"""Whether two spellings are one name, across scripts and ways of writing; and names in a text.

A rule of sound does most of it: Cyrillic is written in Latin letters, accents go, letters that
transliterations exchange become one. What no rule reaches ("Kiev" and "Kyiv", "Volodymyr" and
"Vladimir") stands in ``data/name_variants.toml``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter

import attrs

from provenance.spans import Span
from provenance.words import Lexicon, load_lexicon

_LONGEST_NAME = 120
"""Characters; longer strings are no names."""
_MOST_PARTS = 8
_PART = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\.?")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:»”\"“„«(\[]\s*|\n\s*|[-–—]\s+)$")
_CYRILLIC = {
    **dict(zip("абвгґдеёєзиіїйклмнопрстуфхъыьэ", "abvggdeeeziiiiklmnoprstufx i e", strict=True)),
    "ж": "z",
    "ц": "c",
    "ч": "c",
    "ш": "s",
    "щ": "s",
    "ю": "iu",
    "я": "ia",
    "ў": "v",
    "ъ": "",
    "ь": "",
}
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "a", "œ": "o", "ı": "i", "þ": "t", "ð": "d"}
)
_SIBILANT = re.compile("[sctkz]h|[sc]z|t[zsc]|rz|dj")
_SIBILANTS = (
    (re.compile("shch|schtsch|stsch|szcz|chtch|sch|sh|sz"), "s"),
    (re.compile("tsch|tch|cz|ch(?=[eiy])|(?<=[iy])ch$|tz|ts|tc"), "c"),
    (re.compile("kh|ch"), "x"),
    (re.compile("zh|rz|dj|dzh"), "z"),
)
_LETTERS = (
    *(("ph", "f"), ("ck", "k"), ("q", "k"), ("ks", "x"), ("w", "v")),
    *(("ae", "a"), ("oe", "o"), ("ue", "u"), ("ou", "u")),
)
_SOFT = re.compile("[yij]+e")
_DOUBLE = re.compile(r"(.)\1+")
_CASE_ENDING = re.compile(
    r"(?:ого|его|ому|ему|ими|ыми|ої|ою|ею|ой|ый|ий|ій|им|ым|ом|ем|ем|ам|ах|ів|ов|а|я|у|ю|е|є|и|і|ы|ь)$"
)
_RESPELT = re.compile(r"[hjqwy]|ck|ks|[sc]z|t[zsc]|rz|[aoui]e|ou|(.)\1")
"""What every name has in it that is heard otherwise than it is written."""
_SHORTEST_STEM = 4


@attrs.frozen(kw_only=True)
class NameMention:
    """A run of capitalised words in a text that reads as a name."""

    span: Span
    text: str


def same_name(left: str, right: str) -> bool:
    """Whether two strings can be spellings of one name; a surname alone fits a full name.

    "Zelensky" is "Volodymyr Zelenskyy" and «Зеленского»; "V. Zelensky" fits too, "Olena Zelenska"
    does not fit "Volodymyr Zelensky".
    """
    one, other = _parts(left), _parts(right)
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not _same_part(short[-1], long[-1]):
        return _swapped(short, long)
    return _in_order(short[:-1], long[:-1])


@lru_cache(maxsize=1 << 14)
def name_key(part: str) -> str:
    """One spelling for every way in which a part of a name is written, without its case ending.

    Two parts with different keys can still be one name by ``data/name_variants.toml``, which
    :func:`same_name` knows; its variants of one name have the key of the first of them.
    """
    plain = part.lower().strip(".").removesuffix("'s").removesuffix("’s")
    sound, bare = _sounds(plain)
    known = _variants().groups
    groups = known.get(sound) or known.get(bare)
    if groups:
        return f"#{min(groups)}"
    return bare.rstrip("aeiou") or sound


def parse_names(text: str, *, language: str) -> tuple[NameMention, ...]:
    """Capitalised runs that are not merely the first word of a sentence.

    Cautious: in German, where every noun has a capital, only runs of two and more count.
    """
    lexicon = load_lexicon(language)
    found: list[NameMention] = []
    run: list[re.Match[str]] = []
    for match in _PART.finditer(text):
        if run and not _continues(text, run, match):
            found.extend(_mention(text, run, lexicon))
            run = []
        if match.group()[0].isupper() or (run and match.group() in _variants().particles):
            run.append(match)
        elif run:
            found.extend(_mention(text, run, lexicon))
            run = []
    found.extend(_mention(text, run, lexicon))
    return tuple(found)


def _continues(text: str, run: list[re.Match[str]], match: re.Match[str]) -> bool:
    last = run[-1]
    between = text[last.end() : match.start()]
    initial = len(last.group().rstrip(".")) == 1 or last.group().lower().rstrip(".") in _TITLES
    ended = last.group().endswith(".") and not initial
    return between in {" ", "\u00a0", "-", "‑"} and not ended


def _mention(text: str, run: list[re.Match[str]], lexicon: Lexicon) -> list[NameMention]:
    while run and (run[-1].group() in _variants().particles or _is_function(run[-1], lexicon)):
        run.pop()
    starts = bool(run) and _starts_sentence(text, run[0].start())
    while run and _is_function(run[0], lexicon):
        run.pop(0)
        starts = False
    least = 2 if lexicon.language == "de" or starts else 1
    if len(run) < least:
        return []
    end = run[-1].end() - run[-1].group().endswith(".")
    span = Span(run[0].start(), end)
    return [NameMention(span=span, text=span.of(text))]


def _is_function(match: re.Match[str], lexicon: Lexicon) -> bool:
    return match.group().lower().rstrip(".") in lexicon.stop


def _starts_sentence(text: str, start: int) -> bool:
    return bool(_SENTENCE_START.search(text[max(0, start - 8) : start] or ""))


@lru_cache(maxsize=1 << 14)
def _parts(name: str) -> tuple[str, ...]:
    if len(name) > _LONGEST_NAME:
        return ()
    listed = [part.strip(".").lower() for part in _PART.findall(name)]
    known = _variants()
    kept = [
        part.removesuffix("'s").removesuffix("’s")
        for part in listed
        if part not in known.titles and part not in known.particles
    ]
    return tuple((kept or listed)[:_MOST_PARTS])


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the given names of the shorter stand in the longer, in order; initials count."""
    at = 0
    for part in short:
        while at < len(long) and not (_same_part(part, long[at]) or _is_initial(part, long[at])):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _swapped(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Surname first: "Зеленский Владимир"."""
    return (
        len(short) == len(long) == 2
        and _same_part(short[0], long[1])
        and _same_part(short[1], long[0])
    )


def _is_initial(left: str, right: str) -> bool:
    one, other = _sound(left), _sound(right)
    return min(len(left), len(right)) == 1 and one[:1] == other[:1]


def _same_part(left: str, right: str) -> bool:
    if left == right:
        return True
    if min(len(left), len(right)) == 1:
        return False
    one, other = _sound(left), _sound(right)
    if one == other:
        return True
    if _groups_of(left) & _groups_of(right):
        return True
    stems = _without_case(left), _without_case(right)
    changed = stems != (left, right)
    return changed and _sound(stems[0]).rstrip("aeiou") == _sound(stems[1]).rstrip("aeiou")


def _groups_of(part: str) -> frozenset[int]:
    groups = _variants().groups
    sound, bare = _sounds(part)
    return groups.get(sound) or groups.get(bare) or frozenset()


def _sounds(part: str) -> tuple[str, str]:
    """How a part of a name sounds, and how it does without its case ending."""
    sound, bare = _sound(part), _without_case(part)
    return sound, (sound if bare == part else _sound(bare))


def _without_case(part: str) -> str:
    """A Cyrillic name without its case ending; Latin ones are left alone."""
    if not part or not "а" <= part[0] <= "ӿ":
        return part
    cut = _CASE_ENDING.sub("", part)
    return cut if len(cut) >= _SHORTEST_STEM else part


@lru_cache(maxsize=1 << 14)
def _sound(part: str) -> str:
    """One spelling for all that sound alike: "zelensk" for every way of writing Zelensky."""
    sound = _plain(part)
    if _RESPELT.search(sound):
        sound = _heard(sound)
    if len(sound) > _SHORTEST_STEM:
        sound = sound.removesuffix("g") if part.endswith("h") else sound
        sound = sound.removesuffix("i") or sound
    return sound


def _heard(sound: str) -> str:
    if _SIBILANT.search(sound):
        for pattern, heard in _SIBILANTS:
            sound = pattern.sub(heard, sound)
    for written, heard in _LETTERS:
        sound = sound.replace(written, heard)
    if "e" in sound:
        sound = _SOFT.sub("e", sound)
    sound = sound.replace("y", "i").replace("j", "i").replace("h", "g")
    return _DOUBLE.sub(_once, sound)


_once = itemgetter(1)
"""The letter of a match of ``_DOUBLE``; the engine takes longer over a template."""


def _plain(part: str) -> str:
    """Lower-case Latin letters without accents."""
    if part.isascii():
        return part.lower().replace("'", "")
    composed = unicodedata.normalize("NFC", part.lower()).replace("’", "").replace("'", "")
    written = "".join(_CYRILLIC.get(letter, letter) for letter in composed)
    decomposed = unicodedata.normalize("NFKD", written.translate(_LATIN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@attrs.frozen(kw_only=True)
class _Variants:
    groups: Mapping[str, frozenset[int]]
    titles: frozenset[str]
    particles: frozenset[str]


@cache
def _variants() -> _Variants:
    path = files("provenance") / "data" / "name_variants.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    groups: dict[str, set[int]] = {}
    for number, line in enumerate([*table["given"], *table["surnames"], *table["places"]]):
        for name in line.split():
            groups.setdefault(_sound(name), set()).add(number)
    return _Variants(
        groups={name: frozenset(numbers) for name, numbers in groups.items()},
        titles=frozenset(table["titles"].split()),
        particles=frozenset(table["particles"].split()),
    )


_TITLES = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "м"})
