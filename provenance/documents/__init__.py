"""Cited documents: from what a fetch brought to a text, with whether it is the whole document.

Nothing here asks the network; the only process started is the reader of PDF files.
"""

from provenance.documents.completeness import Doubt
from provenance.documents.reading import document_of_bytes, document_of_capture
from provenance.documents.records import document_id, failed, not_tried, reason_of_status

__all__ = [
    "Doubt",
    "document_id",
    "document_of_bytes",
    "document_of_capture",
    "failed",
    "not_tried",
    "reason_of_status",
]
