"""What a source phrase is, once read."""

from enum import Enum

import attrs

from provenance.model import Speaker


class PhraseKind(Enum):
    """What a source phrase is about."""

    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    PRONOUN_PERSON = "pronoun-person"
    PRONOUN_THING = "pronoun-thing"
    ROLE = "role"
    """Somebody named by office or trade only: ``the spokesman``, ``a firefighter``."""
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class SourcePhrase:
    """A source phrase, read."""

    kind: PhraseKind
    text: str
    name: str | None = None
    """Proper name of the person or body."""
    role: str | None = None
    organisation: str | None = None
    noun: str | None = None
    """The common noun of a body or document, lower-case."""
    classes: frozenset[str] = frozenset()
    definite: bool = False
    inside: bool = False
    """The role is one that a body's own people carry."""
    outside: bool = False
    """The role is one of people who speak for themselves."""
    office: bool = False
    """The role is an office that does not tell of which body: a judge, an ambassador."""

    @property
    def is_role(self) -> bool:
        """Whether the words alone tell that this is somebody who may speak."""
        return self.inside or self.outside or self.office

    @property
    def speaker(self) -> Speaker | None:
        """The speaker as the phrase alone tells."""
        if self.name is None and self.role is None:
            return None
        return Speaker(name=self.name, role=self.role, organisation=self.organisation)
