"""Which of several captures of an address answers: one rule, with and without a store."""

import hashlib
from collections.abc import Callable, Iterable, Iterator

import attrs

from provenance.documents import document_of_capture
from provenance.model import Capture, Document, FetchFailure
from provenance.store.snapshots import Snapshot, is_moment, is_not_later, moment_of
from provenance.terms import DocumentStatus

_NEVER = "0001-01-01"
"""For a capture whose time cannot be read: it counts as the oldest."""


@attrs.frozen(kw_only=True)
class Candidate:
    """A capture, or a failure, that may answer for an address."""

    time: str
    """When the page was as it is kept (RFC 3339)."""
    truncated: bool
    failed: bool
    digest: str
    """Of its content; ``""`` where nobody needs it."""
    load: Callable[[], Capture | FetchFailure] = attrs.field(repr=False)

    @property
    def moment(self) -> float:
        """``time`` in seconds."""
        return moment_of(self.time).timestamp()


def candidate_of(result: Capture | FetchFailure) -> Candidate:
    """A result that is at hand."""
    if isinstance(result, FetchFailure):
        time, truncated, failed = result.captured_at, False, True
    else:
        time, truncated, failed = result.archived_at or result.captured_at, result.truncated, False
    return Candidate(
        time=_readable(time),
        truncated=truncated,
        failed=failed,
        digest="",
        load=lambda: result,
    )


def candidate_in(snapshot: Snapshot, load: Callable[[], Capture | FetchFailure]) -> Candidate:
    """What a store keeps; read when it is needed."""
    return Candidate(
        time=_readable(snapshot.page_time),
        truncated=snapshot.truncated,
        failed=snapshot.failure is not None,
        digest=snapshot.digest or "",
        load=load,
    )


@attrs.define
class Readings:
    """Documents of captures, each made once: a PDF file takes seconds."""

    _known: dict[tuple[str | None, ...], Document] = attrs.field(factory=dict, init=False)

    def document(self, result: Capture | FetchFailure) -> Document:
        """The document that ``result`` holds, or why there is none."""
        if isinstance(result, FetchFailure):
            return document_of_capture(result)
        digest = hashlib.sha256(result.body).hexdigest()
        key = (digest, result.url, result.final_url, result.captured_at, result.archived_at)
        if key not in self._known:
            self._known[key] = document_of_capture(result)
        return self._known[key]


def documents_in(
    candidates: Iterable[Candidate], readings: Readings, *, url: str, day: str | None
) -> Iterator["Chosen"]:
    """What ``candidates`` hold, the best first.

    That is the latest capture not later than ``day``, back to the oldest, then the later ones, the
    earliest first; one that is cut short after all that are not; failures last, the latest first.

    Args:
        candidates: captures and failures of one address.
        readings: of the same run.
        url: that address, under which all of them answer.
        day: RFC 3339 date or time; ``None``: the latest first.
    """
    for one in sorted(candidates, key=lambda candidate: _rank(candidate, day)):
        result = attrs.evolve(one.load(), url=url)
        yield Chosen(candidate=one, document=readings.document(result))


@attrs.frozen(kw_only=True)
class Chosen:
    """A capture and the document it holds."""

    candidate: Candidate
    document: Document

    @property
    def is_good(self) -> bool:
        """Whether there is a document, rather than a wall or a failure."""
        return self.document.status is DocumentStatus.READ


def best_of(
    candidates: Iterable[Candidate], readings: Readings, *, url: str, day: str | None
) -> Chosen | None:
    """The first that is a document; else the latest of all; ``None`` where there are none."""
    latest: Chosen | None = None
    for chosen in documents_in(candidates, readings, url=url, day=day):
        if chosen.is_good:
            return chosen
        if latest is None or chosen.candidate.moment > latest.candidate.moment:
            latest = chosen
    return latest


def later_than(
    used: Chosen, candidates: Iterable[Candidate], readings: Readings, *, url: str
) -> Document | None:
    """The latest document younger than ``used``, if its text is another; else ``None``."""
    younger = (one for one in candidates if not one.failed and one.moment > used.candidate.moment)
    for chosen in documents_in(younger, readings, url=url, day=None):
        if chosen.is_good:
            return None if _words(chosen.document) == _words(used.document) else chosen.document
    return None


def _words(document: Document) -> list[str]:
    return document.text.split()


def _rank(one: Candidate, day: str | None) -> tuple[bool, bool, bool, float, str]:
    is_later = day is not None and not one.failed and not is_not_later(one.time, day)
    return (
        one.failed,
        one.truncated,
        is_later,
        one.moment if is_later else -one.moment,
        one.digest,
    )


def _readable(stamp: str) -> str:
    return stamp if is_moment(stamp) else _NEVER
