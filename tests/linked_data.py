"""JSON-LD read by somebody else's processor, with contexts at hand: nothing leaves the machine."""

import json
from pathlib import Path
from typing import Any

from pyld import jsonld  # type: ignore[import-untyped]  # it publishes no types

CONTEXTS = Path(__file__).parent / "cases" / "contexts"
FILES = {
    "https://schema.org": "schema.json",
    "https://schema.org/": "schema.json",
    "http://www.w3.org/ns/anno.jsonld": "anno.json",
}


def load(address: str, _options: object = None) -> dict[str, Any]:
    """The context at ``address``; a :class:`KeyError` for an address that is not at hand."""
    return {
        "contextUrl": None,
        "documentUrl": address,
        "contentType": "application/ld+json",
        "document": json.loads((CONTEXTS / FILES[address]).read_text("utf-8")),
    }


def expanded(text: str) -> list[dict[str, Any]]:
    """``text`` with every term by its full name; what no context knows is left out."""
    return list(jsonld.expand(json.loads(text), {"documentLoader": load}))


def compacted(text: str) -> dict[str, Any]:
    """``text`` expanded and written in its own terms again: equal to it if nothing was lost."""
    given = json.loads(text)
    context = given["@context"]
    return dict(jsonld.compact(expanded(text), context, {"documentLoader": load}))
