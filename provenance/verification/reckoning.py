"""What the figures of a source come to, said in the source: sums, differences, rates over time.

"Slipped one point to 15%" says that it stood at 16%, and "1.2 million a year for 25 years" that it
is 30 million in all. Reckoning is not what a model of sentences does, so what follows from two
figures of one sentence without doubt is put beside them before the model reads the source, where
the claim has such a figure. A note is as true as the sentence it stands in, whatever is claimed.
"""

import re
from collections.abc import Sequence

import attrs

from provenance.quantities import (
    Quantity,
    QuantityKind,
    comparable,
    parse_quantities,
    quantities_fit,
)
from provenance.retrieval import IndexedDocument
from provenance.spans import Span
from provenance.verification.figure_changes import notes_of_changes
from provenance.verification.figure_parts import notes_of_parts
from provenance.verification.figure_rates import notes_of_rates
from provenance.verification.figure_sentences import (
    FigureSentence,
    Note,
    is_plain,
    read_figures,
)
from provenance.verification.figure_sums import notes_of_sums
from provenance.verification.figure_uses import Piece, pieces_of, read_claim, uses
from provenance.verification.figure_votes import notes_of_votes

_PASSAGES = 60
"""Sentences of the source that are reckoned with; a longer one is not read whole anyway."""
_MOST_CLAIMED = 12
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|total|combined|overall)\b", re.IGNORECASE)

_AS_AGE = re.compile(r"[\s-](?:old|of\sage)\b")
"""How old somebody is does not follow from other figures."""


@attrs.frozen(kw_only=True)
class Reckoning:
    """What figures of a source come to, as far as a claim has such figures."""

    notes: tuple[Note, ...] = ()
    """In the order of the document."""
    values: tuple[Span, ...] = ()
    """The figures of the claim that a note gives and that the source does not state."""


def reckon(claim_text: str, document: IndexedDocument) -> Reckoning:
    """What figures of ``document`` come to, where that bears on figures of ``claim_text``.

    A claim must use a figure as what it is: "rose to 15" is not "rose by 15". English only; other
    languages give none. Linear in the document, of which the first sentences are read.
    """
    figures = _claimed(claim_text, document)
    if not figures:
        return Reckoning()
    sentences = [read_figures(passage.text) for passage in document.passages[:_PASSAGES]]
    unstated = _unstated(figures, sentences)
    in_all = _IN_ALL.search(claim_text) is not None
    wanted = [figure for figure in figures if not figure.share] if in_all else unstated
    taken: dict[int, Note] = {}
    pieces: list[Piece] = []
    before: FigureSentence | None = None
    for number, sentence in enumerate(sentences):
        start = document.passages[number].span.start
        notes = _notes(sentence, before, figures, wanted)
        for note in notes:
            taken.setdefault(start + note.at, attrs.evolve(note, at=start + note.at))
        pieces += pieces_of(sentence.text, number, notes)
        before = sentence
    values = set(uses(read_claim(claim_text), unstated, pieces)) if unstated and taken else ()
    return Reckoning(notes=tuple(taken[at] for at in sorted(taken)), values=tuple(sorted(values)))


def _notes(
    sentence: FigureSentence,
    before: FigureSentence | None,
    figures: Sequence[Quantity],
    wanted: Sequence[Quantity],
) -> list[Note]:
    """Those beside figures that the claim has, and those that give one which it wants."""
    if not sentence.stated:
        return []
    is_quoted = len(_unstated(figures, [sentence])) < len(figures)
    found = (
        *notes_of_changes(sentence),
        *notes_of_sums(sentence),
        *notes_of_rates(sentence),
        *notes_of_votes(sentence),
        *notes_of_parts(sentence, before),
    )
    return [
        note
        for note in found
        if (is_quoted and not note.is_aside) or any(comparable(one, note.figure) for one in wanted)
    ]


def _claimed(claim_text: str, document: IndexedDocument) -> list[Quantity]:
    if document.language != "en":
        return []
    figures = parse_quantities(claim_text, language="en")
    told = [q for q in figures if not _AS_AGE.match(claim_text, q.span.end)]
    return [q for q in told if is_plain(q) or _is_share(q)][:_MOST_CLAIMED]


def _is_share(figure: Quantity) -> bool:
    """A part of a whole, as "nine in ten" or "40%", one figure and no range."""
    return figure.kind is QuantityKind.PERCENT and figure.low == figure.high


def _unstated(figures: Sequence[Quantity], sentences: Sequence[FigureSentence]) -> list[Quantity]:
    """The figures that no sentence gives; what is stated needs no reckoning."""
    stated = [one for sentence in sentences for one in sentence.stated]
    return [
        figure
        for figure in figures
        if not any(comparable(figure, one) and quantities_fit(figure, one) for one in stated)
    ]
