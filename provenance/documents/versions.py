"""What a page calls itself, and where it stands in other languages; only on its own site."""

import re

from provenance.documents.pages import Page
from provenance.urls import canonical_url, host_of, is_web_url, registrable_domain, url_key

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}\Z")
_MOST = 40


def canonical_of(page: Page) -> str | None:
    """The address the page calls its own; ``None`` where it gives none or another site's."""
    url = page.signs.canonical
    return canonical_url(url) if url is not None and _is_own(url, page) else None


def alternates_of(page: Page) -> tuple[tuple[str, str], ...]:
    """Language (BCP 47, lower case) and address of the page's other versions, each address once."""
    seen = {url_key(page.answered)}
    found = []
    for language, url in page.signs.alternates:
        key = url_key(url)
        if key in seen or not _LANGUAGE.match(language) or not _is_own(url, page):
            continue
        seen.add(key)
        found.append((language, canonical_url(url)))
    return tuple(found[:_MOST])


def _is_own(url: str, page: Page) -> bool:
    """Whether ``url`` is on the registrable host that answered."""
    own, other = host_of(page.answered), host_of(url)
    return is_web_url(url) and bool(other) and registrable_domain(own) == registrable_domain(other)
