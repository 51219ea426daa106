"""Findings as a page shows them: the words of both sides, where, how sure, what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import attrs

from provenance.checks.grounds import snippet
from provenance.checks.index import ReportIndex
from provenance.model import Finding, Report, Review
from provenance.report.disputes import Dispute, Key, disputes_of
from provenance.report.exhibits import Exhibit, exhibit
from provenance.report.phrases import RULES
from provenance.report.references import Reference
from provenance.report.sides import PairView, pair_of_claim
from provenance.report.text import urgent_first
from provenance.report.what_to_do import ToDo, what_to_do
from provenance.terms import Decision, Level, Reason, RuleId, SuppressedBy

SHOWN_FIRST = 10
"""Places shown in full at the top; the others are folded away below them."""

DECISIONS: Mapping[Decision, str] = {
    Decision.ACCEPTED: "Accepted",
    Decision.REJECTED: "Rejected",
    Decision.COMMENT: "Comment",
}

SUPPRESSED: Mapping[SuppressedBy, str] = {
    SuppressedBy.BASELINE: "the baseline: it was there before",
    SuppressedBy.REVIEW: "a review",
    SuppressedBy.WAIVER: "a waiver in the article",
}

_TOLD_BY_RULE = frozenset(
    {
        *(Reason.QUOTE_VERBATIM, Reason.QUOTE_NEAR_VERBATIM, Reason.QUOTE_ALTERED),
        *(Reason.QUOTE_MEANING_CHANGED, Reason.QUOTE_ABSENT),
        *(Reason.NUMBER_DIFFERS, Reason.UNIT_DIFFERS, Reason.DATE_DIFFERS),
        *(Reason.WEEKDAY_MISMATCH, Reason.WORDS_PARTLY_COVERED),
        *(Reason.OUTLET_DISAGREES, Reason.SOURCES_DISAGREE, Reason.WITNESS_ONLY),
    }
)
"""Reasons that the heading of a finding, or the name of the other side, says already."""

_MARKS = " “”„«»‘’\"'.,;"


@attrs.frozen(kw_only=True)
class Twin:
    """A further finding on a card: of the other side of what is disputed there."""

    finding: Finding
    reference: Reference | None


@attrs.frozen(kw_only=True)
class Card:
    """A finding as the page shows it; findings of one disputed pair are on one card."""

    exhibit: Exhibit
    reference: Reference | None
    pairs: tuple[PairView, ...]
    reasons: tuple[Reason, ...]
    """Why, as far as the heading does not say it."""
    context: str | None
    """The sentence, where the words shown are only a part of it."""
    disputes: tuple[Dispute, ...] = ()
    """The accounts that disagree, in words and side by side; ``pairs`` is not shown then."""
    twins: tuple[Twin, ...] = ()
    advised: ToDo

    @property
    def todo(self) -> ToDo:
        """What to do next, in a line."""
        return self.disputes[0].todo if self.disputes else self.advised

    @property
    def heading(self) -> str:
        """What is the matter."""
        kinds = dict.fromkeys(one.heading for one in self.disputes)
        return "; ".join(kinds) or RULES[self.exhibit.finding.rule]

    @property
    def in_short(self) -> str:
        """What is the matter in a line or two, with the words that matter."""
        told = [one.told for one in self.disputes if one.told]
        if told:
            return told[0]
        words = self.reference.words if self.reference else ""
        return f"{self.heading}: {snippet(words)}" if words else self.heading

    @property
    def confidence(self) -> float | None:
        """How sure the finding is, from 0 to 1; ``None`` where nothing tells."""
        if not self.disputes:
            return self.exhibit.claim.confidence if self.exhibit.claim else None
        return max((one.score for one in self.disputes if one.score is not None), default=None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the card."""
        return (self.exhibit.finding, *(one.finding for one in self.twins))

    @property
    def places(self) -> tuple[Reference, ...]:
        """Where it stands: the sentence, and those that disagree with it."""
        sides = [side.reference for one in self.disputes for side in (one.first, one.second)]
        return tuple(dict.fromkeys(one for one in (self.reference, *sides) if one is not None))


@attrs.frozen(kw_only=True)
class NoteGroup:
    """The notes of one rule, each claim in a line."""

    rule: RuleId
    cards: tuple[Card, ...]


@attrs.frozen(kw_only=True)
class Findings:
    """Every finding of a report at its place on the page, each once."""

    urgent: int
    """How many places have errors and warnings that nothing suppresses."""
    errors: int
    """How many of those places have errors."""
    cards: tuple[Card, ...]
    """Those shown in full at the top."""
    further: tuple[Card, ...]
    notes: tuple[NoteGroup, ...]
    aside: tuple[Card, ...]
    """Those that a review, a baseline or a waiver suppresses."""
    reviews: Mapping[str, tuple[Review, ...]]
    """By fingerprint."""
    stale: tuple[Review, ...]

    @property
    def placed(self) -> frozenset[Finding]:
        """The findings that have a place of their own on the page."""
        noted = [card for group in self.notes for card in group.cards]
        listed = (*self.cards, *self.further, *self.aside, *noted)
        return frozenset(finding for card in listed for finding in card.findings)


def findings_of(index: ReportIndex, references: Mapping[str, Reference]) -> Findings:
    """The findings of the report, the suppressed ones apart."""
    report = index.report
    listed = dict.fromkeys(report.findings)
    counting = [one for one in listed if one.suppressed is None]
    urgent = cards_of(urgent_first(counting), index, references)
    partly = [one for one in counting if one.rule is RuleId.PARTLY_SUPPORTED]
    worth = () if urgent else tuple(partly[:SHOWN_FIRST])
    return Findings(
        urgent=len(urgent),
        errors=sum(one.exhibit.finding.level is Level.ERROR for one in urgent),
        cards=urgent[:SHOWN_FIRST] or cards_of(worth, index, references),
        further=urgent[SHOWN_FIRST:],
        notes=_notes([one for one in counting if one not in set(worth)], index, references),
        aside=cards_of((one for one in listed if one.suppressed), index, references),
        reviews=_reviews(report),
        stale=tuple(one for one in report.reviews if one.stale),
    )


def cards_of(
    findings: Iterable[Finding], index: ReportIndex, references: Mapping[str, Reference]
) -> tuple[Card, ...]:
    """``findings`` with the words of both sides; a disputed pair is shown once."""
    cards: list[Card] = []
    showing: dict[Key, int] = {}
    for finding in findings:
        card = _card(exhibit(finding, index), index, references)
        claim = card.exhibit.claim
        disputed = finding.rule is RuleId.DISPUTED and claim is not None
        disputes = tuple(disputes_of(claim, index, references)) if disputed and claim else ()
        new = tuple(one for one in disputes if one.key not in showing)
        if disputes and not new:
            at = showing[disputes[0].key]
            twin = Twin(finding=finding, reference=card.reference)
            cards[at] = attrs.evolve(cards[at], twins=(*cards[at].twins, twin))
            continue
        showing.update((one.key, len(cards)) for one in new)
        cards.append(attrs.evolve(card, disputes=new))
    return tuple(cards)


def _reviews(report: Report) -> dict[str, tuple[Review, ...]]:
    by_print = sorted(report.reviews, key=lambda one: one.fingerprint)
    groups = groupby(by_print, key=lambda one: one.fingerprint)
    return {fingerprint: tuple(listed) for fingerprint, listed in groups}


def _notes(
    findings: Sequence[Finding], index: ReportIndex, references: Mapping[str, Reference]
) -> tuple[NoteGroup, ...]:
    """Every note but those that the differing quotations show, by rule."""
    notes = [
        finding
        for finding in findings
        if finding.level is Level.NOTE and finding.rule is not RuleId.QUOTE_NEAR_MATCH
    ]
    by_rule = groupby(sorted(notes, key=_rule_of), key=_rule_of)
    return tuple(
        NoteGroup(rule=RuleId(rule), cards=cards_of(listed, index, references))
        for rule, listed in by_rule
    )


def _rule_of(finding: Finding) -> str:
    return finding.rule.value


def _card(shown: Exhibit, index: ReportIndex, references: Mapping[str, Reference]) -> Card:
    claim = shown.claim
    pairs = tuple(pair_of_claim(pair, claim) for pair in shown.pairs)
    return Card(
        exhibit=shown,
        reference=references.get(claim.id) if claim else None,
        pairs=pairs,
        reasons=tuple(one for one in claim.reasons if one not in _TOLD_BY_RULE) if claim else (),
        context=_context(shown),
        advised=what_to_do(shown, index),
    )


def _context(shown: Exhibit) -> str | None:
    """The sentence of a quotation, where it has words beside it."""
    if shown.claim is None or not any(pair.is_quoted for pair in shown.pairs):
        return None
    sentence = shown.claim.sentence.exact
    quoted = max(len(pair.here) for pair in shown.pairs)
    return sentence if len(sentence.strip(_MARKS)) > quoted else None
