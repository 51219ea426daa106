"""What a run is given: paths, folders, addresses and articles become a tuple of articles.

One broken article in a folder is recorded and the others go on; something the user named himself
and that cannot be read stops the run.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from provenance.config import Settings
from provenance.errors import InputError
from provenance.ingest import Discovery, InputFile, discover_inputs, read, read_bytes
from provenance.model import (
    Analysis,
    Article,
    Capture,
    FailureRecord,
    FetchFailure,
    InputRecord,
)
from provenance.terms import InputStatus, Reason, Stage
from provenance.urls import is_web_url

if TYPE_CHECKING:
    from provenance.fetching import FetchOptions

Fetcher = Callable[[str], Capture | FetchFailure]
"""How an address is read: :func:`provenance.fetching.fetch`, or a test's own."""

Input = str | os.PathLike[str] | Article

_STANDARD_INPUT = "-"
_EVERY = "all articles"
_LEFT_OUT_ON_PURPOSE = frozenset({Reason.OWN_OUTPUT, Reason.EXCLUDED})
"""Why a file that was named may be passed over: `*.html` also names the report of the last run."""


@attrs.frozen(kw_only=True)
class Intake:
    """The articles of a run, and what became of every input."""

    articles: tuple[Article, ...] = ()
    records: tuple[InputRecord, ...] = ()
    failures: tuple[FailureRecord, ...] = ()


def read_inputs(
    inputs: Sequence[Input] | Input,
    *,
    settings: Settings,
    fetcher: Fetcher | None,
    only: Collection[str] | None = None,
) -> Intake:
    """Read every input, in the order given; files of a folder sorted by path.

    Args:
        inputs: paths, addresses, articles, ``-``.
        settings: what to leave out in folders, and how paths are shown.
        fetcher: how an address is read.
        only: of the files, read only these (real paths); the others are recorded as unchanged.

    Raises:
        InputError: something named by the user cannot be read, or nothing readable is left.
    """
    articles: list[Article] = []
    records: list[InputRecord] = []
    paths: list[str] = []
    for item in listed(inputs):
        if isinstance(item, Article):
            articles.append(item)
            records.append(_read_record(_name(item)))
        elif is_web_url(os.fspath(item)):
            articles.append(_article_at(os.fspath(item), fetcher))
            records.append(_read_record(os.fspath(item)))
        elif item == _STANDARD_INPUT:
            articles.append(read(_STANDARD_INPUT))
            records.append(_read_record(_STANDARD_INPUT))
        else:
            paths.append(os.fspath(item))
    if paths:
        found, more = _read_paths(paths, settings, only)
        articles.extend(found)
        records.extend(more)
    failures = [
        FailureRecord(
            input=r.path, stage=Stage.READ, reason=r.reason or Reason.UNREADABLE, detail=r.detail
        )
        for r in records
        if r.status is InputStatus.FAILED
    ]
    if not articles and not any(r.reason is Reason.UNCHANGED for r in records):
        raise InputError(_nothing_readable(paths, records), reason=Reason.NOT_AN_ARTICLE)
    return Intake(
        articles=_with_distinct_ids(articles), records=tuple(records), failures=tuple(failures)
    )


def listed(inputs: Sequence[Input] | Input) -> Sequence[Input]:
    """A lone path is a list of one: a string must not be read letter by letter."""
    return [inputs] if isinstance(inputs, str | os.PathLike | Article) else inputs


def _read_paths(
    paths: Sequence[str], settings: Settings, only: Collection[str] | None
) -> tuple[list[Article], list[InputRecord]]:
    discovery = _discovered(paths, settings)
    named = {os.path.normpath(path) for path in paths}
    articles: list[Article] = []
    records: list[InputRecord] = list(discovery.records)
    for file in discovery.files:
        if only is not None and os.path.realpath(file.path) not in only:
            records.append(_skipped_record(file.shown, Reason.UNCHANGED))
            continue
        try:
            articles.append(_renamed(read(file.path), file.shown))
            records.append(_read_record(file.shown))
        except InputError as error:
            if os.path.normpath(file.path) in named:
                raise
            records.append(_failed_record(file, error))
    return articles, sorted(records, key=lambda record: record.path)


def _discovered(paths: Sequence[str], settings: Settings) -> Discovery:
    """The files that ``paths`` stand for; a file that was named and is no article is an error."""
    if "" in paths:
        # Path("") is the folder we stand in, and an empty variable of a script must not mean that.
        raise InputError(
            "cannot read '': the path is empty; name a file or a folder", reason=Reason.NOT_FOUND
        )
    try:
        discovery = discover_inputs(
            paths, include=settings.include, exclude=settings.exclude, root=settings.root
        )
    except OSError as error:
        # A name too long for the system, or a folder that may not be entered.
        shown = str(error.filename)[:200]
        raise InputError(f"cannot read '{shown}': {error.strerror}; check the path") from error
    # realpath, since Path.resolve raises on links that lead round in a circle.
    opened = {os.path.realpath(file.path) for file in discovery.files}
    reasons = {record.path: record.reason for record in discovery.records}
    for path in paths:
        real = Path(os.path.realpath(path))
        shown = real.name
        if settings.root is not None:
            shown = Path(os.path.relpath(real, os.path.realpath(settings.root))).as_posix()
        reason = reasons.get(shown, Reason.NOT_AN_ARTICLE)
        if real.is_file() and str(real) not in opened and reason not in _LEFT_OUT_ON_PURPOSE:
            raise InputError(
                f"cannot read '{path}': it is no article; "
                "give .txt, .md, .html, or .json with an articleBody",
                reason=reason or Reason.NOT_AN_ARTICLE,
            )
    return discovery


def _failed_record(file: InputFile, error: InputError) -> InputRecord:
    """What the report says of a file in a folder: by the name it is shown by, on any machine."""
    return InputRecord(
        path=file.shown,
        status=InputStatus.FAILED,
        reason=error.reason,
        detail=str(error).replace(str(file.path), file.shown),
    )


def read_source(given: str, *, fetcher: Fetcher) -> Article:
    """The one document that is a path, ``-`` for standard input, or an address.

    Raises:
        InputError: it cannot be read or fetched; ``reason`` says why.
    """
    return _article_at(given, fetcher) if is_web_url(given) else read(given)


def web_fetcher(settings: Settings) -> Fetcher:
    """How one address that a person gave is read over the network."""
    from provenance.fetching import fetch  # noqa: PLC0415 - offline runs load no network library

    options = fetch_options(settings)
    return lambda url: fetch(url, options=options)


def fetch_options(settings: Settings) -> "FetchOptions":
    """How to fetch, as the settings say.

    Raises:
        ConfigError: the proxy is no address.
    """
    from provenance.fetching import FetchOptions  # noqa: PLC0415 - likewise

    return FetchOptions(
        contact=settings.contact,
        allow_private=settings.allow_private,
        private_hosts=frozenset(settings.allow_private_hosts),
        per_host_delay=settings.per_host_delay,
        proxy=settings.proxy,
    )


def _article_at(url: str, fetcher: Fetcher | None) -> Article:
    if fetcher is None:
        raise InputError(
            f"cannot read '{url}': this run makes no requests; save the page and give the file, "
            "or use 'report' without --offline",
            reason=Reason.OFFLINE,
        )
    result = fetcher(url)
    if isinstance(result, FetchFailure):
        raise InputError(f"cannot read '{url}': {result.detail}", reason=result.reason)
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


def _skipped_record(path: str, reason: Reason) -> InputRecord:
    return InputRecord(path=path, status=InputStatus.SKIPPED, reason=reason)


def without_late(
    intake: Intake, analyses: Sequence[Analysis], *, uncompared: Collection[str] = ()
) -> Intake:
    """``intake`` as far as the time of the run went; what was left undone is a failure each.

    Args:
        intake: every article that was read.
        analyses: the first of them, with their verdicts.
        uncompared: ids of those that there was no time to compare with the others.
    """
    late = [_name(article) for article in intake.articles[len(analyses) :]]
    half = [
        _name(one.article)
        for one in analyses
        if any(Reason.OUT_OF_TIME in claim.reasons for claim in one.claims)
    ]
    failures = [
        *(_late(name, Stage.EXTRACT) for name in late),
        *(_late(name, Stage.CHECK) for name in half),
        *(_late(name, Stage.COMPARE) for name in _uncompared(analyses, uncompared)),
    ]
    records = [
        _skipped_record(r.path, Reason.OUT_OF_TIME)
        if r.path in late and r.status is InputStatus.READ
        else r
        for r in intake.records
    ]
    return Intake(
        articles=intake.articles[: len(analyses)],
        records=tuple(records),
        failures=(*intake.failures, *failures),
    )


def _uncompared(analyses: Sequence[Analysis], uncompared: Collection[str]) -> Sequence[str]:
    """The names of articles not compared; one word where none was; a lone one misses nothing."""
    left = [_name(one.article) for one in analyses if one.article.id in uncompared]
    if len(left) == len(analyses):
        return (_EVERY,) if len(left) > 1 else ()
    return left


def _name(article: Article) -> str:
    return article.path or article.metadata.url or article.id


def _late(name: str, stage: Stage) -> FailureRecord:
    return FailureRecord(input=name, stage=stage, reason=Reason.OUT_OF_TIME)


def _nothing_readable(paths: Sequence[str], records: Sequence[InputRecord]) -> str:
    places = ", ".join(f"'{path}'" for path in paths[:3]) or "the inputs"
    told = [f"{r.path} ({r.reason.value})" for r in records if r.reason is not None][:3]
    seen = f"; seen: {', '.join(told)}" if told else ""
    return (
        f"found no article to read in {places}: expected .txt, .md, .html, or .json with an "
        f"articleBody{seen}"
    )


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
