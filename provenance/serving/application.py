"""What the server answers (WSGI, PEP 3333): a page, its number, and decisions that are sent in.

Who asks must know the token in the address and name this machine by its own name, so that no
other page can ask through a name it controls (DNS rebinding). A decision is taken only from our
own page (``Origin`` and ``Sec-Fetch-Site``, Fetch Metadata). No answer allows another origin.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from provenance.errors import ConfigError
from provenance.model import Review
from provenance.report.visible import one_line
from provenance.reviews import review_of
from provenance.serving.live import LiveReport

MOST_BODY = 65_536
"""Bytes of a decision with its comment."""
_TOKEN_BYTES = 32
_HTML = "text/html; charset=utf-8"
_JSON = "application/json"
_TEXT = "text/plain; charset=utf-8"
_ALWAYS = (
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)
_NOT_FOUND = "404 Not Found"


def new_token() -> str:
    """Words that nobody guesses."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


@attrs.frozen(kw_only=True)
class _Answer:
    status: str
    body: bytes = b""
    kind: str = _TEXT
    allow: str | None = None


class _RefusedError(Exception):
    """A request that is not followed, with the answer to it."""

    def __init__(self, status: str, why: str, *, allow: str | None = None) -> None:
        super().__init__(why)
        self.answer = _Answer(status=status, body=f"{why}\n".encode(), allow=allow)


@attrs.frozen(kw_only=True)
class Application:
    """The answers of one server, for one report."""

    live: LiveReport
    token: str = attrs.field(repr=False)
    host: str
    port: int

    @property
    def address(self) -> str:
        """Where the page is, token and all."""
        return f"http://{self._authorities()[0]}/{self.token}/"

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """One request, as PEP 3333 has it."""
        try:
            answer = self._answer(environ)
        except _RefusedError as refused:
            answer = refused.answer
        headers = [
            *_ALWAYS,
            ("Content-Type", answer.kind),
            ("Content-Length", str(len(answer.body))),
            ("Content-Security-Policy", _policy(answer.kind)),
        ]
        if answer.allow is not None:
            headers.append(("Allow", answer.allow))
        start(answer.status, headers)
        return [answer.body]

    def _answer(self, environ: Mapping[str, Any]) -> _Answer:
        if environ.get("HTTP_HOST", "").lower() not in self._authorities():
            raise _RefusedError("403 Forbidden", "this server has another name")
        place = self._place(environ.get("PATH_INFO", ""))
        site = environ.get("HTTP_SEC_FETCH_SITE", "none")
        navigates = environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        if site not in {"none", "same-origin"} and not (navigates and place == ""):
            raise _RefusedError("403 Forbidden", "another site may not ask")
        if place == "":
            _expect("GET", environ)
            return _Answer(status="200 OK", body=self.live.edition.page, kind=_HTML)
        if place == "version":
            _expect("GET", environ)
            return self._version()
        if place == "reviews":
            _expect("POST", environ)
            return self._decided(environ)
        raise _RefusedError(_NOT_FOUND, "there is nothing here")

    def _place(self, path: str) -> str:
        """What stands behind the token."""
        given, slash, place = path.removeprefix("/").partition("/")
        # PEP 3333 gives the path as Latin-1; a token is ASCII.
        is_ours = secrets.compare_digest(given.encode("latin-1"), self.token.encode("ascii"))
        if not (is_ours and slash):
            raise _RefusedError(_NOT_FOUND, "there is nothing here; take the whole address")
        return place

    def _authorities(self) -> tuple[str, str]:
        name = f"[{self.host}]" if ":" in self.host else self.host
        # RFC 9110, 7.2: the default port is left out.
        port = "" if self.port == 80 else f":{self.port}"
        return f"{name}{port}", f"localhost{port}"

    def _version(self) -> _Answer:
        edition = self.live.edition
        told = {
            "version": str(edition.number),
            "checking": edition.is_checking,
            "problem": edition.problem,
        }
        return _Answer(status="200 OK", body=json.dumps(told).encode(), kind=_JSON)

    def _decided(self, environ: Mapping[str, Any]) -> _Answer:
        origin = f"http://{environ['HTTP_HOST'].lower()}"
        if environ.get("HTTP_ORIGIN") != origin:
            raise _RefusedError("403 Forbidden", "a decision comes from the page of this server")
        review = _review_in(environ)
        try:
            self.live.decide(review)
        except LookupError as error:
            raise _RefusedError(
                "409 Conflict", "no finding of the newest report is this one; load the page again"
            ) from error
        except ConfigError as error:
            raise _RefusedError("409 Conflict", one_line(str(error))) from error
        return _Answer(status="200 OK", body=b"{}", kind=_JSON)


def _policy(kind: str) -> str:
    """The page has a policy of its own, by digests; what a page cannot say of itself is here."""
    return "frame-ancestors 'none'" if kind == _HTML else "default-src 'none'; sandbox"


def _expect(method: str, environ: Mapping[str, Any]) -> None:
    if environ.get("REQUEST_METHOD") != method:
        raise _RefusedError("405 Method Not Allowed", f"only {method}", allow=method)


def _review_in(environ: Mapping[str, Any]) -> Review:
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != _JSON:
        raise _RefusedError("415 Unsupported Media Type", f"only {_JSON}")
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or len(length) > 9:
        raise _RefusedError("400 Bad Request", "the length is no number")
    if int(length) > MOST_BODY:
        raise _RefusedError("413 Content Too Large", f"at most {MOST_BODY} bytes")
    try:
        table = json.loads(environ["wsgi.input"].read(int(length)))
        return review_of(table, "decision")
    except (ValueError, RecursionError) as error:
        raise _RefusedError("400 Bad Request", "that is no JSON") from error
    except ConfigError as error:
        raise _RefusedError("400 Bad Request", one_line(str(error))) from error
