"""Corpus runs: the same rows from every engine, nothing twice, nothing missing, whatever breaks."""

import gc
import importlib
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from corpus_builders import COUNCIL, ROWS, row, rows_of, run_small, tables_in, write_rows

import provenance
from provenance import cli
from provenance.errors import ConfigError, InputError, StoreError
from provenance.model import Article
from provenance.nli import Pair, PairScores
from provenance.spans import Span
from provenance.terms import Reason

pytest.importorskip("pyarrow")
pytest.importorskip("daft")

from provenance.blocking import Link, link_stories
from provenance.config import Settings
from provenance.corpus import (
    TABLES,
    CorpusStage,
    Reading,
    UnfinishedError,
    engine,
    grouping,
    joining,
    planning,
)
from provenance.corpus.carrying import analysis_from_bytes, analysis_to_bytes
from provenance.corpus.grouping import link_few_here, link_in_process, read_keys
from provenance.corpus.joining import link_by_daft
from provenance.corpus.parting import part_keys
from provenance.corpus.planning import extract_tasks, verify_tasks
from provenance.corpus.quiet import QUIET, import_daft
from provenance.corpus.reading import Record, read_slice, to_article
from provenance.corpus.slices import Sizes, plan_slices
from provenance.corpus.stages import walk_task
from provenance.corpus.tasks import Job, Place, Resumption, StoryPlaces
from provenance.corpus.units import Finished
from provenance.corpus.workbench import open_workbench
from provenance.tagging import NO_TAGGER

REFERENCE = Path(__file__).parent.parent / "docs" / "reference" / "tables.md"
GENERATOR = Path(__file__).parent.parent / "benchmarks" / "scale"
SMALL = Sizes(bytes=1_000, rows=2, files=2)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("archive") / "wire.jsonl")


@pytest.fixture(scope="module")
def plain(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the plain loop leaves, without an engine."""
    output = tmp_path_factory.mktemp("plain")
    run_small(archive, output)
    return output


def articles_in(archive: Path) -> list[Article]:
    return [
        to_article(one)
        for piece in plan_slices([archive], sizes=SMALL)
        for one in read_slice(piece)
        if isinstance(one, Record) and one.body
    ]


# --- what is in the tables -----------------------------------------------------------------------


def test_every_article_has_its_rows_and_what_cannot_be_read_is_listed(plain: Path) -> None:
    failures = rows_of(plain, "failures")

    assert 5 == len(rows_of(plain, "articles"))
    assert 5 == len({one["article"] for one in rows_of(plain, "articles")})
    assert 5 == len(rows_of(plain, "stories"))
    assert ["empty"] == [one["reason"] for one in failures]
    assert failures[0]["origin"].startswith("wire.jsonl, ")


def test_the_tables_say_what_check_says_of_the_same_articles(plain: Path, archive: Path) -> None:
    report = provenance.check(articles_in(archive), offline=True, tagger=NO_TAGGER)
    judged = {
        one["claim"]: (one["verdict"], one["disputed_by"]) for one in rows_of(plain, "claims")
    }

    assert judged == {
        one.id: (one.verdict.value if one.verdict else None, list(one.disputed_by))
        for one in report.claims
    }
    assert sorted((one["left"], one["right"]) for one in rows_of(plain, "disagreements")) == sorted(
        (one.left, one.right) for one in report.disagreements
    )
    assert sorted(one["from_article"] for one in rows_of(plain, "copies")) == sorted(
        one.from_article for one in report.copies
    )
    assert report.disagreements
    assert report.copies


def test_every_id_leads_to_its_row(plain: Path) -> None:
    articles = {one["article"] for one in rows_of(plain, "articles")}
    claims = {one["claim"] for one in rows_of(plain, "claims")}

    assert articles == {one["article"] for one in rows_of(plain, "sentences")}
    assert articles >= {one["article"] for one in rows_of(plain, "claims")}
    assert claims >= {
        one[side] for one in rows_of(plain, "disagreements") for side in ("left", "right")
    }
    assert claims >= {one for each in rows_of(plain, "agreements") for one in each["claims"]}


def test_offsets_of_a_claim_point_at_its_words(plain: Path) -> None:
    texts = {one["article"]: one["text"] for one in rows_of(plain, "articles")}

    for claim in rows_of(plain, "claims"):
        assert claim["text"] == texts[claim["article"]][claim["start"] : claim["end"]]


def test_every_table_and_column_is_in_the_reference() -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    missing = [
        f"{table}.{column}"
        for table, schema in TABLES.items()
        for column in schema.names
        if f"| `{column}` |" not in page.partition(f"## `{table}`\n")[2].partition("\n## ")[0]
    ]

    assert [] == missing


# --- engines -------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_daft_gives_the_tables_of_the_plain_loop(
    plain: Path, archive: Path, tmp_path: Path
) -> None:
    summary = run_small(archive, tmp_path, engine="native", workers=2, record_seconds=60.0)
    gc.collect()  # Daft leaves the pipes of its processes to the collector, who complains

    assert tables_in(plain) == tables_in(tmp_path)
    assert summary.rows["articles"] == 5
    assert summary.skipped == {"extract": 0, "stories": 0, "verify": 0, "compare": 0}
    assert summary.counts["articles"] == 5


@pytest.mark.parametrize("keys_at_once", [None, 10**9, 200, 7])
def test_the_join_of_daft_finds_the_links_of_the_plain_loop(
    plain: Path, keys_at_once: int | None
) -> None:
    partitions = sorted(path.stem for path in (plain / "_work" / "keys").glob("*.parquet"))
    links = link_in_process(plain, partitions)
    keys = [one for partition in partitions for one in read_keys(plain, partition)]
    left = plain / "_work" / "join" / "keys-00000.parquet"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"of a run that was killed")
    by_daft = list(link_by_daft(import_daft(), keys_at_once=keys_at_once)(plain, partitions))

    assert tuple(links) == tuple(sorted(by_daft, key=lambda one: (one.left, one.right)))
    assert tuple(links) == link_stories(keys)
    assert links
    assert left.exists() == (keys_at_once in {None, 10**9})
    shutil.rmtree(left.parent)


def test_only_many_articles_are_given_to_the_engine_to_be_linked(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    partitions = sorted(path.stem for path in (plain / "_work" / "keys").glob("*.parquet"))
    asked: list[Sequence[str]] = []

    def linker(_: Path, given: Sequence[str]) -> Sequence[Link]:
        asked.append(given)
        return ()

    assert tuple(link_few_here(linker)(plain, partitions)) == link_in_process(plain, partitions)
    assert not asked
    monkeypatch.setattr(grouping, "_FEW_ARTICLES", 4)
    assert tuple(link_few_here(linker)(plain, partitions)) == ()
    assert asked == [partitions]


def test_a_story_that_is_judged_in_parts_gives_the_same_tables(
    plain: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "ARTICLES_A_PART", 2)
    summary = run_small(archive, tmp_path)

    assert 3 == summary.partitions["verify"]
    assert 1 == summary.partitions["compare"]
    assert tables_in(plain) == tables_in(tmp_path)


@pytest.mark.parametrize(("articles", "buckets"), [(1, 1), (20, 1), (100, 5), (3_200, 32)])
def test_a_small_corpus_has_work_for_several_workers(articles: int, buckets: int) -> None:
    stories = [
        StoryPlaces(
            story=f"s{n}", is_alone=False, places=(Place(article="a", partition="p", row=n),)
        )
        for n in range(articles)
    ]

    assert buckets == len(verify_tasks(stories, "settings", {"p": "work"}))


def test_with_models_a_worker_takes_fewer_articles_at_a_time() -> None:
    places = tuple(Place(article="a", partition="p", row=n) for n in range(100))
    story = StoryPlaces(story="s", is_alone=True, places=places)

    assert 1 == len(verify_tasks([story], "settings", {"p": "work"}))
    assert 5 == len(verify_tasks([story], "settings", {"p": "work"}, models=True))


def test_few_articles_are_one_story_and_many_are_several(
    plain: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MOST_ARTICLES", 4)
    run_small(archive, tmp_path)
    sizes = sorted(one["size"] for one in rows_of(tmp_path, "stories"))

    assert [5] * 5 == [one["size"] for one in rows_of(plain, "stories")]
    assert [1, 1, 3, 3, 3] == sizes


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_keys_joined_in_parts_give_the_stories_of_the_plain_loop(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MOST_ARTICLES", 4)
    run_small(archive, tmp_path / "plain")
    monkeypatch.setattr(grouping, "_FEW_ARTICLES", 0)
    monkeypatch.setattr(engine, "KEYS_AT_ONCE", 100)
    parted: list[Sequence[Path]] = []

    def part(*given: Any) -> Sequence[Path]:
        parted.append(part_keys(*given))
        return parted[-1]

    monkeypatch.setattr(joining, "part_keys", part)
    run_small(archive, tmp_path / "native", engine="native", workers=1, record_seconds=60.0)
    gc.collect()

    assert len(*parted) > 1
    assert tables_in(tmp_path / "plain") == tables_in(tmp_path / "native")
    assert [] == list((tmp_path / "native" / "_work" / "join").iterdir())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_generated_articles_give_the_rows_of_check_with_every_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``PROVENANCE_CORPUS_ARTICLES`` says how many; above 500 ``check`` goes by stories, too."""
    monkeypatch.syspath_prepend(str(GENERATOR))
    generate = importlib.import_module("generate")
    number = int(os.environ.get("PROVENANCE_CORPUS_ARTICLES", "24"))
    folder = tmp_path / "news"
    generate.write_corpus(folder, generate.Plan(articles=number), ["jsonl"])
    archive, sources = folder / "articles.jsonl", folder / "sources"
    sizes = Reading(sizes=Sizes(bytes=60_000))
    run_small(archive, tmp_path / "plain", sources=sources, reading=sizes)
    run_small(
        *(archive, tmp_path / "native"),
        engine="native",
        workers=2,
        record_seconds=600.0,
        sources=sources,
        reading=sizes,
    )
    gc.collect()
    report = provenance.check(
        articles_in(archive), offline=True, sources=sources, tagger=NO_TAGGER, judge=_Nobody()
    )
    found = {one["claim"] for one in rows_of(tmp_path / "plain", "claims")}

    assert tables_in(tmp_path / "plain") == tables_in(tmp_path / "native")
    assert number == len(rows_of(tmp_path / "plain", "articles"))
    assert found == {one.id for one in report.claims}
    assert sorted(
        (one["left"], one["right"], one["kind"])
        for one in rows_of(tmp_path / "plain", "disagreements")
    ) == sorted((one.left, one.right, one.kind.value) for one in report.disagreements)
    assert sorted(
        (one["from_article"], one["to_article"]) for one in rows_of(tmp_path / "plain", "copies")
    ) == sorted((one.from_article, one.to_article) for one in report.copies)


class _Nobody:
    """A judge that knows nothing: every pair is neither."""

    name, digest, most_tokens = "nobody", "sha256:0", 512

    def score(self, pairs: Sequence[Pair]) -> tuple[PairScores, ...]:
        unsure = PairScores(supported=0.0, contradicted=0.0, neither=1.0, lacking=())
        return tuple(unsure for _ in pairs)


def test_an_engine_that_is_none_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no engine 'spark'"):
        run_small(archive, tmp_path, engine="spark")


# --- going on where a run broke off --------------------------------------------------------------


def test_what_is_done_is_skipped(archive: Path, tmp_path: Path) -> None:
    first = run_small(archive, tmp_path)
    again = run_small(archive, tmp_path)

    assert again.skipped == first.partitions
    assert again.rows == first.rows


def test_a_file_that_was_changed_or_lost_is_made_again(
    plain: Path, archive: Path, tmp_path: Path
) -> None:
    run_small(archive, tmp_path)
    lost, changed = sorted((tmp_path / "sentences").glob("*.parquet"))[:2]
    lost.unlink()
    changed.write_bytes(changed.read_bytes()[:-1] + b"x")
    summary = run_small(archive, tmp_path)

    assert summary.partitions["extract"] - 2 == summary.skipped["extract"]
    assert tables_in(plain) == tables_in(tmp_path)


def test_rows_of_an_input_that_has_changed_do_not_stay(archive: Path, tmp_path: Path) -> None:
    changing = write_rows(tmp_path / "in" / "wire.jsonl")
    run_small(changing, tmp_path / "out")
    write_rows(changing, ROWS[:2])
    run_small(changing, tmp_path / "out")
    run_small(changing, tmp_path / "fresh")

    assert tables_in(tmp_path / "fresh") == tables_in(tmp_path / "out")
    assert 2 == len(rows_of(tmp_path / "out", "articles"))


def test_other_settings_are_other_work(archive: Path, tmp_path: Path) -> None:
    run_small(archive, tmp_path)
    sources = tmp_path / "documents"
    sources.mkdir()
    (sources / "sources.toml").write_text("", encoding="utf-8")
    summary = run_small(archive, tmp_path, sources=sources)

    assert 0 == sum(summary.skipped.values())


def test_stages_run_alone_and_give_the_same_tables(
    plain: Path, archive: Path, tmp_path: Path
) -> None:
    for stage in CorpusStage:
        run_small(archive, tmp_path, stages=[stage])

    assert tables_in(plain) == tables_in(tmp_path)


def test_a_run_that_ends_with_extract_gives_claims_without_verdicts(
    plain: Path, archive: Path, tmp_path: Path
) -> None:
    summary = run_small(archive, tmp_path, stages=["extract"])
    claims = rows_of(tmp_path, "claims")

    assert {one["claim"] for one in claims} <= {one["claim"] for one in rows_of(plain, "claims")}
    assert {None, "not-a-claim"} >= {one["verdict"] for one in claims}
    assert len(claims) == summary.rows["claims"]


def test_a_stage_whose_forerunner_is_not_done_says_so(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(UnfinishedError, match="'extract'"):
        run_small(archive, tmp_path, stages=["verify"])


def test_a_stage_that_is_none_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="extract, stories, verify, compare"):
        run_small(archive, tmp_path, stages=["publish"])


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["in-process", "native"])
def test_a_run_that_was_killed_goes_on_and_gives_the_same_tables(
    engine: str, tmp_path: Path
) -> None:
    archive = write_rows(tmp_path / "wire.jsonl", many_rows(60))
    run_small(archive, tmp_path / "whole")
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from corpus_builders import run_small
        if __name__ == "__main__":
            run_small(Path({str(archive)!r}), Path({str(tmp_path / "broken")!r}),
                      engine={engine!r}, workers=2, record_seconds=60.0)
        """
    )
    killed = start_python(program, tmp_path, new_group=True)
    try:
        done = tmp_path / "broken" / "_done" / "extract"
        wait_until(lambda: len(list(done.glob("*.json"))) >= 3, of=killed)
    finally:
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
    before = len(list(done.glob("*.json")))
    summary = run_small(archive, tmp_path / "broken", record_seconds=60.0)

    assert 3 <= before < summary.partitions["extract"]
    assert before == summary.skipped["extract"]
    assert tables_in(tmp_path / "whole") == tables_in(tmp_path / "broken")
    assert [] == [path for path in (tmp_path / "broken").rglob(".*") if path.is_file()]


# --- what breaks ---------------------------------------------------------------------------------


@attrs.frozen
class BrokenTagger:
    """Fails on one article."""

    name: str = "broken"
    digest: str = ""
    languages: tuple[str, ...] = ("en",)

    def tag(self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> Any:
        if "bakers" in text:
            raise ZeroDivisionError("no dough")
        return NO_TAGGER.tag(text, paragraphs, sentences)


def small_job(output: Path, **changes: Any) -> Job:
    return attrs.evolve(Job(output=output, settings=Settings(), models=False), **changes)


def test_a_record_that_our_own_code_breaks_on_is_a_failure_and_the_rest_go_on(
    archive: Path, tmp_path: Path
) -> None:
    with open_workbench(small_job(tmp_path)) as bench:
        broken = attrs.evolve(bench, tagger=BrokenTagger())
        finished = [
            word
            for task in extract_tasks(plan_slices([archive], sizes=SMALL), "settings")
            for word in walk_task(task, broken, Resumption())
            if isinstance(word, Finished)
        ]
    failures = [one for each in finished for one in each.rows.get("failures", ())]

    assert ["empty", "crashed"] == [one["reason"] for one in failures]
    assert "ZeroDivisionError: no dough" == failures[1]["detail"]
    assert 4 == sum(len(each.rows.get("articles", ())) for each in finished)


@pytest.mark.slow
def test_a_record_that_takes_too_long_is_a_failure_and_the_rest_go_on(tmp_path: Path) -> None:
    endless = "The committee said that the pier, the ferry and the road were open. " * 120_000
    rows = [ROWS[0], row(endless, "Endless Times", "2026-03-04"), ROWS[5]]
    archive = write_rows(tmp_path / "wire.jsonl", rows)
    summary = run_small(archive, tmp_path / "out", record_seconds=6.0, reading=Reading())
    failures = rows_of(tmp_path / "out", "failures")

    assert [Reason.OUT_OF_TIME.value] == [one["reason"] for one in failures]
    assert 2 == summary.rows["articles"]


@pytest.mark.slow
def test_a_disk_that_is_full_ends_the_run_clearly_and_the_next_one_goes_on(
    plain: Path, archive: Path, tmp_path: Path
) -> None:
    # The largest file a process may write stands in for a disk: both fail in the middle of a write.
    program = textwrap.dedent(
        f"""
        import resource, sys
        from provenance import cli
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
        sys.exit(cli.main(["corpus", {str(archive)!r}, "-o", {str(tmp_path / "out")!r},
                           "--engine", "in-process", "--no-models"]))
        """
    )
    full = start_python(program, tmp_path)
    _, said = full.communicate(timeout=120)

    assert cli.EXIT_INTERRUPTED == full.returncode
    assert "make room there and run again" in said
    assert [] == list((tmp_path / "out").rglob(".*"))

    run_small(archive, tmp_path / "out")
    assert tables_in(plain) == tables_in(tmp_path / "out")


def test_an_input_given_twice_is_read_once(archive: Path, tmp_path: Path) -> None:
    summary = run_small([archive, archive], tmp_path)

    assert 5 == summary.rows["articles"]


def test_two_inputs_of_one_name_are_told_apart(archive: Path, tmp_path: Path) -> None:
    other = write_rows(tmp_path / "elsewhere" / archive.name)
    summary = run_small([archive, other], tmp_path / "out")

    assert 10 == summary.rows["articles"]
    assert 10 == len({one["article"] for one in rows_of(tmp_path / "out", "articles")})


def test_an_input_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        run_small(tmp_path / "nothing.jsonl", tmp_path / "out")


# --- from stage to stage -------------------------------------------------------------------------


def test_an_analysis_comes_back_as_it_was() -> None:
    analysis = provenance.extract(provenance.read_text(ROWS[0]["text"]), tagger=NO_TAGGER)

    assert analysis == analysis_from_bytes(analysis_to_bytes(analysis))


class _Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 1",)


@pytest.mark.parametrize(
    "data",
    [pickle.dumps(_Evil()), pickle.dumps(Span(1, 2)), b"", b"not a pickle", b"\x80\x05."],
    ids=["a call", "another noun", "nothing", "text", "an empty one"],
)
def test_bytes_that_are_no_analysis_are_refused(data: bytes) -> None:
    with pytest.raises(StoreError):
        analysis_from_bytes(data)


# --- alone with the machine ----------------------------------------------------------------------

_NO_NETWORK = """
import os, socket
_connect = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        open(os.environ["TRIED"], "a").write(f"{address}\\n")
        raise OSError("no network in this test")
    return _connect(self, address)
socket.socket.connect = connect
def getaddrinfo(host, *_rest, **_more):
    open(os.environ["TRIED"], "a").write(f"{host}\\n")
    raise OSError("no network in this test")
socket.getaddrinfo = getaddrinfo
"""


def test_nothing_leaves_the_machine(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_NO_NETWORK, encoding="utf-8")
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from corpus_builders import run_small
        if __name__ == "__main__":
            run_small(Path({str(archive)!r}), Path({str(tmp_path / "out")!r}),
                      engine="native", workers=1, record_seconds=60.0)
        """
    )
    tried = tmp_path / "tried"
    run = start_python(program, tmp_path, without=QUIET, TRIED=str(tried))
    _, said = run.communicate(timeout=300)

    assert 0 == run.returncode, said
    assert not tried.exists()


def test_the_switches_are_those_that_daft_reads() -> None:
    import_daft()
    from daft import scarf_telemetry  # noqa: PLC0415 - only once it is quiet

    assert scarf_telemetry.opted_out()


# --- the command line ----------------------------------------------------------------------------


def test_the_verb_writes_tables_and_tells_of_them(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["corpus", str(archive), "-o", str(tmp_path), "--engine", "in-process", "--no-models"]
    code = cli.main(words)
    told = capsys.readouterr()

    assert cli.EXIT_CLEAN == code
    assert "" == told.out
    assert "5 articles" in told.err
    assert 5 == json.loads((tmp_path / "_done" / "run.json").read_text())["rows"]["articles"]


def test_a_column_may_have_another_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = write_rows(tmp_path / "wire.jsonl", [{"inhalt": COUNCIL, "ort": "Vessby Post"}])
    words = ["corpus", str(archive), "-o", str(tmp_path / "out"), "--engine", "in-process"]
    words += ["--no-models", "--column", "body=inhalt", "--column", "outlet=ort"]

    assert cli.EXIT_CLEAN == cli.main(words)
    assert ["Vessby Post"] == [one["outlet"] for one in rows_of(tmp_path / "out", "articles")]


@pytest.mark.parametrize("given", ["inhalt", "body=", "words=inhalt"])
def test_a_column_that_is_no_field_is_refused(
    given: str, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["corpus", str(archive), "-o", str(tmp_path), "--column", given]

    assert cli.EXIT_CLEAN != cli.main(words)
    assert "body, address, title" in " ".join(capsys.readouterr().err.split())


def test_a_verb_that_could_not_go_on_exits_3(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["corpus", str(archive), "-o", str(tmp_path), "--engine", "in-process"]

    assert cli.EXIT_INTERRUPTED == cli.main([*words, "--stage", "compare"])
    assert "run it first" in capsys.readouterr().err


# --- helpers -------------------------------------------------------------------------------------


def many_rows(number: int) -> list[dict[str, str]]:
    return [
        row(f"{one['text']} Issue {at} of the paper.", one["publisher"], one["date"], title=f"{at}")
        for at in range(number)
        for one in [ROWS[at % 4]]
    ]


def start_python(
    program: str,
    folder: Path,
    *,
    new_group: bool = False,
    without: Any = (),
    **environment: str,
) -> "subprocess.Popen[str]":
    """``program`` in a Python of its own that finds the helpers of the tests."""
    path = os.pathsep.join([str(folder), str(Path(__file__).parent)])
    known = {key: value for key, value in os.environ.items() if key not in without}
    script = folder / "program.py"
    script.write_text(program, encoding="utf-8")
    return subprocess.Popen(  # noqa: S603 - a program of the test itself
        [sys.executable, str(script)],
        env={**known, **environment, "PYTHONPATH": path},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=new_group,
    )


def wait_until(is_so: Any, *, of: "subprocess.Popen[str]", seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert of.poll() is None, of.stderr.read() if of.stderr else ""
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.01)
