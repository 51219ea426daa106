"""The same quotation in several articles: in the same words, or in others.

Quotations in the very same words are first made one *wording*; wordings that share words are held
against each other, the shorter looked up in the longer. So the work grows with the number of
wordings that share something, not with the square of the articles that print them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from provenance.alignment import Alignment, Passages, align_in
from provenance.comparison.occasions import (
    QuotedClaim,
    Voices,
    are_two_persons,
    compare_voices,
    is_other_occasion,
    is_translated,
    place_quotation,
)
from provenance.model import Analysis, Edit
from provenance.spans import Span
from provenance.terms import QuoteStatus, Verdict
from provenance.words import Word, load_lexicon, parse_words

_MIN_WORDS = 5
"""Shorter quotations are phrases that many people use."""

_VARIANT_FROM = 0.78
"""Score from which two quotations of one named speaker are versions of one. Two honest translations
of one original mostly stay below .6 (seeds, outlet exam), changed copies of one wording stand above
.79; below that, two remarks of one speaker pass for one (news bodies of the stance data)."""

_VARIANT_UNNAMED = 0.85
"""The same where the speaker of one is not known: two translations of a treaty's article reach .77
in the seeds."""

_SAME_WORDS = 0.95
"""Score from which two persons are said to have been given the same words."""

_EDITORIAL = re.compile(r"\[[^\[\]]{0,80}\]|\([^()]{0,80}\)")
_NOT_LETTERS = re.compile(r"[\W_]+")
_DOUBLED = re.compile(r"(.)\1")
_SHORT_FORMS = re.compile(r"(?<=\w)['’](?:s|re|m|ve|ll|d)\b|(?<=n)['’]t\b")

_TOO_COMMON = 60
"""A stem in more wordings than this leads to none of them; its pair with its neighbour still may.
"""

_MOST_CANDIDATES = 8
"""Wordings that one wording is aligned with, those that share most first."""

_MIN_SHARED = 0.6
"""Share of the shorter wording's content words that the longer must have to be aligned at all."""


@attrs.frozen(kw_only=True)
class Wording:
    """One quotation in one wording, with all the claims that carry it, in reading order."""

    key: int
    """Its place among the wordings."""
    text: str
    language: str
    carriers: tuple[QuotedClaim, ...]
    stems: tuple[str, ...] = attrs.field(repr=False)

    @property
    def articles(self) -> frozenset[int]:
        """The articles that print it."""
        return frozenset(carrier.article for carrier in self.carriers)


@attrs.frozen(kw_only=True)
class Variant:
    """Two wordings of what is one quotation; edits lead from ``longer`` to ``shorter``."""

    longer: Wording
    shorter: Wording
    alignment: Alignment

    @property
    def is_same_wording(self) -> bool:
        """Whether the shorter stands in the longer, but for typography and the like."""
        return self.alignment.status is QuoteStatus.VERBATIM


@attrs.frozen(kw_only=True)
class QuotePair:
    """One claim each of two wordings; edits lead from ``left`` to ``right``."""

    left: QuotedClaim
    right: QuotedClaim
    alignment: Alignment


def find_variants(wordings: Sequence[Wording]) -> tuple[Variant, ...]:
    """Every two wordings of different articles that share nearly all their words.

    Whether they are versions of one utterance is for :func:`changed_pairs` to say.
    """
    passages: dict[int, Passages] = {}
    found = []
    for one, other in _candidates(wordings):
        long, short = _by_length(wordings, one, other)
        longer = wordings[long]
        if long not in passages:
            passages[long] = Passages.of(longer.text, [Span(0, len(longer.text))], longer.language)
        alignment = align_in(wordings[short].text, passages[long], present_from=_VARIANT_FROM)
        if alignment.status not in (QuoteStatus.ABSENT, QuoteStatus.UNCHECKED):
            found.append(Variant(longer=longer, shorter=wordings[short], alignment=alignment))
    return tuple(found)


def find_wordings(analyses: Sequence[Analysis]) -> tuple[Wording, ...]:
    """The quotations of all articles, those in the very same words once, in reading order."""
    carriers: dict[tuple[str, ...], list[QuotedClaim]] = defaultdict(list)
    stems: dict[tuple[str, ...], tuple[str, ...]] = {}
    for index, analysis in enumerate(analyses):
        language = analysis.article.metadata.language
        for claim in analysis.claims:
            if claim.verdict is Verdict.NOT_A_CLAIM:
                continue
            for quote in claim.quotes:
                words = parse_words(quote.exact, language=language)
                if len(words) >= _MIN_WORDS:
                    key = (language, *(word.text for word in words))
                    placed = place_quotation(analysis, claim, quote, article=index)
                    carriers[key].append(placed)
                    stems[key] = _content_stems(words, language)
    return tuple(
        Wording(
            key=number,
            text=placed[0].quote.exact,
            language=placed[0].language,
            carriers=tuple(placed),
            stems=stems[key],
        )
        for number, (key, placed) in enumerate(carriers.items())
    )


def changed_pairs(variants: Iterable[Variant]) -> Iterator[QuotePair]:
    """Claims whose quotations are two versions of one utterance: at most one pair for each claim.

    Each claim of the rarer wording is held against one claim of the other: the first that the rules
    allow. Fifty outlets with one slip are fifty lines, not fifty times the rest.
    """
    listed = list(variants)
    verbatim = _verbatim_articles(listed)
    for variant in listed:
        if variant.is_same_wording or _is_editorial(variant) or _translated(variant):
            continue
        few, many = sorted(
            (variant.longer, variant.shorter), key=lambda w: (len(w.articles), w is variant.longer)
        )
        for carrier in few.carriers:
            opponent = next(
                (
                    other
                    for other in many.carriers
                    if other.article not in verbatim[few.key]
                    and carrier.article not in verbatim[many.key]
                    and _is_one_utterance(carrier, other, variant)
                ),
                None,
            )
            if opponent is not None:
                yield _paired(carrier, opponent, variant)


def pairs_of_mouths(
    wordings: Iterable[Wording], variants: Iterable[Variant]
) -> Iterator[QuotePair]:
    """Claims that give the same words to two persons, one pair for each claim at most."""
    for wording in wordings:
        whole = Alignment(status=QuoteStatus.VERBATIM, score=1.0)
        for number, carrier in enumerate(wording.carriers):
            for earlier in _first_of_each_voice(wording.carriers[:number]):
                if earlier.article != carrier.article and _in_two_mouths(earlier, carrier):
                    yield QuotePair(left=earlier, right=carrier, alignment=whole)
                    break
    for variant in variants:
        if variant.alignment.score < _SAME_WORDS:
            continue
        left, right = variant.longer.carriers[0], variant.shorter.carriers[0]
        if left.article != right.article and _in_two_mouths(left, right):
            yield QuotePair(left=left, right=right, alignment=variant.alignment)


def _first_of_each_voice(carriers: Sequence[QuotedClaim]) -> Iterable[QuotedClaim]:
    voices: dict[str, QuotedClaim] = {}
    for carrier in carriers:
        if carrier.claim.speaker is not None and carrier.claim.speaker.name:
            voices.setdefault(carrier.claim.speaker.name, carrier)
    return voices.values()


def _in_two_mouths(left: QuotedClaim, right: QuotedClaim) -> bool:
    return are_two_persons(left, right) and not is_other_occasion(left, right)


def _is_one_utterance(left: QuotedClaim, right: QuotedClaim, variant: Variant) -> bool:
    if left.article == right.article or is_other_occasion(left, right):
        return False
    voices = compare_voices(left, right)
    least = _VARIANT_FROM if voices is Voices.SAME else _VARIANT_UNNAMED
    return voices is not Voices.OTHER and variant.alignment.score >= least


def _verbatim_articles(variants: Sequence[Variant]) -> dict[int, set[int]]:
    """For each wording, the articles that print it word for word, in a longer quotation too.

    An article that has both "She won't talk to me" and "She won't let them talk to me" has two
    sentences of the speaker, not a changed one.
    """
    found: dict[int, set[int]] = {}
    for variant in variants:
        for wording in (variant.longer, variant.shorter):
            found.setdefault(wording.key, set(wording.articles))
    for variant in variants:
        if variant.is_same_wording:
            found[variant.shorter.key] |= variant.longer.articles
    return found


def _is_editorial(variant: Variant) -> bool:
    """Whether the two differ only in what an editor put in brackets, or in short forms."""
    brackets = " ".join(
        bracket
        for wording in (variant.longer, variant.shorter)
        for bracket in _EDITORIAL.findall(wording.text)
    )
    edits = [edit for edit in variant.alignment.edits if not _is_bracketed(edit, brackets)]
    before, after = (" ".join(getattr(e, side) for e in edits) for side in ("source", "article"))
    return _plain(before) == _plain(after)


def _is_bracketed(edit: Edit, brackets: str) -> bool:
    return any(words and words.strip("()[] ") in brackets for words in (edit.source, edit.article))


def _plain(words: str) -> str:
    """Letters alone, a verb's short form taken off: "It's" and "It is" are both "it"."""
    cut = _SHORT_FORMS.sub("", words)
    cut = re.sub(r"(?<=\w) (?:is|are|am|have|has|will|would|had|not)\b", "", cut)
    return _DOUBLED.sub(r"\1", _NOT_LETTERS.sub("", cut.casefold()))


def _translated(variant: Variant) -> bool:
    return any(is_translated(c) for w in (variant.longer, variant.shorter) for c in w.carriers)


def _paired(carrier: QuotedClaim, opponent: QuotedClaim, variant: Variant) -> QuotePair:
    left, right = carrier, opponent
    if carrier in variant.shorter.carriers:
        left, right = opponent, carrier
    return QuotePair(left=left, right=right, alignment=variant.alignment)


def _content_stems(words: Sequence[Word], language: str) -> tuple[str, ...]:
    lexicon = load_lexicon(language)
    content = tuple(word.stem for word in words if lexicon.is_content(word))
    return content if len(content) > 1 else tuple(word.stem for word in words)


def _keys(wording: Wording) -> set[tuple[str, ...]]:
    singles = {(wording.language, stem) for stem in wording.stems}
    return singles | {(wording.language, *pair) for pair in pairwise(wording.stems)}


def _candidates(wordings: Sequence[Wording]) -> Iterator[tuple[int, int]]:
    """Pairs of wordings, by index, that share enough content words to be worth aligning."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, wording in enumerate(wordings):
        for key in sorted(_keys(wording)):
            holders[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for number, wording in enumerate(wordings):
        shared: Counter[int] = Counter()
        for key in _keys(wording):
            if len(holders[key]) <= _TOO_COMMON:
                shared.update(other for other in holders[key] if other != number)
        likely = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        alike = [o for o, _ in likely if _is_worth_aligning(wording, wordings[o])]
        pairs.update((min(number, o), max(number, o)) for o in alike[:_MOST_CANDIDATES])
    yield from sorted(pairs)


def _is_worth_aligning(one: Wording, other: Wording) -> bool:
    if len(one.articles | other.articles) < 2:
        return False
    left, right = set(one.stems), set(other.stems)
    common = len(left & right)
    return common >= 2 and common >= _MIN_SHARED * min(len(left), len(right))


def _by_length(wordings: Sequence[Wording], one: int, other: int) -> tuple[int, int]:
    """The two, the one with more words first; of equals, the one read first."""
    lengths = (len(parse_words(wordings[i].text, language="und")) for i in (one, other))
    first, second = lengths
    return (one, other) if first >= second else (other, one)
