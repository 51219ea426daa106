"""The digests that a record carries, checked: passed, failed, or not checked."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator

import attrs

from provenance.warc.messages import parse_http
from provenance.warc.records import MAX_BLOCK, Record

_ALGORITHMS = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16}
"""Names as WARC files write them, and the bytes of a digest."""
_HEX = re.compile(r"[0-9A-Fa-f]+")


@attrs.frozen(kw_only=True)
class Digests:
    """What the digests of a record say; all ``False`` where it carries none that can be checked."""

    passed: bool
    failed: tuple[str, ...]
    """The names of the fields that do not fit what stands there."""


def sha256_of(data: bytes) -> str:
    """The digest of ``data`` as this project writes it: ``sha256:<hex>``."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def check_digests(record: Record) -> Digests:
    """Hold the block, and the payload, of ``record`` against its digests.

    Tools disagree on whether the payload of a packed or chunked response is taken before or after
    that is undone: it passes if either fits. The payload of a ``revisit`` stands elsewhere.
    """
    answers: dict[str, bool] = {}
    block = _known(record.header("WARC-Block-Digest"))
    # Some tools give the digest of the original's block here.
    if block is not None and record.type != "revisit":
        answers["WARC-Block-Digest"] = _fits(block, record.block)
    payload = _known(record.header("WARC-Payload-Digest"))
    if payload is not None and record.type not in {"revisit", "request"}:
        answers["WARC-Payload-Digest"] = any(_fits(payload, one) for one in _payloads(record))
    return Digests(
        passed=any(answers.values()), failed=tuple(name for name, ok in answers.items() if not ok)
    )


def _payloads(record: Record) -> Iterator[bytes]:
    if record.media_type != "application/http":
        yield record.block
        return
    at = min((i + n for i, n in _head_ends(record.block)), default=len(record.block))
    yield record.block[at:]
    yield parse_http(record.block, max_bytes=MAX_BLOCK).body


def _head_ends(block: bytes) -> list[tuple[int, int]]:
    found = [(block.find(end), len(end)) for end in (b"\r\n\r\n", b"\n\n")]
    return [(at, size) for at, size in found if at >= 0]


def _known(field: str | None) -> tuple[str, bytes] | None:
    """Algorithm and digest, or ``None`` where we do not know how to check it."""
    algorithm, _, written = (field or "").strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    size = _ALGORITHMS.get(algorithm)
    if size is None:
        return None
    try:
        if len(written) == 2 * size and _HEX.fullmatch(written):
            return algorithm, bytes.fromhex(written)
        padded = written.upper() + "=" * (-len(written) % 8)
        digest = base64.b32decode(padded)
    except (ValueError, binascii.Error):
        # A digest that is none cannot be right.
        return algorithm, b""
    return algorithm, digest


def _fits(expected: tuple[str, bytes], data: bytes) -> bool:
    algorithm, digest = expected
    return hashlib.new(algorithm, data, usedforsecurity=False).digest() == digest
