"""Yields the documents of one article and who issued them: statements, reports, drafts, rulings.

``The statement`` is the one spoken of last; ``Article 7`` is a part of the draft spoken of last.
"""

import bisect
import re

import attrs

from provenance.cast.aliases import Aliases
from provenance.model import Speaker
from provenance.spans import Span

_STEM = 5
_REMEMBERED = 30
_NEAR = 3
_GENERIC = "document"
_PART = "part"
_ARTICLE = re.compile(
    r"^(?:(?:the|this|that|an?|its|their|his|her|same|der|die|das|den|dem|des|ein|eine|einer|einem|le|la"
    r"|les|un|une|ce|cette|el|los|las|una|este|esta)\s|l[’'])+",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Text:
    """A document that the article spoke of at offset ``at``."""

    at: int
    noun: str
    classes: frozenset[str]
    issuer: str | None = None
    """Name of who issued it, as far as the article tells."""
    leads: bool = False
    """Whether its clause is about it."""

    @property
    def speaker(self) -> Speaker:
        """The document as a speaker."""
        return Speaker(name=self.issuer, role=self.noun)


class Texts:
    """The documents spoken of so far, in reading order."""

    def __init__(self, aliases: Aliases) -> None:
        self._nouns = aliases.cues.documents
        self._texts: list[Text] = []

    def meet(self, noun: str, at: int, *, issuer: str | None, leads: bool) -> None:
        """Remember that a document was spoken of; a known issuer is kept."""
        text = Text(
            at=at,
            noun=noun.casefold(),
            classes=self._nouns.classes_of(noun),
            issuer=issuer,
            leads=leads,
        )
        if issuer is None:
            known = self.meant(noun, at)
            text = attrs.evolve(text, issuer=known.issuer if known is not None else None)
        self._texts.append(text)

    def within(self, start: int, end: int) -> Text | None:
        """The last document spoken of from ``start`` to ``end``."""
        index = bisect.bisect_left(self._texts, end, key=lambda text: text.at)
        text = self._texts[index - 1] if index else None
        return text if text is not None and text.at >= start else None

    def meant(self, noun: str, at: int) -> Text | None:
        """The document that ``noun`` means at offset ``at``: called so, of its class, or any.

        A part (``Article 7``) belongs to the document spoken of last that has an issuer.
        """
        index = bisect.bisect_left(self._texts, at, key=lambda text: text.at)
        recent = self._texts[max(0, index - _REMEMBERED) : index][::-1]
        classes = self._nouns.classes_of(noun)
        stem = noun.rsplit(maxsplit=1)[-1].casefold()[:_STEM]
        if _PART in classes:
            return next((text for text in recent if text.issuer is not None), None)
        for text in recent:
            if text.noun.rsplit(maxsplit=1)[-1][:_STEM] == stem:
                return text
        for text in recent:
            if (text.classes & classes) - {_PART}:
                return text
        if _GENERIC in classes:
            return recent[0] if recent else None
        return next((text for text in recent[:_NEAR] if _GENERIC in text.classes), None)


def described(phrase: str) -> str:
    """A document's phrase without its article: ``Article 6 of the Kremlin proposal``."""
    return _ARTICLE.sub("", phrase).strip(" ,:") or phrase


def owner_before(words: str, noun: Span) -> str | None:
    """The name right before a document's noun: ``NATO`` in ``an earlier NATO statement``."""
    match = _OWNER.search(words[max(0, noun.start - 60) : noun.start])
    return match.group(1) if match is not None else None


_OWNER = re.compile(
    r"((?:[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ][\w&-]*\s)*[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ][\w&-]*)(?:[’']s?)?\s"
    r"(?:(?:own|draft|new|latest|official|joint|written|annual|public)\s)*$"
)
