"""The publisher registry: whom a text names, and who stands behind an address."""

import functools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path

import attrs

from provenance.registry.bodynames import Found, NameTrie
from provenance.registry.host_index import HostIndex, shared_by_two
from provenance.registry.hostnames import HostReader, HostSigns, host_matches_name
from provenance.registry.inflection import Words, exact_key, read_words, stem_key, words_of
from provenance.registry.publishers import (
    EMPTY_TABLES,
    Mention,
    MentionForm,
    Publisher,
    PublisherTables,
    lay_over,
    read_publisher_file,
)
from provenance.spans import Span
from provenance.urls import account_of
from provenance.urls.parts import ascii_host, labels_of, split_url

__all__ = [
    "HostIndex",
    "HostReader",
    "HostSigns",
    "Mention",
    "MentionForm",
    "Publisher",
    "Registry",
    "host_matches_name",
    "load_registry",
    "shared_by_two",
]

_HANDLE = re.compile(r"(?<![\w@.])@(\w{2,40})(?![\w@]|\.\w)")
_JOINTS = frozenset("-\u2010\u2011@_/#")
_TIES = _JOINTS - {"/"}
_DOMAIN_TAIL = re.compile(r"\.[a-z]{2,}")
_HOME_LANGUAGES = {
    **dict.fromkeys(("de", "at", "ch"), frozenset({"de"})),
    **dict.fromkeys(("fr", "be"), frozenset({"fr"})),
    **dict.fromkeys(("es", "mx", "ar", "cl", "co", "pe"), frozenset({"es"})),
    **dict.fromkeys(("ua", "ru", "by", "kz"), frozenset({"uk", "ru"})),
    "pl": frozenset({"pl"}),
}
"""Where a national abbreviation needs no introduction; other countries': English."""
_FAMILIAR = frozenset({"us", "gb"})
"""Countries whose abbreviations the press of every language uses bare."""
_HOME_COUNTRY = {"uk": "ua", "pl": "pl"}
"""Languages whose press means its own country's body by a bare "МЗС" or "MSZ"."""


def load_registry(extra: Path | None = None) -> "Registry":
    """Our publishers, with the file ``extra`` (same form) laid over them.

    Raises:
        ConfigError: ``extra`` cannot be read or an entry of it makes no sense.
    """
    shipped = _shipped()
    return shipped if extra is None else Registry(read_publisher_file(extra, over=shipped.tables))


@functools.cache
def _shipped() -> "Registry":
    folder = resources.files("provenance") / "data"
    tables = EMPTY_TABLES
    for name in ("countries.toml", "publishers.toml"):
        parsed = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        tables = lay_over(parsed, over=tables, file=name)
    return Registry(tables)


@attrs.frozen(eq=False)
class Registry:
    """The listed publishers, by name, by address, by id."""

    tables: PublisherTables = attrs.field(repr=False)

    @property
    def publishers(self) -> tuple[Publisher, ...]:
        """All of them, in the order of the file."""
        return tuple(self.tables.publishers.values())

    def by_id(self, publisher_id: str) -> Publisher | None:
        """The publisher listed under that id."""
        return self.tables.publishers.get(publisher_id)

    def by_url(self, url: str) -> Publisher | None:
        """Who publishes at ``url``, by domain (label boundaries; the longest wins) or account."""
        account = account_of(url)
        if account is not None:
            return self._by_account.get(account.key)
        parts = split_url(url)
        if parts is None:
            return None
        labels = labels_of(parts.host)
        for start in range(len(labels) - 1):
            for path, publisher in self._by_domain.get(".".join(labels[start:]), ()):
                if f"{parts.path}/".startswith(path):
                    return publisher
        return None

    def mentions(self, text: str, *, language: str = "und") -> tuple[Mention, ...]:
        """Where ``text`` names publishers: not overlapping, the longest first, in reading order.

        Linear in the length of the text. A short name ("the agency") counts only after its body
        was named in the same text.
        """
        return self._latest(text, language)

    @cached_property
    def _latest(self) -> Callable[[str, str], tuple[Mention, ...]]:
        """The mentions of an article are asked for by several, one after the other."""
        return functools.lru_cache(maxsize=2)(self._read)

    def _read(self, text: str, language: str) -> tuple[Mention, ...]:
        words = read_words(text)
        found = self._trie.find(text, words, language)
        reader = _Reader(self.tables, self._trie, text, words, language)
        return tuple(reader.read(found, self._handles(text)))

    def _handles(self, text: str) -> Iterator[tuple[Span, Publisher]]:
        for match in _HANDLE.finditer(text) if "@" in text else ():
            publisher = self._by_handle.get(match.group(1).casefold())
            if publisher is not None:
                yield Span(match.start(), match.end()), publisher

    @cached_property
    def _trie(self) -> NameTrie:
        return NameTrie(self.tables)

    @cached_property
    def _by_account(self) -> Mapping[tuple[str, str], Publisher]:
        return {account.key: p for p in self.publishers for account in p.accounts}

    @cached_property
    def _by_handle(self) -> Mapping[str, Publisher]:
        return {key[1]: publisher for key, publisher in self._by_account.items()}

    @cached_property
    def _by_domain(self) -> Mapping[str, Sequence[tuple[str, Publisher]]]:
        table: dict[str, list[tuple[str, Publisher]]] = {}
        for publisher in self.publishers:
            for domain in publisher.domains:
                host, _, path = domain.partition("/")
                prefix = f"/{path}/" if path else "/"
                table.setdefault(ascii_host(host), []).append((prefix, publisher))
        for entries in table.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return table


class _Reader:
    """Reads what was found in one text from front to back, and remembers who was named."""

    def __init__(
        self,
        tables: PublisherTables,
        trie: NameTrie,
        text: str,
        words: Words,
        language: str,
    ) -> None:
        self._publishers = tables.publishers
        self._trie = trie
        self._text = text
        self._words = words
        self._language = language
        self._named: set[str] = set()
        self._latest: dict[str, tuple[int, Publisher]] = {}

    def read(
        self, found: Sequence[Found], handles: Iterator[tuple[Span, Publisher]]
    ) -> list[Mention]:
        certain = [f for f in found if not f.is_guess and self._stands_free(f)]
        foreign = self._redefined(certain)
        kept = _longest([f for f in certain if self._raw(f) not in foreign])
        guesses = _longest([f for f in found if f.is_guess and self._stands_free(f)])
        mentions = [
            Mention(span=span, publisher=publisher, form=MentionForm.ACCOUNT)
            for span, publisher in handles
        ]
        # At one word the longer form is tried first: "the UN agency" may be the WHO.
        done = -1
        for item in sorted([*kept, *guesses], key=lambda f: (f.first, -f.last, f.is_guess)):
            publisher = self._publisher_of(item) if item.first > done else None
            if publisher is None:
                continue
            done = item.last
            self._remember(publisher, item.first)
            span = Span(self._words.starts[item.first], self._words.end(item.last))
            mentions.append(Mention(span=span, publisher=publisher, form=item.form))
        return sorted(mentions, key=lambda mention: mention.span)

    def _remember(self, publisher: Publisher, at: int) -> None:
        self._named.add(publisher.id)
        self._latest[publisher.kind] = at, publisher

    def _publisher_of(self, item: Found) -> Publisher | None:
        if item.is_guess:
            return self._guessed(item)
        choices = [i for i in item.ids if self._is_known_here(i, item)]
        if len(choices) > 1:
            seen = [i for i in choices if i in self._named]
            choices = seen or [i for i in choices if self._is_at_home(self._publishers[i])]
        return self._publishers[choices[0]] if len(choices) == 1 else None

    def _guessed(self, item: Found) -> Publisher | None:
        """Whom a word for many bodies means: the one of its kind that was named last."""
        named = [self._publishers[i] for i in item.ids if i in self._named]
        if named:
            return named[0]
        latest = [self._latest[kind] for kind in item.ids if kind in self._latest]
        if item.noun is not None:
            latest = [entry for entry in latest if self._is_called(entry[1], item.noun)]
        if latest or item.noun is not None:
            return max(latest, key=lambda entry: entry[0])[1] if latest else None
        country = _HOME_COUNTRY.get(self._language)
        homes = [self._trie.of_kind(kind, country) for kind in item.ids] if country else []
        listed = [i for i in homes if i is not None]
        is_ministry = len(item.ids) == 1 and item.ids[0].endswith("-ministry")
        return self._publishers[listed[0]] if listed and is_ministry else None

    def _is_called(self, publisher: Publisher, noun: str) -> bool:
        """Whether a full name has the word, also at the end of a compound ("Bundesamt")."""
        wanted = self._key(noun)
        names = publisher.names_by_language.get(self._language) or (publisher.name,)
        return any(self._key(word).endswith(wanted) for name in names for word in words_of(name))

    def _key(self, word: str) -> str:
        stem = stem_key(word, self._language)
        return exact_key(word) if stem is None else stem.partition(":")[2] or stem

    def _is_known_here(self, publisher_id: str, item: Found) -> bool:
        if item.form is not MentionForm.ABBREVIATION or publisher_id in self._named:
            return True
        publisher = self._publishers[publisher_id]
        if publisher.country is None or publisher.country in _FAMILIAR:
            return True
        home = self._is_at_home(publisher)
        english = publisher.country not in _HOME_LANGUAGES
        return home and (not english or len(self._raw(item)) > 3)

    def _is_at_home(self, publisher: Publisher) -> bool:
        languages = _HOME_LANGUAGES.get(publisher.country or "", frozenset({"en"}))
        return self._language == "und" or self._language in languages

    def _raw(self, item: Found) -> str:
        return self._text[self._words.starts[item.first] : self._words.end(item.last)]

    def _stands_free(self, item: Found) -> bool:
        """Whether no hyphen, "@" or dot ties the words to others ("anti-NATO", "nato.int")."""
        start, end = self._words.starts[item.first], self._words.end(item.last)
        before, after = self._text[max(0, start - 2) : start], self._text[end : end + 2]
        if before and before[-1] in _TIES and before[:1].isalnum():
            return False
        if before.endswith(("@", "#", "_")) or _DOMAIN_TAIL.match(self._text, end):
            return False
        if not after or after[0] not in _JOINTS or not after[1:].isalnum():
            return True
        if after[0] == "/":
            return True
        # "WHO-Sprecherin" speaks for the WHO; Polish hangs case endings on ("GUS-u").
        joined_by_language = {"de": after[1].isupper(), "pl": after[1].islower()}
        return joined_by_language.get(self._language, False)

    def _redefined(self, found: Sequence[Found]) -> frozenset[str]:
        """Abbreviations that this text gives to somebody else: "Coffee Organization (ICO)"."""
        taken = set()
        for item in found:
            if item.form is MentionForm.ABBREVIATION and self._is_elsewhere(item):
                taken.add(self._raw(item))
        return frozenset(taken)

    def _is_elsewhere(self, item: Found) -> bool:
        raw = self._raw(item)
        start, end = self._words.starts[item.first], self._words.end(item.last)
        if self._text[start - 1 : start] != "(" or self._text[end : end + 1] != ")":
            return False
        words: list[str] = []
        for word in reversed(self._words.raws[max(0, item.first - 12) : item.first]):
            if word[0].isupper():
                words.append(word)
            if len(words) == len(raw):
                break
        if "".join(word[0] for word in reversed(words)) != raw:
            return False
        names = (name for i in item.ids for name in self._publishers[i].names)
        own = {exact_key(word) for name in names for word in words_of(name) if len(word) > 3}
        return not own & {exact_key(word) for word in words}


def _longest(found: Sequence[Found]) -> list[Found]:
    """Found forms that do not overlap, longer ones first; at one place one of them."""
    kept: list[Found] = []
    taken: set[int] = set()
    rank = list(MentionForm)
    for item in sorted(found, key=lambda f: (f.first - f.last, rank.index(f.form), f.first)):
        words = range(item.first, item.last + 1)
        if not taken.intersection(words):
            taken.update(words)
            kept.append(item)
    return kept
