"""A report as the JUnit XML that CI systems show: a suite an article, a case a claim."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Claim, Finding, Report
from provenance.report.exhibits import exhibit
from provenance.report.order import in_order
from provenance.report.phrases import reason_text, verdict_phrase
from provenance.report.text import place
from provenance.report.visible import one_line, visible
from provenance.terms import Level, RuleId, Verdict

_NAME = 120
"""Characters of a sentence that name a case."""
_NO_CHARACTER = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
"""What XML 1.0 (production 2) forbids beside what ``visible`` replaces."""


@attrs.frozen(kw_only=True)
class _Case:
    """One test of a suite: its attributes, and what it came to, if it did not pass."""

    attributes: Mapping[str, str]
    outcome: str | None = None
    """``failure``, ``error`` or ``skipped``."""
    kind: str = ""
    message: str = ""
    details: str = ""
    notes: str = ""
    """For ``system-out``: what is worth reading and fails nothing."""


def render_junit(report: Report) -> str:
    """``report`` as JUnit XML 1.0 in UTF-8.

    A claim passes only where its source says so and no finding warns of it. An error or a warning
    is a failure, of whose ``type`` the id and the level are read; a file that could not be read is
    an error; everything else, suppressed findings too, is skipped with the reason. Notes stand in
    ``system-out``. There are no times: the same report gives the same bytes.
    """
    report = in_order(report)
    index = ReportIndex.of(report)
    suites = [*_article_suites(index), *_file_suites(index)]
    cases = [case for _, listed in suites for case in listed]
    head = _attributes({"name": report.tool.name, **_counts(cases)})
    body = [line for name, listed in suites for line in _suite(name, listed)]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{head}>", *body]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _article_suites(index: ReportIndex) -> Iterator[tuple[str, list[_Case]]]:
    for article in index.report.articles:
        path = article.path or article.metadata.url or article.id
        claims = index.claims_of.get(article.id, ())
        told = [one for one in claims if one.verdict is not Verdict.NOT_A_CLAIM]
        names = _distinct([_shortened(one.text) for one in told])
        cases = zip(told, names, strict=True)
        yield path, [_claim_case(claim, name, path, index) for claim, name in cases]


def _file_suites(index: ReportIndex) -> Iterator[tuple[str, list[_Case]]]:
    """Findings on a file, and on claims that the report does not hold."""
    for finding in index.report.findings:
        if finding.claim is None or finding.claim not in index.claims:
            path = finding.location.path if finding.location else "(no place)"
            yield path, [_file_case(finding, path)]


def _distinct(names: Sequence[str]) -> Iterator[str]:
    """``names`` with a number behind one that stood before: viewers tell cases by their names."""
    often: Counter[str] = Counter()
    for name in names:
        often[name] += 1
        yield name if often[name] == 1 else f"{name} ({often[name]})"


def _claim_case(claim: Claim, name: str, path: str, index: ReportIndex) -> _Case:
    findings = index.findings_of.get(claim.id, ())
    counting = [one for one in findings if one.suppressed is None]
    wrong = sorted(
        (one for one in counting if one.level is not Level.NOTE),
        key=lambda one: -one.level.severity,
    )
    where = claim.location
    case = _Case(
        attributes={
            "name": name or claim.id,
            "classname": path,
            "file": where.path,
            "line": str(where.line),
        },
        notes="\n".join(_note(one) for one in findings if one not in wrong),
    )
    if wrong:
        return attrs.evolve(
            case,
            outcome="failure",
            kind=_kind(wrong[0]),
            message=wrong[0].message,
            details="\n\n".join("\n".join(_details(one, index)) for one in wrong),
        )
    waived = [one for one in findings if one.suppressed and one.level is not Level.NOTE]
    if waived or claim.verdict is not Verdict.SUPPORTED:
        return attrs.evolve(case, outcome="skipped", message=_why_skipped(claim, waived))
    return case


def _file_case(finding: Finding, path: str) -> _Case:
    attributes = {"name": finding.rule.value, "classname": path, "file": path}
    if finding.suppressed is not None:
        why = f"suppressed: {_because(finding)}"
        return _Case(attributes=attributes, outcome="skipped", message=why)
    if finding.level is Level.NOTE:
        return _Case(attributes=attributes, outcome="skipped", message=finding.message)
    return _Case(
        attributes=attributes,
        outcome="error" if finding.rule is RuleId.UNREADABLE_INPUT else "failure",
        kind=_kind(finding),
        message=finding.message,
        details=finding.advice,
    )


def _kind(finding: Finding) -> str:
    return f"{finding.rule.value} {finding.level.value}"


def _details(finding: Finding, index: ReportIndex) -> Iterator[str]:
    shown = exhibit(finding, index)
    yield f"{place(finding.location)}: {finding.rule.value} {finding.level.value}"
    yield finding.message
    for pair in shown.pairs:
        yield f"here: {pair.here}"
        yield f"there: {pair.there or '(not there)'} [{pair.where}]"
    if shown.address:
        yield f"source: {shown.address}"
    if shown.claim is not None and shown.claim.confidence is not None:
        yield f"confidence: {shown.claim.confidence:.2f}"
    yield f"do: {finding.advice}"
    yield f"fingerprint: {finding.fingerprint}"


def _note(finding: Finding) -> str:
    why = f" (suppressed: {_because(finding)})" if finding.suppressed else ""
    return f"{finding.rule.value} {finding.level.value}: {one_line(finding.message)}{why}"


def _why_skipped(claim: Claim, waived: Sequence[Finding]) -> str:
    if waived:
        told = ", ".join(f"{one.rule.value}: {_because(one)}" for one in waived)
        return f"suppressed: {told}"
    phrase = verdict_phrase(claim.verdict)
    reasons = [reason_text(reason, claim.verdict) for reason in claim.reasons]
    return f"{phrase.label}: {' '.join(reasons) or phrase.sentence}"


def _because(finding: Finding) -> str:
    if finding.suppressed is None:
        return ""
    reason = finding.suppressed.reason
    return f"{finding.suppressed.by.value}, {reason}" if reason else finding.suppressed.by.value


def _suite(name: str, cases: Sequence[_Case]) -> Iterator[str]:
    yield f"  <testsuite{_attributes({'name': name, **_counts(cases)})}>"
    for case in cases:
        yield from _case(case)
    yield "  </testsuite>"


def _case(case: _Case) -> Iterator[str]:
    inside = [*_outcome(case), *_output(case)]
    head = f"    <testcase{_attributes(case.attributes)}"
    if not inside:
        yield f"{head}/>"
        return
    yield f"{head}>"
    yield from inside
    yield "    </testcase>"


def _outcome(case: _Case) -> Iterator[str]:
    if case.outcome is None:
        return
    given = {"message": case.message} | ({"type": case.kind} if case.kind else {})
    details = _escaped(case.details)
    end = f">{details}</{case.outcome}>" if details else "/>"
    yield f"      <{case.outcome}{_attributes(given)}{end}"


def _output(case: _Case) -> Iterator[str]:
    if case.notes:
        yield f"      <system-out>{_escaped(case.notes)}</system-out>"


def _counts(cases: Sequence[_Case]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(outcomes.count("failure")),
        "errors": str(outcomes.count("error")),
        "skipped": str(outcomes.count("skipped")),
    }


def _attributes(given: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_escaped(one_line(value))}"' for name, value in given.items())


def _escaped(words: str) -> str:
    return escape(visible(words).translate(_NO_CHARACTER))


def _shortened(words: str) -> str:
    flat = one_line(words)
    return flat if len(flat) <= _NAME else flat[:_NAME].rsplit(" ", 1)[0] + " …"
