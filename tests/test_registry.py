"""Whom a text names, who stands behind an address, and which host fits a name."""

import collections
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import ConfigError
from provenance.registry import MentionForm, Registry, host_matches_name, load_registry
from provenance.registry.inflection import exact_key, read_words, words_of
from provenance.urls import domain_matches, host_of

PIECES = (
    *("NATO’s", "the", "bank", "МИД", "России", "agency", "(NATO)", "\n\n", "-", "США", "US"),
    *("U.S.", "ministère", "russe", "des", "affaires", "étrangères", "of", "регулятор", "e\u0301"),
)
LANGUAGES = ("en", "de", "fr", "es", "pl", "uk", "ru")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def named(registry: Registry, text: str, language: str = "en") -> list[tuple[str, str]]:
    return [
        (mention.publisher.id, mention.span.of(text))
        for mention in registry.mentions(text, language=language)
    ]


@pytest.mark.parametrize(
    ("language", "text", "publisher"),
    [
        # Full names and abbreviations, with the possessives of each language.
        ("en", "NATO’s statement", "nato"),
        ("en", "NATO's statement", "nato"),
        ("en", "the Food & Drug Administration", "us-fda"),
        ("en", "the US State Department", "us-state"),
        ("fr", "l’Organisation mondiale de la santé", "who"),
        ("fr", "selon l'Insee", "fr-insee"),
        ("es", "la Aemet", "es-aemet"),
        # Cases: the head is inflected, the capitals stay.
        ("uk", "Національного банку України", "ua-nbu"),
        ("uk", "в Офісі Президента", "ua-president"),
        ("uk", "Державною службою статистики", "ua-ukrstat"),
        ("ru", "Министерства иностранных дел Российской Федерации", "ru-mfa"),
        ("ru", "Всемирной организацией здравоохранения", "who"),
        ("ru", "сообщили в МИДе Украины", "ua-mfa"),
        ("pl", "Narodowego Banku Polskiego", "pl-nbp"),
        ("pl", "Światowej Organizacji Zdrowia", "who"),
        ("pl", "według GUS-u", "pl-gus"),
        ("de", "des Auswärtigen Amts", "de-mfa"),
        ("de", "des Deutschen Wetterdienstes", "de-dwd"),
        ("de", "die WHO-Sprecherin", "who"),
        # Titles and metonyms.
        ("en", "NATO Secretary General Example Person", "nato"),
        ("de", "die EZB-Präsidentin", "ecb"),
        ("ru", "между Кремлем и городом", "ru-president"),
        ("en", "the Kremlin", "ru-president"),
        # A country and a kind.
        ("en", "Ukraine's foreign ministry", "ua-mfa"),
        ("en", "the Ukrainian Ministry of Foreign Affairs", "ua-mfa"),
        ("en", "Foreign Ministry of Ukraine", "ua-mfa"),
        ("en", "Ukraine’s presidential website", "ua-president"),
        ("en", "the Ukrainian president's office", "ua-president"),
        ("en", "Germany's statistics office", "de-destatis"),
        ("en", "the Polish central bank", "pl-nbp"),
        ("de", "das russische Außenministerium", "ru-mfa"),
        ("de", "das Außenministerium der Ukraine", "ua-mfa"),
        ("fr", "le ministère russe des Affaires étrangères", "ru-mfa"),
        ("fr", "le ministère des Affaires étrangères ukrainien", "ua-mfa"),
        ("es", "el ministerio ruso de Exteriores", "ru-mfa"),
        ("es", "el Ministerio de Asuntos Exteriores de Ucrania", "ua-mfa"),
        ("pl", "ukraińskie ministerstwo obrony", "ua-mod"),
        ("pl", "rosyjskie MSZ", "ru-mfa"),
        ("uk", "російського МЗС", "ru-mfa"),
        ("ru", "украинский МИД", "ua-mfa"),
        # A bare "МЗС" in a Ukrainian text is Ukraine's, a bare "MSZ" in a Polish one Poland's.
        ("uk", "заявили в МЗС", "ua-mfa"),
        # Outlets, so that "Reuters reported" is known as second-hand.
        ("en", "Reuters quoted a spokesman", "reuters"),
        ("ru", "сообщает «Интерфакс»", "interfax"),
        ("en", "@NATO wrote", "nato"),
    ],
)
def test_a_body_is_recognised(registry: Registry, language: str, text: str, publisher: str) -> None:
    found = registry.mentions(text, language=language)

    assert [publisher] == [mention.publisher.id for mention in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "who said it was us"),
        ("en", "anti-NATO protests and non-EU states"),
        ("en", "an FDA-approved drug"),
        ("en", "see nato.int and @nato.example"),
        ("en", "a white house on the hill"),
        ("en", "the bank of the river"),
        ("en", "Supreme Court of Ukraine"),
        ("en", "the agency said"),
        ("en", "The International Coffee Organization (ICO) met. The ICO is old."),
        ("de", "Die Welt ist schön, die Zeit drängt, das Bild hängt schief."),
        ("pl", "Pan Kowalski i pani prezes banku"),
        ("en", "Ministry of Foreign Affairs of Nowhere"),
    ],
)
def test_ordinary_words_and_other_bodies_are_not_mentions(
    registry: Registry, language: str, text: str
) -> None:
    assert [] == named(registry, text, language)


def test_the_longest_name_wins(registry: Registry) -> None:
    expected = [
        ("nato-russia-council", "NATO-Russia Council"),
        ("nato", "NATO"),
        ("ecb", "European Central Bank"),
    ]

    assert expected == named(
        registry, "The NATO-Russia Council met, NATO said, as did the European Central Bank."
    )


def test_a_short_name_counts_after_its_body(registry: Registry) -> None:
    text = "The agency met. Statistics Canada said so; the agency's survey and the foundation."

    assert [("ca-statcan", "Statistics Canada"), ("ca-statcan", "agency")] == named(registry, text)


def test_a_short_name_with_a_telling_word_needs_it_in_the_name(registry: Registry) -> None:
    text = "The Ghana Museums and Monuments Board agreed. The board wrote to the foundation."

    assert ["gh-gmmb", "gh-gmmb"] == [publisher for publisher, _ in named(registry, text)]


def test_the_un_agency_is_the_one_just_named(registry: Registry) -> None:
    text = "The World Meteorological Organization reports. A director of the UN agency spoke."

    assert [("wmo", "UN agency")] == named(registry, text)[1:]


def test_a_short_name_in_another_case(registry: Registry) -> None:
    text = "Национальный банк Казахстана снизил ставку, сообщила пресс-служба регулятора."

    assert [("kz-nbk", "регулятора")] == named(registry, text, "ru")[1:]


def test_an_abbreviation_of_another_country_needs_its_full_name_first(registry: Registry) -> None:
    assert [] == named(registry, "The BA cancelled flights.")
    assert ["de-ba", "de-ba"] == [
        publisher
        for publisher, _ in named(registry, "The Federal Employment Agency (BA) is in Nuremberg.")
    ]


def test_forms_are_told_apart(registry: Registry) -> None:
    text = "NATO, the North Atlantic Treaty Organization, the Kremlin, Ukraine's foreign minister"
    forms = [mention.form for mention in registry.mentions(text, language="en")]

    assert [
        MentionForm.ABBREVIATION,
        MentionForm.FULL_NAME,
        MentionForm.METONYM,
        MentionForm.TITLE,
    ] == forms


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=200)
    | st.lists(
        st.sampled_from(PIECES),
        max_size=40,
    ).map(" ".join),
    language=st.sampled_from([*LANGUAGES, "und", "xx"]),
)
def test_mentions_are_ordered_and_apart_whatever_the_text(text: str, language: str) -> None:
    mentions = load_registry().mentions(text, language=language)

    assert all(not one.span.overlaps(two.span) for one, two in itertools.pairwise(mentions))
    assert list(mentions) == sorted(mentions, key=lambda mention: mention.span)
    assert all(mention.span.of(text) == mention.span.of(text).strip() for mention in mentions)


def test_every_full_name_is_found_by_itself(registry: Registry) -> None:
    """In each language: a name that its own publisher cannot be found by is of no use."""
    missed = [
        (publisher.id, name)
        for publisher in registry.publishers
        for language, names in publisher.names_by_language.items()
        for name in names
        if publisher.id
        not in {m.publisher.id for m in registry.mentions(f"({name})", language=language)}
    ]

    # The second and third share a name with a body of another country.
    assert 0.01 * len(registry.publishers) > len(missed), missed


def test_the_registry_is_large_and_consistent(registry: Registry) -> None:
    domains = collections.Counter(d for p in registry.publishers for d in p.domains)
    accounts = collections.Counter(a.key for p in registry.publishers for a in p.accounts)
    bodies = [publisher for publisher in registry.publishers if not publisher.is_news]

    assert 150 <= len(bodies)
    assert [] == [domain for domain, count in domains.items() if count > 1]
    assert [] == [account for account, count in accounts.items() if count > 1]
    assert all(p.names for p in registry.publishers)
    assert all(p.verified == p.origin.startswith("search: ") for p in registry.publishers)
    assert all(p.origin == "memory" or p.verified for p in registry.publishers)


def test_a_verified_domain_is_the_one_of_its_evidence(registry: Registry) -> None:
    for publisher in registry.publishers:
        if publisher.verified:
            host = host_of(publisher.origin.removeprefix("search: "))

            assert all(domain_matches(host, domain) for domain in publisher.domains), publisher.id


@pytest.mark.parametrize(
    ("publisher", "url"),
    [
        ("nato", "https://www.nato.int/cps/en/natohq/news_190373.htm"),
        ("nato", "https://x.com/NATO/status/1"),
        ("nato", "https://www.facebook.com/nato/"),
        (None, "https://evilnato.int/"),
        (None, "https://nato.int.evil.example/"),
        ("eurostat", "https://ec.europa.eu/eurostat/web/main/home"),
        ("european-commission", "https://ec.europa.eu/commission/presscorner/x"),
        ("copernicus-atmosphere", "https://atmosphere.copernicus.eu/x"),
        ("us-nhc", "https://www.nhc.noaa.gov/x"),
        ("us-noaa", "https://www.noaa.gov/x"),
        ("gb-home-office", "https://www.gov.uk/government/organisations/home-office/about"),
        (None, "https://www.gov.uk/government/news/x"),
        ("ca-statcan", "https://www150.statcan.gc.ca/n1/x"),
        ("ru-interior", "https://мвд.рф/news"),
        (None, "https://twitter.com/somebody_else"),
        (None, "not an address"),
    ],
)
def test_an_address_leads_to_its_publisher(
    registry: Registry, publisher: str | None, url: str
) -> None:
    found = registry.by_url(url)

    assert publisher == (None if found is None else found.id)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("saar-mosel-bahn.example", "Saar-Mosel-Bahn GmbH"),
        ("www.ico.org.uk", "Information Commissioner’s Office"),
        ("norges-bank.no", "Norges Bank"),
        ("gsb-gewerkschaft.example", "Gewerkschaft Schiene und Bus"),
        ("www.ccomptes.fr", "Cour des comptes"),
        ("www.harrowick.example", "Harrowick City Council"),
        ("fda.gov", "U.S. Food and Drug Administration"),
        ("earthquake.usgs.gov", "U.S. Geological Survey"),
        ("calderonbio.example", "Calderon Biosciences"),
        ("calderonbio.example", "Calderon"),
        ("stiftung-museen-nordhafen.example", "Stiftung Museen Nordhafen"),
        ("www.ghanamuseums.org", "Ghana Museums and Monuments Board"),
        ("nationalbank.kz", "Национальный банк Казахстана"),
        ("lvivrada.example", "Львівська міська рада"),
        ("bportugal.pt", "Banco de Portugal"),
        ("uni-harland.example", "University of Harland"),
        ("atmosphere.copernicus.eu", "Copernicus Atmosphere Monitoring Service"),
    ],
)
def test_a_host_made_of_the_name_fits(host: str, name: str) -> None:
    assert 0.8 <= host_matches_name(host, name)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.harrowick.example", "Harrowick Standard"),
        ("ghanaweb.com", "Ghana Museums and Monuments Board"),
        ("nato.int.evil.com", "NATO"),
        ("reuters-fake.com", "Reuters"),
        ("wmo.int", "World Health Organization"),
        ("bank.gov.ua", "Bank of England"),
        ("example.org", "the agency"),
        ("example.org", ""),
        ("", "NATO"),
        ("localhost", "Localhost"),
    ],
)
def test_a_host_that_shares_a_part_does_not_fit(host: str, name: str) -> None:
    assert 0.8 > host_matches_name(host, name)


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_host_and_no_name_makes_it_raise(host: str, name: str) -> None:
    assert 0.0 <= host_matches_name(f"{host}.example", name) <= 1.0


def test_a_name_made_to_be_slow_is_not() -> None:
    assert 0.0 <= host_matches_name("a" * 63 + ".example", " ".join(["aaaaaaaa"] * 60)) <= 1.0


def written(folder: Path, text: str) -> Path:
    path = folder / "publishers.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_user_file_adds_and_changes_publishers(tmp_path: Path) -> None:
    extra = written(
        tmp_path,
        """
        [[publisher]]
        id = "harrowick-council"
        kind = "government-agency"
        names = { en = "Harrowick City Council; City of Harrowick" }
        domains = ["harrowick.example/council"]
        verified = true

        [[publisher]]
        id = "nato"
        domains = "nato.example"
        """,
    )
    registry = load_registry(extra)
    council = registry.by_url("https://www.harrowick.example/council/decisions/9")
    nato = registry.by_url("https://nato.example/news")

    assert council is not None
    assert ("harrowick-council", True, "user") == (council.id, council.verified, council.origin)
    assert nato is not None
    assert "North Atlantic Treaty Organization" == nato.name
    assert [("harrowick-council", "City of Harrowick")] == named(registry, "The City of Harrowick")
    assert registry.by_url("https://harrowick.example/") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[publisher]]\nid = 'a'", "kind '' is not known"),
        ("[[publisher]]\nkind = 'news'", "number 1 needs an id"),
        ("[[publisher]]\nid = 'a'\nkind = 'news'\ndomain = 'x.org'", "unknown key 'domain'"),
        ("[[publisher]]\nid = 'a'\nkind = 'news'\ndomains = 'http://x.org'", "is no domain"),
        ("[[publisher]]\nid = 'a'\nkind = 'news'\naccounts = '@x'", "is no account"),
        ("[[publisher]]\nid = 'a'\nkind = 'news'\nnames = 'X'", "'names' must be a table"),
        ("[[publisher]]\nid = 'a'\nkind = 'news'\nverified = 'yes'", "must be true or false"),
        ("[[publisher]]\nid = 'a'\nkind = 'news'\ncountry = 'zz'", "country 'zz' is not known"),
        ("[publisher]\nid = 'a'", "write [[publisher]]"),
        ("[[outlet]]\nid = 'a'", "unknown table 'outlet'"),
        ("[[publisher", "no valid TOML"),
    ],
)
def test_a_wrong_user_file_is_named_with_its_entry(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(ConfigError, match=r"publishers\.toml") as caught:
        load_registry(path)
    assert said in str(caught.value)


def test_a_missing_user_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        load_registry(tmp_path / "nowhere.toml")


@given(
    st.lists(st.sampled_from([*PIECES, "AT&T", "e.g.", "_", "a_b", "7", "“", "–", "\x00", "\t"]))
)
@settings(deadline=None)
def test_words_are_those_of_the_text_where_they_stand(pieces: list[str]) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        words = read_words(text)
        raws, starts, keys = words

        assert list(words_of(text)) == raws
        assert keys == [exact_key(raw) for raw in raws]
        assert raws == [text[start : words.end(at)] for at, start in enumerate(starts)]
