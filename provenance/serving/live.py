"""The newest report, as a page, and what became of the last attempt to make a newer one."""

from collections.abc import Callable
from threading import Event, Lock

import attrs

from provenance.errors import ConfigError, ProvenanceError
from provenance.model import Report, Review
from provenance.report.html import render_html
from provenance.report.visible import one_line

Check = Callable[[], Report]
Settle = Callable[[Report], Report]
Write = Callable[[Review], None]


@attrs.frozen(kw_only=True)
class Edition:
    """What a browser is shown."""

    number: int
    """Counts up with every report; 0: there is none yet."""
    report: Report
    page: bytes
    is_checking: bool = False
    problem: str | None = None
    """Why the last attempt came to nothing; this edition is the one before it."""


@attrs.define
class LiveReport:
    """A report that is made anew; one thread makes it, many may read it.

    Args:
        check: the whole run.
        settle: a report with the decisions that are on disk now; asks no model.
        write: keeps a decision on disk.
    """

    check: Check
    settle: Settle
    write: Write
    wake: Event = attrs.field(factory=Event, init=False)
    """Set when a decision was written: there is something to do at once."""
    _lock: Lock = attrs.field(factory=Lock, init=False)
    _edition: Edition | None = attrs.field(default=None, init=False)

    @property
    def edition(self) -> Edition:
        """The newest one; :meth:`begin` has made the first."""
        if self._edition is None:
            raise RuntimeError("nothing was checked yet")
        return self._edition

    def begin(self) -> Edition:
        """The first edition.

        Raises:
            ProvenanceError: there is nothing to show; the message says what to do.
        """
        self._show(self.check())
        return self.edition

    def recheck(self) -> Edition:
        """A new edition; where it cannot be made the one before stays, with the problem told."""
        return self._renew(self.check)

    def resettle(self) -> Edition:
        """Likewise, with the decisions of now on the findings of before."""
        report = self.edition.report
        return self._renew(lambda: self.settle(report))

    def decide(self, review: Review) -> None:
        """Keep a decision of a person.

        Raises:
            ConfigError: the file cannot be written, or its content is no list of decisions.
            LookupError: no finding of the newest report has this fingerprint.
        """
        findings = self.edition.report.findings
        if review.fingerprint not in {finding.fingerprint for finding in findings}:
            raise LookupError(review.fingerprint)
        with self._lock:
            self.write(review)
        self.wake.set()

    def _renew(self, make: Check) -> Edition:
        self._edition = attrs.evolve(self.edition, is_checking=True)
        problem = None
        try:
            self._show(make())
        except ProvenanceError as error:
            problem = one_line(str(error))
        self._edition = attrs.evolve(self.edition, is_checking=False, problem=problem)
        return self.edition

    def _show(self, report: Report) -> None:
        number = self._edition.number + 1 if self._edition else 1
        text = render_html(report, live=str(number))
        try:
            page = text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ConfigError("the report holds half a character and cannot be shown") from error
        self._edition = Edition(number=number, report=report, page=page)
