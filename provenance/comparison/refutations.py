"""A story that one article tells as true, and that another says in its own voice to be false.

A denial that is only reported ("the ministry denied …"), a doubt and a quotation contradict nobody.
The refuting sentence must be the narrator's, what it refutes must be what the other tells, and
the other must tell it plainly. Within one article only its headline is held against its body.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from provenance.comparison.differing import TurnedPair
from provenance.comparison.headings import read_headings
from provenance.comparison.refuting_words import RefutingWords, load_refuting_words
from provenance.comparison.stories import are_one_story
from provenance.comparison.tellings import Report, read_reports
from provenance.model import Analysis, Claim
from provenance.spans import Span
from provenance.terms import DisagreementKind
from provenance.words import Word, load_lexicon, parse_words

_LEAD = 8
"""Sentences with which an article says what it is about."""
_BEFORE = 3
"""Sentences that say what "the story" is: the refuting one and those right before it."""
_LONGEST = 600
"""Characters of a sentence that is looked at."""
_MOST = 5
"""Refutations of one article."""
_TOO_COMMON = 40
"""Articles kept for one name: the work grows with the articles."""
_FEWEST = 3
"""Content words of what is told that the refuting article or sentence has, too."""
_FEWEST_NAMED = 2
"""Words of what is told by which the refuted thing is named; with fewer, a name must be shared."""
_ABOUT_SHARE = 0.5
"""Share of the words by which the refuted thing is named that are told."""
_TOPIC_SHARE, _MATTER_SHARE = 0.6, 0.5
"""Share of what is told that stands round the refutation, or in the refuting sentence."""
_WHOLE, _WHOLE_SHARE = 0.8, 0.3
"""Share of the refuting sentence that is told, from which less of what is told is enough."""
_SURE = 0.6
"""Likeness where a refuted account is named by words that all are told."""
_TOLD_AS_TRUE = "told as true"
_QUOTED = re.compile(r"""["“”„«»]|(?<!\w)'|'(?![\w\s])""")
_STOPS = " ,.;:–—"
_PLAIN = str.maketrans("’‘`", "'''")


@attrs.frozen(kw_only=True)
class Told:
    """A sentence or headline that tells something as true."""

    claim: Claim
    report: Report
    stems: frozenset[str]
    names: frozenset[str]
    is_heading: bool
    is_doubted: bool
    """Whether its article doubts or refutes anything: then it stands against its own body only."""


@attrs.frozen(kw_only=True)
class Refutation:
    """A sentence or headline by which an article refutes a story."""

    claim: Claim
    report: Report
    words: str
    about: frozenset[str]
    """Stems by which the refuted thing is named; none: "the story"."""
    topic: frozenset[str]
    """Stems round it: what "the story" is; none where the sentence itself must say it."""
    own: frozenset[str]
    """Stems of the sentence where it says itself what is wrong: other articles must tell that."""
    is_heading: bool


@attrs.frozen(kw_only=True)
class _Reading:
    """An article as far as this rule is concerned."""

    report: Report
    told: tuple[Told, ...]
    refutations: tuple[Refutation, ...]


def find_refutations(
    analyses: Sequence[Analysis], reports: Sequence[Report] = ()
) -> tuple[TurnedPair, ...]:
    """Stories told as true that another article, or the body below a headline, refutes.

    One pair for two articles. Work grows with the refutations and the names they share with others.

    Args:
        analyses: the articles.
        reports: from ``read_reports``, where they are at hand.
    """
    listed = reports or read_reports(analyses)
    refutations = [_refutations(*both) for both in zip(analyses, listed, strict=True)]
    if not any(refutations):
        return ()
    readings = [
        _Reading(report=report, told=tuple(_told(analysis, report)), refutations=found)
        for analysis, report, found in zip(analyses, listed, refutations, strict=True)
    ]
    holders: dict[str, list[int]] = defaultdict(list)
    for reading in readings:
        if reading.told:
            for name in sorted(reading.report.names):
                holders[name].append(reading.report.number)
    found: dict[tuple[int, int], TurnedPair] = {}
    for reading in readings:
        for refutation in reading.refutations:
            for number in _near(refutation, holders):
                key = (reading.report.number, number)
                pair = _refuted(refutation, readings[number].told)
                if pair is not None and key not in found and key[::-1] not in found:
                    found[key] = pair
    return tuple(found.values())


def _near(refutation: Refutation, holders: dict[str, list[int]]) -> list[int]:
    """The article itself, and those that share names with it, most first."""
    shared: Counter[int] = Counter()
    for name in sorted(refutation.report.names):
        shared.update(holders[name][:_TOO_COMMON])
    own = refutation.report.number
    others = sorted((-count, other) for other, count in shared.items() if other != own)
    return [own, *(other for _, other in others[:_TOO_COMMON])]


def _refuted(refutation: Refutation, told: Iterable[Told]) -> TurnedPair | None:
    """The pair with the sentence that tells most of what is refuted."""
    scored = [
        (_likeness(refutation, one), not one.is_heading, -one.claim.sentence.start, one)
        for one in told
        if _may_clash(refutation, one)
    ]
    best = max((entry for entry in scored if entry[0] > 0), key=lambda e: e[:3], default=None)
    if best is None:
        return None
    score, _, _, one = best
    sides = (refutation, one)
    headings = tuple(side.claim for side in sides if side.is_heading)
    return TurnedPair(
        kind=DisagreementKind.HEADLINE if headings else DisagreementKind.POLARITY,
        left=one.claim,
        right=refutation.claim,
        left_words=_TOLD_AS_TRUE,
        right_words=refutation.words,
        score=round(min(0.9, 0.5 + score * 0.4), 2),
        headlines=headings,
    )


def _may_clash(refutation: Refutation, told: Told) -> bool:
    if refutation.report.language != told.report.language:
        return False
    if refutation.report.number == told.report.number:
        return refutation.is_heading != told.is_heading
    return not told.is_doubted and are_one_story(refutation.report, told.report)


def _likeness(refutation: Refutation, told: Told) -> float:
    """Share of what is told that the refutation speaks of; 0: of another thing."""
    about = refutation.about
    common = len(about & told.stems)
    if len(told.stems) < _FEWEST or common < _ABOUT_SHARE * len(about):
        return 0.0
    if common < _FEWEST_NAMED and not told.names & (about or refutation.topic):
        return 0.0
    if refutation.topic and about and about <= told.stems and common >= _FEWEST_NAMED:
        return _SURE
    if refutation.own and refutation.report.number != told.report.number:
        common, least = len(refutation.own & told.stems), _MATTER_SHARE
    elif refutation.topic:
        common, least = len(refutation.topic & told.stems), _TOPIC_SHARE
    else:
        least = _WHOLE_SHARE if common >= _WHOLE * len(about) else _MATTER_SHARE
    share = common / len(told.stems)
    return share if common >= _FEWEST and share >= least else 0.0


# --- reading -------------------------------------------------------------------------------------


def _body(analysis: Analysis) -> tuple[Claim, ...]:
    """The first claim of each sentence."""
    return tuple({c.sentence.start: c for c in reversed(analysis.claims)}.values())[::-1]


def _told(analysis: Analysis, report: Report) -> Iterator[Told]:
    """The headline, and where nothing in the article doubts or refutes, its first sentences."""
    words = load_refuting_words(report.language)
    if words is None:
        return
    is_doubted = any(word in words.strong_doubt for word in report.words.vocabulary)
    for claim in read_headings(analysis):
        yield from _plain(claim, report, words, is_heading=True, is_doubted=is_doubted)
    if not is_doubted:
        for claim in _body(analysis)[:_LEAD]:
            if claim.speaker is None and not claim.quotes:
                yield from _plain(claim, report, words, is_heading=False, is_doubted=False)


def _plain(
    claim: Claim, report: Report, words: RefutingWords, *, is_heading: bool, is_doubted: bool
) -> Iterator[Told]:
    text = claim.sentence.exact
    parsed = parse_words(text, language=report.language)
    if "?" in text or len(text) > _LONGEST:
        return
    if any(word.text in words.doubt or word.text.endswith("n't") for word in parsed):
        return
    stems = _content(parsed, words, report.language)
    yield Told(
        claim=claim,
        report=report,
        stems=stems,
        names=stems & report.names,
        is_heading=is_heading,
        is_doubted=is_doubted,
    )


def _content(parsed: Iterable[Word], words: RefutingWords, language: str) -> frozenset[str]:
    lexicon = load_lexicon(language)
    return frozenset(
        word.stem for word in parsed if lexicon.is_content(word) and word.text not in words.own
    )


# --- refuting ------------------------------------------------------------------------------------


def _refutations(analysis: Analysis, report: Report) -> tuple[Refutation, ...]:
    words = load_refuting_words(report.language)
    if words is None:
        return ()
    body = _body(analysis)
    sides = [*((c, True) for c in read_headings(analysis)), *((c, False) for c in body)]
    return tuple(_refuting_sides(report, words, sides, body))[:_MOST]


def _refuting_sides(
    report: Report,
    words: RefutingWords,
    sides: Sequence[tuple[Claim, bool]],
    body: Sequence[Claim],
) -> Iterator[Refutation]:
    texts = [claim.sentence.exact for claim in body]
    for claim, is_heading in sides:
        text = claim.sentence.exact.translate(_PLAIN)
        if len(text) > _LONGEST or words.anywhere.search(text) is None:
            continue
        if not _is_narrated(claim, text, words):
            continue
        found = _refuting(text, words, is_heading=is_heading)
        if found is None:
            continue
        matter = found.account
        is_of_story = matter is not None and not is_heading
        about = _stems_in(matter if matter is not None and is_of_story else text, report, words)
        if is_of_story and matter and _has_names_only(matter, report.language, words):
            about = frozenset()
        near = (_round(claim, body, found.lead) if not about else texts) if is_of_story else ()
        yield Refutation(
            claim=claim,
            report=report,
            words=found.span.of(claim.sentence.exact).strip(_STOPS),
            about=about,
            topic=frozenset().union(*(_stems_in(one, report, words) for one in near)),
            own=_stems_in(text, report, words) if found.is_contrary else frozenset(),
            is_heading=is_heading,
        )


def _stems_in(text: str, report: Report, words: RefutingWords) -> frozenset[str]:
    return _content(parse_words(text, language=report.language), words, report.language)


def _has_names_only(matter: str, language: str, words: RefutingWords) -> bool:
    """Whether an account is named by names alone: of whom it tells does not say what it tells."""
    lexicon = load_lexicon(language)
    parsed = parse_words(matter, language=language)
    return all(w.capital for w in parsed if lexicon.is_content(w) and w.text not in words.own)


def _is_narrated(claim: Claim, text: str, words: RefutingWords) -> bool:
    """Whether the article speaks here itself: no speaker, quotation, question or verb of saying."""
    is_identified = words.identified.search(text) is not None
    if (claim.speaker is not None and not is_identified) or claim.quotes or "?" in text:
        return False
    if _QUOTED.search(text) is not None:
        return False
    return words.voices.search(words.identified.sub("", text)) is None


@attrs.frozen(kw_only=True)
class _Found:
    """The words of a sentence that refute."""

    span: Span
    account: str | None
    """Those that name the account they are said of, if it is one."""
    lead: int
    """Sentences of the article's opening that tell what the account is."""
    is_contrary: bool
    """Whether the sentence tells the truth beside them: "contrary to reports"."""


def _refuting(text: str, words: RefutingWords, *, is_heading: bool) -> _Found | None:
    for patterns, is_account, lead in (
        (words.of_account, True, _LEAD),
        (words.of_this if not is_heading else (), True, 0),
        (words.of_matter, False, 0),
        (words.of_heading if is_heading else (), False, 0),
    ):
        for pattern in patterns:
            match = pattern.search(text)
            if match is not None and not _is_hedged(text, pattern, match, words):
                named = match.groupdict().get("matter", match.group() if lead else "")
                return _Found(
                    span=Span(match.start(), match.end()),
                    account=named if is_account else None,
                    lead=lead,
                    is_contrary=pattern in words.contrary,
                )
    return None


def _is_hedged(
    text: str, pattern: re.Pattern[str], match: re.Match[str], words: RefutingWords
) -> bool:
    """Whether a doubt or denial stands before the words that refute."""
    if pattern in words.contrary:
        return words.doubts.search(text[: match.start()]) is not None
    verdict = match.start("verdict") if "verdict" in pattern.groupindex else match.end()
    end = match.start() if pattern in words.denying else verdict
    return words.hedges.search(text[:end]) is not None


def _round(claim: Claim, body: Sequence[Claim], lead: int) -> Iterator[str]:
    """The sentence, those before it, and the first ones of its article."""
    before = [one for one in body if one.sentence.start <= claim.sentence.start]
    for one in {c.id: c for c in (*body[:lead], *before[-_BEFORE:], claim)}.values():
        yield one.sentence.exact
