"""The tagger that ships: windows, what it finds, and that nothing outside a paragraph matters."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance.attribution.tagged import TaggedAttribution, TaggedText
from provenance.errors import ModelError
from provenance.spans import Span
from provenance.tagging import SHIPPED_LANGUAGES, load_tagger
from provenance.tagging.running import OnnxTagger
from provenance.tagging.shipping import SHIPPED, load_shipped_tagger, read_tagger
from provenance.tagging.windows import OWN, windows_of

# Written for this test.
HARBOUR = (
    "The harbour will stay shut until Friday, port director Ingrid Solheim told reporters on "
    "Tuesday. “We have no choice,” she said, adding that two cranes were beyond repair. According "
    "to the fire service, nobody was hurt."
)


@pytest.fixture(scope="module")
def tagger() -> OnnxTagger:
    return load_shipped_tagger()


def tagged(tagger: OnnxTagger, text: str) -> tuple[TaggedAttribution, ...]:
    return tagger.tag(text, [Span(0, len(text))], ()).attributions


def said(one: TaggedAttribution, text: str) -> tuple[str, str, str]:
    source, cue, content = (
        " … ".join(span.of(text) for span in spans) for spans in (one.source, one.cue, one.content)
    )
    return source, cue, content


def test_speech_direct_reported_and_by_preposition_is_found(tagger: OnnxTagger) -> None:
    found = [said(one, HARBOUR) for one in tagged(tagger, HARBOUR)]

    sources = [source for source, _, _ in found]
    assert "port director Ingrid Solheim" in sources
    assert "she" in sources
    assert "the fire service" in sources
    by_body = next(content for source, _, content in found if source == "the fire service")
    assert by_body == "nobody was hurt"


def test_a_paragraph_is_tagged_the_same_alone_and_among_others(tagger: OnnxTagger) -> None:
    before = "Nothing was decided, the council said.\n\n"
    text = before + HARBOUR + "\n\nThe mayor denied it."
    middle = Span(len(before), len(before) + len(HARBOUR))
    paragraphs = [Span(0, len(before)), middle, Span(middle.end + 2, len(text))]

    among = [
        said(one, text)
        for one in tagger.tag(text, paragraphs, ()).attributions
        if middle.contains(one.cue[0])
    ]

    assert among == [said(one, HARBOUR) for one in tagged(tagger, HARBOUR)]


def test_worth_is_told_for_each_sentence_and_for_none_unread(tagger: OnnxTagger) -> None:
    text = "Unemployment fell by four percent under my government. Thank you all for coming."
    sentences = [Span(0, 54), Span(55, len(text)), Span(len(text), len(text))]

    figures, thanks, nothing = tagger.tag(text, [Span(0, len(text))], sentences).worth

    assert figures is not None
    assert thanks is not None
    assert 0 <= thanks < figures <= 1
    assert nothing is None


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_spans_lie_in_any_text_and_content_never_meets_cue(text: str) -> None:
    for one in tagged(load_shipped_tagger(), text):
        spans = (*one.source, *one.cue, *one.content)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert one.cue
        assert one.content
        assert not any(c.overlaps(cue) for c in (*one.content, *one.source) for cue in one.cue)


@given(
    st.lists(st.text(alphabet="ab .”\n\ud800é", max_size=60), max_size=6),
    st.integers(min_value=8, max_value=40),
)
@settings(max_examples=60, deadline=None)
def test_windows_hold_every_token_once_and_never_too_many(
    paragraphs: list[str], most_tokens: int
) -> None:
    tokenizer = load_shipped_tagger().tokenizer
    text = "\n\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2

    windows = list(windows_of(text, spans, tokenizer, most_tokens=most_tokens))

    offsets = [offset for window in windows for offset in window.offsets if offset != OWN]
    assert all(len(window.ids) <= most_tokens for window in windows)
    assert offsets == sorted(offsets)
    covered = {at for start, end in offsets for at in range(start, end)}
    letters = {at for span in spans for at in range(span.start, span.end) if text[at].isalnum()}
    assert letters <= covered


def test_a_very_long_paragraph_is_cut_after_a_sentence() -> None:
    tagger = load_shipped_tagger()
    text = "The mayor said the bridge would stay shut for another week. " * 200

    windows = list(
        windows_of(text, [Span(0, len(text))], tagger.tokenizer, most_tokens=tagger.most_tokens)
    )

    assert len(windows) > 5
    assert {text[window.offsets[-2][0]] for window in windows} == {"."}


def test_a_damaged_weight_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(SHIPPED, folder)
    path = folder / "heads.npz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))

    with pytest.raises(ModelError, match=r"heads\.npz' is not the one that was shipped"):
        read_tagger(folder)


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the model's manifest"):
        read_tagger(tmp_path)


def test_the_tagger_is_loaded_once_and_says_what_it_is() -> None:
    tagger = load_tagger()

    assert tagger is load_tagger()
    assert tagger.name == "provenance-tagger"
    assert tagger.digest.startswith("sha256:")
    assert set(tagger.languages) == SHIPPED_LANGUAGES


def test_what_was_tagged_reaches_the_analysis_with_speakers() -> None:
    article = provenance.read_text("Port shut until Friday\n\n" + HARBOUR)

    analysis = provenance.extract(article)

    found = {
        one.source[0].of(article.text): one.speaker and one.speaker.name
        for one in analysis.attributions
        if one.source
    }
    assert found["port director Ingrid Solheim"] == "Ingrid Solheim"
    assert found["she"] == "Ingrid Solheim"
    assert "the fire service" in found
    assert all(c.checkworthiness is not None for c in analysis.claims)


def test_another_tagger_can_be_passed_in_and_is_asked_in_its_languages_only() -> None:
    silent = _Silent()

    english = provenance.extract(provenance.read_text(HARBOUR), tagger=silent)
    provenance.extract(
        provenance.read_text("Der Hafen bleibt bis Freitag geschlossen, sagte die Direktorin."),
        tagger=silent,
    )

    assert silent.asked == [HARBOUR]
    assert all(claim.checkworthiness is None for claim in english.claims)


class _Silent:
    """Finds nothing."""

    name, digest, languages = "silent", "sha256:0", ("en",)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def tag(self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> TaggedText:
        self.asked.extend(paragraph.of(text) for paragraph in paragraphs)
        return TaggedText(worth=(None,) * len(sentences))
