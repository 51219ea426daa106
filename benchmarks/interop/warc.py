"""Whether other WARC tools read what the store writes, and the store what they write.

    python benchmarks/interop/warc.py [FOLDER]

Makes a virtual environment for each tool in FOLDER (a new temporary one; kept if named), installs
warcio, fastwarc and pywb from the package index, and prints one line a check. pywb is GPL: it runs
in a process of its own and is no part of this project. Everything served stays on this machine.
Exits 1 when a check fails.
"""

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import attrs

from provenance.model import Capture, FetchFailure
from provenance.store import Store
from provenance.terms import CapturedBy, Reason

NOON = "2026-09-15T12:00:00Z"
LATER = "2026-09-16T12:00:00Z"
PAGE = "<p>The council met on Tuesday, и то хорошо.</p>\n".encode() * 30
HTML = (("Content-Type", "text/html; charset=utf-8"),)
STARTING = 60
"""Seconds that pywb gets to start."""

WITH_WARCIO = """
import sys
from warcio.archiveiterator import ArchiveIterator
for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            print(record.rec_type)
"""
WITH_FASTWARC = """
import sys
from fastwarc.warc import ArchiveIterator
for path in sys.argv[1:]:
    for record in ArchiveIterator(open(path, "rb"), parse_http=False):
        record.freeze()
        assert record.verify_block_digest(), record.record_id
        # It checks the payloads of HTTP messages only, and a revisit's stands elsewhere.
        if "response" in str(record.record_type):
            record.parse_http()
            assert record.verify_payload_digest(), record.record_id
        print(record.record_type)
"""
WRITE_WITH_FASTWARC = """
import sys
from fastwarc.warc import WarcRecord, WarcRecordType
with open(sys.argv[1], "wb") as stream:
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = "https://a.example/by-fastwarc"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n\\r\\n<p>Hi")
    record.write(stream, checksum_data=True)
"""
WRITE_WITH_WARCIO = """
import io, sys
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
with open(sys.argv[1], "wb") as stream:
    writer = WARCWriter(stream, gzip=True)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(
        "https://a.example/by-warcio", "response", payload=io.BytesIO(b"<p>Hi"), http_headers=head))
"""


def captures() -> list[Capture]:
    """Every sort of capture: plain, packed, the same again, moved, saved by a person."""

    def captured(path: str, body: bytes, **changes: object) -> Capture:
        url = f"https://a.example/{path}"
        base = Capture(
            url=url, final_url=url, captured_at=NOON, status=200, headers=HTML, body=body
        )
        return attrs.evolve(base, **changes)  # type: ignore[arg-type]  # names of real fields

    packed = (*HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    asked = (("Host", "a.example"), ("User-Agent", "provenance"))
    return [
        captured("plain", PAGE),
        captured("packed", PAGE + b"2", headers=packed, request_headers=asked),
        captured("again", PAGE),
        captured("plain", PAGE, captured_at=LATER),
        captured("moved", PAGE + b"3", final_url="https://b.example/there"),
        captured("saved", PAGE + b"4", captured_by=CapturedBy.PERSON),
    ]


def environment(folder: Path, name: str, package: str) -> Path:
    """The Python of a virtual environment with one package."""
    place = folder / name
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", package], check=True)
    return python


def output_of(*command: str, cwd: Path | None = None) -> list[str]:
    """The lines that a command prints; an error if it fails."""
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd)
    if ran.returncode:
        raise SystemExit(f"{command[:3]} failed:\n{ran.stdout}{ran.stderr}")
    return ran.stdout.split()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def pywb_serving(python: Path, folder: Path, files: list[Path]) -> Iterator[int]:
    """The tool pywb with a collection ``c`` of ``files``; its port."""
    tools = python.parent
    output_of(str(tools / "wb-manager"), "init", "c", cwd=folder)
    output_of(str(tools / "wb-manager"), "add", "c", *map(str, files), cwd=folder)
    port = free_port()
    command = [str(tools / "wayback"), "-p", str(port), "-b", "127.0.0.1"]
    with (folder / "pywb.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()
            server.wait()


def wait_for(port: int) -> None:
    """Return once something listens on ``port``."""
    for _ in range(STARTING * 4):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    raise SystemExit("pywb did not start")


def replayed(port: int, capture: Capture) -> bytes:
    """What pywb shows for the address and time of ``capture``, unchanged (``id_``)."""
    stamp = "".join(c for c in capture.captured_at if c.isdigit())
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"/c/{stamp}id_/{capture.final_url}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"pywb answers {answer.status} for {urlsplit(capture.final_url).path}")
    return body


def check_readers(folder: Path, files: list[Path], expected: int) -> Iterator[tuple[str, bool]]:
    """Both warcio and fastwarc read every record and find its digests right."""
    names = list(map(str, files))
    for tool, script in (("warcio", WITH_WARCIO), ("fastwarc", WITH_FASTWARC)):
        seen = output_of(str(environment(folder, tool, tool)), "-c", script, *names)
        yield f"{tool} reads {len(seen)} records of {expected}", len(seen) == expected


def check_writers(folder: Path, place: Path) -> Iterator[tuple[str, bool]]:
    """We read what warcio and fastwarc write."""
    for tool, script in (("warcio", WRITE_WITH_WARCIO), ("fastwarc", WRITE_WITH_FASTWARC)):
        path = place / f"by-{tool}.warc.gz"
        output_of(str(environment(folder, tool, tool)), "-c", script, str(path))
        store = Store.open(place / f"store-of-{tool}")
        result = store.import_warc(path)
        found = store.get(f"https://a.example/by-{tool}")
        is_right = isinstance(found, Capture) and found.body == b"<p>Hi" and not result.bad
        yield f"we read what {tool} writes", is_right


def check_replay(folder: Path, files: list[Path]) -> Iterator[tuple[str, bool]]:
    """The tool pywb indexes the files of a store and gives every page back byte for byte."""
    python = environment(folder, "pywb", "pywb")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        with pywb_serving(python, Path(place), files) as port:
            for capture in captures():
                when = f"{urlsplit(capture.url).path} at {capture.captured_at}"
                yield f"pywb replays {when}", replayed(port, capture) == capture.body
        index = next(Path(place).rglob("*.cdxj")).read_text().splitlines()
    fields = [json.loads(line.split(" ", 2)[2]) for line in index]
    yield f"pywb indexes {len(fields)} captures", len(fields) >= len(captures())


def main() -> int:
    """Check and print; 1 where something failed."""
    named = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as passing:
        folder = named or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            store = Store.open(Path(place) / "store")
            store.put_all(captures()[:2])
            for capture in captures()[2:]:
                store.put(capture)
            gone = FetchFailure(
                url="https://a.example/gone", reason=Reason.HTTP_404, detail="", captured_at=NOON
            )
            store.put(gone)
            files = sorted((Path(place) / "store").glob("*.warc.gz"))
            expected = store.verify().passed
            checks = [
                *check_readers(folder, files, expected),
                *check_writers(folder, Path(place)),
                *check_replay(folder, files),
            ]
    for what, is_right in checks:
        print(f"{'ok  ' if is_right else 'FAIL'} {what}")
    return 0 if all(is_right for _, is_right in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
