"""The queries of the how-to over tables made by hand: each gives the rows a reader expects."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
tables = pytest.importorskip("provenance.corpus.tables")

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "query-a-corpus.md"

ARTICLES = [
    {"article": "a", "outlet": "Echo", "day": dt.date(2026, 3, 4), "published": "2026-03-04"},
    {"article": "b", "outlet": "Post", "day": dt.date(2026, 3, 5), "published": "2026-03-05"},
    {"article": "c", "outlet": "Echo", "day": dt.date(2026, 4, 1), "published": "2026-04-01"},
    {"article": "d", "outlet": "Radio", "day": None, "published": None},
]
TURNED = {"op": "replace", "source": "always", "article": "never", "effect": "meaning-changed"}
SLIP = {"op": "replace", "source": "which", "article": "that", "effect": "meaning-kept"}


def quote(printed: str, said: str, status: str, *edits: dict[str, str]) -> dict[str, Any]:
    return {"exact": printed, "source_exact": said, "status": status, "edits": list(edits)}


CLAIMS: list[dict[str, Any]] = [
    {
        "claim": "a1",
        "sourcing": "explicit",
        "verdict": "supported",
        "type": "quantity",
        "text": "134 houses fell.",
    },
    {"claim": "a2", "sourcing": "anonymous", "verdict": "unchecked", "reasons": ["no-address"]},
    {
        "claim": "a3",
        "sourcing": "named",
        "verdict": "unsourced",
        "speaker": "Ada Brook",
        "quotes": [quote("We never warned", "We always warned", "altered", TURNED)],
    },
    {
        "claim": "b1",
        "sourcing": "explicit",
        "verdict": "contradicted",
        "type": "quantity",
        "text": "143 houses fell.",
        "confidence": 0.9,
    },
    {
        "claim": "b2",
        "sourcing": "named",
        "verdict": "unchecked",
        "reasons": ["no-address", "offline"],
        "speaker": "Jon Falk",
        "quotes": [
            quote("a dam that broke", "a dam which broke", "altered", SLIP),
            quote("It held", "It held", "verbatim"),
        ],
    },
    {"claim": "b3", "sourcing": "none", "verdict": "not-a-claim"},
    {
        "claim": "b4",
        "sourcing": "none",
        "verdict": "unsourced",
        "type": "quantity",
        "text": "134 houses are gone.",
    },
    {"claim": "c1", "sourcing": "none", "verdict": "unsourced"},
    {
        "claim": "d1",
        "sourcing": "explicit",
        "verdict": "unchecked",
        "reasons": ["offline"],
        "type": "quantity",
        "text": "A count gave 134 houses.",
    },
]
CITATIONS = [
    {"claim": "a1", "host": "county.example", "rank": "primary", "basis": "inline-link"},
    {"claim": "a1", "host": "echo.example", "rank": "secondary", "basis": "listed-url"},
    {"claim": "b1", "host": "county.example", "rank": "primary", "basis": "listed-url"},
    {"claim": "d1", "host": "blog.example", "rank": "unknown", "basis": "inline-link"},
    {"claim": "b2", "host": "mayor.example", "rank": "primary", "basis": "named-source"},
]
EVIDENCE = [
    {
        "claim": "b1",
        "relation": "contradicts",
        "exact": "134 houses",
        "url": "https://county.example/1",
    },
    {
        "claim": "b1",
        "relation": "mentions",
        "exact": "the valley",
        "url": "https://county.example/1",
    },
    {
        "claim": "a1",
        "relation": "supports",
        "exact": "134 houses",
        "url": "https://county.example/1",
    },
]
DISAGREEMENTS = [
    {"kind": "number", "left": "a1", "right": "b1", "settled_by": "doc"},
    {"kind": "number", "left": "b1", "right": "a1"},
    {"kind": "polarity", "left": "d1", "right": "b1"},
    {"kind": "date", "left": "a1", "right": "c1"},
]
AGREEMENTS = [
    {"claims": ["a1", "b4", "d1"], "origins": 2},
    {"claims": ["a1", "c1"], "origins": 1},
]
COPIES = [
    {"from_article": "a", "to_article": "b", "direction": "known", "credited": True, "share": 0.5},
    {"from_article": "c", "to_article": "b", "direction": "known", "credited": False, "share": 0.9},
    {"from_article": "b", "to_article": "d", "direction": "unknown", "share": 0.8},
    {"from_article": "release", "to_article": "a", "direction": "known", "share": 1.0},
]
FAILURES = [{"origin": "crawl.warc.gz, byte 12", "stage": "read", "reason": "empty"}]

EXPECTED: dict[str, list[tuple[Any, ...]]] = {
    "Which outlets cite primary sources?": [
        ("Post", 3, 2, 66.7), ("Echo", 4, 1, 25.0), ("Radio", 1, 0, 0.0),
    ],
    "Which quotations drift from their source?": [
        ("Echo", "Ada Brook", "We never warned", "We always warned", ["always → never"]),
        ("Post", "Jon Falk", "a dam that broke", "a dam which broke", []),
    ],
    "Who copies whom?": [("Echo", "Post", 2, 1, 0.7)],
    "What was contradicted, and by which document?": [
        ("Post", "143 houses fell.", "134 houses", "https://county.example/1", 0.9),
    ],
    "Which claims stay unchecked, and why?": [
        ("Echo", "no-address", 1), ("Post", "no-address", 1), ("Post", "offline", 1),
        ("Radio", "offline", 1),
    ],
    "How did each outlet lead to its sources, month by month?": [
        ("Echo", "2026-03", "anonymous", 1, 33.3), ("Echo", "2026-03", "explicit", 1, 33.3),
        ("Echo", "2026-03", "named", 1, 33.3), ("Echo", "2026-04", "none", 1, 100.0),
        ("Post", "2026-03", "explicit", 1, 33.3), ("Post", "2026-03", "named", 1, 33.3),
        ("Post", "2026-03", "none", 1, 33.3),
    ],
    "Which publishers are cited most?": [
        ("county.example", 2, 2, 2, 2), ("blog.example", 1, 1, 1, 0),
        ("echo.example", 1, 1, 1, 0),
    ],
    "What share of claims rests on anonymous sources?": [
        ("Echo", 1, 3, 33.3), ("Post", 0, 2, 0.0),
    ],
    "Which outlets disagree with each other, and about what?": [
        ("Echo", "Post", "number", 2, 1), ("Post", "Radio", "polarity", 1, 0),
    ],
    "Who was first to report a figure that others then told?": [
        ("Echo", "2026-03-04", 2, 2, "134 houses fell."),
    ],
}  # fmt: skip


def sql_blocks() -> dict[str, str]:
    """The query under each heading of the page; the views under no heading of a question."""
    sections = re.split(r"^#+ (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]
    pairs = zip(sections[::2], sections[1::2], strict=True)
    found = {title: re.findall(r"```sql\n(.*?)```", body, re.S) for title, body in pairs}
    return {title: "\n".join(blocks) for title, blocks in found.items() if blocks}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Views over files written with the schemas of a run, in two partitions each."""
    folder = tmp_path_factory.mktemp("corpus")
    owner = {claim["claim"]: claim["claim"][0] for claim in CLAIMS}
    rows: dict[str, Any] = {
        "articles": ARTICLES,
        "claims": [c | {"article": owner[c["claim"]]} for c in CLAIMS],
        "citations": [c | {"article": owner[c["claim"]]} for c in CITATIONS],
        "evidence": [e | {"article": owner[e["claim"]]} for e in EVIDENCE],
        "disagreements": [
            d | {"left_article": owner[d["left"]], "right_article": owner[d["right"]]}
            for d in DISAGREEMENTS
        ],
        "agreements": AGREEMENTS,
        "copies": COPIES,
        "failures": FAILURES,
    }
    for name, whole in rows.items():
        (folder / "tables" / name).mkdir(parents=True)
        for number, part in enumerate((whole[::2], whole[1::2])):
            table = pa.Table.from_pylist(part, schema=tables.TABLES[name])
            pq.write_table(table, folder / "tables" / name / f"{number:05d}.parquet")
    connection = duckdb.connect(config={"threads": 1})
    views = sql_blocks()["Query a corpus"].replace("'tables/", f"'{folder}/tables/")
    connection.execute(views)
    yield connection
    connection.close()


def test_every_query_of_the_page_is_tested() -> None:
    assert sorted(EXPECTED) == sorted(set(sql_blocks()) - {"Query a corpus"})
    assert len(EXPECTED) == 10


@pytest.mark.parametrize("question", sorted(EXPECTED))
def test_a_query_of_the_page_answers_its_question(database: Any, question: str) -> None:
    found = database.execute(sql_blocks()[question]).fetchall()

    assert EXPECTED[question] == found


def test_the_page_names_only_tables_that_a_run_writes() -> None:
    named = set(re.findall(r"'tables/(\w+)/\*\.parquet'", PAGE.read_text(encoding="utf-8")))

    assert named <= set(tables.TABLES)
    assert named >= {"articles", "claims", "citations", "evidence", "copies"}
