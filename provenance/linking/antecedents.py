"""Yields the sources an article has led its reader to so far, and which one a phrase means.

A thread is one such source: a body, perhaps a person speaking for it, perhaps the address of a
document. ``The same document``, ``she added`` and ``the bank`` take up a thread again.
"""

from collections.abc import Callable, Iterator

import attrs

from provenance.linking.listed_addresses import Address
from provenance.linking.voices import Voice, stem
from provenance.model import ChainStep
from provenance.terms import Basis, Sourcing, Target

_REMEMBERED = 60
"""Threads kept; older ones are out of the reader's mind as well."""

_NEAR_BLOCKS = 2
"""Paragraphs over which a bare pronoun or an office (``the director``) still points back."""


@attrs.frozen(kw_only=True)
class Thread:
    """A source the article has led to."""

    sourcing: Sourcing
    """How it was opened: explicit, named, anonymous, own-reporting, link-lost, inferred."""
    block: int
    index: int
    """Of the claim that last took it up."""
    voice: Voice | None = None
    person: str | None = None
    address: Address | None = None
    basis: Basis | None = None
    nouns: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    """Of the document it stands for."""
    chain: tuple[ChainStep, ...] = ()
    carries: bool = True
    """Whether the narrator's next sentence may rest on it too."""

    @property
    def can_be_meant(self) -> bool:
        """Whether a document or body stands behind it that can be referred to again."""
        return self.sourcing in {Sourcing.EXPLICIT, Sourcing.NAMED, Sourcing.INHERITED}

    def same_source(self, other: "Thread") -> bool:
        """Whether both lead to the same place: one address, or without any one voice."""
        if self.address is not None or other.address is not None:
            return self.url == other.url
        if self.voice is not None and other.voice is not None:
            return self.voice.key == other.voice.key
        return self.person is not None and self.person == other.person

    def is_other_than(self, address: Address, classes: frozenset[str]) -> bool:
        """Whether words for ``classes`` of documents mean ``address`` rather than this thread."""
        if self.address is None:
            return True
        if self.url == address.url:
            return False
        return bool(address.classes & classes) and not self.address.classes & classes

    @property
    def url(self) -> str | None:
        """The address, if there is one."""
        return self.address.url if self.address is not None else None


class Memory:
    """The threads of an article in the order in which they were last taken up."""

    def __init__(self) -> None:
        self._threads: list[Thread] = []
        self._people: dict[str, Thread] = {}

    @property
    def last(self) -> Thread | None:
        """The thread of the latest sentence that rests on any source."""
        return self._threads[-1] if self._threads else None

    def remember(self, thread: Thread) -> None:
        """Put a thread on top; its person can be taken up by surname from now on."""
        self._threads.append(thread)
        del self._threads[:-_REMEMBERED]
        if thread.person:
            self._people[_surname(thread.person)] = thread

    def of_person(self, name: str) -> Thread | None:
        """The thread of a person named before, by surname."""
        return self._people.get(_surname(name))

    def of_voice(self, voice: Voice, *, quoted: bool = False) -> Thread | None:
        """The body's latest thread, one that leads to a document before one to a mere page.

        Its people are ``quoted`` in its releases and statements rather than in its reports.
        """
        found = [t for t in self._recent() if t.voice is not None and t.voice.key == voice.key]
        documents = [t for t in found if t.address is not None and _is_document(t.address)]
        spoken = [t for t in documents if t.address is not None and t.address.classes & _SPOKEN]
        return next(iter([*(spoken if quoted else ()), *documents, *found]), None)

    def of_document(
        self, nouns: frozenset[str], classes: frozenset[str], *, voice: Voice | None = None
    ) -> Thread | None:
        """The latest thread of a document called so, else of the same class of document."""
        stems = {stem(noun.split()[-1]) for noun in nouns}
        meant = [t for t in self._recent() if t.can_be_meant]
        if voice is not None:
            meant = [t for t in meant if t.voice is not None and t.voice.key == voice.key]
        for thread in meant:
            if stems & {stem(noun.split()[-1]) for noun in thread.nouns}:
                return thread
        for thread in meant:
            if classes & thread.classes:
                return thread
        return None

    def of_path(self, classes: frozenset[str]) -> Thread | None:
        """The latest thread whose address shows by itself that it is such a document."""
        return self.where(lambda t: t.address is not None and bool(t.address.classes & classes))

    def thing(self, block: int) -> Thread | None:
        """What ``it`` or a bare ``the document`` means: the latest body's or document's thread."""
        for thread in self._recent():
            if not thread.can_be_meant:
                continue
            if block - thread.block > _NEAR_BLOCKS:
                return None
            if thread.voice is not None or thread.nouns or thread.address is not None:
                return thread
        return None

    def person(self, block: int) -> Thread | None:
        """Whom ``she`` means: the latest person's thread."""
        for thread in self._recent():
            if block - thread.block > _NEAR_BLOCKS:
                return None
            if thread.person is not None:
                return thread
        return None

    def where(self, meant: Callable[[Thread], bool]) -> Thread | None:
        """The latest thread for which ``meant`` holds."""
        return next((thread for thread in self._recent() if meant(thread)), None)

    def has_cited(self, url: str | None) -> bool:
        """Whether a sentence before rests on this address."""
        return url is not None and self.where(lambda thread: thread.url == url) is not None

    def near(self, block: int) -> Thread | None:
        """The latest thread, if its paragraph is near enough to be meant without a name."""
        last = self.last
        return last if last is not None and block - last.block < _NEAR_BLOCKS else None

    def _recent(self) -> Iterator[Thread]:
        return reversed(self._threads)


_SPOKEN = frozenset({"release", "statement", "speech"})


def _is_document(address: Address) -> bool:
    return address.target is Target.DOCUMENT and address.account is None


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()
