"""The tables of a corpus run as Arrow schemas: what ``docs/reference/tables.md`` describes.

Enumerations stand as their wire values, offsets count code points of ``articles.text`` (ends
exclusive), scores and confidences have two decimals.
"""

import pyarrow as pa

SCHEMA_VERSION = "1.0"
"""Grows in its second part with every added column or table; the first part with a column that
changes its meaning. Stands in the metadata of every file, under ``provenance.schema_version``."""

_TEXT, _WHOLE, _NUMBER, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_WORDS = pa.list_(_TEXT)


def _struct(**fields: pa.DataType) -> pa.StructType:
    return pa.struct(list(fields.items()))


_EXCERPT = _struct(start=_WHOLE, end=_WHOLE, exact=_TEXT)
_EDIT = _struct(op=_TEXT, source=_TEXT, article=_TEXT, effect=_TEXT)
_NEAR = _struct(document=_TEXT, start=_WHOLE, end=_WHOLE, exact=_TEXT)
_QUOTE = _struct(
    start=_WHOLE,
    end=_WHOLE,
    exact=_TEXT,
    status=_TEXT,
    document=_TEXT,
    source_start=_WHOLE,
    source_end=_WHOLE,
    source_exact=_TEXT,
    edits=pa.list_(_EDIT),
    retranslation_suspected=_FLAG,
    speaker_fits=_TEXT,
    context_fits=_TEXT,
    near_match=_NEAR,
)
_PASSAGE = _struct(start=_WHOLE, end=_WHOLE, from_start=_WHOLE, from_end=_WHOLE)


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()), {"provenance.schema_version": SCHEMA_VERSION})


ARTICLES = _schema(
    article=_TEXT,
    url=_TEXT,
    outlet=_TEXT,
    title=_TEXT,
    authors=_WORDS,
    published=_TEXT,
    published_basis=_TEXT,
    day=pa.date32(),
    language=_TEXT,
    media_type=_TEXT,
    complete=_TEXT,
    digest=_TEXT,
    origin=_TEXT,
    partition=_TEXT,
    text=_TEXT,
)
SENTENCES = _schema(
    article=_TEXT, number=_WHOLE, start=_WHOLE, end=_WHOLE, block_kind=_TEXT, text=_TEXT
)
CLAIMS = _schema(
    claim=_TEXT,
    article=_TEXT,
    story=_TEXT,
    type=_TEXT,
    start=_WHOLE,
    end=_WHOLE,
    text=_TEXT,
    sentence_start=_WHOLE,
    sentence_end=_WHOLE,
    sentence_text=_TEXT,
    speaker=_TEXT,
    speaker_role=_TEXT,
    speaker_organisation=_TEXT,
    speaker_guess=_FLAG,
    said_on=_TEXT,
    said_in=_TEXT,
    cue_modality=_TEXT,
    cue=_TEXT,
    attribution_kind=_TEXT,
    standalone=_TEXT,
    checkworthiness=_NUMBER,
    sourcing=_TEXT,
    verdict=_TEXT,
    confidence=_NUMBER,
    reasons=_WORDS,
    unsupported_spans=pa.list_(_EXCERPT),
    corroborated_by=_WORDS,
    disputed_by=_WORDS,
    quotes=pa.list_(_QUOTE),
)
CITATIONS = _schema(
    claim=_TEXT,
    article=_TEXT,
    number=_WHOLE,
    url=_TEXT,
    host=_TEXT,
    basis=_TEXT,
    rank=_TEXT,
    target=_TEXT,
    confidence=_NUMBER,
)
EVIDENCE = _schema(
    claim=_TEXT,
    article=_TEXT,
    number=_WHOLE,
    document=_TEXT,
    url=_TEXT,
    start=_WHOLE,
    end=_WHOLE,
    exact=_TEXT,
    prefix=_TEXT,
    suffix=_TEXT,
    relation=_TEXT,
    score=_NUMBER,
    via=_TEXT,
    drift=_TEXT,
    drifted_to=_TEXT,
)
DISAGREEMENTS = _schema(
    story=_TEXT,
    kind=_TEXT,
    left=_TEXT,
    right=_TEXT,
    left_article=_TEXT,
    right_article=_TEXT,
    what=_TEXT,
    score=_NUMBER,
    settled_by=_TEXT,
)
AGREEMENTS = _schema(
    story=_TEXT,
    claims=_WORDS,
    articles=_WORDS,
    origins=_WHOLE,
    most=_FLAG,
    independent=pa.list_(_WORDS),
)
COPIES = _schema(
    story=_TEXT,
    from_article=_TEXT,
    to_article=_TEXT,
    direction=_TEXT,
    kind=_TEXT,
    basis=_TEXT,
    share=_NUMBER,
    credited=_FLAG,
    passages=pa.list_(_PASSAGE),
)
DEVELOPMENTS = _schema(story=_TEXT, claims=_WORDS, articles=_WORDS, what=_TEXT)
STORIES = _schema(story=_TEXT, article=_TEXT, size=_WHOLE, partition=_TEXT)
FAILURES = _schema(
    origin=_TEXT, article=_TEXT, stage=_TEXT, reason=_TEXT, detail=_TEXT, partition=_TEXT
)

TABLES: dict[str, pa.Schema] = {
    "articles": ARTICLES,
    "sentences": SENTENCES,
    "claims": CLAIMS,
    "citations": CITATIONS,
    "evidence": EVIDENCE,
    "disagreements": DISAGREEMENTS,
    "agreements": AGREEMENTS,
    "copies": COPIES,
    "developments": DEVELOPMENTS,
    "stories": STORIES,
    "failures": FAILURES,
}
"""The tables that a reader finds, by the name of their folder."""

INTERNAL: dict[str, pa.Schema] = {
    "_work/analyses": _schema(article=_TEXT, analysis=pa.binary(), keys=_WORDS),
    "_work/judged": _schema(story=_TEXT, article=_TEXT, analysis=pa.binary(), near=_WORDS),
    "_work/places": _schema(story=_TEXT, article=_TEXT, partition=_TEXT, row=_WHOLE),
    "_work/keys": _schema(
        article=_TEXT,
        day=pa.date32(),
        language=_TEXT,
        of_event=_WHOLE,
        keys=_WORDS,
    ),
}
"""What one stage leaves for the next; of no fixed form, and safe to delete when a run is whole."""
SHARED = "_work/documents"
"""Where workers leave for each other what they have read of the documents at hand; empty when a run
is whole."""
JOINED = "_work/join"
"""Keys in parts, while one machine joins those of very many articles; empty afterwards."""


def schema_of(table: str) -> pa.Schema:
    """The schema of a table, public or internal, by the folder it stands in."""
    return TABLES.get(table) or INTERNAL[table]
