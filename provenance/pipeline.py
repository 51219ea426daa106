"""The whole job, in the order of the picture in ``docs/explanation/how-it-works.md``."""

import os
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from provenance import __version__
from provenance.attribution.tagged import Tagger
from provenance.blocking import MOST_ARTICLES
from provenance.checks import check_report
from provenance.comparison import compare_claims
from provenance.config import Settings, load_settings
from provenance.extraction import analyse, extract
from provenance.gathering import (
    Announce,
    Gatherer,
    Progress,
    add_found,
    fill_shelf,
    open_gatherer,
    page_reader,
)
from provenance.intake import Fetcher, Input, Intake, listed, read_inputs, without_late
from provenance.linking import DocumentsAtHand
from provenance.model import (
    Analysis,
    Article,
    Claim,
    ClaimsAgree,
    ClaimsDisagree,
    Comparison,
    Document,
    OutletComparison,
    Report,
    ToolRecord,
)
from provenance.nli import Judge, load_judge
from provenance.pacing import READING, Pace
from provenance.registry import Registry, load_registry
from provenance.reviews import with_suppressions
from provenance.sources import load_sources
from provenance.story_steps import (
    Division,
    Told,
    divide_stories,
    judge_stories,
    merge_stories,
    verify_story,
)
from provenance.tagging import SHIPPED_LANGUAGES, load_tagger
from provenance.terms import ArchivePolicy, DocumentStatus
from provenance.urls import url_key
from provenance.verdicts.grounds import Shelf
from provenance.verification import Finding, Question, Verifier

__all__ = ["check", "compare", "extract"]

if TYPE_CHECKING:
    from provenance.fetching import Client


def check(  # noqa: PLR0913 - one job with many settings, all of them by name
    inputs: Sequence[Input] | Input,
    *,
    offline: bool = False,
    sources: str | os.PathLike[str] | None = None,
    config: Settings | str | os.PathLike[str] | None = None,
    store: str | os.PathLike[str] | None = None,
    archive: ArchivePolicy | str | None = None,
    find_sources: bool = False,
    client: "Client | None" = None,
    fetcher: Fetcher | None = None,
    announce: Announce | None = None,
    progress: Progress | None = None,
    judge: Judge | None = None,
    tagger: Tagger | None = None,
    only: Collection[str] | None = None,
    pace: Pace | None = None,
    most_together: int = MOST_ARTICLES,
) -> Report:
    """Read articles, follow every claim to its source, and say what the source says.

    The report is sorted and has no clock in it: the same input gives the same report.

    Args:
        inputs: paths of files or folders, addresses, :class:`Article` values, or one of these.
        offline: make no request; what neither ``sources`` nor ``store`` has is ``unchecked``.
        sources: a WARC file, or a folder with a ``sources.toml``: documents at hand.
        config: settings, or the file that holds them; ``None`` looks for one from here upwards.
        store: the folder where captures are kept and looked for first.
        archive: when web archives are asked; this and ``store`` as the settings say if ``None``.
        find_sources: look for documents on the sites of those that articles name without one.
        client: by whom pages are fetched; ``None``: a client made from the settings.
        fetcher: a function that reads an address, instead of a client; it asks no archives.
        announce: told whom the run will contact, before the first request.
        progress: told how many of how many pages are fetched.
        judge: another model than the one that ships.
        tagger: another one of attribution.
        only: of the files among ``inputs``, read only these (real paths).
        pace: a budget of time (what it leaves undone stands in ``failures``), and a listener.
        most_together: more articles than these are judged in stories (:mod:`provenance.blocking`).

    Raises:
        InputError: an input named here cannot be read, or nothing readable is left.
        ConfigError: the settings, the sources or the store make no sense.
        StoreError: the store is damaged where it is needed, or cannot be written.
        ModelError: the model's files are missing or are not the ones that were shipped.
    """
    settings = _settings(config, store=store, archive=archive)
    at_hand, registry = _at_hand(sources), load_registry(settings.publishers)
    opened = partial(open_gatherer, settings, offline=offline, client=client, fetcher=fetcher)
    with opened(announce=announce, progress=progress) as gatherer:
        gatherer.is_over = (pace := pace or Pace()).is_over
        reader = page_reader(gatherer, settings, fetcher=fetcher)
        intake = read_inputs(inputs, settings=settings, fetcher=reader, only=only)
        analyses = _analysed(pace.each(READING, intake.articles), registry, at_hand, tagger)
        division, shelf = _shelved(analyses, at_hand, registry, gatherer, most=most_together)
        if find_sources:
            analyses, shelf = add_found(analyses, shelf, registry=registry, gatherer=gatherer)
    run = _Run(_Answering(judge=judge), pace, gatherer.proxied)
    return _with_findings(_judged(intake, analyses, division, shelf, run), settings, inputs, tagger)


def _analysed(
    articles: Iterable[Article],
    registry: Registry,
    at_hand: Sequence[Document],
    tagger: Tagger | None,
) -> tuple[Analysis, ...]:
    ready = DocumentsAtHand.of(at_hand, registry)
    return tuple(analyse(article, registry, ready, tagger) for article in articles)


def _shelved(
    analyses: Sequence[Analysis],
    at_hand: Sequence[Document],
    registry: Registry,
    gatherer: Gatherer,
    *,
    most: int,
) -> tuple[Division, Shelf]:
    """The stories that the articles tell, and the documents of all."""
    division = divide_stories(analyses, most=most)
    stories = division.of(analyses)
    shelf = fill_shelf(analyses, at_hand, registry=registry, gatherer=gatherer, stories=stories)
    return division, shelf


@attrs.frozen
class _Run:
    """What all stories of a run share."""

    answering: "_Answering"
    pace: Pace
    proxied: bool


def _judged(
    intake: Intake, analyses: Sequence[Analysis], division: Division, shelf: Shelf, run: _Run
) -> Report:
    """Everything but the findings."""
    stories, shelves = division.of(analyses), division.shelves(shelf, analyses)
    each, uncompared = judge_stories(stories, shelves, run.answering.answer, run.pace)
    told = merge_stories(each, [one.article.id for one in analyses])
    intake = without_late(intake, told.analyses, uncompared=uncompared)
    return Report(
        tool=ToolRecord(
            name="provenance",
            version=__version__,
            models=run.answering.models,
            proxied=run.proxied,
        ),
        inputs=intake.records,
        failures=intake.failures,
        articles=intake.articles,
        claims=told.claims,
        disagreements=told.comparison.disagreements,
        agreements=told.comparison.agreements,
        copies=told.comparison.copies,
        developments=told.comparison.developments,
        documents=_documents_of_report(shelf, told.claims, told.comparison),
    )


def _at_hand(sources: str | os.PathLike[str] | None) -> tuple[Document, ...]:
    return load_sources(Path(sources)) if sources is not None else ()


def _with_findings(
    report: Report,
    settings: Settings,
    inputs: Sequence[Input] | Input,
    tagger: Tagger | None,
) -> Report:
    report = _naming_tagger(report, tagger)
    findings = tuple(
        one
        for one in check_report(report)
        if settings.selects(one.rule, one.location.path if one.location else None)
    )
    report = attrs.evolve(report, findings=findings)
    return with_suppressions(report, settings, listed(inputs))


def _naming_tagger(report: Report, tagger: Tagger | None) -> Report:
    """``report`` with the name of the model that read its articles, if one did."""
    languages = {article.metadata.language for article in report.articles}
    if tagger is None and languages & SHIPPED_LANGUAGES:
        tagger = load_tagger()
    if tagger is None or not languages.intersection(tagger.languages):
        return report
    models = (f"{tagger.name} {tagger.digest}", *report.tool.models)
    return attrs.evolve(report, tool=attrs.evolve(report.tool, models=models))


def _settings(
    config: Settings | str | os.PathLike[str] | None,
    *,
    store: str | os.PathLike[str] | None,
    archive: ArchivePolicy | str | None,
) -> Settings:
    settings = config if isinstance(config, Settings) else load_settings(_path_or_none(config))
    if store is not None:
        settings = attrs.evolve(settings, store=Path(store))
    return settings if archive is None else attrs.evolve(settings, archive=archive)


@attrs.define(kw_only=True)
class _Answering:
    """The verifier, its model loaded when the first question comes."""

    judge: Judge | None = None
    models: tuple[str, ...] = ()
    """The model that was asked, with its digest; empty where nobody was."""

    def answer(self, questions: Sequence[Question]) -> tuple[Finding, ...]:
        judge = self.judge or load_judge()
        self.models = (f"{judge.name} {judge.digest}",)
        return Verifier(judge=judge).assess(questions)


def compare(articles: Sequence[Article], *, most_together: int = MOST_ARTICLES) -> OutletComparison:
    """Agreements, disagreements and copies between ``articles``; no network, no documents.

    An article given twice is one article: it neither agrees nor disagrees with itself.

    Args:
        articles: from :func:`provenance.read`.
        most_together: as for :func:`check`.
    """
    registry = load_registry()
    distinct = tuple({article.id: article for article in articles}.values())
    analyses = tuple(analyse(article, registry) for article in distinct)
    division, shelf = _shelved(analyses, (), registry, Gatherer(), most=most_together)
    stories, shelves = division.of(analyses), division.shelves(shelf, analyses)
    answer = _Answering().answer
    verified = [verify_story(*both, answer) for both in zip(stories, shelves, strict=True)]
    told = [
        Told(analyses=story, comparison=compare_claims(story, part))
        for story, part in zip(verified, shelves, strict=True)
    ]
    return _with_claims(merge_stories(told, [one.id for one in distinct]))


def _with_claims(told: Told) -> OutletComparison:
    claims, found = {claim.id: claim for claim in told.claims}, told.comparison
    return OutletComparison(
        agreements=tuple(
            ClaimsAgree(
                claims=tuple(claims[c] for c in one.claims),
                origins=one.origins,
                most=one.most,
                independent=one.independent,
            )
            for one in found.agreements
        ),
        disagreements=tuple(
            ClaimsDisagree(
                kind=one.kind,
                left=claims[one.left],
                right=claims[one.right],
                what=one.what,
                score=one.score,
                settled_by=one.settled_by,
            )
            for one in found.disagreements
        ),
        copies=found.copies,
        developments=found.developments,
    )


def _documents_of_report(
    shelf: Shelf, claims: Sequence[Claim], comparison: Comparison
) -> tuple[Document, ...]:
    """The documents that some claim cites or was compared with, and what became of each."""
    pasted = {copy.from_article for copy in comparison.copies}
    used = set(map(url_key, {c.url for claim in claims for c in claim.citations}))
    named = {e.document for claim in claims for e in claim.evidence}
    named |= {q.document for claim in claims for q in claim.quotes if q.document}
    named |= {q.near_match.document for c in claims for q in c.quotes if q.near_match}
    every = {d.id: (key, d) for key, d in shelf.documents.items()}
    chosen = {i: d for i, (key, d) in every.items() if key in used or i in named}
    versions = (one for (cited, _), one in shelf.versions.items() if cited in chosen)
    chosen.update({one.id: one for one in versions if one.id not in chosen or one.id in named})
    chosen.update((c.id, c) for copies in shelf.witnesses.values() for c in copies)
    chosen.update({i: every[i][1] for i in pasted if i in every})
    return tuple(
        d
        for _, d in sorted(chosen.items(), key=lambda item: (item[1].url or "", item[0]))
        if d.status is not DocumentStatus.NOT_TRIED or d.reason is not None
    )


def _path_or_none(value: str | os.PathLike[str] | None) -> Path | None:
    return None if value is None else Path(value)
