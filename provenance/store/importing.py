"""Any WARC file as captures: what can be taken is taken, what cannot is told."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import attrs

from provenance.errors import InputError
from provenance.model import Capture, FetchFailure
from provenance.store.reading import Group, entry_of, grouped
from provenance.store.records import Kept, content_of, result_of
from provenance.store.snapshots import ImportResult, Problem, Snapshot, moment_of
from provenance.terms import Reason
from provenance.urls import is_web_url, url_key
from provenance.warc import (
    MAX_BLOCK,
    Damage,
    HttpMessage,
    Record,
    check_digests,
    parse_http,
    read_records,
    sha256_of,
)

Put = Callable[[Iterable[Kept]], tuple[Snapshot, ...]]
Content = Callable[[str], bytes | None]
"""``sha256:<hex>`` → the content the store keeps."""
Read = Callable[[Snapshot], Capture | FetchFailure]

_CHUNK = 1 << 26
"""Bytes of content held before they are put."""
_MAX_BAD = 1_000
_MAX_HOPS = 10
_LISTED = frozenset({401, 403, 404, 410, 429})


def import_records(path: Path, *, put: Put, get: Content, read: Read) -> ImportResult:
    """Put the captures of the WARC file at ``path``.

    Args:
        path: a ``.warc`` or ``.warc.gz`` file of any tool.
        put: takes captures into the store.
        get: finds content again that was put before.
        read: gives back what was put.

    Raises:
        InputError: the file cannot be opened.
    """
    import_ = _Import(put=put, get=get, file=path.name)
    try:
        with path.open("rb") as stream:
            for item in grouped(read_records(stream)):
                import_.take(item)
    except OSError as error:
        raise InputError(f"cannot read '{path}': {error.strerror}; check the path") from error
    import_.flush()
    import_.follow_redirects(read)
    if not import_.seen:
        import_.tell(0, "no WARC record was found in it")
    return ImportResult(
        snapshots=tuple(import_.snapshots),
        bad=tuple(import_.bad),
        passed_over=import_.passed_over,
    )


class _Bad(Exception):  # noqa: N818 - why one record is not taken, no error of ours
    """Why a record is not taken."""


@attrs.define(kw_only=True)
class _Import:
    """One file on its way into the store."""

    put: Put
    get: Content
    file: str
    seen: int = 0
    passed_over: int = 0
    snapshots: list[Snapshot] = attrs.field(factory=list)
    bad: list[Problem] = attrs.field(factory=list)
    _waiting: list[Kept] = attrs.field(factory=list)
    _size: int = 0
    _contents: dict[str, str] = attrs.field(factory=dict)
    """Digests as the file writes them, and addresses with times → our digest."""
    _redirects: dict[str, tuple[str, str]] = attrs.field(factory=dict)
    """Key of an address → the address itself, and where it led."""

    def take(self, item: Group | Damage | Record) -> None:
        """Take what one item of the file tells."""
        if isinstance(item, Damage):
            self.tell(item.offset, item.why)
            return
        self.seen += 1
        if not isinstance(item, Group):
            self.passed_over += 1
            return
        try:
            result = self._own(item) if item.told else self._foreign(item)
        except (_Bad, ValueError) as problem:
            self.tell(item.records[0].offset, str(problem))
            return
        if result is None:
            self.passed_over += 1
        else:
            self._add(item, result)

    def tell(self, offset: int, why: str) -> None:
        """Note what could not be taken; only so many times."""
        if len(self.bad) < _MAX_BAD:
            self.bad.append(Problem(file=self.file, offset=offset, why=why))

    def flush(self) -> None:
        """Put what waits."""
        if self._waiting:
            self.snapshots.extend(self.put(self._waiting))
        self._waiting, self._size = [], 0

    def follow_redirects(self, read: Read) -> None:
        """Put what an address led to as a capture of that address, too."""
        found = {url_key(s.url): s for s in self.snapshots if s.failure is None}
        for key, (url, _) in self._redirects.items():
            hops = self._hops_from(url)
            last = url_key(hops[-1])
            if key in found or last not in found:
                continue
            capture = read(found[last])
            if isinstance(capture, Capture):
                led = attrs.evolve(capture, url=url, redirects=tuple(hops[:-1]))
                self._waiting.append(Kept(result=led))
                self.flush()

    def _hops_from(self, url: str) -> list[str]:
        """The addresses that ``url`` led to, one after the other."""
        hops: list[str] = []
        while len(hops) < _MAX_HOPS and (step := self._redirects.get(url_key(url))):
            url = step[1]
            hops.append(url)
        return hops

    def _add(self, group: Group, kept: Kept) -> None:
        result = kept.result
        self._waiting.append(kept)
        if isinstance(result, Capture):
            digest = sha256_of(result.body)
            for name in _names_of(group.content):
                self._contents.setdefault(name, digest)
            self._size += len(result.body)
        if self._size > _CHUNK:
            self.flush()

    def _own(self, group: Group) -> Kept:
        """What a group tells that this project wrote."""
        _check(group.records)
        entry = entry_of(group, self.file)
        if entry is None:
            raise _Bad("its records do not belong together")
        content = group.content
        if content is None:
            return Kept(result=result_of(group.records, b""))
        body = self._body_of(content) if content.type == "revisit" else content_of(content)
        if sha256_of(body) != entry.snapshot.digest:
            raise _Bad("its content is not what its digest says")
        words_of = content.header("WARC-Refers-To") if content.type == "conversion" else None
        return Kept(result=result_of(group.records, body), words_of=words_of)

    def _foreign(self, group: Group) -> Kept | None:
        """What a record of another tool tells; ``None`` for what is no page."""
        record = group.content
        if record is None or record.type == "conversion" or not is_web_url(record.url):
            return None
        _check((record,))
        if record.cut:
            raise _Bad("the file ends before it does")
        date = _date_of(record)
        if record.type == "resource" or record.media_type != "application/http":
            headers = (("Content-Type", record.header("Content-Type") or ""),)
            message = HttpMessage(status=200, headers=headers, body=record.block)
        else:
            message = parse_http(record.block, max_bytes=MAX_BLOCK)
        if 300 <= message.status < 400:
            target = urljoin(record.url, message.header("Location") or "")
            if is_web_url(target):
                self._redirects[url_key(record.url)] = (record.url, target)
            return None
        if not 200 <= message.status < 300:
            return Kept(result=_failure(record.url, date, message.status))
        if message.coding is not None:
            raise _Bad(f"its content coding '{message.coding}' is not read")
        is_revisit = record.type == "revisit"
        is_cut = bool(record.header("WARC-Truncated")) or not message.whole
        return Kept(
            result=Capture(
                url=record.url,
                final_url=record.url,
                captured_at=date,
                status=message.status,
                headers=message.headers,
                body=self._body_of(record) if is_revisit else message.body,
                truncated=is_cut and not is_revisit,
            )
        )

    def _body_of(self, revisit: Record) -> bytes:
        """The content that a ``revisit`` refers to: from this file, or from the store."""
        names = [name for name in _names_of(revisit) if name in self._contents]
        told = (revisit.header("WARC-Payload-Digest") or "").strip().lower()
        digest = self._contents[names[0]] if names else told
        for result in (kept.result for kept in self._waiting):
            if isinstance(result, Capture) and sha256_of(result.body) == digest:
                return result.body
        body = self.get(digest)
        if body is None:
            raise _Bad("it refers to content that is neither in this file nor in the store")
        return body


def _check(records: Iterable[Record]) -> None:
    for record in records:
        for name in check_digests(record).failed:
            raise _Bad(f"its {name} does not fit")


def _names_of(record: Record | None) -> Iterator[str]:
    """By what a ``revisit`` may refer to the content of ``record``, or ``record`` to another's."""
    if record is None:
        return
    digest = (record.header("WARC-Payload-Digest") or "").strip().lower()
    if digest:
        yield digest
    if record.type == "revisit":
        url = record.header("WARC-Refers-To-Target-URI") or record.url
        date = record.header("WARC-Refers-To-Date")
    else:
        url, date = record.url, record.header("WARC-Date")
    if date:
        yield f"{url_key(url)} {date}"


def _date_of(record: Record) -> str:
    told = record.header("WARC-Date") or ""
    with contextlib.suppress(ValueError):
        moment = moment_of(told)
        return moment.isoformat().replace("+00:00", "Z")
    raise _Bad(f"its date is none: '{told[:40]}'")


def _failure(url: str, date: str, status: int) -> FetchFailure:
    if status == 0:
        raise _Bad("it holds no HTTP response")
    group = Reason.HTTP_5XX if status >= 500 else Reason.HTTP_4XX
    reason = Reason(f"http-{status}") if status in _LISTED else group
    return FetchFailure(
        url=url, reason=reason, detail=f"status {status}", captured_at=date, status=status
    )
