"""Addresses in running text and in lists at the foot of an article."""

import re

from provenance.ingest.furniture import count_words
from provenance.ingest.lexicon import lexicon, plain
from provenance.model import Link
from provenance.spans import Span

_ADDRESS = re.compile(
    r"""(?:https?://|www\.(?=[\w-]+\.\w))[^\s<>"“”„«»‘’\x00-\x1f{}|\\^`\u200b]+"""
    r"""|(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,4}(?:[a-z]{2,12})/[^\s<>"“”„«»‘’]{3,}""",
    re.I,
)
_CLOSING = ".,;:!?*_'…"
_LABEL_LIMIT = 24
"""Words that may stand beside the addresses of a listed line: a footnote names author and title."""


def find_addresses(text: str, start: int = 0, end: int | None = None) -> list[Link]:
    """The bare addresses in ``text[start:end]``, without the punctuation that closes a sentence."""
    links = []
    for found in _ADDRESS.finditer(text, start, len(text) if end is None else end):
        address = _trimmed(found[0])
        host = address.split("//")[-1].split("/")[0]
        if "." not in host:
            continue
        url = address if address.lower().startswith("http") else f"https://{address}"
        links.append(Link(url=url, span=Span(found.start(), found.start() + len(address))))
    return links


def _trimmed(address: str) -> str:
    while address:
        last = address[-1]
        if last in _CLOSING or (last in ")]" and address.count(last) > address.count("([")):
            stripped = address.rstrip(_CLOSING) if last in _CLOSING else _unbalanced(address)
            if stripped == address:
                return address
            address = stripped
        else:
            return address
    return address


def _unbalanced(address: str) -> str:
    opening = {")": "(", "]": "["}[address[-1]]
    if address.count(address[-1]) > address.count(opening):
        return address[:-1]
    return address


def is_address_line(line: str, *, foot: bool) -> bool:
    """Whether ``line`` is an entry of a list of addresses: an address, perhaps with its label.

    Args:
        line: the words.
        foot: whether only furniture and other addresses follow; then a footnote's words may stand
            beside the address.
    """
    links = find_addresses(line)
    if not links:
        return False
    rest = "".join(
        line[a.span.end : b]
        for a, b in zip([None, *links], [*(k.span.start for k in links), len(line)], strict=True)
        if a
    )
    before = line[: links[0].span.start]
    if rest.strip(" \t\u00a0.,;:)]>|-–—*_\"'”»"):
        return False
    label = plain(before).strip(" -–—•*·▪‣>[](){}:;,.#0123456789\"'_|¹²³⁴⁵⁶⁷⁸⁹")
    if not label or label in lexicon().mark_sets["list_labels"]:
        return True
    labelled = before.rstrip().endswith((":", "–", "—", "-", "|", "→", "(", "<", ","))
    if labelled and count_words(label) <= 6 and not re.search(r"[.!?]\s", before):
        return foot or count_words(label) <= 4
    return foot and count_words(label) <= _LABEL_LIMIT and _is_footnote(before)


def _is_footnote(before: str) -> bool:
    return bool(
        re.match(r"\s*(?:\[\d+\]|\d{1,3}[.)]|[¹²³⁴⁵⁶⁷⁸⁹]+|\*|•|-|–)\s*", before)
    ) or before.rstrip().endswith((":", ","))


def is_list_label(line: str) -> bool:
    """Whether ``line`` alone is the heading of a list of addresses: "Sources:"."""
    label = plain(line[:80]).strip(" :.*_#")
    return label in lexicon().mark_sets["list_labels"]
