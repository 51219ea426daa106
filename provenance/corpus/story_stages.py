"""Verify and compare: a walk over the stories of a bucket, each judged by itself."""

from collections.abc import Iterator, Sequence

import attrs

from provenance.corpus.analyses import AnalysesReader, Judged, read_judged
from provenance.corpus.carrying import analysis_to_bytes
from provenance.corpus.rows import (
    Row,
    agreement_row,
    claim_row,
    copy_row,
    development_row,
    disagreement_row,
    evidence_rows,
    failure_row,
)
from provenance.corpus.tasks import CorpusStage, Resumption, StoryPlaces, Task
from provenance.corpus.units import Began, Finished, Word, told_of
from provenance.corpus.workbench import Workbench
from provenance.errors import ProvenanceError
from provenance.model import Analysis, Claim
from provenance.story_steps import Told, compare_story, verify_story
from provenance.terms import Reason, Stage, Verdict


def walk_to_verify(task: Task, bench: Workbench, resumption: Resumption) -> Iterator[Word]:
    """Judge the claims of each story by documents."""
    reader = AnalysesReader(output=bench.job.output)
    for unit, story in enumerate(task.stories):
        if unit <= resumption.after:
            continue
        yield Began(unit=unit, name=story.story, articles=len(story.places))
        yield _verified(task, unit, story, reader, bench, resumption.reason_of(unit))


def walk_to_compare(task: Task, bench: Workbench, resumption: Resumption) -> Iterator[Word]:
    """Hold the articles of each story against each other."""
    for unit, judged in enumerate(read_judged(bench.job.output, task.verified)):
        if unit <= resumption.after:
            continue
        yield Began(unit=unit, name=judged.story, articles=len(judged.analyses))
        yield _compared(task, unit, judged, bench, resumption.reason_of(unit))


def _verified(
    task: Task,
    unit: int,
    story: StoryPlaces,
    reader: AnalysesReader,
    bench: Workbench,
    given_up: Reason | None,
) -> Finished:
    failures: list[Row] = []
    whole, keys = reader.read_story(story)
    analyses, near = whole[story.part], frozenset[str]()
    try:
        judged = None
        if given_up is None:
            near = bench.near(whole, keys, is_alone=story.is_alone)
            shelf = bench.shelf_of(whole, near)
            judged = verify_story(analyses, shelf, bench.answer, desk=bench.desk())
    except (ProvenanceError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - one story must not stop a run of millions
        judged, given_up = None, Reason.CRASHED
        failures = _failures(task, analyses, given_up, Stage.CHECK, told_of(error))
    if judged is None:
        why = given_up or Reason.CRASHED
        judged = tuple(_unjudged(analysis, why) for analysis in analyses)
        failures = failures or _failures(task, analyses, why, Stage.CHECK)
    rows: dict[str, Sequence[Row]] = {
        "failures": failures,
        "_work/judged": [
            {
                "story": story.story,
                "article": one.article.id,
                "analysis": analysis_to_bytes(one),
                "near": None if at or story.first else sorted(near),
            }
            for at, one in enumerate(judged)
        ],
    }
    if bench.job.last is CorpusStage.VERIFY:
        rows |= _claims_and_evidence([c for a in judged for c in a.claims], judged, story.story)
    return Finished(unit=unit, rows=rows, counts=_counts(judged, failures))


def _compared(
    task: Task,
    unit: int,
    judged: Judged,
    bench: Workbench,
    given_up: Reason | None,
) -> Finished:
    failures: list[Row] = []
    story, analyses = judged.story, judged.analyses
    told = Told(analyses=analyses)
    try:
        if given_up is None:
            told = compare_story(analyses, bench.shelf_of(analyses, judged.near))
        else:
            failures = _failures(task, analyses, given_up, Stage.COMPARE)
    except (ProvenanceError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - one story must not stop a run of millions
        failures = _failures(task, analyses, Reason.CRASHED, Stage.COMPARE, told_of(error))
    found = told.comparison
    rows: dict[str, Sequence[Row]] = {
        "failures": failures,
        "disagreements": [disagreement_row(one, story=story) for one in found.disagreements],
        "agreements": [agreement_row(one, story=story) for one in found.agreements],
        "copies": [copy_row(one, story=story) for one in found.copies],
        "developments": [development_row(one, story=story) for one in found.developments],
        **_claims_and_evidence(told.claims, analyses, story),
    }
    return Finished(unit=unit, rows=rows, counts={name: len(rows[name]) for name in _COUNTED})


_COUNTED = ("disagreements", "agreements", "copies", "developments", "failures")


def _claims_and_evidence(
    claims: Sequence[Claim], analyses: Sequence[Analysis], story: str
) -> dict[str, Sequence[Row]]:
    texts = {analysis.article.id: analysis.article.text for analysis in analyses}
    return {
        "claims": [claim_row(claim, text=texts[claim.article], story=story) for claim in claims],
        "evidence": list(evidence_rows(claims)),
    }


def _unjudged(analysis: Analysis, reason: Reason) -> Analysis:
    claims = tuple(
        claim
        if claim.verdict is Verdict.NOT_A_CLAIM
        else attrs.evolve(claim, verdict=Verdict.UNCHECKED, reasons=(reason,))
        for claim in analysis.claims
    )
    return attrs.evolve(analysis, claims=claims)


def _failures(
    task: Task,
    analyses: Sequence[Analysis],
    reason: Reason,
    stage: Stage,
    detail: str | None = None,
) -> list[Row]:
    return [
        failure_row(
            analysis.article.path or analysis.article.metadata.url or analysis.article.id,
            article=analysis.article.id,
            stage=stage,
            reason=reason,
            partition=task.partition,
            detail=detail,
        )
        for analysis in analyses
    ]


def _counts(judged: Sequence[Analysis], failures: Sequence[Row]) -> dict[str, int]:
    claims = [claim for analysis in judged for claim in analysis.claims]
    return {
        "judged": sum(claim.verdict is not Verdict.NOT_A_CLAIM for claim in claims),
        "with_document": sum(bool(claim.evidence) for claim in claims),
        "failures": len(failures),
    }
