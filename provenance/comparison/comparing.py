"""What several articles say of the same things: a quotation, a figure, a statement told otherwise.

Precision comes first: a false "they contradict each other" ruins trust at once. What differs must
be named (``DisagreementKind``), both sentences must plainly speak of the same thing, and a change
that keeps the meaning is listed but disputes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from provenance.agreements import ArticleWords, find_agreements
from provenance.alignment import Alignment
from provenance.comparison.differing import TurnedPair, find_differing
from provenance.comparison.quote_variants import (
    QuotePair,
    Variant,
    Wording,
    changed_pairs,
    find_variants,
    find_wordings,
    pairs_of_mouths,
)
from provenance.comparison.refutations import find_refutations
from provenance.comparison.tellings import read_reports
from provenance.comparison.told_differently import ToldPair, find_told_differently
from provenance.copies import find_copies
from provenance.model import (
    Analysis,
    Claim,
    Comparison,
    Development,
    Disagreement,
)
from provenance.spans import Span
from provenance.terms import DisagreementKind, QuoteStatus, Reason, Verdict
from provenance.verdicts.grounds import Shelf, is_within_witness

TURNS_THE_SENSE = " (changes the meaning)"
"""Ends ``Disagreement.what`` where a negation, number, name, modality or the like was changed: a
change that no reading explains away, so that it disputes."""

_SURE_OF_CALENDAR = 0.95
_INVERSION = {"should", "if"}
_EDITS_SHOWN = 4
_LONG_WORD, _SURE_START = 6, 2
"""Letters of a word in which a slip of the keys is told from another word, and those that are kept
at its start: "legal" is no slip for "illegal"."""
_MOST_OPPONENTS = 5
"""Disagreements of one kind that one claim takes part in, the clearest first: where two hundred
outlets differ from one, five of them show it."""


def compare_claims(analyses: Sequence[Analysis], shelf: Shelf) -> Comparison:
    """Agreements, disagreements and copies between ``analyses``, whose claims are judged.

    An article given twice is one article, a copy of itself and no second voice. Work grows with
    what the articles share; the same input gives the same comparison.
    """
    reproducing = {
        d.witness_of for found in shelf.witnesses.values() for d in found if d.witness_of
    }
    copies = find_copies(analyses, shelf.read_documents, reproducing=reproducing)
    distinct = tuple({a.article.digest: a for a in reversed(analyses)}.values())[::-1]
    wordings = find_wordings(distinct)
    variants = find_variants(wordings)
    disagreements = [_worded(pair) for pair in changed_pairs(variants)]
    disagreements += [_mouthed(pair) for pair in pairs_of_mouths(wordings, variants)]
    words = tuple(ArticleWords.of(one) for one in distinct)
    reports = read_reports(distinct, words)
    figures = find_told_differently(distinct, reports)
    disagreements += [_told(pair) for pair in figures if not pair.moved_on]
    turned = (*find_differing(distinct, reports), *find_refutations(distinct, reports))
    disagreements += _unseen(map(_told, turned), disagreements)
    disagreements = _with_witnesses(disagreements, distinct, shelf)
    disagreements += [
        _misdated(claim) for one in distinct for claim in one.claims if _is_off(claim)
    ]
    told_apart = _clearest(_each_once(disagreements))
    agreements = find_agreements(
        distinct,
        words=words,
        quoted=_same_quotations(wordings, variants),
        copies=copies,
        disagreements=disagreements,
    )
    taken = {side for one in told_apart for side in (one.left, one.right)}
    headlines = {c.id: c for p in turned for c in p.headlines if c.id in taken}
    return Comparison(
        agreements=agreements,
        disagreements=told_apart,
        copies=copies,
        developments=_developments(figures),
        headlines=tuple(headlines[key] for key in sorted(headlines)),
    )


def _worded(pair: QuotePair) -> Disagreement:
    return Disagreement(
        kind=DisagreementKind.QUOTE_WORDING,
        left=pair.left.claim.id,
        right=pair.right.claim.id,
        what=_changed_words(pair.alignment),
        score=pair.alignment.score,
        settled_by=_document_with_words(pair),
    )


def _mouthed(pair: QuotePair) -> Disagreement:
    names = [q.claim.speaker.name for q in (pair.left, pair.right) if q.claim.speaker is not None]
    return Disagreement(
        kind=DisagreementKind.ATTRIBUTION,
        left=pair.left.claim.id,
        right=pair.right.claim.id,
        what=f"the same words are given to {names[0]} and to {names[1]}",
        score=pair.alignment.score,
        settled_by=_document_of_one(pair.left.claim, pair.right.claim),
    )


def _is_off(claim: Claim) -> bool:
    return Reason.WEEKDAY_MISMATCH in claim.reasons


def _misdated(claim: Claim) -> Disagreement:
    """A sentence that clashes with itself: its weekday is not that of its date."""
    return Disagreement(
        kind=DisagreementKind.DATE,
        left=claim.id,
        right=claim.id,
        what="the weekday does not fit the date",
        score=_SURE_OF_CALENDAR,
    )


def _developments(figures: Sequence[ToldPair]) -> tuple[Development, ...]:
    """Figures that have moved on between two articles, the earlier told first."""
    found = {
        Development(
            claims=(pair.left.id, pair.right.id),
            what=(
                f"“{pair.left_words}” ({pair.left_time}), “{pair.right_words}” ({pair.right_time})"
            ),
        )
        for pair in figures
        if pair.moved_on
    }
    return tuple(sorted(found, key=lambda one: (one.claims, one.what)))


def _unseen(found: Iterable[Disagreement], known: Sequence[Disagreement]) -> list[Disagreement]:
    """Of ``found``, the pairs of claims of which nothing is ``known`` yet: one reason is enough."""
    seen = {frozenset((one.left, one.right)) for one in known}
    return [one for one in found if frozenset((one.left, one.right)) not in seen]


def _told(pair: ToldPair | TurnedPair) -> Disagreement:
    return Disagreement(
        kind=pair.kind,
        left=pair.left.id,
        right=pair.right.id,
        what=f"“{pair.left_words}” / “{pair.right_words}”",
        score=pair.score,
        settled_by=_document_of_one(pair.left, pair.right),
    )


def _changed_words(alignment: Alignment) -> str:
    shown = [f"“{e.source}” / “{e.article}”" for e in alignment.edits[:_EDITS_SHOWN]]
    rest = len(alignment.edits) - _EDITS_SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return "; ".join(shown) + more + (TURNS_THE_SENSE if _turns_the_sense(alignment) else "")


def _turns_the_sense(alignment: Alignment) -> bool:
    """Whether a guard word was changed; "should Russia withdraw" and "if it withdraws" are one."""
    inverted = any(
        {edit.source.casefold(), edit.article.casefold()} == _INVERSION for edit in alignment.edits
    )
    is_typing = all(_is_slip_of_keys(edit.source, edit.article) for edit in alignment.edits)
    return alignment.guard_turned and not inverted and not is_typing


def _is_slip_of_keys(one: str, other: str) -> bool:
    """Whether a letter of a long word was left out or doubled: "everyone", "everone"."""
    longer, shorter = sorted((one.casefold(), other.casefold()), key=lambda word: -len(word))
    if len(shorter) < _LONG_WORD or len(longer) - len(shorter) != 1 or not longer.isalpha():
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(_SURE_START, len(longer)))


def _document_with_words(pair: QuotePair) -> str | None:
    """The document that has one side's words, read for both sides or for one."""
    one, other = pair.left.quote, pair.right.quote
    verbatim = [q for q in (one, other) if q.status is QuoteStatus.VERBATIM and q.document]
    if len(verbatim) == 1:
        return verbatim[0].document
    judged = {q.document for q in (one, other) if q.document and q.source_exact is not None}
    return judged.pop() if not verbatim and len(judged) == 1 else None


def _document_of_one(left: Claim, right: Claim) -> str | None:
    """The document that supports one side, where none supports the other."""
    supported = [c for c in (left, right) if c.verdict is Verdict.SUPPORTED and c.evidence]
    return supported[0].evidence[0].document if len(supported) == 1 else None


def _with_witnesses(
    disagreements: Sequence[Disagreement], analyses: Sequence[Analysis], shelf: Shelf
) -> list[Disagreement]:
    """``disagreements``, those of which one side is a sentence of a reproduced document settled."""
    claims = {claim.id: claim for one in analyses for claim in one.claims}
    found = {d.id: d for documents in shelf.witnesses.values() for d in documents if d.witness_of}
    if not found:
        return list(disagreements)
    settled = []
    for one in disagreements:
        sides = [claims[side] for side in (one.left, one.right) if side in claims]
        witnesses = [claim for claim in sides if Reason.IS_WITNESS in claim.reasons]
        if one.settled_by is None and len(witnesses) == 1:
            sentence = Span(witnesses[0].sentence.start, witnesses[0].sentence.end)
            holding = [
                key
                for key in sorted(found)
                if found[key].witness_of == witnesses[0].article
                and is_within_witness(sentence, found[key].parts)
            ]
            settled.append(attrs.evolve(one, settled_by=holding[0] if holding else None))
        else:
            settled.append(one)
    return settled


def _same_quotations(
    wordings: Sequence[Wording], variants: Sequence[Variant]
) -> list[tuple[str, ...]]:
    """For each quotation, the claims of several articles that carry it in the same words.

    A part of a quotation agrees with
    the whole, but two wholes that share a part are not joined by it.
    """
    wholes: dict[int, list[Wording]] = {w.key: [w] for w in wordings}
    parts = set()
    for variant in variants:
        if variant.is_same_wording:
            wholes[variant.longer.key].append(variant.shorter)
            parts.add(variant.shorter.key)
    found = set()
    for wording in wordings:
        members = wholes[wording.key]
        carriers = [carrier for member in members for carrier in member.carriers]
        is_part_alone = wording.key in parts and len(members) == 1
        if not is_part_alone and len({carrier.article for carrier in carriers}) > 1:
            found.add(tuple(sorted({carrier.claim.id for carrier in carriers})))
    return sorted(found)


def _each_once(disagreements: Iterable[Disagreement]) -> list[Disagreement]:
    """One disagreement per kind and pair of claims, the best scored, sorted."""
    best: dict[tuple[str, str, str], Disagreement] = {}
    for disagreement in disagreements:
        one, other = sorted((disagreement.left, disagreement.right))
        key = (one, other, disagreement.kind.value)
        if key not in best or best[key].score < disagreement.score:
            best[key] = disagreement
    return [best[key] for key in sorted(best)]


def _clearest(disagreements: Sequence[Disagreement]) -> tuple[Disagreement, ...]:
    """``disagreements``, of each claim and kind only the best scored few."""
    taken: Counter[tuple[str, str]] = Counter()
    kept = []
    for number in sorted(range(len(disagreements)), key=lambda n: (-disagreements[n].score, n)):
        disagreement = disagreements[number]
        sides = [
            (side, disagreement.kind.value) for side in (disagreement.left, disagreement.right)
        ]
        if all(taken[side] < _MOST_OPPONENTS for side in sides):
            taken.update(sides)
            kept.append(number)
    return tuple(disagreements[number] for number in sorted(kept))
