"""Quotations: golden cases per language, layouts, properties, hostile input."""

import time
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from builders import build_article
from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Article, Quotation
from provenance.quotations import find_quotations, quotation_in_sentence
from provenance.segmentation import segment_sentences
from provenance.terms import BlockKind, QuotationKind

CASES = Path(__file__).parent / "cases" / "quotations"


def _cases() -> list[ParameterSet]:
    """A case reads: ``## title``, the text, ``--``, one line for each quotation."""
    cases = []
    for path in sorted(CASES.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            title, _, rest = case.partition("\n")
            text, _, expected = rest.partition("\n--")
            language = "en" if path.stem == "layouts" else path.stem
            lines = [line for line in expected.split("\n") if line]
            name = f"{path.stem}: {title}"
            cases.append(pytest.param(language, text.strip("\n"), lines, id=name))
    return cases


def _shown(article: Article, quotation: Quotation) -> str:
    kind = "" if quotation.kind is QuotationKind.MARKED else f"{quotation.kind.value}: "
    opened = "" if quotation.closed else "open: "
    return kind + opened + " / ".join(part.of(article.text) for part in quotation.parts)


@pytest.mark.parametrize(("language", "text", "expected"), _cases())
def test_the_quotations_of_a_golden_case_are_found_and_nothing_else(
    language: str, text: str, expected: list[str]
) -> None:
    article = build_article(text, language=language)

    assert expected == [_shown(article, quotation) for quotation in find_quotations(article)]


def _found(text: str, language: str = "en") -> list[str]:
    article = build_article(text, language=language)
    return [_shown(article, quotation) for quotation in find_quotations(article)]


def test_a_nested_quotation_names_its_parent() -> None:
    text = "“He told me ‘go home and wait’ and that was it,” Ms Lund said. “It was.”"
    found = find_quotations(build_article(text))

    assert [None, 0, None] == [quotation.parent for quotation in found]


def test_the_outer_span_has_the_marks_and_the_span_has_not() -> None:
    text = "Elle a dit « oui, bien sûr » deux fois."
    (quotation,) = find_quotations(build_article(text, language="fr"))

    assert "« oui, bien sûr »" == quotation.outer.of(text)
    assert "oui, bien sûr" == quotation.span.of(text)
    assert (quotation.span,) == quotation.parts


def test_a_quotation_is_given_sentence_by_sentence() -> None:
    text = "“The river rose. It fell again,” said the warden.\n\n“We were lucky.”"
    article = build_article(text)
    first, second = find_quotations(article)
    sentences = [sentence.span for sentence in segment_sentences(article)]

    assert [["The river rose."], ["It fell again,"], []] == [
        [piece.of(text) for piece in quotation_in_sentence(first, span)] for span in sentences
    ]
    assert (second.span,) == quotation_in_sentence(second, sentences[2])


def test_neighbouring_block_quotes_are_one_quotation_and_its_signature_is_none_of_it() -> None:
    text = "He wrote:\n\nThe river rose.\n\nIt fell again.\n\n— Ada Lund, warden\n\nThat was all."
    article = build_article(
        text,
        blocks=[
            (BlockKind.PARAGRAPH, "He wrote:"),
            (BlockKind.BLOCK_QUOTE, "The river rose."),
            (BlockKind.BLOCK_QUOTE, "It fell again."),
            (BlockKind.BLOCK_QUOTE, "— Ada Lund, warden"),
            (BlockKind.PARAGRAPH, "That was all."),
        ],
    )
    (quotation,) = find_quotations(article)

    assert "block: The river rose. / It fell again." == _shown(article, quotation)


def test_a_block_quote_with_marks_round_it_is_one_quotation_without_them() -> None:
    text = "He wrote:\n\n“The river rose. It fell again.”"
    article = build_article(
        text,
        blocks=[
            (BlockKind.PARAGRAPH, "He wrote:"),
            (BlockKind.BLOCK_QUOTE, "“The river rose. It fell again.”"),
        ],
    )

    assert ["block: The river rose. It fell again."] == [
        _shown(article, quotation) for quotation in find_quotations(article)
    ]


def test_a_block_quote_that_tells_who_speaks_is_read_like_a_paragraph() -> None:
    text = "“The river rose,” said the warden. He left."
    article = build_article(text, blocks=[(BlockKind.BLOCK_QUOTE, text)])

    assert ["The river rose,"] == [
        _shown(article, quotation) for quotation in find_quotations(article)
    ]


def test_a_paragraph_with_a_credit_glued_behind_it_is_a_quotation() -> None:
    text = "We are ready to talk about new bridges Statement of the river council\n\nHe left."
    article = build_article(
        text,
        blocks=[
            (BlockKind.PARAGRAPH, "We are ready to talk about new bridges"),
            (BlockKind.CREDIT, "Statement of the river council"),
            (BlockKind.PARAGRAPH, "He left."),
        ],
    )

    assert ["block: We are ready to talk about new bridges"] == [
        _shown(article, quotation) for quotation in find_quotations(article)
    ]


def test_a_paragraph_above_a_photo_credit_is_none() -> None:
    text = "The river fell again.\n\nPhoto: Ada Lund"
    article = build_article(
        text,
        blocks=[
            (BlockKind.PARAGRAPH, "The river fell again."),
            (BlockKind.CREDIT, "Photo: Ada Lund"),
        ],
    )

    assert () == find_quotations(article)


def test_marks_in_headings_and_captions_are_not_read() -> None:
    text = "‘We were lucky’: river falls\n\n“It fell,” he said.\n\n“Our river”, 1910."
    article = build_article(
        text,
        blocks=[
            (BlockKind.HEADING, "‘We were lucky’: river falls"),
            (BlockKind.PARAGRAPH, "“It fell,” he said."),
            (BlockKind.CAPTION, "“Our river”, 1910."),
        ],
    )

    assert ["It fell,"] == [_shown(article, quotation) for quotation in find_quotations(article)]


def test_a_quotation_goes_on_past_a_caption() -> None:
    text = "“The river rose.\n\nThe old bridge, file photo.\n\n“It fell again,” he said."
    article = build_article(
        text,
        blocks=[
            (BlockKind.PARAGRAPH, "“The river rose."),
            (BlockKind.CAPTION, "The old bridge, file photo."),
            (BlockKind.PARAGRAPH, "“It fell again,” he said."),
        ],
    )

    assert ["The river rose. / It fell again,"] == [
        _shown(article, quotation) for quotation in find_quotations(article)
    ]


def test_the_words_of_a_link_inside_a_quotation_keep_their_offsets() -> None:
    text = "“See [the notice](https://a.example/“x”) first,” she said."
    link = "](https://a.example/“x”)"
    prose = text.replace(link, " " * len(link)).replace("[", " ")
    article = build_article(text, prose=prose)
    (quotation,) = find_quotations(article)

    assert "See [the notice](https://a.example/“x”) first," == quotation.span.of(text)


def test_an_unknown_language_is_read_with_all_tables() -> None:
    text = "“The river rose,” she said. „Der Fluss steigt“, sagte er. Die „Nachtlinie“ fährt."

    assert ["The river rose,", "Der Fluss steigt"] == _found(text, language="und")


def test_many_quotations_in_a_row_are_all_found() -> None:
    text = " ".join(f"“We said number {n},” she said." for n in range(200))

    assert 200 == len(find_quotations(build_article(text)))


def test_a_quotation_of_five_thousand_words_is_one() -> None:
    words = "river " * 5_000

    assert [words.strip()] == _found(f"“{words}” said the warden.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“" * 10_000, id="opening marks"),
        pytest.param('"' * 10_000, id="straight marks"),
        pytest.param("“a " * 5_000, id="opened and never closed"),
        pytest.param("a” " * 5_000, id="closed and never opened"),
        pytest.param("«„“‘" * 2_000 + "a" + "’”“»" * 2_000, id="nested marks"),
        pytest.param("the drivers’ ‘" * 3_000, id="apostrophes"),
        pytest.param("— a — B. " * 5_000, id="dashes"),
        pytest.param("he said: We " * 5_000, id="colons"),
        pytest.param("“a” " * 2_000, id="short words in marks"),
        pytest.param("He said “We go” and " * 2_000, id="one long sentence"),
        pytest.param("“a.\n\n" * 3_000, id="re-opened for ever"),
        pytest.param("He said:\n\n" * 3_000, id="announced for ever"),
        pytest.param("– A?\n\n" * 3_000, id="turns"),
        pytest.param("(“" * 5_000, id="brackets"),
    ],
)
@pytest.mark.parametrize("language", ["en", pytest.param("ru", marks=pytest.mark.slow)])
def test_hostile_text_is_read_in_linear_time(text: str, language: str) -> None:
    article = build_article(text, language=language)
    began = time.process_time()
    find_quotations(article)

    # Linear work takes well under a second; the bound only has to tell it from quadratic.
    assert time.process_time() - began < 5


LANGUAGES = ["en", "de", "fr", "es", "pl", "ru", "uk", "und"]
WORDS = [
    "said",
    "the",
    "“",
    "”",
    '"',
    "'",
    "’",
    "‘",
    "„",
    "«",
    "»",
    "—",
    "-",
    ",",
    ".",
    ":",
    "\n\n",
]
TEXTS = st.lists(
    st.sampled_from([*WORDS, " ", "word", "It", "сказал", "\n", "?", "…"]), max_size=40
)


@given(parts=TEXTS, language=st.sampled_from(LANGUAGES))
def test_quotations_are_sound_on_any_text(parts: list[str], language: str) -> None:
    text = "".join(parts)
    article = build_article(text, language=language)
    found = find_quotations(article)

    assert [q.span for q in found] == sorted(
        (q.span for q in found), key=lambda span: (span.start, -span.end)
    )
    for quotation in found:
        assert quotation.outer.contains(quotation.span)
        assert quotation.span.start == quotation.parts[0].start
        assert quotation.span.end == quotation.parts[-1].end
        assert all(part == part.stripped(text) for part in quotation.parts)
        if quotation.parent is not None:
            assert found[quotation.parent].span.contains(quotation.span)


@given(parts=TEXTS, language=st.sampled_from(LANGUAGES))
def test_the_pieces_in_all_sentences_are_the_whole_quotation(
    parts: list[str], language: str
) -> None:
    article = build_article("".join(parts), language=language)
    sentences = [sentence.span for sentence in segment_sentences(article)]
    for quotation in find_quotations(article):
        pieces = [p for span in sentences for p in quotation_in_sentence(quotation, span)]
        said = "".join(part.of(article.text) for part in quotation.parts)

        assert "".join(said.split()) == "".join(
            "".join(piece.of(article.text) for piece in pieces).split()
        )
