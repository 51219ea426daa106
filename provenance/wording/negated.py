"""How far a "not" reaches, per language: the words that carry it on, break it off, or undo it."""

import functools
import tomllib
from importlib import resources

import attrs

from provenance.wording.lexicon import LANGUAGES, fold_word


@attrs.frozen(kw_only=True)
class NegationWords:
    """The tables of one language; all words in them are folded. What each holds, says the file."""

    negators: frozenset[str]
    partner: frozenset[str]
    auxiliaries: frozenset[str]
    copulas: frozenset[str]
    clitics: frozenset[str]
    lasting: frozenset[str]
    partial: frozenset[str]
    cancelling: frozenset[str]
    turning: frozenset[str]
    subjects: frozenset[str]
    links: frozenset[str]
    subordinators: frozenset[str]
    doubting: frozenset[str]
    sayings: frozenset[str]
    doubting_stems: tuple[str, ...]

    @property
    def primary(self) -> frozenset[str]:
        """The negators that undo another one: not "never", which only goes along with "не"."""
        return self.negators - _GOES_ALONG

    def is_doubting(self, word: str) -> bool:
        """Whether ``word`` (folded) denies or doubts without a "not"."""
        return word in self.doubting or word.startswith(self.doubting_stems)


_GOES_ALONG = frozenset({"nunca", "jamas", "tampoco", "nigdy", "никогда", "ніколи"})
CONCORD = frozenset({"fr", "es", "pl", "ru", "uk"})
"""Languages in which "nobody" and "never" need a "not" beside them and do not undo it."""
DENY_NEXT = frozenset({"es", "pl", "ru", "uk"})
"""Languages in which "not" stands right before what it denies."""


@functools.cache
def negation_words(language: str) -> NegationWords | None:
    """The tables of ``language``; ``None`` where there are none, so that nothing is accused."""
    if language not in LANGUAGES:
        return None
    path = resources.files("provenance") / "data" / "negated_words.toml"
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))[language]
    folded = {
        key: frozenset(fold_word(word, language) for word in words.split() if word[-1] != "*")
        for key, words in table.items()
    }
    stems = [word[:-1] for word in table["doubting"].split() if word[-1] == "*"]
    return NegationWords(
        **folded, doubting_stems=tuple(fold_word(stem, language) for stem in stems)
    )
