"""Second tries: what is worth one, and after how long."""

import attrs
import urllib3
from urllib3.util.retry import Retry

from provenance.fetching.addresses import Refusal
from provenance.fetching.exchanges import Answer
from provenance.fetching.options import FetchOptions
from provenance.terms import Reason

_PASSING = frozenset({408, 429, 502, 503, 504})
"""Statuses that say "not now". 500 is left out: it mostly stays."""

_PASSING_REASONS = frozenset({Reason.CONNECTION, Reason.TIMEOUT})


@attrs.frozen(kw_only=True)
class Pause:
    """What to do before the next try."""

    seconds: float
    retry: Retry
    """With one try less."""


@attrs.frozen(kw_only=True)
class Closing:
    """A site asks for a longer pause than it is granted."""

    seconds: float
    refusal: Refusal


def first_retry(options: FetchOptions) -> Retry:
    """How many tries there are, none of them used."""
    return Retry(
        total=options.retries,
        backoff_factor=options.backoff,
        status_forcelist=_PASSING,
        allowed_methods=["GET"],
    )


def pause_after(
    outcome: Answer | Refusal, retry: Retry, options: FetchOptions
) -> Pause | Closing | None:
    """What to do after ``outcome``; ``None``: it stands."""
    if not _may_pass(outcome):
        return None
    asked = _retry_after(outcome, retry) if isinstance(outcome, Answer) else None
    if asked is not None and asked > options.max_retry_after:
        return _closing(outcome, asked, options.max_retry_after)
    try:
        left = retry.increment("GET", error=urllib3.exceptions.HTTPError())
    except urllib3.exceptions.MaxRetryError:
        return None
    wait = left.get_backoff_time() if asked is None else asked
    return Pause(seconds=min(wait, options.max_retry_after), retry=left)


def status_reason(status: int) -> Reason:
    """The reason that stands for a status which is no success."""
    named = {
        401: Reason.HTTP_401,
        403: Reason.HTTP_403,
        404: Reason.HTTP_404,
        410: Reason.HTTP_410,
        429: Reason.HTTP_429,
    }
    return named.get(status, Reason.HTTP_5XX if status >= 500 else Reason.HTTP_4XX)


def _may_pass(outcome: Answer | Refusal) -> bool:
    if isinstance(outcome, Refusal):
        return outcome.reason in _PASSING_REASONS
    if outcome.status in _PASSING:
        return True
    # A page that broke off may come whole the next time; one cut by us, or partial, would not.
    return outcome.body is not None and outcome.body.truncated and outcome.status == 200


def _retry_after(answer: Answer, retry: Retry) -> float | None:
    header = answer.header("retry-after")
    if answer.status not in _PASSING or not header or len(header) > 40:
        return None
    try:
        return retry.parse_retry_after(header)
    except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
        return None


def _closing(outcome: Answer | Refusal, seconds: float, granted: float) -> Closing | None:
    if isinstance(outcome, Refusal):
        return None
    detail = f"status {outcome.status}: the site asks to wait longer than {granted:g} seconds"
    refusal = Refusal(status_reason(outcome.status), detail, outcome.status)
    return Closing(seconds=seconds, refusal=refusal)
