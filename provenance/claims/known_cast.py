"""Yields the cast of an article when it is first asked for."""

from collections.abc import Sequence

import attrs

from provenance.attribution.cues import load_cues
from provenance.cast import Cast
from provenance.model import Article, Quotation, Sentence


@attrs.define(kw_only=True)
class KnownCast:
    """The cast of one article; reading it costs a pass over the text that many articles spare."""

    article: Article
    sentences: Sequence[Sentence]
    quotations: Sequence[Quotation]
    _cast: Cast | None = None
    """Where the caller has it already."""

    def read(self) -> Cast:
        """The cast, read once."""
        if self._cast is None:
            cues = load_cues(self.article.metadata.language)
            self._cast = Cast.of(self.article, self.sentences, cues, quotations=self.quotations)
        return self._cast
