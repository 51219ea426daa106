"""The claims of every prose sentence, with their types; what says nothing is marked.

How a sentence is taken apart is tested in ``test_claims_splitting.py``.
"""

import pytest
from builders import build_article
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.attributor import extract_attributions
from provenance.claims import extract_claims
from provenance.model import Article, Claim
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.terms import BlockKind, Reason, Verdict


def claims_of(article: Article) -> tuple[Claim, ...]:
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    return extract_claims(article, sentences, quotations, attributions)


TYPES = [
    ("quote", "en", "“The hall is far too cold for us,” said Ada Brook."),
    ("indirect-speech", "en", "The bank said that easing too soon would be wrong."),
    ("quantity", "en", "The bank said prices rose by 2.9 percent."),
    ("quantity", "en", "The chain runs 74 clinics."),
    ("quantity", "en", "About nine million people have gout, the agency said."),
    ("event", "en", "The valley last flooded in 2009."),
    ("event", "en", "The next decision is due on 7 May."),
    ("statement", "en", "The coach is a quiet man."),
    ("indirect-speech", "de", "Das Ministerium teilte mit, man beobachte die Lage."),
    ("quantity", "fr", "Le document chiffre la rénovation à neuf milliards d’euros."),
    ("quantity", "ru", "Экономика, по оценке банка, выросла на 5,4%."),
]


@pytest.mark.parametrize(("kind", "language", "sentence"), TYPES)
def test_a_claim_has_the_type_of_what_it_says(kind: str, language: str, sentence: str) -> None:
    [claim] = claims_of(build_article(sentence, language=language))

    assert kind == claim.type.value
    assert claim.verdict is None


NO_CLAIMS = [
    (Reason.QUESTION, "en", "But who will ride it on a wet Tuesday?"),
    (Reason.QUESTION, "es", "¿Lloverá antes de octubre?"),
    (Reason.INSTRUCTION, "en", "Install version 4.8.2."),
    (Reason.INSTRUCTION, "en", "If you cannot, stop the service and print at home."),
    (Reason.INSTRUCTION, "de", "Prüfen Sie Ihren Zähler."),
    (Reason.OPINION, "en", "Whether anybody will notice is another matter."),
    (Reason.OPINION, "es", "Es otra cuestión."),
    (Reason.LEAD_IN, "en", "The statement continued with:"),
    (Reason.FRAGMENT, "en", "Over my cabbages."),
    (Reason.QUESTION, "en", "Ms Holt, why did you stop the race?"),
    (Reason.INSTRUCTION, "en", "14:12 Stay with us for live updates."),
    (Reason.INSTRUCTION, "en", "Season to taste."),
    (Reason.INSTRUCTION, "en", "Peel and chop the onions, then fry them in butter."),
    (Reason.INSTRUCTION, "de", "Die Zwiebeln schälen und würfeln."),
    (Reason.INSTRUCTION, "fr", "Épluchez les oignons."),
    (Reason.LEAD_IN, "en", "Here is what we know so far:"),
    (Reason.LEAD_IN, "en", "More to follow."),
    (Reason.OPINION, "en", "The council should resign."),
    (Reason.OPINION, "en", "Ministers ought to be ashamed."),
    (Reason.OPINION, "en", "It is high time that the minister came to see for herself."),
    (Reason.OPINION, "en", "United deserved better."),
    (Reason.OPINION, "de", "Meiner Meinung nach war die Brücke schlecht gebaut."),
    (Reason.OPINION, "fr", "Le maire devrait démissionner."),
    (Reason.OPINION, "es", "La alcaldesa debería dimitir."),
    (Reason.OPINION, "pl", "Minister powinien ustąpić."),
    (Reason.OPINION, "ru", "На мой взгляд, мост построен плохо."),
    (Reason.OPINION, "uk", "На мою думку, міст збудовано погано."),
]


@pytest.mark.parametrize(("reason", "language", "sentence"), NO_CLAIMS)
def test_what_says_nothing_to_check_is_no_claim(
    reason: Reason, language: str, sentence: str
) -> None:
    [claim] = claims_of(build_article(sentence, language=language))

    assert Verdict.NOT_A_CLAIM is claim.verdict
    assert (reason,) == claim.reasons


CLAIMS = [
    ("a lead-in that reports something", "NATO issued a statement on the situation in Ukraine:"),
    ("a verb of saying", "Nobody was hurt, the police said."),
    ("a negative fact", "Nobody was hurt."),
    ("a quoted question", "“Who will pay for all of this?” asked Ada Brook."),
    ("a reported question", "The bank asked whether prices would fall."),
    ("an imperative's look", "Update 12 was released on Monday by the vendor."),
    ("a short fact", "The krone fell."),
    ("heat as a noun", "Heat killed twelve people in the valley."),
    ("a season, no salt", "Season tickets were sold out on Monday."),
    ("an answer of an interview", "The rest were taken back by bus."),
    ("an opinion with a figure", "The council should resign after losing £40,000."),
    ("an opinion somebody has", "The council should resign, said Ada Brook."),
    ("what a recipe tells of its dish", "The dish was first cooked in 1874."),
    ("a superlative can be checked", "It was the best match of the season."),
    ("an entry of a live blog", "14:05 The prime minister has arrived at the palace."),
    ("what is to come", "Half of the money will be paid back."),
]


@pytest.mark.parametrize(("reason", "sentence"), CLAIMS)
def test_a_real_claim_is_kept(reason: str, sentence: str) -> None:
    assert reason
    [claim] = claims_of(build_article(sentence))

    assert claim.verdict is None


def test_an_interviewers_question_after_a_dash_is_no_quotation_of_anybody() -> None:
    text = (
        "« Notre bassin fuit », nous confie Jean Tissier.\n\n"
        "– Et vous, le fermeriez-vous ?\n\n– Jamais."
    )
    claims = claims_of(build_article(text, language="fr"))

    assert [None, Verdict.NOT_A_CLAIM, None] == [claim.verdict for claim in claims]


def test_claims_come_from_prose_only() -> None:
    article = build_article(
        "Dental chain fined\n\nThe chain was fined on Monday.\n\nSubscribe now",
        blocks=[
            (BlockKind.HEADING, "Dental chain fined"),
            (BlockKind.PARAGRAPH, "The chain was fined on Monday."),
            (BlockKind.BOILERPLATE, "Subscribe now"),
        ],
    )

    assert ["The chain was fined on Monday."] == [c.span.exact for c in claims_of(article)]


def test_a_claim_carries_its_quoted_words_and_speaker() -> None:
    [claim] = claims_of(build_article("“The hall is far too cold for us,” said Ada Brook."))

    assert ["The hall is far too cold for us,"] == [quote.exact for quote in claim.quotes]
    assert claim.speaker is not None
    assert "Ada Brook" == claim.speaker.name
    assert claim.id == f"{claim.article}:{claim.span.start}-{claim.span.end}"


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="aA .?!:“”«»\n—'\u00a0\u00ad7", max_size=200))
def test_every_prose_sentence_is_one_claim(text: str) -> None:
    article = build_article(text)
    prose = [s for s in segment_sentences(article) if article.blocks[s.block].kind.is_prose]

    claims = claims_of(article)

    assert [s.span for s in prose] == [claim.span.span for claim in claims]
    assert all(article.text[q.start : q.end] == q.exact for c in claims for q in c.quotes)
