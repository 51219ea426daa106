"""What a site asks programs to leave alone: the rules of its ``robots.txt`` (RFC 9309).

Known for each origin, for a day. Where the file cannot be had, the standard decides: a status 4xx
(429 excepted, with which a site asks for less) means that all is allowed, a server error or no
answer at all that nothing is.
"""

import math
import re
import threading
import time

import attrs
from protego import Protego

from provenance.fetching.addresses import Refusal
from provenance.fetching.exchanges import PRODUCT, Answer, Wanted
from provenance.terms import Reason

MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: at least five are followed; after more the file counts as unavailable."""

WANTED = Wanted(
    accept="text/plain, */*;q=0.1",
    media_types=None,
    max_bytes=500 * 1024,  # RFC 9309, 2.5: at least 500 kibibytes are parsed
    is_cut=True,
)

_FRESH = 24 * 3600.0
"""RFC 9309, 2.4: how long the rules may be used."""

_FRESH_FAILURE = 600.0
"""How long a site whose rules cannot be had is not asked again."""

_OWN_FAILURES = frozenset(
    {
        *(Reason.DNS, Reason.PRIVATE_ADDRESS, Reason.TLS, Reason.TIMEOUT),
        *(Reason.CONNECTION, Reason.HTTP_429),
    }
)
"""What would have kept us from the page as well, and is the better reason."""

_AGENT_LINE = re.compile(r"\s*user[\s-]*agent(?![a-z])[\s:]*(.*)", re.IGNORECASE | re.ASCII)
_TOKEN = re.compile(r"[A-Za-z_-]*")
_SOMEBODY_ELSE = "-"


@attrs.frozen(kw_only=True)
class Rules:
    """What an origin allows us."""

    delay: float = 0.0
    """Seconds it wants between two requests; ``0`` where it does not say."""
    parsed: Protego | None = attrs.field(default=None, repr=False)

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be asked for."""
        return self.parsed is None or self.parsed.can_fetch(url, PRODUCT)


ANYTHING = Rules()


class Robots:
    """The rules known so far. Safe with threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, Rules | Refusal]] = {}

    def known(self, origin: str) -> Rules | Refusal | None:
        """The rules of an origin, or why they cannot be had; ``None``: not asked, or long ago."""
        with self._lock:
            until, rules = self._known.get(origin, (-math.inf, None))
        return rules if time.monotonic() < until else None

    def remember(self, origin: str, rules: Rules | Refusal) -> None:
        """Keep what was found out."""
        fresh = _FRESH if isinstance(rules, Rules) else _FRESH_FAILURE
        with self._lock:
            self._known[origin] = (time.monotonic() + fresh, rules)


def rules_of(answer: Answer) -> Rules | Refusal:
    """What an answer that is no redirect says of its origin."""
    status = answer.status
    if status == 429:
        return Refusal(Reason.HTTP_429, "robots.txt: status 429", status)
    if status >= 500:
        detail = f"robots.txt: status {status}, which means that nothing may be asked"
        return Refusal(Reason.BLOCKED_BY_ROBOTS, detail, status)
    if answer.body is None:
        return ANYTHING
    return parse_rules(answer.body.content, is_cut=answer.body.is_cut or answer.body.truncated)


def refusal_of(failure: Refusal, *, is_own_host: bool) -> Refusal:
    """Why nothing may be asked of an origin whose ``robots.txt`` could not be had.

    Args:
        failure: what went wrong.
        is_own_host: whether with the host itself, not with one that it sent us to.
    """
    if is_own_host and failure.reason in _OWN_FAILURES:
        return attrs.evolve(failure, detail=f"robots.txt: {failure.detail}")
    detail = f"robots.txt cannot be read ({failure.detail}): nothing may be asked"
    return Refusal(Reason.BLOCKED_BY_ROBOTS, detail, failure.status)


def parse_rules(content: bytes, *, is_cut: bool = False) -> Rules:
    """The rules for us in a ``robots.txt``.

    Args:
        content: the file, UTF-8; other bytes are passed over.
        is_cut: whether its last line may be half a line.
    """
    lines = content.decode("utf-8-sig", "replace").splitlines()
    kept = (line for line in lines[: -1 if is_cut else None] if line.partition("#")[0].strip())
    parsed = Protego.parse("\n".join(map(_with_plain_agent, kept)))
    rate = parsed.request_rate(PRODUCT)
    per_request = rate.seconds / rate.requests if rate is not None else 0.0
    return Rules(delay=max(parsed.crawl_delay(PRODUCT) or 0.0, per_request), parsed=parsed)


def _with_plain_agent(line: str) -> str:
    """A line, where it names a program, as one that names us, everybody, or somebody else.

    The parser compares names more loosely than RFC 9309, 2.2.1, and keeps every rule once for every
    name above it: thousands of names and thousands of rules would fill the memory.
    """
    match = _AGENT_LINE.fullmatch(line.partition("#")[0])
    if match is None:
        return line
    named = match[1].strip()
    if not named:
        return "User-agent:"
    token = _TOKEN.match(named)
    is_us = token is not None and token[0].lower() == PRODUCT
    return f"User-agent: {PRODUCT if is_us else '*' if named == '*' else _SOMEBODY_ELSE}"
