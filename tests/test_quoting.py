"""Quotations against a document: status, place, speaker, context; near matches elsewhere."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.model import Document, Edit, Quote, Speaker
from provenance.quoting import (
    PassageIndex,
    check_quote,
    find_near_match,
    is_content_changed,
    is_guard_turned,
)
from provenance.spans import Span
from provenance.terms import DocumentStatus, EditEffect, EditOp, Fit, QuoteStatus

RELEASE = (
    "“The lake froze early, and it stayed that way,” says limnologist Ida Lund. “We do not expect "
    "it to thaw before April.”\n\nThe station measured ice of 42 centimetres on Friday."
)


def document(text: str = RELEASE, language: str = "en", name: str = "release") -> Document:
    parts = (Span(0, len(text)),) if text else ()
    return Document(
        id=name,
        url=None,
        status=DocumentStatus.READ,
        text=text,
        parts=parts,
        language=language,
    )


def quote(words: str) -> Quote:
    return Quote(start=7, end=7 + len(words), exact=words)


def check(words: str, text: str = RELEASE, *, language: str = "en", speaker: str = "") -> Quote:
    said_by = Speaker(name=speaker) if speaker else None
    return check_quote(
        quote(words), document(text, language), article_language=language, speaker=said_by
    )


def test_a_verbatim_quotation_has_its_place_and_keeps_its_own() -> None:
    found = check("The lake froze early,")

    assert QuoteStatus.VERBATIM is found.status
    assert ("release", "The lake froze early") == (found.document, found.source_exact)
    assert RELEASE[found.source_start : found.source_end] == found.source_exact
    assert (7, 28) == (found.start, found.end)


def test_a_turned_quotation_shows_the_words() -> None:
    found = check("We expect it to thaw before April")

    assert QuoteStatus.ALTERED is found.status
    assert [("do not", "")] == [(edit.source, edit.article) for edit in found.edits]
    assert is_guard_turned(found.edits, language="en")
    assert is_content_changed(found.edits)


def test_words_the_document_lacks_are_absent() -> None:
    found = check("The fishermen are very unhappy about all this")

    assert QuoteStatus.ABSENT is found.status
    assert found.source_start is None


def test_an_unread_document_leaves_the_quotation_unchecked() -> None:
    unread = attrs.evolve(document(), status=DocumentStatus.NOT_TRIED)
    found = check_quote(quote("The lake froze early"), unread, article_language="en")

    assert QuoteStatus.UNCHECKED is found.status
    assert found.document is None


def test_an_empty_document_leaves_the_quotation_unchecked() -> None:
    assert QuoteStatus.UNCHECKED is check("The lake froze early", "").status


def test_a_document_in_another_language_makes_it_translated() -> None:
    german = document("„Der See ist früh zugefroren“, sagt Ida Lund.", "de")
    found = check_quote(quote("The lake froze early"), german, article_language="en")

    assert QuoteStatus.TRANSLATED is found.status


def test_words_that_stand_in_a_document_of_another_language_are_verbatim() -> None:
    german = document("Sie sagte: „The lake froze early.“", "de")
    found = check_quote(quote("The lake froze early"), german, article_language="en")

    assert QuoteStatus.VERBATIM is found.status


def test_silence_of_a_document_of_unknown_language_says_nothing() -> None:
    found = check_quote(
        quote("The fishermen are unhappy"), document(language="und"), article_language="en"
    )

    assert QuoteStatus.UNCHECKED is found.status


def test_an_outlet_that_translates_may_have_translated_back() -> None:
    found = check_quote(
        quote("The lake has frozen early, and it remained so"),
        document(),
        article_language="en",
        outlet_translates=True,
    )

    assert QuoteStatus.ALTERED is found.status
    assert found.retranslation_suspected


DASHED = "«Лід міцний, — каже оператор Назар Величко. — Нижче ми не опускаємося»."
TWO = "“Ice is fine,” said Ida Lund. “Not for me,” said Olaf Berg."

SPEAKERS = [
    (RELEASE, "en", "The lake froze early", "Ida Lund", Fit.YES),
    (RELEASE, "en", "We do not expect it to thaw", "Ida Lund", Fit.YES),
    (RELEASE, "en", "The lake froze early", "Olaf Berg", Fit.NO),
    (RELEASE, "en", "We do not expect it to thaw", "Olaf Berg", Fit.NO),
    (RELEASE, "en", "The lake froze early", "Lake Institute", Fit.NOT_CHECKED),
    (RELEASE, "en", "The lake froze early", "Berg", Fit.NOT_CHECKED),
    (RELEASE, "en", "ice of 42 centimetres", "Olaf Berg", Fit.NOT_CHECKED),
    (RELEASE, "en", "The lake froze early", "", Fit.NOT_CHECKED),
    (DASHED, "uk", "Нижче ми не опускаємося", "Назар Величко", Fit.YES),
    (DASHED, "uk", "Нижче ми не опускаємося", "Дарина Кошова", Fit.NO),
    (TWO, "en", "Not for me", "Olaf Berg", Fit.YES),
    ("President Zelenskyy said: “We stay here.”", "en", "We stay here", "Ann Zelensky", Fit.YES),
    ("„Wir bleiben“, sagt Anneke Thoma.", "de", "Wir bleiben", "Lutz Wernicke", Fit.NO),
    ("« On reste », a dit Solange Vautrin.", "fr", "On reste", "Luc Petit", Fit.NO),
    ("“We stay,” he said.", "en", "We stay", "Olaf Berg", Fit.NOT_CHECKED),
    ("“We stay,” the office said.", "en", "We stay", "Olaf Berg", Fit.NOT_CHECKED),
]


@pytest.mark.parametrize(("text", "language", "words", "speaker", "fit"), SPEAKERS)
def test_the_speaker_fits(text: str, language: str, words: str, speaker: str, fit: Fit) -> None:
    found = check(words, text, language=language, speaker=speaker)

    assert QuoteStatus.VERBATIM is found.status
    assert fit is found.speaker_fits


def test_of_several_places_the_one_with_the_right_speaker_counts() -> None:
    text = "“We stay here,” said Ida Lund.\n\n“We stay here,” said Olaf Berg."
    found = check("We stay here", text, speaker="Olaf Berg")

    assert Fit.YES is found.speaker_fits
    assert text.rindex("We stay") == found.source_start


CONTEXTS = [
    ("The mayor denied that “the pool will close for good”.", Fit.NO),
    ("Ida Lund did not say “the pool will close for good”.", Fit.NO),
    ("It is false that the pool will close for good.", Fit.NO),
    ("“The pool will close for good” is a fabricated quotation, the town says.", Fit.NO),
    ("We reject false reports and regret that the pool will close for good.", Fit.YES),
    ("“The pool will close for good,” said Ida Lund, who is not known for jokes.", Fit.YES),
    ("That is untrue. The pool will close for good, and a new one opens.", Fit.YES),
]


@pytest.mark.parametrize(("text", "fit"), CONTEXTS)
def test_a_document_that_denies_the_words_is_no_home_for_them(text: str, fit: Fit) -> None:
    assert fit is check("the pool will close for good", text).context_fits


def test_a_near_match_names_document_place_and_edits() -> None:
    others = [document("Nothing here.", name="other"), document()]
    found = find_near_match(quote("We expect it to thaw long before April"), others, language="en")

    assert found is not None
    assert "release" == found.document
    assert found.exact == RELEASE[found.start : found.end]
    assert ("do not", "") in [(edit.source, edit.article) for edit in found.edits]


def test_the_best_near_match_is_told() -> None:
    better = document("We expect it to thaw long before April, he wrote.", name="better")
    found = find_near_match(
        quote("We expect it to thaw long before April"), [document(), better], language="en"
    )

    assert found is not None
    assert "better" == found.document


@pytest.mark.parametrize(
    "words", ["early and late", "The fishermen are very unhappy about all this"]
)
def test_two_words_in_common_are_no_near_match(words: str) -> None:
    assert find_near_match(quote(words), [document()], language="en") is None


def test_documents_in_another_language_are_no_near_match() -> None:
    others = [document(language="de")]

    assert find_near_match(quote("The lake froze early"), others, language="en") is None


def test_an_index_makes_a_document_ready_once() -> None:
    index = PassageIndex()

    assert index.passages(document(), "en") is index.passages(document(), "en")


def test_edits_that_keep_the_meaning_turn_nothing() -> None:
    kept = Edit(op=EditOp.DELETE, source="not", article="", effect=EditEffect.MEANING_KEPT)

    assert not is_guard_turned((kept,), language="en")
    assert not is_content_changed((kept,))


@given(
    words=st.text(min_size=1, max_size=60), text=st.text(max_size=160), name=st.text(max_size=20)
)
@settings(max_examples=100, deadline=None)
def test_no_text_makes_it_crash(words: str, text: str, name: str) -> None:
    found = check(words, text, speaker=name)

    assert found.exact == words
    if found.source_start is not None and found.source_end is not None:
        assert text[found.source_start : found.source_end] == found.source_exact


def test_what_the_same_voice_rejects_next_says_nothing_of_the_words_before() -> None:
    text = "“The port stays open to all. We firmly reject any other reading,” the board said."

    assert Fit.YES is check("The port stays open to all.", text).context_fits
