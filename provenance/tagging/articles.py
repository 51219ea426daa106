"""Yields what a tagger says of an article, and takes its scores over into the claims."""

from collections.abc import Sequence

import attrs

from provenance.attribution.tagged import TaggedText, Tagger
from provenance.model import Article, Claim, Sentence
from provenance.spans import Span
from provenance.terms import BlockKind, Verdict

SHIPPED_LANGUAGES = frozenset({"en"})
"""What the manifest of the tagger that ships says: it need not be loaded for others."""


@attrs.frozen
class _NoTagger:
    """Measured on no language, so that it is never asked."""

    name: str = "none"
    digest: str = ""
    languages: tuple[str, ...] = ()

    def tag(
        self, _text: str, _paragraphs: Sequence[Span], _sentences: Sequence[Span]
    ) -> TaggedText:
        return TaggedText()


NO_TAGGER: Tagger = _NoTagger()
"""For extraction by rules alone; no model is loaded, none is named in the report."""


def load_tagger() -> Tagger:
    """The tagger that ships, loaded once a process; safe to call from any thread.

    Raises:
        ModelError: a model file is missing or is not the one that was shipped.
    """
    # Imported here: onnxruntime and numpy take a quarter of a second that other verbs need not pay.
    from provenance.tagging.shipping import load_shipped_tagger  # noqa: PLC0415

    return load_shipped_tagger()


def tag_article(
    article: Article, sentences: Sequence[Sentence], tagger: Tagger | None = None
) -> TaggedText:
    """Tag the prose and headings of ``article``; nothing where its language was not measured.

    Args:
        article: the article.
        sentences: its sentences, in reading order.
        tagger: the model; the one that ships if ``None``.

    Raises:
        ModelError: the shipped model is missing or damaged.
    """
    language = article.metadata.language
    if tagger is None and language in SHIPPED_LANGUAGES:
        tagger = load_tagger()
    if tagger is None or language not in tagger.languages:
        return TaggedText()
    blocks = [b.span for b in article.blocks if b.kind.is_prose or b.kind is BlockKind.HEADING]
    return tagger.tag(article.prose, blocks, [sentence.span for sentence in sentences])


def with_worth(
    claims: Sequence[Claim], sentences: Sequence[Sentence], tagged: TaggedText
) -> tuple[Claim, ...]:
    """``claims`` with the check-worthiness of their sentences; none for what claims nothing."""
    if not tagged.worth:
        return tuple(claims)
    worth = {
        (sentence.span.start, sentence.span.end): score
        for sentence, score in zip(sentences, tagged.worth, strict=True)
    }
    return tuple(
        attrs.evolve(claim, checkworthiness=worth.get((claim.sentence.start, claim.sentence.end)))
        if claim.verdict is not Verdict.NOT_A_CLAIM
        else claim
        for claim in claims
    )
