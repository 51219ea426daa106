"""One sentence, its claims: taken apart only where each part is a clause that stands by itself.

Every sentence is written for this project.
"""

import itertools
import re
from pathlib import Path

import attrs
import pytest
from builders import build_article
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.attributor import extract_attributions
from provenance.claims import attributions_by_sentence, extract_claims
from provenance.model import Article, Attribution, Claim
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.spans import Span
from provenance.terms import AttributionKind, ClaimType

CASES = Path(__file__).parent / "cases/claims"
GAP = re.compile(r"\{[^}]*\}")


def claims_of(article: Article) -> tuple[Claim, ...]:
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    return extract_claims(article, sentences, quotations, attributions)


def lines_of(name: str) -> list[list[str]]:
    """The fields of every line of a file of cases."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("language", "marked"), lines_of("split.txt"))
def test_a_sentence_with_several_reports_is_as_many_claims(language: str, marked: str) -> None:
    parts = GAP.split(marked)
    sentence = marked.replace("{", "").replace("}", "")

    assert parts == [claim.text for claim in claims_of(build_article(sentence, language=language))]


@pytest.mark.parametrize(("language", "why", "sentence"), lines_of("whole.txt"))
def test_what_holds_together_is_one_claim(language: str, why: str, sentence: str) -> None:
    assert why
    assert [sentence] == [c.text for c in claims_of(build_article(sentence, language=language))]


def test_each_claim_has_its_own_verb_of_saying() -> None:
    text = (
        "“It is cold,” Ada Brook said, adding that the roof leaked, but denied that it was unsafe."
    )

    assert ["said", "adding", "denied"] == [c.cue_modality for c in claims_of(build_article(text))]


def test_what_only_goes_on_has_the_speaker_and_source_of_the_claim_before() -> None:
    text = "“It is cold,” said Ada Brook, adding that the roof leaked and that the floor was wet."
    first, second, third = claims_of(build_article(text))

    assert ["Ada Brook"] * 3 == [c.speaker and c.speaker.name for c in (first, second, third)]
    assert first.attribution is not None
    assert second.attribution is not None
    assert third.attribution is not None
    assert first.attribution.source == second.attribution.source == third.attribution.source
    assert "the roof leaked" == second.attribution.content[0].of(text)
    assert second.attribution.cue == third.attribution.cue


def test_two_speakers_of_one_sentence_have_a_claim_each() -> None:
    text = "“It is cold,” said Ada Brook, while Jonas Eikrem said the hall was warm enough."

    names = [c.speaker and c.speaker.name for c in claims_of(build_article(text))]

    assert ["Ada Brook", "Jonas Eikrem"] == names


def test_quoted_words_belong_to_the_claim_they_stand_in() -> None:
    text = "“It is cold,” said Ada Brook, adding: “Nobody asked us.”"
    first, second = claims_of(build_article(text))

    assert ["It is cold,"] == [quote.exact for quote in first.quotes]
    assert ["Nobody asked us."] == [quote.exact for quote in second.quotes]


def test_each_claim_has_its_own_type() -> None:
    text = "“It is cold,” said Ada Brook, adding that the roof had cost £40,000 in May."

    types = [claim.type for claim in claims_of(build_article(text))]

    assert [ClaimType.QUOTE, ClaimType.QUANTITY] == types


def test_what_a_body_says_next_is_no_event() -> None:
    text = "The bank said that the hall was full and that the doors had been closed at noon."

    assert ClaimType.INDIRECT_SPEECH is claims_of(build_article(text))[1].type


def test_of_nested_attributions_the_outermost_is_the_sentences() -> None:
    text = "Brook said the police had said the road was shut."
    article = build_article(text)
    sentences = segment_sentences(article)

    def said(source: str, cue: int, content: int) -> Attribution:
        at = text.index(source)
        return Attribution(
            source=(Span(at, at + len(source)),),
            cue=(Span(cue, cue + 4),),
            content=(Span(content, len(text) - 1),),
            kind=AttributionKind.INDIRECT,
        )

    inner = said("the police", text.rindex("said"), text.index("the road"))
    outer = said("Brook", text.index("said"), text.index("the police"))

    assert [outer] == attributions_by_sentence(sentences, [inner, outer])
    assert [outer] == attributions_by_sentence(sentences, [outer, inner])


def test_an_attribution_of_a_later_part_is_that_parts() -> None:
    text = "“It is cold,” said Ada Brook, while Jonas Eikrem said the hall was warm enough."
    article = build_article(text)
    sentences, quotations = segment_sentences(article), find_quotations(article)
    [known] = extract_attributions(article, sentences, quotations)
    start = text.index("Jonas")
    tagged = attrs.evolve(
        known,
        source=(Span(start, start + 12),),
        cue=(Span(start + 13, start + 17),),
        content=(Span(start + 18, len(text) - 1),),
        speaker=attrs.evolve(known.speaker, name="Jonas B. Eikrem") if known.speaker else None,
    )

    _, second = extract_claims(article, sentences, quotations, [known, tagged])

    assert second.speaker is not None
    assert "Jonas B. Eikrem" == second.speaker.name


PIECES = st.sampled_from(
    [
        *("“It is cold,” ", "said Ada Brook", ", adding that ", " and that ", "; ", ", while "),
        *("the police said ", "the roof leaked", ", but denied that ", "the hall was full", ". "),
        *("He ", "“", "”", "(", ")", ", noting that ", "if ", "?", "\n\n", " and added that "),
    ]
)


@settings(deadline=None, max_examples=80)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_claims_are_disjoint_and_in_order_inside_their_sentences(text: str) -> None:
    claims = claims_of(build_article(text))

    assert all(claim.sentence.span.contains(claim.span.span) for claim in claims)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(claims))
    assert len(claims) == len({claim.id for claim in claims})
    assert all(text[claim.span.start : claim.span.end] == claim.text for claim in claims)
    assert all(claim.text.strip() for claim in claims)
    assert all(c.span.span.contains(Span(q.start, q.end)) for c in claims for q in c.quotes)


def test_a_sentence_of_a_thousand_clauses_is_read_in_time() -> None:
    text = (
        "“It is cold,” said Ada Brook" + ", adding that the roof leaked; the police said no" * 1000
    )

    assert 1 <= len(claims_of(build_article(text + ".")))
