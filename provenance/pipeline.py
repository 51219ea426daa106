"""The whole job, in the order of the picture in ``docs/explanation/how-it-works.md``."""

import os
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from provenance import __version__
from provenance.attribution import attribute_sentences
from provenance.attribution.tagged import Tagger
from provenance.checks import check_report
from provenance.claims import extract_claims
from provenance.comparison import compare_claims, with_disputes
from provenance.config import Settings, load_settings
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
from provenance.linking import link_claims
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
from provenance.quotations import find_quotations
from provenance.registry import Registry, load_registry
from provenance.reviews import with_suppressions
from provenance.segmentation import segment_sentences
from provenance.sources import load_sources
from provenance.tagging import SHIPPED_LANGUAGES, load_tagger, tag_article, with_worth
from provenance.terms import ArchivePolicy, DocumentStatus
from provenance.urls import url_key
from provenance.utterances import date_claims
from provenance.verdicts import decide, decide_in_time, with_drift
from provenance.verdicts.desk import Desk
from provenance.verdicts.grounds import Shelf
from provenance.verification import Finding, Question, Verifier

if TYPE_CHECKING:
    from provenance.fetching import Client


def extract(
    article: Article, *, registry: Registry | None = None, tagger: Tagger | None = None
) -> Analysis:
    """What ``article`` says: sentences, quotations, attributions, claims with their citations.

    No network, no evidence, no verdicts.

    Args:
        article: from :func:`provenance.read`.
        registry: the publishers to recognise; the shipped ones if ``None``.
        tagger: another model of attribution than the one that ships.

    Raises:
        ModelError: the tagger's files are missing or are not the ones that were shipped.
    """
    return _analyse(article, registry or load_registry(), tagger=tagger)


def _analyse(
    article: Article,
    registry: Registry,
    at_hand: Sequence[Document] = (),
    tagger: Tagger | None = None,
) -> Analysis:
    sentences = segment_sentences(article)
    quotations = find_quotations(article, sentences)
    tagged = tag_article(article, sentences, tagger)
    attributed = attribute_sentences(article, sentences, quotations, tagged.attributions)
    claims = extract_claims(article, sentences, quotations, attributed.main, cast=attributed.cast)
    claims = date_claims(
        claims, article, sentences=sentences, quotations=quotations, attributions=attributed.main
    )
    claims = with_worth(claims, sentences, tagged)
    unlinked = Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=attributed.every,
        claims=claims,
    )
    return attrs.evolve(unlinked, claims=link_claims(unlinked, registry, at_hand=at_hand))


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
) -> Report:
    """Read articles, follow every claim to its source, and say what the source says.

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

    Returns:
        The report, sorted, without a clock in it: the same input gives the same report.

    Raises:
        InputError: an input named here cannot be read, or nothing readable is left.
        ConfigError: the settings, the sources or the store make no sense.
        StoreError: the store is damaged where it is needed, or cannot be written.
        ModelError: the model's files are missing or are not the ones that were shipped.
    """
    settings = _settings(config, store=store, archive=archive)
    at_hand, registry = _at_hand(sources), load_registry(settings.publishers)
    pace = pace or Pace()
    opened = partial(open_gatherer, settings, offline=offline, client=client, fetcher=fetcher)
    with opened(announce=announce, progress=progress) as gatherer:
        gatherer.is_over = pace.is_over
        reader = page_reader(gatherer, settings, fetcher=fetcher)
        intake = read_inputs(inputs, settings=settings, fetcher=reader, only=only)
        analyses = _analysed(pace.each(READING, intake.articles), registry, at_hand, tagger)
        shelf = fill_shelf(analyses, at_hand, registry=registry, gatherer=gatherer)
        if find_sources:
            analyses, shelf = add_found(analyses, shelf, registry=registry, gatherer=gatherer)
    report = _judged(intake, analyses, shelf, judge=judge, proxied=gatherer.proxied, pace=pace)
    return _with_findings(_naming_tagger(report, tagger), settings, inputs)


def _analysed(
    articles: Iterable[Article],
    registry: Registry,
    at_hand: Sequence[Document],
    tagger: Tagger | None,
) -> tuple[Analysis, ...]:
    return tuple(_analyse(article, registry, at_hand, tagger) for article in articles)


def _judged(
    intake: Intake,
    analyses: Sequence[Analysis],
    shelf: Shelf,
    *,
    judge: Judge | None,
    proxied: bool,
    pace: Pace,
) -> Report:
    """Everything but the findings."""
    answering, desk = _Answering(judge=judge), Desk()
    judged = decide_in_time(analyses, shelf, desk, answering.answer, pace)
    is_late = pace.is_over()
    comparison = Comparison() if is_late else compare_claims(judged, shelf)
    intake = without_late(intake, judged, is_compared=not is_late)
    told = (*(claim for one in judged for claim in one.claims), *comparison.headlines)
    claims = with_disputes(told, comparison)
    used = {document.id: document for document in shelf.documents.values()}
    claims = with_drift(claims, used, shelf.later, desk)
    return Report(
        tool=ToolRecord(
            name="provenance", version=__version__, models=answering.models, proxied=proxied
        ),
        inputs=intake.records,
        failures=intake.failures,
        articles=intake.articles,
        claims=claims,
        disagreements=comparison.disagreements,
        agreements=comparison.agreements,
        copies=comparison.copies,
        developments=comparison.developments,
        documents=_documents_of_report(shelf, claims, comparison),
    )


def _at_hand(sources: str | os.PathLike[str] | None) -> tuple[Document, ...]:
    return load_sources(Path(sources)) if sources is not None else ()


def _with_findings(report: Report, settings: Settings, inputs: Sequence[Input] | Input) -> Report:
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


def compare(articles: Sequence[Article]) -> OutletComparison:
    """Agreements, disagreements and copies between ``articles``; no network, no documents.

    An article given twice is one article: it neither agrees nor disagrees with itself.
    """
    registry = load_registry()
    distinct = tuple({article.id: article for article in articles}.values())
    analyses = tuple(_analyse(article, registry) for article in distinct)
    shelf = fill_shelf(analyses, (), registry=registry, gatherer=Gatherer())
    judged = decide(analyses, shelf, Desk(), _Answering().answer)
    return _with_claims(compare_claims(judged, shelf), judged)


def _with_claims(found: Comparison, analyses: Sequence[Analysis]) -> OutletComparison:
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}
    claims |= {headline.id: headline for headline in found.headlines}
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
