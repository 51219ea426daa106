"""Analyses and documents as bytes, from one process to the next: nothing is rounded or lost.

Pickled, because it takes half the time of JSON through a converter; what is read back may name
nothing but the frozen nouns and enumerations of this package, so that a file that somebody else
has put there can build values and run nothing.
"""

import enum
import io
import pickle
from collections.abc import Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

import attrs

from provenance.errors import StoreError
from provenance.model import Analysis, Document
from provenance.verdicts.grounds import is_readable

_HOMES = ("provenance.model.", "provenance.spans", "provenance.terms", "provenance.reasons")
_PROTOCOL = 5
_LENGTH_BYTES = 8


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


@attrs.frozen(kw_only=True)
class Carried:
    """One document among the bytes of several."""

    head: Document
    """All of it but its text."""
    is_readable: bool
    start: int
    end: int
    """Between which bytes the whole of it stands."""


def documents_to_bytes(documents: Sequence[Document]) -> bytes:
    """``documents`` as :func:`carried_in` finds them; each can be read alone."""
    wholes = [pickle.dumps(one, _PROTOCOL) for one in documents]
    heads = tuple(attrs.evolve(one, text="", parts=()) for one in documents)
    readable = tuple(is_readable(one) for one in documents)
    told = pickle.dumps((heads, readable, tuple(map(len, wholes))), _PROTOCOL)
    return b"".join([len(told).to_bytes(_LENGTH_BYTES), told, *wholes])


def carried_in(data: bytes) -> tuple[Carried, ...]:
    """The documents in what :func:`documents_to_bytes` wrote.

    Raises:
        StoreError: ``data`` is something else.
    """
    start = _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES])
    try:
        heads, readable, lengths = _nouns_of(data[_LENGTH_BYTES:start], "documents")
        ends = tuple(accumulate(lengths, initial=start))
        told = tuple(zip(heads, readable, pairwise(ends), strict=True))
    except (TypeError, ValueError) as error:
        raise StoreError(f"documents of another process cannot be read: {error}") from error
    if ends[-1] != len(data) or not all(isinstance(head, Document) for head in heads):
        raise StoreError("documents of another process cannot be read: they are none")
    return tuple(
        Carried(head=head, is_readable=is_read, start=start, end=end)
        for head, is_read, (start, end) in told
    )


def document_from_bytes(data: bytes) -> Document:
    """The whole document between the bytes that a :class:`Carried` names.

    Raises:
        StoreError: ``data`` is something else.
    """
    found = _nouns_of(data, "a document")
    if isinstance(found, Document):
        return found
    raise StoreError(f"a document is expected between workers, not {type(found).__name__}")


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
