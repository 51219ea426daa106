"""Who tells what, for the page: a row for each thing told, a cell with the words of each outlet.

A row holds everything that hangs together, agreeing and not; the words and verdicts in its cells
show who differs. :mod:`provenance.report.text_matrix` is the one of ``compare`` for a terminal.
"""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Article, Claim
from provenance.report.phrases import DISAGREEMENT, VerdictPhrase, verdict_phrase
from provenance.terms import DisagreementKind

MAX_COLUMNS = 6
"""With more outlets a row lists those that tell it: a table of twenty columns is not read."""


@attrs.frozen(kw_only=True)
class Telling:
    """One outlet's claim in a row."""

    outlet: str
    claim: Claim
    anchor: str
    phrase: VerdictPhrase


@attrs.frozen(kw_only=True)
class MatrixRow:
    """One thing that several outlets tell, and whether they tell it alike."""

    head: str
    differs: bool
    tellings: tuple[Telling, ...]

    def of(self, outlet: str) -> tuple[Telling, ...]:
        """What ``outlet`` tells; empty where it does not speak of it."""
        return tuple(one for one in self.tellings if one.outlet == outlet)


@attrs.frozen(kw_only=True)
class Matrix:
    """Outlets against claims; ``columns`` is empty where there are too many for a table."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(index: ReportIndex, anchors: Mapping[str, str]) -> Matrix:
    """What at least two outlets tell: what they differ in first, then what most of them tell."""
    rows = [_row(group, index, anchors) for group in _groups(index)]
    told = [row for row in rows if len({one.outlet for one in row.tellings}) > 1]
    ranked = sorted(told, key=lambda row: (not row.differs, -len(row.tellings)))
    used = {one.outlet for row in ranked for one in row.tellings}
    columns = tuple(name for name in outlets(index) if name in used)
    return Matrix(columns=columns if len(columns) <= MAX_COLUMNS else (), rows=tuple(ranked))


def outlets(index: ReportIndex) -> tuple[str, ...]:
    """The outlets of the report, each once, in the order of their articles."""
    return tuple(dict.fromkeys(outlet_of(one, index) for one in index.report.articles))


def outlet_of(article: Article, index: ReportIndex) -> str:
    """The outlet of ``article``, else what the article is called."""
    return article.metadata.outlet or index.names[article.id]


def joined(pairs: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Ids that hang together through ``pairs``, in the order they come up."""
    group_of: dict[str, list[str]] = {}
    for pair in pairs:
        groups = [group_of.get(one, [one]) for one in dict.fromkeys(pair)]
        whole = list(dict.fromkeys(one for group in groups for one in group))
        for member in whole:
            group_of[member] = whole
    return tuple({id(group): tuple(group) for group in group_of.values()}.values())


def _groups(index: ReportIndex) -> tuple[tuple[str, ...], ...]:
    told = [one.claims for one in index.report.agreements]
    differing = [(one.left, one.right) for one in index.report.disagreements]
    return joined([*told, *differing])


def _row(group: Sequence[str], index: ReportIndex, anchors: Mapping[str, str]) -> MatrixRow:
    claims = [index.claims[one] for one in group if one in index.claims and one in anchors]
    articles = index.articles
    tellings = tuple(
        Telling(
            outlet=outlet_of(articles[claim.article], index),
            claim=claim,
            anchor=anchors[claim.id],
            phrase=verdict_phrase(claim.verdict),
        )
        for claim in claims
        if claim.article in articles
    )
    differences = [
        one
        for claim in group
        for one in index.disagreements_of.get(claim, ())
        if {one.left, one.right} <= set(group)
    ]
    told = [
        f"{DISAGREEMENT[one.kind]}: {one.what}"
        for one in differences[:1]
        if one.kind is not DisagreementKind.QUOTE_WORDING
    ]
    head = [*told, *(claim.text for claim in claims[:1])]
    return MatrixRow(head=head[0] if head else "", differs=bool(differences), tellings=tellings)
