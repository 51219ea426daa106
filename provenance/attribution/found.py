"""What the rules find in one sentence: a cue, its source, how to read the source."""

import attrs

from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.spans import Span

QUOTE_MARKS = '“”„‟«»"‘’‚'


@attrs.frozen(kw_only=True)
class Found:
    """A cue with its source in one sentence, before the speaker is resolved."""

    source: Span
    """Empty where the words name nobody (``reportedly``); the cue's span where the verb alone does
    (``dodała``, ``по его словам``)."""
    cue: Span
    phrase: SourcePhrase
    particle: Span | None = None
    """The rest of a cue in two pieces: ``teilte … mit``."""

    @property
    def cues(self) -> tuple[Span, ...]:
        """The cue's pieces in reading order."""
        return (self.cue,) if self.particle is None else (self.cue, self.particle)


def unnamed(span: Span, words: str, *, thing: bool = False) -> Found:
    """A cue whose speaker only the sentences before tell: ``dodała``, ``за її словами``."""
    kind = PhraseKind.PRONOUN_THING if thing else PhraseKind.PRONOUN_PERSON
    phrase = SourcePhrase(kind=kind, text=span.of(words), definite=True)
    return Found(source=span, cue=span, phrase=phrase)


def sourceless(span: Span) -> Found:
    """A cue that names nobody and points back to nobody: ``reportedly``, ``angeblich``."""
    phrase = SourcePhrase(kind=PhraseKind.UNKNOWN, text="")
    return Found(source=Span(span.start, span.start), cue=span, phrase=phrase)
