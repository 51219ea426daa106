"""What ``extract`` and ``compare`` print in a terminal, and the one summary line for people."""

from collections.abc import Iterator, Sequence

from provenance.checks.index import ReportIndex, outlet_of
from provenance.model import Analysis, Claim, Disagreement, Report
from provenance.report.phrases import VERDICTS
from provenance.report.summary import summarize
from provenance.report.text import place
from provenance.report.visible import one_line
from provenance.terms import Level, Verdict

_INDENT = "    "
_SHOWN = 160
"""Characters of a sentence: about two lines of a terminal."""


def render_extract_text(analyses: Sequence[Analysis]) -> str:
    """Blocks, claims with who says so and where it leads, and addresses, per article."""
    return "\n\n".join("\n".join(_analysis_lines(one)) for one in analyses) + "\n"


def render_comparison_text(report: Report) -> str:
    """Disagreements, agreements and copies between the articles of ``report``."""
    index = ReportIndex.of(report)
    sections = [
        ("DISAGREEMENTS", [line for d in report.disagreements for line in _clash(d, index)]),
        ("THE SAME WORDS", [line for a in report.agreements for line in _same(a.claims, index)]),
        ("COPIES", list(_copies(report, index))),
    ]
    return (
        "\n\n".join(
            "\n".join([title, "", *(lines or [f"{_INDENT}none found"])])
            for title, lines in sections
        )
        + "\n"
    )


def render_summary_line(report: Report) -> str:
    """One line: what was checked and what it came to."""
    summary = summarize(report)
    told = ", ".join(
        f"{count} {VERDICTS[verdict].label.lower()}"
        for verdict, count in summary.verdicts
        if count and verdict is not Verdict.NOT_A_CLAIM
    )
    found = ", ".join(
        f"{count} {level.value}{'' if count == 1 else 's'}"
        for level, count in summary.levels
        if count and level is not Level.NOTE
    )
    return (
        f"{summary.articles} articles, {summary.claims} claims: {told or 'nothing to check'}; "
        f"to look at: {found or 'nothing'}"
    )


def _analysis_lines(analysis: Analysis) -> Iterator[str]:
    article = analysis.article
    published = article.metadata.published
    yield one_line(article.path or article.metadata.url or article.id)
    facts = [
        ("title", article.metadata.title),
        ("outlet", article.metadata.outlet),
        ("authors", ", ".join(article.metadata.authors) or None),
        ("published", f"{published.value} ({published.basis.value})" if published.value else None),
        ("language", article.metadata.language),
    ]
    yield from (f"{_INDENT}{label:<10} {one_line(value)}" for label, value in facts if value)
    claims = {claim.sentence.start: claim for claim in analysis.claims}
    for sentence in analysis.sentences:
        words = _shortened(sentence.span.of(article.text))
        claim = claims.get(sentence.span.start)
        yield ""
        if claim is None:
            yield f"  [{article.blocks[sentence.block].kind.value}] {words}"
        else:
            yield from _claim_lines(claim, words)


def _claim_lines(claim: Claim, words: str) -> Iterator[str]:
    kind = "not a claim" if claim.verdict is Verdict.NOT_A_CLAIM else claim.type.value
    yield f"  {claim.location.line}:{claim.location.column} [{kind}] {words}"
    if claim.speaker is not None and claim.speaker.name:
        guess = " (a guess)" if claim.speaker_guess else ""
        role = f", {one_line(claim.speaker.role)}" if claim.speaker.role else ""
        yield f"{_INDENT}speaker    {one_line(claim.speaker.name)}{role}{guess}"
    yield from (f"{_INDENT}quotes     {_shortened(quote.exact)}" for quote in claim.quotes)
    yield f"{_INDENT}sourcing   {claim.sourcing.value}"
    for citation in claim.citations:
        yield f"{_INDENT}leads to   {one_line(citation.url)}"
        steps = " → ".join(f"{s.why}: “{_shortened(s.exact)}”" for s in citation.chain)
        rank = f"{citation.basis.value}, {citation.rank.value}, a {citation.target.value}"
        yield f"{_INDENT}           ({rank}{'; ' if steps else ''}{steps})"


def _clash(disagreement: Disagreement, index: ReportIndex) -> Iterator[str]:
    yield f"{_INDENT}{disagreement.kind.value}: {one_line(disagreement.what)}"
    for side in (disagreement.left, disagreement.right):
        yield from _side(side, index)
    if disagreement.settled_by:
        yield f"{_INDENT * 2}settled by {disagreement.settled_by}"
    yield ""


def _same(claims: Sequence[str], index: ReportIndex) -> Iterator[str]:
    for claim in claims:
        yield from _side(claim, index)
    yield ""


def _side(claim_id: str, index: ReportIndex) -> Iterator[str]:
    claim = index.claims[claim_id]
    yield f"{_INDENT * 2}{place(claim.location)}: {_shortened(claim.sentence.exact)}"


def _copies(report: Report, index: ReportIndex) -> Iterator[str]:
    for copy in report.copies:
        one, other = (outlet_of(index.articles[i]) for i in (copy.from_article, copy.to_article))
        yield f"{_INDENT}{one_line(one)} → {one_line(other)} ({copy.direction.value}): {copy.basis}"
    for document in report.documents:
        printed = index.articles.get(document.witness_of or "")
        if printed is not None:
            source = one_line(document.url or document.publisher or document.id)
            yield f"{_INDENT}{one_line(outlet_of(printed))} reproduces {source}"


def _shortened(words: str) -> str:
    line = one_line(words)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
