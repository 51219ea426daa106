"""What a run is given: paths, folders, addresses and articles become a tuple of articles.

One broken article in a folder is recorded and the others go on; something the user named himself
and that cannot be read stops the run.
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence

import attrs

from provenance.config import Settings
from provenance.errors import InputError
from provenance.ingest import discover_inputs, read, read_bytes
from provenance.model import Article, Capture, FailureRecord, FetchFailure, InputRecord
from provenance.terms import InputStatus, Reason, Stage
from provenance.urls import is_web_url

Fetcher = Callable[[str], Capture | FetchFailure]
"""How an address is read: :func:`provenance.fetching.fetch`, or a test's own."""

Input = str | os.PathLike[str] | Article


@attrs.frozen(kw_only=True)
class Intake:
    """The articles of a run, and what became of every input."""

    articles: tuple[Article, ...] = ()
    records: tuple[InputRecord, ...] = ()
    failures: tuple[FailureRecord, ...] = ()


def read_inputs(inputs: Sequence[Input], *, settings: Settings, fetcher: Fetcher | None) -> Intake:
    """Read every input, in the order given; files of a folder sorted by path.

    Raises:
        InputError: something named by the user cannot be read, or nothing readable is left.
    """
    articles: list[Article] = []
    records: list[InputRecord] = []
    paths: list[str] = []
    for item in inputs:
        if isinstance(item, Article):
            articles.append(item)
            records.append(_read_record(item.path or item.metadata.url or item.id))
        elif is_web_url(os.fspath(item)):
            articles.append(_article_at(os.fspath(item), fetcher))
            records.append(_read_record(os.fspath(item)))
        else:
            paths.append(os.fspath(item))
    if paths:
        found, more = _read_paths(paths, settings)
        articles.extend(found)
        records.extend(more)
    failures = [
        FailureRecord(
            input=r.path, stage=Stage.READ, reason=r.reason or Reason.UNREADABLE, detail=r.detail
        )
        for r in records
        if r.status is InputStatus.FAILED
    ]
    if not articles:
        raise InputError(_nothing_readable(records), reason=Reason.NOT_AN_ARTICLE)
    return Intake(
        articles=_with_distinct_ids(articles), records=tuple(records), failures=tuple(failures)
    )


def _read_paths(
    paths: Sequence[str], settings: Settings
) -> tuple[list[Article], list[InputRecord]]:
    discovery = discover_inputs(paths, include=settings.include, exclude=settings.exclude)
    named = {os.path.normpath(path) for path in paths}
    articles: list[Article] = []
    records: list[InputRecord] = list(discovery.records)
    for file in discovery.files:
        try:
            articles.append(_renamed(read(file.path), file.shown))
            records.append(_read_record(file.shown))
        except InputError as error:
            if file.path == "-" or os.path.normpath(file.path) in named:
                raise
            records.append(
                InputRecord(
                    path=file.shown,
                    status=InputStatus.FAILED,
                    reason=error.reason,
                    detail=str(error),
                )
            )
    return articles, sorted(records, key=lambda record: record.path)


def _article_at(url: str, fetcher: Fetcher | None) -> Article:
    if fetcher is None:
        raise InputError(
            f"cannot read {url}: this run makes no requests; drop --offline or save the page",
            reason=Reason.OFFLINE,
        )
    result = fetcher(url)
    if isinstance(result, FetchFailure):
        raise InputError(f"cannot read {url}: {result.detail}", reason=result.reason)
    headers = {name.lower(): value for name, value in result.headers}
    return read_bytes(
        result.body, name=url, media_type=headers.get("content-type"), url=result.final_url
    )


def _renamed(article: Article, shown: str) -> Article:
    return attrs.evolve(
        article, path=shown, source_map=attrs.evolve(article.source_map, path=shown)
    )


def _read_record(path: str) -> InputRecord:
    return InputRecord(path=path, status=InputStatus.READ)


def _nothing_readable(records: Sequence[InputRecord]) -> str:
    told = [f"{r.path} ({r.reason.value})" for r in records if r.reason is not None][:3]
    seen = f"; seen: {', '.join(told)}" if told else ""
    return f"found no article to read: expected .txt, .md, .html or .json files{seen}"


def _with_distinct_ids(articles: Sequence[Article]) -> tuple[Article, ...]:
    seen: Counter[str] = Counter()
    distinct = []
    for article in articles:
        seen[article.id] += 1
        number = seen[article.id]
        distinct.append(
            article if number == 1 else attrs.evolve(article, id=f"{article.id}-{number}")
        )
    return tuple(distinct)
