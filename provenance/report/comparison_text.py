"""What ``compare`` prints: what articles tell differently, alike, and have from each other."""

from collections.abc import Iterator, Sequence

from provenance.checks.grounds import nearest_quotes
from provenance.checks.index import ReportIndex
from provenance.model import Agreement, Disagreement, Report
from provenance.report.family_tree import family_trees
from provenance.report.order import in_order
from provenance.report.phrases import DISAGREEMENT
from provenance.report.side_by_side import aligned_lines
from provenance.report.text import INDENT, WIDTH, counted, place, wrapped
from provenance.report.text_matrix import is_copied, matrix_lines, timeline_lines
from provenance.report.visible import one_line
from provenance.terms import DisagreementKind

_MOST_OUTLETS = 8
"""Articles named for one origin; the rest are counted."""

_MOST_AGREEMENTS = _MOST_DEVELOPMENTS = 40
_LONGEST_LABEL = 20


def render_comparison(report: Report) -> str:
    """What outlets tell differently, tell alike and have from each other, in about 100 columns."""
    report = in_order(report)
    index = ReportIndex.of(report)
    figures = (
        counted(len(report.disagreements), "disagreement"),
        counted(len(report.agreements), "agreement"),
        counted(len(report.copies), "reproduced text"),
    )
    sections = [
        [", ".join(figures)],
        _section("TOLD DIFFERENTLY", _disagreements(report, index)),
        _section("CHANGED WITH TIME", _developments(report, index)),
        _section("TOLD ALIKE", _agreements(report.agreements, index)),
        _section("WHO HAS IT FROM WHOM", family_trees(report.copies, _texts(index))),
        _section("WHO SAYS WHAT", matrix_lines(index)),
        _section("IN TIME", timeline_lines(report.articles, index.names)),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _section(title: str, lines: Iterator[str]) -> list[str]:
    found = list(lines)
    return [title, "", *found] if found else []


def _texts(index: ReportIndex) -> dict[str, str]:
    """What articles and documents are called."""
    documents = {one.id: one.title or one.url or one.id for one in index.report.documents}
    return {**documents, **index.names}


# --- what is told differently --------------------------------------------------------------------


def _disagreements(report: Report, index: ReportIndex) -> Iterator[str]:
    for number, one in enumerate(report.disagreements):
        if number:
            yield ""
        yield from _disagreement_lines(one, index)


def _disagreement_lines(one: Disagreement, index: ReportIndex) -> Iterator[str]:
    left, right = index.claims.get(one.left), index.claims.get(one.right)
    is_quoted = one.kind is DisagreementKind.QUOTE_WORDING
    what = "" if is_quoted else f": {one_line(one.what)}"
    yield from wrapped("", f"{DISAGREEMENT[one.kind]}{what} (score {one.score:.2f})", indent="")
    if is_quoted and left is not None and right is not None:
        for claim in (left, right):
            yield f"{INDENT}{_where(claim.id, index)}"
        names = tuple(index.name_of(claim) for claim in (left, right))
        labels = tuple(one_line(name)[:_LONGEST_LABEL] for name in names)
        words = nearest_quotes(left, right)
        width = WIDTH - 2 * len(INDENT)
        for line in aligned_lines(*words, width=width, labels=(labels[0], labels[1])):
            yield f"{INDENT * 2}{line}".rstrip()
    else:
        for claim_id in (one.left, one.right):
            yield from _side(claim_id, index)
    if one.settled_by is not None:
        document = index.documents.get(one.settled_by)
        yield from wrapped("settled by", (document and document.url) or one.settled_by)


def _side(claim_id: str, index: ReportIndex) -> Iterator[str]:
    """Where a claim stands, and below it its sentence."""
    yield f"{INDENT}{_where(claim_id, index)}"
    claim = index.claims.get(claim_id)
    if claim is not None:
        yield from wrapped("", claim.sentence.exact, indent=INDENT * 2)


def _where(claim_id: str, index: ReportIndex) -> str:
    claim = index.claims.get(claim_id)
    if claim is None:
        return one_line(claim_id)
    article = index.articles.get(claim.article)
    outlet = article.metadata.outlet if article is not None else None
    return f"{place(claim.location)}{f' ({one_line(outlet)})' if outlet else ''}"


# --- what has moved on ---------------------------------------------------------------------------


def _developments(report: Report, index: ReportIndex) -> Iterator[str]:
    """Figures that rose or fell from one article to the next, the earlier sentence first."""
    for number, one in enumerate(report.developments[:_MOST_DEVELOPMENTS]):
        if number:
            yield ""
        yield from wrapped("", one_line(one.what), indent="")
        for claim_id in one.claims:
            yield from _side(claim_id, index)
    more = len(report.developments) - _MOST_DEVELOPMENTS
    if more > 0:
        yield ""
        yield f"{more} more."


# --- what is told alike --------------------------------------------------------------------------


def _agreements(agreements: Sequence[Agreement], index: ReportIndex) -> Iterator[str]:
    """The agreements with most origins first; what only copies share is counted at the end."""
    ranked = sorted(agreements, key=lambda one: (-one.origins, -len(one.claims), one.claims))
    shown = [one for one in ranked if not is_copied(one, index)][:_MOST_AGREEMENTS]
    for number, agreement in enumerate(shown):
        if number:
            yield ""
        yield from _agreement_lines(agreement, index)
    rest = len(agreements) - len(shown)
    if rest:
        if shown:
            yield ""
        yield f"{rest} more, among them sentences that only copies of one text share."


def _agreement_lines(agreement: Agreement, index: ReportIndex) -> Iterator[str]:
    claims = [index.claims[i] for i in agreement.claims if i in index.claims]
    articles = len({claim.article for claim in claims})
    most = "at most " if agreement.most else ""
    origins = counted(agreement.origins, "independent origin")
    yield f"Told alike by {counted(articles, 'article')}, {most}{origins}"
    for group in agreement.independent or tuple((one,) for one in agreement.claims):
        yield from _side(group[0], index)
        others = [index.claims[i] for i in group[1:] if i in index.claims]
        if others:
            names = list(dict.fromkeys(index.name_of(claim) for claim in others))
            more = len(names) - _MOST_OUTLETS
            told = ", ".join(names[:_MOST_OUTLETS]) + (f" and {more} more" if more > 0 else "")
            yield from wrapped("", f"the same origin: {told}", indent=INDENT * 2)
