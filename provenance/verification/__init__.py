"""Does this document say that claim? Rules first, a small model for the rest."""

from provenance.verification.assessing import verify, verify_batch
from provenance.verification.questions import Decision, Finding, Question, Reading, Window
from provenance.verification.verifying import Verifier

__all__ = [
    "Decision",
    "Finding",
    "Question",
    "Reading",
    "Verifier",
    "Window",
    "verify",
    "verify_batch",
]
