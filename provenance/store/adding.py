"""What a person saved, as captures."""

import mimetypes
from pathlib import Path

from provenance.errors import ConfigError, InputError
from provenance.model import Capture
from provenance.store.records import Kept, records_of
from provenance.store.snapshots import is_moment
from provenance.terms import CapturedBy, Reason
from provenance.urls import is_web_url
from provenance.warc import MAX_BLOCK, record_id

_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}
_TYPES = {".md": "text/markdown", ".webp": "image/webp", ".mht": "multipart/related"}
_UNKNOWN = "application/octet-stream"


def saved_by_person(
    url: str, file: Path, *, captured_at: str, media_type: str | None, text: Path | None
) -> tuple[Kept, ...]:
    """What ``file`` holds as a capture of ``url``, and its words, if any, as a second one.

    Raises:
        ConfigError: ``url`` is no web address, or ``captured_at`` no time.
        InputError: a file cannot be read.
    """
    if not is_web_url(url):
        raise ConfigError(f"'{url}' is no web address; give the one the file was saved from")
    if not is_moment(captured_at):
        raise ConfigError(f"'{captured_at}' is no time; write 2026-03-04 or 2026-03-04T10:00:00Z")
    data = _bytes_of(file)
    told = media_type or _media_type_of(file, data)
    saved = Kept(result=_capture(url, data, captured_at=captured_at, media_type=told))
    if text is None:
        return (saved,)
    words = _bytes_of(text)
    try:
        words.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"cannot read '{text}': it is no UTF-8 text; save it as UTF-8",
            reason=Reason.BAD_ENCODING,
        ) from error
    spoken = "text/plain; charset=utf-8"
    capture = _capture(url, words, captured_at=captured_at, media_type=spoken)
    return saved, Kept(result=capture, words_of=record_id(records_of(saved)[0]))


def _capture(url: str, data: bytes, *, captured_at: str, media_type: str) -> Capture:
    return Capture(
        url=url,
        final_url=url,
        captured_at=captured_at,
        status=200,
        headers=(("Content-Type", media_type),),
        body=data,
        captured_by=CapturedBy.PERSON,
    )


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BLOCK + 1)
    except OSError as error:
        raise InputError(
            f"cannot read '{file}': {error.strerror}; check the path", reason=Reason.NOT_FOUND
        ) from error
    if not data:
        raise InputError(f"'{file}' is empty; save it again", reason=Reason.EMPTY)
    if len(data) > MAX_BLOCK:
        raise InputError(f"'{file}' is longer than {MAX_BLOCK} bytes", reason=Reason.TOO_LARGE)
    return data


def _media_type_of(file: Path, data: bytes) -> str:
    for beginning, media_type in _BEGINNINGS.items():
        if data.startswith(beginning):
            return media_type
    known = _TYPES.get(file.suffix.lower()) or mimetypes.types_map.get(file.suffix.lower())
    return known or _UNKNOWN
