"""Brat files in, labels of tokens out; the text is written for this test."""

# ruff: noqa: D103  (the names say it)

import io
import tarfile
from pathlib import Path

import pytest
from tagger.examples import BEGIN, CONTENT, INSIDE, NEITHER, SOURCE, examples_of
from tagger.polnear import GoldAttribution, read_polnear

from provenance.tagging.shipping import load_shipped_tagger

TEXT = "Tides rose, the harbour master said on Monday.\n\nNobody asked why.\n"
FIRST = "\n".join(
    [
        "T1\tSource 12 30\tthe harbour master",
        "T2\tCue 31 35\tsaid",
        "T3\tContent 0 10;36 45\tTides rose on Monday",
        "T4\tAttribution 31 35\tsaid",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        "T5\tDiscard 48 54\tNobody",
        "#1\tAnnotatorNotes T5\ta note",
        "of two lines",
    ]
)
SECOND = "\n".join(["T1\tCue 55 60\tasked", "T2\tContent 61 64\twhy", "E1\tContent:T2 Cue:T1"])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "polnear.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, words in {
            "train/text/a_1.txt": TEXT,
            "train/attributions/a_1_bb.ann": SECOND,
            "train/attributions/a_1_aa.ann": FIRST,
            "dev/text/b_1.txt": TEXT,
            "dev/attributions/b_1_aa.ann": SECOND,
        }.items():
            data = words.encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


def test_the_first_annotator_of_the_split_is_read(archive: Path) -> None:
    (article,) = read_polnear(archive, "train")

    assert article.attributions == (
        GoldAttribution(source=((12, 30),), cue=((31, 35),), content=((0, 10), (36, 45))),
    )


def test_an_attribution_may_have_no_source(archive: Path) -> None:
    (article,) = read_polnear(archive, "dev")

    assert article.attributions == (
        GoldAttribution(source=(), cue=((55, 60),), content=((61, 64),)),
    )


def test_tokens_are_labelled_by_the_spans_they_stand_in(archive: Path) -> None:
    (article,) = read_polnear(archive, "train")
    tokenizer = load_shipped_tagger().tokenizer

    first, second = examples_of(article, tokenizer, most_tokens=64)

    words = [TEXT[a:b] for a, b in first.window.offsets]
    (cue,) = first.cues
    assert [words[at] for at in cue.tokens] == ["said"]
    assert [
        w for w, label in zip(words, first.cue_labels, strict=True) if label in {BEGIN, INSIDE}
    ] == ["said"]
    roles = {
        role: [w for w, r in zip(words, cue.roles, strict=True) if r == role]
        for role in (SOURCE, CONTENT)
    }
    assert roles[SOURCE] == ["the", "harbour", "master"]
    assert roles[CONTENT] == ["tides", "rose", "on", "monday"] or roles[CONTENT] == [
        "Tides",
        "rose",
        "on",
        "Monday",
    ]
    assert NEITHER in cue.roles
    assert second.cues == ()
