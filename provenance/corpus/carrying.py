"""Analyses and documents as bytes, from one process to the next: nothing is rounded or lost.

Pickled, because it takes half the time of JSON through a converter; what is read back may name
nothing but the frozen nouns and enumerations of this package, so that a file that somebody else
has put there can build values and run nothing.
"""

import enum
import io
import pickle
from datetime import date
from typing import Any

import attrs

from provenance.errors import StoreError
from provenance.model import Analysis, Document

_HOMES = ("provenance.model.", "provenance.spans", "provenance.terms", "provenance.reasons")
_PROTOCOL = 5


def analysis_to_bytes(analysis: Analysis) -> bytes:
    """``analysis`` as :func:`analysis_from_bytes` reads it."""
    return pickle.dumps(analysis, _PROTOCOL)


def analysis_from_bytes(data: bytes) -> Analysis:
    """The analysis that :func:`analysis_to_bytes` wrote, equal to what it was.

    Raises:
        StoreError: ``data`` is something else.
    """
    found = _nouns_of(data, "an analysis")
    if not isinstance(found, Analysis):
        raise StoreError(f"an analysis is expected between two stages, not {type(found).__name__}")
    return found


def documents_to_bytes(documents: tuple[Document, ...]) -> bytes:
    """``documents`` as :func:`documents_from_bytes` reads them."""
    return pickle.dumps(documents, _PROTOCOL)


def documents_from_bytes(data: bytes) -> tuple[Document, ...]:
    """The documents that :func:`documents_to_bytes` wrote, equal to what they were.

    Raises:
        StoreError: ``data`` is something else.
    """
    found = _nouns_of(data, "documents")
    if isinstance(found, tuple) and all(isinstance(one, Document) for one in found):
        return found
    raise StoreError(f"documents are expected between two workers, not {type(found).__name__}")


def _nouns_of(data: bytes, what: str) -> Any:
    try:
        return _NounsOnly(io.BytesIO(data)).load()
    except Exception as error:
        raise StoreError(f"{what} of another process cannot be read: {error}") from error


class _NounsOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """The class of this name, if it is one of our nouns."""
        if (module, name) == ("datetime", "date"):
            return date
        if module.startswith(_HOMES) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and (attrs.has(found) or issubclass(found, enum.Enum)):
                return found
        raise StoreError(f"'{module}.{name}' is none of the nouns")
