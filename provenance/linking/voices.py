"""Yields the bodies an article speaks of, so that ``the bank`` finds the bank meant.

A voice is a body under all names the article uses for it. A common noun finds the voice whose name
has it, else the one last spoken of that can be called so; none when nothing fits.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import attrs

from provenance.attribution.cues import load_names
from provenance.registry import Publisher

_DISTINCT = 4
"""Letters a word of a name needs before sharing it makes two names one body's."""

_STEM = 5
"""Letters of a common noun that must agree: enough for ``council``/``councillors`` and cases."""

_MEMORY = 40
"""Voices kept; an article with more bodies than that is a list, and old ones are not meant."""


@attrs.frozen(kw_only=True)
class Voice:
    """One body under all names the article has for it."""

    key: int
    names: tuple[str, ...]
    nouns: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    publisher: Publisher | None = None

    @property
    def label(self) -> str:
        """The name a person would know it by."""
        if self.publisher is not None:
            return self.publisher.name
        return self.names[0] if self.names else ""


class Voices:
    """The bodies named so far, the one last spoken of at the end."""

    def __init__(self) -> None:
        self._voices: dict[int, Voice] = {}
        self._next = 0

    def note(
        self,
        name: str | None,
        *,
        publisher: Publisher | None = None,
        noun: str | None = None,
        classes: frozenset[str] = frozenset(),
    ) -> Voice:
        """Remember that a body was spoken of; returns it with everything known of it."""
        known = self.find(name, publisher=publisher)
        if known is None:
            known = Voice(key=self._next, names=())
            self._next += 1
        names = known.names if name is None or name in known.names else (*known.names, name)
        voice = Voice(
            key=known.key,
            names=names,
            nouns=known.nouns | ({noun} if noun else frozenset()),
            classes=known.classes | classes | _classes_of(publisher or known.publisher),
            publisher=known.publisher or publisher,
        )
        self._voices.pop(voice.key, None)
        self._voices[voice.key] = voice
        while len(self._voices) > _MEMORY:
            self._voices.pop(next(iter(self._voices)))
        return voice

    def alias(self, voice: Voice, name: str) -> Voice:
        """Remember a further name of a body."""
        if name in voice.names:
            return voice
        known = attrs.evolve(voice, names=(*voice.names, name))
        self._voices[voice.key] = known
        return known

    def find(self, name: str | None, *, publisher: Publisher | None = None) -> Voice | None:
        """The voice of this publisher or name, if it was spoken of before."""
        for voice in reversed(self._voices.values()):
            if publisher is not None and voice.publisher is not None:
                if voice.publisher.id == publisher.id:
                    return voice
                continue
            if not name:
                continue
            for other in voice.names:
                if is_same_name(name, other):
                    return voice
        return None

    def by_noun(
        self, noun: str, classes: frozenset[str], *, hypernym: bool = False
    ) -> Voice | None:
        """The body meant by a common noun; ``None`` when none fits.

        A body whose name has the noun comes first, then one that was called so, then, for a
        ``hypernym`` such as ``agency``, the one last spoken of that is of its class.
        """
        recent = list(reversed(self._voices.values()))
        for fits in (_is_called, _has_noun):
            for voice in recent:
                if fits(voice, noun):
                    return voice
        for voice in recent if hypernym else ():
            if voice.classes & classes or (not voice.classes and classes - {"public"}):
                return voice
        return None


def is_same_name(left: str, right: str) -> bool:
    """Whether two proper names can be one body's: equal, initials, or one a part of the other."""
    if (
        left.casefold() == right.casefold()
        or initials_of(left) == right
        or initials_of(right) == left
    ):
        return True
    for short, long in ((left, right), (right, left)):
        if short.isupper() and short in long.split():
            return True
    if len(left) < _DISTINCT or len(right) < _DISTINCT:
        return False
    kinds, others = _kind_words(left), _kind_words(right)
    if kinds and others and not kinds & others:
        return False  # the Bank of Canada is not Statistics Canada
    first, second = distinct_words(left), distinct_words(right)
    return bool(first and second) and (first <= second or second <= first)


def stem(noun: str) -> str:
    """What the inflected forms of a noun share."""
    return noun.casefold()[:_STEM]


def _is_called(voice: Voice, noun: str) -> bool:
    names = voice.names + (voice.publisher.names if voice.publisher is not None else ())
    return any(
        word.startswith(stem(noun))
        or (len(word) > 3 and noun.startswith(word))
        or (len(word) > 3 and noun.endswith(word))
        for name in names
        for word in re.findall(r"\w+", name.casefold())
    )


def _has_noun(voice: Voice, noun: str) -> bool:
    return any(stem(known) == stem(noun) for known in voice.nouns)


@lru_cache(maxsize=1 << 9)
def initials_of(name: str) -> str:
    """Those of the words with a capital; none of one word."""
    words = [word for word in re.findall(r"\w+", name) if word[0].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@lru_cache(maxsize=1 << 9)
def _kind_words(name: str) -> frozenset[str]:
    bodies = load_names().bodies
    return frozenset(word for word in re.findall(r"[\w-]+", name) if word in bodies)


@lru_cache(maxsize=1 << 9)
def distinct_words(name: str) -> frozenset[str]:
    """The words by which a body is told from others of its kind."""
    bodies = load_names().bodies
    return frozenset(
        word.casefold()
        for word in re.findall(r"[\w-]+", name)
        if word[0].isupper() and len(word) > 2 and word not in bodies
    ) or frozenset(word.casefold() for word in re.findall(r"[\w-]+", name) if len(word) > 2)


_KINDS = {
    "association": frozenset({"association"}),
    "central-bank": frozenset({"bank", "public"}),
    "company": frozenset({"company"}),
    "geology": frozenset({"science", "public"}),
    "international-organisation": frozenset({"association", "public"}),
    "journal": frozenset({"science"}),
    "meteorology": frozenset({"science", "public"}),
    "museum": frozenset({"association"}),
    "news": frozenset({"news"}),
    "science-agency": frozenset({"science", "public"}),
    "space-agency": frozenset({"science", "public"}),
    "think-tank": frozenset({"association", "science"}),
    "trade-union": frozenset({"association"}),
}
"""Which common nouns a publisher of the registry can be called by; a kind not listed: public."""


def _classes_of(publisher: Publisher | None) -> frozenset[str]:
    if publisher is None:
        return frozenset()
    return _KINDS.get(publisher.kind, frozenset({"public"}))


def all_names(voice: Voice) -> Iterable[str]:
    """The names the article has for the voice, and the registry's first name and abbreviations."""
    yield from voice.names
    if voice.publisher is not None:
        yield voice.publisher.name
        yield from voice.publisher.abbreviations
