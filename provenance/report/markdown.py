"""A report as Markdown of the size a pull request takes."""

import re
from collections.abc import Iterable, Iterator

from provenance.checks.grounds import without_targets
from provenance.checks.index import ReportIndex
from provenance.model import Article, Claim, Report
from provenance.report.drifts import PROXIED, drifts
from provenance.report.exhibits import Exhibit, Pair, exhibit
from provenance.report.marks import Mark, Runs
from provenance.report.order import in_order
from provenance.report.phrases import (
    DOCUMENT_KINDS,
    DOCUMENT_STATUS,
    LEVELS,
    RULES,
    SOURCING,
    VERDICTS,
    reason_text,
    verdict_phrase,
)
from provenance.report.sayings import BY_RULES, is_by_rules, told_by
from provenance.report.sides import pair_view
from provenance.report.summary import summarize
from provenance.report.text import active, counted, place, urgent_first
from provenance.report.unchecked import causes
from provenance.report.visible import one_line, visible
from provenance.report.what_to_do import Place, ToDo, what_to_do
from provenance.report.wordings import wordings
from provenance.terms import Verdict

MAX_CHARACTERS = 60_000
"""A comment on a pull request may have 65,536; the rest is for whoever posts it."""

_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
_SPECIAL_AT_START = re.compile(r"^([#+\-=>]|\d+(?=[.)]))")
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_LONGEST_CELL = 280
_URL_UNSAFE = re.compile(r"[\s<>()\[\]\\`|\"]")
_CUT = "\n\n_Cut here; the HTML and JSON reports have the rest._\n"


def render_markdown(report: Report) -> str:
    """``report`` as Markdown: figures, findings, then a table for every article."""
    report = in_order(report)
    index = ReportIndex.of(report)
    blocks = ["<!-- provenance-report-marker -->\n# Provenance report", figures(report)]
    blocks += _findings(report, index)
    blocks += [_article(article, index) for article in report.articles]
    blocks += [_documents(report)] if report.documents else []
    return within_limit(blocks, MAX_CHARACTERS)


def escape(words: str) -> str:
    """``words`` as plain text in one line of Markdown: no markup, no mention, no tag."""
    return _SPECIAL_AT_START.sub(_as_entities, escape_inside(one_line(words)))


def escape_inside(words: str) -> str:
    """``words`` as plain text inside a line of Markdown, the spaces at their ends kept."""
    flat = " ".join(visible(words).splitlines())
    escaped = _SPECIAL.sub(r"\\\1", flat.replace("&", "&amp;"))
    return _EMOJI.sub("&#58;", escaped.replace("<", "&lt;").replace("@", "&#64;"))


def _as_entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in match.group())


def within_limit(blocks: Iterable[str], limit: int) -> str:
    """``blocks`` in ``limit`` characters at most: cut at the end of a line, which is said."""
    text = "\n\n".join(blocks) + "\n"
    if len(text) <= limit:
        return text
    kept = text[: limit - len(_CUT)].rpartition("\n")[0]
    return kept + _CUT


def figures(report: Report) -> str:
    """What was checked and how many claims have which verdict."""
    summary = summarize(report)
    network = " It ran without the network." if summary.offline else ""
    rows = [
        (str(count), f"{VERDICTS[verdict].symbol} {VERDICTS[verdict].label}", _meaning(verdict))
        for verdict, count in summary.verdicts
        if count
    ]
    across = (
        f"Contradicted or disputed across outlets: {summary.contradicted_across_outlets} "
        f"({summary.count(Verdict.CONTRADICTED)} contradicted, "
        f"{summary.count(Verdict.DISPUTED)} disputed)."
    )
    proxied = f" {PROXIED}" if report.tool.proxied else ""
    checked = f"{counted(summary.articles, 'article')}, {counted(summary.claims, 'claim')}"
    lines = [
        f"{checked}; {summary.reading}.{network}{proxied}",
        "",
        *table(("claims", "verdict", "meaning"), rows),
        "",
        across,
    ]
    return "\n".join(lines)


def _meaning(verdict: Verdict) -> str:
    return VERDICTS[verdict].sentence


def _findings(report: Report, index: ReportIndex) -> list[str]:
    urgent = urgent_first(report.findings)
    counting = active(report.findings)
    notes, hidden = len(counting) - len(urgent), len(report.findings) - len(counting)
    head = (
        "## Look at these first"
        if urgent
        else "## Nothing is contradicted, disputed or misquoted as far as could be checked"
    )
    shown = [_finding(exhibit(one, index), index) for one in urgent]
    rest = [f"{counted(notes, 'note')} more in the full report."] if notes else []
    if hidden:
        rest.append(f"{counted(hidden, 'finding')} suppressed by a waiver, a review or a baseline.")
    return [head, *shown, *_wordings(index), *_drifts(report), *causes_section(report), *rest]


def _wordings(index: ReportIndex) -> list[str]:
    told = [
        "\n".join(
            [
                f"`{code(place(one.claim.location))}`",
                *_pair(one.pair, may_overhang=one.may_overhang),
            ]
        )
        for one in wordings(index)
    ]
    return ["## Quotations worded differently", *told] if told else []


def _drifts(report: Report) -> list[str]:
    told = [
        f"`{code(place(one.claim.location))}` {escape(one.told)}"
        + (f" {escape(one.evidence.drifted_to)}" if one.evidence.drifted_to else "")
        + f"\n\n> Was: {escape(one.evidence.exact)}"
        for one in drifts(report)
    ]
    return ["## Changed since", *told] if told else []


def causes_section(report: Report) -> list[str]:
    """Why claims are unchecked, counted, with what would help; nothing where none is."""
    rows = [(str(one.count), one.sentence, escape(one.help)) for one in causes(report.claims)]
    if not rows:
        return []
    head = "## What stayed unchecked, and what would help"
    return ["\n".join([head, "", *table(("claims", "why", "what would help"), rows)])]


def _finding(shown: Exhibit, index: ReportIndex) -> str:
    finding = shown.finding
    told = RULES[finding.rule] if shown.pairs else finding.message
    lines = [
        f"**{LEVELS[finding.level]} {finding.rule.value}: {escape(told)}**  ",
        f"`{code(place(finding.location))}`",
        *(["", escape(shown.differs)] if shown.differs else []),
        *(line for pair in shown.pairs for line in _pair(pair)),
        "",
        f"- Do: {_to_do(what_to_do(shown, index))}",
    ]
    if shown.address:
        lines.append(f"- Source: {address(shown.address)}")
    if shown.claim is not None and shown.claim.confidence is not None:
        lines.append(f"- Confidence: {shown.claim.confidence:.2f}")
    return "\n".join(lines)


def _to_do(todo: ToDo) -> str:
    """The line with the addresses as addresses."""
    parts = [_place(one) if isinstance(one, Place) else escape_inside(one) for one in todo.parts]
    return "".join(parts)


def _place(one: Place) -> str:
    name = escape_inside(one.name)
    if not one.address:
        return name
    return f"{name} ({address(one.address)})" if one.name.startswith("“") else address(one.address)


def _pair(pair: Pair, *, may_overhang: bool = False) -> Iterator[str]:
    view = pair_view(pair, may_overhang=may_overhang)
    there = "(not there)" if view.there is None else _marked(view.there)
    yield ""
    yield f"> {'Quoted' if view.is_quoted else 'Here'}: {_marked(view.here)}"
    yield ">"
    yield f"> {escape(view.where)}: {there}"


def _marked(runs: Runs) -> str:
    """``runs`` with the words in bold that only this side has."""
    told = [(one, escape_inside(without_targets(one.text))) for one in runs]
    bold = [f"**{words}**" if run.mark is Mark.ONLY_HERE else words for run, words in told]
    return "".join(bold)


def _article(article: Article, index: ReportIndex) -> str:
    claims = index.claims_of.get(article.id, ())
    name = index.names[article.id]
    title = article.metadata.title or name
    told = [_claim_row(one) for one in claims if one.verdict is not Verdict.NOT_A_CLAIM]
    head = f"## {escape(title)}\n\n{escape(name)}, `{code(article.path or '')}`"
    if is_by_rules(article.metadata.language):
        head += f"\n\n{BY_RULES}"
    if not told:
        return f"{head}\n\nNothing to check."
    rows = table(("line", "verdict", "sentence", "who says it", "source"), told)
    return "\n".join([head, "", *rows])


def _claim_row(claim: Claim) -> tuple[str, str, str, str, str]:
    phrase = verdict_phrase(claim.verdict)
    leads = address(claim.citations[0].url) if claim.citations else SOURCING[claim.sourcing]
    sentence = shortened(without_targets(claim.text))
    return (
        str(claim.location.line),
        f"{phrase.symbol} {phrase.label}",
        escape(sentence),
        escape(shortened(told_by(claim))),
        leads,
    )


def _documents(report: Report) -> str:
    rows = [
        (
            address(one.url) if one.url else escape(one.id),
            DOCUMENT_KINDS[one.kind],
            DOCUMENT_STATUS[one.status] + (f": {reason_text(one.reason)}" if one.reason else ""),
        )
        for one in report.documents
    ]
    return "\n".join(["## Documents", "", *table(("address", "kind", "what became of it"), rows)])


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a table; cells are Markdown already."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def address(url: str) -> str:
    """An address that can be followed where it is one, else its letters as code."""
    if url.startswith(("http://", "https://")) and not _URL_UNSAFE.search(url):
        return f"<{one_line(url)}>"
    return f"`{code(url)}`"


def code(words: str) -> str:
    """``words`` as they may stand between backticks, also in a table."""
    return one_line(words).replace("`", "'").replace("|", "¦") or "–"


def shortened(words: str) -> str:
    """``words`` in a line that fits a table."""
    flat = one_line(words)
    return flat if len(flat) <= _LONGEST_CELL else flat[:_LONGEST_CELL] + " …"
