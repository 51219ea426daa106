"""What a worker has at hand for all of its tasks: registry, models, documents, where to gather."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import cast

import attrs

from provenance.attribution.tagged import TaggedText, Tagger
from provenance.blocking import story_keys
from provenance.corpus.nearness import Nearness
from provenance.corpus.tasks import Job
from provenance.gathering import Gatherer, fill_shelf, open_gatherer
from provenance.model import Analysis, Document
from provenance.nli import load_judge
from provenance.registry import Registry, load_registry
from provenance.sources import load_sources
from provenance.spans import Span
from provenance.urls import url_key
from provenance.verdicts import Shelf
from provenance.verification import Finding, Question, Verifier


@attrs.frozen(kw_only=True)
class Workbench:
    """The tools of one worker; models are loaded when they are first asked, once a process."""

    job: Job
    registry: Registry = attrs.field(repr=False)
    at_hand: tuple[Document, ...] = attrs.field(repr=False)
    gatherer: Gatherer = attrs.field(repr=False)
    tagger: Tagger | None = None
    """``None``: the one that ships."""

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness.of(self.at_hand)

    def shelf_of(self, story: Sequence[Analysis]) -> Shelf:
        """The documents that a story may be judged by, and the witnesses among its articles.

        Those at hand that it cites or shares words with; of others, those that it cites.
        """
        keys = [story_keys(one) for one in story] if self.at_hand else []
        near = self._nearness.near(keys) if keys else frozenset()
        cited = {url_key(citation.url) for one in story for citation in one.citations}
        at_hand = [
            one
            for one in self.at_hand
            if one.id in near or (one.url is not None and url_key(one.url) in cited)
        ]
        return fill_shelf(story, at_hand, registry=self.registry, gatherer=self.gatherer)

    def answer(self, questions: Sequence[Question]) -> Sequence[Finding]:
        """The verifier's findings; without models nobody answers, and rules alone decide."""
        if not self.job.models:
            # `judge` takes the absence of a finding for "decide by rules".
            return cast(Sequence[Finding], [None] * len(questions))
        return Verifier(judge=load_judge()).assess(questions)


@attrs.frozen(kw_only=True)
class NoTagger:
    """A tagger that has learned no language: attributions are found by rules."""

    name: str = "none"
    digest: str = ""
    languages: tuple[str, ...] = ()

    def tag(
        self,
        text: str,  # noqa: ARG002 - as Tagger has it
        paragraphs: Sequence[Span],  # noqa: ARG002 - likewise
        sentences: Sequence[Span],  # noqa: ARG002 - likewise
    ) -> TaggedText:
        """Nothing."""
        return TaggedText()


@contextmanager
def open_workbench(job: Job) -> Iterator[Workbench]:
    """The tools for ``job``; connections are closed at the end.

    Raises:
        ConfigError: the sources, the store or a setting makes no sense.
    """
    at_hand = load_sources(job.sources) if job.sources is not None else ()
    with open_gatherer(job.settings, offline=not job.fetch) as gatherer:
        yield Workbench(
            job=job,
            registry=load_registry(job.settings.publishers),
            at_hand=at_hand,
            gatherer=gatherer,
            tagger=None if job.models else NoTagger(),
        )
