"""Requests that ask for more than a page: other types, other headers, a say in redirects.

As polite and as guarded as any other request of the client: the same ``robots.txt``, the same pace,
every machine vetted.
"""

from collections.abc import Callable

import attrs
import requests

from provenance.fetching.addresses import Address, Refusal, parse_address
from provenance.fetching.client import Client
from provenance.fetching.connections import Connections
from provenance.fetching.exchanges import REDIRECTS, Answer, Wanted, redirect_target, timestamp
from provenance.fetching.turns import Job
from provenance.fetching.visits import Visitor, _Budget, _capture
from provenance.model import Capture, FetchFailure
from provenance.terms import Reason


def _as_it_is(url: str) -> str:
    return url


@attrs.frozen(kw_only=True)
class Asking:
    """A request, and what is taken of its answer."""

    url: str
    accept: str
    media_types: tuple[str, ...] | None = None
    """``None``: those of a page, as the client takes them."""
    max_bytes: int | None = None
    """``None``: as of any page; never more than that."""
    is_cut: bool = False
    """Whether a longer body is cut there, instead of refused."""
    headers: tuple[tuple[str, str], ...] = ()
    """Sent beside the usual ones, after redirects too."""
    onward: Callable[[str], str] = _as_it_is
    """From the address that a redirect leads to, the one to ask for; may raise a ``Refusal``."""


@attrs.frozen(kw_only=True)
class Reply:
    """What came of a request."""

    result: Capture | FetchFailure
    passed: tuple[str, ...]
    """The addresses that redirected, the first one included."""
    last: str
    """The last address that was asked for."""


def ask(client: Client, asking: Asking) -> Reply:
    """What is at ``asking.url``, or why it could not be had; never raises for the other side."""
    shared = client._visitor  # noqa: SLF001 - one room: rules and pace are those of the client
    asker = _Asker(
        options=shared.options,
        connections=_WithHeaders(shared.connections, asking),
        turns=shared.turns,
        robots=shared.robots,
        asking=asking,
    )
    return shared.turns.run(asker.reply())


def refused(client: Client, url: str, refusal: Refusal) -> FetchFailure:
    """The failure that stands for a request which is not made."""
    return _failure(client._visitor, url, refusal)  # noqa: SLF001 - one room, as above


@attrs.frozen(kw_only=True)
class _Asker(Visitor):
    """One request, with what the visits of its client share."""

    asking: Asking

    def reply(self) -> Job[Reply]:
        """The reply, in the client's turn."""
        passed: list[str] = []
        way = [self.asking.url]
        try:
            answer = yield from self._last(way, passed)
            page = _capture(answer, url=self.asking.url, redirects=tuple(passed[1:]))
        except Refusal as refusal:
            failure = _failure(self, self.asking.url, refusal)
            return Reply(result=failure, passed=tuple(passed), last=way[-1])
        return Reply(result=page, passed=tuple(passed), last=way[-1])

    def _last(self, way: list[str], passed: list[str]) -> Job[Answer]:
        """The answer behind all redirects.

        Args:
            way: begins with the first address; those asked for after it are added.
            passed: those that redirected are added.
        """
        most = self.options.max_redirects
        budget = _Budget(self.options.total_timeout)
        for _ in range(most + 1):
            address = parse_address(way[-1])
            yield from self._permission(address)
            answer = yield from self._answer(address, self._wanted(), budget)
            if answer.status not in REDIRECTS:
                return answer
            passed.append(address.url)
            way.append(self.asking.onward(redirect_target(answer)))
        raise Refusal(Reason.TOO_MANY_REDIRECTS, f"more than {most} redirects", answer.status)

    def _wanted(self) -> Wanted:
        asking, most = self.asking, self.options.max_bytes
        return Wanted(
            accept=asking.accept,
            media_types=asking.media_types or self.options.media_types,
            max_bytes=most if asking.max_bytes is None else min(asking.max_bytes, most),
            is_cut=asking.is_cut,
        )


def _failure(visitor: Visitor, url: str, refusal: Refusal) -> FetchFailure:
    return FetchFailure(
        url=url,
        reason=refusal.reason,
        detail=refusal.detail,
        captured_at=timestamp(visitor.options.now()),
        status=refusal.status,
    )


class _WithHeaders(Connections):
    """The connections of a client, with more headers on one request; none on ``robots.txt``."""

    def __init__(self, shared: Connections, asking: Asking) -> None:
        self._shared = shared
        self._asking = asking

    def send(
        self, address: Address, ip: str | None, headers: dict[str, str], *, seconds: float
    ) -> requests.Response:
        """As those of the client."""
        if headers["Accept"] == self._asking.accept:
            headers = {**headers, **dict(self._asking.headers)}
        return self._shared.send(address, ip, headers, seconds=seconds)
