"""The whole job, in the order of the picture in ``docs/explanation/how-it-works.md``."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs

from provenance import __version__
from provenance.attribution import extract_attributions
from provenance.checks import check_report
from provenance.claims import extract_claims
from provenance.comparison import compare_claims, with_disputes
from provenance.config import Settings, load_settings
from provenance.intake import Fetcher, Input, read_inputs, web_fetcher
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
from provenance.quotations import find_quotations
from provenance.registry import Registry, load_registry
from provenance.segmentation import segment_sentences
from provenance.sources import document_of_fetch, load_sources, not_tried
from provenance.terms import DocumentStatus, Reason, Target
from provenance.urls import host_of, url_key
from provenance.verdicts import decide
from provenance.verdicts.desk import Desk
from provenance.verdicts.grounds import Shelf
from provenance.verification import Finding, Question, Verifier
from provenance.witnesses import witness_documents

_FETCHERS = 8
"""Requests under way at once; they go to different hosts as a rule and each is bounded in time."""

Announce = Callable[[tuple[str, ...]], None]
"""Told which hosts will be contacted, before the first request."""


def extract(article: Article, *, registry: Registry | None = None) -> Analysis:
    """What ``article`` says: sentences, quotations, attributions, claims with their citations.

    No network, no evidence, no verdicts.

    Args:
        article: from :func:`provenance.read`.
        registry: the publishers to recognise; the shipped ones if ``None``.
    """
    return _analyse(article, registry or load_registry(), at_hand=())


def _analyse(article: Article, registry: Registry, *, at_hand: Sequence[Document]) -> Analysis:
    sentences = segment_sentences(article)
    quotations = find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    claims = extract_claims(article, sentences, quotations, attributions)
    unlinked = Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=attributions,
        claims=claims,
    )
    return attrs.evolve(unlinked, claims=link_claims(unlinked, registry, at_hand=at_hand))


def check(
    inputs: Sequence[Input] | Input,
    *,
    offline: bool = False,
    sources: str | os.PathLike[str] | None = None,
    config: Settings | str | os.PathLike[str] | None = None,
    fetcher: Fetcher | None = None,
    announce: Announce | None = None,
    judge: Judge | None = None,
) -> Report:
    """Read articles, follow every claim to its source, and say what the source says.

    Args:
        inputs: paths of files or folders, web addresses, or :class:`Article` values; one alone
            needs no list.
        offline: make no request; addresses that are not at hand are ``unchecked``.
        sources: a WARC file, or a folder with a ``sources.toml``: documents at hand.
        config: settings, or the file that holds them; ``None`` looks for one from here upwards.
        fetcher: how an address is read; ``None``: :func:`provenance.fetching.fetch`.
        announce: told the hosts that will be contacted, before the first request.
        judge: another model than the one that ships.

    Returns:
        The report, sorted, without a clock in it: the same input gives the same report.

    Raises:
        InputError: an input named here cannot be read, or nothing readable is left.
        ConfigError: the settings or the sources make no sense.
        ModelError: the model's files are missing or are not the ones that were shipped.
    """
    settings = config if isinstance(config, Settings) else load_settings(_path_or_none(config))
    reader = None if offline else (fetcher or web_fetcher(settings))
    registry = load_registry(settings.publishers)
    intake = read_inputs(inputs, settings=settings, fetcher=reader)
    at_hand = load_sources(Path(sources)) if sources is not None else ()
    analyses = tuple(_analyse(article, registry, at_hand=at_hand) for article in intake.articles)
    shelf = _fill_shelf(analyses, at_hand, registry=registry, fetcher=reader, announce=announce)
    answering = _Answering(judge=judge)
    judged = decide(analyses, shelf, Desk(), answering.answer)
    comparison = compare_claims(judged, shelf)
    claims = with_disputes(tuple(c for a in judged for c in a.claims), comparison)
    report = Report(
        tool=ToolRecord(name="provenance", version=__version__, models=answering.models),
        inputs=intake.records,
        failures=intake.failures,
        articles=intake.articles,
        claims=claims,
        disagreements=comparison.disagreements,
        agreements=comparison.agreements,
        copies=comparison.copies,
        documents=_documents_of_report(shelf, claims),
    )
    findings = tuple(f for f in check_report(report) if settings.selects(f.rule))
    return attrs.evolve(report, findings=findings)


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
    analyses = tuple(_analyse(article, registry, at_hand=()) for article in distinct)
    shelf = _fill_shelf(analyses, (), registry=registry, fetcher=None, announce=None)
    judged = decide(analyses, shelf, Desk(), _Answering().answer)
    return _with_claims(compare_claims(judged, shelf), judged)


def _with_claims(found: Comparison, analyses: Sequence[Analysis]) -> OutletComparison:
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}
    return OutletComparison(
        agreements=tuple(
            ClaimsAgree(claims=tuple(claims[c] for c in one.claims), origins=one.origins)
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
    )


def _fill_shelf(
    analyses: Sequence[Analysis],
    at_hand: Sequence[Document],
    *,
    registry: Registry,
    fetcher: Fetcher | None,
    announce: Announce | None,
) -> Shelf:
    documents = {url_key(d.url): d for d in at_hand if d.url is not None}
    cited = _cited_addresses(analyses)
    missing = {key: url for key, url in cited.items() if key not in documents}
    if fetcher is None:
        found = [not_tried(url, Reason.OFFLINE) for url in missing.values()]
    else:
        if announce is not None and missing:
            announce(tuple(sorted({host_of(url) or url for url in missing.values()})))
        with ThreadPoolExecutor(max_workers=_FETCHERS) as pool:
            found = [document_of_fetch(result) for result in pool.map(fetcher, missing.values())]
    documents.update(zip(missing, found, strict=True))
    return Shelf(documents=documents, witnesses=witness_documents(analyses, registry))


def _cited_addresses(analyses: Sequence[Analysis]) -> dict[str, str]:
    """Each address once, by its key, in reading order; a whole site is no document to ask for."""
    seen: dict[str, str] = {}
    for analysis in analyses:
        for citation in analysis.citations:
            if citation.target is not Target.SITE:
                seen.setdefault(url_key(citation.url), citation.url)
    return seen


def _documents_of_report(shelf: Shelf, claims: Sequence[Claim]) -> tuple[Document, ...]:
    """The documents that some claim cites or was compared with, and what became of each."""
    used = set(map(url_key, {c.url for claim in claims for c in claim.citations}))
    named = {e.document for claim in claims for e in claim.evidence}
    named |= {q.document for claim in claims for q in claim.quotes if q.document}
    named |= {q.near_match.document for c in claims for q in c.quotes if q.near_match}
    every = {d.id: (key, d) for key, d in shelf.documents.items()}
    chosen = {i: d for i, (key, d) in every.items() if key in used or i in named}
    chosen.update((c.id, c) for copies in shelf.witnesses.values() for c in copies)
    return tuple(
        d
        for _, d in sorted(chosen.items(), key=lambda item: (item[1].url or "", item[0]))
        if d.status is not DocumentStatus.NOT_TRIED or d.reason is not None
    )


def _path_or_none(value: str | os.PathLike[str] | None) -> Path | None:
    return None if value is None else Path(value)
