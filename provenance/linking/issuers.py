"""Who put out the documents at hand: of very many, found by name without asking each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain

import attrs

from provenance.linking.hosts import StemIndex, is_host_of
from provenance.linking.voices import Voice, distinct_words, initials_of, is_same_name
from provenance.registry import HostIndex

_NONE: Set[int] = frozenset()


@attrs.frozen
class Issuer:
    """Who puts a document out."""

    publisher: str | None
    """Its id, if it is a known one."""
    name: str | None
    host: str

    def is_meant_by(self, voice: Voice) -> bool:
        """Whether whoever is cited is this one."""
        if self.publisher is not None and voice.publisher is not None:
            return self.publisher == voice.publisher.id
        names = voice.names
        if self.name is not None and any(is_same_name(name, self.name) for name in names):
            return True
        return any(is_host_of(self.host, name) for name in names)


class Issuers:
    """Issuers by what :meth:`Issuer.is_meant_by` looks at."""

    def __init__(self, issuers: Iterable[Issuer]) -> None:
        """Each of ``issuers`` once."""
        self._issuers = tuple(dict.fromkeys(issuers))
        hosts = [issuer.host for issuer in self._issuers]
        self._hosts, self._stems = HostIndex(hosts), StemIndex(hosts)
        self._publishers: dict[str, set[int]] = defaultdict(set)
        self._names: dict[tuple[str, str], set[int]] = defaultdict(set)
        often = Counter(word for name in self._named() for word in distinct_words(name))
        for number, issuer in enumerate(self._issuers):
            if issuer.publisher is not None:
                self._publishers[issuer.publisher].add(number)
            for key in _keys_of(issuer.name, often) if issuer.name else ():
                self._names[key].add(number)

    def may_be_meant_by(self, voice: Voice) -> tuple[Issuer, ...]:
        """All that are meant by whoever is cited, and few others, in their order."""
        found: set[int] = set()
        if voice.publisher is not None:
            found |= self._publishers.get(voice.publisher.id, _NONE)
        for name in voice.names:
            found |= self._called(name)
            found |= self._hosts.may_match(name)
            found |= self._stems.may_share(name)
        return tuple(map(self._issuers.__getitem__, sorted(found)))

    def _called(self, name: str) -> set[int]:
        """All numbers of those whose name can be the same as ``name``, and few others."""
        words = distinct_words(name)
        parts = [part for part in name.split() if part.isupper()]
        keys = [
            *(("whole", name.casefold()), ("initials", name), ("capitals", name)),
            *(("spelt", one) for one in (initials_of(name), *parts)),
            *(("rarest", word) for word in words),
        ]
        found = set(chain.from_iterable(self._names.get(key, _NONE) for key in keys))
        holders = sorted((self._names.get(("word", word), _NONE) for word in words), key=len)
        return found | set.intersection(*map(set, holders)) if holders else found

    def _named(self) -> Sequence[str]:
        return [issuer.name for issuer in self._issuers if issuer.name]


def _keys_of(name: str, often: Counter[str]) -> Iterator[tuple[str, str]]:
    """The other side of what :func:`~provenance.linking.voices.is_same_name` compares."""
    yield "whole", name.casefold()
    yield "spelt", name
    yield "initials", initials_of(name)
    for part in name.split():
        if part.isupper():
            yield "capitals", part
    words = distinct_words(name)
    for word in words:
        yield "word", word
    if words:
        yield "rarest", min(words, key=lambda word: (often[word], word))
