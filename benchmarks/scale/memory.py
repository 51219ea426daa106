"""Resident memory and processor time of reading large archives, each step in its own process.

    python benchmarks/scale/memory.py [--bytes 1000000000] [--formats warc.gz warc jsonl.gz parquet]
        [--articles] [--folder DIR]

Writes one archive of each format with pages of our own making (made-up words, a fixed seed) and a
record of 100 MB in the middle. It is read whole, slice by slice, as by one worker that gets every
slice. Printed: size on disk, records read and refused, processor seconds of the plan and of the
reading, and the peak of resident memory of an idle process that has imported the same, of the plan,
and of the reading. With ``--articles`` every record is also read as an article.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

MEGABYTE = 1_000_000
FORMATS = ("warc.gz", "warc", "jsonl.gz", "parquet")
SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fi",
    "gra",
    "hol",
    "ist",
    "jun",
    "kel",
    "lor",
    "mar",
    "nes",
    "ost",
    "pra",
)
SEED = 8
SENTENCES = 4_000
PARAGRAPHS = 60
HUGE = 100 * MEGABYTE
GROUP = 20_000
"""Rows of a row group of Parquet."""


def main() -> None:
    """Write, read and print."""
    asked = arguments()
    if asked.step:
        print(json.dumps(STEPS[asked.step](asked.archive, articles=asked.articles)))
        return
    for form in asked.formats:
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            archive = Path(folder) / f"crawl.{form}"
            write_archive(archive, form, asked.bytes)
            print(f"{form}: {archive.stat().st_size / MEGABYTE:,.0f} MB on disk", flush=True)
            for step in STEPS:
                found = in_a_process(step, archive, articles=asked.articles)
                print(f"  {step:9}", *(f"{k} {v:,}" for k, v in found.items()), flush=True)


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=int, default=1_000 * MEGABYTE)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS)
    parser.add_argument("--articles", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--step", choices=tuple(STEPS))
    parser.add_argument("--archive", type=Path)
    return parser.parse_args()


def in_a_process(step: str, archive: Path, *, articles: bool) -> dict[str, float]:
    """The figures of one step."""
    command = [sys.executable, __file__, "--step", step, "--archive", str(archive)]
    command += ["--articles"] if articles else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def idle(archive: Path, *, articles: bool) -> dict[str, float]:
    """What the imports alone take."""
    from provenance.corpus.reading import read_slice, to_article  # noqa: PLC0415 - counted by its own process
    from provenance.corpus.slices import plan_slices  # noqa: PLC0415 - counted by its own process

    assert all((read_slice, to_article, plan_slices, archive, articles is not None))
    return {"peak MB": peak()}


def plan(archive: Path, *, articles: bool) -> dict[str, float]:
    """The slices of the archive, one after the other."""
    from provenance.corpus.slices import plan_slices  # noqa: PLC0415 - counted by its own process

    assert articles is not None
    start = time.process_time()
    slices = sum(1 for _ in plan_slices([archive]))
    return {"slices": slices, "CPU seconds": since(start), "peak MB": peak()}


def read(archive: Path, *, articles: bool) -> dict[str, float]:
    """Every record of every slice; none is kept."""
    from provenance.corpus.reading import Record, read_slice, to_article  # noqa: PLC0415 - counted by its own process
    from provenance.corpus.slices import plan_slices  # noqa: PLC0415 - counted by its own process

    slices = list(plan_slices([archive]))
    start = time.process_time()
    records = refused = length = 0
    for piece in slices:
        for one in read_slice(piece):
            if not isinstance(one, Record):
                refused += 1
                continue
            records += 1
            length += len(one.body)
            if articles:
                to_article(one)
    return {
        "records": records,
        "refused": refused,
        "MB of bodies": round(length / MEGABYTE),
        "CPU seconds": since(start),
        "peak MB": peak(),
    }


STEPS = {"idle": idle, "plan": plan, "read": read}


def since(start: float) -> float:
    """Processor seconds."""
    return round(time.process_time() - start, 1)


def peak() -> int:
    """Peak of resident memory in MB.

    ``ru_maxrss`` would do but for a child of a large process: it begins with its parent's.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kibibytes = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return round(int(kibibytes) * 1024 / MEGABYTE)


def write_archive(archive: Path, form: str, size: int) -> None:
    """An archive of at least ``size`` bytes on disk, a record of 100 MB in its middle."""
    if form == "parquet":
        write_parquet(archive, size)
        return
    with archive.open("wb") as stream:
        write = packer(stream) if form.endswith(".gz") else stream.write
        is_huge_due = True
        for number, made in enumerate(pages()):
            page = made
            if is_huge_due and stream.tell() > size // 2:
                page, is_huge_due = made[:100] + b"<p>" + b"word " * (HUGE // 5), False
            write(as_line(number, page) if "jsonl" in form else as_record(number, page))
            if stream.tell() >= size:
                return


def packer(stream: BinaryIO) -> Callable[[bytes], None]:
    """Writes what it is given as a gzip member of its own."""

    def write(data: bytes) -> None:
        packing = zlib.compressobj(level=1, wbits=31)
        stream.write(packing.compress(data) + packing.flush())

    return write


def write_parquet(archive: Path, size: int) -> None:
    """Row groups of 250 MB, of the size that writers make them when told nothing."""
    import pyarrow as pa  # noqa: PLC0415 - counted by its own process
    import pyarrow.parquet as pq  # noqa: PLC0415 - counted by its own process

    schema = pa.schema([("url", pa.string()), ("html", pa.string())])
    made = enumerate(pages())
    is_huge_due = True
    with archive.open("wb") as stream, pq.ParquetWriter(stream, schema) as writer:
        while stream.tell() < size:
            rows = [(address(n), page.decode()) for n, page in (next(made) for _ in range(GROUP))]
            if is_huge_due and stream.tell() > size // 2:
                rows[GROUP // 2], is_huge_due = (address(0), "word " * (HUGE // 5)), False
            columns = zip(*rows, strict=True)
            writer.write_table(pa.table(dict(zip(schema.names, columns, strict=True)), schema))


def pages() -> Iterator[bytes]:
    """Pages of about 12 kB that are not alike, the same at every run."""
    chance = random.Random(SEED)  # noqa: S311 - made-up words are no secret
    sentences = [sentence(chance) for _ in range(SENTENCES)]
    while True:
        told = chance.choices(sentences, k=PARAGRAPHS)
        body = "".join(f"<p>{one}</p>\n" for one in told)
        title = " ".join(word(chance) for _ in range(6)).capitalize()
        yield (
            f'<!doctype html>\n<html lang="en"><head><title>{title}</title></head>'
            f"<body><article><h1>{title}</h1>\n{body}</article></body></html>\n"
        ).encode()


def sentence(chance: random.Random) -> str:
    """Thirty made-up words."""
    words = " ".join(word(chance) for _ in range(28))
    return (
        f"{words.capitalize()}, said {word(chance).capitalize()} on {chance.randrange(1, 28)} May."
    )


def word(chance: random.Random) -> str:
    """One to three syllables."""
    return "".join(chance.choices(SYLLABLES, k=chance.randrange(1, 4)))


def address(number: int) -> str:
    """Where a page was published."""
    return f"https://www.example.org/2026/05/{number:07d}"


def as_record(number: int, page: bytes) -> bytes:
    """A WARC record as CC-NEWS writes it."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address(number)}\r\n"
        "WARC-Date: 2026-05-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def as_line(number: int, page: bytes) -> bytes:
    """A line of JSON."""
    return json.dumps({"url": address(number), "html": page.decode()}).encode() + b"\n"


if __name__ == "__main__":
    main()
