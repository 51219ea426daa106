"""Yields a claim readable out of context, with every word that is not the article's in brackets.

``adding that B`` becomes ``[Ada Brook added] that B``, ``he said yesterday`` becomes ``[Ada Brook]
said [on 3 May 2026]``. Nothing is guessed: whoever or whatever day is not clear stays as it stands.
"""

import datetime
import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.attribution.cues import Cues, load_cues
from provenance.attribution.finding import attributed_phrase
from provenance.attribution.hiding import hidden_quotes
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.claims.cue_lists import load_alone_words, load_claim_cues
from provenance.claims.known_cast import KnownCast
from provenance.claims.leads import is_going_on, lead_of
from provenance.dates import DateMention, Precision, parse_dates
from provenance.model import Article, Attribution, Claim, Quotation, Speaker
from provenance.spans import Span
from provenance.terms import PublishedBasis, Verdict

_CERTAIN = frozenset(PublishedBasis) - {PublishedBasis.GUESS, PublishedBasis.UNKNOWN}
_BESIDE_CUE = 30
"""Characters between a verb of saying and the day that belongs to it."""

_BETWEEN = re.compile(r"[,;:.]|\b(?:that|dass|que|że|что|що)\b")
_PAST_VERB = re.compile(
    r"\b(?:\w+ed|said|told|wrote|met|held|began|fell|rose|took|gave|came|left)\b"
)
_OPEN_TIME = re.compile(
    r"\b(?:will|would|shall|should|may|might|could|can|to|is|are|be|due|plans?|planned|expects?|expected"
    r"|until|till|by|next|before|scheduled|set)\b",
    re.IGNORECASE,
)
"""Words beside which a bare weekday may lie ahead."""


_SPACE_BEFORE = re.compile(r" (?=[.,])")
"""Left where markup was."""


@attrs.frozen
class _Edit:
    """Words of the article that are replaced, offsets into it."""

    span: Span
    words: str


def with_standalone(claims: tuple[Claim, ...], known: KnownCast) -> tuple[Claim, ...]:
    """The claims, with ``standalone`` where the article's words alone would not be understood.

    Args:
        claims: of one article, in reading order.
        known: who is who in the article; its day of publication resolves "yesterday", and nothing
            inside its quotations is touched.
    """
    writer = _Writer(known)
    return tuple(
        claim if claim.verdict is Verdict.NOT_A_CLAIM else _told(claim, writer.write(claim))
        for claim in claims
    )


def _told(claim: Claim, standalone: str | None) -> Claim:
    return claim if standalone is None else attrs.evolve(claim, standalone=standalone)


class _Writer:
    """Writes the claims of one article out, in reading order."""

    def __init__(self, known: KnownCast) -> None:
        self._known = known
        self._article = known.article
        self._quotations = sorted(known.quotations, key=lambda quotation: quotation.outer.start)
        self._first = 0
        self._language = self._article.metadata.language
        self._cues: Cues = load_cues(self._language)
        self._words = load_alone_words(self._language)
        self._published = _day_of(self._article)
        self._days: set[datetime.date] = set()

    def write(self, claim: Claim) -> str | None:
        """The claim by itself; ``None`` where it stands alone already, or cannot be made to."""
        span = claim.span.span
        words = hidden_quotes(self._article, span, self._around(span))
        dates = parse_dates(words, language=self._language, reference=self._published)
        edits = [*self._dated(claim, words, dates)] if dates else []
        self._note(dates)
        named = self._named(claim)
        if named is None and is_going_on(claim):
            return None
        edits += [named] if named is not None else []
        return _written(self._article.prose, span, edits) if edits else None

    def _around(self, span: Span) -> list[Quotation]:
        while (
            self._first < len(self._quotations)
            and self._quotations[self._first].outer.end <= span.start
        ):
            self._first += 1
        found = []
        for quotation in self._quotations[self._first :]:
            if quotation.outer.start >= span.end:
                break
            found.append(quotation)
        return found

    # --- who ------------------------------------------------------------------------------------

    def _named(self, claim: Claim) -> _Edit | None:
        attribution = claim.attribution
        if attribution is None or not attribution.cue:
            return None
        if is_going_on(claim):
            return self._with_subject(claim, attribution)
        source = next((s for s in attribution.source if claim.span.span.contains(s)), None)
        if source is None or source == attribution.cue[0]:
            return None
        name = self._name_for(attribution)
        return _Edit(source, f"[{name}]") if name is not None else None

    def _with_subject(self, claim: Claim, attribution: Attribution) -> _Edit | None:
        """``[Ada Brook added] that``, ``[Ada Brook] warned that``, ``[Ada Brook said] that``."""
        subject, prose, span = self._subject(attribution), self._article.prose, claim.span.span
        lead = lead_of(claim, prose, language=self._language)
        if subject is None or not len(lead):
            return None
        cues = load_claim_cues(self._language)
        cue = attribution.cue[0]
        verb = cue.of(prose)
        if not span.contains(cue):
            that = cues.that.search(prose, span.start, lead.end)
            if that is None:
                return None
            verb = self._words.past.get(verb.casefold(), verb)
            comma = "," if self._language in _WITH_CASES else ""
            return _Edit(Span(span.start, that.start()), f"[{subject} {verb}{comma}] ")
        if cues.has("adding", verb):
            told = self._words.past.get(verb.casefold())
            if told is not None:
                return _Edit(Span(span.start, cue.end), f"[{subject} {told}]")
            return _Edit(Span(span.start, cue.start), f"[{subject},] ")
        link = cues.lists["links"].match(prose, span.start, cue.start)
        end = link.end() if link is not None else span.start
        kept = Span(end, cue.start).of(prose)
        return _Edit(Span(span.start, end + len(kept) - len(kept.lstrip())), f"[{subject}] ")

    def _subject(self, attribution: Attribution) -> str | None:
        """Who speaks in the words before: a name, or what the article calls him there."""
        phrase = attributed_phrase(attribution, self._article.prose, self._cues)
        if phrase is None or not attribution.source:
            return None
        if phrase.kind in _PRONOUNS:
            return self._name_for(attribution)
        speaker = attribution.speaker
        words = " ".join(attribution.source[0].of(self._article.prose).split())
        is_clause = self._cues["publish"].search(words) is not None
        if phrase.kind is PhraseKind.PERSON or is_clause:
            return speaker.name if speaker is not None else None
        return self._name_for(attribution) or words[:1].upper() + words[1:]

    def _name_for(self, attribution: Attribution) -> str | None:
        """The name that a pronoun or ``the alliance`` stands for, where that is clear."""
        speaker, prose = attribution.speaker, self._article.prose
        if not attribution.source or speaker is None or not speaker.name:
            return None
        at, text = attribution.source[0].start, attribution.source[0].of(prose)
        is_told = speaker.name.casefold() in text.casefold()
        if is_told or _is_inside(attribution.source[0], attribution.cue):
            return None
        phrase = attributed_phrase(attribution, prose, self._cues)
        if phrase is None:
            return None
        if phrase.kind in _PRONOUNS:
            clear = self._is_person(phrase, text) and _same(
                self._known.read().antecedent(text, at), speaker
            )
            return speaker.name if clear else None
        is_body = phrase.kind is PhraseKind.BODY and phrase.name is None and phrase.definite
        if not is_body or speaker.role is not None or self._is_bent(attribution):
            return None
        return speaker.name if self._is_called(phrase, text, speaker.name) else None

    def _is_person(self, phrase: SourcePhrase, text: str) -> bool:
        """``he``: a person beyond doubt; ``it``, and ``elle`` or ``он``, may be a body."""
        if phrase.kind is not PhraseKind.PRONOUN_PERSON or " " in text.strip():
            return False
        return self._language == "en"

    def _is_bent(self, attribution: Attribution) -> bool:
        """``по оценке банка``: a name in its place would need another case."""
        according = self._cues["according"].fullmatch(attribution.cue[0].of(self._article.prose))
        return according is not None and self._language in _WITH_CASES

    def _is_called(self, phrase: SourcePhrase, text: str, name: str) -> bool:
        """Whether ``the bank`` can only be this body: its name has the noun, or is one for it."""
        most = _PHRASE_WORDS if self._language in _WITH_ARTICLES else 1
        if phrase.noun is None or len(text.split()) > most or name.endswith(("’s", "'s")):
            return False
        if phrase.noun.casefold()[:_STEM] in name.casefold():
            return True
        is_general = self._cues["hypernym"].fullmatch(phrase.noun) is not None
        return is_general and not phrase.classes & _MANY

    # --- when -----------------------------------------------------------------------------------

    def _dated(self, claim: Claim, words: str, dates: Sequence[DateMention]) -> Iterator[_Edit]:
        offset = claim.span.start
        for mention in dates:
            day = self._day(mention, claim, words, dates)
            if day is None:
                continue
            before = self._words.preposition.search(words, 0, mention.span.start)
            start = before.start() if before is not None else mention.span.start
            written = self._words.day.format(
                day=day.day, month=self._words.months[day.month - 1], year=day.year
            )
            if start == 0 and claim.span.start == claim.sentence.start:
                written = written[0].upper() + written[1:]
            yield _Edit(Span(offset + start, offset + mention.span.end), f"[{written}]")

    def _day(
        self, mention: DateMention, claim: Claim, words: str, dates: Sequence[DateMention]
    ) -> datetime.date | None:
        """The day a mention means that the article does not write out."""
        if mention.day is not None or mention.last_day is not None:
            return None
        unit, _, shift = (mention.relative or "").partition(":")
        if unit == "anchor":
            if len(self._days) != 1 or _days(dates):
                return None
            return min(self._days) + datetime.timedelta(days=int(shift))
        if mention.start is None or mention.start != mention.end:
            return None
        if mention.precision is Precision.WEEKDAY or mention.relative == "day:0":
            is_clear = self._is_of_saying(mention, claim) or self._is_past(claim, words)
            return mention.start if is_clear else None
        return mention.start if unit == "day" else None

    def _is_of_saying(self, mention: DateMention, claim: Claim) -> bool:
        """``said on Thursday``: the day right behind a verb of saying in the past."""
        cue = claim.attribution.cue[0] if claim.attribution and claim.attribution.cue else None
        at = mention.span.start + claim.span.start
        if cue is None or not claim.span.span.contains(cue) or not 0 <= at - cue.end <= _BESIDE_CUE:
            return False
        prose = self._article.prose
        past = self._language != "en" or _PAST_VERB.search(cue.of(prose)) is not None
        return past and _BETWEEN.search(prose[cue.end : at]) is None

    def _is_past(self, claim: Claim, words: str) -> bool:
        """Whether the narrator tells what has happened, and nothing that is to come."""
        if self._language != "en" or claim.attribution is not None:
            return False
        return _PAST_VERB.search(words) is not None and _OPEN_TIME.search(words) is None

    def _note(self, dates: Sequence[DateMention]) -> None:
        """Remember the days told so far; with two of them "the following day" is not clear."""
        self._days |= _days(dates)


_WITH_CASES = frozenset({"de", "pl", "ru", "uk"})
"""Languages with cases; they put a comma before a reported clause, too."""

_WITH_ARTICLES = frozenset({"de", "en", "es", "fr"})
_PHRASE_WORDS = 3
"""Words of "the international organisation"; a longer phrase says more than a name does."""

_STEM = 5
"""Letters of a noun that its inflected forms share."""

_MANY = frozenset({"company", "science"})
"""Classes of which an article often names several: ``the company``, ``the team``."""

_PRONOUNS = frozenset({PhraseKind.PRONOUN_PERSON, PhraseKind.PRONOUN_THING})


def _days(dates: Sequence[DateMention]) -> set[datetime.date]:
    return {
        mention.start
        for mention in dates
        if mention.start is not None and mention.start == mention.end and mention.year_certain
    }


def _same(found: Speaker | None, speaker: Speaker) -> bool:
    return found is not None and found.name == speaker.name


def _is_inside(source: Span, cues: Sequence[Span]) -> bool:
    return any(source.overlaps(cue) for cue in cues)


def _day_of(article: Article) -> datetime.date | None:
    published = article.metadata.published
    if published.value is None or published.basis not in _CERTAIN:
        return None
    try:
        return datetime.date.fromisoformat(published.value[:10])
    except ValueError:
        return None


def _written(prose: str, span: Span, edits: Sequence[_Edit]) -> str:
    pieces, at = [], span.start
    for edit in sorted(edits, key=lambda one: one.span):
        if edit.span.start < at:
            continue
        pieces += [prose[at : edit.span.start], edit.words]
        at = edit.span.end
    told = " ".join("".join((*pieces, prose[at : span.end])).split())
    return _SPACE_BEFORE.sub("", told)
