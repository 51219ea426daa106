"""Whether a host looks like it belongs to a body of that name: for bodies no list holds.

Precision first, since a wrong link costs more than a missed one. What a score means stands at
:func:`host_matches_name`.
"""

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence

import attrs

from provenance.registry.inflection import exact_key, is_cyrillic, words_of
from provenance.urls.parts import labels_of, word_set

_WHOLE = 1.0
_PREFIXES = 0.9
_ACRONYM = 0.9
_DISTINCTIVE = 0.8
_PARTIAL = 0.5
_SUBDOMAIN_CAP = 0.5
_MAX_WORDS = 12
_MAX_LABEL = 63
_LONG_BEGINNING = 4
_LONGEST_NAME = 200
_COUNTRY_WORDS = frozenset({"us", "usa", "uk", "eu", "un"})

_CYRILLIC = str.maketrans(
    "абвгдезийклмнопрстуфыэіґёїқғұ", "abvgdeziyklmnoprstufyeigeikgu", "ъь"
) | str.maketrans(
    {
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "iu",
        "я": "ia",
        "є": "ie",
    }
)
_READINGS: tuple[dict[str, str], ...] = (
    {},
    {"ц": "t"},  # национальный, комиссия: as the same word is written in Latin letters
    {"и": "y", "г": "h", "й": "i"},  # Ukraine's official way
    {"ю": "yu", "я": "ya", "й": "i"},  # older Russian ways
)


def host_matches_name(host: str, name: str) -> float:
    """How far ``host`` looks like the home of a body called ``name``, from 0 to 1.

    From 0.8 the host is made of the name's own words, of their beginnings, or is its acronym
    (three letters or more): good enough to link when nothing else contradicts. Around 0.5 only a
    part fits: a hint beside other evidence. Cyrillic names are transliterated.
    """
    return HostReader(name).score(host)


class HostReader:
    """A name, asked of host after host whether it is its home."""

    def __init__(self, name: str) -> None:
        self.readings = _readings(name) if len(name) <= _LONGEST_NAME else ()
        """The name in Latin letters, in each way in which it can be read."""

    def score(self, host: str) -> float:
        """:func:`host_matches_name`."""
        home = _home(host)
        best = 0.0
        for reading in self.readings:
            if home.labels and reading.may_be_of(home):
                best = max(best, _score(home.labels, reading.words))
        return best


class HostSigns:
    """What the labels of some hosts consist of: few names share anything with it."""

    def __init__(self, hosts: Iterable[str]) -> None:
        homes = [_home(host) for host in hosts]
        self._joined = "\n".join(home.joined for home in homes)
        self._pieces = frozenset(itertools.chain.from_iterable(home.pieces for home in homes))
        self.shortest = min(map(len, self._pieces), default=0)
        """Letters of the shortest piece."""

    def has(self, raw: str) -> bool:
        """Whether a word's beginning, or a short word whole, is in one of the hosts."""
        word = exact_key(raw)
        return word in self._pieces or (
            len(word) >= _LONG_BEGINNING and word[:_LONG_BEGINNING] in self._joined
        )

    def may_match(self, name: str) -> bool:
        """``False`` only where :func:`host_matches_name` is below 0.8 for each of the hosts."""
        raws = words_of(name)[:_MAX_WORDS]
        if any(map(self.has, raws)) or (not name.isascii() and any(map(is_cyrillic, raws))):
            return True
        return self.may_be_joined(raws)

    def may_be_joined(self, raws: Sequence[str]) -> bool:
        """Whether the words of a name in one, or their initials, may be a piece of a host."""
        words = _named(map(exact_key, raws[:_MAX_WORDS]))
        if len(words) < 2:
            return False
        if _small_words().isdisjoint(words):
            together = {"".join(words), "".join([word[0] for word in words])}
        else:
            together = {"".join(words), "".join(telling_words(words)), *acronyms_of(words)}
        return not together.isdisjoint(self._pieces)


@functools.cache
def _small_words() -> frozenset[str]:
    """Words that initials may leave out, and countries, which they may have whole."""
    return word_set("bodies", "stop") | _COUNTRY_WORDS


@attrs.frozen
class _Home:
    """A host taken apart."""

    labels: tuple[str, ...]
    joined: str
    """The labels without their hyphens."""
    pieces: frozenset[str]
    """All labels and what they consist of."""


@attrs.frozen
class _Reading:
    """A name in Latin letters, one word after the other."""

    words: tuple[str, ...]
    beginnings: tuple[str, ...]
    initials: frozenset[str]

    def may_be_of(self, home: _Home) -> bool:
        """Whether a label has a word's beginning or the initials in it: few hosts and names."""
        if any(map(home.joined.__contains__, self.beginnings)):
            return True
        return not self.initials.isdisjoint(home.pieces)


@functools.lru_cache(maxsize=1 << 9)
def _home(host: str) -> _Home:
    labels = telling_labels(host)
    joined = [label.replace("-", "") for label in labels]
    pieces = itertools.chain(joined, *(label.split("-") for label in labels))
    return _Home(labels, ".".join(joined), frozenset(pieces))


@functools.lru_cache(maxsize=1 << 9)
def _readings(name: str) -> tuple[_Reading, ...]:
    return tuple(
        _Reading(words, tuple({word[:_LONG_BEGINNING]: None for word in words}), acronyms_of(words))
        for words in _read(name)
    )


def readings_of(name: str) -> Iterator[tuple[str, ...]]:
    """The words of ``name`` in Latin letters, in each way in which :class:`HostReader` reads it."""
    return (reading.words for reading in HostReader(name).readings)


def telling_labels(host: str) -> tuple[str, ...]:
    """The labels that name somebody, the registered one last."""
    labels = list(labels_of(host))
    if len(labels) < 2:
        return ()
    suffix = 1
    registry = word_set("hosts", "registry")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in registry:
        suffix = 2
    *subdomains, registered = labels[:-suffix]
    generic = word_set("bodies", "labels")
    telling = [label for label in subdomains if label not in generic]
    return tuple(label[:_MAX_LABEL] for label in (*telling[-3:], registered))


def _read(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name in Latin letters; a Cyrillic name can be read in several ways.

    Without the legal form, unless the name is nothing else.
    """
    raws = words_of(name)[:_MAX_WORDS]
    if not raws:
        return
    if not any(map(is_cyrillic, raws)):
        yield _named(exact_key(raw) for raw in raws)
        return
    for reading in _READINGS:
        letters = _CYRILLIC | str.maketrans(reading)
        yield _named(exact_key(raw.lower().translate(letters) or raw) for raw in raws)


def _named(keys: Iterable[str]) -> tuple[str, ...]:
    words, legal = tuple(keys), word_set("bodies", "legal")
    if legal.isdisjoint(words):
        return words
    return tuple(word for word in words if word not in legal) or words


def _score(labels: Sequence[str], named: tuple[str, ...]) -> float:
    *subdomains, registered = labels
    best = _label_score(registered, named)
    telling = telling_words(named)
    below = [label for label in subdomains if label in telling]
    if registered in telling and below:
        # atmosphere.copernicus.eu: each label is a word of the name.
        best = max(best, _PREFIXES)
    if best < _SUBDOMAIN_CAP and subdomains:
        nested = max(_label_score(label, named) for label in subdomains)
        best = max(best, min(nested, _SUBDOMAIN_CAP))
    return best


def _label_score(label: str, words: tuple[str, ...]) -> float:
    telling = telling_words(words)
    joined = label.replace("-", "")
    if len(joined) > 2 and joined in {"".join(words), "".join(telling)}:
        return _WHOLE
    if joined in acronyms_of(words):
        return _ACRONYM if len(joined) > 2 else _PARTIAL
    pieces = label.split("-")
    if len(pieces) > 1 and _pieces_fit(pieces, words):
        return _PREFIXES
    if _is_made_of_beginnings(joined, telling):
        return _PREFIXES
    return _distinctive_score(joined, pieces, telling)


@functools.lru_cache(maxsize=1 << 10)
def telling_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """``words`` without those such as "of", which hosts leave out."""
    stop = word_set("bodies", "stop")
    return tuple(word for word in words if word not in stop)


@functools.lru_cache(maxsize=1 << 10)
def acronyms_of(words: tuple[str, ...]) -> frozenset[str]:
    """Initials with and without small words, with and without "U.S." before them."""
    found = set()
    bare = words[1:] if words[0] in _COUNTRY_WORDS else words
    for listed in (words, bare, telling_words(words), telling_words(bare)):
        if len(listed) > 1:
            initials = (word if word in _COUNTRY_WORDS else word[0] for word in listed)
            found.add("".join(initials))
    return frozenset(found)


def _pieces_fit(pieces: Sequence[str], words: tuple[str, ...]) -> bool:
    """Whether every piece between hyphens is a word of the name or its acronym."""
    telling = telling_words(words)
    known = {*telling, *acronyms_of(words)}
    stop = word_set("bodies", "stop")
    fitting = [piece for piece in pieces if piece in known]
    return len(fitting) > 1 and all(piece in known or piece in stop for piece in pieces)


def _is_made_of_beginnings(label: str, words: Sequence[str]) -> bool:
    """Whether the label is the beginnings of the name's words in order: ``calderonbio``.

    The first two words at least, one of them by four letters, half of the label in beginnings of
    three or more. Words at the end may be left out (``ghanamuseums``), and words of an institution
    within (``lvivrada``).
    """
    if len(label) < 5 or len(words) < 2:
        return False
    if not any(len(word) >= _LONG_BEGINNING and word[:_LONG_BEGINNING] in label for word in words):
        return False
    if label[0] != words[0][0]:
        return False
    institutions = word_set("bodies", "institutions")

    @functools.cache
    def fits(at: int, word: int, strong: int) -> bool:
        if at == len(label):
            return word > 1 and strong * 2 >= len(label)
        if word == len(words):
            return False
        shared = _shared_length(label[at:], words[word])
        if word and words[word] in institutions and fits(at, word + 1, strong):
            return True
        return any(
            fits(at + length, word + 1, strong + (length if length > 2 else 0))
            for length in range(shared, 0, -1)
        )

    return fits(0, 0, 0)


def _distinctive_score(label: str, pieces: Sequence[str], words: Sequence[str]) -> float:
    """For a name with one word of its own: "Harrowick City Council", "Inkwell"."""
    institutions = word_set("bodies", "institutions")
    own = [word for word in words if word not in institutions]
    if len(own) != 1 or len(own[0]) < 5:
        is_word = len(label) > 3 and label in own
        return _PARTIAL if is_word else 0.0
    rest = [piece for piece in pieces if piece != own[0]]
    if len(rest) < len(pieces) and all(piece in institutions for piece in rest):
        return _DISTINCTIVE
    before, found, after = label.partition(own[0])
    if not found:
        return 0.0
    remainder = {before, after} - {""}
    return _DISTINCTIVE if remainder <= institutions else _PARTIAL


def _shared_length(left: str, right: str) -> int:
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
