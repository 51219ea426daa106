"""Who said what, by which word, and what is worth checking: the only home of the tagger.

from provenance.tagging import tag_article

tagged = tag_article(article, sentences)
"""

from provenance.attribution.tagged import Tagger
from provenance.tagging.articles import (
    NO_TAGGER,
    SHIPPED_LANGUAGES,
    load_tagger,
    tag_article,
    with_worth,
)

__all__ = [
    "NO_TAGGER",
    "SHIPPED_LANGUAGES",
    "Tagger",
    "load_tagger",
    "tag_article",
    "with_worth",
]
