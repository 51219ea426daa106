"""The documents of a run: what its articles cite, gathered and put where verdicts look for them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import attrs

from provenance.days import day_of
from provenance.gathering.gatherer import Gathered, Gatherer, Wanted
from provenance.model import Analysis, Citation, Document, LaterCapture
from provenance.registry import Registry
from provenance.terms import Target
from provenance.urls import url_key
from provenance.verdicts import Shelf
from provenance.verdicts.grounds import is_measured_pair, is_readable
from provenance.witnesses import witness_documents

_key_of = lru_cache(maxsize=4096)(url_key)
"""The same addresses are asked for again and again, and their keys are dear."""


def fill_shelf(
    analyses: Sequence[Analysis],
    at_hand: Sequence[Document],
    *,
    registry: Registry,
    gatherer: Gatherer,
    stories: Sequence[Sequence[Analysis]] | None = None,
) -> Shelf:
    """The documents that ``analyses`` cite: those at hand, and what is gathered of the others.

    Args:
        analyses: the articles of a run.
        at_hand: documents that the user brought; nobody is asked for them.
        registry: tells whose statement an article reproduces.
        gatherer: brings the others.
        stories: ``analyses`` in groups; an article is a witness for those of its own group only.
            ``None``: all are one group.
    """
    documents = {_key_of(d.url): d for d in at_hand if d.url is not None}
    later: dict[str, Document] = {}
    _add(documents, later, gatherer, wanted_of(analyses))
    versions = {
        (cited.id, language): url
        for analysis in analyses
        for cited in _cited(analysis, documents)
        for language, url in _versions(cited, analysis)
    }
    days = {key: one.day for one in wanted_of(analyses) if (key := _key_of(one.url))}
    by_id = {document.id: key for key, document in documents.items()}
    more = [Wanted(url, days.get(by_id[cited])) for (cited, _), url in versions.items()]
    _add(documents, later, gatherer, more)
    return Shelf(
        documents=documents,
        witnesses={
            claim: copies
            for story in (stories if stories is not None else (analyses,))
            for claim, copies in witness_documents(story, registry).items()
        },
        versions={
            (cited, language): attrs.evolve(documents[_key_of(url)], version_of=cited)
            for (cited, language), url in versions.items()
        },
        later=later,
    )


def wanted_of(analyses: Sequence[Analysis]) -> tuple[Wanted, ...]:
    """The addresses that ``analyses`` cite, each once, in reading order.

    A whole site is no document to ask for.
    """
    urls: dict[str, str] = {}
    days: dict[str, list[str]] = {}
    for analysis in analyses:
        published = day_of(analysis.article.metadata.published.value)
        for citation in _documents_cited(analysis):
            key = _key_of(citation.url)
            urls.setdefault(key, citation.url)
            if published is not None:
                days.setdefault(key, []).append(published.isoformat())
    return tuple(Wanted(url, min(days.get(key, ()), default=None)) for key, url in urls.items())


def _documents_cited(analysis: Analysis) -> Iterator[Citation]:
    return (one for one in analysis.citations if one.target is not Target.SITE)


def _add(
    documents: dict[str, Document],
    later: dict[str, Document],
    gatherer: Gatherer,
    wanted: Iterable[Wanted],
) -> None:
    missing = {_key_of(one.url): one for one in wanted if _key_of(one.url) not in documents}
    found = gatherer.gather(tuple(missing.values()))
    for key, one in zip(missing, found, strict=True):
        documents[key] = _with_later(one)
        if one.later is not None:
            later[one.document.id] = one.later


def _with_later(gathered: Gathered) -> Document:
    younger = gathered.later
    if younger is None:
        return gathered.document
    told = LaterCapture(captured_at=younger.captured_at, digest=younger.digest)
    return attrs.evolve(gathered.document, later=told)


def _cited(analysis: Analysis, documents: dict[str, Document]) -> Iterator[Document]:
    """The documents of ``analysis`` that were read."""
    for citation in _documents_cited(analysis):
        document = documents.get(_key_of(citation.url))
        if document is not None and is_readable(document):
            yield document


def _versions(cited: Document, analysis: Analysis) -> Iterator[tuple[str, str]]:
    """The version of ``cited`` in the language of the article, where rules need one."""
    wanted = analysis.article.metadata.language
    if is_measured_pair(analysis.article, cited):
        return
    for language, url in cited.alternates:
        if language.partition("-")[0] == wanted:
            yield wanted, url
            return
