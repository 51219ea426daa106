"""Words for kinds of documents, in the languages we read."""

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources

import attrs

_LANGUAGES_WITHOUT_TABLE = "en"
_TITLE, _PARODY = "title", "parody"
_WHOLE = 3
"""Letters up to which a phrase stands for itself only."""
_ENDINGS = {"en": "s?"}
"""English nouns take no other ending; with more, "reported" would be a report."""


@attrs.frozen(kw_only=True)
class KindWord:
    """A word for a kind of document, where it stands."""

    start: int
    end: int
    kind: str
    """The same in every language: ``statement``, ``letter``, ``speech`` …"""


@attrs.frozen(kw_only=True)
class KindTable:
    """The patterns of one language."""

    kinds: Mapping[str, re.Pattern[str]]
    title: re.Pattern[str]
    parody: re.Pattern[str]

    def find(self, text: str) -> tuple[KindWord, ...]:
        """Every word for a kind of document in ``text``, in reading order."""
        found = [
            KindWord(start=match.start(), end=match.end(), kind=kind)
            for kind, pattern in self.kinds.items()
            for match in pattern.finditer(text)
        ]
        return tuple(sorted(found, key=lambda word: (word.start, -word.end)))


@functools.cache
def kind_table(language: str) -> KindTable:
    """The table of ``language``; the English one where there is none."""
    path = resources.files("provenance") / "data" / "document_kinds.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    table = tables.get(language, tables[_LANGUAGES_WITHOUT_TABLE])
    kinds = {name: words for name, words in table.items() if name not in (_TITLE, _PARODY)}
    ending = _ENDINGS.get(language, r"\w{0,3}")
    return KindTable(
        kinds={name: _pattern(words, ending) for name, words in kinds.items()},
        title=_pattern(table[_TITLE], r"\w{0,3}"),
        parody=_pattern(table[_PARODY], r"\w{0,6}"),
    )


def _pattern(words: str, ending: str) -> re.Pattern[str]:
    """Any of the phrases, the longer ones with an ending."""
    longest_first = sorted(words.split("|"), key=len, reverse=True)
    phrases = (
        re.escape(phrase).replace(r"\ ", r"\s+") + (ending if len(phrase) > _WHOLE else "")
        for phrase in longest_first
    )
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)
