"""The same claim in several articles, and how many independent origins stand behind it."""

from provenance.agreements.article_words import ArticleWords
from provenance.agreements.clustering import find_agreements
from provenance.agreements.origins import corroborations

__all__ = ["ArticleWords", "corroborations", "find_agreements"]
