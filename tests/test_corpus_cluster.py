"""A corpus on a Ray cluster of two nodes on this machine: the same rows, also when one node dies.

Needs ``provenance[cluster]``; ``.ci/run`` runs it (``-m cluster``) and asks for Ray.
"""

import importlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus_builders import ROWS, row, run_small, tables_in, write_rows

REQUIRED = os.environ.get("PROVENANCE_REQUIRE_RAY") == "1"
if not REQUIRED:
    pytest.importorskip("ray", reason="Ray comes with provenance[cluster]")
    pytest.importorskip("pyarrow")

from provenance.corpus import Reading, Sizes, grouping  # noqa: E402 - as above
from provenance.corpus.engine import make_engine  # noqa: E402 - as above
from provenance.corpus.grouping import link_in_process  # noqa: E402 - as above
from provenance.corpus.joining import link_by_daft  # noqa: E402 - as above
from provenance.corpus.quiet import QUIET, import_daft, import_ray  # noqa: E402 - as above

pytestmark = [
    pytest.mark.cluster,
    # Ray and Daft leave sockets and deprecated names of their own behind.
    pytest.mark.filterwarnings("ignore"),
]
GENERATOR = Path(__file__).parents[1] / "benchmarks" / "scale"
_STORE_BYTES = 80 * 1024 * 1024
_SECONDS = 240.0


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes with a core each."""
    ray = import_ray()
    import_daft()
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - only where Ray is

    node: dict[str, Any] = {"num_cpus": 1, "object_store_memory": _STORE_BYTES}
    made: Any = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    try:
        made.add_node(**node)
        path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
        ray.init(
            made.address,
            runtime_env={"env_vars": {**QUIET, "PYTHONPATH": path}},
            log_to_driver=False,
        )
        yield made
    finally:
        ray.shutdown()
        made.shutdown()


def test_two_nodes_give_the_tables_of_the_plain_loop(cluster: Any, tmp_path: Path) -> None:
    archive = write_rows(tmp_path / "wire.jsonl")
    run_small(archive, tmp_path / "plain")
    summary = run_small(
        archive, tmp_path / "out", engine="ray", ray=cluster.address, record_seconds=60.0
    )

    assert tables_in(tmp_path / "plain") == tables_in(tmp_path / "out")
    assert 0 == sum(summary.skipped.values())


def test_the_join_of_two_nodes_finds_the_links_of_the_plain_loop(
    cluster: Any, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    run_small(write_rows(tmp_path / "wire.jsonl"), plain)
    partitions = sorted(path.stem for path in (plain / "_work" / "keys").glob("*.parquet"))
    make_engine("ray", ray=cluster.address)
    by_ray = link_by_daft(import_daft())(plain, partitions)
    links = tuple(link_in_process(plain, partitions))

    assert links
    assert links == tuple(sorted(by_ray, key=lambda one: (one.left, one.right)))


def test_generated_articles_give_the_tables_of_the_plain_loop(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``PROVENANCE_CORPUS_ARTICLES`` says how many; with sources and disagreements."""
    monkeypatch.syspath_prepend(str(GENERATOR))
    # More than one process links: the nodes join the keys, where there are several stories.
    monkeypatch.setattr(grouping, "_FEW_ARTICLES", 0)
    generate = importlib.import_module("generate")
    number = int(os.environ.get("PROVENANCE_CORPUS_ARTICLES", "24"))
    folder = tmp_path / "news"
    generate.write_corpus(folder, generate.Plan(articles=number), ["jsonl"])
    settings: dict[str, Any] = {
        "sources": folder / "sources",
        "reading": Reading(sizes=Sizes(bytes=60_000)),
    }
    archive = folder / "articles.jsonl"
    run_small(archive, tmp_path / "plain", **settings)
    run_small(
        *(archive, tmp_path / "out"),
        engine="ray",
        ray=cluster.address,
        record_seconds=600.0,
        **settings,
    )
    tables = tables_in(tmp_path / "plain")

    assert number == len(tables["articles"])
    assert tables["disagreements"]
    assert tables == tables_in(tmp_path / "out")


def test_a_node_that_is_killed_in_the_middle_costs_no_row(cluster: Any, tmp_path: Path) -> None:
    rows = [
        row(f"{one['text']} Issue {at} of the paper.", one["publisher"], one["date"])
        for at in range(80)
        for one in [ROWS[at % 4]]
    ]
    archive = write_rows(tmp_path / "wire.jsonl", rows)
    done = tmp_path / "out" / "_done" / "extract"
    killed: list[int] = []

    def kill_when_some_are_done() -> None:
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end and len(list(done.glob("*.json"))) < 4:
            time.sleep(0.02)
        killed.append(len(list(done.glob("*.json"))))
        cluster.remove_node(cluster.worker_nodes.copy().pop(), allow_graceful=False)

    killer = threading.Thread(target=kill_when_some_are_done, daemon=True)
    killer.start()
    summary = run_small(
        archive, tmp_path / "out", engine="ray", ray=cluster.address, record_seconds=60.0
    )
    killer.join(_SECONDS)
    run_small(archive, tmp_path / "plain")

    assert 4 <= killed[0] < summary.partitions["extract"]
    assert 80 == summary.rows["articles"]
    assert tables_in(tmp_path / "plain") == tables_in(tmp_path / "out")
