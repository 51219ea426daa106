"""From sentence to source: how the article leads on, and to which address."""

import datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.attributor import extract_attributions
from provenance.claims import extract_claims
from provenance.ingest import read, read_bytes, read_text
from provenance.linking import DocumentsAtHand, citing, link_claims
from provenance.linking.hosts import is_host_of
from provenance.linking.listed_addresses import Wanted, choose_address, read_address
from provenance.linking.voices import Voice
from provenance.model import Analysis, Article, Claim, Document
from provenance.quotations import find_quotations
from provenance.registry import Publisher, Registry, load_registry
from provenance.segmentation import segment_sentences
from provenance.terms import Basis, Rank, Sourcing, Target

REGISTRY = load_registry()
CASES = Path(__file__).parent / "cases" / "linking"
SEEDS = Path(__file__).parent.parent / "seeds"
BANK = "https://www.norges-bank.no/en/news-events/press-releases/2026/"
MARCH = f"{BANK}2026-03-19-rate-decision/"
JANUARY = f"{BANK}2026-01-22-rate-decision/"


def linked(article: Article, *, at_hand: tuple[Document, ...] = ()) -> tuple[Claim, ...]:
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    analysis = Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=attributions,
        claims=extract_claims(article, sentences, quotations, attributions),
    )
    return link_claims(analysis, REGISTRY, at_hand=at_hand)


def text_claims(text: str) -> tuple[Claim, ...]:
    return linked(read_text(text, published="2026-03-19"))


def urls(claims: tuple[Claim, ...]) -> list[str | None]:
    return [claim.citations[0].url if claim.citations else None for claim in claims]


def line_of(claim: Claim) -> str:
    url = claim.citations[0].url if claim.citations else "-"
    words = " ".join(claim.sentence.exact.split())
    return f"{claim.sourcing.value:14} {url} | {words[:60]}"


@pytest.mark.parametrize(
    "case", [p.name for p in sorted(CASES.iterdir()) if p.suffix != ".expected"]
)
def test_articles_lead_where_a_reader_would_go(case: str) -> None:
    claims = linked(read(CASES / case))

    expected = (CASES / case).with_suffix(".expected").read_text(encoding="utf-8")
    assert expected.splitlines() == [line_of(claim) for claim in claims]


SEED_000 = [
    # the sentence's first words, sourcing, part of the address
    ("President Zelensky visited", "inferred", "president.gov.ua"),
    ("The alliance issued public", "inferred", "nato.int"),
    ("“NATO Allies are gravely", "explicit", "twitter.com/jensstoltenberg"),
    ("In a meeting in Brussels", "inherited", "president.gov.ua"),
    ("According to Ukraine’s pres", "explicit", "president.gov.ua"),
    ("President Zelensky thanked", "inherited", "president.gov.ua"),
    ("NATO issued an official", "explicit", "nato.int"),
    ("The statement continued", "inherited", "nato.int"),
    ("Should Russia take concrete", "inherited", "nato.int"),
    ("NATO nations reiterated", "inherited", "nato.int"),
    ("The 30 NATO member states", "inherited", "nato.int"),
    ("The following day", "inferred", "mid.ru"),
    ("According to the press", "explicit", "mid.ru"),
    ("Where the Kremlin proposal", "inherited", "mid.ru"),
    ("Article 6 of the Kremlin", "inherited", "mid.ru"),
    ("Article 7 states", "inherited", "mid.ru"),
    ("Regarding U.S. and Russian", "explicit", "facebook.com/MIDRussia"),
]


@pytest.mark.parametrize(("words", "sourcing", "address"), SEED_000)
def test_listed_addresses_of_a_real_article(words: str, sourcing: str, address: str) -> None:
    claims = linked(read(SEEDS / "000_0370c000e510ffd1.txt"))
    told = [claim for claim in claims if claim.sentence.exact.startswith(words)]

    assert {sourcing} == {claim.sourcing.value for claim in told}
    assert all(address in claim.citations[0].url for claim in told)


def test_a_pointer_without_address_makes_what_it_pointed_for_link_lost() -> None:
    claims = linked(read(SEEDS / "002_043f86af9a5cc8f3.txt"))

    assert ["none", "link-lost", "link-lost", "link-lost", "named"] == [
        claim.sourcing.value for claim in claims[:5]
    ]
    assert not any(claim.citations for claim in claims)


def test_a_body_named_like_a_person_is_known_by_its_host() -> None:
    url = "https://www.castlegatebuses.example/media/strike-update-march"
    claims = text_claims(f"Castlegate Buses said it was running one in four.\n\n{url}\n")

    assert [url] == urls(claims)


POINTERS = [
    "Рівень води в річці впав на 34 сантиметри. Подробиці тут.",
    "W rzece ubyło wody o 34 centymetry i to jest bardzo dużo. Rozkład znajdą Państwo tutaj.",
]


@pytest.mark.parametrize("text", POINTERS)
def test_a_pointer_in_the_prose_has_lost_its_link(text: str) -> None:
    assert ["none", "link-lost"] == [claim.sourcing.value for claim in text_claims(text + "\n")]


CHOICES = [
    ("the kind of document", Wanted(classes=frozenset({"report"})), "https://x.example/reports/a"),
    ("a release where nothing is said", Wanted(), "https://x.example/news/a"),
    ("a post where a platform is named", Wanted(platform="twitter"), "https://x.com/xorg/status/1"),
    ("a decision is published as a release", Wanted(classes=frozenset({"statement"})),
     "https://x.example/news/a"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "wanted", "url"), CHOICES)
def test_one_of_several_addresses_is_chosen_by(reason: str, wanted: Wanted, url: str) -> None:
    listed = (
        "https://x.example/news/a",
        "https://x.example/reports/a",
        "https://x.com/xorg/status/1",
    )
    chosen = choose_address([read_address(u, REGISTRY) for u in listed], wanted)

    assert reason
    assert chosen is not None
    assert url == chosen.url


def test_two_equal_addresses_are_no_choice() -> None:
    listed = [read_address(f"https://x.example/news/{name}", REGISTRY) for name in "ab"]

    assert choose_address(listed, Wanted()) is None


def test_the_month_beside_the_document_tells_which_release_is_meant() -> None:
    claims = text_claims(
        "Norges Bank kept its rate on Thursday. In its January release the bank said it was early."
        f"\n\n{MARCH}\n\n{JANUARY}\n"
    )

    assert [MARCH, JANUARY] == urls(claims)


def test_a_month_that_the_sentence_is_about_chooses_no_document() -> None:
    claims = text_claims(
        f"Prices rose in January, Norges Bank said in a press release.\n\n{MARCH}\n\n{JANUARY}\n"
    )

    assert [MARCH] == urls(claims)


def test_an_earlier_report_is_not_the_one_of_the_day() -> None:
    claims = text_claims(
        "Norges Bank kept its rate on Thursday. In an earlier report, it had foreseen a rise."
        f"\n\n{MARCH}\n"
    )

    assert [MARCH, None] == urls(claims)


def test_the_subject_of_the_sentence_issued_its_release() -> None:
    url = "https://www.zzm.example/aktualnosci/komunikat-strajk"
    claims = text_claims(
        "Związek Zawodowy Maszynistów zapowiedział strajk, czytamy w komunikacie związku."
        f"\n\n{url}\n"
    )

    assert [url] == urls(claims)


def test_a_block_quotation_is_from_what_the_next_sentence_says() -> None:
    claims = linked(
        read_bytes(
            b"# Otters\n\nThe council met on Monday and the hall was full.\n\n> Every otter counts."
            b"\n\nThat is from [the resolution](https://council.example/decisions/2026/otters)"
            b" itself.\n",
            name="otters.md",
        )
    )

    assert ["https://council.example/decisions/2026/otters"] * 2 == urls(claims)[1:]


NO_LINK = [
    ("how others take it", "Shopkeepers are less pleased."),
    ("the union of others", "Their federation says that it hoped for more."),
    ("an earlier survey", "An earlier Norges Bank survey found that households save."),
    ("the writer herself", "I had my first account there as a child."),
    ("another body", "Sweden’s Riksbank said on Thursday that it would wait."),
    (
        "a person of another house",
        "“It was no surprise,” said Jonas Eik, chief economist at Fjord.",
    ),
    ("a news outlet", "The BBC reported that the bank had hesitated."),
    (
        "told to another outlet",
        "Norges Bank governor Ida Dahl told the Guardian that she had doubts.",
    ),
    ("nobody named", "People familiar with the talks said the vote was close."),
    ("our own talk", "“I was surprised,” Norges Bank governor Ida Dahl told us."),
    ("hearsay", "They say that rates will fall."),
]


@pytest.mark.parametrize(("reason", "sentence"), NO_LINK)
def test_a_sentence_of_somebody_else_gets_no_address(reason: str, sentence: str) -> None:
    first = "Norges Bank kept its rate at 4 percent on Thursday."
    claims = text_claims(f"{first}\n\n{sentence}\n\n{MARCH}\n")

    assert reason
    assert [MARCH, None] == urls(claims)


def test_a_new_voice_ends_the_inheritance() -> None:
    claims = text_claims(
        "Norges Bank kept its rate, it said in a release. The economy grows, the release says.\n\n"
        "Ada Brook, a trader, called it dull. She sold her house in May."
        f"\n\n{MARCH}\n"
    )

    assert [MARCH, MARCH, None, None] == urls(claims)


def test_the_chain_shows_every_step_with_its_words() -> None:
    claims = text_claims(
        "The rate stays at 4 percent, Norges Bank said. “We can wait for now,” Governor Ida Dahl"
        f" said. “We will wait,” she added.\n\n{MARCH}\n"
    )
    article = read_text(
        "The rate stays at 4 percent, Norges Bank said. “We can wait for now,” Governor Ida Dahl"
        f" said. “We will wait,” she added.\n\n{MARCH}\n"
    )

    last = claims[-1].citations[0]
    assert Basis.INHERITED is last.basis
    assert ["carried-over", "names", "listed"] == [step.why for step in last.chain]
    assert ["she", "Norges Bank", MARCH] == [step.exact for step in last.chain]
    assert all(article.text[step.start : step.end] == step.exact for step in last.chain)


PAGE = (
    '<html lang="en"><head><title>T - The Post</title><meta property="og:site_name" '
    'content="The Post"></head><body><article><h1>A title of some length</h1>{}</article></body>'
    "</html>"
)


def html_claims(body: str) -> tuple[Claim, ...]:
    return linked(read_bytes(PAGE.format(body).encode(), name="a.html"))


def test_a_link_to_a_topic_of_the_own_site_is_no_source() -> None:
    [claim] = html_claims(
        '<p>The <a href="https://www.thepost.example/topics/seals">seals</a> were counted again in '
        "the estuary in the first week of August.</p>"
    )

    assert () == claim.citations
    assert Sourcing.EXPLICIT is not claim.sourcing


def test_every_link_of_a_sentence_is_kept_the_nearest_to_the_cue_first() -> None:
    [claim] = html_claims(
        '<p>A <a href="https://b.example/reports/2026/flaw">flaw</a> was found in printers, the '
        'agency <a href="https://a.example/news/2026/01/alert">warned on Wednesday</a>.</p>'
    )

    assert ["https://a.example/news/2026/01/alert", "https://b.example/reports/2026/flaw"] == [
        citation.url for citation in claim.citations
    ]


def test_the_own_earlier_article_is_secondary_and_carries_nothing_on() -> None:
    claims = html_claims(
        '<p>The Post <a href="https://www.thepost.example/2024/08/leak-at-clinic">reported the leak'
        "</a> in August 2024. The clinic has 74 branches in the north of the country.</p>"
    )

    assert Rank.SECONDARY is claims[0].citations[0].rank
    assert [None] == urls(claims[1:])


def test_a_home_page_is_cited_as_what_it_is() -> None:
    [claim] = html_claims(
        '<p>Calderon says on <a href="https://www.calderonbio.example/">its website</a> that '
        "nurses will teach the patients to inject themselves.</p>"
    )

    assert Target.SITE is claim.citations[0].target


def test_a_registered_domain_from_memory_is_primary_only_when_the_article_confirms_it() -> None:
    unconfirmed = read_address("https://www.nato.int/x", REGISTRY)
    assert unconfirmed.publisher is not None

    claims = linked(read(SEEDS / "000_0370c000e510ffd1.txt"))

    nato = next(c for c in claims if c.sentence.exact.startswith("NATO issued"))
    assert Rank.PRIMARY is nato.citations[0].rank


RELEASE = Document(
    id="d",
    url="https://www.norges-bank.no/en/news/release",
    publisher="Norges Bank",
    published="2026-03-19",
)


def test_a_named_source_is_found_among_the_documents_at_hand() -> None:
    article = read_text("The rate stays, Norges Bank said.", published="2026-03-20")

    [claim] = linked(article, at_hand=(RELEASE,))

    assert Sourcing.NAMED is claim.sourcing
    assert Basis.NAMED_SOURCE is claim.citations[0].basis


@pytest.mark.parametrize(
    ("reason", "document"),
    [
        ("older by months", attrs.evolve(RELEASE, published="2025-11-01")),
        ("later than the article", attrs.evolve(RELEASE, published="2026-04-02")),
        ("undated", attrs.evolve(RELEASE, published=None)),
        ("another body", attrs.evolve(RELEASE, url="https://x.example/a", publisher="Bank of X")),
    ],
)
def test_a_document_at_hand_must_fit_in_name_and_time(reason: str, document: Document) -> None:
    article = read_text("The rate stays, Norges Bank said.", published="2026-03-20")

    [claim] = linked(article, at_hand=(document,))

    assert reason
    assert () == claim.citations


@pytest.mark.parametrize(
    ("dateline", "count"), [("OSLO, March 20", 1), ("OSLO, June 20", 0), ("OSLO", 0)]
)
def test_day_and_month_of_a_dateline_find_a_document_at_hand(dateline: str, count: int) -> None:
    article = read_text(f"{dateline} — The rate stays, Norges Bank said.")

    [claim] = linked(article, at_hand=(RELEASE,))

    assert count == len(claim.citations)


def test_documents_at_hand_are_read_once_for_many_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = [
        attrs.evolve(RELEASE, id=name, url=f"https://{name}.example/", publisher=f"{name} Trust")
        for name in (f"{first}o{last}en" for first in "BDGKLMNPRT" for last in "dglms")
    ]
    asked: list[str] = []

    def counted(registry: Registry, url: str) -> Publisher | None:
        asked.append(url)
        return by_url(registry, url)

    by_url = Registry.by_url
    monkeypatch.setattr(Registry, "by_url", counted)
    at_hand = DocumentsAtHand.of((RELEASE, *others), REGISTRY)
    day = datetime.date(2026, 3, 20)
    for _ in range(5):
        timely = at_hand.timely(day, (), frozenset())
        voice = Voice(key=0, names=("Dolen Trust",))
        assert "Dolen" == getattr(at_hand.meant_by(voice, timely), "id", None)

    assert len(asked) == 51


def test_two_documents_at_hand_that_fit_are_no_choice() -> None:
    second = attrs.evolve(RELEASE, id="e", url="https://www.norges-bank.no/en/news/other")
    article = read_text("The rate stays, Norges Bank said.", published="2026-03-20")

    [claim] = linked(article, at_hand=(RELEASE, second))

    assert () == claim.citations


def test_a_document_at_hand_that_stands_in_the_articles_own_list_is_cited_from_there() -> None:
    listed = attrs.evolve(
        RELEASE, url="https://papers.example/17", publisher="Halm Water Board", published=None
    )
    body = "The weir stays open until the flood is over, the Halm Water Board said on Thursday."
    article = read_text(
        f"{body}\n\nSources: https://papers.example/17", published="2026-03-20", url=None
    )

    claim = linked(article, at_hand=(listed,))[0]

    assert (Sourcing.EXPLICIT, Basis.LISTED_URL) == (claim.sourcing, claim.citations[0].basis)


HOSTS = [
    ("its words", "www.saar-mosel-bahn.example", "Saar-Mosel-Bahn", True),
    ("stems of an inflected name", "www.severnaya-doroga.example", "Северной дороги", True),
    ("its initials", "www.zdw-lipowiec.example", "Zarząd Dróg Wojewódzkich", True),
    ("one shared word is a place", "www.lipowiec.example", "Szpital w Lipowcu", False),
    ("another body", "www.nato.int", "Norges Bank", False),
]


@pytest.mark.parametrize(("reason", "host", "name", "same"), HOSTS)
def test_a_host_is_a_bodys_own_by(reason: str, host: str, name: str, same: bool) -> None:
    assert reason
    assert same is is_host_of(host, name)


WORDS = [
    *("Norges Bank", "said", "the bank", "she", "“", "”", ".", ",", "\n\n", "the release", "here"),
    *("told us", "according to", "NATO", "2026", "it", ":", "https://a.example/x", "Ada Brook"),
    "\u00a0",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=50))
def test_any_text_is_linked_with_true_spans_and_the_same_each_time(words: list[str]) -> None:
    article = read_text("The rate stays. " + " ".join(words))

    claims = linked(article)

    assert claims == linked(article)
    known = {link.url for link in article.links}
    for claim in claims:
        assert {citation.url for citation in claim.citations} <= known
        for citation in claim.citations:
            assert citation.chain
            assert all(article.text[s.start : s.end] == s.exact for s in citation.chain)
        if claim.citations:
            assert claim.sourcing in {Sourcing.EXPLICIT, Sourcing.INHERITED, Sourcing.INFERRED}


def test_a_list_as_long_as_a_directory_is_no_list_of_sources() -> None:
    listed = "\n".join(f"https://www.norges-bank.no/en/news/item-{n}/" for n in range(400))

    claims = text_claims(f"Norges Bank kept its rate on Thursday.\n\n{listed}\n")

    assert [None] == urls(claims)[:1]


def test_dates_of_the_article_are_read_from_date_and_time() -> None:
    article = read_text("Norges Bank said so.", published="2026-03-19T08:00:00Z")

    assert datetime.date(2026, 3, 19).isoformat() == str(article.metadata.published.value)[:10]
    assert 1 == len(linked(article))


def addresses_read(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many addresses are taken apart for one sentence with ``count`` links."""
    read: list[str] = []

    def noted(url: str, *given: Any, **named: Any) -> Any:
        read.append(url)
        return read_address(url, *given, **named)

    monkeypatch.setattr(citing, "read_address", noted)
    links = " ".join(f'<a href="https://b{n}.example/r/{n}">r{n}</a>' for n in range(count))
    html_claims(f"<p>The council said on Monday that {links} show a rise in the town.</p>")
    return len(read)


def test_a_sentence_of_more_links_than_anybody_cites_costs_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert addresses_read(20, monkeypatch) < addresses_read(200, monkeypatch)
    assert addresses_read(200, monkeypatch) == addresses_read(900, monkeypatch) <= 100
