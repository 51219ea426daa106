"""WARC 1.1 records as bytes: the same content gives the same record, its id too."""

import uuid
import zlib

import attrs

from provenance.warc.digests import sha256_of

WARC_FIELDS = "application/warc-fields"
_NAMESPACE = uuid.UUID("7b0d3a52-6f0e-5c55-9b43-1f6f6a3a8f11")
"""A random UUID, fixed once: ids are derived from it and from what the record says."""


@attrs.frozen(kw_only=True)
class NewRecord:
    """A record to be written."""

    type: str
    date: str
    """Its ``WARC-Date``: RFC 3339, UTC."""
    media_type: str
    block: bytes = attrs.field(repr=False)
    fields: tuple[tuple[str, str], ...] = ()
    """More named fields: ``WARC-Target-URI`` and so on; without line ends."""
    seed: str = ""
    """What makes its id another than that of a record that says the same."""


def record_id(record: NewRecord) -> str:
    """The ``WARC-Record-ID`` of ``record``, derived from all that it says."""
    said = [record.seed, record.type, record.date, record.media_type, sha256_of(record.block)]
    said += [f"{name}: {value}" for name, value in record.fields]
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, chr(10).join(said))}>"


def pack_record(record: NewRecord) -> bytes:
    """``record`` as a gzip member of its own, without a clock in it."""
    head = [
        ("WARC-Type", record.type),
        ("WARC-Record-ID", record_id(record)),
        ("WARC-Date", record.date),
        *record.fields,
        ("WARC-Block-Digest", sha256_of(record.block)),
        ("Content-Type", record.media_type),
        ("Content-Length", str(len(record.block))),
    ]
    lines = "".join(f"{name}: {value}\r\n" for name, value in head)
    data = b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + record.block + b"\r\n\r\n"
    # wbits 31: gzip; zlib writes no time and no name into its header.
    packing = zlib.compressobj(level=6, wbits=zlib.MAX_WBITS | 16)
    return packing.compress(data) + packing.flush()
