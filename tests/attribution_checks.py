"""What holds of every extraction, whatever the text."""

from collections.abc import Iterable
from itertools import pairwise

from provenance.model import Analysis, Attribution
from provenance.spans import Span


def check_analysis(analysis: Analysis) -> None:
    """Fail where a span of ``analysis`` lies outside the text or something has no ground."""
    check_spans(analysis)
    check_claims(analysis)
    for attribution in analysis.attributions:
        check_attribution(attribution)
    check_contents_are_grounded(analysis)


def check_spans(analysis: Analysis) -> None:
    """Every span is a stretch of the article's text."""
    text = analysis.article.text
    for span in spans_of(analysis):
        assert 0 <= span.start < span.end <= len(text), span
    for claim in analysis.claims:
        for excerpt in (claim.sentence, claim.span):
            assert excerpt.exact == text[excerpt.start : excerpt.end]
        assert all(quote.exact == text[quote.start : quote.end] for quote in claim.quotes)
        steps = [step for citation in claim.citations for step in citation.chain]
        assert all(step.exact == text[step.start : step.end] for step in steps)


def spans_of(analysis: Analysis) -> Iterable[Span]:
    """All spans of ``analysis`` but those of citations."""
    yield from (sentence.span for sentence in analysis.sentences)
    for quotation in analysis.quotations:
        yield from (quotation.span, quotation.outer, *quotation.parts)
    for attribution in analysis.attributions:
        yield from (*attribution.source, *attribution.cue, *attribution.content)
    for claim in analysis.claims:
        yield from (claim.sentence.span, claim.span.span)


def check_claims(analysis: Analysis) -> None:
    """Claims stand in their sentences, in reading order, apart from each other."""
    assert len(analysis.claims) == len({claim.id for claim in analysis.claims})
    for claim in analysis.claims:
        assert claim.sentence.span.contains(claim.span.span), claim
    for before, after in pairwise(claim.span for claim in analysis.claims):
        assert before.end <= after.start, (before, after)


def check_attribution(attribution: Attribution) -> None:
    """Source, cue and content are apart, but for a cue that holds its pronoun."""
    assert attribution.cue or attribution.content
    for one in (attribution.source, attribution.cue, attribution.content):
        for before, after in pairwise(sorted(one)):
            assert before.end <= after.start, attribution
    for content in attribution.content:
        for other in (*attribution.source, *attribution.cue):
            assert not content.overlaps(other), attribution
    for source in attribution.source:
        for cue in attribution.cue:
            # "a-t-elle dit", "по его словам": the cue holds its pronoun.
            assert cue.contains(source) or not source.overlaps(cue), attribution


def check_contents_are_grounded(analysis: Analysis) -> None:
    """Nobody is said to have said anything without a cue or quotation marks."""
    cueless = [one for one in analysis.attributions if not one.cue]
    assert all(one.speaker_guess for one in cueless)
    quoted = bytearray(len(analysis.article.text))
    for quotation in analysis.quotations:
        quoted[quotation.outer.start : quotation.outer.end] = b"\1" * len(quotation.outer)
    for content in (content for one in cueless for content in one.content):
        assert all(quoted[content.start : content.end]), content


def check_contents_keep_to_quotations(analysis: Analysis) -> None:
    """No content begins or ends inside quoted words, nor runs from one sentence into another.

    Quoted words over several sentences are the one thing that may.
    """
    outers = [quotation.outer for quotation in analysis.quotations]
    for content in (content for one in analysis.attributions for content in one.content):
        around = [outer for outer in outers if outer.overlaps(content)]
        assert all(o.contains(content) or content.contains(o) for o in around), content
        inside = any(sentence.span.contains(content) for sentence in analysis.sentences)
        assert inside or any(outer.contains(content) for outer in around), content
