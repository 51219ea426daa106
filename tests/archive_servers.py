"""A web archive for tests, as RFC 7089 describes one; everything in it is written by us."""

import datetime
import re
import socket
from collections.abc import Sequence

import attrs
from loopback import MISSING, redirect, response

from provenance.fetching.archives import Archive

PAGE = "http://town.example/statement"
"""The page that the archive keeps, long gone from its own host."""
FRAME = "<div>An archive shows you this page.</div>"


def moment(stamp: str) -> datetime.datetime:
    """``20260301120000`` as a time."""
    return datetime.datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=datetime.UTC)


def http_date(stamp: str) -> str:
    return moment(stamp).strftime("%a, %d %b %Y %H:%M:%S GMT")


def state(stamp: str) -> bytes:
    """The page as it was at a time."""
    return f"<html><body><p>The council said on {stamp[:8]}.</p></body></html>".encode()


@attrs.frozen(kw_only=True)
class ArchiveServer:
    """Answers as a Wayback machine does: TimeGate, mementos framed and raw, TimeMap."""

    stamps: Sequence[str]
    """When the captures were taken, the oldest first."""
    page: str = PAGE
    host: str = "archive.example"
    has_gate: bool = True
    is_brief: bool = False
    """Whether its mementos tell nothing of those beside them, as pywb's."""
    parts: int = 1
    """Into how many TimeMaps the list is divided."""
    lies: dict[str, str] = attrs.field(factory=dict)
    """Headers that take the place of the true ones, by name."""

    def archive(self, port: int, *, host: str | None = None) -> Archive:
        base = f"http://{host or self.host}:{port}/web"
        return Archive(
            name="Test archive",
            timegate=f"{base}/{{url}}",
            timemap=f"{base}/timemap/link/{{url}}",
            raw="id_",
        )

    def __call__(self, connection: socket.socket, head: bytes) -> None:
        connection.sendall(self.answer(head.decode("latin-1")))

    def answer(self, head: str) -> bytes:
        path = head.split(" ")[1]
        host = re.search(r"(?im)^host: *(\S+)", head)
        base = f"http://{host[1] if host else self.host}/web"
        listed = re.fullmatch(r"/web/timemap/link/(?:(\d+)/)?(.*)", path)
        if listed and listed[2] == self.page:
            return self._timemap(base, int(listed[1] or 0))
        kept = re.fullmatch(r"/web/(\d{14})(id_)?/(.*)", path)
        if kept and kept[3] == self.page and kept[1] in self.stamps:
            return self._memento(base, kept[1], is_raw=bool(kept[2]))
        if path == f"/web/{self.page}" and self.stamps and self.has_gate:
            return self._gate(base, head)
        return MISSING

    def _gate(self, base: str, head: str) -> bytes:
        asked = re.search(r"(?im)^accept-datetime: *\w+, (.*?) GMT", head)
        chosen = self.stamps[-1]
        if asked:
            wanted = datetime.datetime.strptime(f"{asked[1]}+0000", "%d %b %Y %H:%M:%S%z")
            chosen = min(self.stamps, key=lambda one: abs(moment(one) - wanted))
        answer = redirect(f"{base}/{chosen}/{self.page}")
        told = f"Vary: accept-datetime\r\nLink: {self._links(base)}\r\n"
        return answer.replace(b"\r\n\r\n", f"\r\n{told}\r\n".encode())

    def _memento(self, base: str, stamp: str, *, is_raw: bool) -> bytes:
        body = state(stamp) if is_raw else FRAME.encode() + state(stamp)
        links = [self._links(base)]
        at = self.stamps.index(stamp)
        beside = {"first": 0, "prev": at - 1, "next": at + 1, "last": len(self.stamps) - 1}
        for relation, number in {} if self.is_brief else beside.items():
            if 0 <= number < len(self.stamps):
                links.append(self._link(base, self.stamps[number], f"{relation} memento"))
        told = {"Memento-Datetime": http_date(stamp), "Link": ", ".join(links)} | self.lies
        headers = [f"{name}: {value}" for name, value in told.items() if value]
        return response(body, headers=headers)

    def _timemap(self, base: str, part: int) -> bytes:
        size = -(-len(self.stamps) // self.parts)
        if self.parts > 1 and part == 0:
            lines = [f'<{self.page}>; rel="original"']
            for number in range(self.parts):
                some = self.stamps[number * size : (number + 1) * size]
                lines.append(
                    f'<{base}/timemap/link/{number + 1}/{self.page}>; rel="timemap"; '
                    f'type="application/link-format"; from="{http_date(some[0])}"; '
                    f'until="{http_date(some[-1])}"'
                )
        else:
            first = max(part - 1, 0) * size
            some = self.stamps[first : first + size]
            lines = [self._links(base), *(self._link(base, one, "memento") for one in some)]
        body = ",\n".join(lines).encode()
        return response(body, headers=["Content-Type: application/link-format"])

    def _links(self, base: str) -> str:
        return (
            f'<{self.page}>; rel="original", <{base}/{self.page}>; rel="timegate", '
            f'<{base}/timemap/link/{self.page}>; rel="timemap"; type="application/link-format"'
        )

    def _link(self, base: str, stamp: str, relation: str) -> str:
        return f'<{base}/{stamp}/{self.page}>; rel="{relation}"; datetime="{http_date(stamp)}"'
