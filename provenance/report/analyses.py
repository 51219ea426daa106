"""What ``extract`` and ``compare`` print as text."""

from collections.abc import Iterator, Sequence

from provenance.checks.index import ReportIndex, outlet_of
from provenance.errors import ConfigError
from provenance.model import Analysis, Claim, Disagreement, Report
from provenance.report.json_report import analysis_to_json
from provenance.report.order import in_order
from provenance.report.phrases import DISAGREEMENT
from provenance.report.text import counted, place, wrapped
from provenance.report.visible import one_line
from provenance.terms import CopyDirection, Verdict


def render_analyses(analyses: Sequence[Analysis], format_name: str) -> str:
    """What articles say, as ``text`` or ``json``; nothing is checked.

    Raises:
        ConfigError: there is no such format.
    """
    if format_name == "json":
        return analysis_to_json(analyses)
    if format_name != "text":
        raise ConfigError(f"there is no format '{format_name}'; choose json or text")
    return "\n".join(line for analysis in analyses for line in _analysis_lines(analysis)) + "\n"


def render_comparison(report: Report) -> str:
    """What outlets tell differently, tell alike and copy from each other, as text."""
    report = in_order(report)
    index = ReportIndex.of(report)
    figures = (
        counted(len(report.disagreements), "disagreement"),
        counted(len(report.agreements), "agreement"),
        counted(len(report.copies), "reproduced text"),
    )
    lines = [", ".join(figures)]
    for disagreement in report.disagreements:
        lines += ["", *_disagreement_lines(disagreement, index)]
    for agreement in report.agreements:
        lines += ["", f"Told alike, {counted(agreement.origins, 'independent origin')}"]
        lines += [line for one in agreement.claims for line in _side("", one, index)]
    for copy in report.copies:
        known = copy.direction is CopyDirection.KNOWN
        verb = "reproduces" if known else "shares text with"
        target, source = _name(copy.to_article, index), _name(copy.from_article, index)
        lines += ["", f"{target} {verb} {source}: {one_line(copy.basis)}"]
    return "\n".join(lines) + "\n"


def _analysis_lines(analysis: Analysis) -> Iterator[str]:
    article = analysis.article
    title = article.metadata.title or outlet_of(article)
    yield f"{one_line(article.path or article.metadata.url or article.id)}: {one_line(title)}"
    figures = {
        "block": article.blocks,
        "sentence": analysis.sentences,
        "quotation": analysis.quotations,
        "attribution": analysis.attributions,
        "link": article.links,
    }
    yield "    " + ", ".join(counted(len(listed), noun) for noun, listed in figures.items())
    for claim in analysis.claims:
        yield ""
        yield from _claim_lines(claim)
    yield ""


def _claim_lines(claim: Claim) -> Iterator[str]:
    if claim.verdict is Verdict.NOT_A_CLAIM:
        kind = f"not a claim ({', '.join(reason.value for reason in claim.reasons)})"
    else:
        kind = f"{claim.type.value}, {claim.sourcing.value}"
    yield f"{place(claim.location)}: {kind}"
    yield from wrapped("sentence", claim.sentence.exact)
    speaker = claim.speaker
    if speaker is not None:
        known = [speaker.name, speaker.role, speaker.organisation]
        yield from wrapped("speaker", ", ".join(part for part in known if part))
    for citation in claim.citations:
        yield from wrapped(citation.basis.value, citation.url)


def _disagreement_lines(one: Disagreement, index: ReportIndex) -> Iterator[str]:
    yield f"{DISAGREEMENT[one.kind]}: {one_line(one.what)} (score {one.score:.2f})"
    yield from _side("left", one.left, index)
    yield from _side("right", one.right, index)
    if one.settled_by is not None:
        document = index.documents.get(one.settled_by)
        yield from wrapped("settled by", (document and document.url) or one.settled_by)


def _side(label: str, claim_id: str, index: ReportIndex) -> Iterator[str]:
    claim = index.claims.get(claim_id)
    if claim is None:
        yield from wrapped(label, claim_id)
        return
    where = f"{index.outlet(claim)}, {place(claim.location)}"
    yield from wrapped(label, f"{claim.sentence.exact} [{where}]")


def _name(article_id: str, index: ReportIndex) -> str:
    article = index.articles.get(article_id)
    return one_line(article_id if article is None else outlet_of(article))
