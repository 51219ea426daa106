"""Taking suppressions back, so that others can be put in their place."""

import attrs

from provenance.model import Report
from provenance.terms import SuppressedBy


def without_suppressions(report: Report, by: SuppressedBy) -> Report:
    """``report`` with nothing suppressed ``by`` this any more."""
    findings = tuple(
        attrs.evolve(one, suppressed=None) if one.suppressed and one.suppressed.by is by else one
        for one in report.findings
    )
    return attrs.evolve(report, findings=findings)
