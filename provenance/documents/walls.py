"""Is there a document at all? Pages that stand where one should be: walls, missing pages, moves.

To call a good document a wall loses evidence, so a phrase alone never does it: the page must also
have next to nothing to read. Articles *about* pay walls, cookies and missing pages have a story.
"""

from provenance.documents.pages import Page
from provenance.documents.phrases import phrases
from provenance.terms import Reason, Target
from provenance.urls import (
    account_of,
    domain_matches,
    host_of,
    registrable_domain,
    target_of,
    url_key,
)
from provenance.urls.parts import split_url

_LITTLE = 600
"""Characters of story under which a title of a wall is believed, where it may be doubted. In
``tests/cases/documents`` walls have up to 191 and documents with such a title 575 from their
stories; higher, and briefs about missing pages are lost; lower, and walls with teasers are read."""
_VERY_LITTLE = 250
"""Characters under which a line is believed; the same trade, without a title."""
_MUCH = 3000
"""Characters over which no title is believed: a missing page may carry teasers, not so many."""
_TERSE = 2
"""Words of a title that may be a work's or a case's: "404", "Access denied"."""
_NOTHING = 40
"""Characters under which there is nothing to read."""
_OTHER_PROSE = 120
"""Characters that a consent page may have besides its sentences on cookies."""
_SHORTENED = 12
"""Characters of a path that a link shortener may have."""


def wall_of(page: Page) -> Reason | None:
    """Why ``page`` is no document, or ``None`` when it is one, whole or not."""
    for is_one, reason in (
        (_is_moved, Reason.MOVED_TO_FRONT_PAGE),
        (_is_robot_check, Reason.ROBOT_CHECK),
        (_is_missing, Reason.SOFT_404),
        (_is_consent, Reason.CONSENT_WALL),
        (_is_login, Reason.LOGIN_WALL),
        (_is_paywall, Reason.PAYWALL),
    ):
        if is_one(page):
            return reason
    return None


def is_moved(asked: str, answered: str) -> bool:
    """Whether a document was asked for, and a front page answered."""
    if url_key(asked) == url_key(answered) or target_of(asked) is not Target.DOCUMENT:
        return False
    return target_of(answered) is Target.SITE and not _is_shortener(asked, answered)


def is_above(asked: str, answered: str) -> bool:
    """Whether a document was asked for, and a page that changes answered from a folder above it."""
    if target_of(asked) is not Target.DOCUMENT or target_of(answered) is not Target.PAGE:
        return False
    own, above = split_url(asked), split_url(answered)
    return (
        domain_matches(host_of(answered), registrable_domain(host_of(asked)))
        and own is not None
        and above is not None
        and own.path.startswith(above.path.rstrip("/") + "/")
        and not above.query
    )


def _is_shortener(asked: str, answered: str) -> bool:
    """Whether the address may only have stood for another site's front page."""
    same = registrable_domain(host_of(asked)) == registrable_domain(host_of(answered))
    parts = split_url(asked)
    return not same and parts is not None and len(parts.path) <= _SHORTENED


def is_walled_platform(url: str) -> bool:
    """Whether ``url`` is on a platform that shows posts only to those who are logged in."""
    account = account_of(url)
    if account is not None:
        return account.platform in phrases().walled_platforms
    host = host_of(url)
    return any(domain_matches(host, f"{name}.com") for name in phrases().walled_platforms)


def _is_moved(page: Page) -> bool:
    """A dated page in a folder above may be the document under its new address."""
    undated = not (page.is_dated or page.signs.is_article)
    return is_moved(page.asked, page.answered) or (undated and is_above(page.asked, page.answered))


def _is_robot_check(page: Page) -> bool:
    if page.named("robot") and not page.is_dated:
        return page.story < _least(page, "robot")
    return page.has_line("robot") and page.story < _VERY_LITTLE and not page.signs.is_article


def _is_missing(page: Page) -> bool:
    words = page.named("not_found")
    if words:
        sure = words > _TERSE and not (page.signs.is_article or page.is_dated)
        return page.story < (_MUCH if sure else _least(page, "not_found"))
    return (
        page.has_line("not_found")
        and page.story < _VERY_LITTLE
        and not (page.signs.is_article or page.is_dated)
    )


def _least(page: Page, sort: str) -> int:
    """Characters under which a title is believed: fewer for one that may be a work's own."""
    sure = page.named(sort) > _TERSE or page.has_line(sort)
    return _LITTLE if sure else _VERY_LITTLE


def _is_consent(page: Page) -> bool:
    if _is_on_path(page, "consent") or _has_label(page, phrases().consent_hosts):
        return page.story < _MUCH
    asks = any(_is_agreeing(line.words) for line in page.signs.lines if not line.hidden)
    other = sum(len(words) for words in page.prose)
    if not page.has_line("consent") or not asks or other >= _OTHER_PROSE or page.is_dated:
        return False
    return page.named("consent") > 0 or not page.signs.headings


def _is_agreeing(words: str) -> bool:
    return words.casefold().strip(" .!✓✔×") in phrases().buttons


def _is_login(page: Page) -> bool:
    named, line = page.named("login") > 0, page.has_line("login")
    if is_walled_platform(page.asked):
        return named or line or page.story < _NOTHING or _is_on_path(page, "login")
    if _is_on_path(page, "login"):
        return page.signs.has_password or named or line or page.story < _VERY_LITTLE
    if page.is_dated or page.signs.is_article:
        return False
    if named and page.story < _LITTLE:
        return page.signs.has_password or line or page.story < _NOTHING
    return line and page.story < _VERY_LITTLE


def _is_paywall(page: Page) -> bool:
    return page.has_line("paywall") and page.story < _NOTHING


def _is_on_path(page: Page, sort: str) -> bool:
    """Whether the reader was sent to an address that is made for such a wall."""
    asked, answered = _segments(page.asked), _segments(page.answered)
    listed = phrases().paths[sort]
    return bool(listed & answered) and not listed & asked


def _segments(url: str) -> set[str]:
    parts = split_url(url)
    return set() if parts is None else {piece.lower() for piece in parts.segments}


def _has_label(page: Page, labels: frozenset[str]) -> bool:
    answered = set(host_of(page.answered).split(".")[:-1])
    return bool(labels & answered) and not labels & set(host_of(page.asked).split("."))
