"""A claim taken apart: what alignment settles, what is left to ask, and of whom it is said."""

import datetime

import attrs

from provenance.attribution.cues import load_cues
from provenance.attribution.source_phrases import PhraseKind
from provenance.attribution.speakers import read_source
from provenance.model import Document, Quote
from provenance.quoting import PassageIndex, QuoteJudgement, check_quote, judge_in_article
from provenance.retrieval import IndexedDocument, best_passages
from provenance.spans import Span
from provenance.terms import QuoteStatus, Verdict
from provenance.verification.frame_fitting import (
    NOT_CHECKED,
    FrameFit,
    fit_frame,
    is_reporting,
    issuer_of,
)
from provenance.verification.framing import Frame, FramedSentence
from provenance.verification.questions import Question

SETTLED = frozenset(
    {
        QuoteStatus.VERBATIM,
        QuoteStatus.NEAR_VERBATIM,
        QuoteStatus.ALTERED,
        QuoteStatus.ABSENT,
    }
)
"""What alignment can say of a quotation so that no model need read it."""
_FRAME_LETTERS = 25
"""Letters outside quotation and frame that are still only "said in the statement on Tuesday"."""
_PLACES = 2
_SPEAKERS = frozenset({PhraseKind.PERSON, PhraseKind.BODY, PhraseKind.ROLE})


@attrs.frozen(kw_only=True)
class Asked:
    """One sentence of a claim, ready to be judged."""

    span: Span
    """The sentence; offsets into the claim. All others here are offsets into the sentence."""
    quotes: tuple[QuoteJudgement, ...] = ()
    frame: Frame | None = None
    question: Question | None = None
    """``None`` where quotations and frame are all there is."""


def ask(
    claim: str,
    sentence: FramedSentence,
    document: IndexedDocument,
    whole: Document,
    *,
    language: str,
    reference: datetime.date | None = None,
    index: PassageIndex | None = None,
) -> Asked:
    """``sentence`` with its quotations checked, and the question that is left.

    Args:
        claim: the text ``sentence`` points into.
        sentence: with quotations and frame.
        document: the source, indexed.
        whole: the same source, for alignment.
        language: of the claim.
        reference: the day the claim was written.
        index: shared by the quotations of one run.
    """
    words = sentence.span.of(claim)
    frame = _shifted(sentence.frame, -sentence.span.start)
    judged = tuple(
        _judged(claim, span, whole, frame, language=language, index=index)
        for span in sentence.quotations
        if len(span)
    )
    settled = tuple(
        Span(j.quote.start, j.quote.end).shifted(-sentence.span.start)
        for j in judged
        if j.quote.status in SETTLED and j.verdict is not Verdict.UNCHECKED
    )
    framed = frame.spans if frame is not None else ()
    asked = Asked(span=sentence.span, quotes=judged, frame=frame)
    if settled and not says_more(words, (*settled, *framed)):
        return asked
    question = Question(
        claim=words, document=document, reference=reference, ignore=framed, quoted=settled
    )
    return attrs.evolve(asked, question=with_voice(question, frame))


def frame_fit(
    asked: Asked, claim: str, document: IndexedDocument, places: tuple[Span, ...]
) -> FrameFit:
    """Whether the document agrees with who is said to speak, when and where.

    Args:
        asked: the sentence.
        claim: the text it stands in.
        document: the source.
        places: where the source says what is claimed.
    """
    if asked.frame is None:
        return NOT_CHECKED
    reference = asked.question.reference if asked.question else None
    return fit_frame(asked.span.of(claim), asked.frame, document, places, reference=reference)


def _judged(
    claim: str,
    span: Span,
    whole: Document,
    frame: Frame | None,
    *,
    language: str,
    index: PassageIndex | None,
) -> QuoteJudgement:
    quote = Quote(start=span.start, end=span.end, exact=span.of(claim))
    checked = check_quote(
        quote,
        whole,
        article_language=language,
        speaker=frame.speaker if frame else None,
        index=index,
    )
    return judge_in_article(checked, claim, whole, language=language)


def with_voice(question: Question, frame: Frame | None, *, speaker: str | None = None) -> Question:
    """``question`` with the voice the document is read in.

    Args:
        question: whose ``ignore`` is the frame.
        frame: of the claim.
        speaker: who issued the document, where the caller knows: not the outlet that printed it.
    """
    content = "".join(
        " " if any(s.start <= at < s.end for s in question.ignore) else character
        for at, character in enumerate(question.claim)
    )
    best = best_passages(content, question.document, limit=_PLACES)
    if frame is not None and is_reporting(question.document, [b.passage.span for b in best]):
        return attrs.evolve(question, with_frame=True)
    issuer = issuer_of(question.document)
    named = _speaking(frame, question.document.language) if frame is not None else None
    return attrs.evolve(question, speaker=named or speaker or (issuer.name if issuer else None))


def _speaking(frame: Frame, language: str) -> str | None:
    """The words for who speaks; a pronoun names nobody, and a document speaks for somebody."""
    kind = read_source(frame.named, load_cues(language)).kind
    return frame.named if kind in _SPEAKERS else None


def says_more(words: str, known: tuple[Span, ...]) -> bool:
    """Whether ``words`` say more than the quotations and who said them."""
    left = sum(
        character.isalnum() and not any(s.start <= at < s.end for s in known)
        for at, character in enumerate(words)
    )
    return left > _FRAME_LETTERS


def _shifted(frame: Frame | None, by: int) -> Frame | None:
    if frame is None:
        return None
    return attrs.evolve(frame, spans=tuple(span.shifted(by) for span in frame.spans))
