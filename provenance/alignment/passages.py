"""The words of a document, made ready for looking up where quoted words stand in it.

Every distinct word gets a character of its own, so that the document becomes one string in which
C code finds exact runs, and counts and lists single words, in time linear in the document.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice

import attrs

from provenance.alignment.pairing import Pairer
from provenance.spans import Span
from provenance.wording import (
    Lexicon,
    Word,
    ends_sentence,
    lexicon,
    mark_names,
    word_matches,
)

_FIRST_CODE = 0x100
_SURROGATES = range(0xD800, 0xE000)
_LAST_CODE = 0x10FFFF
_UNKNOWN = "\x01"
"""A word the document does not have."""
_KEY_LENGTH = 4
_AT_ONCE = 4096
"""Words that are read in one go."""
_MAX_EVENTS = 20_000
"""Places of single words looked at for one stretch of a quotation; rare words come first, so that
what is lost in a hostile text are places of words that stand everywhere."""
_MAX_BACK = 3
_ROUNDED = 1e-5
"""By how much a share may be less than it should be, its sum being rounded."""
_CLOSED_SHARE = 0.3
"""What a closed-class word counts beside a content word when two stretches are held together."""


@attrs.frozen(eq=False, kw_only=True)
class Passages:
    """A document's words in reading order."""

    text: str = attrs.field(repr=False)
    language: str
    lexical: Lexicon = attrs.field(repr=False)
    starts: "array[int]" = attrs.field(repr=False)
    ends: "array[int]" = attrs.field(repr=False)
    code: str = attrs.field(repr=False)
    """One character a word."""
    codes: dict[str, str] = attrs.field(repr=False)
    """Folded word -> its character."""
    norms: dict[str, str] = attrs.field(repr=False)
    """Character -> folded word."""
    kin: dict[str, str] = attrs.field(repr=False)
    """First letters of a word -> the characters of all words that begin so."""
    pairer: Pairer = attrs.field(repr=False)
    """Remembers how alike two words are, for every quotation held against the document."""

    @classmethod
    def of(
        cls, text: str, parts: Iterable[Span], language: str, *, pairer: Pairer | None = None
    ) -> "Passages":
        """The words of those ``parts`` of ``text`` that are the document's own.

        Args:
            text: of the document.
            parts: stretches of it.
            language: in which the words are folded.
            pairer: of that language, shared by several documents; ``None``: one of its own.
        """
        starts, ends = array("q"), array("q")
        codes: dict[str, str] = {}
        seen: dict[str, str] = {}
        characters: list[str] = []
        pairer = pairer or Pairer(language)
        for part in parts:
            words = word_matches(text, language, part.start, part.end)
            while several := list(islice(words, _AT_ONCE)):
                raws = [found.group() for found in several]
                for raw in dict.fromkeys(raws):
                    if raw not in seen:
                        norm = pairer.fold(raw)
                        seen[raw] = codes.setdefault(norm, _code(len(codes)))
                starts.extend([found.start() for found in several])
                ends.extend([found.end() for found in several])
                characters.extend(map(seen.__getitem__, raws))
        kin: dict[str, str] = {}
        for norm, code in codes.items():
            key = norm[:_KEY_LENGTH]
            kin[key] = kin.get(key, "") + code
        return cls(
            text=text,
            language=language,
            lexical=lexicon(language),
            starts=starts,
            ends=ends,
            code="".join(characters),
            codes=codes,
            norms={code: norm for norm, code in codes.items()},
            kin=kin,
            pairer=pairer,
        )

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def _joined(self) -> str:
        return _bare("".join(map(self.norms.__getitem__, self.code)))

    def encode(self, words: Iterable[Word]) -> str:
        """The characters of ``words``."""
        return "".join(self.codes.get(word.norm, _UNKNOWN) for word in words)

    def span(self, first: int, last: int) -> Span:
        """Where the words ``first`` to ``last`` (inclusive) stand in the text."""
        return Span(self.starts[first], self.ends[last])

    def between(self, index: int) -> str:
        """What stands between word ``index - 1`` and word ``index``."""
        if index <= 0:
            return ""
        start = self.ends[index - 1]
        return self.text[start : min(self.starts[index], start + 80)] if index < len(self) else ""

    def begins_sentence(self, index: int) -> bool:
        """Whether word ``index`` is the first of a sentence (or just behind the last word)."""
        if index <= 0 or index >= len(self):
            return True
        return ends_sentence(self.text, self.ends[index - 1], self.starts[index])

    def words(self, start: int, end: int) -> list[Word]:
        """The words ``start`` to ``end`` (exclusive), names marked."""
        low, high = max(0, start - _MAX_BACK), min(len(self), end + _MAX_BACK)
        found = [self._word(index) for index in range(low, high)]
        return mark_names(found, self.lexical)[start - low : max(start, end) - low]

    def _word(self, index: int) -> Word:
        start, end = self.starts[index], self.ends[index]
        raw = self.text[start:end]
        initial = self.begins_sentence(index)
        return Word(start, end, self.norms[self.code[index]], raw, initial=initial)

    def occurrences(self, run: str, *, limit: int, start: int = 0) -> list[int]:
        """Index of the first word of each place where the encoded ``run`` stands."""
        found: list[int] = []
        at = self.code.find(run, start) if run else -1
        while at != -1 and len(found) < limit:
            found.append(at)
            at = self.code.find(run, at + 1)
        return found

    def windows(self, words: Sequence[Word], *, limit: int) -> list[tuple[int, int]]:
        """The stretches of the document that share most with ``words``, best first."""
        events, wanted = self._events(words)
        width = _width(words)
        scored = sorted(_slide(events, wanted, width), key=lambda pair: (-pair[0], pair[1]))
        chosen: list[tuple[int, int]] = []
        for _score, at in scored:
            if all(abs(at - other) > width for other, _ in chosen):
                chosen.append((at, at + width))
            if len(chosen) == limit:
                break
        margin = len(words) // 2 + 4
        return [(max(0, s - margin), min(len(self), e + margin // 2)) for s, e in chosen]

    def _rarity(self, count: int) -> float:
        return math.log(2 + len(self) / count)

    def shares(self, sought: "Sought", share: float) -> bool:
        """Whether some stretch has ``share`` of the words, by kin: cheap, and no order."""
        kin = self.kin
        there = sum(count * worth for key, (count, worth) in sought.kin.items() if key in kin)
        if not sought.total or there / sought.total < share - _ROUNDED:
            return False
        return _reaches(self._places(sought.kin), sought, share)

    def may_hold(self, norms: Iterable[str]) -> bool:
        """Whether all folded words may stand here, each as it is, apart or joined to others."""
        return all(norm in self.codes or _bare(norm) in self._joined for norm in norms)

    def _places(self, wanted: Iterable[str]) -> list[tuple[int, str]]:
        """Where words of the ``wanted`` kin stand, in reading order."""
        if len(self) <= _MAX_EVENTS:
            key_of = {code: key for key in wanted if key in self.kin for code in self.kin[key]}
            return [(at, key_of[code]) for at, code in enumerate(self.code) if code in key_of]
        return self._first_places(self._frequency(wanted))

    def _first_places(self, frequency: dict[str, int]) -> list[tuple[int, str]]:
        events: list[tuple[int, str]] = []
        for key in sorted(frequency, key=lambda k: (frequency[k], k)):
            for code in self.kin[key]:
                room = _MAX_EVENTS - len(events)
                events.extend((at, key) for at in self.occurrences(code, limit=room))
        events.sort()
        return events

    def _frequency(self, wanted: Iterable[str]) -> dict[str, int]:
        return {
            key: sum(self.code.count(code) for code in self.kin[key])
            for key in wanted
            if key in self.kin
        }

    def _events(
        self, words: Sequence[Word]
    ) -> tuple[list[tuple[int, str]], dict[str, tuple[int, float]]]:
        """Places of the words' kin, and for each kin how often it is wanted and what it weighs."""
        wanted = Counter(word.norm[:_KEY_LENGTH] for word in words)
        closed = {w.norm[:_KEY_LENGTH] for w in words if self.lexical.is_closed(w.norm)}
        events = self._places(wanted)
        frequency = self._frequency(wanted)
        weights = {
            key: (
                wanted[key],
                math.log(2 + len(self) / count) * (_CLOSED_SHARE if key in closed else 1.0),
            )
            for key, count in frequency.items()
        }
        return events, weights


@attrs.frozen(kw_only=True)
class Sought:
    """Words that are looked for in many documents of one language."""

    words: Sequence[Word]
    kin: dict[str, tuple[int, float]]
    """First letters of a word -> how many begin so, and what one of them counts."""
    total: float
    """What all count."""

    @property
    def width(self) -> int:
        """Words of a stretch in which they are looked for."""
        return _width(self.words)

    @classmethod
    def of(cls, words: Sequence[Word], language: str) -> "Sought":
        """``words``, made ready."""
        lexical = lexicon(language)
        closed = {word.norm for word in words if lexical.is_closed(word.norm)}
        short = {norm[:_KEY_LENGTH] for norm in closed}
        wanted = Counter(word.norm[:_KEY_LENGTH] for word in words)
        return cls(
            words=words,
            kin={key: (n, _CLOSED_SHARE if key in short else 1.0) for key, n in wanted.items()},
            total=sum(_CLOSED_SHARE if word.norm in closed else 1.0 for word in words),
        )


def _code(number: int) -> str:
    code = _FIRST_CODE + number
    if code >= _SURROGATES.start:
        code += len(_SURROGATES)
    return chr(min(code, _LAST_CODE))


def _width(words: Sequence[Word]) -> int:
    """Words of a stretch in which ``words`` are looked for: others may stand among them."""
    return len(words) + len(words) // 2 + 6


def _bare(norm: str) -> str:
    return norm.replace("'", "")


def _reaches(events: Sequence[tuple[int, str]], sought: "Sought", share: float) -> bool:
    """Whether one of the windows of :func:`_slide` has ``share`` of what is sought."""
    wanted, width, total = sought.kin, sought.width, sought.total
    enough = share * total - _ROUNDED
    inside = dict.fromkeys(wanted, 0)
    score, left = 0.0, 0
    for at, key in events:
        while events[left][0] + width <= at:
            leaving = events[left][1]
            score -= wanted[leaving][1] if inside[leaving] <= wanted[leaving][0] else 0.0
            inside[leaving] -= 1
            left += 1
        inside[key] += 1
        score += wanted[key][1] if inside[key] <= wanted[key][0] else 0.0
        if score >= enough and round(score, 6) / total >= share:
            return True
    return False


def _slide(
    events: Sequence[tuple[int, str]], wanted: dict[str, tuple[int, float]], width: int
) -> list[tuple[float, int]]:
    """Score and start of the windows that begin at an event, in reading order."""
    inside = dict.fromkeys(wanted, 0)
    score, right, number = 0.0, 0, len(events)
    scored = []
    for at, key in events:
        while right < number and events[right][0] < at + width:
            entering = events[right][1]
            inside[entering] += 1
            score += wanted[entering][1] if inside[entering] <= wanted[entering][0] else 0.0
            right += 1
        scored.append((round(score, 6), at))
        score -= wanted[key][1] if inside[key] <= wanted[key][0] else 0.0
        inside[key] -= 1
    return scored
