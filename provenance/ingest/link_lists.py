"""Addresses in running text and in lists at the foot of an article."""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.ingest.furniture import count_words, ends_sentence
from provenance.ingest.lexicon import lexicon, plain
from provenance.ingest.units import Unit
from provenance.model import Link
from provenance.spans import Span
from provenance.terms import BlockKind

_ADDRESS = re.compile(
    r"""(?:https?://|www\.(?=[\w-]+\.\w))[^\s<>"“”„«»‘’\x00-\x1f{}|\\^`\u200b]+"""
    r"""|(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,4}(?:[a-z]{2,12})/[^\s<>"“”„«»‘’]{3,}""",
    re.I,
)
_MARK_OF_ADDRESS = re.compile(r"/|www\.")
_CLOSING = ".,;:!?*_'…"
_LINKS_OF_A_UNIT = 200
_LABEL_LIMIT = 24
"""Words that may stand beside the addresses of a listed line: a footnote names author and title."""


def find_addresses(text: str, start: int = 0, end: int | None = None) -> list[Link]:
    """The bare addresses in ``text[start:end]``, without the punctuation that closes a sentence."""
    end = len(text) if end is None else end
    lines = _lines_with_addresses(text, start, end)
    links = []
    for found in (one for line in lines for one in _ADDRESS.finditer(text, *line)):
        address = _trimmed(found[0])
        host = address.split("//")[-1].split("/")[0]
        if "." not in host:
            continue
        url = address if address.lower().startswith("http") else f"https://{address}"
        links.append(Link(url=url, span=Span(found.start(), found.start() + len(address))))
    return links


def may_have_address(text: str) -> bool:
    """Whether ``text`` has what stands in every address."""
    return "/" in text or "www." in text.lower()


def _lines_with_addresses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of ``text[start:end]`` in which an address can stand: few have its marks."""
    lowered = text[start:end].lower()
    if len(lowered) != end - start:
        yield start, end
        return
    # Most articles have their addresses at the foot: what stands before the first is passed over.
    found = [place for sign in ("/", "www.") if (place := lowered.find(sign)) >= 0]
    at = 0
    for mark in _MARK_OF_ADDRESS.finditer(lowered, min(found, default=len(lowered))):
        if mark.start() < at:
            continue
        first = max(at, lowered.rfind("\n", at, mark.start()) + 1)
        at = lowered.find("\n", mark.start())
        at = len(lowered) if at < 0 else at
        yield start + first, start + at


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


def is_address_block(lines: list[str], *, foot: bool) -> bool:
    """Whether all ``lines`` are entries of a list of addresses, the first perhaps its label."""
    entries = lines[1:] if len(lines) > 1 and is_list_label(lines[0]) else lines
    return bool(entries) and all(is_address_line(line, foot=foot) for line in entries)


def _is_footnote(before: str) -> bool:
    return bool(
        re.match(r"\s*(?:\[\d+\]|\d{1,3}[.)]|[¹²³⁴⁵⁶⁷⁸⁹]+|\*|•|-|–)\s*", before)
    ) or before.rstrip().endswith((":", ","))


def with_link_rows(
    units: Sequence[Unit], links: Sequence[Link], text: str, *, home: str | None
) -> list[Unit]:
    """``units`` with those that are nothing but links judged: sources, or other stories.

    Args:
        units: in reading order.
        links: with the spans of their words.
        text: in which the spans are taken.
        home: host of the page; a row of links that lead there is furniture.
    """
    ordered = sorted(links, key=lambda link: link.span)
    result: list[Unit] = []
    at = 0
    for unit in units:
        while at < len(ordered) and ordered[at].span.end <= unit.span.start:
            at += 1
        inside = []
        for link in ordered[at : at + _LINKS_OF_A_UNIT]:
            if link.span.start >= unit.span.end:
                break
            inside.append(link)
        result.append(_judged_by_links(unit, inside, text, result[-1:], home=home))
    return result


def _judged_by_links(
    unit: Unit, links: list[Link], text: str, before: list[Unit], *, home: str | None
) -> Unit:
    if unit.kind not in {None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or not links:
        return unit
    if not _has_only_links(unit.span, links, text) or "://" in unit.span.of(text):
        return unit
    labelled = any(b.kind is BlockKind.LINK_LIST or is_list_label(b.span.of(text)) for b in before)
    abroad = home is None or all(home != _host(link.url) for link in links)
    kind = (
        BlockKind.LINK_LIST
        if labelled or (abroad and unit.kind is BlockKind.LIST_ITEM)
        else BlockKind.BOILERPLATE
    )
    return attrs.evolve(unit, kind=kind)


def _has_only_links(span: Span, links: list[Link], text: str) -> bool:
    """Whether the words beside the links are at most a label such as "Source:"."""
    rest = []
    at = span.start
    for link in links:
        rest.append(text[at : link.span.start])
        at = max(at, link.span.end)
    rest.append(text[at : span.end])
    beside = plain(" ".join(rest)).strip(_BESIDE)
    if not beside:
        # A sentence that is wholly a link ("He resigned.") is still a sentence.
        return not ends_sentence(text[span.start : span.end])
    return beside in lexicon().mark_sets["list_labels"]


_BESIDE = " -–—•*·▪‣>[](){}:;,.#0123456789\"'_|"


def _host(url: str) -> str:
    host = url.split("//", 1)[-1].split("/", 1)[0].lower()
    return host.removeprefix("www.")


def is_list_label(line: str) -> bool:
    """Whether ``line`` alone is the heading of a list of addresses: "Sources:"."""
    label = plain(line[:80]).strip(" :.*_#")
    return label in lexicon().mark_sets["list_labels"]
