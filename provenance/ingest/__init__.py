"""Reading: bytes to articles, with blocks, links and the way back to the file."""

from provenance.errors import InputError
from provenance.ingest.reading import read, read_bytes, read_text
from provenance.ingest.source_map import locate

__all__ = ["InputError", "locate", "read", "read_bytes", "read_text"]
