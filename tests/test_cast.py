"""Who is who in one article: names, offices, pronouns, bodies under other names, documents."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from builders import build_article

from provenance.attribution.attributor import extract_attributions
from provenance.attribution.cues import load_cues
from provenance.attribution.speakers import read_source
from provenance.cast import Cast, Resolved
from provenance.cast.aliases import Gender, load_aliases
from provenance.cast.offices import is_same_office, read_office
from provenance.cast.person_mentions import Mention, MentionKind, mentions_in
from provenance.model import Article, Attribution, Quotation, Speaker
from provenance.names import name_key, same_name
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.terms import BlockKind, QuotationKind

ARTICLES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases/cast/articles.toml").read_text(encoding="utf-8")
)["article"]


def attributions_of(article: Article) -> tuple[Attribution, ...]:
    sentences = segment_sentences(article)
    return extract_attributions(article, sentences, find_quotations(article))


def who_says(article: Article, snippet: str) -> Attribution | None:
    at = article.text.index(snippet)
    found = attributions_of(article)
    return next((a for a in found if any(c.start <= at < c.end for c in a.content)), None)


def called(speaker: Speaker | None) -> str:
    """The name, a role in brackets, or nothing."""
    if speaker is None:
        return ""
    return speaker.name or (f"({speaker.role})" if speaker.role else "")


def is_expected(got: str, wanted: str) -> bool:
    if not wanted:
        return not got
    if wanted.startswith("("):
        return got.startswith("(") and wanted[1:-1] in got
    if got.startswith("(") or not got:
        return False
    return got == wanted or (" " in got and same_name(got, wanted))


@pytest.mark.parametrize("row", ARTICLES, ids=[row["title"] for row in ARTICLES])
def test_every_saying_of_an_article_is_given_to_who_said_it(row: dict[str, Any]) -> None:
    article = build_article(row["text"], language=row["language"])

    wrong = []
    for snippet, wanted in row["says"]:
        found = who_says(article, snippet)
        got = called(found.speaker if found else None)
        if not is_expected(got, wanted):
            wrong.append((snippet, got, wanted))

    assert [] == wrong


@pytest.mark.parametrize("row", ARTICLES, ids=[row["title"] for row in ARTICLES])
def test_a_paragraph_appended_changes_no_speaker_before_it(row: dict[str, Any]) -> None:
    paragraphs = row["text"].strip().split("\n\n")
    whole = attributions_of(build_article(row["text"].strip(), language=row["language"]))

    for count in range(1, len(paragraphs)):
        part = "\n\n".join(paragraphs[:count])
        if "“" in paragraphs[count - 1] and not paragraphs[count - 1].rstrip(".").endswith("”"):
            continue  # a quotation that may run on
        found = attributions_of(build_article(part, language=row["language"]))
        assert [] == [a for a in found if a not in whole]


TRAPS = [
    # reason, text, what is said, who says it, whether that is a guess
    (
        "an honorific decides between two of one surname",
        "Mr Paul Orr and Nina Orr own the mill. Ms Orr said: “It is loud.”",
        "It is loud", "Nina Orr", False,
    ),
    (
        "an honorific decides nothing where first names alone would",
        "Paul Orr and Nina Orr own the mill. Ms Orr said: “It is loud.”",
        "It is loud", "", False,
    ),
    (
        "a first name decides",
        "Paul Orr and Nina Orr own the mill. “It is loud,” Nina said.",
        "It is loud", "Nina Orr", False,
    ),
    (
        "a role decides",
        "Judge Paul Orr and surgeon Nina Orr are married. “I object,” said Judge Orr.",
        "I object", "Paul Orr", False,
    ),
    (
        "nothing decides",
        "Paul Orr and Nina Orr own the mill. “It is loud,” Orr said.",
        "It is loud", "", False,
    ),
    (
        "an honorific tells the pronoun",
        "Mrs Adair sold the farm to Peter Hollis. “It was time,” she said.",
        "It was time", "Adair", True,
    ),
    (
        "the pronoun passes over a man",
        "Mrs Adair ran the farm. Mr Hollis bought it. “It was time,” she said.",
        "It was time", "Adair", True,
    ),
    (
        "an earlier pronoun tells the later one",
        "“I ran,” said Kim Ashe. She is 80. Mr Lowe fell. “I won,” she said.",
        "I won", "Kim Ashe", True,
    ),
    (
        "a gender is not guessed from a first name",
        "Mary Lowe met Peter Ashe. “We talked,” she said.",
        "We talked", "", True,
    ),
    (
        "the minister is the one minister there is",
        "Health Minister Ola Berg met nurse Eva Lind. “It is agreed,” the minister said.",
        "It is agreed", "Ola Berg", True,
    ),
    (
        "a deputy is not the head",
        "Mayor Ida Falk and deputy mayor Rune Moe resigned. “I am tired,” the deputy mayor said.",
        "I am tired", "Rune Moe", True,
    ),
    (
        "an office of another country is another office",
        "French President Luc Morel spoke. “We wait,” the Kenyan president said.",
        "We wait", "(Kenyan president)", True,
    ),
    (
        "a role without a name speaks on",
        "“I fell,” a postman said. “It hurt,” he added.",
        "It hurt", "(postman)", True,
    ),
    (
        "a statement has an issuer",
        "The Green Energy Council issued a statement. “Prices will fall,” the statement said.",
        "Prices will fall", "Green Energy Council", True,
    ),
    (
        "a part belongs to the whole",
        "Harbour Bank published its draft agreement. Article 4 says: “No fees apply.”",
        "No fees apply", "Harbour Bank", True,
    ),
    (
        "members stand for the body",
        "NATO met in Oslo. The NATO member states declared: “We stand together.”",
        "We stand together", "NATO", True,
    ),
    (
        "an acronym is the name it stands for",
        "The Lake Fishing Authority (LFA) met. The authority said: “No nets in May.”",
        "No nets in May", "Lake Fishing Authority", True,
    ),
    (
        "a seat stands for its government",
        "Japan sent a note. “We regret it,” Tokyo said.",
        "We regret it", "Japan", True,
    ),
    (
        "a city nobody has named the country of stays a city",
        "The note came late. “We regret it,” Tokyo said.",
        "We regret it", "Tokyo", False,
    ),
    (
        "somebody brought in by a lead-in speaks",
        "“I fell,” said Ann Lee. Kai Roe, who saw it, told her: “Get up.”",
        "Get up", "Kai Roe", False,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said", "who", "guess"), [t[1:] for t in TRAPS], ids=[t[0] for t in TRAPS]
)
def test_a_trap_is_seen(text: str, said: str, who: str, guess: bool) -> None:
    found = who_says(build_article(text), said)

    assert found is not None
    assert who == called(found.speaker)
    assert guess == found.speaker_guess


def test_a_surname_has_role_and_organisation_of_the_first_mention() -> None:
    article = build_article(
        "NATO Secretary General Runa Vik came to Bonn. It rained all day. “I am late,” Vik said."
    )

    found = who_says(article, "I am late")

    assert found is not None
    assert Speaker(name="Runa Vik", role="NATO Secretary General", organisation="NATO") == (
        found.speaker
    )
    assert not found.speaker_guess


def test_the_name_is_the_fullest_up_to_there() -> None:
    article = build_article(
        "“It is cold,” said Mr Brook. “It is wet,” said Alan Brook. “It is late,” Brook said."
    )

    names = [a.speaker.name for a in attributions_of(article) if a.speaker]

    assert ["Brook", "Alan Brook", "Alan Brook"] == names


def test_quoted_names_bring_nobody_in() -> None:
    article = build_article("“I saw Mr Peter Hale,” said Ann Lee. “It was dark,” she added.")

    found = who_says(article, "It was dark")

    assert found is not None
    assert "Ann Lee" == called(found.speaker)


def test_what_was_reported_afterwards_has_its_speaker_as_a_guess() -> None:
    article = build_article(
        "The bridge is shut. Two bolts broke.\n\n"
        "This was reported by the press service of Tyne Ferries."
    )

    found = who_says(article, "Two bolts")

    assert found is not None
    assert "Tyne Ferries" == called(found.speaker)
    assert found.speaker_guess
    assert "This was reported" == found.cue[0].of(article.text)


def test_a_sentence_with_a_speaker_of_its_own_is_not_reported_by_another() -> None:
    article = build_article(
        "The bridge is shut, police said.\n\n"
        "This was reported by the press service of Tyne Ferries."
    )

    found = who_says(article, "bridge is shut")

    assert found is not None
    assert "(police)" == called(found.speaker)


def test_the_line_under_a_block_names_its_document() -> None:
    text = "If it rains we stay at home\n\nLake Council statement on the weather"
    article = build_article(
        text,
        blocks=[
            (BlockKind.PARAGRAPH, "If it rains we stay at home"),
            (BlockKind.CREDIT, "Lake Council statement on the weather"),
        ],
    )
    sentences = segment_sentences(article)
    block = Quotation(
        span=sentences[0].span,
        outer=sentences[0].span,
        kind=QuotationKind.BLOCK,
        parts=(sentences[0].span,),
    )

    found = extract_attributions(article, sentences, [block])

    assert [Speaker(name="Lake Council", role="statement")] == [a.speaker for a in found]


def resolved(text: str, phrase: str, *, last: Speaker | None = None) -> Resolved:
    """Who the last ``phrase`` in ``text`` is."""
    article, cues = build_article(text), load_cues("en")
    cast = Cast.of(article, segment_sentences(article), cues)
    return cast.resolve(read_source(phrase, cues), text.rindex(phrase), spoke_last=last)


def test_the_cast_says_nobody_for_it_after_two_bodies() -> None:
    text = "Harbour Bank and Lake Council met on Monday. Prices will fall, it said."

    assert Resolved(speaker=None, guess=True) == resolved(text, "it")


def test_the_cast_takes_the_last_speaker_where_nobody_is_named() -> None:
    last = Speaker(name=None, role="postman")

    assert Resolved(speaker=last, guess=True) == resolved("It rained, he said.", "he", last=last)


def antecedent(text: str, pronoun: str) -> str:
    article, cues = build_article(text), load_cues("en")
    cast = Cast.of(article, segment_sentences(article), cues)
    return called(cast.antecedent(pronoun, text.rindex(pronoun)))


ANTECEDENTS = [
    ("the one person there is", "Ann Lee won. Then she slept.", "she", "Ann Lee"),
    ("a gender shown", "Mrs Lee met Mr Hale. He left early.", "He", "Hale"),
    ("neither shown", "Ann Lee met Tom Hale. Then she left.", "she", ""),
    ("a body", "Harbour Bank closed. It lost money.", "It", "Harbour Bank"),
    ("too far back", "Ann Lee won." + "\n\nIt rained." * 4 + "\n\nThen she left.", "she", ""),
    ("nobody", "Then she left.", "she", ""),
]


@pytest.mark.parametrize(
    ("text", "pronoun", "who"), [a[1:] for a in ANTECEDENTS], ids=[a[0] for a in ANTECEDENTS]
)
def test_a_pronoun_has_the_antecedent_that_is_clear(text: str, pronoun: str, who: str) -> None:
    assert who == antecedent(text, pronoun)


OFFICES = [
    ("head of state", "president", "en", True),
    ("Ukrainian leader", "President of Ukraine", "en", True),
    ("Russian president", "President of Ukraine", "en", False),
    ("former president", "president", "en", False),
    ("vice-president", "president", "en", False),
    ("foreign minister", "Minister of Foreign Affairs", "en", True),
    ("health minister", "Finance Minister", "en", False),
    ("health minister", "foreign minister", "en", False),
    ("the minister", "Finance Minister", "en", True),
    ("premier", "Prime Minister", "en", True),
    ("spokeswoman", "press secretary", "en", True),
    ("the club's chairman", "chairman of Fairholm Rovers", "en", True),
    ("глава государства", "президент Украины", "ru", True),
    ("министр обороны", "министр иностранных дел", "ru", False),
    ("очільник МЗС", "міністр закордонних справ", "uk", True),
    ("Staatschef", "Präsident", "de", True),
    ("chef de l’État", "président", "fr", True),
    ("primer ministro", "jefe de Gobierno", "es", True),
    ("szef rządu", "premier", "pl", True),
    ("szef rządu", "sędzia", "pl", False),
]


@pytest.mark.parametrize(("meant", "held", "language", "same"), OFFICES)
def test_offices_are_one_or_another(meant: str, held: str, language: str, same: bool) -> None:
    aliases = load_aliases(language)
    one, other = read_office(meant, aliases), read_office(held, aliases)

    assert one is not None
    assert other is not None
    assert same == is_same_office(one, other)


def mentions(words: str, language: str = "en") -> tuple[Mention, ...]:
    return mentions_in(words, load_aliases(language))


MENTIONS = [
    # reason, language, words, name, role, gender
    ("office and country", "en", "Ukrainian President Ada Brook spoke", "Ada Brook",
     "Ukrainian President", None),
    ("a chain of offices", "en", "the press secretary of the head of state Ada Brook", "Ada Brook",
     "press secretary of the head of state", None),
    ("apposition", "en", "Ada Brook, a privacy lawyer, spoke", "Ada Brook", "privacy lawyer", None),
    ("a weekday is no name", "en", "On Tuesday Ada Brook spoke", "Ada Brook", None, None),
    ("honorific", "en", "Mrs Brook spoke", "Brook", "Mrs", Gender.FEMININE),
    ("a word for a woman", "de", "Sprecherin Ada Brook sprach", "Ada Brook", "Sprecherin",
     Gender.FEMININE),
    ("a genitive", "uk", "речниця міністерства Олена Бойко", "Олена Бойко", "речниця міністерства",
     Gender.FEMININE),
    ("a verb shows it", "ru", "сказала Вера Шилова", "Вера Шилова", None, Gender.FEMININE),
    ("two offices, two persons", "en", "Judge Ada Brook, Mayor Ann Lee", "Ann Lee", "Mayor", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words", "name", "role", "gender"),
    [m[1:] for m in MENTIONS],
    ids=[m[0] for m in MENTIONS],
)
def test_a_person_is_read_with_office_and_gender(
    language: str, words: str, name: str, role: str | None, gender: Gender | None
) -> None:
    found = [m for m in mentions(words, language) if m.kind is MentionKind.PERSON][-1]

    assert (name, role, gender) == (found.name, found.role, found.gender)


SPELLINGS = [
    ("Zelensky", "Zelenskyy"),
    ("Ryabkov", "Riabkov"),
    ("Dmitry", "Dmytro"),
    ("Kiev", "Kyiv"),
    ("Kuleba", "Кулеба"),
    ("Rudnew", "Rudnev"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert name_key(one) != name_key("Brook")


@pytest.mark.parametrize(
    "text",
    [
        "the minister said he " * 3_000,
        "Ann Lee and " * 3_000,
        "“Yes,” he said. " * 400,
        "Mayor Ann Lee said it. The mayor said so.\n\n" * 150,
        "Of The And Mr Mrs " * 2_000,
        "NATO (NATO) (NATO) " * 2_000,
    ],
    ids=["no stops", "one list of names", "only pronouns", "one office", "no names", "acronyms"],
)
def test_odd_text_has_a_cast_all_the_same(text: str) -> None:
    article = build_article(text)

    found = attributions_of(article)

    assert all(0 <= c.start <= c.end <= len(text) for a in found for c in a.content)


def test_a_seat_stands_for_its_country_and_two_seats_for_nobody_in_particular() -> None:
    named = "Russia and the US will meet in Geneva. "

    seat = resolved(named + "Moscow said it was ready.", "Moscow")
    both = resolved(named + "Moscow and Washington said they were.", "Moscow and Washington")

    assert seat.speaker is not None
    assert "Russia" == seat.speaker.name
    assert both.speaker is None or both.speaker.name == "Moscow and Washington"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The regulator has fined Tarnbeck Water. The regulator said so.", None),
        (
            "The regulator, Lake Council, met on Monday. The regulator said so.",
            "Lake Council",
        ),
        ("Tarnbeck Water met on Monday. The company said so.", "Tarnbeck Water"),
    ],
)
def test_a_noun_that_stood_beside_a_name_as_another_party_is_not_its_name(
    text: str, speaker: str | None
) -> None:
    phrase = "The company" if "company" in text else "The regulator"

    found = resolved(text, phrase).speaker

    assert speaker == (found.name if found else None)
