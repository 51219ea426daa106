"""Words as they are compared, guard words, and what a change of words does."""

import itertools
import tomllib
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.model import Edit
from provenance.terms import EditEffect, EditOp
from provenance.wording import (
    Change,
    Guard,
    Word,
    classify,
    fold_word,
    is_guard_edit,
    is_inflected,
    lexicon,
    mark_names,
    norm_of,
    read_quoted,
    touched_guards,
    word_spans,
)
from provenance.wording.lexicon import LANGUAGES


def words_of(text: str, language: str = "en") -> list[Word]:
    spans = word_spans(text, language, 0, len(text))
    found = [Word(start, end, norm_of(raw, language), raw) for start, end, raw in spans]
    return mark_names(found, lexicon(language))


def norms(text: str, language: str = "en") -> list[str]:
    return [word.norm for word in words_of(text, language)]


SAME_WORD = [
    ("en", "defence", "defense"),
    ("en", "colourful", "colorful"),
    ("en", "analysed", "analyzed"),
    ("en", "organisations", "organizations"),
    ("en", "travelled", "traveled"),
    ("en", "cancelling", "canceling"),
    ("en", "centres", "centers"),
    ("en", "manoeuvring", "maneuvering"),
    ("en", "fulfilment", "fulfillment"),
    ("en", "programme", "program"),
    ("en", "towards", "toward"),
    ("en", "don’t", "don't"),
    ("en", "naïve", "naive"),
    ("en", "U.S.", "US"),
    ("en", "1,240", "1 240"),
    ("de", "Straße", "Strasse"),
    ("de", "für", "fuer"),
    ("de", "1.240", "1240"),
    ("de", "7,5", "7.5"),
    ("fr", "États", "Etats"),
    ("ru", "ещё", "еще"),
    ("ru", "замо́к", "замок"),
    ("uk", "п’ять", "п'ять"),
    ("uk", "пʼять", "п’ять"),
    ("pl", "Łódź", "Lodz"),
]


@pytest.mark.parametrize(("language", "one", "other"), SAME_WORD)
def test_spellings_of_one_word_fold_together(language: str, one: str, other: str) -> None:
    assert norms(one, language) == norms(other, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("hour", "hor"),
        ("mourning", "morning"),
        ("fourth", "forth"),
        ("filled", "filed"),
        ("US", "us"),
        ("2.5", "25"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert norms(one) != norms(other)


@pytest.mark.parametrize("american", ["install", "enroll", "license", "rising", "tension"])
def test_an_american_spelling_folds_to_itself(american: str) -> None:
    assert american == fold_word(american, "en")


def test_a_mid_dot_number_of_another_language_is_read_by_its_rules() -> None:
    assert ["1240.5"] == norms("1,240.5", "en")
    assert ["1240.5"] == norms("1.240,5", "de")


def test_french_elisions_are_words_of_their_own() -> None:
    assert ["l", "eau", "n", "est"] == norms("L’eau n’est", "fr")


def test_an_editors_brackets_are_seen() -> None:
    quoted = read_quoted("[H]e said [of Norway] that it say[s] so", "en")
    editorial = [word.raw for word in quoted.words if word.editorial]

    assert ["[H]e", "of", "Norway", "say[s]"] == editorial
    assert "he" == quoted.words[0].norm


@pytest.mark.parametrize("ellipsis", ["…", "...", "[…]", "(…)", "[...]", ". . ."])
def test_every_ellipsis_is_a_gap_and_no_word(ellipsis: str) -> None:
    quoted = read_quoted(f"one two {ellipsis} three", "en")

    assert ["one", "two", "three"] == [word.norm for word in quoted.words]
    assert frozenset({2}) == quoted.gaps


def test_names_are_told_by_capitals_that_nothing_else_asks_for() -> None:
    def named(text: str, language: str = "en") -> list[str]:
        return [w.raw for w in read_quoted(text, language).words if w.name]

    assert ["Norway", "NATO"] == named("We thank Norway and NATO on Monday")
    assert [] == named("Weather is what we have")
    assert [] == named("Die Stadt und das Land", "de")
    assert ["Uwe", "Hahn"] == named("Der Kämmerer ist seit Mai Uwe Hahn", "de")[-2:]


CHANGES = [
    ("en", "it is", "it's", Change.SPELLING),
    ("en", "cannot", "can't", Change.SPELLING),
    ("en", "thirty", "30", Change.SPELLING),
    ("en", "two hundred", "200", Change.SPELLING),
    ("de", "zweiundzwanzig", "22", Change.SPELLING),
    ("ru", "двадцати двух", "22", Change.SPELLING),
    ("en", "Zelensky", "Zelenskyy", Change.SPELLING),
    ("en", "ISIS", "ISIL", Change.SPELLING),
    ("en", "Hezbollah", "Hizbullah", Change.SPELLING),
    ("en", "ISIS", "Taliban", Change.GUARD),
    ("en", "receive", "recieve", Change.SLIP),
    ("en", "government", "goverment", Change.SLIP),
    ("en", "reduce", "reduced", Change.INFLECTION),
    ("en", "country", "countries", Change.INFLECTION),
    ("en", "said", "says", Change.INFLECTION),
    ("fr", "demandons", "demande", Change.INFLECTION),
    ("ru", "внесли", "внёс", Change.INFLECTION),
    ("uk", "закривати", "закрити", Change.INFLECTION),
    ("de", "kann", "können", Change.INFLECTION),
    ("en", "through", "by", Change.CLOSED),
    ("de", "unseren", "den", Change.CLOSED),
    ("fr", "nous", "on", Change.CLOSED),
    ("en", "very", "", Change.INTENSIFIER),
    ("en", "protect", "protest", Change.CONTENT),
    ("en", "prevent", "present", Change.CONTENT),
    ("en", "doctors", "nurses", Change.CONTENT),
    ("en", "we", "Norway", Change.CONTENT),
    ("en", "in Leeds", "", Change.CONTENT),
    ("en", "though not", "and", Change.GUARD),
    ("en", "cannot", "can", Change.GUARD),
    ("en", "may", "will", Change.GUARD),
    ("en", "all", "some", Change.GUARD),
    ("en", "only", "", Change.GUARD),
    ("en", "rise", "fall", Change.GUARD),
    ("en", "likely", "unlikely", Change.GUARD),
    ("en", "May", "June", Change.GUARD),
    ("en", "Tuesday", "Wednesday", Change.GUARD),
    ("en", "autumn", "summer", Change.GUARD),
    ("en", "metres", "feet", Change.GUARD),
    ("en", "million", "billion", Change.GUARD),
    ("en", "12", "21", Change.GUARD),
    ("en", "Norway", "Sweden", Change.GUARD),
    ("en", "if", "", Change.GUARD),
    ("de", "keinen", "einen", Change.GUARD),
    ("de", "steigen", "sinken", Change.GUARD),
    ("fr", "ne", "", Change.GUARD),
    ("fr", "lundi", "mardi", Change.GUARD),
    ("es", "solo", "", Change.GUARD),
    ("pl", "we wrześniu", "w październiku", Change.GUARD),
    ("ru", "не", "", Change.GUARD),
    ("uk", "поки що не", "", Change.GUARD),
]


@pytest.mark.parametrize(("language", "source", "article", "change"), CHANGES)
def test_a_change_is_of_a_kind(language: str, source: str, article: str, change: Change) -> None:
    found = classify(words_of(source, language), words_of(article, language), lexicon(language))

    assert change is found


@pytest.mark.parametrize(("one", "other"), [("plan", "plane"), ("ban", "band"), ("man", "many")])
def test_words_that_only_look_bent_are_not(one: str, other: str) -> None:
    assert not is_inflected(one, other, lexicon("en"))


def edit(source: str, article: str, effect: EditEffect = EditEffect.MEANING_CHANGED) -> Edit:
    return Edit(op=EditOp.REPLACE, source=source, article=article, effect=effect)


def test_a_guard_edit_is_known_from_the_edit_alone() -> None:
    assert is_guard_edit(edit("will not", "will"), "en")
    assert is_guard_edit(edit("", "[not]"), "en")
    assert not is_guard_edit(edit("doctors", "nurses"), "en")


def test_an_edit_that_keeps_the_meaning_is_no_guard_edit() -> None:
    assert not is_guard_edit(edit("Only a fool would", "", EditEffect.MEANING_KEPT), "en")


def test_one_is_a_pronoun_more_often_than_a_number() -> None:
    assert frozenset() == touched_guards(words_of("the one"), words_of("a"), lexicon("en"))
    assert {Guard.NUMBER} == touched_guards(words_of("one"), words_of("two"), lexicon("en"))


def test_every_table_has_every_language_and_key() -> None:
    path = resources.files("provenance") / "data" / "guard_words.toml"
    tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))

    assert set(LANGUAGES) == set(tables)
    assert 1 == len({frozenset(table) for table in tables.values()})


def test_a_language_without_tables_is_read_with_the_english_ones() -> None:
    assert lexicon("en") == lexicon("xx")


@given(text=st.text(max_size=120), language=st.sampled_from([*LANGUAGES, "und"]))
@settings(max_examples=100, deadline=None)
def test_words_lie_in_order_inside_any_text(text: str, language: str) -> None:
    found = list(word_spans(text, language, 0, len(text)))

    assert all(text[start:end] == raw and raw for start, end, raw in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))


@given(word=st.text(min_size=1, max_size=12), language=st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_folding_forgets_the_case(word: str, language: str) -> None:
    assert fold_word(word, language) == fold_word(word.casefold(), language)
