"""What one article says: the first half of the job, without network, evidence or verdicts."""

from collections.abc import Sequence

import attrs

from provenance.attribution.attributor import attribute_sentences
from provenance.attribution.tagged import Tagger
from provenance.claims import extract_claims
from provenance.linking import DocumentsAtHand, link_claims
from provenance.model import Analysis, Article, Document
from provenance.quotations import find_quotations
from provenance.registry import Registry, load_registry
from provenance.segmentation import segment_sentences
from provenance.tagging import tag_article, with_worth
from provenance.utterances import date_claims


def extract(
    article: Article, *, registry: Registry | None = None, tagger: Tagger | None = None
) -> Analysis:
    """What ``article`` says: sentences, quotations, attributions, claims with their citations.

    No network, no evidence, no verdicts.

    Args:
        article: from :func:`provenance.read`.
        registry: the publishers to recognise; the shipped ones if ``None``.
        tagger: another model of attribution than the one that ships;
            :data:`provenance.tagging.NO_TAGGER` for rules alone.

    Raises:
        ModelError: the tagger's files are missing or are not the ones that were shipped.
    """
    return analyse(article, registry or load_registry(), tagger=tagger)


def analyse(
    article: Article,
    registry: Registry,
    at_hand: Sequence[Document] | DocumentsAtHand = (),
    tagger: Tagger | None = None,
) -> Analysis:
    """:func:`extract`, with documents ``at_hand`` that claims may be linked to."""
    sentences = segment_sentences(article)
    quotations = find_quotations(article, sentences)
    tagged = tag_article(article, sentences, tagger)
    attributed = attribute_sentences(article, sentences, quotations, tagged.attributions)
    claims = extract_claims(article, sentences, quotations, attributed.main, cast=attributed.cast)
    claims = date_claims(
        claims, article, sentences=sentences, quotations=quotations, attributions=attributed.main
    )
    claims = with_worth(claims, sentences, tagged)
    unlinked = Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=attributed.every,
        claims=claims,
    )
    return attrs.evolve(unlinked, claims=link_claims(unlinked, registry, at_hand=at_hand))
