"""The five addresses that the seeds cite, served on this machine under their own host names."""

import datetime
import socket
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import attrs
from loopback import MISSING, Server, path_of, response, serving, to_this_machine

from provenance.fetching import Client, FetchOptions
from provenance.model import Capture, FetchFailure

SEEDS = Path(__file__).parent.parent / "seeds"
CASES = Path(__file__).parent / "cases" / "seed_sources"
CITING = SEEDS / "000_0370c000e510ffd1.txt"
REPRODUCING = SEEDS / "002_043f86af9a5cc8f3.txt"
PAGES = tomllib.loads((CASES / "pages.toml").read_text(encoding="utf-8"))
WALLS = tomllib.loads((CASES / "walls.toml").read_text(encoding="utf-8"))
URLS = {name: one["url"] for name, one in (PAGES | WALLS).items()}
THAT_DAY = datetime.datetime(2021, 12, 17, 9, 0, tzinfo=datetime.UTC)
FAITHFUL, ALTERED, OTHER = "faithful", "altered", "other"

Answers = Mapping[str, bytes]
"""Address to the response of its server."""


def site(variant: str, **changes: bytes) -> dict[str, bytes]:
    """What the five addresses answer, each page in one variant, but for ``changes`` by name."""
    answers = {URLS[name]: page(name, variant) for name in PAGES}
    answers |= {one["url"]: response(one["page"].encode()) for one in WALLS.values()}
    return answers | {URLS[name]: answer for name, answer in changes.items()}


def page(name: str, variant: str, *, head: str = "") -> bytes:
    """The response that brings one page in one variant; ``head`` is HTML of its head."""
    body = html(name, variant, head=head).encode(PAGES[name]["charset"])
    # No charset beside the type: only the page itself tells it.
    return response(body, headers=["Content-Type: text/html"])


def html(name: str, variant: str, *, head: str = "") -> str:
    """A page as its source."""
    told = PAGES[name]
    words = "".join(f"<p>{one}</p>" for one in paragraphs(name, variant))
    return (
        f'<!doctype html><html lang="{told["language"]}"><head><meta charset="{told["charset"]}">'
        f"<title>{told['title']}</title>{head}</head>"
        f"<body><main><h1>{told['title']}</h1>{words}</main></body></html>"
    )


def paragraphs(name: str, variant: str) -> list[str]:
    """What a page says."""
    told = PAGES[name]
    if variant == OTHER:
        return list(told["other"])
    words = "\n".join(told.get("paragraphs") or _statement())
    for old, new in told["altered"].items() if variant == ALTERED else ():
        assert old in words, old
        words = words.replace(old, new)
    return words.split("\n")


def _statement() -> list[str]:
    """The statement that the second seed reproduces, without the marks that open and close it."""
    text = REPRODUCING.read_text(encoding="utf-8")
    told = text.partition("in and around Ukraine:\n")[2].strip()
    return [line.strip("“” \r") for line in told.splitlines() if line.strip()]


class PortClient(Client):
    """A client for servers that cannot listen on the ports that addresses mean.

    Everything is asked of ``port``, without TLS; host names, paths and captures are the real ones.
    """

    def __init__(self, port: int, *, options: FetchOptions) -> None:
        super().__init__(options)
        self._port = port

    def get_all(self, urls: Iterable[str]) -> tuple[Capture | FetchFailure, ...]:
        """See :meth:`Client.get_all`."""
        asked = tuple(urls)
        results = super().get_all(self._moved(url) for url in asked)
        return tuple(self._back(one, url) for one, url in zip(results, asked, strict=True))

    def _moved(self, url: str) -> str:
        split = urlsplit(url)
        return split._replace(scheme="http", netloc=f"{split.hostname}:{self._port}").geturl()

    def _back(self, result: Capture | FetchFailure, url: str) -> Capture | FetchFailure:
        if isinstance(result, FetchFailure):
            return attrs.evolve(result, url=url)
        final = result.final_url.replace(f":{self._port}/", "/").replace("http:", "https:", 1)
        return attrs.evolve(result, url=url, final_url=final)


@attrs.frozen
class Web:
    """Servers of a test and a client that asks them."""

    server: Server
    client: Client

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, ``robots.txt`` left out, in no order of hosts."""
        return [path for path in self.server.paths if path != "/robots.txt"]


@contextmanager
def web_of(answers: Answers, *, now: datetime.datetime = THAT_DAY) -> Iterator[Web]:
    """A web that has ``answers`` and nothing else."""
    by_place = {(urlsplit(url).hostname, urlsplit(url).path): one for url, one in answers.items()}

    def respond(connection: socket.socket, head: bytes) -> None:
        connection.sendall(by_place.get((_host(head), path_of(head)), MISSING))

    options = FetchOptions(
        allow_private=True,
        resolver=to_this_machine,
        per_host_delay=0.0,
        retries=0,
        now=lambda: now,
    )
    with serving(respond) as server, PortClient(server.port, options=options) as client:
        yield Web(server, client)


def _host(head: bytes) -> str:
    lines = head.decode("latin-1").split("\r\n")
    told = next(line for line in lines if line.lower().startswith("host:"))
    return told.partition(":")[2].strip().rpartition(":")[0]
