"""Random generators that depend on names and numbers only, never on history."""

import hashlib
import random


def rng_for(*parts: object) -> random.Random:
    """A generator fixed by ``parts``: the same parts give the same stream on any machine."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return random.Random(digest)  # noqa: S311  (training noise, no secrets)


def half_of(text: str) -> int:
    """0 for the half used for choices, 1 for the half that is reported."""
    return hashlib.sha256(text.encode()).digest()[-1] % 2
