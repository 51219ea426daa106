"""Yields what the words round a verb of saying tell about the clauses of a sentence.

Whether the verb is asserted, whether a clause follows it, whether another clause or another voice
holds the words together. Everything is read from the surface; in doubt the answer keeps a sentence
whole.
"""

import re

import attrs

from provenance.attribution.hiding import HIDDEN
from provenance.claims.cue_lists import MASKED, ClaimCues
from provenance.spans import Span

WORD = re.compile(r"[^\W_][\w'’-]*")
_LAST_BREAK = re.compile(rf"[,;:{HIDDEN}{MASKED}–—]")
_FINITE = re.compile(
    r"\b(?:\w+(?:ed|ould|ight|ust)|is|are|was|were|has|have|had|will|can|may)\b", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were|as|to)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_VERBS = ("telling", "adding", "objecting", "denying")
_AUXILIARY = 24
"""Characters before a verb in which its auxiliary stands."""

_THAT = 8
"""Characters of a "that" with the space behind it."""


@attrs.frozen(kw_only=True)
class ClauseWords:
    """A sentence with its quotations hidden and its brackets masked; offsets into it."""

    plain: str
    lists: ClaimCues

    def has_subordinate(self, text: str) -> bool:
        """Whether a word opens a further clause in ``text``."""
        return self.lists.has_any("subordinate", text)

    def says_something(self, start: int, end: int) -> bool:
        """Whether a word or a quotation stands between two offsets."""
        before = self.plain[start : max(start, end)]
        return HIDDEN in before or WORD.search(before) is not None

    def is_verb(self, word: Span) -> bool:
        """``states`` and ``claims`` are verbs only before what is stated or claimed."""
        if not self.lists.has("nominal", self.verb_of(word)):
            return True
        behind = self.plain[word.end :].lstrip(" ,")
        return behind[:1] in {":", HIDDEN} or self.lists.that.match(behind) is not None

    def opens_clause(self, at: int) -> bool:
        """Whether a clause follows "and that", not a noun of which "that" is the determiner."""
        following = self.plain[at:]
        if self.lists.not_opener is not None and self.lists.not_opener.match(following):
            return False
        word = WORD.match(following)
        if word is None or self.lists.language != "en":
            return following[:1] in {HIDDEN, MASKED} or word is not None
        opener = self.lists.lists["openers"].match(following) or word.group()[0].isupper()
        plural = word.group().endswith("s") and not word.group().endswith(("ss", "is", "as", "us"))
        return bool(opener) or word.group()[0].isdigit() or plural

    def verb_of(self, cue: Span) -> str:
        """The verb of a cue without its auxiliaries and adverbs: "has also said" is "said"."""
        words = cue.of(self.plain).split()
        for first in range(len(words)):
            verb = " ".join(words[first:])
            if any(self.lists.has(name, verb) for name in _VERBS):
                return verb
        return words[-1] if words else ""

    def is_asserted(self, cue: Span, start: int) -> bool:
        """Whether the verb of saying is the clause's own, without a "not", an "if" or a "who"."""
        before = self.plain[start : cue.start]
        clause = _LAST_BREAK.split(before)[-1]
        words = clause.split()
        verb = self.verb_of(cue).split()
        words += cue.of(self.plain).split()[: -len(verb) or None]
        if len(words) == 1 and self.lists.has("relative", words[0]):
            return False
        return not any(self.lists.has("unsure", word) for word in words)

    def is_object(self, cue: str, between: str) -> bool:
        """Whether only whom, where and when stand between the verb and "that"."""
        words = between.split()
        if not words:
            return True
        if self.has_subordinate(between) or any(map(self._parts_clauses, words)):
            return False
        if self.lists.has("addressed", cue):
            return not any(self.lists.has("errand", word) for word in words)
        return self.lists.lists["asides"].match(between.strip()) is not None

    def _parts_clauses(self, word: str) -> bool:
        if self.lists.has("asides", word):
            return False
        unsure = word.islower() and self.lists.has("unsure", word)  # ``in May`` is a month
        return self.lists.has("links", word) or unsure

    def is_clause(self, at: int, cue: str) -> bool:
        """Whether what follows a verb of saying without "that" is a clause."""
        opened = self.plain[:at].rstrip()
        that = self.lists.that.search(self.plain, max(0, at - _THAT))
        if (
            (that is not None and that.end() == at)
            or opened.endswith((":", ","))
            or HIDDEN in self.plain[at : at + 2]
        ):
            return not opened.endswith(":") or HIDDEN in self.plain[at : at + 2]
        following = self.plain[at:]
        if self.lists.lists["clausal"].match(following):
            return True
        word = WORD.match(following)
        if word is None or not self.lists.has("plain", cue):
            return False
        named = word.group()[0].isupper() or self.lists.lists["openers"].match(following)
        return bool(named) and _FINITE.search(following) is not None

    def voices(self, start: int, end: int) -> list[Span]:
        """The verbs of saying between two offsets, those in the passive left out."""
        found = (
            Span(*m.span()) for m in self.lists.lists["telling"].finditer(self.plain, start, end)
        )
        return [
            verb
            for verb in found
            if not _PASSIVE.search(self.plain, max(0, verb.start - _AUXILIARY), verb.start)
            and self.is_verb(verb)
        ]
