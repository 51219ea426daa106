"""The errors this package raises.

    ProvenanceError
    ├── InputError     an article, page or address that cannot be read
    ├── ConfigError    settings or command-line words that make no sense
    ├── StoreError     evidence on disk that is missing or damaged
    └── ModelError     a model file that is missing or is not the one we shipped

A failed fetch is no error but evidence: see ``FetchFailure`` in :mod:`provenance.model`.
"""

from provenance.terms import Reason


class ProvenanceError(Exception):
    """The root of every error raised on purpose by this package."""


class InputError(ProvenanceError):
    """An input that cannot be read; says which, where and what to do.

    Args:
        message: one sentence for a person, naming the input and the way out.
        reason: the wire value under which the input is listed in a report.
    """

    def __init__(self, message: str, *, reason: Reason = Reason.UNREADABLE) -> None:
        super().__init__(message)
        self.reason = reason


class ConfigError(ProvenanceError):
    """Wrong usage or configuration."""


class StoreError(ProvenanceError):
    """Evidence on disk that is missing or damaged."""


class ModelError(ProvenanceError):
    """A model file that is missing, or whose digest is not the one that was shipped."""
