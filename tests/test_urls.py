"""What an address tells without being opened."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from provenance import terms, urls
from provenance.urls import Account

DOCUMENT, PAGE, SITE = terms.Target.DOCUMENT, terms.Target.PAGE, terms.Target.SITE


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        # A host, and a host with nothing but a language, are sites.
        (SITE, "https://www.nato.int"),
        (SITE, "https://www.president.gov.ua/en/"),
        (SITE, "https://mid.ru/ru"),
        (SITE, "https://example.org/?utm_source=x&lang=de"),
        (SITE, "https://example.org/index.html"),
        (SITE, "https://www.facebook.com/"),
        # Sections, listings, accounts change: pages.
        (PAGE, "https://example.org/blog/"),
        (PAGE, "https://example.org/press-releases"),
        (PAGE, "https://example.org/en/news-and-events/"),
        (PAGE, "https://example.org/news?page=2"),
        (PAGE, "https://example.org/?s=rates"),
        (PAGE, "https://example.org/topics/bus-lane-scheme-plans"),
        (PAGE, "https://example.org/category/climate-change-news/"),
        (PAGE, "https://example.org/organisations/department-for-old-bridges"),
        (PAGE, "https://example.org/topics_49594.htm"),
        (PAGE, "https://example.org/news/world-europe"),
        (PAGE, "https://example.org/world/2026/mar/19"),
        (PAGE, "https://example.org/council/decisions/2026/"),
        (PAGE, "https://example.org/press/date/2026/html/index.en.html"),
        (PAGE, "https://example.org/news/live/world-europe-60000000"),
        (PAGE, "https://example.org/wiki/Some_long_title_of_1998"),
        (PAGE, "https://www.facebook.com/MIDRussia/"),
        (PAGE, "https://t.me/s/somechannel"),
        (PAGE, "https://www.youtube.com/@somechannel"),
        (PAGE, "https://bsky.app/profile/nato.int"),
        # Dated, numbered, or named like a headline: documents.
        (DOCUMENT, "https://example.org/2025/11/pipeline"),
        (DOCUMENT, "https://example.org/culture/2023/benin-loans"),
        (DOCUMENT, "https://example.org/world/2026/mar/19/some-headline"),
        (DOCUMENT, "https://example.org/ru/news/bazovaya-stavka/2026-06-05"),
        (DOCUMENT, "https://example.org/news_190373.htm"),
        (DOCUMENT, "https://example.org/ru/dos-e/rossia-nato/1790803/"),
        (DOCUMENT, "https://example.org/vuln/detail/CVE-2026-10377"),
        (DOCUMENT, "https://example.org/advisories/IW-2026-004"),
        (DOCUMENT, "https://example.org/news-room/fact-sheets/detail/gout"),
        (DOCUMENT, "https://example.org/eventpage/us7000zz41/executive"),
        (DOCUMENT, "https://example.org/reports/mpr-12026/"),
        (DOCUMENT, "https://example.org/bulletins/labour/october2026"),
        (DOCUMENT, "https://example.org/briefings/press-briefing-march-19-2026/"),
        (DOCUMENT, "https://example.org/news/statement-on-ico-decision"),
        (DOCUMENT, "https://example.org/ozone-hole-at-its-smallest"),
        (DOCUMENT, "https://example.org/council/business-case.pdf"),
        (DOCUMENT, "https://example.org/?p=1234"),
        (DOCUMENT, "https://x.com/nato/status/1471593184539160581"),
        (DOCUMENT, "https://t.me/somechannel/123"),
        (DOCUMENT, "https://www.facebook.com/permalink.php?story_fbid=12&id=34"),
        (DOCUMENT, "https://youtu.be/abcdefgh"),
        (DOCUMENT, "https://vk.com/wall-123_456"),
        # A doubtful address, and what is no address, is a page: it never accuses.
        (PAGE, "https://example.org/services/rate-cut"),
        (PAGE, "https://example.org/services/report-problem"),
        (PAGE, "https://example.org/news/ukraine"),
        (DOCUMENT, "https://example.org/media/statement-june"),
        (DOCUMENT, "https://example.org/es/avisos/temblor"),
        (DOCUMENT, "https://example.org/presse/bacs-mai"),
        (DOCUMENT, "https://example.org/dokumente/klageschrift-2026"),
        (DOCUMENT, "https://example.org/raport-bobry-2026"),
        (DOCUMENT, "https://example.org/rozporiadzhennia-41"),
        (DOCUMENT, "https://example.org/dla-mediow/oswiadczenie-strajk"),
        (PAGE, "mailto:desk@example.org"),
        (PAGE, "see the web site"),
    ],
)
def test_target_is_told_by_the_form_of_the_address(expected: terms.Target, url: str) -> None:
    assert expected is urls.target_of(url)


@pytest.mark.parametrize(
    ("expected", "host", "domain"),
    [
        (True, "nato.int", "nato.int"),
        (True, "www.nato.int", "nato.int"),
        (True, "shape.nato.int", "NATO.int"),
        (False, "evilnato.int", "nato.int"),
        (False, "nato.int.evil.com", "nato.int"),
        (False, "nato.int", "www.shape.nato.int"),
        (True, "x.com", "twitter.com"),
        (True, "mobile.twitter.com", "x.com"),
        (False, "notx.com", "twitter.com"),
        (True, "bücher.example", "xn--bcher-kva.example"),
        (True, "www.президент.рф", "президент.рф"),
        (False, "", "nato.int"),
        (False, "nato.int", ""),
    ],
)
def test_domains_match_on_label_boundaries(*, expected: bool, host: str, domain: str) -> None:
    assert expected is urls.domain_matches(host, domain)


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        (Account("twitter", "nato"), "https://x.com/nato"),
        (Account("twitter", "nato"), "https://mobile.twitter.com/nato/status/12345"),
        (None, "https://twitter.com/search?q=nato"),
        (None, "https://twitter.com/i/web/status/12345"),
        (Account("facebook", "MIDRussia"), "https://www.facebook.com/MIDRussia/"),
        (Account("facebook", "1234"), "https://facebook.com/profile.php?id=1234"),
        (Account("facebook", "Town"), "https://m.facebook.com/Town/posts/99"),
        (None, "https://www.facebook.com/sharer/sharer.php?u=x"),
        (Account("telegram", "some_channel"), "https://t.me/s/some_channel/17"),
        (None, "https://t.me/joinchat/AAAA"),
        (Account("instagram", "nato"), "https://instagram.com/nato"),
        (None, "https://instagram.com/p/Cx12/"),
        (Account("youtube", "NATO"), "https://www.youtube.com/@NATO/videos"),
        (Account("linkedin", "who"), "https://www.linkedin.com/company/who/"),
        (Account("vk", "mid"), "https://vk.com/mid"),
        (Account("bluesky", "nato.int"), "https://bsky.app/profile/nato.int/post/3k"),
        (Account("mastodon", "a@mastodon.social"), "https://mastodon.social/@a/1"),
        (Account("mastodon", "a@social.example"), "https://social.example/@a"),
        (Account("threads", "who"), "https://www.threads.net/@who"),
        (Account("tiktok", "who"), "https://www.tiktok.com/@who/video/7000000000000000000"),
        (Account("weibo", "1234"), "https://weibo.com/u/1234"),
        (Account("truthsocial", "a"), "https://truthsocial.com/@a"),
        (None, "https://www.nato.int/twitter.com/nato"),
        (None, "https://twitter.com.evil.example/nato"),
    ],
)
def test_an_account_is_read_off_its_platform(expected: Account | None, url: str) -> None:
    assert expected == urls.account_of(url)


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("2021-12-16", "https://twitter.com/someone/status/1471593184539160581"),
        ("2026-03-19", "https://example.org/2026/03/19/title"),
        ("2026-03-19", "https://example.org/2026/mar/19/title"),
        ("2026-03-19", "https://example.org/releases/2026/2026-03-19-rate/"),
        ("2026-04-27", "https://example.org/news/item/27-04-2026-title"),
        ("2026-03-19", "https://example.org/briefing-march-19-2026/"),
        ("2026-03-18", "https://example.org/monetary20260318a.htm"),
        ("2026-03-19", "https://example.org/date/2026/html/mp260319~ab.html"),
        ("2026-10-09", "https://example.org/daily/261009/dq261009a-eng.htm"),
        (None, "https://example.org/daily/261009/"),
        # A month and a headline that begins with a number.
        (None, "https://example.org/2026/04/10-things-to-know"),
        (None, "https://example.org/2026/13/45/x"),
        (None, "https://example.org/2026/02/30/x"),
        (None, "https://twitter.com/someone/status/12"),
        (None, "https://example.org/"),
    ],
)
def test_dates_in_addresses(expected: str | None, url: str) -> None:
    found = urls.date_in_url(url)

    assert (None if expected is None else datetime.date.fromisoformat(expected)) == found


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ((2026, 3), "https://example.org/2026/03/19/title"),
        ((2025, 11), "https://example.org/2025/11/pipeline"),
        ((2026, 10), "https://example.org/labour/october2026"),
        ((2026, 3), "https://example.org/minutes/2026/march-2026"),
        (None, "https://example.org/budget/2010-11/"),
    ],
)
def test_months_in_addresses(expected: tuple[int, int] | None, url: str) -> None:
    assert expected == urls.month_in_url(url)


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("ru", "https://mid.ru/ru/news/"),
        ("en", "https://www.president.gov.ua/en/news/x"),
        ("uk", "https://example.gov.ua/ua/x"),
        ("uk", "https://example.int/uk/x"),
        (None, "https://example.com/uk/politics"),
        ("en", "https://example.gc.ca/dq261009a-eng.htm"),
        ("de", "https://example.org/page?lang=de"),
        ("pl", "https://pl.example.org/x"),
        ("en", "https://example.eu/press/html/mp.en.html"),
        (None, "https://nato.int/news"),
    ],
)
def test_language_in_addresses(expected: str | None, url: str) -> None:
    assert expected == urls.language_in_url(url)


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("mid russia", "https://www.facebook.com/MIDRussia/"),
        ("novyny pidrakhunok pinhviniv", "https://example.ua/novyny/pidrakhunok-pinhviniv-2026"),
        ("publications les piscines", "https://example.fr/fr/publications/les-piscines.html"),
        ("новини мости", "https://example.ua/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/мости"),
        ("labour october", "https://example.org/labour/october2026"),
        ("", "https://example.org/"),
    ],
)
def test_slug_words_are_the_words_of_the_path(expected: str, url: str) -> None:
    assert tuple(expected.split()) == urls.slug_words(url)


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("https://example.org/", " HTTPS://Example.ORG:443#top "),
        ("http://example.org:8080/a/", "http://user:secret@example.org:8080/a/"),
        (
            "https://example.org/a?id=1",
            "https://example.org/a?utm_source=x&id=1&fbclid=y#:~:text=b",
        ),
        ("https://example.org/~a/%C3%BC%2Fb", "https://example.org/%7Ea/ü%2fb"),
        ("https://example.org/100%25", "https://example.org/100%"),
        ("https://example.org/b", "https://example.org/a/../b"),
        ("https://xn--bcher-kva.example/", "https://Bücher.example"),
        ("not an address", " not an address "),
    ],
)
def test_canonical_url_is_one_spelling(expected: str, url: str) -> None:
    assert expected == urls.canonical_url(url)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("http://www.example.org/a/", "https://example.org/a"),
        ("https://x.com/NATO/status/99", "https://mobile.twitter.com/i/web/status/99?s=20"),
        ("https://x.com/NATO", "https://twitter.com/nato/"),
        ("https://youtu.be/abc", "https://www.youtube.com/watch?v=abc"),
        ("https://t.me/s/channel/5", "https://t.me/channel/5"),
        ("https://example.org/a?b=1&a=2", "https://example.org/a?a=2&b=1"),
        ("https://example.org/a/index.html", "https://example.org/a/"),
    ],
)
def test_two_spellings_of_one_document_share_a_key(left: str, right: str) -> None:
    assert urls.url_key(left) == urls.url_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org:8443/a", "https://example.org/a"),
        ("https://youtube.com/watch?v=abc", "https://youtube.com/watch?v=ABC"),
    ],
)
def test_two_documents_do_not_share_a_key(left: str, right: str) -> None:
    assert urls.url_key(left) != urls.url_key(right)


@pytest.mark.parametrize(
    ("expected", "host"),
    [
        ("ons.gov.uk", "www.ons.gov.uk"),
        ("nato.int", "shape.nato.int"),
        ("statcan.gc.ca", "www150.statcan.gc.ca"),
        ("europa.eu", "ecb.europa.eu"),
        ("gov.uk", "www.gov.uk"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_registrable_domain(expected: str, host: str) -> None:
    assert expected == urls.registrable_domain(host)


_NEAR_ADDRESSES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["http://", "https://", "HTTPS://", "ftp://", "//", ""]),
        st.text(st.sampled_from("ab.:@[]%-ü1/?#&=_~ \x00\u202e\ud800"), max_size=40),
    ),
)


@given(st.text() | _NEAR_ADDRESSES)
@example("http://[::1")
@example("http://a:99999/")
@example("https://twitter.com/a/status/" + "9" * 3000)
@example("https://example.org/" + "a-" * 4000)
@example("https://example.org/" + "²/٣/" * 9)
@example("http://\ud800.example/\ud800?\ud800")
def test_no_string_makes_a_function_raise(text: str) -> None:
    """And a canonical address is one already."""
    urls.target_of(text)
    urls.account_of(text)
    urls.slug_words(text)
    urls.date_in_url(text)
    urls.month_in_url(text)
    urls.language_in_url(text)
    urls.url_key(text)
    urls.domain_matches(urls.host_of(text), text)
    urls.registrable_domain(text)
    canonical = urls.canonical_url(text)

    assert canonical == urls.canonical_url(canonical)
    assert urls.is_web_url(text) == bool(urls.host_of(text))
