"""A report as plain text for a terminal, and findings as ``provenance check`` prints them."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from provenance.checks.grounds import edits_in_words, without_targets
from provenance.checks.index import ReportIndex
from provenance.model import Article, Document, Finding, Location, Report, Review
from provenance.report.drifts import PROXIED, drifts, later_words, version_words
from provenance.report.exhibits import Pair, exhibit
from provenance.report.order import in_order
from provenance.report.phrases import COMPLETENESS, DOCUMENT_STATUS, RULES, VERDICTS, reason_text
from provenance.report.sayings import BY_RULES, is_by_rules, told_by
from provenance.report.summary import Summary, summarize, verdict_counts
from provenance.report.unchecked import causes
from provenance.report.visible import one_line
from provenance.report.what_to_do import what_to_do
from provenance.report.wordings import wordings
from provenance.terms import DocumentStatus, InputStatus, Level, Reason, RuleId, Verdict

WIDTH = 100
INDENT = "    "
SUPPRESSED_HEAD = "Suppressed, and no reason to fail:"
_LABEL = 13
_SHORT_DIGEST = len("sha256:") + 12


def render_text(report: Report) -> str:
    """``report`` in about a hundred columns, without colours: counts, findings, documents."""
    report = in_order(report)
    index = ReportIndex.of(report)
    summary = summarize(report)
    # The marker keeps a report that lies among articles from being read as one.
    tool = one_line(f"{report.tool.name} {report.tool.version}")
    head = f"{tool} report (provenance-report-marker)"
    sections = [
        [
            head,
            *_proxied(report),
            "",
            _checked(summary),
            "",
            *_verdicts(summary),
            *_warned(summary),
        ],
        ["LOOK AT THESE FIRST", "", _urgent(report)],
        ["QUOTATIONS WORDED DIFFERENTLY", "", *_wordings(index)],
        ["CHANGED SINCE", "", *_drifts(report)],
        ["WHAT STAYED UNCHECKED, AND WHAT WOULD HELP", "", *_causes(report)],
        ["NOTES", *_notes(report)],
        ["SUPPRESSED", "", *_suppressed(report)],
        ["ARTICLES", "", *(line for a in report.articles for line in _article_lines(a, index))],
        ["DOCUMENTS", "", *_documents(index)],
        ["NOT READ", "", *_not_read(report)],
    ]
    told = ["\n".join(lines) for lines in sections if len(lines) > 1 and lines[-1]]
    return "\n\n".join(told) + "\n"


def render_findings(report: Report) -> str:
    """Every finding of ``report``, as ``provenance check`` prints them; the suppressed last."""
    report = in_order(report)
    shown = render_findings_text(active(report.findings), report)
    hidden = list(_suppressed(report))
    late = sum(one.reason is Reason.OUT_OF_TIME for one in report.failures)
    parts = [
        shown,
        *([SUPPRESSED_HEAD, "", *hidden, ""] if hidden else []),
        *([f"Partial: the time was used up; {late} left undone.", ""] if late else []),
    ]
    return "\n".join(parts)


def render_summary(report: Report) -> str:
    """What a run came to in a few lines, for standard error."""
    summary = summarize(report)
    told = ", ".join(
        f"{count} {VERDICTS[verdict].label.lower()}" for verdict, count in summary.verdicts if count
    )
    levels = ", ".join(
        f"{count} {level.value}{'s' * (count != 1)}" for level, count in summary.levels
    )
    lines = [_checked(summary), told, *list(_warned(summary))[1:], f"findings: {levels}"]
    hidden = [f"{count} by {by.value}" for by, count in summary.suppressed if count]
    if hidden:
        lines.append(f"suppressed: {', '.join(hidden)}")
    return "\n".join(line for line in lines if line)


def render_findings_text(findings: Sequence[Finding], report: Report) -> str:
    """``findings`` one below the other, each with its words, source and advice.

    The first line of each is ``file:line:column: ID level message``. A note has no more than
    that line: it says it all, and there may be a hundred of them.
    """
    index = ReportIndex.of(report)
    blocks: list[str] = []
    for are_notes, run in groupby(findings, key=lambda finding: finding.level is Level.NOTE):
        if are_notes:
            blocks.append("\n".join(map(_first_line, run)))
        else:
            blocks += ["\n".join(_finding_lines(one, index)) for one in run]
    told = ", ".join(
        counted(sum(one.level is level for one in findings), level.value) for level in Level
    )
    return "\n\n".join([*blocks, told if findings else "No findings."]) + "\n"


def urgent_first(findings: Sequence[Finding]) -> list[Finding]:
    """The errors and then the warnings, those on a file last; notes and suppressed left out."""
    urgent = [finding for finding in active(findings) if finding.level is not Level.NOTE]
    return sorted(urgent, key=lambda finding: (-finding.level.severity, finding.claim is None))


def active(findings: Sequence[Finding]) -> list[Finding]:
    """Those of ``findings`` that nothing suppresses."""
    return [finding for finding in findings if finding.suppressed is None]


def place(location: Location | None) -> str:
    """``file:line:column``, as editors and terminals take it."""
    if location is None:
        return "(no place)"
    return f"{one_line(location.path)}:{location.line}:{location.column}"


def counted(number: int, noun: str) -> str:
    """``number`` with ``noun`` in singular or plural."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def wrapped(label: str, words: str, *, indent: str = INDENT) -> list[str]:
    """``words`` in lines of :data:`WIDTH`, indented behind their label if there is one."""
    head = f"{label:<{_LABEL - 1}} " if label else ""
    return textwrap.wrap(
        one_line(without_targets(words)),
        WIDTH,
        initial_indent=indent + head,
        subsequent_indent=indent + " " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _urgent(report: Report) -> str:
    return render_findings_text(urgent_first(report.findings), report).rstrip()


def _checked(summary: Summary) -> str:
    network = " (without the network)" if summary.offline else ""
    articles = counted(summary.articles, "article")
    return f"{articles}, {counted(summary.claims, 'claim')}; {summary.reading}{network}"


def _verdicts(summary: Summary) -> Iterator[str]:
    for verdict, count in summary.verdicts:
        phrase = VERDICTS[verdict]
        yield f"{count:>6}  {phrase.symbol} {phrase.label:<18} {phrase.sentence}"


def _warned(summary: Summary) -> Iterator[str]:
    contradicted, disputed = (
        summary.count(verdict) for verdict in (Verdict.CONTRADICTED, Verdict.DISPUTED)
    )
    yield ""
    yield (
        f"Contradicted or disputed across outlets: {summary.contradicted_across_outlets} "
        f"({contradicted} contradicted, {disputed} disputed)"
    )
    if summary.secondary_only:
        yield f"Supported by a secondary document only: {summary.secondary_only}"


def _finding_lines(finding: Finding, index: ReportIndex) -> Iterator[str]:
    shown = exhibit(finding, index)
    claim = shown.claim
    yield _first_line(finding)
    if claim is not None:
        yield from wrapped("sentence", claim.sentence.exact)
        if claim.text != claim.sentence.exact:
            yield from wrapped("claim", claim.text)
        yield from wrapped("speaker", told_by(claim))
    for pair in shown.pairs:
        yield from _pair_lines(pair)
    if shown.address:
        yield from wrapped("source", shown.address)
    if shown.document is not None:
        yield from wrapped("read", _capture(shown.document))
    if claim is not None and claim.confidence is not None:
        yield from wrapped("confidence", f"{claim.confidence:.2f}")
    for review in index.reviews_of.get(finding.fingerprint, ()):
        yield from wrapped("review", _review_line(review))
    yield from wrapped("do", what_to_do(shown, index).told(beside=shown.address))


def _pair_lines(pair: Pair) -> Iterator[str]:
    there = "(not there)" if pair.there is None else pair.there
    if pair.is_quoted:
        yield from wrapped("quoted", pair.here)
    yield from wrapped("there", f"{there} [{pair.where}]")


def _wordings(index: ReportIndex) -> Iterator[str]:
    for one in wordings(index):
        yield f"{place(one.claim.location)}: {one_line(one.heading)}"
        yield from wrapped("quoted", one.pair.here)
        yield from wrapped("there", one.pair.there or "(not there)")
        if one.edits:
            yield from wrapped("differs", edits_in_words(one.edits))


def _proxied(report: Report) -> Iterator[str]:
    if report.tool.proxied:
        yield PROXIED


def _drifts(report: Report) -> Iterator[str]:
    for one in drifts(report):
        yield f"{place(one.claim.location)}: {one.told.rstrip(':')}"
        yield from wrapped("was", one.evidence.exact)
        if one.evidence.drifted_to:
            yield from wrapped("is", one.evidence.drifted_to)


def _causes(report: Report) -> Iterator[str]:
    for cause in causes(report.claims):
        yield f"{cause.count:>6}  {cause.sentence} {cause.help}"


def _notes(report: Report) -> Iterator[str]:
    """The notes by rule; those on differing quotations have a section of their own."""
    notes = [one for one in active(report.findings) if one.level is Level.NOTE]
    for rule, listed in groupby(sorted(notes, key=_rule_of), key=_rule_of):
        group = list(listed)
        if group[0].rule is RuleId.QUOTE_NEAR_MATCH:
            continue
        yield ""
        yield f"{RULES[group[0].rule]} ({rule}): {len(group)}"
        yield from (f"{INDENT}{place(one.location)}: {one_line(one.message)}" for one in group)


def _suppressed(report: Report) -> Iterator[str]:
    """A line for each suppressed finding, with what suppresses it and why."""
    for finding in report.findings:
        if finding.suppressed is not None:
            why = f": {finding.suppressed.reason}" if finding.suppressed.reason else ""
            yield f"{_first_line(finding)} [{finding.suppressed.by.value}{one_line(why)}]"


def _review_line(review: Review) -> str:
    head = " ".join(
        part for part in (review.decision.value, _by(review), review.when or "") if part
    )
    return f"{head}: {review.comment}" if review.comment else head


def _by(review: Review) -> str:
    return f"by {review.who}" if review.who else ""


def _rule_of(finding: Finding) -> str:
    return finding.rule.value


def _first_line(finding: Finding) -> str:
    where = place(finding.location)
    return f"{where}: {finding.rule.value} {finding.level.value} {one_line(finding.message)}"


def _capture(document: Document) -> str:
    if document.status is not DocumentStatus.READ:
        return DOCUMENT_STATUS[document.status]
    parts = [
        DOCUMENT_STATUS[document.status],
        COMPLETENESS[document.complete],
        document.captured_at,
        document.digest and document.digest[:_SHORT_DIGEST],
    ]
    return one_line(", ".join(part for part in parts if part))


def _article_lines(article: Article, index: ReportIndex) -> Iterator[str]:
    counts = verdict_counts(index.claims_of.get(article.id, ()))
    told = ", ".join(f"{count} {VERDICTS[v].label.lower()}" for v, count in counts if count)
    head = f"{one_line(article.path or article.metadata.url or article.id)}"
    outlet = f" ({one_line(article.metadata.outlet)})" if article.metadata.outlet else ""
    yield f"{INDENT}{head}{outlet}: {told or 'nothing to check'}"
    if is_by_rules(article.metadata.language):
        yield f"{INDENT * 2}{BY_RULES}"


def _documents(index: ReportIndex) -> Iterator[str]:
    by_id = {document.id: document for document in index.report.documents}
    for document in index.report.documents:
        yield f"{INDENT}{one_line(document.url or document.id)}"
        printer = index.printer_of(document)
        copy = f"as printed by {one_line(printer)}, " if printer else ""
        reason = f": {reason_text(document.reason)}" if document.reason else ""
        yield f"{INDENT * 2}{copy}{_capture(document)}{reason}"
        for more in (version_words(document, by_id), later_words(document)):
            if more is not None:
                yield f"{INDENT * 2}{one_line(more)}"


def _not_read(report: Report) -> Iterator[str]:
    for record in report.inputs:
        if record.status is not InputStatus.READ:
            reason = reason_text(record.reason) if record.reason else "It could not be read."
            yield f"{INDENT}{one_line(record.path)}: {record.status.value}. {reason}"
    for failure in report.failures:
        yield f"{INDENT}{one_line(failure.input)}: {reason_text(failure.reason)}"
