"""Which article says what, for a terminal: a sign for each article, and the articles in time.

A sign says who differs, so that a row holds one pair that disagrees, or one agreement. On the page
there is room for words: :mod:`provenance.report.page_matrix`.
"""

import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Agreement, Article
from provenance.report.visible import one_line

_MOST_COLUMNS = 26
_MOST_ROWS = 40
_MOST_DATED = 60
_WORDS = 58
"""Characters of a claim in its row."""
_NAME = 60
_SAYS, _SAYS_OTHERWISE, _SILENT = "●", "≠", "·"


@attrs.frozen(kw_only=True)
class Row:
    """One thing that is told, and how each article tells it."""

    label: str
    cells: Mapping[str, str]
    """Article id to its mark."""


def matrix_rows(index: ReportIndex) -> tuple[Row, ...]:
    """A row for each pair that disagrees and each agreement of articles, the ones most tell first.

    A pair that differs in two ways is one row.
    """
    rows = []
    seen: set[frozenset[str]] = set()
    for one in index.report.disagreements:
        left, right = index.claims.get(one.left), index.claims.get(one.right)
        pair = frozenset({one.left, one.right})
        if left is None or right is None or left.article == right.article or pair in seen:
            continue
        seen.add(pair)
        cells = {left.article: _SAYS, right.article: _SAYS_OTHERWISE}
        rows.append(Row(label=left.text, cells=cells))
    alike = [
        Row(label=claims[0].text, cells={claim.article: _SAYS for claim in claims})
        for one in index.report.agreements
        for claims in [[index.claims[i] for i in one.claims if i in index.claims]]
        if claims and not is_copied(one, index)
    ]
    alike.sort(key=lambda row: -len(row.cells))
    return (*rows, *alike)


def is_copied(agreement: Agreement, index: ReportIndex) -> bool:
    """Whether the articles only reproduce one text: no news that their sentences are alike."""
    articles = {index.claims[i].article for i in agreement.claims if i in index.claims}
    copied: set[str] = set()
    for copy in index.report.copies:
        if {copy.from_article, copy.to_article} <= articles:
            copied |= {copy.from_article, copy.to_article}
    return agreement.origins == 1 and articles <= copied


def matrix_lines(index: ReportIndex) -> Iterator[str]:
    """The matrix with its legend; nothing where there is no row."""
    rows = matrix_rows(index)
    if not rows:
        return
    shown = rows[:_MOST_ROWS]
    often = Counter(article for row in shown for article in row.cells)
    order = {article.id: at for at, article in enumerate(index.report.articles)}
    chosen = sorted(often, key=lambda i: (-often[i], order.get(i, 0)))[:_MOST_COLUMNS]
    columns = sorted(chosen, key=lambda i: order.get(i, 0))
    for letter, article in zip(string.ascii_lowercase, columns, strict=False):
        yield f"{letter}  {_cut(index.names.get(article, article), _NAME)}"
    left_out = len(often) - len(columns)
    if left_out > 0:
        yield f"   … and {left_out} more articles"
    yield ""
    yield f"{'':<{_WORDS}}  {' '.join(string.ascii_lowercase[: len(columns)])}"
    for row in shown:
        cells = " ".join(row.cells.get(article, _SILENT) for article in columns)
        yield f"{_cut(row.label, _WORDS):<{_WORDS}}  {cells}"
    if len(rows) > len(shown):
        yield f"… and {len(rows) - len(shown)} more"
    yield f"{_SAYS} says so   {_SAYS_OTHERWISE} says otherwise   {_SILENT} does not say"


def timeline_lines(articles: Sequence[Article], names: Mapping[str, str]) -> Iterator[str]:
    """The articles by the day they appeared; those without a day last, and said so."""
    dated = [article for article in articles if article.metadata.published.value]
    dated.sort(key=lambda article: (article.metadata.published.value or "", article.id))
    undated = [article for article in articles if not article.metadata.published.value]
    for article in [*dated, *undated][:_MOST_DATED]:
        published = article.metadata.published
        when = f"{one_line(published.value)[:16]}" if published.value else "no date"
        basis = " (a guess)" if published.value and published.basis.value == "guess" else ""
        title = f": {_cut(article.metadata.title, 50)}" if article.metadata.title else ""
        yield f"{when:<17} {_cut(names.get(article.id, article.id), 30)}{title}{basis}"
    if len(articles) > _MOST_DATED:
        yield f"… and {len(articles) - _MOST_DATED} more"


def _cut(words: str, most: int) -> str:
    flat = one_line(words)
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
