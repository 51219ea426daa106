"""What ``extract`` shows, for people and for programs. The articles are invented."""

import json
import re
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
import report_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance import cli, cli_options
from provenance.model import Analysis, Attribution, Claim, SaidAt, Sentence, Speaker
from provenance.report import Role, analysis_without_text, render_analyses
from provenance.report.json_report import analysis_to_json
from provenance.report.nesting import parents_of, sentences_of
from provenance.report.schema import load_schema
from provenance.spans import Excerpt, Span
from provenance.terms import AttributionKind, ClaimType, Sourcing

ARTICLE = """Bridge will stay shut, mayor says

BREN, 4 March 2026 – “The bridge stays shut,” Mayor Ana Torres said in Oslo on Monday. “It is not \
safe,” she added.

Will it open this year? The engineers said that the mayor had told them to wait."""


def analysis_of(text: str = ARTICLE, *, language: str = "en") -> Analysis:
    return provenance.extract(
        provenance.read_text(text, outlet="The Bren Herald", published="2026-03-04")
        if language == "en"
        else with_language(text, language)
    )


def with_language(text: str, language: str) -> provenance.Article:
    article = provenance.read_text(text)
    return attrs.evolve(article, metadata=attrs.evolve(article.metadata, language=language))


def shown(*analyses: Analysis, width: int = 80) -> str:
    return render_analyses(analyses, "text", width=width)


# As text


def test_the_head_says_what_was_read_and_how_attribution_was_found() -> None:
    head = shown(analysis_of()).partition("\n\n")[0]

    assert "The Bren Herald" in head
    assert "2026-03-04 (given)" in head
    assert re.search(r"\d+ sentences, \d+ claims?, \d+ attributions?", " ".join(head.split()))
    assert "attribution by the tagger and rules" in head


def test_a_language_without_a_tagger_says_so() -> None:
    told = shown(analysis_of("Prezes banku powiedział, że ceny spadają.", language="pl"))

    assert "attribution by rules (no tagger for this language)" in told


def test_a_claim_shows_speaker_cue_and_occasion() -> None:
    told = shown(analysis_of())

    assert re.search(r"speaker +Ana Torres", told)
    assert re.search(r"cue +said", told)
    assert re.search(r"said +2026-03-02, Oslo", told)
    assert re.search(r"speaker +Ana Torres.* \(guess\)", told)
    assert re.search(r"not-a-claim +question: It is a question\.", told)


STORY = build.article(
    "Head\n\nThe port said that the mayor told it to close. Two boats sank.", language="en"
)


def claim(words: str, **given_fields: Any) -> Claim:
    start = STORY.text.index(words)
    span = Span(start, start + len(words))
    sentence = next(one for one in SENTENCES if one.span.contains(span))
    return Claim(
        id=f"{STORY.id}:{span.start}-{span.end}",
        article=STORY.id,
        type=ClaimType.INDIRECT_SPEECH,
        sentence=Excerpt.of(STORY.text, sentence.span),
        span=Excerpt.of(STORY.text, span),
        location=build.location(STORY, span),
        **given_fields,
    )


def span_of(words: str) -> Span:
    start = STORY.text.index(words)
    return Span(start, start + len(words))


SENTENCES = (
    Sentence(span=span_of("The port said that the mayor told it to close."), block=1),
    Sentence(span=span_of("Two boats sank."), block=1),
)
OUTER = Attribution(
    source=(span_of("The port"),),
    cue=(span_of("said"),),
    content=(span_of("that the mayor told it to close"),),
    kind=AttributionKind.INDIRECT,
    speaker=Speaker(name="Port of Bren"),
)
INNER = Attribution(
    source=(span_of("the mayor"),),
    cue=(span_of("told it"),),
    content=(span_of("to close"),),
    kind=AttributionKind.INDIRECT,
    speaker=Speaker(name="Ana Torres", role="mayor of Bren", organisation="Bren"),
    speaker_guess=True,
)


def story(*claims: Claim) -> Analysis:
    return Analysis(
        article=STORY,
        sentences=SENTENCES,
        quotations=(),
        attributions=(OUTER, INNER),
        claims=claims or (claim(SENTENCES[0].span.of(STORY.text), attribution=OUTER),),
    )


def test_several_claims_and_nested_attributions_stand_indented_below_their_sentence() -> None:
    first = claim("The port said", attribution=OUTER, speaker=OUTER.speaker)
    second = claim(
        "that the mayor told it to close",
        standalone="The mayor told the port to close.",
        cue_modality="hearsay",
        checkworthiness=0.5,
        sourcing=Sourcing.NAMED,
        said_at=SaidAt(date="2026-03"),
    )
    told = shown(story(first, second))

    assert [
        "    1. The port said",
        "      type        indirect-speech",
        "      speaker     Port of Bren",
        "      cue         said",
    ] == lines_from(told, "    1. The port said")[:4]
    assert [
        "    2. that the mayor told it to close",
        "      type        indirect-speech",
        "      cue         hearsay",
        "      said        2026-03",
        "      standalone  The mayor told the port to close.",
        "      sourcing    named (without an address here)",
        "      check first 0.50",
        "      also said   the mayor – told it – to close",
        "        speaker   Ana Torres, mayor of Bren (guess)",
    ] == lines_from(told, "    2. ")[:9]


def lines_from(text: str, start: str) -> list[str]:
    lines = text.splitlines()
    return lines[next(number for number, one in enumerate(lines) if one.startswith(start)) :]


def test_a_chain_is_shown_with_the_words_of_every_step() -> None:
    whole = SENTENCES[0].span.of(STORY.text)
    chain = (
        build.step(STORY, "names", "The port"),
        build.step(STORY, "runs-on", whole),
    )
    cited = build.citation("https://port.example/" + "a" * 80, chain=chain)
    told = shown(story(claim(whole, citations=(cited,))))

    assert re.search(r"because +“The port” names the source", told)
    assert re.search(r"because +this sentence runs on from the sentence before", told)
    assert "a" * 80 in "".join(line.strip() for line in told.splitlines())


def test_furniture_is_listed_shortly() -> None:
    article = provenance.read_text(ARTICLE + "\n\nSubscribe to our newsletter. " + "Now! " * 90)
    told = shown(provenance.extract(article)).splitlines()

    assert 1 == sum(line.startswith("[boilerplate] Subscribe") for line in told)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab, .“”\n\x1b\x07\u202e\u200b\r\t:-é"), max_size=300),
    st.integers(min_value=40, max_value=120),
)
def test_every_line_fits_and_no_control_character_is_left(noise: str, width: int) -> None:
    text = f"“{noise}” Ana Torres said. {noise * 3}"
    told = shown(provenance.extract(provenance.read_text(text)), width=width)

    assert [] == [line for line in told.splitlines() if len(line) > width]
    assert not set(told) & set("\x1b\x07\r\t\u202e")


def test_a_narrow_terminal_still_gets_lines_of_forty_columns() -> None:
    assert 40 >= max(map(len, shown(analysis_of(), width=3).splitlines()))


def test_colours_change_no_letter() -> None:
    def paint(words: str, role: Role) -> str:
        return f"\x1b[1m{words}\x1b[0m" if role is not Role.WORDS else words

    painted = render_analyses([analysis_of()], "text", paint=paint)

    assert "\x1b" in painted
    assert shown(analysis_of()) == re.sub(r"\x1b\[\d+m", "", painted)


# On the command line


def saved(folder: Path) -> str:
    path = folder / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def test_output_that_is_no_terminal_has_80_columns_and_no_colour(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path)

    assert cli.EXIT_CLEAN == cli.main(["extract", path])
    told = capsys.readouterr().out
    assert {} == cli_options.terminal_look()
    assert 80 >= max(map(len, told.splitlines()))
    assert "\x1b" not in told


def test_without_text_no_word_of_the_article_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path)
    for format_name in ("json", "text"):
        cli.main(["extract", path, "--no-text", "-f", format_name])
        assert "safe" not in capsys.readouterr().out


# As JSON


def extracted(analysis: Analysis) -> dict[str, Any]:
    wire: dict[str, Any] = json.loads(analysis_to_json([analysis]))
    schema = load_schema()
    form = {"$ref": "#/$defs/Extract", "$defs": schema["$defs"]}
    jsonschema.Draft202012Validator(form).validate(wire)
    return wire


@pytest.mark.parametrize("analysis", [story(), analysis_of()], ids=["nested", "read"])
def test_the_wire_form_is_valid_with_and_without_text(analysis: Analysis) -> None:
    extracted(analysis)
    extracted(analysis_without_text(analysis))


def test_attributions_name_their_sentence_and_their_parent() -> None:
    wire = extracted(story())
    article = wire["articles"][0]

    assert [(0, None), (0, 0)] == [
        (one["sentence"], one["parent"]) for one in article["attributions"]
    ]
    assert "tagger-and-rules" == article["attributed_by"]


def test_claims_carry_the_occasion() -> None:
    claims = extracted(analysis_of())["claims"]

    found = [one["said_at"] for one in claims if one["said_at"]]
    assert {"date": "2026-03-02", "place": "Oslo"} in found


def test_the_same_article_gives_the_same_bytes() -> None:
    for format_name in ("text", "json"):
        once, again = (render_analyses([analysis_of()], format_name) for _ in range(2))
        assert once == again


# Where attributions stand


def test_what_stands_in_no_sentence_and_says_nothing_has_no_place() -> None:
    empty = Attribution(source=(), cue=(), content=(), kind=AttributionKind.DIRECT)
    far = attrs.evolve(empty, cue=(Span(900, 904),))

    assert (None, None) == sentences_of([empty, far], SENTENCES)
    assert (None, None) == parents_of([empty, far])
    assert (None,) == sentences_of([OUTER], ())


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(0, 80), st.integers(0, 30)),
        max_size=12,
    )
)
def test_a_parent_holds_the_cue_of_its_child(rows: list[tuple[int, int, int, int]]) -> None:
    listed = [
        Attribution(
            source=(),
            cue=(Span(cue, cue + length),),
            content=(Span(start, start + size),),
            kind=AttributionKind.INDIRECT,
        )
        for cue, length, start, size in rows
    ]
    for child, parent in zip(listed, parents_of(listed), strict=True):
        if parent is not None:
            content = listed[parent].content[0]
            assert content.start <= child.cue[0].start < content.end


def test_two_thousand_nested_attributions_are_placed_in_no_time() -> None:
    listed = [
        Attribution(
            source=(),
            cue=(Span(at, at + 1),),
            content=(Span(at + 1, 4_001),),
            kind=AttributionKind.INDIRECT,
        )
        for at in range(2_000)
    ]

    assert [None, *range(1_999)] == list(parents_of(listed))
