"""Which of very many hosts may be the home of a body of some name, without asking each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import combinations

from provenance.registry.hostnames import acronyms_of, readings_of, telling_labels, telling_words
from provenance.urls.parts import word_set

_OPENING, _OWN = 3, 5
"""Letters by which a label is looked up: of its beginning, of a word that stands in it."""

Postings = Mapping[tuple[str, str], Set[int]]
_NONE: Set[int] = frozenset()


class HostIndex:
    """Hosts by what :func:`~provenance.registry.hostnames.host_matches_name` looks at.

    A score of 0.8 and more comes from the registered label alone: it is the words of a name in one
    or its acronym; two of its pieces are words or acronyms; it is made of beginnings, the first one
    of the first word; or it has the one word that is the name's own.
    """

    def __init__(self, hosts: Iterable[str]) -> None:
        """The number of a host is its place among ``hosts``."""
        self._postings: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, host in enumerate(hosts):
            for key in _keys_of_host(host):
                self._postings[key].add(number)

    def may_match(self, name: str) -> set[int]:
        """All numbers of hosts with a score of 0.8 and more for ``name``, and few others."""
        found: set[int] = set()
        for words in readings_of(name):
            telling, initials = telling_words(words), acronyms_of(words)
            whole = {"".join(words), "".join(telling), *telling, *initials}
            for key in _keys_of_words(telling):
                found |= self._postings.get(key, _NONE)
            for one in whole:
                found |= self._postings.get(("label", one.replace("-", "")), _NONE)
            for one in {*telling, *initials}:
                found |= self._postings.get(("twice", one), _NONE)
            found |= shared_by_two(self._postings, [("piece", w) for w in {*telling, *initials}])
        return found


def shared_by_two(postings: Postings, keys: Iterable[tuple[str, str]]) -> set[int]:
    """The numbers that stand under two of ``keys``."""
    sets = sorted((postings[key] for key in keys if key in postings), key=len)
    found: set[int] = set()
    for few, many in combinations(sets, 2):
        found |= few & many
    return found


def _keys_of_host(host: str) -> Iterator[tuple[str, str]]:
    labels = telling_labels(host)
    if not labels:
        return
    pieces = labels[-1].split("-")
    joined = "".join(pieces)
    yield "label", joined
    yield "opening", joined[:_OPENING]
    for piece, times in Counter(pieces).items():
        yield "piece", piece
        if times > 1:
            yield "twice", piece
    for at in range(len(joined) - _OWN + 1):
        yield "own", joined[at : at + _OWN]


def _keys_of_words(telling: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """For a label of beginnings, and for one with the only word of a name that is its own."""
    if len(telling) > 1:
        for opening in _openings(telling, _OPENING):
            yield "opening", opening
    own = [word for word in telling if word not in word_set("bodies", "institutions")]
    if len(own) == 1 and len(own[0]) >= _OWN:
        yield "piece", own[0]
        yield "own", own[0][:_OWN]


def _openings(words: tuple[str, ...], letters: int) -> set[str]:
    """The first ``letters`` of what beginnings of ``words`` make, the first word's before all."""
    found: set[str] = set()
    unfinished = {("", 0)}
    while unfinished:
        made, at = unfinished.pop()
        for number in range(at, len(words)) if made else (0,):
            for length in range(1, letters - len(made) + 1):
                beginning = words[number][:length]
                if len(beginning) < length:
                    break
                longer = made + beginning
                if len(longer) == letters:
                    found.add(longer)
                else:
                    unfinished.add((longer, number + 1))
    return found
