"""Visiting a page: permission first, then a turn, then the request; redirects and second tries too.

A visit is a job of :mod:`provenance.fetching.turns`: it yields the gate it waits before.
"""

import time
from collections.abc import Callable, Generator
from typing import TypeAlias, TypeVar

import attrs

from provenance.fetching.addresses import Address, Refusal, parse_address
from provenance.fetching.connections import Connections
from provenance.fetching.exchanges import (
    REDIRECTS,
    Answer,
    Wanted,
    ask,
    redirect_target,
    timestamp,
)
from provenance.fetching.options import FetchOptions
from provenance.fetching.retries import Closing, Pause, first_retry, pause_after, status_reason
from provenance.fetching.robots import (
    ANYTHING,
    MAX_REDIRECTS,
    WANTED,
    Robots,
    Rules,
    refusal_of,
    rules_of,
)
from provenance.fetching.turns import Gate, Job, Turns
from provenance.model import Capture, FetchFailure
from provenance.terms import Reason

_T = TypeVar("_T")
_Steps: TypeAlias = Generator[Gate, None, _T]

_ACCEPT = (
    "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, "
    "application/ld+json;q=0.7, application/json;q=0.7"
)


@attrs.define
class _Budget:
    """The time a visit has for its requests; waiting for a turn costs nothing."""

    left: float

    def spend(self, work: Callable[[float], _T]) -> _T:
        """What ``work`` returns, which is told how many seconds it has."""
        if self.left <= 0:
            raise Refusal(Reason.TIMEOUT, "too slow")
        began = time.monotonic()
        try:
            return work(self.left)
        finally:
            self.left -= time.monotonic() - began


@attrs.frozen(kw_only=True)
class Visitor:
    """Visits pages; what is shared between the visits of one client."""

    options: FetchOptions
    connections: Connections
    turns: Turns
    robots: Robots

    def visit(self, url: str) -> Job[Capture | FetchFailure]:
        """The page at ``url``, or why it could not be had."""
        try:
            return (yield from self._page(url))
        except Refusal as refusal:
            return FetchFailure(
                url=url,
                reason=refusal.reason,
                detail=refusal.detail,
                captured_at=timestamp(self.options.now()),
                status=refusal.status,
            )

    def _page(self, url: str) -> _Steps[Capture]:
        options = self.options
        wanted = Wanted(
            accept=_ACCEPT, media_types=options.media_types, max_bytes=options.max_bytes
        )
        budget = _Budget(options.total_timeout)
        passed: list[str] = []
        at = url
        for _ in range(options.max_redirects + 1):
            address = parse_address(at)
            yield from self._permission(address)
            answer = yield from self._answer(address, wanted, budget)
            if answer.status not in REDIRECTS:
                return _capture(answer, url=url, redirects=tuple(passed[1:]))
            passed.append(address.url)
            at = redirect_target(answer)
        raise Refusal(
            Reason.TOO_MANY_REDIRECTS, f"more than {options.max_redirects} redirects", answer.status
        )

    def _permission(self, address: Address) -> _Steps[None]:
        if not self.options.obey_robots:
            return
        rules = self.robots.known(address.origin)
        if rules is None:
            gate = self.turns.first_at(address.origin)
            yield gate
            try:
                rules = self.robots.known(address.origin)
                if rules is None:
                    rules = yield from self._rules(address)
                    self.robots.remember(address.origin, rules)
            finally:
                self.turns.leave(gate)
        if isinstance(rules, Refusal):
            raise attrs.evolve(rules)
        if not rules.allows(address.request_url):
            detail = f"robots.txt of '{address.host}' asks programs not to open it"
            raise Refusal(Reason.BLOCKED_BY_ROBOTS, detail)

    def _rules(self, address: Address) -> _Steps[Rules | Refusal]:
        """What the ``robots.txt`` of an origin says, in its own time."""
        budget = _Budget(self.options.total_timeout)
        target = address
        at = f"{address.origin}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                target = parse_address(at)
                answer = yield from self._answer(target, WANTED, budget)
                if answer.status not in REDIRECTS:
                    return self._heeded(address, rules_of(answer))
                at = redirect_target(answer)
        except Refusal as failure:
            return refusal_of(failure, is_own_host=target.host == address.host)
        return ANYTHING

    def _heeded(self, address: Address, rules: Rules | Refusal) -> Rules | Refusal:
        if isinstance(rules, Rules):
            delay = min(rules.delay, self.options.max_retry_after)
            self.turns.slow_down(self.turns.host(address.host), delay)
        return rules

    def _answer(self, address: Address, wanted: Wanted, budget: _Budget) -> _Steps[Answer]:
        """The answer of one address, asked again where that is worth it."""
        gate = self.turns.host(address.host)
        retry = first_retry(self.options)
        broken_off: Answer | None = None
        while True:
            yield gate
            try:
                outcome = self._asked(gate, address, wanted, budget)
            finally:
                self.turns.leave(gate)
            after = pause_after(outcome, retry, self.options)
            if isinstance(after, Pause) and budget.left > 0:
                if isinstance(outcome, Answer) and outcome.body is not None:
                    broken_off = outcome
                retry = after.retry
                self.turns.hold(gate, after.seconds)
                continue
            if isinstance(after, Closing):
                self.turns.close(gate, after.seconds, after.refusal)
            return _best(outcome, broken_off)

    def _asked(
        self, gate: Gate, address: Address, wanted: Wanted, budget: _Budget
    ) -> Answer | Refusal:
        closed = self.turns.closed(gate)
        if closed is not None:
            raise attrs.evolve(closed)
        try:
            return budget.spend(
                lambda seconds: ask(
                    address,
                    wanted,
                    options=self.options,
                    connections=self.connections,
                    seconds=seconds,
                )
            )
        except Refusal as refusal:
            return refusal


def _best(outcome: Answer | Refusal, broken_off: Answer | None) -> Answer:
    """The last outcome, or the page that broke off where a second try brought none."""
    if isinstance(outcome, Answer) and (outcome.body is not None or broken_off is None):
        return outcome
    if broken_off is not None:
        return broken_off
    assert isinstance(outcome, Refusal)  # noqa: S101 - the other case of the union
    raise outcome


def _capture(answer: Answer, *, url: str, redirects: tuple[str, ...]) -> Capture:
    status = answer.status
    if not 200 <= status < 300:
        raise Refusal(status_reason(status), f"status {status}", status)
    if answer.body is None:
        raise Refusal(Reason.EMPTY, f"status {status}: no content", status)
    if not answer.body.content.strip():
        raise Refusal(Reason.EMPTY, "the page is empty", status)
    return Capture(
        url=url,
        final_url=answer.address.url,
        captured_at=answer.captured_at,
        status=status,
        headers=answer.headers,
        body=answer.body.content,
        truncated=answer.body.truncated or status == 206,
        redirects=redirects,
    )
