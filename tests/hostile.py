"""Words that want out of the text they stand in, and a way to put them everywhere."""

import enum
from collections.abc import Callable
from typing import Any

import attrs

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    'https://a.example/" onmouseover="alert(1)',
    "-->{{ 7 * 7 }}{% raw %}",
    "a\u202eb\u200bc\u2066d\ufeffe\x00f\x1bg\udcffh",
    "<!--",
    "]]>&amp;&#0;",
)


def suffixed(value: Any, words: str) -> Any:
    """``value`` with ``words`` behind every string in it; equal ids stay equal."""
    return changed(value, lambda text: text + words)


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """``value`` with every string in it changed, down through tuples and nouns."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(changed(one, change) for one in value)
    if attrs.has(type(value)) and not isinstance(value, enum.Enum):
        changes = {
            field.name: changed(getattr(value, field.name), change)
            for field in attrs.fields(type(value))
        }
        return attrs.evolve(value, **changes)
    return value
