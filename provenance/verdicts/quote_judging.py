"""From the wording of one quotation to a verdict, with what keeps it from accusing (DESIGN 2.2)."""

import attrs

from provenance.model import Article, Claim, Quote
from provenance.quoting import QuoteJudgement, judge_in_article
from provenance.terms import DocumentKind, QuoteStatus, Reason, Verdict
from provenance.verdicts.desk import Desk
from provenance.verdicts.grounds import Ground, accusation_barrier, silence_barrier


def judge_quote(
    quote: Quote, claim: Claim, article: Article, ground: Ground, desk: Desk
) -> QuoteJudgement:
    """How ``quote`` stands in the document of ``ground``, and what that makes of the claim."""
    checked = desk.checked(quote, claim, article, ground.document)
    language = article.metadata.language
    plain = judge_in_article(checked, article.prose, ground.document, language=language)
    if plain.verdict is Verdict.UNSUPPORTED:
        barrier = silence_barrier(ground, article)
    elif plain.verdict is Verdict.CONTRADICTED:
        barrier = accusation_barrier(ground, article)
    else:
        return plain
    return plain if barrier is None else _held_back(plain, ground, barrier)


def _held_back(plain: QuoteJudgement, ground: Ground, barrier: Reason) -> QuoteJudgement:
    """The weaker verdict where the document may not accuse; its words are shown all the same.

    A quotation is only called absent where silence proves something.
    """
    quote = plain.quote
    if quote.status is QuoteStatus.ABSENT:
        quote = attrs.evolve(quote, status=QuoteStatus.UNCHECKED, document=None)
        return QuoteJudgement(quote=quote, verdict=Verdict.UNCHECKED, reasons=(barrier,))
    is_witness = ground.document.kind is DocumentKind.WITNESS
    return QuoteJudgement(
        quote=quote,
        verdict=Verdict.UNCHECKED,
        reasons=(barrier, *plain.reasons) if is_witness else (barrier,),
    )
