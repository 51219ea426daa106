"""What a later capture of a document makes of the passages that a verdict rests on."""

from collections.abc import Mapping, Sequence

import attrs

from provenance.model import Claim, Document, Evidence
from provenance.retrieval import IndexedDocument, Passage
from provenance.spans import Span
from provenance.terms import Drift
from provenance.verdicts.desk import Desk

_AKIN = 0.5
"""Share of the stems of both sentences that must be common for one to be the other, changed. Lower,
any two sentences of one subject are taken for one; higher, a sentence with a new clause is gone."""
_QUOTES = str.maketrans("‘’‚‛“”„‟«»‹›–—‑", "''''\"\"\"\"\"\"''---")


def with_drift(
    claims: Sequence[Claim], used: Mapping[str, Document], later: Mapping[str, Document], desk: Desk
) -> tuple[Claim, ...]:
    """``claims``, each piece of evidence with what became of its sentence since.

    Args:
        claims: judged.
        used: the documents they were judged by, by id.
        later: younger captures that say something else, by the id of the document used.
        desk: where documents are indexed.
    """
    if not later:
        return tuple(claims)
    return tuple(
        attrs.evolve(
            claim, evidence=tuple(_drifted(one, used, later, desk) for one in claim.evidence)
        )
        for claim in claims
    )


def _drifted(
    evidence: Evidence, used: Mapping[str, Document], later: Mapping[str, Document], desk: Desk
) -> Evidence:
    document, younger = used.get(evidence.document), later.get(evidence.document)
    if document is None or younger is None:
        return evidence
    span = Span(evidence.start, evidence.end)
    # The desk knows documents by their ids, and both captures have the same.
    now = desk.indexed(attrs.evolve(younger, id=f"{younger.id} later"))
    text = plain(younger.text)
    passages = [p for p in desk.indexed(document).passages if p.span.overlaps(span)]
    missing = [p for p in passages if plain(p.text) not in text]
    if not missing:
        return attrs.evolve(evidence, drift=Drift.SAME)
    akin = [found for one in missing if (found := _akin(one, desk.indexed(document), now))]
    if not akin and plain(evidence.exact) not in text:
        return attrs.evolve(evidence, drift=Drift.GONE)
    words = " ".join(dict.fromkeys(passage.text for passage in akin)) or None
    return attrs.evolve(evidence, drift=Drift.CHANGED, drifted_to=words)


def plain(words: str) -> str:
    """``words`` without what layout and typography add: blanks, kinds of marks, capitals."""
    return " ".join(words.translate(_QUOTES).split()).casefold()


def _akin(passage: Passage, before: IndexedDocument, now: IndexedDocument) -> Passage | None:
    """The sentence of the later capture that is most like ``passage``, if one is like it at all."""
    stems = before.stems[passage.number]
    best = max(now.passages, key=lambda one: _likeness(stems, now.stems[one.number]), default=None)
    return best if best and _likeness(stems, now.stems[best.number]) >= _AKIN else None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
