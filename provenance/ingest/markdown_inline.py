"""Inline Markdown: links and where their words stand; every other mark blanked by spaces."""

import re
from bisect import bisect_right

import attrs

from provenance.ingest.link_lists import find_addresses
from provenance.model import Link
from provenance.spans import Span

_LABEL = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}\]){0,1000}"
_TARGET = r"(?:<[^<>\n]{0,2000}>|[^\s<>()]{0,2000}(?:\([^\s()]{0,500}\)[^\s<>()]{0,2000}){0,3})"
_IMAGE = re.compile(rf"!\[{_LABEL}\](?:\(\s*{_TARGET}[^()\n]{{0,300}}\)|\[[^\[\]]{{0,200}}\])")
_INLINE_LINK = re.compile(
    rf"\[(?P<words>{_LABEL})\]\(\s*(?P<url>{_TARGET})(?:\s+[\"'(][^\n]{{0,300}}?[\"')])?\s*\)", re.S
)
_REFERENCE_LINK = re.compile(rf"\[(?P<words>{_LABEL})\](?:[ ]?\[(?P<name>[^\[\]]{{0,200}})\])?")
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\[\]\s]{1,60})\]")
_DEFINITION = re.compile(
    r"(?m)^ {0,3}\[(?P<name>[^\[\]\r\n]{1,200})\]:[ \t]*"
    r"(?P<url><[^<>\r\n]{1,2000}>|\S{1,2000})?(?P<rest>[^\r\n]*)$"
)
_CODE_SPAN = re.compile(r"(`{1,3})(?!`)(?P<code>[^`\n]{1,500})\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->|<(script|style)\b[^>]{0,500}>.*?</\1\s*>", re.S | re.I)
_ANCHOR_TAG = re.compile(
    r"<a\s[^<>]{0,500}?href\s*=\s*[\"']?(?P<url>[^\"'\s<>]{1,2000})[^<>]{0,500}>(?P<words>[^<]{0,1000})</a\s*>",
    re.I,
)
_TAG = re.compile(
    r"</?[a-zA-Z][\w-]{0,30}(?:\s[^<>]{0,1000})?/?>|\{\{[<%][^{}]{0,500}[%>]\}\}|\{%[^{}]{0,500}%\}|\{:[^{}\n]{0,200}\}"
)
_EMPHASIS = re.compile(
    r"\*+(?=\S)|(?<=\S)\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|~~|==(?=\S)|(?<=\S)=="
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@attrs.define
class Mask:
    """A text with stretches blanked by spaces, line ends kept: the same length."""

    characters: list[str]
    kept: list[Span] = attrs.field(factory=list)

    def blank(self, start: int, end: int) -> None:
        """Put spaces over ``start`` to ``end``."""
        for index in range(start, end):
            if self.characters[index] not in "\r\n":
                self.characters[index] = " "

    @property
    def text(self) -> str:
        """What is left."""
        return "".join(self.characters)


@attrs.frozen
class Definitions:
    """Link definitions ``[name]: address`` and footnotes ``[^name]: …``, by folded name."""

    urls: dict[str, str]
    spans: tuple[Span, ...]

    def holds(self, at: int) -> bool:
        """Whether a definition stands at offset ``at``."""
        index = bisect_right(self.spans, at, key=lambda span: span.start) - 1
        return index >= 0 and at < self.spans[index].end


def read_definitions(text: str, start: int) -> Definitions:
    """The definitions of a Markdown file from ``start`` on."""
    urls: dict[str, str] = {}
    spans = []
    for found in _DEFINITION.finditer(text, start):
        name = _folded(found["name"])
        target = (found["url"] or "").strip("<>")
        if name.startswith("^"):
            addresses = find_addresses(
                text, found.start("url") if found["url"] else found.end(), found.end()
            )
            urls.setdefault(name, addresses[0].url if addresses else "")
        elif not _is_target(target):
            continue
        else:
            urls.setdefault(name, target)
        spans.append(Span(found.start(), found.end()))
    return Definitions(urls, tuple(spans))


def _is_target(target: str) -> bool:
    return bool(re.match(r"(?:https?:)?//|www\.|mailto:|/|\.{1,2}/|#", target))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def mask_inline(text: str, start: int, mask: Mask, definitions: Definitions) -> list[Link]:
    """Blanks the inline marks of ``text[start:]`` in ``mask``; returns the links found."""
    links: list[Link] = []
    for found in _COMMENT.finditer(text, start):
        mask.blank(found.start(), found.end())
    for found in _IMAGE.finditer(mask.text, start):
        mask.blank(found.start(), found.end())
    _mask_code(mask, start)
    for found in _INLINE_LINK.finditer(mask.text, start):
        if not _is_code(mask, found.start()):
            links += _link(mask, found, found["url"].strip("<>"))
    for found in _ANCHOR_TAG.finditer(mask.text, start):
        links += _link(mask, found, found["url"])
    _mask_references(mask, start, definitions, links)
    _mask_the_rest(mask, start)
    return links


def _mask_code(mask: Mask, start: int) -> None:
    for found in _CODE_SPAN.finditer(mask.text, start):
        mask.blank(found.start(), found.start("code"))
        mask.blank(found.end("code"), found.end())
        mask.kept.append(Span(found.start("code"), found.end("code")))


def _is_code(mask: Mask, at: int) -> bool:
    """Whether ``at`` lies in a code span (they are kept in order)."""
    index = bisect_right(mask.kept, at, key=lambda span: span.start) - 1
    return index >= 0 and at < mask.kept[index].end


def _link(mask: Mask, found: re.Match[str], url: str) -> list[Link]:
    words = Span(found.start("words"), found.end("words"))
    mask.blank(found.start(), words.start)
    mask.blank(words.end, found.end())
    span = _without_marks(words, mask)
    if not len(span) or not re.match(r"(?:https?:)?//|www\.", url):
        return []
    address = (
        url if url.startswith("http") else "https:" + ("//" + url if url.startswith("www") else url)
    )
    return [Link(url=address, span=span)]


def _without_marks(words: Span, mask: Mask) -> Span:
    """``words`` without blanks and without the emphasis that wraps them whole."""
    start, end = words.start, words.end
    characters = mask.characters
    while start < end and characters[start].isspace():
        start += 1
    while start < end and characters[end - 1].isspace():
        end -= 1
    while (
        end - start > 2 and characters[start] == characters[end - 1] and characters[start] in "*_~"
    ):
        start, end = start + 1, end - 1
    return Span(start, end)


def _mask_references(mask: Mask, start: int, definitions: Definitions, links: list[Link]) -> None:
    for found in _FOOTNOTE.finditer(mask.text, start):
        url = definitions.urls.get("^" + _folded(found["name"]))
        if url and not definitions.holds(found.start()):
            links.append(Link(url=url, span=Span(found.start(), found.end())))
        if url is not None:
            mask.blank(found.start(), found.end())
    if not definitions.urls:
        return
    for found in _REFERENCE_LINK.finditer(mask.text, start):
        if definitions.holds(found.start()) or _is_code(mask, found.start()):
            continue
        url = definitions.urls.get(_folded(found["name"] or found["words"]))
        if url is not None:
            links.extend(_link(mask, found, url))


def _mask_the_rest(mask: Mask, start: int) -> None:
    text = mask.text
    protected = sorted([*mask.kept, *(link.span for link in find_addresses(text, start))])
    at = 0
    marks = sorted(
        (found.start(), found.end())
        for pattern in (_TAG, _ESCAPE, _EMPHASIS, re.compile(r"<(?=https?://)|(?<=\S)>(?=\W|$)"))
        for found in pattern.finditer(text, start)
    )
    for begin, end in marks:
        while at < len(protected) and protected[at].end <= begin:
            at += 1
        if at < len(protected) and protected[at].start <= begin < protected[at].end:
            continue
        if begin > 0 and text[begin - 1] == "\\" and text[begin] in "*_~=<>":
            continue
        mask.blank(begin, end)
