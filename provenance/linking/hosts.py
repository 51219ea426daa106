"""Yields whether a host is a body's own, also where the text inflects the name.

``host_matches_name`` wants the name's own words; ``сообщили в управлении Северной дороги`` has them
in the genitive. Here two stems, or a stem beside the initials, do.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from provenance.registry import HostReader, HostSigns, host_matches_name, shared_by_two

SAME_HOST = 0.8
"""From here ``host_matches_name`` calls a host the body's own; below it is a mere hint."""

_WORD = re.compile(r"\w+")
_SHORTEST_NAME = 3
_STEM = 5
_SHORTEST = 4
_SHARED = 2
"""Stems that must stand in the host; one alone is a place or a trade that many share."""
_NAME_WORDS = 10
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхыэіґёцщ", "abvgdeziyklmnoprstufhyeigecs", strict=True)),
        "ж": "zh",
        "ч": "ch",
        "ш": "sh",
        "ю": "yu",
        "я": "ya",
        "є": "ye",
        "ї": "yi",
        "ъ": "",
        "ь": "",
    }
)


def is_host_of(host: str, name: str) -> bool:
    """Whether ``host`` is the home of a body called ``name``."""
    if len(name) < _SHORTEST_NAME:
        return False
    return _shares_stems(host, _signs_of(name)) or host_matches_name(host, name) >= SAME_HOST


class StemIndex:
    """Very many hosts by what :func:`is_host_of` looks for besides a whole name."""

    def __init__(self, hosts: Sequence[str]) -> None:
        """The number of a host is its place among ``hosts``."""
        self._everyone = frozenset(range(len(hosts)))
        self._postings: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, host in enumerate(hosts):
            home, labels = _pieces(host)
            for label in labels:
                self._postings["label", label].add(number)
            for at in range(len(home) - _SHORTEST + 1):
                self._postings["stem", home[at : at + _SHORTEST]].add(number)

    def may_share(self, name: str) -> Set[int]:
        """All numbers of hosts that have two stems of ``name`` or a stem and initials."""
        initials, stems = _signs_of(name)
        if any(len(stem) < _SHORTEST for stem in stems):
            return self._everyone  # what Cyrillic letters without a sound leave of a word
        found = shared_by_two(self._postings, [("stem", stem[:_SHORTEST]) for stem in stems])
        for end in range(1, len(initials) + 1):
            found |= self._postings.get(("label", initials[:end]), frozenset())
        return found


class Homes:
    """The hosts an article leads to, asked for name after name whether one is its body's own."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self._hosts = tuple(dict.fromkeys(hosts))
        self._signs = HostSigns(self._hosts)
        pieces = [_pieces(host) for host in self._hosts]
        self._joined = "\n".join(home for home, _ in pieces)
        self._labels = frozenset(label for _, labels in pieces for label in labels)
        self._fewest = min([self._signs.shortest, *map(len, self._labels)])
        """Letters of the shortest label or piece of one."""
        self._called: dict[str, frozenset[str]] = {}
        self._near: dict[str, bool] = {}
        """By word, in Latin letters: whether a host may have it."""

    def __bool__(self) -> bool:
        return bool(self._hosts)

    def called(self, name: str) -> frozenset[str]:
        """The hosts that are the home of a body called ``name``."""
        found = self._called.get(name)
        if found is None:
            found = frozenset(self._homes_of(name)) if self._may_be_called(name) else frozenset()
            self._called[name] = found
        return found

    def is_host_of(self, host: str, name: str) -> bool:
        """:func:`is_host_of`, answered from memory for the hosts that are known here."""
        return host in self.called(name) if host in self._hosts else is_host_of(host, name)

    def _homes_of(self, name: str) -> Iterator[str]:
        signs, reads = _signs_of(name), HostReader(name)
        for host in self._hosts:
            if _shares_stems(host, signs) or reads.score(host) >= SAME_HOST:
                yield host

    def _may_be_called(self, name: str) -> bool:
        """``False`` only where none of the hosts is the home of a body called ``name``."""
        if len(name) < _SHORTEST_NAME or not self._hosts:
            return False
        words = name.split(" ")
        if name.isascii() and all(map(str.isalpha, words)):
            return self._may_be_plain(words)
        initials, stems = _signs_of(name)
        if initials in self._labels or any(map(self._joined.__contains__, stems)):
            return True
        return self._signs.may_match(name)

    def _may_be_plain(self, words: Sequence[str]) -> bool:
        """:meth:`_may_be_called` for a name of letters and single spaces, as most are."""
        if any(map(self._is_near, words)):
            return True
        # No long word is near: only initials, or short words in one, may be a piece of a host.
        if sum([len(word) if len(word) < _SHORTEST else 1 for word in words]) < self._fewest:
            return False
        initials = "".join([word[0] for word in words[:_NAME_WORDS] if word[0].isupper()])
        return initials.lower() in self._labels or self._signs.may_be_joined(words)

    def _is_near(self, word: str) -> bool:
        near = self._near.get(word)
        if near is None:
            stem = word.lower()[:_STEM]
            near = self._signs.has(word) or (len(word) >= _SHORTEST and stem in self._joined)
            self._near[word] = near
        return near


def _shares_stems(host: str, signs: tuple[str, frozenset[str]]) -> bool:
    """Whether the :func:`_signs_of` a name are in ``host``."""
    initials, stems = signs
    home, labels = _pieces(host)
    if initials in labels:
        return True
    shared = sum([stem in home for stem in stems])
    return shared > 0 and shared + initials.startswith(labels) >= _SHARED


@lru_cache(maxsize=1 << 9)
def _pieces(host: str) -> tuple[str, tuple[str, ...]]:
    home = host.casefold().replace("-", "").rpartition(".")[0]
    return home, tuple(label for label in re.split(r"[.-]", host.casefold()) if len(label) > 2)


def name_stems(name: str) -> frozenset[str]:
    """What the inflected forms of the longer words of a name share, in Latin letters."""
    return _signs_of(name)[1]


@lru_cache(maxsize=1 << 9)
def _signs_of(name: str) -> tuple[str, frozenset[str]]:
    """The initials of the words with a capital, and the :func:`name_stems`."""
    words = [(word, _latin(word)) for word in _WORD.findall(name)[:_NAME_WORDS]]
    initials = "".join([latin[:1] for word, latin in words if word[0].isupper()])
    return initials, frozenset([latin[:_STEM] for _, latin in words if len(latin) >= _SHORTEST])


def _latin(word: str) -> str:
    """``word`` in plain Latin letters, lower-case."""
    if word.isascii():
        return word.lower()
    plain = word.casefold().replace("ł", "l").replace("ß", "ss").translate(_CYRILLIC)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
