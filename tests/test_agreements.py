"""The same claim in several articles, and how many origins stand behind it."""

import attrs
import pytest

from provenance.agreements import corroborations, find_agreements
from provenance.agreements.claim_groups import Groups
from provenance.claims import extract_claims
from provenance.comparison import with_disputes
from provenance.copies import find_copies
from provenance.ingest import read_text
from provenance.model import Agreement, Analysis, Claim, Comparison, Speaker
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.terms import Verdict

STORY = "Torrin and Velm, March. The Lanner county office and the Torrin fire brigade were out."


def analysed(text: str, *, outlet: str, day: str | None = "2026-03-04") -> Analysis:
    """An article whose claims have no source: nothing is attributed."""
    article = read_text(f"{STORY} {outlet} saw it.\n\n{text}", outlet=outlet, published=day)
    sentences, quotations = segment_sentences(article), find_quotations(article)
    claims = tuple(
        claim
        for claim in extract_claims(article, sentences, quotations, ())
        if claim.sentence.start >= article.text.index(text)
    )
    return Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=(),
        claims=claims,
    )


def said_by(analysis: Analysis, name: str) -> Analysis:
    speaker = Speaker(name=name)
    claims = tuple(attrs.evolve(claim, speaker=speaker) for claim in analysis.claims)
    return attrs.evolve(analysis, claims=claims)


def agreed(*texts: str) -> tuple[Agreement, ...]:
    return find_agreements([analysed(t, outlet=f"Outlet {n}") for n, t in enumerate(texts)])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            "The flood destroyed 134 houses in the Torrin valley.",
            "A total of 134 houses in the Torrin valley were destroyed.",
            id="one count",
        ),
        pytest.param(
            "The statue on Torrin square weighs 412 kilograms.",
            "The Torrin square statue weighs 908 pounds.",
            id="other units",
        ),
        pytest.param(
            "The Torrin hill school took in 287 people.",
            "The school on Torrin hill took in two hundred and eighty-seven people.",
            id="a spelled number",
        ),
        pytest.param(
            "Engineers from Kyiv inspected the Chernihiv bridge.",
            "The Chernigov bridge was inspected by engineers from Kiev.",
            id="names in other spellings, passive",
        ),
    ],
)
def test_one_claim_in_two_wordings_is_an_agreement(left: str, right: str) -> None:
    assert [2] == [len(one.claims) for one in agreed(left, right)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            "The flood destroyed 134 houses in the Torrin valley.",
            "The flood destroyed 143 houses in the Torrin valley.",
            id="another number",
        ),
        pytest.param(
            "The Torrin bridge at Corrin mill was closed to lorries.",
            "The Torrin bridge at Corrin mill was not closed to lorries.",
            id="a negation",
        ),
        pytest.param(
            "The ferry Astrid rammed the tug Borja at the Torrin quay.",
            "The tug Borja rammed the ferry Astrid at the Torrin quay.",
            id="roles turned",
        ),
        pytest.param(
            "The Torrin council approved the plan for 412 houses in Velm.",
            "The Torrin council rejected the plan for 412 houses in Velm.",
            id="opposites",
        ),
        pytest.param(
            "The Torrin dam may break before the summer fair.",
            "The Torrin dam will break before the summer fair.",
            id="one is sure",
        ),
        pytest.param(
            "Two thousand runners crossed the frozen Lanner lake at Torrin.",
            "Two thousand runners were expected to cross the frozen Lanner lake at Torrin.",
            id="done and planned",
        ),
        pytest.param("It rained.", "It rained.", id="a turn of phrase"),
        pytest.param(
            "Harbour Trust will pay 5.34 million euros for the sorting plant.",
            "Lake Works will pay 5.34 million euros for the access road.",
            id="one sum paid by two bodies",
        ),
        pytest.param(
            "At the Torrin fair 18 used clocks were sold by the Velm trust.",
            "At the Torrin fair 18 used ladders were sold by the Velm trust.",
            id="one number of two things",
        ),
    ],
)
def test_what_differs_in_sense_is_no_agreement(left: str, right: str) -> None:
    assert () == agreed(left, right)


FACT = "The flood on the Lanner destroyed 134 houses in the Torrin valley."
RETOLD = "In the Torrin valley 134 houses were destroyed by the flood on the Lanner."


def test_two_narrators_are_at_most_two_origins() -> None:
    (found,) = agreed(FACT, RETOLD)

    assert (2, True) == (found.origins, found.most)
    assert 2 == len(found.independent)


def test_one_speaker_in_two_outlets_is_one_origin() -> None:
    both = [
        said_by(analysed(FACT, outlet="A"), "Ada Brook"),
        said_by(analysed(RETOLD, outlet="B"), "Brook"),
    ]

    (found,) = find_agreements(both)

    assert (1, False) == (found.origins, found.most)


def test_two_speakers_say_nothing_as_one() -> None:
    both = [
        said_by(analysed(FACT, outlet="A"), "Ada Brook"),
        said_by(analysed(RETOLD, outlet="B"), "Jon Falk"),
    ]

    assert () == find_agreements(both)


def test_an_article_and_its_copies_are_one_origin() -> None:
    more = (
        "The county opened a kitchen in the gym and asked drivers to stay out of the valley. "
        "Some ninety families were taken to the school on the hill before the morning."
    )
    prints = [analysed(f"{FACT} {more}", outlet=outlet) for outlet in ("A", "B", "C")]

    found = find_agreements(prints, copies=find_copies(prints))

    assert {1} == {one.origins for one in found}
    claims = {claim.id: claim for analysis in prints for claim in analysis.claims}
    assert [] == [pair for one in found for pair in corroborations(one, claims)]


def test_one_outlet_twice_is_one_origin() -> None:
    texts = [analysed(FACT, outlet="A"), analysed(RETOLD, outlet="A", day="2026-03-05")]

    assert [1] == [one.origins for one in find_agreements(texts)]


def test_claims_that_disagree_come_into_no_agreement_together() -> None:
    groups = Groups({"b": {"c"}, "c": {"b"}})
    groups.join("a", "b")
    groups.join("a", "c")

    assert (("a", "b"),) == groups.members()


def test_a_claim_is_corroborated_by_other_origins_and_never_by_its_article() -> None:
    analyses = [analysed(FACT, outlet="A"), analysed(RETOLD, outlet="B")]
    claims = tuple(
        attrs.evolve(claim, verdict=Verdict.UNSOURCED) for a in analyses for claim in a.claims
    )

    told = with_disputes(claims, Comparison(agreements=find_agreements(analyses)))

    assert _others(told) == [claim.corroborated_by for claim in told]


def _others(claims: tuple[Claim, ...]) -> list[tuple[str, ...]]:
    return [tuple(o.id for o in claims if o.article != claim.article) for claim in claims]


def test_whom_nobody_names_may_have_it_from_the_one_who_is_named() -> None:
    analyses = [said_by(analysed(FACT, outlet="A"), "Ada Brook"), analysed(RETOLD, outlet="B")]
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}

    (found,) = find_agreements(analyses)

    assert (2, True) == (found.origins, found.most)
    assert [] == list(corroborations(found, claims))


def test_the_same_words_on_two_stories_are_two_claims() -> None:
    one = analysed("Nobody was hurt in the accident.", outlet="A", day="2026-03-04")
    other = read_text(
        "Hamburg und Kiel\n\nNobody was hurt in the accident.", outlet="B", published="2026-09-01"
    )
    sentences, quotations = segment_sentences(other), find_quotations(other)
    claims = extract_claims(other, sentences, quotations, ())
    far = attrs.evolve(
        one, article=other, sentences=sentences, quotations=quotations, claims=claims
    )

    assert () == find_agreements([one, far])
