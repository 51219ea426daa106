"""Yields the adjuncts of a verb of saying, read one behind the other: when, where, how, to whom.

"… said | at a news conference | in Oslo | on Monday evening | that …": reading stops at the first
word that is none of these, so that nothing of what is told is taken for its frame.
"""

import re
from collections.abc import Sequence

import attrs

from provenance.attribution.cues import load_names, load_platforms
from provenance.dates import DateMention, Precision
from provenance.spans import Span
from provenance.utterances.frame_words import FrameWords

_UPPER = r"[^\W\d_a-zà-öø-ÿąćęłńóśźżа-яёіїєґ]"
_PART = (
    rf"{_UPPER}[^\W\d_]*(?:['’](?!s\b)[^\W\d_]+)*(?:[-‑](?:[^\W\d_]{{1,3}}[-‑])?{_UPPER}[^\W\d_]*)*"
)
_NAME = re.compile(
    rf"(?P<the>the (?=Hague|White|Kremlin|Vatican|Pentagon|Gaza|Donbas|United))?"
    rf"(?P<name>{_PART}(?:[ \u00a0](?:(?:of|de|del|la|am|sur|nad|upon)[ \u00a0])?{_PART}){{0,3}})"
    r"(?![\w-]|['’]\w?)"
)
_REGION = re.compile(
    rf",[ \u00a0](?:{_PART}(?:[ \u00a0]{_PART})?|[A-Z][a-z]{{1,4}}\.|(?:[A-Z]\.){{2}})"
)
_LISTENER_NAME = re.compile(rf"(?:the )?{_PART}(?:[ \u00a0](?:{_PART}|\d+)){{0,3}}(?![\w’'-])")
_SPACE = " \t\r\n\u00a0\u202f"
_STOP = re.compile(r"[,.;:!?…“”„«»\"()\[\]\x00]|\s[–—-]\s")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_MOST_WORDS_OF_LISTENER = 7
_MOST_ADJUNCTS = 12


@attrs.frozen(kw_only=True)
class Frame:
    """What the adjuncts of one stretch tell."""

    days: tuple[DateMention, ...] = ()
    places: tuple[str, ...] = ()
    is_placed_first: bool = False
    """Whether a place is the first thing told: behind a noun it may belong to that."""
    moves: bool = False
    """Whether anything tells of an occasion: the one told of before is left."""
    end: int = 0
    """Where reading stopped."""


@attrs.define(kw_only=True)
class AdjunctReader:
    """Reads adjuncts of one sentence; offsets are those of ``text``."""

    text: str
    words: FrameWords
    mentions: Sequence[DateMention]
    _frame: Frame = attrs.field(factory=Frame, init=False)

    def read(self, stretch: Span, *, tells: bool = False, opens: bool = False) -> Frame:
        """The adjuncts from the start of ``stretch`` on, as far as they go.

        Args:
            stretch: where to look.
            tells: a listener may follow without a preposition ("told | reporters").
            opens: an occasion may follow without one ("shared in | a tweet").
        """
        self._frame = Frame(end=stretch.start)
        at = stretch.start
        for _ in range(_MOST_ADJUNCTS):
            start = self._skipped(at, stretch.end)
            after = self._one(start, stretch.end, tells=tells, opens=opens)
            if after is None:
                break
            at = after
            tells, opens = self._has_spoken(start, at), self._has_spoken(start, at)
        if at != self._frame.end:
            self._frame = attrs.evolve(self._frame, end=at)
        return self._frame

    def _one(self, at: int, end: int, *, tells: bool, opens: bool) -> int | None:
        """The end of the adjunct that starts at ``at``; ``None`` where none does."""
        if at >= end:
            return None
        worded = self.words.any_adjunct.match(self.text, at, end) is not None
        if not (worded or tells or opens or self.mentions):
            return None
        for kind, is_tried in (
            (self._bare_listener, tells),
            (self._date, bool(self.mentions)),
            (self._elsewhen, worded),
            (self._occasion, worded),
            (self._listener, worded),
            (self._place, worded),
            (self._bare_occasion, opens),
            (self._small_word, worded),
        ):
            after = kind(at, end) if is_tried else None
            if after is not None:
                return after
        return None

    def _skipped(self, at: int, end: int) -> int:
        """``at`` without spaces, and without a comma before an aside that tells the occasion."""
        start = self._behind_space(at, end)
        if self.text[start : start + 1] != ",":
            return start
        inner = self._behind_space(start + 1, end)
        aside = self.words.speaking.match(self.text, inner, end)
        closing = inner >= end
        occasion = self.words.occasion.match(self.text, inner, end)
        return inner if aside or closing or (occasion and not self._goes_on(occasion)) else start

    def _goes_on(self, occasion: re.Match[str]) -> bool:
        return self.words.clause.search(occasion.group()) is not None

    def _behind_space(self, at: int, end: int) -> int:
        while at < end and self.text[at] in _SPACE:
            at += 1
        return at

    def _has_spoken(self, start: int, end: int) -> bool:
        return self.words.speaking.match(self.text, start, end) is not None

    # --- when ------------------------------------------------------------------------------------

    def _date(self, at: int, end: int) -> int | None:
        mention = self._next_date(at)
        if mention is None or mention.span.end > end:
            return None
        lead = self.text[at : max(at, mention.span.start)]
        if not self.words.before_date.fullmatch(lead) or self._owns(mention.span.end):
            return None
        if not lead.strip() and self._is_subject(mention, end):
            return None
        after = mention.span.end
        while found := self.words.after_date.match(self.text, self._behind_space(after, end), end):
            after = found.end()
        if mention.precision is not Precision.TIME:
            days = (*self._frame.days, mention)
            self._frame = attrs.evolve(self._frame, days=days, moves=True)
        return after

    def _next_date(self, at: int) -> DateMention | None:
        for mention in self.mentions:
            if mention.span.end > at:
                return mention
        return None

    def _owns(self, at: int) -> bool:
        return self.text[at : at + 2] in {"'s", "’s"} or self.text[at : at + 1] == "-"

    def _is_subject(self, mention: DateMention, end: int) -> bool:
        """``said Monday would be a holiday``: a bare day before a verb is what is told."""
        start = self._behind_space(mention.span.end, end)
        return self.words.finite.match(self.text, start, end) is not None

    def _elsewhen(self, at: int, end: int) -> int | None:
        found = self.words.elsewhen.match(self.text, at, end)
        return self._moved(found)

    # --- how and to whom -------------------------------------------------------------------------

    def _occasion(self, at: int, end: int) -> int | None:
        return self._noun(self.words.occasion.match(self.text, at, end), end)

    def _bare_occasion(self, at: int, end: int) -> int | None:
        return self._noun(self.words.occasion_bare.match(self.text, at, end), end)

    def _listener(self, at: int, end: int) -> int | None:
        return self._noun(self.words.listener.match(self.text, at, end), end)

    def _bare_listener(self, at: int, end: int) -> int | None:
        found = self._noun(self.words.listener_bare.match(self.text, at, end), end)
        if found is not None or self.words.language != "en":
            return found
        return self._moved(_LISTENER_NAME.match(self.text, at, end))

    def _noun(self, found: re.Match[str] | None, end: int) -> int | None:
        """Behind an occasion or listener, with whom or about what it was included."""
        if found is None or self._holds_more(found):
            return None
        at = found.end()
        # "At Monday's debate": the day of the occasion is that of the words.
        days = (m for m in self.mentions if found.start() < m.span.start < found.end())
        self._frame = attrs.evolve(self._frame, days=(*self._frame.days, *days), moves=True)
        start = self._behind_space(at, end)
        link = self.words.with_whom.match(self.text, start, end)
        if link is None or self._place_name(start, end) is not None:
            return at
        return self._behind_object(link.end(), at, end)

    def _holds_more(self, found: re.Match[str]) -> bool:
        """Whether a clause, or more of a date than a day, stands between preposition and noun."""
        words = found.group()
        if self.words.clause.search(words) or _STOP.search(words):
            return True
        inside = (m for m in self.mentions if found.start() < m.span.start < found.end())
        return any(m.span.end > found.end() or m.precision not in _DAYS for m in inside)

    def _behind_object(self, at: int, back: int, end: int) -> int:
        """Behind the few words after "with" or "to"; ``back`` where they do not end in time."""
        for _ in range(_MOST_WORDS_OF_LISTENER):
            at = self._behind_space(at, end)
            if at >= end or _STOP.match(self.text, at) or self.words.that.match(self.text, at):
                return at
            if self.words.clause.match(self.text, at, end):
                return back
            if self._starts_adjunct(at, end):
                return at
            word = _WORD.match(self.text, at, end)
            if word is None:
                return back
            at = word.end()
        return back

    def _starts_adjunct(self, at: int, end: int) -> bool:
        mention = self._next_date(at)
        if mention is not None and self.words.before_date.fullmatch(
            self.text[at : max(at, mention.span.start)]
        ):
            return True
        if self.words.issued.match(self.text, at, end):
            return True
        return self._place_name(at, end) is not None

    def _moved(self, found: re.Match[str] | None) -> int | None:
        if found is None:
            return None
        self._frame = attrs.evolve(self._frame, moves=True)
        return found.end()

    def _small_word(self, at: int, end: int) -> int | None:
        for pattern in (self.words.speaking, self.words.issued, self.words.filler):
            found = pattern.match(self.text, at, end)
            if found is not None:
                return found.end()
        return None

    # --- where -----------------------------------------------------------------------------------

    def _place(self, at: int, end: int) -> int | None:
        span = self._place_name(at, end)
        if span is None:
            return None
        self._frame = attrs.evolve(
            self._frame,
            places=(*self._frame.places, span.of(self.text)),
            is_placed_first=self._frame.is_placed_first or not self._frame.moves,
            moves=True,
        )
        return self._behind_region(span.end, end)

    def _behind_region(self, at: int, end: int) -> int:
        """Behind the state that follows a town ("in Everett, Wash., recently")."""
        found = _REGION.match(self.text, at, end)
        if found is None:
            return at
        rest = self._behind_space(found.end(), end)
        dated = any(m.span.start == rest for m in self.mentions)
        return found.end() if dated or rest >= end or self.text[rest] in ",.;:" else at

    def _place_name(self, at: int, end: int) -> Span | None:
        lead = self.words.place.match(self.text, at, end)
        if lead is None:
            return None
        found = _NAME.match(self.text, self._behind_space(lead.end(), end), end)
        if found is None:
            return None
        day = next((m.span.start for m in self.mentions if m.span.start >= found.start()), end)
        name = found["name"]
        if self.words.place_starts and name.split()[0] not in self.words.place_starts:
            name = name.split()[0]
        span = Span(found.start(), min(day, found.start("name") + len(name))).stripped(self.text)
        return None if self._is_no_place(span.of(self.text)) else span

    def _is_no_place(self, name: str) -> bool:
        parts = name.split()
        if not parts or (name.isupper() and name not in _INITIALS):
            return True
        if any(self.words.not_place.fullmatch(part) for part in parts):
            return True
        if any(pattern.search(name) for pattern in load_platforms().values()):
            return True
        return len(parts) > 1 and parts[-1] in load_names().bodies


_DAYS = frozenset({Precision.DAY, Precision.WEEKDAY})
_INITIALS = frozenset({"US", "USA", "UK", "UAE", "США", "ОАЭ", "ОАЕ", "EE", "EEUU"})
"""Countries that are written in capitals; other words in capitals are bodies."""
