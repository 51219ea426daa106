"""The stages, each a walk over the units of one task: records of a slice, stories of a bucket.

What goes wrong with one unit is a row of ``failures``; what is wrong with the run itself (a missing
model, a damaged store, a full disk) is raised.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from provenance.blocking import count_event_keys, story_keys
from provenance.blocking.near_documents import is_of_words
from provenance.corpus.carrying import analysis_to_bytes
from provenance.corpus.outcomes import Record, Unreadable
from provenance.corpus.reading import read_slice, to_article
from provenance.corpus.rows import (
    Row,
    article_row,
    citation_rows,
    claim_row,
    evidence_rows,
    failure_row,
    sentence_rows,
)
from provenance.corpus.story_stages import walk_to_compare, walk_to_verify
from provenance.corpus.tasks import CorpusStage, Resumption, Task
from provenance.corpus.units import Began, Finished, Word, told_of
from provenance.corpus.workbench import Workbench
from provenance.errors import InputError, ProvenanceError
from provenance.extraction import analyse
from provenance.terms import Reason, Stage

Walk = Callable[[Task, Workbench, Resumption], Iterator[Word]]

_GIVEN_UP = {
    Reason.OUT_OF_TIME: "it took longer than a record may take",
    Reason.CRASHED: "the process that worked on it broke off",
}


def walk_task(task: Task, bench: Workbench, resumption: Resumption) -> Iterator[Word]:
    """Go through ``task`` unit by unit, from where ``resumption`` says.

    Raises:
        ProvenanceError: the run itself cannot go on.
        OSError: likewise.
    """
    walks: Mapping[CorpusStage, Walk] = {
        CorpusStage.EXTRACT: walk_to_extract,
        CorpusStage.VERIFY: walk_to_verify,
        CorpusStage.COMPARE: walk_to_compare,
    }
    return walks[task.stage](task, bench, resumption)


def walk_to_extract(task: Task, bench: Workbench, resumption: Resumption) -> Iterator[Word]:
    """Read the records of a slice and extract what they say."""
    if task.piece is None:
        raise ValueError("a task to extract has a slice")
    how = bench.job.reading
    records = read_slice(task.piece, limits=how.limits, columns=how.columns, storage=how.storage)
    for item in records:
        if item.place <= resumption.after:
            continue
        if isinstance(item, Unreadable):
            yield _failed(task, item, item.reason, item.detail)
            continue
        yield Began(unit=item.place, name=item.origin)
        reason = resumption.reason_of(item.place)
        if reason is not None:
            yield _failed(task, item, reason, _GIVEN_UP[reason], Stage.EXTRACT)
        else:
            yield _extracted_or_failed(task, item, bench)


def _extracted_or_failed(task: Task, record: Record, bench: Workbench) -> Finished:
    try:
        return _extracted(task, record, bench)
    except InputError as error:
        return _failed(task, record, error.reason, str(error))
    except (ProvenanceError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - one record must not stop a run of millions
        return _failed(task, record, Reason.CRASHED, told_of(error), Stage.EXTRACT)


def _extracted(task: Task, record: Record, bench: Workbench) -> Finished:
    article = to_article(record)
    analysis = analyse(article, bench.registry, bench.citable, bench.tagger)
    keys = story_keys(analysis)
    rows: dict[str, Sequence[Row]] = {
        "articles": [article_row(article, origin=record.origin, partition=task.partition)],
        "sentences": list(sentence_rows(analysis)),
        "citations": list(citation_rows(analysis.claims)),
        "_work/analyses": [
            {
                "article": article.id,
                "analysis": analysis_to_bytes(analysis),
                "keys": list(filter(is_of_words, keys.keys)),
            }
        ],
        "_work/keys": [
            {
                "article": keys.article,
                "day": keys.day,
                "language": keys.language,
                "of_event": count_event_keys(keys),
                "keys": list(keys.keys),
            }
        ],
    }
    if bench.job.last.is_before_verdicts:
        rows["claims"] = [claim_row(claim, text=article.text) for claim in analysis.claims]
        rows["evidence"] = list(evidence_rows(analysis.claims))
    counts = {"articles": 1, "sentences": len(analysis.sentences), "claims": len(analysis.claims)}
    return Finished(unit=record.place, rows=rows, counts=counts)


def _failed(
    task: Task,
    item: Record | Unreadable,
    reason: Reason,
    detail: str,
    stage: Stage = Stage.READ,
) -> Finished:
    row = failure_row(
        item.origin, stage=stage, reason=reason, partition=task.partition, detail=detail
    )
    return Finished(unit=item.place, rows={"failures": [row]}, counts={"failures": 1})
