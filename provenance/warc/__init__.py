"""WARC files (ISO 28500:2017, versions 1.0 and 1.1): reading anybody's, writing ours.

Whoever made a file, reading it is bounded in memory, tells at which byte something is wrong, and
goes on behind it. Nothing here knows of captures or of a store.
"""

from provenance.warc.digests import Digests, check_digests, sha256_of
from provenance.warc.messages import HttpMessage, parse_http, without_controls
from provenance.warc.records import MAX_BLOCK, Damage, Record, read_offsets, read_records
from provenance.warc.writing import WARC_FIELDS, NewRecord, pack_record, record_id

__all__ = [
    "MAX_BLOCK",
    "WARC_FIELDS",
    "Damage",
    "Digests",
    "HttpMessage",
    "NewRecord",
    "Record",
    "check_digests",
    "pack_record",
    "parse_http",
    "read_offsets",
    "read_records",
    "record_id",
    "sha256_of",
    "without_controls",
]
