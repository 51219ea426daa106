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
from provenance.retrieval import IndexedDocument, content_words
from provenance.spans import Span
from provenance.verification.figure_changes import notes_of_changes
from provenance.verification.figure_parts import notes_of_parts
from provenance.verification.figure_rates import notes_of_rates
from provenance.verification.figure_sentences import (
    FigureSentence,
    Note,
    Role,
    is_plain,
    read_figures,
)
from provenance.verification.figure_sums import notes_of_sums
from provenance.verification.figure_votes import notes_of_votes
from provenance.words import load_lexicon, parse_words

_PASSAGES = 60
"""Sentences of the source that are reckoned with; a longer one is not read whole anyway."""
_MOST_CLAIMED = 12
_SHARED = 1
_SHARED_OF_SHARE = 2
"""Least content words that a claim shares with the sentence of its figure; "half" is said often."""
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|total|combined|overall)\b", re.IGNORECASE)
_BY_BEFORE = re.compile(
    r"\b(?:by|up|down|margin\sof|rise\sof|fall\sof|increase\sof|majority\sof)\s(?:a\s)?$"
)
_AS_CHANGE = re.compile(
    r"^(?:\s[^\s.,;]{1,20}){0,3}?\s(?:more|fewer|less|higher|lower|extra|additional|larger|smaller"
    r"|shorter|longer|dearer|cheaper|better|worse|ahead|short|too|off)\b"
)
_AS_LEVEL = re.compile(r"\b(?:to|at|totalled|reached)\s(?:about\s|some\s|only\s|just\s)?$")
_AS_PART = re.compile(r"\bof\s(?:whom|which)\s$")
_OF_THEM = re.compile(r"^\sof\s(?:them|which|whom)\b")
_OTHERS = re.compile(
    r"\b(?:not|no|never|none|cannot|without|other|others|remaining|rest|still|yet|left)\b|n['’]t\b",
    re.IGNORECASE,
)
_NEARBY = 40


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
    stems = {word.stem for word in content_words(claim_text, language="en")}
    taken: dict[int, Note] = {}
    values: set[Span] = set()
    before: FigureSentence | None = None
    for number, sentence in enumerate(sentences):
        start = document.passages[number].span.start
        notes = _notes(sentence, before, figures, wanted)
        for note in notes:
            taken.setdefault(start + note.at, attrs.evolve(note, at=start + note.at))
        shared = len(stems & document.stems[number])
        values.update(_values(claim_text, unstated, [n for n in notes if _is_of(n, shared)]))
        before = sentence
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


def _values(
    claim_text: str, unstated: Sequence[Quantity], notes: Sequence[Note]
) -> tuple[Span, ...]:
    return tuple(
        one.span
        for one in unstated
        if any(
            comparable(one, note.figure)
            and quantities_fit(one, note.figure)
            and _is_told_as(claim_text, one, note)
            and not _counts_others(claim_text, one, note)
            for note in notes
        )
    )


def _claimed(claim_text: str, document: IndexedDocument) -> list[Quantity]:
    if document.language != "en":
        return []
    figures = parse_quantities(claim_text, language="en")
    return [q for q in figures if is_plain(q) or _is_share(q)][:_MOST_CLAIMED]


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


def _is_of(note: Note, shared: int) -> bool:
    """Whether a claim that shares so many words with the note's sentence speaks of it."""
    return shared >= (_SHARED_OF_SHARE if note.role is Role.SHARE else _SHARED)


def _is_told_as(claim_text: str, figure: Quantity, note: Note) -> bool:
    """Whether the claim uses ``figure`` as what the note says: a change, a level, what is left."""
    before = claim_text[max(0, figure.span.start - _NEARBY) : figure.span.start]
    behind = claim_text[figure.span.end : figure.span.end + _NEARBY]
    if note.role is Role.CHANGE:
        told = _BY_BEFORE.search(before) or _AS_CHANGE.match(behind) or _ends_in_change(before)
        return bool(told) and not _AS_LEVEL.search(before) and not _goes_against(claim_text, note)
    if note.role is Role.REST:
        if _AS_PART.search(before) or _OF_THEM.match(behind) or figure.value != note.figure.value:
            return False
        return _OTHERS.search(claim_text) is not None or not _gives(claim_text, note.whole)
    return not _BY_BEFORE.search(before)


def _gives(claim_text: str, whole: Quantity | None) -> bool:
    """Whether the claim has the whole: "2 of the 20 worked" turns "18 of the 20 worked" round."""
    figures = parse_quantities(claim_text, language="en")
    return whole is not None and any(
        comparable(one, whole) and quantities_fit(one, whole) for one in figures
    )


def _ends_in_change(words: str) -> bool:
    """Whether one of the last three words says that something rose or fell."""
    lexicon = load_lexicon("en")
    last = parse_words(words, language="en")[-3:]
    return any(word.text in lexicon.up or word.text in lexicon.down for word in last)


def _counts_others(claim_text: str, figure: Quantity, note: Note) -> bool:
    """Whether the claim counts something else: "1,200 sheep" where the farmers were 1,200."""
    told, counted = note.figure, figure.nouns
    if told.noun is None or not counted or not set(counted).isdisjoint(told.nouns):
        return False
    return any(word.stem == told.noun for word in content_words(claim_text, language="en"))


def _goes_against(claim_text: str, note: Note) -> bool:
    """Whether the claim only speaks of the other way than the figures went."""
    lexicon = load_lexicon("en")
    words = [word.text for word in parse_words(claim_text, language="en")]
    rises = any(word in lexicon.up for word in words)
    falls = any(word in lexicon.down for word in words)
    return (note.way > 0 and falls and not rises) or (note.way < 0 and rises and not falls)
