"""Reads the frame of one attribution: the narrator's words before, between and behind its parts."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

import attrs

from provenance.attribution.cues import Cues, load_cues
from provenance.attribution.hiding import HIDDEN, hidden_quotes, quotations_by_sentence
from provenance.attribution.source_phrases import PhraseKind
from provenance.attribution.speakers import read_source
from provenance.dates import DateMention, Precision, parse_dates
from provenance.model import Article, Attribution, Quotation, SaidAt, Sentence
from provenance.spans import Span
from provenance.utterances.adjuncts import AdjunctReader, Frame
from provenance.utterances.carrying import Utterance
from provenance.utterances.days import date_uttered, published_day
from provenance.utterances.frame_words import FrameWords, load_frame_words

_REACH = 200
"""Characters on either side of source and cue in which their frame stands."""
_EDGE = " \t\r\n\u00a0\u202f,;—–-"
_CLEAN = re.compile(r"\s*(?:$|[,.;:!?…“”„«»\"()\x00–—]|-\s|to\s)")
_QUOTED = re.compile(r"[\s,:]*[“”„«»\"\x00]")
_PERFECT = re.compile(r"\b(?:has|have|had)\b", re.IGNORECASE)
_OPENS = re.compile(r"\s(?:in|on|at|via)$", re.IGNORECASE)
_WORDS_OF_CUE = 4
"""Words at the start of a cue behind one of which its adjuncts may begin."""
_NOTHING = Frame()
_PRONOUNS = (PhraseKind.PRONOUN_PERSON, PhraseKind.PRONOUN_THING)
_NARROW = frozenset({Precision.DAY, Precision.WEEKDAY})


@attrs.define(kw_only=True)
class FrameReader:
    """Reads the frames of one article; its tables are looked up once."""

    article: Article
    published: dt.date | None = attrs.field(init=False)
    _cues: Cues = attrs.field(init=False)
    _words: FrameWords = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        language = self.article.metadata.language
        self.published = published_day(self.article)
        self._cues, self._words = load_cues(language), load_frame_words(language)

    def read(
        self, attribution: Attribution, sentence: Sentence, quotations: Sequence[Quotation]
    ) -> Utterance:
        """What the sentence tells of the occasion of ``attribution``."""
        said, moves = self._occasion(attribution, sentence.span, quotations)
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        return Utterance(
            said_at=said,
            speaker=attribution.speaker,
            start=min([span.start for span in spans], default=sentence.span.start),
            sentence=sentence.span.start,
            block=sentence.block,
            moves=moves,
        )

    def _occasion(
        self, attribution: Attribution, sentence: Span, quotations: Sequence[Quotation]
    ) -> tuple[SaidAt | None, bool]:
        """The occasion, and whether the sentence tells of any."""
        cues = _within(attribution.cue, sentence)
        if not cues:
            return None, False
        if any(q.span.contains(cue) for q in quotations for cue in cues):
            return None, True
        stretches = _Stretches.of(self.article, sentence, attribution, quotations)
        frames = self._frames(stretches)
        moves = any(f.moves for f in frames) or self._is_perfect(stretches)
        return self._said_at(frames, sentence), moves

    def _mentions(self, stretches: "_Stretches") -> tuple[DateMention, ...]:
        plain = stretches.text.replace(HIDDEN, " ")
        language = self.article.metadata.language
        return parse_dates(plain, language=language, reference=self.published)

    def _frames(self, stretches: "_Stretches") -> tuple[Frame, ...]:
        mentions = self._mentions(stretches)
        reader = AdjunctReader(text=stretches.text, words=self._words, mentions=mentions)
        stretches = self._with_bare_cue(reader, stretches)
        behind = self._behind(reader, stretches)
        between = [self._whole(reader, gap, stretches) for gap in stretches.gaps]
        before = self._before(reader, stretches, behind.end)
        return (behind, *between, before, self._published_in(stretches, mentions))

    def _with_bare_cue(self, reader: AdjunctReader, stretches: "_Stretches") -> "_Stretches":
        """A cue without the adjuncts at its end: "said | in an interview on Monday"."""
        cue = stretches.cue
        if cue.end != stretches.core.end:
            return stretches
        for gap in list(re.finditer(r"\s+", cue.of(reader.text)))[:_WORDS_OF_CUE]:
            start = cue.start + gap.end()
            frame = reader.read(Span(start, stretches.behind.end))
            if frame.moves and frame.end >= cue.end:
                return stretches.ending_at(cue.start + gap.start())
        return stretches

    def _behind(self, reader: AdjunctReader, stretches: "_Stretches") -> Frame:
        cue = stretches.cue.of(stretches.text)
        ends_in_cue = stretches.cue.end == stretches.core.end
        told = self._words.tells.search(cue) is not None
        frame = reader.read(
            stretches.behind,
            tells=ends_in_cue and told,
            opens=ends_in_cue and _OPENS.search(cue) is not None,
        )
        rest = stretches.text[frame.end : stretches.behind.end]
        if frame.days:
            frame = attrs.evolve(frame, days=self._days_behind(frame, cue, rest))
        if not frame.places:
            return frame
        hangs_on_source = not ends_in_cue and frame.is_placed_first
        unplaced = hangs_on_source and not self._is_bare_name(stretches)
        return attrs.evolve(frame, places=()) if unplaced or not self._is_clean(rest) else frame

    def _days_behind(self, frame: Frame, cue: str, rest: str) -> tuple[DateMention, ...]:
        """The days of a frame behind ``cue``, with ``rest`` behind it."""
        days = frame.days
        told = self._words.that.match(rest.lstrip()) is not None
        if not _QUOTED.match(rest) and rest.strip(" .") and not told:
            # "The others have it a day later, at …": what is told is counted on from a day.
            days = tuple(day for day in days if not (day.relative or "").startswith("anchor"))
        if self._is_preposition(cue):
            clean = self._is_clean(rest)
            days = tuple(day for day in days if clean and day.precision in _NARROW)
        return days

    def _is_clean(self, rest: str) -> bool:
        """Whether nothing follows that the adjuncts before it would belong to."""
        return bool(_CLEAN.match(rest) or self._words.that.match(rest.lstrip()))

    def _whole(self, reader: AdjunctReader, gap: Span, stretches: "_Stretches") -> Frame:
        """What stands between source and cue, where that is nothing but adjuncts."""
        if gap.of(reader.text).isspace():
            return Frame(end=gap.end)
        start = self._behind_auxiliaries(reader.text, gap)
        frame = reader.read(Span(min(start, gap.end), gap.end))
        end = self._behind_auxiliaries(reader.text, Span(frame.end, gap.end))
        if reader.text[end : gap.end].strip(_EDGE):
            return Frame(moves=True) if frame.moves else _NOTHING
        hangs_on_source = frame.is_placed_first and gap.start in stretches.source_ends
        if hangs_on_source and not self._is_bare_name(stretches):
            return attrs.evolve(frame, places=(), end=gap.end)
        return attrs.evolve(frame, end=gap.end)

    def _behind_auxiliaries(self, text: str, gap: Span) -> int:
        at = gap.start
        while at < gap.end:
            bare = at + len(text[at : gap.end]) - len(text[at : gap.end].lstrip())
            found = self._words.auxiliary.match(text, bare, gap.end)
            if found is None:
                return at
            at = found.end()
        return at

    def _before(self, reader: AdjunctReader, stretches: "_Stretches", end: int) -> Frame:
        """What opens the sentence, where that is nothing but adjuncts of the verb of saying."""
        opening = stretches.before
        if not opening or self._is_preposition(stretches.cue.of(reader.text)):
            return _NOTHING
        frame = reader.read(opening)
        if reader.text[frame.end : opening.end].strip(_EDGE) or self._is_inserted(stretches, end):
            return _NOTHING
        return frame

    def _is_inserted(self, stretches: "_Stretches", end: int) -> bool:
        """``In March, the bank said, prices rose``: what stands around is what is told."""
        text = stretches.text
        if not text[: stretches.core.start].rstrip().endswith(","):
            return False
        rest = text[end:].lstrip()
        if not rest.startswith(",") or _QUOTED.match(rest):
            return False
        return self._words.that.match(rest[1:].lstrip()) is None

    def _published_in(self, stretches: "_Stretches", mentions: Sequence[DateMention]) -> Frame:
        """``A report published in May says``: the day stands in the source itself."""
        if not mentions:
            return _NOTHING
        days = tuple(
            mention
            for source in stretches.sources
            for mention in mentions
            if source.contains(mention.span) and mention.precision is not Precision.TIME
            if self._dates_source(stretches.text, source, mention)
        )
        return Frame(days=days, moves=bool(days))

    def _dates_source(self, text: str, source: Span, mention: DateMention) -> bool:
        """Whether a date inside the source says when it spoke, not what it is about."""
        if self._words.issued.search(text, source.start, source.end):
            return True
        lead = re.search(r"\s(\w+)\s+$", text[source.start : mention.span.start])
        closes = not text[mention.span.end : source.end].strip()
        before = lead is not None and self._words.before_date.fullmatch(lead[1]) is not None
        return closes and before and mention.precision in _NARROW

    def _is_preposition(self, cue: str) -> bool:
        cues = self._cues
        if cues["according"].search(cue) or cues["according_after"].search(cue):
            return True
        return cues["by_their_words"].search(cue) is not None

    def _is_bare_name(self, stretches: "_Stretches") -> bool:
        """Whether the source is a name and no more, so that a place behind it is not its own."""
        for source in stretches.sources:
            phrase = read_source(source.of(stretches.text), self._cues)
            if phrase.kind in _PRONOUNS:
                return True
            if phrase.kind is PhraseKind.PERSON:
                return bool(phrase.name) and phrase.text.endswith(phrase.name or "")
            return phrase.kind is PhraseKind.BODY and phrase.name == phrase.text
        return True

    def _is_perfect(self, stretches: "_Stretches") -> bool:
        """``He had said``: on another occasion than the one told of."""
        if self._words.language != "en":
            return False
        parts = (stretches.cue, *stretches.gaps)
        return any(_PERFECT.search(part.of(stretches.text)) for part in parts)

    def _said_at(self, frames: Sequence[Frame], sentence: Span) -> SaidAt | None:
        frames = [frame for frame in frames if frame.days or frame.places]
        if not frames:
            return None
        days = [day for frame in frames for day in frame.days]
        dates = [date_uttered(day, self.article, sentence, self.published) for day in days]
        date = _one_date([date for date in dates if date is not None])
        places = {" ".join(place.split()) for frame in frames for place in frame.places}
        place = places.pop() if len(places) == 1 else None
        return SaidAt(date=date, place=place) if date or place else None


def _one_date(dates: Sequence[str]) -> str | None:
    """The date that all tell; a month and a day of it agree."""
    finest = max(dates, key=len, default=None)
    return finest if all((finest or "").startswith(date) for date in dates) else None


@attrs.frozen(kw_only=True)
class _Stretches:
    """The words round source and cue, quoted ones hidden; offsets into ``text``."""

    text: str
    core: Span
    cue: Span
    """The last part of it."""
    sources: tuple[Span, ...]
    source_ends: frozenset[int]
    gaps: tuple[Span, ...]
    before: Span | None
    """``None`` where the sentence begins too far off."""
    behind: Span

    @classmethod
    def of(
        cls,
        article: Article,
        sentence: Span,
        attribution: Attribution,
        quotations: Sequence[Quotation],
    ) -> "_Stretches":
        cues = _within(attribution.cue, sentence)
        sources = _within(attribution.source, sentence)
        start = min([span.start for span in (*cues, *sources)])
        end = max([span.end for span in (*cues, *sources)])
        window = Span(max(sentence.start, start - _REACH), min(sentence.end, end + _REACH))
        base = window.start
        cues = [span.shifted(-base) for span in cues]
        sources = [span.shifted(-base) for span in sources]
        inner = Span(start - base, end - base)
        return cls(
            text=hidden_quotes(article, window, quotations),
            core=inner,
            cue=max(cues) if len(cues) > 1 else cues[0],
            sources=tuple(sources),
            source_ends=frozenset([source.end for source in sources]),
            gaps=tuple(_gaps(sorted((*cues, *sources)))),
            before=Span(0, inner.start) if base == sentence.start else None,
            behind=Span(inner.end, len(window)),
        )

    def ending_at(self, end: int) -> "_Stretches":
        """These with less of the cue, which is the last part of the core."""
        return attrs.evolve(
            self,
            core=Span(self.core.start, end),
            cue=Span(self.cue.start, end),
            behind=Span(end, self.behind.end),
        )


def _within(spans: Iterable[Span], sentence: Span) -> list[Span]:
    return [span for span in spans if sentence.contains(span) and len(span)]


def _gaps(spans: Sequence[Span]) -> Iterable[Span]:
    end = spans[0].end
    for span in spans[1:]:
        if end < span.start <= end + _REACH:
            yield Span(end, span.start)
        end = max(end, span.end)


@attrs.define(kw_only=True)
class ArticleUtterances:
    """Finds for every attribution of an article its sentence and the quotations there."""

    article: Article
    sentences: Sequence[Sentence]
    quotations: Sequence[Quotation]

    def read(self, attributions: Sequence[Attribution]) -> list[Utterance]:
        """Every attribution, read; one that lies in no sentence tells nothing."""
        ordered = sorted(self.sentences, key=lambda sentence: sentence.span.start)
        starts = [sentence.span.start for sentence in ordered]
        quoted = quotations_by_sentence(ordered, self.quotations)
        reader = FrameReader(article=self.article)
        found = []
        for attribution in attributions:
            spans = attribution.cue or attribution.content or attribution.source
            place = bisect_right(starts, spans[0].start if spans else 0) - 1
            if not ordered or place < 0:
                found.append(_nowhere(attribution))
                continue
            found.append(reader.read(attribution, ordered[place], quoted[place]))
        return found


def _nowhere(attribution: Attribution) -> Utterance:
    return Utterance(
        said_at=None, speaker=attribution.speaker, start=0, sentence=0, block=0, moves=True
    )
