"""Who says what: cue, source and speaker, by rule, in seven languages."""

import pytest
from builders import build_article
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.attribution.attributor import extract_attributions
from provenance.attribution.cues import load_cues
from provenance.attribution.finding import find_source
from provenance.attribution.source_phrases import PhraseKind
from provenance.attribution.speakers import read_source
from provenance.model import Article, Attribution, Sentence
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences

HIDDEN = "\x00" * 5

PHRASES = [
    # reason, language, phrase, kind, name, role
    ("office before the name", "en", "Governor Signe Aalt", "person", "Signe Aalt", "Governor"),
    (
        "office behind it",
        "en",
        "Jo Amber, chief economist at Fjordkapital",
        "person",
        "Jo Amber",
        "chief economist at Fjordkapital",
    ),
    (
        "possessive office",
        "en",
        "its director, Kwabena Asiedu-Mills",
        "person",
        "Kwabena Asiedu-Mills",
        "its director",
    ),
    ("a name behind a place word", "en", "Farmers in Lake Orrin", "role", None,
     "Farmers in Lake Orrin"),
    ("title and surname", "en", "Dr Fairweather", "person", "Fairweather", "Dr"),
    ("acronym is no title", "en", "NATO Secretary General Jens Stoltenberg", "person",
     "Jens Stoltenberg", "NATO Secretary General"),
    ("a body's name with of", "en", "The Bank of Canada", "body", "Bank of Canada", None),
    ("a common noun for a body", "en", "the regulator", "body", None, None),
    ("a newspaper is no post", "en", "The Evening Post", "body", "Evening Post", None),
    ("words before tell a body", "en", "A passenger group, Islands Afloat", "body",
     "Islands Afloat", None),
    ("a document", "en", "the same release", "document", None, None),
    ("a document's part", "en", "Article 7", "document", None, None),
    ("a pronoun", "en", "she", "pronoun-person", None, None),
    ("somebody by trade", "en", "a firefighter", "role", None, "firefighter"),
    ("German office", "de", "Verhandlungsführerin Anneke Thoma", "person", "Anneke Thoma",
     "Verhandlungsführerin"),
    ("German body", "de", "Die Gewerkschaft Schiene und Bus", "body",
     "Gewerkschaft Schiene und Bus", None),
    ("French body", "fr", "la Cour des comptes", "body", "Cour des comptes", None),
    ("verb is no part of a name", "fr", "L’Office publiera une carte", "body", None, None),
    ("Ukrainian body", "uk", "Національний антарктичний науковий центр", "body",
     "Національний антарктичний науковий центр", None),
    ("Russian office", "ru", "начальник дороги Платон Верещагин", "person",
     "Платон Верещагин", "начальник дороги"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "phrase", "kind", "name", "role"),
    [p[1:] for p in PHRASES],
    ids=[p[0] for p in PHRASES],
)
def test_a_source_phrase_is_read(
    language: str, phrase: str, kind: str, name: str | None, role: str | None
) -> None:
    read = read_source(phrase, load_cues(language))

    assert kind == read.kind.value
    assert name == read.name
    if role is not None:
        assert role == read.role


SENTENCES = [
    # reason, language, sentence (quoted words hidden), cue, source
    ("after the quotation", "en", f"“{HIDDEN}” said Ada Brook.", "said", "Ada Brook"),
    ("before a clause", "en", "The bank said that prices rose.", "said", "The bank"),
    ("at the end", "en", "Prices rose, the bank said.", "said", "the bank"),
    ("lead without a comma", "en", "In a statement Brightsmile said it was sorry.", "said",
     "Brightsmile"),
    ("aside between", "en", "The Bank of Canada, which meets on Oct. 28, said it watched.", "said",
     "The Bank of Canada"),
    ("role between commas", "en", "Ada Brook, a privacy lawyer, called it small.", "called",
     "Ada Brook, a privacy lawyer"),
    ("preposition of source", "en", "According to the USGS there is a low risk.", "According to",
     "the USGS"),
    ("document speaks", "en", "The note warned of aftershocks.", "warned", "The note"),
    ("number is no speech", "en", "Construction added 15,000 jobs, the report said.", "said",
     "the report"),
    ("colon before quoted words", "en", f"He measured again: “{HIDDEN}”", ":", "He"),
    ("zufolge", "de", "Geboten wurden ihr zufolge drei Prozent.", "zufolge", "ihr"),
    ("by its own account", "de", "Für den Herbst plant sie nach eigenen Angaben einen Streik.",
     "nach eigenen Angaben", "sie"),
    ("impersonal", "de", f"„{HIDDEN}“, heißt es in der Mitteilung.", "heißt es", "der Mitteilung"),
    ("name ends at the verb", "de", "Nach Angaben der Bundesnetzagentur wechselten zwei Millionen.",
     "Nach Angaben", "der Bundesnetzagentur"),
    ("clitic", "fr", f"« {HIDDEN} », a-t-elle poursuivi.", "a-t-elle poursuivi", "elle"),
    ("listener is no speaker", "fr", f"« {HIDDEN} », nous confie Jean Tissier.", "confie",
     "Jean Tissier"),
    ("inverted", "es", "Los riegos quedan prohibidos, señala el bando municipal.", "señala",
     "el bando municipal"),
    ("after jak", "pl", "Jak podaje zarząd w komunikacie, remont potrwa rok.", "Jak podaje",
     "zarząd w komunikacie"),
    ("place for a body", "ru", "Они пойдут чаще, уточнили в мэрии.", "уточнили", "мэрии"),
    ("by his words", "ru", "По его словам, всё готово.", "По его словам", "По его словам"),
    ("impersonal names nobody", "de", "Es fiel weniger Regen, heißt es darin.", "heißt es",
     "heißt es"),
    ("the speaker behind a document", "pl",
     f"„{HIDDEN}” – podkreśliła w oświadczeniu rzeczniczka Klaudia Wnuk.", "podkreśliła",
     "rzeczniczka Klaudia Wnuk"),
    ("the speaker behind a listener", "fr", f"« {HIDDEN} », raconte à notre journal Odile Marin.",
     "raconte", "Odile Marin"),
    ("place at the front", "ru", "В агентстве уточнили, что всё готово.", "уточнили", "агентстве"),
    ("by their words", "de", "Ihren Worten zufolge regnet es.", "Ihren Worten zufolge",
     "Ihren Worten zufolge"),
    ("the party in brackets", "de", "Der Bürgermeister, Uwe Tannert (SPD), sagte, es regne.",
     "sagte", "Der Bürgermeister, Uwe Tannert"),
    ("described between commas", "de", "Die Chefin, Ina Holm (parteilos), kritisierte das Amt.",
     "kritisierte", "Die Chefin, Ina Holm"),
    ("press name in marks", "uk", "Як пише «Волна», це третє перенесення.", "Як пише", "Волна"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence", "cue", "source"),
    [case[1:] for case in SENTENCES],
    ids=[case[0] for case in SENTENCES],
)
def test_cue_and_source_are_found(language: str, sentence: str, cue: str, source: str) -> None:
    found = find_source(sentence, load_cues(language))

    assert found is not None
    assert cue == found.cue.of(sentence)
    assert source == found.source.of(sentence).strip(" ,")


SILENT = [
    ("a noun, no verb", "en", "The report on the bridge is long."),
    ("passive", "en", "The business case can be read."),
    ("only a capital at the start", "en", "Daily maps shows the way."),
    ("nobody speaks", "de", "Auf mehreren Strecken fahren Busse."),
    ("a comparison", "de", "Der Boden ist trocken wie ein Schwamm."),
    ("nobody speaks", "fr", "La dernière grève remontait à 2019."),
]


@pytest.mark.parametrize(("reason", "language", "sentence"), SILENT)
def test_no_source_is_invented(reason: str, language: str, sentence: str) -> None:
    assert reason
    assert find_source(sentence, load_cues(language)) is None


def attributions_of(article: Article) -> tuple[tuple[Sentence, ...], tuple[Attribution, ...]]:
    sentences = segment_sentences(article)
    return sentences, extract_attributions(article, sentences, find_quotations(article))


CARRIED = [
    # reason, language, article, words, who says them
    ("the end of a quotation names its speaker", "en",
     "“It rains,” said Ada Brook.\n\n“It is dry. It is warm. Nobody complains,” said Arlo Finch.",
     "It is dry", "Arlo Finch"),
    ("the beginning of a quotation names its speaker", "en",
     "Ada Brook said: “It is dry. It is warm.” Arlo Finch left.", "It is warm", "Ada Brook"),
    ("a lead-in brings in another speaker", "en",
     "“It rains,” said Ada Brook.\n\nShopkeeper Arlo Finch keeps a diary:\n\n“It is dry.”",
     "It is dry", "Arlo Finch"),
    ("a person right before the verb", "en",
     "The firm sent a bill which deputy mayor Ada Brook says is “a joke” and too late.",
     "a joke", "Ada Brook"),
    ("reported afterwards", "ru",
     "Мост закрыли до мая. Об этом сообщил мэр города Лев Орлов.", "Мост закрыли", "Лев Орлов"),
    ("reported afterwards", "uk",
     "Міст закрили до травня. Про це повідомила мерка Ніна Гай.", "Міст закрили", "Ніна Гай"),
    ("a possessive is no pronoun", "ru",
     "«Дождь», — сказал Лев Орлов. «Сухо», — заявила его заместитель Нина Гай.",
     "Сухо", "Нина Гай"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "words", "name"), [c[1:] for c in CARRIED], ids=[c[0] for c in CARRIED]
)
def test_quoted_words_are_carried_to_their_speaker(
    language: str, text: str, words: str, name: str
) -> None:
    article = build_article(text, language=language)

    _, found = attributions_of(article)

    at = text.index(words)
    speakers = [a.speaker for a in found if any(c.start <= at < c.end for c in a.content)]
    assert [name] == [speaker.name for speaker in speakers if speaker]


def test_a_pronoun_is_the_last_speaker_and_a_guess() -> None:
    article = build_article("“It rains,” said Ada Brook. “It always rains here,” she added.")

    _, found = attributions_of(article)

    assert ["Ada Brook", "Ada Brook"] == [a.speaker.name for a in found if a.speaker]
    assert [False, True] == [a.speaker_guess for a in found]


def test_a_surname_is_the_whole_name_once_known() -> None:
    article = build_article("“It rains,” said Ada Brook, head of a bureau. Brook said it stops.")

    _, found = attributions_of(article)

    assert ["Ada Brook", "Ada Brook"] == [a.speaker.name for a in found if a.speaker]


def test_he_is_the_person_just_brought_in() -> None:
    article = build_article(
        "“It rains,” said Ada Brook. Shopkeeper Arlo Finch is less sure. “Where?” he asked."
    )

    _, found = attributions_of(article)

    assert found[-1].speaker is not None
    assert "Arlo Finch" == found[-1].speaker.name


def test_a_quotation_that_runs_on_keeps_its_speaker() -> None:
    article = build_article("Ada Brook said: “The hall is cold. We cannot stay there any longer.”")

    _, found = attributions_of(article)

    assert {"Ada Brook"} == {a.speaker.name for a in found if a.speaker}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["said", "the bank", "“", "”", "Ada Brook", ",", ".", "According to", "she", "—",
             "\n\n", "report", "in", "X", "(", ")", ":", "told", "us", "«", "»", "\u00a0", "42"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_spans_lie_in_the_text_and_content_needs_a_ground(words: list[str]) -> None:
    article = build_article(" ".join(words))

    sentences, found = attributions_of(article)

    for attribution in found:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        assert all(0 <= span.start <= span.end <= len(article.text) for span in spans)
        assert attribution.cue or find_quotations(article)
    assert len(found) <= len(sentences)


def test_a_page_without_full_stops_is_read_in_bounded_time() -> None:
    article = build_article("the bank said " * 20_000)

    _, found = attributions_of(article)

    assert len(found) <= 1


def test_every_phrase_kind_can_be_read() -> None:
    kinds = {read_source(case[2], load_cues(case[1])).kind for case in PHRASES}

    assert {PhraseKind.UNKNOWN, PhraseKind.PRONOUN_THING} == set(PhraseKind) - kinds
