"""One measurement of a corpus run, as a line of JSON; ``all.sh`` makes them all.

    python benchmarks/scale/measure.py WORK --results FILE --until SECONDS NAME…

Each NAME is one of ``MEASURES``; what has its line in FILE already is passed over, and so is what
is not likely to be done by the clock time ``--until`` (seconds since 1970). Corpora are made under
WORK on first use (``generate.py``, seed 8). Every run is a process of its own; processor time and
memory are those of all its processes together. Real pages need ``PROVENANCE_DATA``.
"""

import argparse
import gzip
import io
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
from generate import SENTENCES, Plan, write_corpus
from watching import watch

HERE = Path(__file__).parent
ONE_CORE = {
    f"{one}_NUM_THREADS": "1" for one in ("OMP", "OPENBLAS", "MKL", "BLIS", "PROVENANCE")
} | {"PROVENANCE_THREADS": "1"}
SEED, REACH = 8, 0.2
SHORT = 2
"""Sentences asked for, where only growth is: it comes to eight, as four to seven facts are told."""
STAGES = ("extract", "stories", "verify", "compare")
_RAY_PORT = 26379


@attrs.frozen(kw_only=True)
class Measure:
    """What is run, and how long it takes at most on two quiet cores (seconds, for the budget)."""

    run: "Callable[[Bench], Mapping[str, Any]]"
    seconds: float


@attrs.frozen(kw_only=True)
class Bench:
    """Where corpora and tables lie."""

    work: Path
    part: float = 1.0
    """Of the articles of every measurement; less for a rough run."""

    def size(self, articles: int) -> int:
        """How many of ``articles`` are taken."""
        return max(10, round(articles * self.part))

    def corpus(self, articles: int, kind: str, sentences: int = SENTENCES) -> tuple[Path, Path]:
        """A generated corpus and its sources; made on first use."""
        articles = self.size(articles)
        short = "" if sentences == SENTENCES else f"-of-{sentences}"
        folder = self.work / f"generated-{articles}-{kind}{short}"
        if not (folder / "truth.jsonl").exists():
            made = folder.with_suffix(".new")
            shutil.rmtree(made, ignore_errors=True)
            plan = Plan(articles=articles, seed=SEED, reach=REACH, sentences=sentences)
            write_corpus(made, plan, [kind])
            made.rename(folder)
        names = {"text": "text", "html": "html", "warc": "articles.warc.gz"}
        return folder / names.get(kind, f"articles.{kind}"), folder / "sources"

    def tables(self, name: str) -> Path:
        """An empty folder."""
        folder = self.work / "tables" / name
        shutil.rmtree(folder, ignore_errors=True)
        return folder


def job(bench: Bench, corpus: Path, name: str, **settings: Any) -> dict[str, Any]:
    """Run a corpus job in a process of its own: its seconds, those of its stages, its rows."""
    output = bench.tables(name)
    told = {"inputs": [str(corpus)], "output": str(output), **settings}
    command = [sys.executable, str(HERE / "measure.py"), "--job", json.dumps(told)]
    with (
        tempfile.TemporaryFile("w+") as said,
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(command, env=os.environ | ONE_CORE, stdout=said, stderr=errors) as process,
    ):
        used = watch(process)
        said.seek(0)
        errors.seek(0)
        if process.returncode:
            raise SystemExit(f"{name}: {errors.read()[-3000:]}")
        row: dict[str, Any] = json.loads(said.read().splitlines()[-1])
    row |= used
    shutil.rmtree(output, ignore_errors=True) if not settings.get("keep") else None
    return row


def run_job(told: dict[str, Any]) -> None:
    """In the process of the job: a stage ends when its last partition is told."""
    from provenance.corpus import run  # noqa: PLC0415 - only in this process
    from provenance.pacing import collect_rarely  # noqa: PLC0415 - likewise

    collect_rarely()  # as the command line does
    told.pop("keep", None)
    marks: dict[str, float] = {}
    clock = time.perf_counter()
    summary = run(**told, tell=lambda stage, *_: marks.update({stage: time.perf_counter()}))
    stages, before = {}, clock
    for stage in (one for one in STAGES if one in marks):
        stages[stage] = {"wall": round(marks[stage] - before, 2)}
        before = marks[stage]
    row = {
        "run": round(time.perf_counter() - clock, 2),
        "stages": stages,
        "rows": dict(summary.rows),
        "counts": dict(summary.counts),
    }
    print(json.dumps(row))


def _peak() -> int:
    """MiB resident, of the largest process."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in both) // 1024


# --- what is measured ----------------------------------------------------------------------------


def rules(articles: int, kind: str, **settings: Any) -> Callable[[Bench], Mapping[str, Any]]:
    """The whole job without models."""
    return _whole(articles, kind, models=False, **settings)


def models(articles: int, **settings: Any) -> Callable[[Bench], Mapping[str, Any]]:
    """The whole job with models, documents at hand, on pages."""
    return _whole(articles, "html", models=True, **settings)


def short(articles: int, *, models: bool, workers: int = 2) -> Callable[[Bench], Mapping[str, Any]]:
    """The whole job on short articles: how time grows with their number."""
    return _whole(articles, "parquet", sentences=SHORT, models=models, workers=workers)


def _whole(
    articles: int, kind: str, *, sentences: int = SENTENCES, **settings: Any
) -> Callable[[Bench], Mapping[str, Any]]:
    def measure(bench: Bench) -> Mapping[str, Any]:
        corpus, sources = bench.corpus(articles, kind, sentences)
        given = {"engine": "native", "workers": 1, "sources": str(sources), **settings}
        name = f"{articles}-{kind}-{given['engine']}-{given['workers']}-{given['models']}"
        nodes = given.pop("nodes", 0)
        with on_ray(nodes) as address:
            if address:
                given |= {"engine": "ray", "ray": address, "workers": None}
            row = job(bench, corpus, name, **given)
        if nodes:
            del row["cpu"], row["peak_mib"]  # the nodes are no children of the job
        told = given.get("workers") or nodes
        return {"articles": bench.size(articles), "kind": kind, "workers": told, **row}

    return measure


def path_alone(kind: str, articles: int = 1000) -> Callable[[Bench], Mapping[str, Any]]:
    """Reading and extracting in this process, one thread, no engine and no tables."""

    def measure(bench: Bench) -> Mapping[str, Any]:
        corpus, _ = bench.corpus(articles, kind)
        files = sorted(path for path in corpus.rglob("*") if path.is_file())
        return _timed_path((path.name, path.read_bytes()) for path in files)

    return measure


def real_pages(_: Bench) -> Mapping[str, Any]:
    """The pages of ``PROVENANCE_DATA``, likewise."""
    return _timed_path(_members(("articles_dev.tar.gz", "links_dev.tar.gz")))


def real_bodies(_: Bench) -> Mapping[str, Any]:
    """The bodies of ``PROVENANCE_DATA``, likewise: plain text."""
    path = _data() / "outlets" / "bodies_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    keys = [key for key, value in rows[0].items() if isinstance(value, str)]
    longest = max(keys, key=lambda key: sum(len(row[key]) for row in rows[:50]))
    texts = list(dict.fromkeys(row[longest] for row in rows))
    return _timed_path((f"{n}.txt", text.encode()) for n, text in enumerate(texts))


def _data() -> Path:
    folder = os.environ.get("PROVENANCE_DATA")
    if not folder:
        raise SystemExit("set PROVENANCE_DATA to the folder of the quality sets")
    return Path(folder)


def _members(archives: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for archive in archives:
        with tarfile.open(_data() / "pages" / archive) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isfile() else None
                name = Path(member.name).name
                if file is None or "expected" in name or ".html" not in name:
                    continue
                data = file.read()
                yield name.removesuffix(".gz"), _unpacked(data)


def _unpacked(data: bytes) -> bytes:
    return gzip.GzipFile(fileobj=io.BytesIO(data)).read() if data[:2] == b"\x1f\x8b" else data


def _timed_path(inputs: Any) -> dict[str, Any]:
    """Processor seconds of reading, of extracting by rules; articles too short are left out."""
    import provenance  # noqa: PLC0415 - counted as start-up, not as work
    from provenance.pacing import collect_rarely  # noqa: PLC0415 - likewise
    from provenance.registry import load_registry  # noqa: PLC0415 - likewise
    from provenance.tagging import NO_TAGGER  # noqa: PLC0415 - likewise

    data = list(inputs)
    registry = load_registry()
    collect_rarely()  # as the command line and the workers do
    provenance.extract(provenance.read_text(_WARM), registry=registry, tagger=NO_TAGGER)
    start = time.process_time()
    articles, failed = [], 0
    for name, body in data:
        try:
            articles.append(provenance.read_bytes(body, name=name))
        except provenance.InputError:
            failed += 1
    read = time.process_time() - start
    start = time.process_time()
    analyses = [provenance.extract(a, registry=registry, tagger=NO_TAGGER) for a in articles]
    extracted = time.process_time() - start
    return {
        "articles": len(articles),
        "failed": failed,
        "bytes": sum(len(body) for _, body in data),
        "sentences": sum(len(one.sentences) for one in analyses),
        "claims": sum(len(one.claims) for one in analyses),
        "read_cpu": round(read, 2),
        "extract_cpu": round(extracted, 2),
        "peak_mib": _peak(),
    }


_WARM = "A first article.\n\n“We are ready,” said Ada Brook, an engineer. It was 3 March 2026."


@contextmanager
def on_ray(nodes: int) -> Iterator[str | None]:
    """A Ray cluster of ``nodes`` nodes with one core each on this machine; ``None`` for none."""
    if not nodes:
        yield None
        return
    ray = shutil.which("ray", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if ray is None:
        raise SystemExit("needs Ray: pip install 'provenance[cluster]'")
    quiet = os.environ | ONE_CORE | {"RAY_USAGE_STATS_ENABLED": "0", "DO_NOT_TRACK": "1"}
    base = [ray, "start", "--num-cpus=1", "--disable-usage-stats"]
    address = f"127.0.0.1:{_RAY_PORT}"
    heads = [
        "--head",
        f"--port={_RAY_PORT}",
        "--include-dashboard=false",
        "--node-ip-address=127.0.0.1",
    ]
    starts = [[*base, *heads], *([[*base, f"--address={address}"]] * (nodes - 1))]
    try:
        for command in starts:
            subprocess.run(command, env=quiet, check=True, capture_output=True)
        yield address
    finally:
        subprocess.run([ray, "stop", "--force"], env=quiet, check=False, capture_output=True)


def mix(bench: Bench, articles: int = 24) -> Mapping[str, Any]:
    """Of the claims of generated pages, how many have a readable document and reach the model."""
    from mixing import measure_mix  # noqa: PLC0415 - loads the models

    corpus, sources = bench.corpus(300, "html")
    return measure_mix(sorted(corpus.rglob("*.html"))[: bench.size(articles)], sources)


def planted(bench: Bench) -> Mapping[str, Any]:
    """What of the planted truth stands in the tables of a run on 1,000 articles by rules."""
    from planted import score_tables  # noqa: PLC0415 - needs what reads Parquet

    corpus, sources = bench.corpus(1000, "parquet")
    row = job(
        bench, corpus, "planted", engine="native", models=False, sources=str(sources), keep=True
    )
    truth = corpus.parent / "truth.jsonl"
    return row | score_tables(bench.work / "tables" / "planted", truth)


def rival(bench: Bench) -> Mapping[str, Any]:
    """``rival.py`` on the same pages, in its own environment (``RIVAL_PYTHON``)."""
    python = os.environ.get("RIVAL_PYTHON", sys.executable)
    corpus, sources = bench.corpus(300, "html")
    command = [python, str(HERE / "rival.py"), str(corpus), str(sources)]
    done = subprocess.run(
        command, env=os.environ | ONE_CORE, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"rival: {done.stderr[-2000:]}")
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


MEASURES: dict[str, Measure] = {
    "path-text": Measure(run=path_alone("text"), seconds=30),
    "path-html": Measure(run=path_alone("html"), seconds=45),
    "real-pages": Measure(run=real_pages, seconds=30),
    "real-bodies": Measure(run=real_bodies, seconds=60),
    "mix": Measure(run=mix, seconds=120),
    "rules-text-1000": Measure(run=rules(1000, "text"), seconds=60),
    "rules-html-1000": Measure(run=rules(1000, "html"), seconds=80),
    "rules-warc-1000": Measure(run=rules(1000, "warc"), seconds=80),
    "rules-parquet-1000": Measure(run=rules(1000, "parquet"), seconds=60),
    "planted": Measure(run=planted, seconds=60),
    "models-100": Measure(run=models(100), seconds=200),
    "rival": Measure(run=rival, seconds=120),
    "rules-html-1000-two": Measure(run=rules(1000, "html", workers=2), seconds=50),
    "models-100-two": Measure(run=models(100, workers=2), seconds=110),
    "rules-html-1000-ray-one": Measure(run=rules(1000, "html", nodes=1), seconds=100),
    "rules-html-1000-ray-two": Measure(run=rules(1000, "html", nodes=2), seconds=60),
    "rules-parquet-10000": Measure(run=rules(10_000, "parquet", workers=2), seconds=300),
    "models-300": Measure(run=models(300, workers=2), seconds=300),
    "models-1000": Measure(run=models(1000, workers=2), seconds=1000),
    "rules-short-1000": Measure(run=short(1000, models=False), seconds=30),
    "rules-short-10000": Measure(run=short(10_000, models=False), seconds=200),
    "rules-short-10000-one": Measure(run=short(10_000, models=False, workers=1), seconds=400),
    "models-short-300": Measure(run=short(300, models=True), seconds=150),
    "models-short-1000": Measure(run=short(1000, models=True), seconds=400),
    "rules-short-100000": Measure(run=short(100_000, models=False), seconds=2400),
    "models-short-3000": Measure(run=short(3000, models=True), seconds=1200),
    "rules-parquet-100000": Measure(run=rules(100_000, "parquet", workers=2), seconds=8000),
    "models-3000": Measure(run=models(3000, workers=2), seconds=3000),
}
"""In the order of their worth; the last four need a longer budget than ``all.sh`` gives."""


def machine() -> dict[str, Any]:
    """What the measurement was made on."""
    cpu = ""
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        cpu = found[1] if found else ""
    return {
        "cores": os.cpu_count(),
        "cpu": cpu,
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "day": time.strftime("%Y-%m-%d"),
    }


def main() -> None:
    """Make the measurements asked for, as far as they are not made and there is time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, nargs="?")
    parser.add_argument("names", nargs="*", help="all, in their order, where none is given")
    parser.add_argument("--results", type=Path)
    parser.add_argument("--part", type=float, default=1.0, help="of the articles: a rough run")
    parser.add_argument("--until", type=float, default=float("inf"))
    parser.add_argument("--job", type=json.loads, help=argparse.SUPPRESS)
    options = parser.parse_intermixed_args()
    if options.job:
        run_job(options.job)
        return
    bench = Bench(work=options.work, part=options.part)
    options.work.mkdir(parents=True, exist_ok=True)
    results = options.results or options.work / "results.jsonl"
    known = {json.loads(line)["name"] for line in results.open()} if results.exists() else set()
    for name in options.names or MEASURES:
        measure = MEASURES[name]
        if name in known:
            continue
        if time.time() + measure.seconds > options.until:
            print(f"{name}: left out, it needs about {measure.seconds:.0f} s", file=sys.stderr)
            continue
        print(name, file=sys.stderr)
        about = machine()
        try:
            row = measure.run(bench)
        except SystemExit as error:
            print(f"{name}: failed: {error}", file=sys.stderr)
            continue
        with results.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"name": name, "machine": about, **row}) + "\n")


if __name__ == "__main__":
    main()
