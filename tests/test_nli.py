"""The judge: the same scores however it is asked, an answer to anything, no altered file."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from provenance.errors import ConfigError, ModelError
from provenance.nli import Pair, PairScores, WordScore, load_judge
from provenance.nli.packing import in_bytes, read_channels, read_matrices
from provenance.nli.reading import PairReader, score_words
from provenance.nli.shipping import SHIPPED, load_shipped_judge, read_judge
from provenance.nli.threads import threads_to_use, usable_cores
from provenance.spans import Span

PASSAGE = (
    "The ministry said on Tuesday that the bridge over the Tisza was closed after the flood. "
    "Nobody was hurt, and two lanes are to open again within 14 days."
)
PAIRS = (
    Pair(passage=PASSAGE, claim="The bridge was closed."),
    Pair(passage=PASSAGE, claim="The bridge will open again on Friday, the minister promised."),
    Pair(passage="Nobody was hurt.", claim="Two people died."),
    Pair(passage=PASSAGE * 12, claim="Nobody was hurt."),
    Pair(passage=PASSAGE, claim=PASSAGE * 6),
    Pair(passage="", claim="Nobody was hurt."),
    Pair(passage=PASSAGE, claim=""),
    Pair(passage="Міст закрили у вівторок.", claim="The bridge was closed 😀."),
)
ALONE = {pair: load_judge(threads=1).score([pair])[0] for pair in PAIRS}
TEXTS = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(HOSTILE)


@settings(max_examples=12, deadline=None)
@given(asked=st.lists(st.sampled_from(PAIRS), max_size=10), threads=st.integers(1, 4))
def test_scores_are_the_same_bits_in_any_batch_order_and_number_of_threads(
    asked: list[Pair], threads: int
) -> None:
    assert tuple(ALONE[pair] for pair in asked) == load_judge(threads=threads).score(asked)


def test_scores_are_the_same_bits_when_many_ask_at_once() -> None:
    judge = load_judge(threads=2)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(judge.score, [PAIRS] * 4))

    assert [tuple(ALONE.values())] * 4 == answers


def test_a_fresh_session_gives_the_same_bits() -> None:
    assert tuple(ALONE.values()) == read_judge(SHIPPED).score(PAIRS)


@settings(max_examples=40, deadline=None)
@given(passage=TEXTS, claim=TEXTS)
def test_any_text_gives_probabilities_and_words_of_the_claim(passage: str, claim: str) -> None:
    (scores,) = load_judge(threads=1).score([Pair(passage=passage, claim=claim)])

    # The nouns themselves refuse what is no probability, not-a-number included.
    assert 1 == pytest.approx(scores.supported + scores.contradicted + scores.neither)
    words = [word.span.of(claim) for word in scores.lacking]
    assert [] == [word for word in words if word.split() != [word]]
    spans = [word.span for word in scores.lacking]
    assert sorted(set(spans)) == spans


def test_no_pairs_no_scores() -> None:
    assert () == load_judge().score([])


def test_an_empty_passage_lacks_every_word() -> None:
    words = (
        WordScore(span=Span(0, 3), score=1.0),
        WordScore(span=Span(5, 7), score=1.0),
    )

    (scores,) = load_judge().score([Pair(passage=" \n\x00", claim="Two  of")])

    assert PairScores(supported=0, contradicted=0, neither=1, lacking=words) == scores


def test_ten_million_characters_are_read_at_their_start() -> None:
    start = "word " * load_judge().most_tokens

    long, short = load_judge(threads=1).score(
        [Pair(passage=start + "word " * 2_000_000, claim="w"), Pair(passage=start, claim="w")]
    )

    assert short == long


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Two people died.", ["Two", "people", "died."]),
        ("café\u0301 — naïve 😀😀 end", ["café\u0301", "—", "naïve", "😀😀", "end"]),
        ("\u200b \x00 a\x07b", ["a\x07b"]),  # nothing to read in the first two
        ("日本 語", ["日本", "語"]),
        ("[SEP] [MASK]x", ["[SEP]", "[MASK]x"]),  # no marks of the model, only characters
        ("\udc80 x\udc80", ["x\udc80"]),  # half a character of UTF-16 is none
        ("Kyïv’s 1,000", ["Kyïv’s", "1,000"]),
    ],
)
def test_words_are_runs_without_white_space(claim: str, words: list[str]) -> None:
    (scores,) = load_judge(threads=1).score([Pair(passage=PASSAGE, claim=claim)])

    assert words == [word.span.of(claim) for word in scores.lacking]


def test_a_word_scores_as_its_highest_token() -> None:
    offsets = [(0, 3), (3, 5), (6, 8)]

    scores = score_words("Tisza is", offsets, [0.25, 0.75, 0.5])

    assert (
        WordScore(span=Span(0, 5), score=0.75),
        WordScore(span=Span(6, 8), score=0.5),
    ) == scores


def test_a_long_passage_loses_its_end_and_a_long_claim_all_beyond_half() -> None:
    reader = PairReader.of((SHIPPED / "tokenizer.json").read_text(encoding="utf-8"), most_tokens=20)

    tokens = reader.read(Pair(passage="a " * 50, claim="b " * 50))

    assert 20 == len(tokens.ids)
    assert 10 == len(tokens.claim_offsets)
    assert (reader.start, reader.end) == (tokens.ids[0], tokens.ids[tokens.claim_start - 1])
    assert reader.end == tokens.ids[-1]


def test_marks_of_the_model_in_a_text_are_only_characters() -> None:
    reader = PairReader.of((SHIPPED / "tokenizer.json").read_text(encoding="utf-8"), most_tokens=60)

    tokens = reader.read(
        Pair(passage="a [SEP] b [CLS] </s> <s>", claim="[SEP] c </s>"),
    )

    assert len(reader.middle) + 1 == list(tokens.ids).count(reader.end)
    assert 1 == list(tokens.ids).count(reader.start)


def test_a_tokenizer_with_other_marks_has_two_of_them_in_the_middle() -> None:
    pieces = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "a": 4, "b": 5}
    tokenizer = Tokenizer(models.WordLevel(pieces, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    reader = PairReader.of(tokenizer.to_str(), most_tokens=12)

    tokens = reader.read(Pair(passage="a a", claim="b"))
    long = reader.read(Pair(passage="a " * 30, claim="b " * 30))

    assert [0, 4, 4, 2, 2, 5, 2] == list(tokens.ids)
    assert 5 == tokens.claim_start
    assert tokens.is_readable
    assert not reader.read(Pair(passage="", claim="b")).is_readable
    assert (12, 6) == (len(long.ids), len(long.claim_offsets))


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"no archive", (SHIPPED / "manifest.toml").read_bytes()]
)
def test_matrices_in_another_form_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError, match="matrices"):
        read_matrices(data)


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[1]", b'{"m": 1}', b'{"m": ["a"]}', b"[" * 10_000]
)
def test_channels_in_another_form_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError, match="channels"):
        read_channels(data)


def test_a_matrix_in_bytes_is_the_same_within_half_a_step_of_its_column() -> None:
    matrix = np.random.default_rng(3).normal(size=(48, 20)).astype(np.float32)
    matrix[7] *= 1_000
    matrix[:, 4] = 0

    cut = in_bytes({"m": matrix, "other": matrix}, {"m": [7]})
    numbers, scale = cut["m.bytes"].astype(np.float64), cut["m.scale"].astype(np.float64)
    others = np.delete(np.arange(48), 7)

    assert np.int8 == cut["m.bytes"].dtype
    assert np.abs(numbers).max() <= 63  # else sums overflow without a kernel
    assert (cut["m.apart"] == matrix[[7]]).all()
    assert not numbers[7].any()
    assert (np.abs(numbers * scale - matrix)[others] <= scale / 2 + 1e-6).all()
    assert cut["other"] is matrix


@pytest.mark.parametrize("channels", [{"m": [48]}, {"m": [-1]}, {"n": [0]}])
def test_channels_of_another_model_are_refused(channels: dict[str, list[int]]) -> None:
    with pytest.raises(ModelError, match="channels name"):
        in_bytes({"m": np.ones((48, 2), np.float32)}, channels)


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, folder / "weights"))


def flip_last_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "name", ["verifier.onnx", "matrices.npz", "apart.json", "tokenizer.json", "manifest.toml"]
)
@pytest.mark.parametrize("harm", [flip_last_byte, Path.unlink, lambda p: p.write_bytes(b"\xff")])
def test_an_altered_or_missing_file_is_named_with_the_way_out(
    name: str, harm: Callable[[Path], object], tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    harm(folder / name)
    if name == "manifest.toml" and harm is flip_last_byte:
        (folder / name).write_text("name = 1\n", encoding="utf-8")

    with pytest.raises(ModelError) as error:
        read_judge(folder)

    assert str(folder / name) in str(error.value)
    assert "install provenance again" in str(error.value)


def test_another_model_has_another_digest(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    manifest = (folder / "manifest.toml").read_text(encoding="utf-8")
    fewer = re.sub(r"most_tokens = \d", "most_tokens = 1", manifest)
    assert fewer != manifest
    (folder / "manifest.toml").write_text(fewer, encoding="utf-8")

    assert load_judge().digest != read_judge(folder).digest


def test_a_judge_is_read_from_disk_once_a_process() -> None:
    with ThreadPoolExecutor(4) as pool:
        judges = list(pool.map(lambda n: load_shipped_judge(threads=n), [1, 2, 3, 4]))

    assert 1 == len({id(judge.session) for judge in judges})
    assert [1, 2, 3, 4] == [judge.threads for judge in judges]


@pytest.mark.parametrize(("value", "threads"), [("3", 3), (" 1 ", 1)])
def test_threads_are_those_asked_for(value: str, threads: int) -> None:
    assert threads == threads_to_use({"PROVENANCE_THREADS": value})


@pytest.mark.parametrize("environment", [{}, {"PROVENANCE_THREADS": ""}])
def test_threads_are_the_usable_cores_unless_asked(environment: dict[str, str]) -> None:
    assert usable_cores() == threads_to_use(environment)


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5", "²"])
def test_a_number_of_threads_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="PROVENANCE_THREADS"):
        threads_to_use({"PROVENANCE_THREADS": value})


def test_neither_the_package_nor_the_room_loads_a_runtime_before_it_is_asked() -> None:
    script = (
        "import sys, provenance, provenance.nli\n"
        "print([n for n in ('numpy', 'onnxruntime', 'tokenizers', 'sqlite3') if n in sys.modules])"
    )

    assert "[]\n" == output_of(script)


def test_nothing_is_said_on_standard_error() -> None:
    script = (
        "from provenance.nli import Pair, load_judge\n"
        "print(len(load_judge().score([Pair(passage='a b', claim='b')])))"
    )

    assert "1\n" == output_of(script)


def output_of(script: str) -> str:
    """What the script prints; standard error must stay empty."""
    run = subprocess.run(  # noqa: S603  (our own interpreter and words)
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert "" == run.stderr
    return run.stdout
