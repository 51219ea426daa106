"""A store of objects on loopback that speaks as much S3 as reading needs; it asks for no keys."""

import http.server
import threading
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.sax.saxutils import escape


@contextmanager
def object_store(objects: Mapping[str, bytes]) -> Iterator[str]:
    """The endpoint of a store that holds ``objects`` by ``bucket/key``."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_HEAD(self) -> None:
            self.answer(with_body=False)

        def do_GET(self) -> None:
            self.answer(with_body=True)

        def answer(self, *, with_body: bool) -> None:
            parts = urllib.parse.urlsplit(self.path)
            path = urllib.parse.unquote(parts.path).strip("/")
            asked = urllib.parse.parse_qs(parts.query)
            if "list-type" in asked:
                found = listing(
                    objects, path, asked.get("prefix", [""])[0], asked.get("delimiter", [""])[0]
                )
                self.send(200, found.encode(), with_body=True)
            elif path not in objects:
                self.send(404, b"<Error><Code>NoSuchKey</Code></Error>", with_body=with_body)
            else:
                self.send_range(objects[path], with_body=with_body)

        def send_range(self, data: bytes, *, with_body: bool) -> None:
            asked = self.headers.get("Range")
            if not asked:
                self.send(200, data, with_body=with_body)
                return
            first, _, last = asked.removeprefix("bytes=").partition("-")
            start, end = int(first), min(int(last or len(data)), len(data) - 1)
            told = f"bytes {start}-{end}/{len(data)}"
            self.send(206, data[start : end + 1], with_body=with_body, content_range=told)

        def send(
            self, status: int, data: bytes, *, with_body: bool, content_range: str = ""
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("ETag", '"1"')
            self.send_header("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT")
            if content_range:
                self.send_header("Content-Range", content_range)
            self.end_headers()
            if with_body:
                self.wfile.write(data)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def listing(objects: Mapping[str, bytes], bucket: str, prefix: str, delimiter: str) -> str:
    """What a store says of the keys below a prefix (ListObjectsV2)."""
    keys = [n.removeprefix(f"{bucket}/") for n in sorted(objects) if n.startswith(f"{bucket}/")]
    keys = [key for key in keys if key.startswith(prefix)]
    below = {
        prefix + key[len(prefix) :].partition(delimiter)[0] + delimiter
        for key in keys
        if delimiter and delimiter in key[len(prefix) :]
    }
    flat = [k for k in keys if not any(k.startswith(one) for one in below)]
    contents = "".join(
        f"<Contents><Key>{escape(key)}</Key><Size>{len(objects[f'{bucket}/{key}'])}</Size>"
        "<LastModified>2026-03-01T10:00:00.000Z</LastModified></Contents>"
        for key in flat
    )
    folders = "".join(
        f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in sorted(below)
    )
    return (
        f"<ListBucketResult><Name>{bucket}</Name><Prefix>{escape(prefix)}</Prefix>"
        f"<KeyCount>{len(flat) + len(below)}</KeyCount><MaxKeys>1000</MaxKeys>"
        f"<IsTruncated>false</IsTruncated>{contents}{folders}</ListBucketResult>"
    )
