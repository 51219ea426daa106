"""The comparison as a whole, and what it does to verdicts."""

import attrs
import pytest
import report_builders as build

from provenance.comparison import compare_claims, with_disputes
from provenance.ingest import read_text
from provenance.model import Analysis, Article, Claim, Comparison, Evidence
from provenance.pipeline import extract
from provenance.spans import Span
from provenance.terms import DisagreementKind, Rank, Reason, Relation, Target, Verdict, Via
from provenance.verdicts import Shelf

MUST = "“The old bridge of Torrin must come down,” city engineer Ada Brook said."
MAY = "“The old bridge of Torrin may come down,” city engineer Ada Brook said."
A_BRIDGE = "“The old bridges of Torrin must come down,” city engineer Ada Brook said."
FIGURES = (
    "The canton of Belmar will build 48 flats on the old harbour site, the council decided.",
    "On the old harbour site the canton of Belmar is to build 36 flats, the council decided.",
)


def article(text: str, outlet: str, *, day: str | None = "2026-03-04") -> Article:
    return read_text(text, outlet=outlet, published=day)


def judged(*texts: str, verdict: Verdict = Verdict.UNSOURCED) -> list[Analysis]:
    """Analyses of ``texts``, every claim with ``verdict``."""
    found = []
    for at, text in enumerate(texts):
        analysis = extract(article(text, f"Outlet {at}"))
        claims = tuple(attrs.evolve(claim, verdict=verdict) for claim in analysis.claims)
        found.append(attrs.evolve(analysis, claims=claims))
    return found


def disputed(analyses: list[Analysis]) -> list[Claim]:
    claims = tuple(claim for analysis in analyses for claim in analysis.claims)
    return list(with_disputes(claims, compare_claims(analyses, Shelf())))


def test_a_turned_quotation_disputes_both_claims() -> None:
    claims = disputed(judged(MUST, MAY))

    assert [Verdict.DISPUTED] * 2 == [claim.verdict for claim in claims]
    assert [(claims[1].id,), (claims[0].id,)] == [claim.disputed_by for claim in claims]
    assert all(Reason.OUTLET_DISAGREES in claim.reasons for claim in claims)


def test_a_change_that_keeps_the_meaning_is_listed_and_disputes_nothing() -> None:
    analyses = judged(MUST, A_BRIDGE)

    found = compare_claims(analyses, Shelf())
    claims = disputed(analyses)

    assert [DisagreementKind.QUOTE_WORDING] == [d.kind for d in found.disagreements]
    assert [Verdict.UNSOURCED] * 2 == [claim.verdict for claim in claims]


def test_a_figure_told_differently_disputes_both_claims() -> None:
    claims = disputed(judged(*FIGURES))

    assert [Verdict.DISPUTED] * 2 == [claim.verdict for claim in claims]


@pytest.mark.parametrize(
    "verdict",
    [Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED, Verdict.CONTRADICTED, Verdict.UNSUPPORTED],
)
def test_a_claim_that_a_document_decides_keeps_its_verdict(verdict: Verdict) -> None:
    claims = disputed(judged(*FIGURES, verdict=verdict))

    assert [verdict] * 2 == [claim.verdict for claim in claims]
    assert all(claim.disputed_by for claim in claims)


def test_a_sentence_of_a_witness_is_left_as_it_is() -> None:
    analyses = judged(*FIGURES, verdict=Verdict.UNCHECKED)
    witness = tuple(
        attrs.evolve(claim, reasons=(Reason.IS_WITNESS,)) for claim in analyses[0].claims
    )
    analyses[0] = attrs.evolve(analyses[0], claims=witness)

    claims = disputed(analyses)

    assert list(witness) == claims[:1]
    assert [Verdict.DISPUTED] == [claim.verdict for claim in claims[1:]]


def test_what_is_no_claim_is_not_compared() -> None:
    assert Comparison() == compare_claims(judged(*FIGURES, verdict=Verdict.NOT_A_CLAIM), Shelf())


def test_the_document_that_supports_one_side_settles() -> None:
    analyses = judged(*FIGURES)
    evidence = Evidence(
        document="d-1",
        url=None,
        start=0,
        end=8,
        exact="48 flats",
        prefix="",
        suffix="",
        relation=Relation.SUPPORTS,
        score=1.0,
        via=Via.ORIGINAL,
    )
    supported = attrs.evolve(analyses[0].claims[0], verdict=Verdict.SUPPORTED, evidence=(evidence,))
    analyses[0] = attrs.evolve(analyses[0], claims=(supported,))

    assert ["d-1"] == [d.settled_by for d in compare_claims(analyses, Shelf()).disagreements]


def test_a_sentence_of_a_reproduced_document_settles() -> None:
    analyses = judged(*FIGURES, verdict=Verdict.UNCHECKED)
    (claim,) = analyses[0].claims
    witness = attrs.evolve(claim, reasons=(Reason.IS_WITNESS,))
    analyses[0] = attrs.evolve(analyses[0], claims=(witness,))
    copy = build.document(
        id="witness:a:0",
        witness_of=claim.article,
        parts=(Span(claim.sentence.start, claim.sentence.end),),
    )

    found = compare_claims(analyses, Shelf(witnesses={"another": (copy,)}))

    assert ["witness:a:0"] == [one.settled_by for one in found.disagreements]


def test_a_claim_against_the_other_sides_primary_document_is_contradicted() -> None:
    analyses = judged(*FIGURES)
    url = "https://belmar.example/plan"
    evidence = build.evidence("48 flats", Relation.SUPPORTS, url=url, via=Via.ORIGINAL)
    citation = build.citation(url=url, rank=Rank.PRIMARY, target=Target.DOCUMENT)
    supported = attrs.evolve(
        analyses[0].claims[0],
        verdict=Verdict.SUPPORTED,
        confidence=0.95,
        evidence=(evidence,),
        citations=(citation,),
    )
    for rank, verdict in ((Rank.PRIMARY, Verdict.CONTRADICTED), (Rank.SECONDARY, Verdict.DISPUTED)):
        ranked = attrs.evolve(supported, citations=(attrs.evolve(citation, rank=rank),))
        claims = disputed([attrs.evolve(analyses[0], claims=(ranked,)), analyses[1]])

        assert [Verdict.SUPPORTED, verdict] == [claim.verdict for claim in claims]
        is_decided = verdict is Verdict.CONTRADICTED
        assert is_decided == any(one.relation is Relation.CONTRADICTS for one in claims[1].evidence)


def test_one_quotation_in_many_outlets_is_one_origin_and_corroborates_nobody() -> None:
    analyses = judged(MUST, f"It rained in Torrin. {MUST}", f"{MUST} It was cold.")

    found = compare_claims(analyses, Shelf())
    claims = disputed(analyses)

    assert [1] == [agreement.origins for agreement in found.agreements]
    assert 3 == len(found.agreements[0].claims)
    assert () == found.disagreements
    assert all(claim.corroborated_by == () for claim in claims)


def test_an_article_given_twice_neither_agrees_nor_disagrees_with_itself() -> None:
    once = judged(f"{MUST} {FIGURES[0]} {FIGURES[1]}")
    again = attrs.evolve(once[0], article=attrs.evolve(once[0].article, id="again"))

    found = compare_claims([*once, again], Shelf())

    assert () == found.agreements
    assert () == found.disagreements


def test_one_article_is_compared_with_nothing() -> None:
    assert Comparison() == compare_claims(judged(f"{MUST} {MAY}"), Shelf())


def test_articles_without_dates_or_of_other_languages_do_no_harm() -> None:
    texts = (FIGURES[0], "Le canton de Belmar construira 36 logements sur l'ancien port.", "…")
    analyses = [extract(article(text, "A", day=None)) for text in texts]

    assert () == compare_claims(analyses, Shelf()).disagreements


def test_the_order_of_the_articles_changes_nothing_but_the_sides() -> None:
    texts = (MUST, MAY, *FIGURES)
    forth, back = judged(*texts), judged(*texts)[::-1]

    pairs = [
        {(d.kind, frozenset((d.left, d.right))) for d in compare_claims(a, Shelf()).disagreements}
        for a in (forth, back)
    ]

    assert pairs[0] == pairs[1]
    assert 2 == len(pairs[0])
