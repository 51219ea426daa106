"""What a mix of articles asks for: claims with a readable document, claims that reach the model."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import attrs

import provenance
from provenance.terms import DocumentStatus
from provenance.urls import url_key
from provenance.verification import Finding, Question, Verifier


@attrs.define
class _Counting:
    """What a verifier was asked."""

    claims: set[tuple[str, str]] = attrs.field(factory=set)
    questions: int = 0

    def count(self, questions: Sequence[Question]) -> None:
        self.questions += len(questions)
        self.claims.update((one.claim, one.document.text[:80]) for one in questions)


def measure_mix(files: Sequence[Path], sources: Path) -> dict[str, Any]:
    """Counts over the articles in ``files``, each judged with the documents in ``sources``."""
    counting = _Counting()
    assess = Verifier.assess

    def counted(verifier: Verifier, questions: Sequence[Question]) -> tuple[Finding, ...]:
        counting.count(questions)
        return assess(verifier, questions)

    with patch.object(Verifier, "assess", counted):
        report = provenance.check([str(f) for f in files], offline=True, sources=str(sources))
    readable = {
        url_key(d.url) for d in report.documents if d.url and d.status is DocumentStatus.READ
    }
    claims = report.claims
    with_document = sum(any(url_key(c.url) in readable for c in one.citations) for one in claims)
    sentences = sum(len(provenance.extract(a).sentences) for a in report.articles)
    number = len(report.articles)
    return {
        "articles": number,
        "sentences": round(sentences / number, 1),
        "claims": round(len(claims) / number, 1),
        "with_document": round(with_document / number, 1),
        "questions": round(counting.questions / number, 1),
        "reach_model": round(len(counting.claims) / number, 1),
        "verdicts": dict(Counter(c.verdict.value for c in claims if c.verdict).most_common()),
    }
