"""HTML source to a tree, and which of its elements are never part of a story."""

import re
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from provenance.errors import InputError
from provenance.terms import Reason

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml gives its class no public name

_NOT_TEXT = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "map",
        "applet",
        "noframes",
        "select",
        "option",
        "input",
        "textarea",
        "button",
        "datalist",
        "dialog",
        "nav",
        "head",
        "noembed",
    ]
)
_FURNITURE_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "tablist",
    ]
)
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|footer|foot|sidebar|side-bar|rail|related|recirc\w*|recommend\w*|"
    r"read-?(?:more|next|also)|more-(?:from|on|stories|news|articles)|trending|popular|most-?(?:read|viewed|popular)|"
    r"share|sharing|sharebar|social(?:-?\w+)?|addthis|sharedaddy|comments?|comment-?list|disqus\w*|respond|replies|"
    r"newsletter\w*|subscri(?:be|ption)\w*|sign-?up|promo\w*|advert\w*|ads?|adsense|ad-\w+|banner|sponsor\w*|outbrain|taboola|"
    r"cookie\w*|consent\w*|gdpr|onetrust\w*|privacy|paywall\w*|regwall|login|modal|popup|pop-up|overlay|lightbox|tooltip|"
    r"skip\w*|toolbar|pagination|pager|widget\w*|tags?|tag-?list|taxonomy|author-?(?:bio|box|card|info)|bio|"
    r"rating|vote|poll|print|hidden|visually-hidden|sr-only|screen-reader\w*|offscreen|noprint|masthead|site-header|"
    r"jump-link|back-to-top|copyright|colophon|credits?-list|teaser\w*|mw-jump-link|mw-editsection|navbox|catlinks)(?=$|[\s_-]|\d)",
    re.I,
)
_COMMENTS_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:-?(?:list|section|area|wrapper|body|container))?|disqus\w*|respond|user-?comments)(?=$|[\s_-])",
    re.I,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DEEPEST = 2000
"""Nesting beyond which a page is refused; browsers cut at 512, real pages stay under 60."""
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})[^<>]*?(/?)>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "tr",
        "td",
        "th",
    ]
)


def holds_comments(element: Element) -> bool:
    """Whether the element is where readers write; no amount of text makes it the story."""
    names = names_of(element)
    if names.isspace() or _COMMENTS_NAME.search(names) is None:
        return False
    return next(element.iter("h1"), None) is None


def parse_html(source: str, *, name: str) -> Element:
    """The tree of a page; comments are dropped, broken markup is mended.

    Raises:
        InputError: no element in it (NOT_AN_ARTICLE), nested too deep (TOO_DEEP).
    """
    _refuse_depth(source, name)
    cleaned = source.replace("\x00", " ")
    parser = etree.HTMLParser(
        encoding="utf-8",
        recover=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        no_network=True,
    )
    try:
        root = etree.fromstring(cleaned.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise _no_page(name) from error
    if root is None:
        raise _no_page(name)
    return root


def _no_page(name: str) -> InputError:
    return InputError(
        f"cannot read '{name}': there is no HTML in it; save the page again",
        reason=Reason.NOT_AN_ARTICLE,
    )


def _refuse_depth(source: str, name: str) -> None:
    if source.count("<") - source.count("</") <= _DEEPEST:
        return
    depth = 0
    for found in _TAG.finditer(source):
        if found[3] or found[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > _DEEPEST:
            line = source.count("\n", 0, found.start()) + 1
            raise InputError(
                f"cannot read '{name}': elements nested more than {_DEEPEST} deep at line {line}; "
                "save the page from a browser again",
                reason=Reason.TOO_DEEP,
            )


def tag_of(element: Element) -> str:
    """The element's tag in small letters; empty for what is no element."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def names_of(element: Element) -> str:
    """Class and id of an element, by which pages say what it is for."""
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('data-component', '')}"


def is_never_text(element: Element, tag: str) -> bool:
    """Whether nothing in the element of this ``tag`` is ever read as words of the page."""
    if not tag or tag in _NOT_TEXT:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def is_furniture_by_name(element: Element) -> bool:
    """Whether tag, role, class or id call the element furniture; a story inside outvotes it."""
    tag = tag_of(element)
    if tag in {"footer", "aside", "form"}:
        return True
    if tag == "header":
        inside = any(tag_of(a) in {"article", "main"} for a in element.iterancestors())
        return not (inside and next(element.iter("h1"), None) is not None)
    if element.get("role", "").lower() in _FURNITURE_ROLES:
        return True
    if tag in {"body", "html", "article", "main"}:
        return False
    names = names_of(element)
    if names.isspace():
        return False
    return (_remembered if len(names) <= _LONGEST_REMEMBERED else _calls_furniture)(names)


def _calls_furniture(names: str) -> bool:
    return _FURNITURE_NAME.search(names) is not None


_LONGEST_REMEMBERED = 200
_remembered = lru_cache(maxsize=1 << 10)(_calls_furniture)
"""Pages of one site call their elements alike."""
