"""What holds of every extraction, on articles drawn from sentences, quotations, cues and names."""

from collections.abc import Callable, Iterable

import attrs
import pytest
from attributed_texts import POINTING_BACK, articles, paragraphs, ragged
from attribution_checks import check_analysis, check_contents_keep_to_quotations
from builders import build_article
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance.model import Analysis, Attribution, Claim
from provenance.terms import Sourcing

LANGUAGES = st.sampled_from(["en", "de", "es", "fr", "pl", "ru", "uk", "zz"])
ENDINGS = st.sampled_from([" ", "\n", "\r\n", "\n\n\n", "  \n \n", "\t", "\u00a0"])

drawn = pytest.mark.parametrize("times", [8, pytest.param(12, marks=pytest.mark.slow)])
"""A few examples each time, many in ``.ci/run``."""


def hold(times: int, check: Callable[..., None], *given_by: st.SearchStrategy[str]) -> None:
    """Try ``check`` on ``times`` examples."""
    settings(max_examples=times, deadline=None)(given(*given_by)(check))()


def extracted(text: str, language: str = "en") -> Analysis:
    """What a plain text of paragraphs says; reading it as a page is tested elsewhere."""
    return provenance.extract(build_article(text, language=language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mara Holt said: “We dredge the pier. We dredge the pier. ” That is it.", "en"),
        ("«Rien», a-t-elle dit. Selon lui, «le port est vieux».", "fr"),
        ("По его словам, «порт закрыт». «Да», — сказала она.", "ru"),
        ("“We dredge.”\n\nThis was reported by the press service of the board.", "en"),
        ("The pier is old.\n\nThis was reported by the press service of the board.", "en"),
        ("The pier is old. Said “ “We will dredge the pier,” Mara Holt said. “", "en"),
        ("The pier is old. The pier is old. Said “ “We will dredge it,” Mara Holt said. “", "en"),
        (
            "The pier is old. The pier is old. Said “ “We will dredge the pier,” Mara Holt said. “",
            "en",
        ),
    ],
)
def test_texts_that_once_were_wrong_are_sound(text: str, language: str) -> None:
    check_analysis(extracted(text, language))


@pytest.mark.parametrize(
    "text",
    [
        "She said ‘we go.’ It is old.",
        "„Nobody asked us.“ The ferry comes on 3 March, the director asked.",
        "According to the agency, the pier is closed. Who pays? The pier is old.",
        "Arlo Finch warned that nobody asked us. ‘The pier is closed,’ Holt said.",
        "Holt denied: “The ferry comes on 3 March.” The pier is old.",
    ],
)
def test_content_ends_with_its_sentence_or_its_quotation(text: str) -> None:
    check_contents_keep_to_quotations(extracted(text))


@drawn
def test_every_span_is_inside_and_nothing_is_said_without_a_cue_or_marks(times: int) -> None:
    def check(text: str, language: str) -> None:
        check_analysis(extracted(text, language))

    hold(times, check, st.one_of(articles, ragged), LANGUAGES)


@drawn
def test_no_content_is_cut_within_quoted_words_or_runs_into_the_next_sentence(times: int) -> None:
    def check(text: str) -> None:
        check_contents_keep_to_quotations(extracted(text))

    hold(times, check, articles)


@drawn
def test_any_characters_are_extracted_with_every_span_inside(times: int) -> None:
    def check(text: str, language: str) -> None:
        check_analysis(extracted(text, language))

    hold(times, check, st.text(max_size=300), LANGUAGES)


@drawn
def test_the_same_article_twice_says_the_same(times: int) -> None:
    def check(text: str, language: str) -> None:
        assert extracted(text, language) == extracted(text, language)

    hold(times, check, st.one_of(articles, ragged), LANGUAGES)


@drawn
def test_white_space_at_the_end_changes_nothing(times: int) -> None:
    def check(text: str, ending: str) -> None:
        plain, ended = extracted(text), extracted(text + ending)

        assert plain.attributions == ended.attributions
        assert plain.quotations == ended.quotations
        assert told(plain.claims) == told(ended.claims)

    hold(times, check, articles, ENDINGS)


@drawn
def test_a_further_blank_line_between_paragraphs_moves_but_changes_nothing(times: int) -> None:
    def check(first: str, rest: str) -> None:
        plain, spread = extracted(f"{first}\n\n{rest}"), extracted(f"{first}\n\n\n\n{rest}")

        assert words_of(plain) == words_of(spread)

    hold(times, check, paragraphs, articles)


@drawn
def test_a_further_paragraph_changes_nobody_who_spoke_before_it(times: int) -> None:
    """Nothing drawn here speaks of words before it, so all is read from left to right."""

    def check(text: str, further: str) -> None:
        short, long = extracted(text), extracted(f"{text}\n\n{further}")
        end = len(text)

        assert short.attributions == tuple(a for a in long.attributions if start_of(a) < end)
        assert short.quotations == tuple(q for q in long.quotations if q.span.start < end)
        assert told(short.claims) == told(c for c in long.claims if c.span.start < end)

    hold(times, check, articles, paragraphs)


@drawn
def test_what_speaks_of_words_before_it_changes_only_what_had_no_cue(times: int) -> None:
    """``This was reported by …`` gives a speaker to sentences before it, and takes none."""

    def check(text: str, pointing: str, further: str) -> None:
        short, long = extracted(text), extracted(f"{text}\n\n{pointing} {further}")

        cued = [attribution for attribution in short.attributions if attribution.cue]
        assert cued == [a for a in long.attributions if a in cued]

    hold(times, check, articles, st.sampled_from(POINTING_BACK), paragraphs)


def start_of(attribution: Attribution) -> int:
    """Where an attribution begins."""
    return min(span.start for span in (*attribution.source, *attribution.cue, *attribution.content))


def told(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without what depends on the whole text: the article's digest, where links lead."""
    return [
        attrs.evolve(claim, id="", article="", sourcing=Sourcing.NONE, citations=())
        for claim in claims
    ]


def words_of(analysis: Analysis) -> list[tuple[object, ...]]:
    """An extraction without its offsets."""
    text = analysis.article.text
    said = [
        (
            *(tuple(span.of(text) for span in one) for one in (a.source, a.cue, a.content)),
            a.kind,
            a.speaker,
            a.speaker_guess,
        )
        for a in analysis.attributions
    ]
    claimed = [
        (c.span.exact, c.type, c.speaker, c.speaker_guess, c.cue_modality, c.standalone, c.verdict)
        for c in analysis.claims
    ]
    return [*said, *claimed]
