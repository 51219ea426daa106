"""Servers on this machine, for tests of fetching; what they send is written by us."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import attrs

from provenance.model import Capture, FetchFailure

PAGE = b"<html><body><p>The council met on Tuesday.</p></body></html>"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"

Respond = Callable[[socket.socket, bytes], None]


@attrs.frozen
class Server:
    """A server of a test: where it listens and what it was asked."""

    port: int
    requests: list[bytes]
    """The heads, in the order in which they came."""
    times: list[float]
    """When each head had come, on the clock of :func:`time.monotonic`."""
    connections: list[int]
    """The port of the other side, for each connection that was opened."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def at(self, host: str) -> str:
        """The server under the name ``host``."""
        return f"http://{host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path_of(head) for head in self.requests]


@contextmanager
def serving(
    respond: Respond,
    *,
    port: int = 0,
    context: ssl.SSLContext | None = None,
    keeps: bool = False,
) -> Iterator[Server]:
    """A server that hands every connection and its request's head to ``respond``.

    With ``keeps`` a connection stays open for further requests.
    """
    listener = socket.create_server(("127.0.0.1", port))
    server = Server(listener.getsockname()[1], [], [], [])

    def answer(plain: socket.socket) -> None:
        try:
            with context.wrap_socket(plain, server_side=True) if context else plain as connection:
                while head := _head(connection):
                    server.times.append(time.monotonic())
                    server.requests.append(head)
                    respond(connection, head)
                    if not keeps:
                        return
        except OSError:
            plain.close()  # the other side went away, as some of these tests want it to

    def accept() -> None:
        while True:
            try:
                connection, peer = listener.accept()
            except OSError:
                return
            server.connections.append(peer[1])
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head and (piece := connection.recv(4096)):
        head += piece
        if not head.startswith(b"GET"[: len(head)]):
            break  # not HTTP at all: the first bytes of TLS
    return head


def response(
    body: bytes = PAGE,
    *,
    status: str = "200 OK",
    headers: Sequence[str] = (),
    length: int | None = None,
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    if not any(header.lower().startswith("content-type") for header in headers):
        lines.append("Content-Type: text/html; charset=utf-8")
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def redirect(location: str) -> bytes:
    return response(b"", status="302 Found", headers=[f"Location: {location}"])


MISSING = response(b"none", status="404 Not Found")


def always(answer: bytes) -> Respond:
    return lambda connection, _: connection.sendall(answer)


def by_path(answers: dict[str, bytes]) -> Respond:
    """An answer for each path; 404 for others, a ``robots.txt`` that is not among them too."""
    return lambda connection, head: connection.sendall(answers.get(path_of(head), MISSING))


def in_turn(*answers: bytes) -> Respond:
    """One answer after the other, the last one for ever; no ``robots.txt``."""
    left = list(answers)

    def respond(connection: socket.socket, head: bytes) -> None:
        if path_of(head) == "/robots.txt":
            connection.sendall(MISSING)
        else:
            connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return respond


def path_of(head: bytes) -> str:
    return head.split(b" ")[1].decode("latin-1")


def to_this_machine(_host: str, _port: int) -> list[str]:
    """A resolver by which every name is this machine."""
    return ["127.0.0.1"]


def failure(result: Capture | FetchFailure) -> FetchFailure:
    assert isinstance(result, FetchFailure), result
    return result


def capture(result: Capture | FetchFailure) -> Capture:
    assert isinstance(result, Capture), result
    return result
