"""Yields what one sentence tells about where it comes from, before anything is resolved.

Who is named, which documents, whether the speaker is anonymous or talked to the outlet itself,
whether a link was lost here. Resolving it against the rest of the article is
:mod:`provenance.linking`'s work.
"""

import bisect
import functools
import itertools
import re
from collections.abc import Sequence

import attrs

from provenance.attribution.cues import Cues, load_any_platform, load_platforms, phrases
from provenance.attribution.finding import attributed_phrase
from provenance.attribution.hiding import HIDDEN, hidden_quotes
from provenance.attribution.needed_letters import Sieve
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.word_lists import Wording
from provenance.claims.leads import is_going_on
from provenance.claims.narrators_words import NarratorsWords, narrators_words
from provenance.linking.listed_addresses import Address
from provenance.model import Article, Attribution, Claim, Link, Quotation, Speaker
from provenance.registry import Mention, MentionForm, Publisher, Registry
from provenance.spans import Span

_LOST_SPACE = re.compile(r"(?:\u00a0|\s{2,}|\s(?=[)]))")
_OUTLET_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON_OUTLET_WORDS = frozenset(
    {"the", "news", "daily", "online", "com", "www", "der", "die", "das", "le", "la", "les", "el"}
)


@attrs.frozen(kw_only=True)
class Reading:
    """What one sentence tells about its source."""

    claim: Claim
    index: int
    """Of the claim among the article's."""
    words: str
    """The narrator's words; quoted characters are hidden."""
    start: int
    """Of ``words`` in the article."""
    shared: bool
    """A further claim of a sentence, by the speaker of the claim before: it names no source."""
    block: int
    phrase: SourcePhrase | None
    cue: Span | None
    """Offsets into the article; ``None`` where the speaker was carried over."""
    carried: bool
    """Quoted words without a cue of their own."""
    mentions: tuple[Mention, ...]
    """Publishers in the narrator's words; offsets into ``words``."""
    links: tuple[Link, ...]
    document_nouns: tuple[str, ...]
    classes: frozenset[str]
    """Classes of the documents it speaks of."""
    said_in: frozenset[str]
    """Nouns of documents in which something is said: ``in its statement``."""
    anonymous: bool
    own: bool
    lost: bool
    hearsay: bool
    told_outlet: bool
    """Said to another outlet than this: known at second hand."""
    is_last: bool
    """The last sentence of the article's prose."""
    known: NarratorsWords = attrs.field(repr=False, eq=False)
    """``words``, to be asked for the cues in them."""

    @property
    def wording(self) -> Wording:
        """``words`` with the phrases of the cue lists in them."""
        return self.known.wording

    @property
    def folded(self) -> str:
        """The :func:`~provenance.attribution.needed_letters.fold_words` of ``words``."""
        return self.known.folded

    @functools.cached_property
    def platform(self) -> str | None:
        """The platform it speaks of: asked where a body's address is looked for."""
        return _platform(self.known)


def read_sentences(
    article: Article,
    claims: Sequence[Claim],
    quotations: Sequence[Quotation],
    *,
    registry: Registry,
    cues: Cues,
    addresses: Sequence[Address] = (),
) -> list[Reading]:
    """Read every claim's sentence; ``addresses`` tell which office a bare title means.

    Of a sentence with several claims, the first is read with all that its speaker is said to say,
    up to where another one speaks; what only goes on has its own words.
    """
    reader = _Reader(article, registry, cues, addresses, count=len(claims))
    ordered = sorted(quotations, key=lambda quotation: quotation.outer.start)
    readings, first = [], 0
    for index, (claim, span) in enumerate(zip(claims, _spans_read(claims), strict=True)):
        while first < len(ordered) and ordered[first].outer.end <= claim.sentence.start:
            first += 1
        inside = []
        for quotation in ordered[first:]:
            if quotation.outer.start >= claim.sentence.end:
                break
            inside.append(quotation)
        readings.append(reader.read(index, claim, span, inside))
    return readings


def _spans_read(claims: Sequence[Claim]) -> list[Span]:
    """For each claim the words that tell about its source."""
    spans: list[Span] = []
    end = 0
    for index in reversed(range(len(claims))):
        claim = claims[index]
        is_last = index + 1 == len(claims) or claims[index + 1].sentence != claim.sentence
        end = claim.sentence.end if is_last else end
        start = claim.sentence.start if claim.span.start <= claim.sentence.start else None
        if is_going_on(claim):
            spans.append(claim.span.span)
            continue
        spans.append(Span(claim.span.start if start is None else start, end))
        end = claim.span.start
    return spans[::-1]


class _Reader:
    def __init__(
        self,
        article: Article,
        registry: Registry,
        cues: Cues,
        addresses: Sequence[Address],
        *,
        count: int,
    ) -> None:
        self._article = article
        self._count = count
        self._cues = cues
        named = registry.mentions(article.prose, language=cues.language)
        held = _office_holders(article, registry, addresses, taken=[m.span for m in named])
        self._mentions = sorted((*named, *held), key=lambda mention: mention.span)
        self._mention_starts = [mention.span.start for mention in self._mentions]
        self._links = sorted((k for k in article.links if not k.listed), key=lambda k: k.span)
        self._link_starts = [link.span.start for link in self._links]
        self._link_ends = [link.span.end for link in self._links]
        self._starts = [block.span.start for block in article.blocks]
        self._outlet = _outlet_pattern(article)

    def read(
        self, index: int, claim: Claim, span: Span, quotations: Sequence[Quotation]
    ) -> Reading:
        prose = self._article.prose
        words = hidden_quotes(self._article, span, quotations)
        known = narrators_words(words, self._cues)
        wording = known.wording
        attribution = claim.attribution
        phrase = attributed_phrase(attribution, prose, self._cues) if attribution else None
        cue = attribution.cue[0] if attribution and attribution.cue else None
        links = self._links_in(span)
        nouns = tuple(match.group().casefold() for match in wording.find("documents"))
        classes = frozenset(c for noun in nouns for c in self._cues.documents.classes_of(noun))
        own = self._is_own(known) or (cue is not None and _is_told_us(prose, cue))
        return Reading(
            claim=claim,
            index=index,
            words=words,
            start=span.start,
            shared=is_going_on(claim),
            block=self._block_of(span),
            phrase=phrase,
            cue=cue,
            carried=attribution is not None and not attribution.cue,
            mentions=self._mentions_in(span, words),
            links=links,
            document_nouns=nouns,
            classes=classes,
            said_in=self._said_in(wording),
            anonymous=self._is_anonymous(known, phrase, claim.speaker),
            own=own,
            lost=not links and self._is_lost(wording),
            hearsay=bool(wording.find("hearsay")),
            told_outlet=not own and self._is_told_outlet(attribution, span),
            is_last=index + 1 == self._count,
            known=known,
        )

    def _said_in(self, wording: Wording) -> frozenset[str]:
        found = set()
        for noun in wording.find("documents"):
            before = wording.text[: noun.start()][-_BEFORE_NOUN:].split()[-3:]
            if any(self._cues["inside_of"].fullmatch(word) for word in before):
                found.add(noun.group().casefold())
        return frozenset(found)

    def _links_in(self, span: Span) -> tuple[Link, ...]:
        first = bisect.bisect_right(self._link_ends, span.start)
        last = bisect.bisect_left(self._link_starts, span.end)
        return tuple(self._links[first:last])

    def _mentions_in(self, span: Span, words: str) -> tuple[Mention, ...]:
        """The mentions in the narrator's words of a sentence, with offsets into ``words``."""
        first = bisect.bisect_left(self._mention_starts, span.start)
        last = bisect.bisect_left(self._mention_starts, span.end)
        return tuple(
            Mention(
                span=mention.span.shifted(-span.start),
                publisher=mention.publisher,
                form=mention.form,
            )
            for mention in self._mentions[first:last]
            if HIDDEN not in words[mention.span.start - span.start : mention.span.end - span.start]
        )

    def _block_of(self, span: Span) -> int:
        return max(0, bisect.bisect_right(self._starts, span.start) - 1)

    def _is_anonymous(
        self, words: NarratorsWords, phrase: SourcePhrase | None, speaker: Speaker | None
    ) -> bool:
        if phrase is not None and phrase.kind is PhraseKind.PERSON:
            return False
        if words.shows("anonymous") or words.shows("anonymous_by_role"):
            return True
        named = speaker is not None and speaker.name is not None
        return (
            phrase is not None
            and not named
            and phrase.kind is PhraseKind.ROLE
            and not phrase.inside
            and phrase.organisation is None
            and (phrase.outside or not phrase.definite)
        )

    def _is_told_outlet(self, attribution: Attribution | None, sentence: Span) -> bool:
        """``told the Herald``, ``sagte dem Spiegel``: a news outlet beside the words of saying."""
        if attribution is None or not attribution.cue:
            return False
        cue = attribution.cue[0]
        if _TOLD.match(self._article.prose, cue.start):
            return True
        first = bisect.bisect_left(self._mention_starts, cue.start)
        last = bisect.bisect_left(self._mention_starts, min(cue.end + _TOLD_REACH, sentence.end))
        return any(
            mention.publisher.is_news
            and not any(source.overlaps(mention.span) for source in attribution.source)
            for mention in self._mentions[first:last]
        )

    def _is_own(self, known: NarratorsWords) -> bool:
        if known.shows("own"):
            return True
        if self._outlet is None:
            return False
        words = known.text
        for match in self._outlet.finditer(words):
            before, after = words[: match.start()], words[match.end() : match.end() + 40]
            near = before[-40:]
            verbs = list(self._cues["own_verbs"].finditer(near))
            if verbs and len(near[verbs[-1].end() :].split()) <= 2:
                return True
            verb = self._cues["own_verbs"].match(after.lstrip())
            if verb and not before.strip(" \n\t“”\"'").endswith(("told", "by")):
                return not verb.group().casefold().startswith(("told", "tells"))
        return False

    def _is_lost(self, wording: Wording) -> bool:
        """White space doubled where the words of a link stood, beside a pointing word."""
        words = wording.text
        for match in wording.find("here"):
            before = words[: match.start()][-3:]
            after = words[match.end() :][:3]
            doubled = _LOST_SPACE.search(before) or _LOST_SPACE.match(after)
            closing = not after.strip(" \u00a0).!»”") or after[:1] in ").("
            if (doubled and closing) or (closing and self._cues["stub"].search(words)):
                return True
            if closing and _POINTS.search(words[: match.start()]):
                return True
        return False


def _office_holders(
    article: Article, registry: Registry, addresses: Sequence[Address], *, taken: Sequence[Span]
) -> list[Mention]:
    """``President Zelensky`` where the article lists one head of state's address.

    Only where all bearers of that title in the article have one name: with two presidents in it,
    a title alone tells nothing.
    """
    language = article.metadata.language
    by_kind: dict[str, set[str]] = {}
    publishers: dict[str, Publisher] = {}
    for address in addresses:
        if address.publisher is not None:
            by_kind.setdefault(address.publisher.kind, set()).add(address.publisher.id)
            publishers[address.publisher.kind] = address.publisher
    found: list[Mention] = []
    for kind, ids in by_kind.items():
        known = registry.tables.kinds.get(kind)
        titles = known.titles.get(language, ()) if known is not None and len(ids) == 1 else ()
        found.extend(_borne(article.prose, titles, publishers[kind], taken) if titles else ())
    return found


_SPELLING = 5
"""Letters of a surname compared: Zelensky and Zelenskyy, cases included, are one bearer."""


def _borne(
    text: str, titles: Sequence[str], publisher: Publisher, taken: Sequence[Span]
) -> list[Mention]:
    alternatives = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    bearer = r"(?:\s+[^\W\d_][\w’'-]+){1,3}"
    pattern = re.compile(rf"(?<!\w)((?i:{alternatives}))({bearer})")
    starts = sorted(span.start for span in taken)
    found, names = [], set()
    for match in pattern.finditer(text):
        at = bisect.bisect_left(starts, match.end(1))
        overlapped = at > 0 and any(
            s.overlaps(Span(*match.span(1))) for s in taken[max(0, at - 2) : at]
        )
        name = list(itertools.takewhile(lambda word: word[0].isupper(), match.group(2).split()))
        if name and not overlapped:
            names.add(name[-1][:_SPELLING])
            span = Span(match.start(), match.end(1))
            found.append(Mention(span=span, publisher=publisher, form=MentionForm.TITLE))
    return found if len(names) == 1 else []


def _is_told_us(words: str, cue: Span) -> bool:
    """``пожаловалась нам``, ``nous confie``: we are the listeners."""
    after, before = words[cue.end : cue.end + 8], words[max(0, cue.start - 8) : cue.start]
    return bool(_US_AFTER.match(after) or _US_BEFORE.search(before))


_US_AFTER = re.compile(r"\s(?:us|me|uns|mir|nam|нам|мне|мені)\b", re.IGNORECASE)
_US_BEFORE = re.compile(r"\b(?:nous|nos|uns|нам|nam)\s$", re.IGNORECASE)
_TOLD = re.compile(r"(?:told|tells)\s+(?:the\s+)?(?-i:[A-Z])", re.IGNORECASE)
_BEFORE_NOUN = 30
_TOLD_REACH = 60
"""Characters behind the words of saying within which the listener stands."""

_POINTS = re.compile(
    r"\b(?:read|found|online|available|see|seen|download\w*|consult\w*|view\w*|watch|gelesen|lesen|finden"
    r"|einsehen|abrufbar|lire|lu|lue|disponible|consultable|télécharg\w+|leer|leerse|consultar\w*"
    r"|przeczyta\w+|dostępn\w+|znaleźć|прочитать|прочесть|найти|доступ\w+|прочитати|знайти"
    r"|details?|détails|detalles|einzelheiten|szczegół\w+|znajd\w+|подробн\w+|подробиці|детал\w+)"
    r"\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)


def _outlet_pattern(article: Article) -> re.Pattern[str] | None:
    """The outlet's name, or its last word with an article: ``the Echo`` for Westmoor Echo."""
    outlet = article.metadata.outlet
    if not outlet or "." in outlet:
        return None
    words = [w for w in _OUTLET_WORD.findall(outlet) if w.casefold() not in _COMMON_OUTLET_WORDS]
    forms = [outlet]
    if words:
        forms += [f"{the} {words[-1]}" for the in ("the", "der", "die", "das", "le", "la", "el")]
    return phrases(forms)


def _platform(words: NarratorsWords) -> str | None:
    if not words.matches(_any_platform()):
        return None
    for name, pattern in load_platforms().items():
        if pattern.search(words.text):
            return name
    return None


@functools.cache
def _any_platform() -> Sieve:
    return Sieve(load_any_platform())


def is_bare(words: str) -> bool:
    """Whether nothing but quoted words and marks is left."""
    return not words.replace(HIDDEN, "").strip(" \n\t.,;:!?…“”«»„\"'’‘—–-")
