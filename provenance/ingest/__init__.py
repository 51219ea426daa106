"""Reading: bytes to articles, with blocks, links and the way back to the file."""

from provenance.errors import InputError
from provenance.ingest.discovery import Discovery, InputFile, discover_inputs
from provenance.ingest.reading import load_file, read, read_bytes, read_text
from provenance.ingest.source_map import locate

__all__ = [
    "Discovery",
    "InputError",
    "InputFile",
    "discover_inputs",
    "load_file",
    "locate",
    "read",
    "read_bytes",
    "read_text",
]
