"""When and where something was said. The sentences and the people in them are invented."""

import datetime as dt
import re

import attrs
import pytest
from builders import build_article
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.attributor import extract_attributions
from provenance.model import Article, Attribution, Metadata, Published, SaidAt
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.spans import Span
from provenance.terms import AttributionKind, PublishedBasis
from provenance.utterances import extract_occasions, said_at

FRIDAY = "2021-12-17"
"""The day on which every article here appeared."""


def article_of(text: str, language: str = "en", published: str | None = FRIDAY) -> Article:
    basis = PublishedBasis.GIVEN if published else PublishedBasis.UNKNOWN
    metadata = Metadata(language=language, published=Published(value=published, basis=basis))
    return attrs.evolve(build_article(text, language=language), metadata=metadata)


def told(text: str, language: str = "en", published: str | None = FRIDAY) -> list[SaidAt | None]:
    """The occasion of every attribution that the rules find in ``text``."""
    article = article_of(text, language, published)
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    return list(extract_occasions(article, sentences, quotations, attributions))


def read(marked: str, language: str = "en", published: str | None = FRIDAY) -> tuple[str, str]:
    """Date and place of the ⟨source⟩ and ⟦cue⟧ of the last sentence, "" where none is told."""
    article = article_of(re.sub("[⟨⟩⟦⟧]", "", marked), language, published)
    source, cue = marked_span(marked, "⟨⟩"), marked_span(marked, "⟦⟧")
    sentence = segment_sentences(article)[-1]
    attribution = Attribution(
        source=(source,) if source else (),
        cue=(cue,) if cue else (),
        content=(),
        kind=AttributionKind.INDIRECT,
    )
    one = said_at(attribution, sentence, article, quotations=find_quotations(article)) or SaidAt()
    return one.date or "", one.place or ""


def marked_span(marked: str, brackets: str) -> Span | None:
    others = re.escape("".join(sorted(set("⟨⟩⟦⟧") - set(brackets))))
    plain = re.sub(f"[{others}]", "", marked)
    if brackets[0] not in plain:
        return None
    return Span(plain.index(brackets[0]), plain.index(brackets[1]) - 1)


TOLD = [
    # The frame behind the verb.
    ("en", "“We will wait,” ⟨Ana Torres⟩ ⟦said⟧ in a tweet on Dec. 16.", "2021-12-16", ""),
    ("en", "⟨The minister⟩ ⟦told⟧ reporters in Oslo on Monday that prices fell.",
     "2021-12-13", "Oslo"),
    ("en", "⟨Ana Torres⟩ ⟦said⟧ at a news conference in Oslo that prices fell.", "", "Oslo"),
    ("en", "“It is over,” ⟦said⟧ ⟨Ana Torres⟩ on Monday evening.", "2021-12-13", ""),
    ("en", "⟨The mayor⟩ ⟦said⟧ yesterday that the bridge is safe.", "2021-12-16", ""),
    ("en", "⟨The mayor⟩ ⟦said⟧ on Friday that the bridge is safe.", "2021-12-17", ""),
    ("en", "⟨The mayor⟩ ⟦said⟧ last Friday that the bridge is safe.", "2021-12-10", ""),
    ("en", "⟨The ministry⟩ ⟦said⟧ late on Thursday the talks had failed.", "2021-12-16", ""),
    ("en", "⟨The mayor⟩ ⟦said⟧ in an interview with the Valley Herald on Sunday that it rained.",
     "2021-12-12", ""),
    ("en", "⟨The bank⟩ ⟦said⟧ in November 2020 that it would wait.", "2020-11", ""),
    ("en", "⟨The mayor⟩ ⟦said⟧ in November that it would wait.", "2021-11", ""),
    ("en", "⟨Ana Torres⟩ ⟦said during⟧ a Friday evening rally in Lyon that it rained.",
     "2021-12-17", "Lyon"),
    ("en", "“It is safe,” ⟨the mayor⟩ ⟦said in an interview on Monday⟧.", "2021-12-13", ""),
    ("en", "⟨The mayor⟩ ⟦told⟧ me on Monday, when it rained, that it is safe.", "2021-12-13", ""),
    # The frame before the source, between source and verb, and in the source.
    ("en", "Speaking in Geneva on Tuesday, ⟨Ana Torres⟩ ⟦said⟧ that prices fell.",
     "2021-12-14", "Geneva"),
    ("en", "At a rally Tuesday in Coral Bay, Florida, ⟨Ana Torres⟩ ⟦asked⟧ who pays.",
     "2021-12-14", "Coral Bay"),
    ("en", "At Monday’s debate, ⟨Ana Torres⟩ ⟦said⟧ that prices fell.", "2021-12-13", ""),
    ("en", "At a briefing in Vienna on Dec. 3, ⟨Ana Torres⟩ ⟦said⟧: “Prices fell.”",
     "2021-12-03", "Vienna"),
    ("en", "On Thursday, ⟨Ana Torres⟩ ⟦said⟧, “Prices fell.”", "2021-12-16", ""),
    ("en", "⟨Ana Torres⟩, speaking in Lyon on Wednesday, ⟦said⟧ that prices fell.",
     "2021-12-15", "Lyon"),
    ("en", "⟦According to⟧ ⟨a report published on Monday⟩, prices fell.", "2021-12-13", ""),
    ("en", "⟦According to⟧ ⟨the council on Dec. 14⟩, prices fell.", "2021-12-14", ""),
    # Other languages.
    ("de", "„Wir warten ab“, ⟦sagte⟧ ⟨Jana Vogel⟩ am Montag in Berlin.", "2021-12-13", "Berlin"),
    ("de", "Am Donnerstag ⟦erklärte⟧ ⟨Jana Vogel⟩, dass die Brücke sicher ist.", "2021-12-16", ""),
    ("de", "⟨Jana Vogel⟩ ⟦sagte⟧ bei einer Pressekonferenz in Wien, dass es regnet.", "", "Wien"),
    ("de", "⟨Das Ministerium⟩ ⟦teilte⟧ gestern mit, dass die Preise fallen.", "2021-12-16", ""),
    ("fr", "« Nous attendons », ⟦a déclaré⟧ mardi à Bruxelles ⟨Jeanne Morel⟩.",
     "2021-12-14", "Bruxelles"),
    ("fr", "⟨Elle⟩ ⟦a dit⟧ lundi lors d’une conférence de presse à Oslo que les prix baissent.",
     "2021-12-13", "Oslo"),
    ("fr", "⟨Le ministère⟩ ⟦a annoncé⟧ jeudi 16 décembre que les prix baissent.", "2021-12-16", ""),
    ("es", "«Vamos a esperar», ⟦dijo⟧ el lunes en Madrid ⟨Lucía Robles⟩.", "2021-12-13", "Madrid"),
    ("es", "⟨Lucía Robles⟩ ⟦dijo⟧ ayer en una rueda de prensa en Sevilla que los precios bajan.",
     "2021-12-16", "Sevilla"),
    ("pl", "„Czekamy”, ⟦powiedziała⟧ w poniedziałek w Brukseli ⟨Anna Lis⟩.",
     "2021-12-13", "Brukseli"),
    ("pl", "⟨Minister⟩ ⟦powiedział⟧ w czwartek, że ceny spadają.", "2021-12-16", ""),
    ("ru", "«Мы подождём», — ⟦сказала⟧ в понедельник в Женеве ⟨Анна Орлова⟩.",
     "2021-12-13", "Женеве"),
    ("ru", "⟨Министр⟩ ⟦заявил⟧ журналистам в четверг, что цены падают.", "2021-12-16", ""),
    ("ru", "В среду ⟨министр⟩ ⟦заявил⟧, что цены падают.", "2021-12-15", ""),
    ("uk", "«Ми чекаємо», — ⟦сказала⟧ в понеділок у Києві ⟨Олена Коваль⟩.", "2021-12-13", "Києві"),
    ("uk", "У середу ⟨міністр⟩ ⟦заявив⟧, що ціни падають.", "2021-12-15", ""),
    ("uk", "Виступаючи у Львові 14 грудня, ⟨Олена Коваль⟩ ⟦заявила⟧, що ціни падають.",
     "2021-12-14", "Львові"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "date", "place"), TOLD)
def test_the_frame_tells_when_and_where(language: str, text: str, date: str, place: str) -> None:
    assert (date, place) == read(text, language)


TRAPS = [
    ("en", "⟨The general⟩ ⟦said⟧ that troops would leave Brussels on Friday."),
    ("en", "⟨The general⟩ ⟦said⟧ troops in Brussels would leave on Friday."),
    ("en", "The strike will begin on Monday in Leeds, ⟨the union⟩ ⟦said⟧."),
    ("en", "On Monday, ⟨the union⟩ ⟦said⟧, the strike begins."),
    ("en", "In March, prices rose in Vienna, ⟨the bank⟩ ⟦said⟧."),
    ("en", "⟨The police⟩ ⟦said⟧ Monday was the coldest day in Leeds."),
    ("en", "⟨The police⟩ ⟦said⟧ Monday’s storm in Leeds broke a record."),
    ("en", "“I met him in Oslo on Monday,” ⟨Ana Torres⟩ ⟦said⟧."),
    ("en", "“⟨He⟩ ⟦told⟧ me in Paris on Monday that it was over,” she said."),
    ("en", "⟨The union⟩ ⟦announced⟧ a strike in Leeds on Monday."),
    ("en", "⟨The bank⟩ ⟦said⟧ in English that it would wait."),
    ("en", "⟨The bank⟩ ⟦said⟧ on Twitter that it would wait."),
    ("en", "⟨A diplomat in Brussels⟩ ⟦said⟧ that the talks had failed."),
    ("en", "The mayor will say on Saturday that it rained, ⟨aides⟩ ⟦said⟧."),
    ("en", "⟨The minister⟩ ⟦told⟧ Parliament that troops leave on Sunday."),
    ("en", "The storm hit Leeds on Monday, ⟦according to⟧ ⟨police⟩."),
    ("en", "⟨The mayor⟩ ⟦said⟧ by Friday the bridge would be open."),
    ("en", "The court in Leeds ⟦was seen⟧ as friendly to ⟨the firms⟩."),
    ("en", "They watched the film on Monday, ⟦according to⟧ ⟨their lawyers⟩."),
    ("de", "⟨Jana Vogel⟩ ⟦sagte⟧, dass die Züge am Montag in Berlin halten."),
    ("de", "Am Montag, ⟦sagte⟧ ⟨Jana Vogel⟩, halten die Züge in Berlin nicht."),
    ("de", "⟨Jana Vogel⟩ ⟦sagte⟧ in Absprache mit der Stadt, dass gebaut wird."),
    ("fr", "⟨Jeanne Morel⟩ ⟦a déclaré⟧ que les troupes quitteront Bruxelles vendredi."),
    ("fr", "⟨Jeanne Morel⟩ ⟦a déclaré⟧ à l’AFP que les troupes partent vendredi."),
    ("es", "⟨Lucía Robles⟩ ⟦dijo⟧ que las tropas saldrán de Madrid el viernes."),
    ("pl", "⟨Minister⟩ ⟦powiedział⟧, że w poniedziałek w Brukseli spadną ceny."),
    ("ru", "⟨Министр⟩ ⟦заявил⟧, что в понедельник в Женеве начнутся переговоры."),
    ("ru", "В понедельник, ⟦сообщил⟧ ⟨министр⟩, в Женеве начнутся переговоры."),
    ("uk", "⟨Міністр⟩ ⟦заявив⟧, що у понеділок у Києві почнуться переговори."),
]


@pytest.mark.parametrize(("language", "text"), TRAPS)
def test_days_and_places_of_what_is_told_are_left_alone(language: str, text: str) -> None:
    assert ("", "") == read(text, language)


def test_a_day_without_a_known_year_is_not_told() -> None:
    assert ("", "Oslo") == read(
        "⟨The mayor⟩ ⟦said⟧ on Dec. 16 in Oslo that it rained.", published=None
    )
    assert ("2020-12-16", "") == read(
        "⟨The mayor⟩ ⟦said⟧ on Dec. 16, 2020 that it rained.", published=None
    )


def test_a_day_counts_from_the_only_day_told_before() -> None:
    text = "The two met on Dec. 7. The day before, ⟨the mayor⟩ ⟦said⟧ that it rained."

    assert ("2021-12-06", "") == read(text)
    assert ("", "") == read(text.replace("Dec. 7", "Dec. 7 and on Dec. 9"))


CONTINUED = "“We wait,” Ana Torres said in Oslo on Monday."


@pytest.mark.parametrize(
    ("then", "is_carried"),
    [
        (" “It is cold,” she added.", True),
        ("\n\n“It is cold,” she added.", True),
        ("\n\nNobody knew more.\n\n“It is cold,” Torres said.", False),
        ("\n\n“It is cold,” Per Lund said.", False),
        ("\n\n“It is cold,” she said in an interview.", False),
        ("\n\n“It is cold,” she had said.", False),
        ("\n\n“It is cold,” she said earlier.", False),
        (" “It is cold,” Per Lund said. “It is,” Torres added.", False),
    ],
)
def test_an_occasion_is_carried_to_the_next_words_of_the_same_speaker(
    then: str, is_carried: bool
) -> None:
    expected = SaidAt(date="2021-12-13", place="Oslo")

    found = told(CONTINUED + then)

    assert expected == found[0]
    assert [expected if is_carried else None] == found[-1:]


def test_one_attribution_alone_is_read_without_the_words_before() -> None:
    article = article_of(CONTINUED + " “It is cold,” she added.")
    sentences, quotations = segment_sentences(article), find_quotations(article)
    first, second = extract_attributions(article, sentences, quotations)

    assert SaidAt(date="2021-12-13", place="Oslo") == said_at(first, sentences[0], article)
    assert said_at(second, sentences[1], article) is None


WORDS = st.sampled_from(
    ["said", "on Monday", "in Oslo", "“", "”", ",", ".", "that", "Ana Torres", "told reporters",
     "at a briefing", "May 3", "\n\n", "the day before", "According to", "2021", "с", "à", "—"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from(["en", "fr", "uk"]))
def test_what_is_told_stands_in_the_article_and_is_not_after_it(text: str, language: str) -> None:
    for one in told(text, language):
        if one is not None and one.place is not None:
            assert one.place in " ".join(text.split())
        if one is not None and one.date is not None and len(one.date) == len(FRIDAY):
            assert dt.date.fromisoformat(one.date) <= dt.date.fromisoformat(FRIDAY)


def test_an_attribution_outside_every_sentence_tells_nothing() -> None:
    lost = Attribution(source=(), cue=(), content=(), kind=AttributionKind.DIRECT)

    assert (None,) == extract_occasions(article_of("It rained."), (), (), (lost,))
