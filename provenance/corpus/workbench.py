"""What a worker has at hand for all of its tasks: registry, models, documents, where to gather."""

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from functools import cached_property
from typing import cast

import attrs

from provenance.attribution.tagged import Tagger
from provenance.corpus.at_hand import DocumentsOfRun
from provenance.corpus.tasks import Job
from provenance.gathering import Gatherer, fill_shelf, open_gatherer
from provenance.linking import DocumentsAtHand
from provenance.model import Analysis, Document
from provenance.nli import load_judge
from provenance.registry import Registry, load_registry
from provenance.tagging import NO_TAGGER
from provenance.urls import url_key
from provenance.verdicts import Desk, Shelf
from provenance.verification import Finding, Question, Verifier


@attrs.frozen(kw_only=True)
class Workbench:
    """The tools of one worker; models are loaded when they are first asked, once a process."""

    job: Job
    registry: Registry = attrs.field(repr=False)
    gatherer: Gatherer = attrs.field(repr=False)
    tagger: Tagger | None = None
    """``None``: the one that ships."""
    documents: DocumentsOfRun | None = None
    """Those at hand, if there are any, with the index of their words."""

    @cached_property
    def citable(self) -> DocumentsAtHand:
        """The documents at hand, ready for claims that name a source without an address."""
        return DocumentsAtHand.of(self._heads, self.registry)

    @property
    def _heads(self) -> tuple[Document, ...]:
        """The documents at hand, without their texts."""
        return self.documents.heads if self.documents is not None else ()

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where documents at hand stand, by their ids."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self._heads):
            found.setdefault(one.id, []).append(place)
        return found

    @cached_property
    def _by_address(self) -> dict[str, list[str]]:
        """Ids of documents at hand."""
        found: dict[str, list[str]] = {}
        for one in self._heads:
            if one.url is not None:
                found.setdefault(url_key(one.url), []).append(one.id)
        return found

    @cached_property
    def _desk(self) -> Desk:
        return Desk()

    def desk(self) -> Desk:
        """Where documents are made ready: for the next story, too, as long as there is room."""
        self._desk.make_room()
        return self._desk

    def get_ready(self) -> None:
        """Make the index of the documents at hand, if this run comes to the verdicts."""
        if self.documents is not None and not self.job.last.is_before_verdicts:
            _ = self.documents.nearness

    def near(self, story: Sequence[Analysis], keys: Set[str], *, is_alone: bool) -> frozenset[str]:
        """The ids of the documents at hand that may speak to a story.

        Args:
            story: its articles.
            keys: of their words (:func:`provenance.blocking.word_keys`).
            is_alone: whether the run has no other: then all of them may.

        Returns:
            Those that an article cites or shares words with.
        """
        if is_alone or self.documents is None:
            return frozenset(one.id for one in self._heads)
        cited = {citation.url for one in story for citation in one.citations}
        addresses = {url_key(url) for url in cited} & self._by_address.keys()
        cited_ids = {one for address in addresses for one in self._by_address[address]}
        return self.documents.nearness.near(keys) | cited_ids

    def shelf_of(self, story: Sequence[Analysis], near: Set[str]) -> Shelf:
        """The documents that a story may be judged by, and the witnesses among its articles.

        Of those at hand the ones that are ``near``; of others, those that it cites.
        """
        places = sorted(place for one in near for place in self._places.get(one, ()))
        at_hand = self.documents.whole(places) if self.documents is not None else ()
        return fill_shelf(story, at_hand, registry=self.registry, gatherer=self.gatherer)

    def answer(self, questions: Sequence[Question]) -> Sequence[Finding]:
        """The verifier's findings; without models nobody answers, and rules alone decide."""
        return (
            Verifier(judge=load_judge()).assess(questions) if self.job.models else mute(questions)
        )


def mute(questions: Sequence[Question]) -> Sequence[Finding]:
    """No finding for any of ``questions``: rules alone decide, as without a verifier."""
    return cast(Sequence[Finding], [None] * len(questions))


@contextmanager
def open_workbench(job: Job) -> Iterator[Workbench]:
    """The tools for ``job``; connections are closed at the end.

    Raises:
        ConfigError: the sources, the store or a setting makes no sense.
    """
    documents = None if job.sources is None else DocumentsOfRun(job.output, job.sources)
    if documents is not None:
        _ = documents.heads
    with open_gatherer(job.settings, offline=not job.fetch) as gatherer:
        yield Workbench(
            job=job,
            registry=load_registry(job.settings.publishers),
            gatherer=gatherer,
            tagger=None if job.models else NO_TAGGER,
            documents=documents,
        )
