"""Values as JSON text that may stand in a page: sorted, and nothing in it reads as markup."""

import json
import re
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKUP = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}
"""Only strings can hold these, so an escape may stand for each wherever it is found."""


def json_text(value: Any) -> str:
    """``value`` as JSON: keys sorted, indented by two, a line end behind.

    The words are kept. ``<``, ``>`` and ``&`` are written as escapes, which read back as the same
    characters, so that the text may stand in a ``script`` element (schema.org and JSON-LD do);
    half a surrogate pair, which no JSON text may hold, becomes U+FFFD.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    return _SURROGATES.sub("\ufffd", text).translate(_MARKUP) + "\n"


def without_gaps(value: dict[str, Any]) -> dict[str, Any]:
    """``value`` without the keys that hold nothing: ``None``, ``""``, ``[]`` or ``{}``."""
    return {key: one for key, one in value.items() if one not in (None, "", [], {})}
