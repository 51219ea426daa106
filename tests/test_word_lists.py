"""The quick looks at a text's words and letters find whatever the plain expressions find."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from provenance.attribution.cues import load_any_platform, load_cues
from provenance.attribution.name_runs import NEXT_WORD, runs_of
from provenance.attribution.needed_letters import Sieve, fold_words
from provenance.attribution.nounphrases import (
    BREAK,
    breaks_backwards,
    is_abbreviated,
    phrase_end,
)
from provenance.attribution.word_lists import Wording, WordLists, fold_letters
from provenance.cast.aliases import load_aliases

HERE = Path(__file__).parent
LANGUAGES = ("en", "de", "fr", "es", "pl", "ru", "uk")
ODD = [
    "",
    " ",
    "The Mayor’s spokeswoman said: “No.” – and the board’s head—Ada Brook—agreed.",
    "THE MAYOR SAID NO; the ex-mayor said-so, he_said, said2 and resaid it.",
    "said\u00a0the mayor\nsaid\tAda, 'said' \x00\x00\x00 said the press\x00 service",
    "Der ſprecher ſagte, İstanbul’s mayor saıd it, the Kelvin \u212a said it.",
    "L’office d’Ada Brook a déclaré; l'adjointe du maire, s’est-elle plainte, l’a dit.",
    "Речниця міністра сказала, що екс-президент не казав; М’яка Україна сказала.",
    "Пресс-секретарь Кремля заявила: «Нет», — сообщили в МИД Украины.",
    "Rzeczniczka ministra powiedziała, że były premier nie powiedział.",
    "President Ada Brook of the Republic of Korea said U.S. Gen. J. K. Lee had told us so.",
    "some people said; sources said; a person who asked not to be named told us",
    "said " * 40,
    "According to according to, laut laut Ada, selon selon, по словам по словам Ады",
]


def _by_language() -> dict[str, list[str]]:
    """Paragraphs of the cases by their language, of the seeds, and odd ones for every language."""
    cases = tomllib.loads((HERE / "cases/cast/articles.toml").read_text(encoding="utf-8"))
    seeds = sorted((HERE.parent / "seeds").glob("*.txt"))
    texts = {language: list(ODD) for language in LANGUAGES}
    for row in cases["article"]:
        texts[row["language"]] += row["text"].split("\n")
    for number, seed in enumerate(seeds):
        paragraphs = seed.read_text(encoding="utf-8").split("\n")
        for at, paragraph in enumerate(paragraphs):
            texts[LANGUAGES[(number + at) % len(LANGUAGES)]].append(paragraph[:600])
            texts["en"].append(paragraph[:600])
    return {language: sorted(set(listed)) for language, listed in texts.items()}


TEXTS = _by_language()
EVERY = sorted({text for listed in TEXTS.values() for text in listed})


def _spans(found: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


def _lists(language: str) -> list[WordLists]:
    return [load_aliases(language).words, load_cues(language).words]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wording_finds_what_the_pattern_of_a_list_finds(language: str) -> None:
    found = 0
    for lists in _lists(language):
        for text in TEXTS[language]:
            wording = Wording(text, lists)
            for name, pattern in lists.patterns.items():
                expected = _spans(pattern.finditer(text))
                assert expected == _spans(wording.find(name)), (name, text)
                assert wording.may_hold(name) or not expected, (name, text)
                found += len(expected)

    assert found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_opens_wherever_one_of_its_phrases_begins(language: str) -> None:
    lists = load_aliases(language).words
    begun = 0
    for text in TEXTS[language][::3]:
        wording = Wording(text, lists)
        for name in ("speech", "any_office", "countries", "seats", "documents"):
            for match in lists.patterns[name].finditer(text):
                first = re.match(r"\w+", match[0])
                begun += 1

                assert wording.opens(name, match.start()), (name, text)
                assert wording.may_begin(name, match.start(), match.end()), (name, text)
                assert first is None or lists.may_open(first[0], name), (name, first)

    assert begun


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_in_a_list_where_the_pattern_takes_all_of_it(language: str) -> None:
    lists = load_aliases(language).words
    words = {word for text in TEXTS[language] for word in re.findall(r"[^\W\d_][\w’'‑-]*", text)}
    listed = 0
    for word in sorted(words)[:: len(words) // 400 + 1]:
        for name in ("bodies", "any_verb", "speech", "role", "possessive", "flags", "plain"):
            if name not in lists.patterns:
                continue
            expected = lists.patterns[name].fullmatch(word) is not None
            listed += expected

            assert expected == lists.is_in(word, name), (name, word)

    assert listed


def test_typographic_signs_change_no_place_of_a_word() -> None:
    lists = load_aliases("en").words
    plain = "The mayor's office 'said' - so - that the prime minister's aides \"knew\" it."
    marked = plain.replace("'", "’").replace(" - ", " — ").replace('"', "“")
    accented = plain.replace("so", "só")

    for name in ("speech", "any_office", "possessive"):
        places = _spans(Wording(plain, lists).find(name))
        assert places == _spans(Wording(marked, lists).find(name))
        assert places == _spans(Wording(accented, lists).find(name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sieve_never_misses_what_its_expression_finds(language: str) -> None:
    cues = load_cues(language)
    sieves = [(pattern, Sieve(pattern)) for pattern in cues.lists.values()]
    sieves.append((load_any_platform(), Sieve(load_any_platform())))
    found = 0
    for text in TEXTS[language]:
        folded = fold_words(text)
        for pattern, sieve in sieves:
            expected, got = pattern.search(text), sieve.search(text, folded)
            found += expected is not None

            assert (expected and expected.span()) == (got and got.span()), (pattern.pattern, text)

    assert found


@pytest.mark.parametrize("text", ["ſaid", "İt", "saıd", "ꙋ", "\u212aelvin", "ÀÉ ß", "ᲀᲈ"])
def test_folding_keeps_the_places_of_letters(text: str) -> None:
    assert len(text) == len(fold_letters(text))


def _capitalised(text: str) -> list[tuple[int, str]]:
    words = re.finditer(r"[^\W\d_][\w’'‑-]*", text)
    return [(word.start(), word[0]) for word in words if word[0][0].isupper()]


def test_no_word_with_a_capital_is_passed_over() -> None:
    for text in [
        *EVERY,
        "2Ada a-B _Mrs Brook_ x’Y ‑Z ²Q éA Éa ǅ 3d 'Ada' --- ab\x00Cd",
        "a" * 5_000,
    ]:
        found, at = [], 0
        while (match := NEXT_WORD.match(text, at)) is not None:
            at = match.end()
            if match[1][0].isupper():
                found.append((match.start(1), match[1]))

        assert _capitalised(text) == found, text


def test_a_run_keeps_to_the_words_of_its_text() -> None:
    for text in EVERY:
        words = dict(_capitalised(text.replace("’", " ").replace("'", " ")))
        for connected in (False, True):
            for run in runs_of(text, connected=connected):
                assert text[run.start : run.end].endswith(run.words[-1])
                assert text.startswith(run.words[0], run.start)
                assert run.start in words


def test_a_phrase_ends_at_the_first_break_that_is_no_short_form() -> None:
    for text in EVERY:
        for at in range(0, len(text), 17):
            limit, start = min(len(text), at + 160), at
            match = BREAK.search(text, start, limit)
            while match is not None and match[0] == "." and is_abbreviated(text, match.start()):
                match = BREAK.search(text, match.end(), limit)

            assert (limit if match is None else match.start()) == phrase_end(text, at)


def test_breaks_are_the_same_from_either_end() -> None:
    dashes = ["a — — b", " - - - ", "“— x", "a - - - - b. — ", "(a) – [b] - c-d -", "- - ", ". - ."]
    for text in [*EVERY, *dashes]:
        for end in {len(text), len(text) // 2, len(text) // 3}:
            for start in {0, max(0, end - 320), end // 2}:
                expected = _spans(BREAK.finditer(text, start, end))
                assert expected == _spans(breaks_backwards(text, start, end))[::-1], text
