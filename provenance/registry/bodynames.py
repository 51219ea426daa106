"""Where a text names a body: one trie over word keys, one pass over the words.

Full names, abbreviations, titles and metonyms stand in the trie as they are listed. Names made of a
country and a kind ("Ukraine's foreign ministry", "МИД России", "ministère russe des Affaires
étrangères") are put together here from a kind's noun and a country beside it. Words that fit many
bodies ("the agency") count only after one of them was named. Nothing is invented: a body that is
not listed is not mentioned.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias

import attrs

from provenance.registry.inflection import Words, exact_key, has_stems, stem_key, words_of
from provenance.registry.publishers import Country, MentionForm, Publisher, PublisherTables
from provenance.urls.parts import word_set

_Node: TypeAlias = dict[str, Any]
_END = ""
"""The key under which a node holds what ends there; no word has an empty key."""

_GAP_MARKS = frozenset(" \t\n\u00a0\u202f-\u2010\u2011–'’ʼ`.,/+&«»\"“”„")
_MAX_GAP = 4
_POSSESSIVE = frozenset({"s"})


class _Role(Enum):
    PUBLISHER = "publisher"
    COUNTRY = "country"
    NOUN = "noun"
    TITLE = "title"
    GENERIC = "generic"
    NAMED = "named"


@attrs.frozen(kw_only=True)
class _Name:
    """One listed form: what it stands for and how its words are written."""

    role: _Role
    target: str
    """A publisher's, a country's or a kind's id."""
    form: MentionForm
    language: str
    raws: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Found:
    """A listed form found in a text: word indices, and whom it may stand for."""

    first: int
    last: int
    """Index of the last word, inclusive."""
    ids: tuple[str, ...]
    form: MentionForm
    is_guess: bool = False
    """Whether it counts only after a body was named: ``ids`` are kinds or publishers."""
    noun: str | None = None
    """A word that the body's own name must have."""


class NameTrie:
    """The listed forms of all publishers, kinds and countries."""

    def __init__(self, tables: PublisherTables) -> None:
        self._names: _Node = {}
        self._countries: _Node = {}
        self._first: frozenset[str] = frozenset()
        """The keys with which some form of either begins."""
        self._by_kind: dict[tuple[str, str], str] = {}
        self._keys: dict[str, str] = {}
        for country in tables.countries.values():
            self._add_country(country)
        for kind in tables.kinds.values():
            for role, forms in (
                (_Role.NOUN, kind.nouns),
                (_Role.TITLE, kind.titles),
                (_Role.GENERIC, kind.generic),
                (_Role.NAMED, kind.named),
            ):
                self._add_forms(role, kind.id, MentionForm.DERIVED, forms)
        for publisher in tables.publishers.values():
            self._add_publisher(publisher)
        self._first = frozenset([*self._names, *self._countries])

    def of_kind(self, kind: str, country: str) -> str | None:
        """The id of the body of a kind in a country: the first one listed."""
        return self._by_kind.get((kind, country))

    def find(self, text: str, words: Words, language: str) -> list[Found]:
        """Every form found, overlapping ones too."""
        return _Search(self, text, words, language).run()

    def _add_country(self, country: Country) -> None:
        for language, forms in country.forms.items():
            for form in forms:
                raws = words_of(form)
                name = _Name(
                    role=_Role.COUNTRY,
                    target=country.id,
                    form=MentionForm.DERIVED,
                    language=language,
                    raws=raws,
                )
                self._insert(self._countries, name)

    def _add_publisher(self, publisher: Publisher) -> None:
        if publisher.country is not None:
            self._by_kind.setdefault((publisher.kind, publisher.country), publisher.id)
        for form, forms in (
            (MentionForm.FULL_NAME, publisher.names_by_language),
            (MentionForm.ABBREVIATION, {"": publisher.abbreviations}),
            (MentionForm.TITLE, publisher.titles_by_language),
            (MentionForm.METONYM, publisher.metonyms_by_language),
        ):
            self._add_forms(_Role.PUBLISHER, publisher.id, form, forms)
        short = {
            language: tuple(_without_determiner(form) for form in forms)
            for language, forms in publisher.short_names_by_language.items()
        }
        self._add_forms(_Role.GENERIC, publisher.id, MentionForm.SHORT_NAME, short)

    def _add_forms(
        self, role: _Role, target: str, form: MentionForm, forms: Mapping[str, tuple[str, ...]]
    ) -> None:
        for language, listed in forms.items():
            for written in listed:
                raws = words_of(written)
                if raws:
                    name = _Name(role=role, target=target, form=form, language=language, raws=raws)
                    self._insert(self._names, name)

    def _insert(self, root: _Node, name: _Name) -> None:
        _put(root, [self._key(raw) for raw in name.raws], name)
        if name.language in {"de", "pl"}:
            _put(root, [stem_key(raw, name.language) or raw for raw in name.raws], name)

    def _key(self, raw: str) -> str:
        key = self._keys.get(raw)
        if key is None:
            key = self._keys[raw] = exact_key(raw)
        return key


def _put(root: _Node, keys: Iterable[str], name: _Name) -> None:
    node = root
    for key in keys:
        node = node.setdefault(key, {})
    node.setdefault(_END, []).append(name)


_GUESSED = (_Role.GENERIC, _Role.NAMED)
"""What counts only after one of the bodies it fits was named."""
_BARE_LANGUAGES = frozenset({"pl", "uk", "ru"})
"""Languages without articles: a word for a kind stands alone."""
_PLURALS = ("ов", "ев", "ів", "їв", "ам", "ям", "ами", "ями", "ах", "ях", "ami", "ach", "om", "ów")
"""Endings that only several have: "банков" are not the one bank that was named."""


def _without_determiner(form: str) -> str:
    first, _, rest = form.replace("’", "'").replace("l'", "l ").partition(" ")
    return rest if rest and first.lower() in word_set("bodies", "determiners") else form


class _Search:
    """One text: the words, their keys, the countries found in it."""

    def __init__(self, trie: NameTrie, text: str, words: Words, language: str) -> None:
        self._trie = trie
        self._text = text
        self._words = words
        self._raws, self._exact = words.raws, words.keys
        self._language = language
        self._keyed = [self._exact]
        """The words as keys, in each way of writing a word as one."""
        if has_stems(language):
            stems = {raw: stem_key(raw, language) or raw for raw in set(self._raws)}
            self._keyed.append([stems[raw] for raw in self._raws])
        self._country_from: dict[int, tuple[int, str]] = {}
        self._country_to: dict[int, tuple[int, str]] = {}

    def run(self) -> list[Found]:
        countries = self._trie._countries  # noqa: SLF001  the trie's own search
        known = self._trie._first  # noqa: SLF001
        begun = [[at for at, key in enumerate(keys) if key in known] for keys in self._keyed]
        for first in self._beginnings(countries, begun):
            for last, _, name in self._walk(countries, first):
                self._country_from[first] = last, name.target
                self._country_to[last] = first, name.target
        found: list[Found] = []
        names = self._trie._names  # noqa: SLF001  the trie's own search
        for first in self._beginnings(names, begun):
            here = [
                mention
                for last, inner, name in self._walk(names, first)
                for mention in self._resolve(first, last, inner, name)
            ]
            found.extend(_merged(here) if len(here) > 1 else here)
        return found

    def _beginnings(self, root: _Node, begun: Sequence[Sequence[int]]) -> list[int]:
        """The words of ``begun`` with which some form ends, or goes on with the word behind."""
        found: set[int] = set()
        for keys, places in zip(self._keyed, begun, strict=True):
            last = len(keys) - 1
            for first in places:
                node = root.get(keys[first])
                if node is None:
                    continue
                # "The" begins many forms, and hardly ever does one go on with the word behind it.
                if (
                    _END in node
                    or (first < last and keys[first + 1] in node)
                    or first + 1 in self._country_from
                ):
                    found.add(first)
        return sorted(found)

    def _walk(self, root: _Node, first: int) -> list[tuple[int, str | None, _Name]]:
        """Every form that begins at a word: its last word, a country inside it, the form."""
        found: list[tuple[int, str | None, _Name]] = []
        for keys in self._keyed:
            node = root.get(keys[first])
            if node is not None:
                found += self._descend(node, keys, first)
        return found

    def _descend(
        self, node: _Node, keys: Sequence[str], first: int
    ) -> list[tuple[int, str | None, _Name]]:
        found: list[tuple[int, str | None, _Name]] = []
        at, inner, inner_at = first, None, -1
        while True:
            if _END in node:
                kept = self._written_here(node[_END], first, at, inner_at)
                found += [(at, inner, name) for name in kept]
            following = at + 1
            if following >= len(keys) or not self._adjoin(at, following):
                return found
            key = keys[following]
            if key not in node:
                country = self._country_from.get(following)
                if at != first or country is None or country[0] != following:
                    return found
                at, inner, inner_at = following, country[1], following
                continue
            node, at = node[key], following

    def _adjoin(self, one: int, two: int) -> bool:
        gap = self._text[self._words.end(one) : self._words.starts[two]]
        return len(gap) <= _MAX_GAP and "\n\n" not in gap and _GAP_MARKS.issuperset(gap)

    def _written_here(
        self, names: Sequence[_Name], first: int, last: int, inner_at: int
    ) -> Iterator[_Name]:
        """Those of ``names``, which end at one place, that can stand there."""
        spoken = [name for name in names if self._speaks(name)]
        if any(name.role in _GUESSED for name in spoken):
            # Many kinds share such a word; whether it is definite is asked once for all of them.
            alone = inner_at < 0
            definite = {
                is_bare: alone and self._is_definite(first, last, is_bare=is_bare)
                for is_bare in (False, True)
            }
            spoken = [
                name
                for name in spoken
                if name.role not in _GUESSED or definite[name.language in _BARE_LANGUAGES]
            ]
        words = [self._raws[i] for i in range(first, last + 1) if i != inner_at] if spoken else []
        return (name for name in spoken if self._is_written_so(name, words))

    def _is_written_so(self, name: _Name, words: Sequence[str]) -> bool:
        """Whether capitals stand where the listed form has them; long names are forgiven one."""
        fits = [_capitals_fit(form, word) for form, word in zip(name.raws, words, strict=False)]
        if all(fits):
            return True
        shouted = any(len(raw) > 1 and raw.isupper() for raw in name.raws)
        long_enough = len(words) > 2 and name.form is not MentionForm.ABBREVIATION
        return long_enough and not shouted and any(word[0].isupper() for word in words)

    def _speaks(self, name: _Name) -> bool:
        """Whether a form of that language is to be expected in this text."""
        if self._language in {"und", name.language} or not name.language:
            return True
        if name.role is not _Role.PUBLISHER and name.role is not _Role.COUNTRY:
            return False
        return len(name.raws) > 1 or name.language == "en" or name.role is _Role.COUNTRY

    def _resolve(self, first: int, last: int, inner: str | None, name: _Name) -> Iterator[Found]:
        if name.role is _Role.PUBLISHER:
            if inner is None:
                yield Found(first=first, last=last, ids=(name.target,), form=name.form)
            return
        if name.role in _GUESSED:
            noun = name.raws[-1] if name.role is _Role.NAMED else None
            yield _guess(first, last, name.target, noun=noun)
            return
        yield from self._derived(first, last, inner, name)

    def _derived(self, first: int, last: int, inner: str | None, name: _Name) -> Iterator[Found]:
        country, start, end = inner, first, last
        if country is None:
            left = self._country_before(first)
            right = self._country_after(last, name) if left is None else None
            if left is not None:
                start, country = left
            elif right is not None:
                end, country = right
        form = MentionForm.TITLE if name.role is _Role.TITLE else MentionForm.DERIVED
        if country is not None:
            publisher = self._trie.of_kind(name.target, country)
            if publisher is not None:
                yield Found(first=start, last=end, ids=(publisher,), form=form)
        elif name.role is _Role.NOUN and not self._goes_on(last):
            yield _guess(first, last, name.target)

    def _country_before(self, first: int) -> tuple[int, str] | None:
        at, fillers = first - 1, 0
        while at >= 0 and self._adjoin(at, at + 1):
            if at in self._country_to:
                return self._country_to[at]
            word = self._exact[at]
            is_filler = word in word_set("bodies", "fillers")
            fillers += is_filler
            if word not in _POSSESSIVE and (not is_filler or fillers > 1):
                return None
            at -= 1
        return None

    def _country_after(self, last: int, name: _Name) -> tuple[int, str] | None:
        at, connectors = last + 1, 0
        while at < len(self._raws) and self._adjoin(at - 1, at) and connectors < 3:
            if at in self._country_from and (connectors or name.language != "en"):
                return self._country_from[at]
            if self._exact[at] not in word_set("bodies", "connectors"):
                return None
            connectors += 1
            at += 1
        found = self._country_from.get(at)
        return found if connectors and found and self._adjoin(at - 1, at) else None

    def _is_definite(self, first: int, last: int, *, is_bare: bool) -> bool:
        """Whether a word for many bodies means a certain one; ``is_bare``: without an article."""
        if is_bare:
            definite = not self._raws[last].lower().endswith(_PLURALS)
        else:
            definite = (
                first > 0
                and self._exact[first - 1] in word_set("bodies", "determiners")
                and self._adjoin(first - 1, first)
            )
        return definite and not self._goes_on(last)

    def _goes_on(self, last: int) -> bool:
        """Whether "of …" follows: another body's name, which is not listed."""
        after = last + 1
        if after >= len(self._raws) or not self._adjoin(last, after):
            return False
        return self._exact[after] in {"of", "for"} or after in self._country_from


def _guess(first: int, last: int, target: str, *, noun: str | None = None) -> Found:
    form = MentionForm.SHORT_NAME
    return Found(first=first, last=last, ids=(target,), form=form, is_guess=True, noun=noun)


def _merged(found: Iterable[Found]) -> Iterator[Found]:
    """Forms at the same words, of the same sort, as one that may stand for several bodies."""
    merged: dict[Found, dict[str, None]] = {}
    for item in found:
        merged.setdefault(attrs.evolve(item, ids=()), {}).update(dict.fromkeys(item.ids))
    for item, ids in merged.items():
        yield attrs.evolve(item, ids=tuple(ids))


def _capitals_fit(form: str, word: str) -> bool:
    if len(form) > 1 and form.isupper():
        return word.startswith(form) or (word.isupper() and word.upper() == form)
    return word[0].isupper() or not form[0].isupper()
