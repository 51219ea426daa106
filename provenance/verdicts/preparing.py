"""One claim and one document, with all that can be learnt before a model is asked."""

import re

import attrs

from provenance.claims.leads import is_going_on, lead_of
from provenance.days import day_of
from provenance.facts import FactComparison, compare_facts
from provenance.model import Article, Attribution, Claim
from provenance.quoting import QuoteJudgement
from provenance.retrieval import IndexedDocument
from provenance.spans import Span
from provenance.terms import Rank, Reason
from provenance.verdicts.desk import Desk
from provenance.verdicts.grounds import Ground, is_measured_pair
from provenance.verdicts.quote_judging import judge_quote
from provenance.verification.asking import says_more, with_voice
from provenance.verification.framing import Frame, find_frame
from provenance.verification.languages import MODEL_PAIRS
from provenance.verification.questions import Question

_ABBREVIATION = re.compile(r"\(\s?[^\W\d_a-z]{2,10}\s?\)")
"""`(AEMET)` behind a name is the outlet's help to the reader, not a fact to be covered."""


@attrs.frozen(kw_only=True)
class Prepared:
    """A claim beside a document; all spans are offsets into the claim's own words."""

    ground: Ground
    quotes: tuple[QuoteJudgement, ...] = ()
    facts: FactComparison = attrs.field(factory=FactComparison)
    document: IndexedDocument | None = attrs.field(default=None, repr=False)
    """``None`` where the languages were not measured."""
    frame: Frame | None = None
    words: Question | None = None
    """What the words outside quotations and frame ask; ``None`` where these are all there is."""
    for_model: bool = False
    """Whether the model was measured on the languages of document and article."""

    @property
    def question(self) -> Question | None:
        """What the model is to be asked; nothing where a number or a day differs already."""
        return self.words if self.for_model and not self.facts.differences else None


def prepare(claim: Claim, article: Article, ground: Ground, desk: Desk) -> Prepared:
    """``claim`` with its quotations checked, its figures compared and its question put."""
    quotes = tuple(judge_quote(q, claim, article, ground, desk) for q in claim.quotes)
    if not is_measured_pair(article, ground.document):
        return Prepared(ground=ground, quotes=quotes)
    document = desk.indexed(ground.document)
    reference = day_of(article.metadata.published.value)
    words = claim.span.span.of(article.prose)
    facts = compare_facts(words, document, reference=reference, ignore=frame_and_quotes(claim))
    frame = _frame(claim, article)
    framed = frame.spans if frame is not None else ()
    settled = tuple(
        Span(j.quote.start, j.quote.end).shifted(-claim.span.start)
        for j in quotes
        if Reason.TOO_SHORT not in j.reasons
    )
    prepared = Prepared(ground=ground, quotes=quotes, facts=facts, document=document, frame=frame)
    if settled and not says_more(words, (*settled, *framed, *frame_and_quotes(claim))):
        return prepared
    asides = (Span(*match.span()) for match in _ABBREVIATION.finditer(words))
    question = Question(
        claim=words,
        document=document,
        reference=reference,
        ignore=framed,
        quoted=(*settled, *asides),
    )
    return attrs.evolve(
        prepared,
        words=with_voice(question, frame, speaker=_issuer(ground)),
        for_model=(ground.document.language, article.metadata.language) in MODEL_PAIRS,
    )


def _issuer(ground: Ground) -> str | None:
    """Whom "we" of the document stands for; an outlet that reports says "we" of nobody else."""
    is_report = ground.citation is not None and ground.citation.rank is Rank.SECONDARY
    return None if is_report else ground.document.publisher


def frame_and_quotes(claim: Claim) -> tuple[Span, ...]:
    """Source, cue and quoted words of the claim, as offsets into its own words."""
    start = claim.span.start
    spans = [Span(q.start, q.end) for q in claim.quotes]
    return tuple(span.shifted(-start) for span in (*spans, *_attribution_spans(claim)))


def _attribution_spans(claim: Claim) -> list[Span]:
    """Source and cue, as far as they stand in the claim's own sentence."""
    if claim.attribution is None:
        return []
    spans = (*claim.attribution.source, *claim.attribution.cue)
    return [span for span in spans if claim.span.span.contains(span)]


def _borrowed_frame(claim: Claim, attribution: Attribution, article: Article) -> Frame | None:
    """``adding that``: the speaker is named by the claim before it."""
    lead = lead_of(claim, article.prose, language=article.metadata.language)
    if not len(lead):
        return None
    named = " ".join(span.of(article.prose) for span in attribution.source)
    return Frame(spans=(lead,), speaker=attribution.speaker, named=named)


def _frame(claim: Claim, article: Article) -> Frame | None:
    """The frame of the claim, as offsets into its words."""
    if claim.attribution is not None and is_going_on(claim):
        found = _borrowed_frame(claim, claim.attribution, article)
    else:
        found = find_frame(
            article.prose,
            claim.span.span,
            [claim.attribution] if claim.attribution is not None else [],
            [Span(q.start, q.end) for q in claim.quotes],
            language=article.metadata.language,
        )
    if found is None:
        return None
    shifted = tuple(span.shifted(-claim.span.start) for span in found.spans)
    return attrs.evolve(found, spans=shifted)
