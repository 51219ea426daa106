"""Witness copies: on what grounds one is accepted, and what it may testify to."""

import re

import attrs
import pytest
from builders import build_article

from provenance.model import Analysis, Citation, Claim, Location, Published, Quotation, Sentence
from provenance.registry import Mention, MentionForm, Publisher
from provenance.spans import Excerpt, Span
from provenance.terms import (
    Basis,
    CapturedBy,
    ClaimType,
    DocumentKind,
    PublishedBasis,
    QuotationKind,
    Rank,
    Target,
)
from provenance.witnesses import (
    Witness,
    find_witnesses,
    match_witness,
    witness_document,
    witness_documents,
)

LAKES = Publisher(id="lakes", kind="agency", domains=("lakes.example",))
PORTS = Publisher(id="ports", kind="agency", domains=("ports.example",))
NAMES = {"Lake Board": LAKES, "Port Board": PORTS}


class TwoPublishers:
    """A registry that knows the Lake Board and the Port Board."""

    def mentions(self, text: str, *, language: str = "und") -> tuple[Mention, ...]:
        found = re.finditer("|".join(NAMES), text) if language else ()
        return tuple(
            Mention(
                span=Span(m.start(), m.end()),
                publisher=NAMES[m.group()],
                form=MentionForm.FULL_NAME,
            )
            for m in found
        )

    def by_url(self, url: str) -> Publisher | None:
        hosts = {"www.lakes.example": LAKES, "www.ports.example": PORTS}
        return hosts.get(url.split("/")[2])


REGISTRY = TwoPublishers()
ADDRESS = "https://www.lakes.example/news/17"

BODY = [
    "We are worried about the level of the upper lake. We ask all towns to save water.",
    "We will open the third gate in June. We will close it before the autumn.",
    "Fishing goes on as before. We thank the towns for their patience.",
]
LEAD_IN = "On 3 March 2026 the Lake Board issued a statement on the level of the upper lake:"


def analyse(
    text: str, *, quoted: tuple[Span, ...] = (), cited: str = "", published: str = ""
) -> Analysis:
    """An analysis with one block quotation, and every sentence a claim citing ``cited``."""
    article = build_article(text)
    if published:
        value = Published(value=published, basis=PublishedBasis.TEXT)
        article = attrs.evolve(article, metadata=attrs.evolve(article.metadata, published=value))
    sentences = tuple(
        Sentence(span=Span(b.span.start + m.start(), b.span.start + m.end()), block=index)
        for index, b in enumerate(article.blocks)
        for m in re.finditer(r"\S[^.:]*[.:]”?", b.span.of(text))
    )
    outer = (Span(quoted[0].start, quoted[-1].end),) if quoted else ()
    quotations = tuple(
        Quotation(span=span, outer=span, kind=QuotationKind.BLOCK, parts=quoted) for span in outer
    )
    claims = tuple(_claim(article.id, text, s.span, cited) for s in sentences)
    return Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=(),
        claims=claims,
    )


def _claim(article: str, text: str, span: Span, url: str) -> Claim:
    citation = Citation(
        url=url,
        basis=Basis.LISTED_URL,
        rank=Rank.PRIMARY,
        target=Target.DOCUMENT,
        confidence=0.9,
    )
    return Claim(
        id=f"{article}:{span.start}-{span.end}",
        article=article,
        type=ClaimType.STATEMENT,
        sentence=Excerpt.of(text, span),
        span=Excerpt.of(text, span),
        location=Location(path="a.txt", line=1, column=1, end_line=1, end_column=2),
        citations=(citation,) if url else (),
    )


def printing(lead_in: str = LEAD_IN, *, body: list[str] = BODY, title: str = "") -> Analysis:
    """An article that prints ``body`` behind ``lead_in``."""
    text = "\n\n".join([*([title] if title else []), "The level fell again.", lead_in, *body])
    text += "\n\nThe towns have not answered."
    parts = tuple(Span(text.index(p), text.index(p) + len(p)) for p in body)
    return analyse(text, quoted=parts)


def only(analysis: Analysis) -> Witness:
    (witness,) = find_witnesses([analysis], REGISTRY)
    return witness


def citing(sentence: str, *, url: str = ADDRESS, published: str = "") -> Analysis:
    return analyse(sentence, cited=url, published=published)


def test_a_block_with_issuer_kind_and_date_in_its_lead_in_is_a_witness() -> None:
    witness = only(printing())

    assert ("lakes", "statement", "2026-03-03") == (
        witness.issuer.id,
        witness.kind,
        str(witness.date),
    )
    assert ("level", "upper", "lake") == witness.title
    assert 6 == witness.sentences
    assert witness.is_date_own


def test_a_title_will_do_for_a_date() -> None:
    witness = only(printing("The Lake Board issued a statement on the level of the upper lake:"))

    assert witness.date is None
    assert witness.title


def test_the_issuer_may_stand_behind_the_kind() -> None:
    lead_in = "The Port Board quoted a statement by the Lake Board on the level of the lake:"

    assert "lakes" == only(printing(lead_in)).issuer.id


NO_WITNESS = [
    ("no issuer", "On 3 March 2026 a statement on the level of the lake was issued:", BODY),
    ("no kind", "On 3 March 2026 the Lake Board said on the level of the upper lake:", BODY),
    ("no date and no title", "The Lake Board issued a statement:", BODY),
    ("four sentences", LEAD_IN, BODY[:2]),
    ("one sentence", LEAD_IN, ["We ask all towns to save water."]),
    ("a clause, no title", "The Lake Board says in a statement that it relies on the rain:", BODY),
    ("an ellipsis", LEAD_IN, [BODY[0], "We will open … the gate in June.", BODY[1]]),
    ("a parody", "In a parody, the Lake Board issued a statement on the level of the lake:", BODY),
    ("a spoof", "A spoof statement of the Lake Board on the level of the lake reads:", BODY),
    ("invented", "On 3 March the Lake Board issued, we imagined, a statement on fish:", BODY),
]


@pytest.mark.parametrize(
    ("lead_in", "body"), [case[1:] for case in NO_WITNESS], ids=[case[0] for case in NO_WITNESS]
)
def test_what_lacks_a_ground_of_its_own_is_no_witness(lead_in: str, body: list[str]) -> None:
    assert () == find_witnesses([printing(lead_in, body=body)], REGISTRY)


def test_a_block_called_satire_in_the_sentence_before_is_no_witness() -> None:
    text = "This is satire.\n\n" + LEAD_IN + "\n\n" + " ".join(BODY)
    part = Span(text.index(BODY[0]), len(text))

    assert () == find_witnesses([analyse(text, quoted=(part,))], REGISTRY)


def score(sentence: str, *, url: str | None = ADDRESS, published: str = "") -> float:
    article = citing(sentence, published=published).article
    return match_witness(only(printing()), [sentence], article=article, registry=REGISTRY, url=url)


MATCHES = [
    "The Lake Board issued a statement on 3 March 2026.",
    "In its statement of 3 March the board asks the towns to save water.",
    "The board asks the towns to save water in a statement on the level of the upper lake.",
]

NO_MATCHES = [
    ("another day", "The Lake Board issued a statement on 9 March 2026."),
    ("another year", "The Lake Board issued a statement on 3 March 2025."),
    ("another kind", "The Lake Board sent a letter on 3 March 2026."),
    ("no day and no title", "The Lake Board issued a statement."),
    ("only the words", "We ask all towns to save water."),
    ("another title", "The Lake Board issued a statement on the price of fish."),
    ("same title, another day", "Its statement on the level of the upper lake came on 9 March."),
]


@pytest.mark.parametrize("sentence", MATCHES)
def test_issuer_kind_and_day_or_title_match(sentence: str) -> None:
    assert score(sentence) >= 0.8


@pytest.mark.parametrize(
    "sentence", [case[1] for case in NO_MATCHES], ids=[case[0] for case in NO_MATCHES]
)
def test_less_does_not_match(sentence: str) -> None:
    assert 0.0 == score(sentence)


def test_an_address_of_another_body_does_not_match() -> None:
    assert 0.0 == score(MATCHES[0], url="https://www.ports.example/news/17")


def test_an_address_that_tells_another_day_does_not_match() -> None:
    assert 0.0 == score(MATCHES[0], url="https://www.lakes.example/2026/03/09/statement")


def test_without_an_address_the_sentence_must_name_the_issuer() -> None:
    assert score(MATCHES[0], url=None) >= 0.8
    assert 0.0 == score(MATCHES[1], url=None)


def test_a_witness_is_no_evidence_for_its_own_article() -> None:
    analysis = printing()
    own = match_witness(
        only(analysis), [LEAD_IN], article=analysis.article, registry=REGISTRY, url=ADDRESS
    )

    assert 0.0 == own
    assert {} == witness_documents([analysis], REGISTRY)


def test_the_document_is_the_block_and_nothing_else() -> None:
    analysis = printing()
    found = witness_document(only(analysis), analysis.article, ADDRESS)

    assert (DocumentKind.WITNESS, CapturedBy.WITNESS) == (found.kind, found.captured_by)
    assert analysis.article.id == found.witness_of
    assert BODY == [part.of(found.text) for part in found.parts]
    assert f"witness:{analysis.article.id}:{found.parts[0].start}" == found.id


def test_claims_of_another_article_get_the_witness_of_the_document_they_cite() -> None:
    other = citing("The Lake Board issued a statement on 3 March. It asks for patience.")
    found = witness_documents([printing(), other], REGISTRY)

    assert {claim.id for claim in other.claims} == set(found)
    assert {ADDRESS} == {document.url for copies in found.values() for document in copies}


def test_claims_that_cite_another_day_get_none() -> None:
    other = citing("The Lake Board issued a statement on 9 March. It asks for patience.")

    assert {} == witness_documents([printing(), other], REGISTRY)


def test_the_day_of_writing_resolves_a_relative_day() -> None:
    assert score("The board issued a statement on Tuesday.", published="2026-03-05") >= 0.8
    assert 0.0 == score("The board issued a statement on Monday.", published="2026-03-05")
