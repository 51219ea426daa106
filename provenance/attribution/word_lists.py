"""Yields which lists of phrases a text can hold, told by its words before any pattern is tried.

A phrase of a list can only begin where a word stands with which one of the list's phrases begins.
Most sentences have none: one look at each word spares a search for every list.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import accumulate, count
from operator import add, or_
from types import MappingProxyType

import attrs

_WORD = re.compile(r"\w+")
_FIRST = re.compile(r"(\w+)(\*?)")
_LEAD = 3
"""Letters of a word by which beginnings (``report*``) are looked up; shorter ones open anywhere."""
_LONGEST = 80
"""Letters of a word that are looked at; no phrase begins with a longer one."""
_ODD = re.compile("[ſıİᲀ-ᲈ]")
_PLAIN_LETTERS = str.maketrans("ſıİᲀᲁᲂᲃᲄᲅᲆᲇᲈ", "siiвдосттъѣꙋ")
"""Letters that are another one's case to the engine but not to ``str.lower``."""


def fold_letters(text: str) -> str:
    """``text`` in lower case as the engine's ``IGNORECASE`` reads it, at the same length."""
    if not text.isascii() and _ODD.search(text) is not None:
        text = text.translate(_PLAIN_LETTERS)
    return text.lower()


_SIGNS = (("’", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"))
"""The signs without which most texts are ASCII."""
_LETTERS = bytes(c if chr(c).isalnum() or chr(c) == "_" else ord(" ") for c in range(128))
_FOLDED = _LETTERS.lower().ljust(256)


def _openings(text: str, opened: Callable[[str], int | None]) -> dict[int, int]:
    """Where a word of ``text`` begins that opens lists → which."""
    plain = text
    if not text.isascii():
        for sign, like in _SIGNS:
            plain = plain.replace(sign, like)
    if not plain.isascii():
        words = _WORD.finditer(fold_letters(text))
        return {match.start(): bits for match in words if (bits := opened(match[0]))}
    folded = plain.encode("ascii").translate(_FOLDED).decode("ascii").split(" ")
    # Behind each word stands one character that is in none.
    starts = map(add, accumulate(map(len, folded), initial=0), count())
    return {at: bits for at, bits in zip(starts, map(opened, folded), strict=False) if bits}


@attrs.frozen(eq=False)
class WordLists:
    """The lists of phrases of one language, by the words with which their phrases begin.

    Each list has a bit; a number says of a word which lists it opens, or which it is in.
    """

    patterns: Mapping[str, re.Pattern[str]] = attrs.field(repr=False)
    bits: Mapping[str, int] = attrs.field(repr=False)
    anywhere: int
    """The lists of which no word tells (``*minister``, regular expressions)."""
    first: Mapping[str, int] = attrs.field(repr=False)
    """Folded word → the lists in which a phrase begins with it."""
    first_beginnings: Mapping[str, tuple[tuple[str, int], ...]] = attrs.field(repr=False)
    """First three letters → the beginnings of words that open lists (``report*``)."""
    single: Mapping[str, int] = attrs.field(repr=False)
    """Folded word → the lists in which it is a whole entry."""
    single_beginnings: Mapping[str, tuple[tuple[str, int], ...]] = attrs.field(repr=False)
    unsure: int
    """The lists that words may be in which only the pattern finds (``*minister``, ``a*b``)."""

    @staticmethod
    def of(
        lists: Mapping[str, Iterable[str] | None],
        patterns: Mapping[str, re.Pattern[str]],
        *,
        known: "WordLists | None" = None,
        joined: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> "WordLists":
        """Those of ``lists`` (entries as for :func:`provenance.attribution.cues.phrases`).

        Args:
            lists: the entries of each list; ``None`` where they are regular expressions.
            patterns: the pattern of each list.
            known: lists to which these are added; their bits stay.
            joined: by list, others whose entries are its entries, too.
        """
        table = _Table(known)
        for name, entries in lists.items():
            table.add(name, entries)
        for name, others in joined.items():
            table.join(name, others)
        return WordLists(
            patterns={**(known.patterns if known else {}), **patterns},
            bits=table.bits,
            anywhere=table.anywhere,
            first=table.first,
            first_beginnings=_by_lead(table.first_beginnings),
            single=table.single,
            single_beginnings=_by_lead(table.single_beginnings),
            unsure=table.unsure,
        )

    def opened_by(self, folded: str) -> int:
        """The lists of which a phrase can begin with the word, those of ``anywhere`` left out."""
        if not self.first_beginnings:
            return self.first.get(folded, 0)
        return _opened_by(folded[:_LONGEST], self)

    def may_open(self, word: str, *names: str) -> bool:
        """Whether a phrase of one of the lists can begin with ``word``, letters only."""
        opened = self.opened_by(fold_letters(word)) | self.anywhere
        for name in names:  # noqa: SIM110 - asked of every word: any() takes three times as long
            if opened & self.bits.get(name, 0):
                return True
        return False

    def is_in(self, word: str, name: str) -> bool:
        """Whether the whole of ``word`` is a phrase of the list, one that goes without case."""
        bit = self.bits.get(name, 0)
        if bit & self.unsure or not word.isalpha() or not (word.isascii() or _is_plain(word)):
            first = _WORD.match(word)
            opened = self.anywhere
            opened |= self.opened_by(fold_letters(first[0])) if first is not None else 0
            return bool(opened & bit) and self.patterns[name].fullmatch(word) is not None
        folded = word.lower()
        if self.single.get(folded, 0) & bit:
            return True
        return bool(bit & self._begun(folded)) if self.single_beginnings else False

    def _begun(self, folded: str) -> int:
        bits = 0
        for beginning, more in self.single_beginnings.get(folded[:_LEAD], ()):
            if folded.startswith(beginning):
                bits |= more
        return bits


@lru_cache(maxsize=1 << 14)
def _opened_by(folded: str, lists: WordLists) -> int:
    bits = lists.first.get(folded, 0)
    for beginning, more in lists.first_beginnings.get(folded[:_LEAD], ()):
        if folded.startswith(beginning):
            bits |= more
    return bits


@lru_cache(maxsize=1 << 6)
def _bits_of(names: tuple[str, ...], lists: WordLists) -> int:
    return reduce(or_, (lists.bits.get(name, 0) for name in names))


def _is_plain(word: str) -> bool:
    return _ODD.search(word) is None


class Wording:
    """A text with its words, asked for the phrases of the lists again and again."""

    __slots__ = ("_at", "_found", "every", "lists", "text")

    def __init__(self, text: str, lists: WordLists) -> None:
        self.text = text
        self.lists = lists
        self._at = _openings(text, lists.opened_by if lists.first_beginnings else lists.first.get)
        self.every = reduce(or_, self._at.values(), lists.anywhere)
        """The lists of which a phrase can stand in the text."""
        self._found: dict[str, list[re.Match[str]]] = {}

    def may_hold(self, name: str) -> bool:
        """Whether a phrase of the list can stand in the text at all."""
        return bool(self.every & self.lists.bits.get(name, 0))

    def may_hold_one(self, names: tuple[str, ...]) -> bool:
        """Whether a phrase of one of the lists can stand in the text at all."""
        return bool(self.every & _bits_of(names, self.lists))

    def may_begin(self, name: str, start: int, end: int) -> bool:
        """Whether a phrase of the list can begin with a whole word from ``start`` to ``end``."""
        bit = self.lists.bits.get(name, 0)
        if not self.every & bit:
            return False
        if bit & self.lists.anywhere:
            return True
        for at, bits in self._at.items():
            if at >= end:
                return False
            if at >= start and bits & bit:
                return True
        return False

    def opens(self, name: str, at: int) -> bool:
        """Whether a phrase of the list can begin with the word that begins at ``at``."""
        return bool((self._at.get(at, 0) | self.lists.anywhere) & self.lists.bits.get(name, 0))

    def rest_opens(self, name: str, at: int) -> bool:
        """Whether a phrase of the list can begin with the rest of the word that ``at`` cuts."""
        rest = _WORD.match(self.text, at)
        opened = self.lists.opened_by(fold_letters(rest[0])) if rest is not None else 0
        return bool((opened | self.lists.anywhere) & self.lists.bits.get(name, 0))

    def find(self, name: str) -> list[re.Match[str]]:
        """The phrases of the list, in order, as its pattern's ``finditer`` gives them."""
        bit = self.lists.bits.get(name, 0)
        if not self.every & bit:
            return []
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._read(name, bit)
        return found

    def _read(self, name: str, bit: int) -> list[re.Match[str]]:
        pattern = self.lists.patterns[name]
        if bit & self.lists.anywhere:
            return list(pattern.finditer(self.text))
        found: list[re.Match[str]] = []
        end = 0
        for at, bits in self._at.items():
            if bits & bit and at >= end:
                match = pattern.match(self.text, at)
                if match is not None:
                    found.append(match)
                    end = match.end()
        return found


@lru_cache(maxsize=1 << 8)
def wording_of(text: str, lists: WordLists) -> Wording:
    """The text with its words: those of a long article, which one room after the other asks."""
    return Wording(text, lists)


class _Table:
    """The tables of :class:`WordLists`, list by list."""

    def __init__(self, known: WordLists | None) -> None:
        self.bits = dict(known.bits) if known else {}
        self.anywhere = known.anywhere if known else 0
        self.unsure = known.unsure if known else 0
        self.first = dict(known.first) if known else {}
        self.single = dict(known.single) if known else {}
        self.first_beginnings = _spread(known.first_beginnings) if known else {}
        self.single_beginnings = _spread(known.single_beginnings) if known else {}

    def add(self, name: str, entries: Iterable[str] | None) -> None:
        """One more list."""
        bit = self.bits[name] = 1 << len(self.bits)
        if entries is None:
            self.anywhere |= bit
            self.unsure |= bit
        for entry in entries or ():
            folded = fold_letters(entry)
            first = _FIRST.match(folded)
            if first is None or (first[2] and len(first[1]) < _LEAD):
                self.anywhere |= bit
                self.unsure |= bit
                continue
            word, whole = first[1], first.end() == len(folded)
            opening = self.first_beginnings if first[2] else self.first
            opening[word] = opening.get(word, 0) | bit
            if whole:
                single = self.single_beginnings if first[2] else self.single
                single[word] = single.get(word, 0) | bit
            elif "*" in folded and " " not in folded:
                self.unsure |= bit

    def join(self, name: str, others: Sequence[str]) -> None:
        """Let the entries of ``others`` be entries of the list, too."""
        bit, theirs = self.bits[name], sum(self.bits.get(other, 0) for other in set(others))
        for table in (self.first, self.single, self.first_beginnings, self.single_beginnings):
            for word, bits in table.items():
                if bits & theirs:
                    table[word] = bits | bit
        if self.anywhere & theirs:
            self.anywhere |= bit
        if self.unsure & theirs:
            self.unsure |= bit


def _by_lead(beginnings: Mapping[str, int]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    leads: dict[str, list[tuple[str, int]]] = {}
    for beginning, bits in beginnings.items():
        leads.setdefault(beginning[:_LEAD], []).append((beginning, bits))
    return {lead: tuple(found) for lead, found in leads.items()}


def _spread(leads: Mapping[str, tuple[tuple[str, int], ...]]) -> dict[str, int]:
    return {beginning: bits for found in leads.values() for beginning, bits in found}
