"""A report on many invented articles, with every kind of thing that a page has to show."""

from itertools import islice, pairwise

import attrs
import report_builders as build

from provenance.checks import check_report
from provenance.model import (
    Agreement,
    Article,
    Claim,
    CopyRelation,
    Disagreement,
    Published,
    Quote,
    Report,
    Speaker,
)
from provenance.terms import (
    Basis,
    ClaimType,
    CopyDirection,
    DisagreementKind,
    EditOp,
    PublishedBasis,
    QuoteStatus,
    Reason,
    Relation,
    Sourcing,
    Verdict,
)

SENTENCES = 24
"""As many as a news article of six hundred words has."""


def many_articles(number: int) -> Report:
    """A report on ``number`` articles of six hundred words from twelve outlets."""
    articles = [_article(place) for place in range(number)]
    claims = tuple(claim for place, one in enumerate(articles) for claim in _claims(one, place))
    firsts = [one.id for one in claims[3::SENTENCES]]
    pairs = islice(pairwise(firsts), 40)
    given = build.report(
        articles=tuple(articles),
        claims=claims,
        documents=tuple(
            build.document(id=f"doc-{place}", url=_address(place)) for place in range(number)
        ),
        disagreements=tuple(
            Disagreement(kind=DisagreementKind.NUMBER, left=a, right=b, what="110 ≠ 120", score=0.9)
            for a, b in pairs
        ),
        agreements=(Agreement(claims=tuple(firsts[:30]), origins=3),),
        copies=tuple(
            CopyRelation(
                from_article=articles[place // 3].id,
                to_article=one.id,
                direction=CopyDirection.KNOWN,
                basis="the same words",
            )
            for place, one in enumerate(articles[:40])
            if place
        ),
    )
    return attrs.evolve(given, findings=check_report(given))


def _address(place: int) -> str:
    return f"https://port-{place}.example/news/2026/03/statement"


def _article(place: int) -> Article:
    parts = [f"Quay {place} stays open, port says"]
    parts += [
        " ".join(_sentence(place, first + step) for step in range(4))
        for first in range(0, SENTENCES, 4)
    ]
    return build.article(
        "\n\n".join(parts),
        path=f"quays/{place:03}.txt",
        title=f"Quay {place} stays open, port says",
        outlet=f"Outlet {place % 12}",
        published=Published(value=f"2026-03-{1 + place % 28:02}", basis=PublishedBasis.TEXT),
        language="en",
    )


def _sentence(place: int, number: int) -> str:
    if number % 4 == 1:
        return f"“Quay {place} will not close in year {number} for any reason,” the port said."
    return (
        f"The port of Ostrand said in its statement that quay {place} has {number}10 workers, "
        "most of them on night shifts, and that repairs of the long wall begin in May."
    )


def _claims(article: Article, place: int) -> list[Claim]:
    verdicts = [
        *(Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.UNCHECKED, Verdict.PARTLY_SUPPORTED),
        *(Verdict.UNCHECKED, Verdict.SUPPORTED, Verdict.UNSOURCED, Verdict.UNCHECKED),
    ]
    made = [
        _claim(article, place, number, verdicts[number % len(verdicts)])
        for number in range(SENTENCES)
    ]
    if place % 10 == 0:
        made[5] = attrs.evolve(made[5], verdict=Verdict.CONTRADICTED, confidence=0.95)
    return made


def _claim(article: Article, place: int, number: int, verdict: Verdict) -> Claim:
    words = _sentence(place, number)
    judged = verdict in {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}
    quoted = number % 4 == 1
    relation = Relation.SUPPORTS if judged else Relation.MENTIONS
    passage = f"Quay {place} has {number}10 workers, and repairs of the long wall begin in May."
    cited = build.citation(
        _address(place),
        basis=Basis.INLINE_LINK,
        chain=(build.step(article, "names", "The port of Ostrand"),),
    )
    return build.claim(
        article,
        words,
        verdict,
        type=ClaimType.QUOTE if quoted else ClaimType.QUANTITY,
        speaker=Speaker(name="Port of Ostrand", role="issuer"),
        sourcing=Sourcing.NONE if verdict is Verdict.UNSOURCED else Sourcing.EXPLICIT,
        citations=() if verdict is Verdict.UNSOURCED else (cited,),
        confidence=0.8 if judged else None,
        reasons=(Reason.WORDS_COVERED,) if judged else (Reason.VERIFIER_FINDS_NOTHING,),
        evidence=(build.evidence(passage, relation, document=f"doc-{place}"),),
        quotes=(_quote(article, place, number),) if quoted else (),
    )


def _quote(article: Article, place: int, number: int) -> Quote:
    told = f"Quay {place} will not close in year {number} for any reason"
    return build.quote(
        article,
        told,
        QuoteStatus.NEAR_VERBATIM,
        document=f"doc-{place}",
        source_start=10,
        source_end=80,
        source_exact=told.replace("any", "whatever"),
        edits=(build.edit(EditOp.REPLACE, "whatever", "any"),),
    )
