"""Every reason why a claim may not be called supported by a document."""

import datetime
from collections.abc import Callable, Iterator, Sequence

import attrs

from provenance.coverage import Coverage
from provenance.dates import DateMention
from provenance.facts import FactComparison, compare_facts
from provenance.guards.additions import find_additions
from provenance.guards.causes import find_added_causes
from provenance.guards.certainty import find_lost_doubt
from provenance.guards.comparisons import find_turned_comparisons
from provenance.guards.conditions import find_turned_conditions
from provenance.guards.modality import find_turned_modes
from provenance.guards.names import find_foreign_names, find_other_places, find_swapped_names
from provenance.guards.negation import find_turned_negations
from provenance.guards.numbers import find_turned_facts
from provenance.guards.opposites import find_opposites
from provenance.guards.order import find_turned_orders
from provenance.guards.pairing import Pair, align_sides
from provenance.guards.quantifiers import find_turned_quantifiers
from provenance.guards.quoted import find_altered_quotations
from provenance.guards.roles import find_turned_roles
from provenance.guards.rules import Veto
from provenance.guards.sides import read_claim, read_passages
from provenance.guards.speakers import find_other_speakers
from provenance.guards.stages import find_later_stages
from provenance.guards.tables import load_guard_tables
from provenance.guards.titles import find_turned_titles
from provenance.guards.values import read_values
from provenance.retrieval import IndexedDocument, Passage, best_passages
from provenance.spans import Span

Guard = Callable[[Pair], Iterator[Veto]]

_WHOLE = 8
"""A document of so few passages is read whole."""
_PLACES = 4
"""Passages of a longer one that are looked at, each with the sentence before it."""

GUARDS: tuple[Guard, ...] = (
    find_turned_negations,
    find_turned_modes,
    find_lost_doubt,
    find_turned_quantifiers,
    find_turned_conditions,
    find_added_causes,
    find_opposites,
    find_foreign_names,
    find_turned_titles,
    find_swapped_names,
    find_other_places,
    find_other_speakers,
    find_later_stages,
    find_turned_comparisons,
    find_turned_orders,
    find_turned_roles,
    find_altered_quotations,
    find_additions,
)


def find_vetoes(
    claim_text: str,
    document: IndexedDocument,
    *,
    reference: datetime.date | None = None,
    ignore: Sequence[Span] = (),
    coverage: Coverage | None = None,
    facts: FactComparison | None = None,
) -> tuple[Veto, ...]:
    """What forbids calling the claim supported, in the order of the claim's words.

    Nothing found does not mean that the document supports the claim. Linear in the document.

    Args:
        claim_text: the claim, in the document's language.
        document: the indexed source.
        reference: the day the claim was written.
        ignore: spans of the claim that frame it: who says so, and when.
        coverage: that of the same claim and document, where it is known already.
        facts: likewise.
    """
    tables = load_guard_tables(document.language)
    claim = read_claim(claim_text, tables=tables, ignore=ignore)
    passages = _passages(claim_text, document, coverage)
    if not claim.tokens or not passages:
        return ()
    pair = align_sides(claim, read_passages(passages, document, tables=tables), document)
    values = read_values(pair, passages, written=(reference, document.reference))
    dated = frozenset(
        at
        for value in values.claim
        if isinstance(value.item, DateMention)
        for at in range(value.first, value.last + 1)
    )
    pair = attrs.evolve(pair, dated=dated)
    found = [veto for guard in GUARDS for veto in guard(pair)]
    if facts is None:
        facts = compare_facts(claim_text, document, reference=reference, ignore=ignore)
    found.extend(find_turned_facts(pair, facts, values))
    return tuple(sorted(set(found), key=lambda veto: (veto.claim, veto.rule.value)))


def _passages(
    claim_text: str, document: IndexedDocument, coverage: Coverage | None
) -> tuple[Passage, ...]:
    if len(document.passages) <= _WHOLE:
        return document.passages
    wanted: set[int] = set()
    for scored in best_passages(claim_text, document, limit=_PLACES):
        at = scored.passage.number
        wanted.add(at)
        if at and document.passages[at - 1].part == scored.passage.part:
            wanted.add(at - 1)
    if coverage is not None:
        covered = set(coverage.passages)
        wanted |= {p.number for p in document.passages if p.span in covered}
    return tuple(document.passages[number] for number in sorted(wanted))
