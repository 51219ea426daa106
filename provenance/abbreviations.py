"""Short forms, initials and ordinals: where a full stop ends no sentence, language by language."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from importlib import resources

import attrs

from provenance.spans import Span

_BEFORE = re.compile(r"(?:(\w{1,3}\.)[ \u00a0\u202f])?((?:[^\W_]|[.\-/])+)$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]{1,2}")
_ROMAN = re.compile(r"[IVXLCDMХІ]+")
_LOOK_BACK = 24
_ORDINAL_DIGITS = 3
_OPENING_WORDS = 3
"""In so few words a sentence is no sentence yet: "W 2020 r. Polska …" goes on."""


@attrs.frozen(kw_only=True)
class Abbreviations:
    """One language's table; what each list means stands in the data file."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    mid: frozenset[str]
    open: frozenset[str]
    after_number: frozenset[str]
    closing: frozenset[str]
    starters: frozenset[str]
    zones: frozenset[str]
    ordinal_before: frozenset[str]
    ordinal_after: frozenset[str]
    names_with_mark: frozenset[str]

    @cached_property
    def forms(self) -> frozenset[str]:
        """All short forms: any other word of letters alone ends its sentence."""
        return frozenset().union(
            *(self.before_name, self.before_number, self.mid),
            *(self.open, self.after_number, self.closing),
        )


_CASELESS = ("starters", "zones", "ordinal_before", "ordinal_after", "names_with_mark")


@cache
def load_abbreviations(language: str) -> Abbreviations:
    """The table of ``language`` (ISO 639-1) with the common one; unknown: all tables together."""
    tables = _tables()
    chosen = [tables["any"]]
    chosen += [tables[language]] if language in tables else list(tables.values())
    lists: dict[str, frozenset[str]] = {}
    for field in attrs.fields(Abbreviations):
        entries = {entry for table in chosen for entry in table.get(field.name, [])}
        if field.name not in _CASELESS:
            entries |= {entry[0].upper() + entry[1:] for entry in entries}
        lists[field.name] = frozenset(entries)
    return Abbreviations(**lists)


def is_short_form(text: str, before: Span, *, following: str, table: Abbreviations) -> bool:
    """Whether a full stop belongs to a short form, an initial or an ordinal and ends nothing.

    Args:
        text: the text.
        before: from the beginning of the sentence to the full stop.
        following: the next word; a single letter with its full stop ("A.").
        table: the language's short forms.
    """
    shown = text[max(before.start, before.end - _LOOK_BACK) : before.end]
    lead, _, last = shown.rpartition(" ")
    if len(last) > 1 and last.isalpha() and last not in table.forms and not lead.endswith("."):
        return False
    found = _BEFORE.search(shown)
    if not found or not found.group(2).lstrip("-/."):
        return False
    word = found.group(2).lstrip("-/.")
    form = _Form(
        word=word,
        pair=f"{found.group(1)} {word}" if found.group(1) else word,
        following=following,
        lead=Span(before.start, before.end - len(word)),
        text=text,
        table=table,
    )
    for rule in _RULES:
        verdict = rule(form)
        if verdict is not None:
            return verdict
    return False


@attrs.frozen(kw_only=True)
class _Form:
    """What stands before a full stop."""

    word: str
    pair: str
    """With the short form before it ("z. B"); the word alone where there is none."""
    following: str
    lead: Span
    """From the beginning of the sentence to the word."""
    text: str
    table: Abbreviations

    @property
    def starts(self) -> bool:
        """Whether the next word is one that begins sentences."""
        return self.following in self.table.starters

    @property
    def number_follows(self) -> bool:
        """Whether the next word begins with a digit."""
        return self.following[:1].isdigit()

    @property
    def words_before(self) -> list[str]:
        """The last words before the short form, within reach."""
        return self.text[max(self.lead.start, self.lead.end - _LOOK_BACK) : self.lead.end].split()

    def is_in(self, entries: frozenset[str]) -> bool:
        """Whether a list holds the word, or the word with the short form before it."""
        return self.word in entries or self.pair in entries


def _number(form: _Form) -> bool | None:
    """An ordinal ("am 14. Oktober") or the number of a list's item."""
    if not form.word.isdigit():
        return None
    words = form.words_before
    if len(form.word) > _ORDINAL_DIGITS:
        return False
    if not any(c.isalnum() for word in words for c in word):
        return True
    table = form.table
    if form.following in table.ordinal_after:
        return True
    if form.starts or not table.ordinal_before:
        return False
    return words[-1].strip("(„“«»").lower().rstrip(".,") in table.ordinal_before


def _mid(form: _Form) -> bool | None:
    return True if form.is_in(form.table.mid) else None


def _before_number(form: _Form) -> bool | None:
    return True if form.number_follows and form.word in form.table.before_number else None


def _after_number(form: _Form) -> bool | None:
    if form.word not in form.table.after_number:
        return None
    words = form.words_before
    numbered = bool(words) and (words[-1][-1].isdigit() or _ROMAN.fullmatch(words[-1]) is not None)
    begun = form.lead.end - form.lead.start < _LOOK_BACK and len(words) < _OPENING_WORDS
    return not numbered or begun or form.number_follows


def _before_name(form: _Form) -> bool | None:
    if form.word not in form.table.before_name:
        return None
    return not (form.starts and form.word.islower())


def _closing(form: _Form) -> bool | None:
    return form.following in form.table.zones if form.is_in(form.table.closing) else None


def _open(form: _Form) -> bool | None:
    known = form.is_in(form.table.open) or _DOTTED.fullmatch(form.word)
    return not form.starts if known else None


def _initial(form: _Form) -> bool | None:
    if len(form.word) != 1 or not form.word.isupper():
        return None
    return not form.starts and not form.number_follows


_RULES: tuple[Callable[[_Form], bool | None], ...] = (
    _number,
    _mid,
    _before_number,
    _after_number,
    _before_name,
    _closing,
    _open,
    _initial,
)
"""In this order: the first that knows the form decides."""


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    path = resources.files("provenance") / "data" / "abbreviations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
