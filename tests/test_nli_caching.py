"""The cache of scores: the same bits, no pair asked twice, no harm from a bad file."""

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import attrs
import pytest

from provenance.nli import CachedJudge, Judge, Pair, PairScores, WordScore
from provenance.spans import Span

PAIRS = tuple(Pair(passage=f"passage {n}", claim="a claim") for n in range(12))


@attrs.define
class CountingJudge:
    """Scores by the texts alone, with awkward fractions, and keeps what it was asked."""

    digest: str = "sha256:one"
    name: str = "counting"
    most_tokens: int = 256
    asked: list[Pair] = attrs.field(factory=list)

    def score(self, pairs: Sequence[Pair]) -> tuple[PairScores, ...]:
        self.asked.extend(pairs)
        return tuple(scores_of(pair) for pair in pairs)


def scores_of(pair: Pair) -> PairScores:
    supported = 1 / (3 + len(pair.passage) + sum(pair.passage.encode("utf-8", "surrogatepass")))
    word = WordScore(span=Span(2, 7), score=supported / 7)
    return PairScores(
        supported=supported, contradicted=0.1, neither=1 - supported - 0.1, lacking=(word,)
    )


EXPECTED = tuple(scores_of(pair) for pair in PAIRS)


def test_a_cached_score_has_the_same_bits_and_is_not_asked_for_again(tmp_path: Path) -> None:
    judge = CountingJudge()
    path = tmp_path / "new folder" / "scores.sqlite"
    first = CachedJudge(judge=judge, path=path).score(PAIRS)

    again = CachedJudge(judge=judge, path=path).score(PAIRS[::-1])

    assert EXPECTED == first
    assert EXPECTED[::-1] == again
    assert list(PAIRS) == judge.asked


def test_only_what_is_unknown_is_asked_and_once(tmp_path: Path) -> None:
    judge = CountingJudge()
    cached = CachedJudge(judge=judge, path=tmp_path / "scores")
    cached.score(PAIRS[:2])
    judge.asked.clear()

    scores = cached.score([PAIRS[2], PAIRS[0], PAIRS[2]])

    assert (EXPECTED[2], EXPECTED[0], EXPECTED[2]) == scores
    assert [PAIRS[2]] == judge.asked


def test_another_digest_finds_nothing(tmp_path: Path) -> None:
    CachedJudge(judge=CountingJudge(), path=tmp_path / "scores").score(PAIRS)
    newer = CountingJudge(digest="sha256:two")

    CachedJudge(judge=newer, path=tmp_path / "scores").score(PAIRS)

    assert list(PAIRS) == newer.asked


def test_passage_and_claim_are_kept_apart(tmp_path: Path) -> None:
    judge = CountingJudge()
    cached = CachedJudge(judge=judge, path=tmp_path / "scores")
    pairs = [Pair(passage="ab", claim="c"), Pair(passage="a", claim="bc")]
    cached.score(pairs[:1])

    cached.score(pairs[1:])

    assert pairs == judge.asked


def test_a_judge_in_a_cache_is_a_judge(tmp_path: Path) -> None:
    cached: Judge = CachedJudge(judge=CountingJudge(), path=tmp_path / "scores")

    assert ("counting", "sha256:one", 256) == (cached.name, cached.digest, cached.most_tokens)


def test_half_a_character_can_be_kept(tmp_path: Path) -> None:
    pair = Pair(passage="a \udc80", claim="b")
    judge = CountingJudge()
    cached = CachedJudge(judge=judge, path=tmp_path / "scores")

    assert (scores_of(pair),) == cached.score([pair]) == cached.score([pair])
    assert [pair] == judge.asked


def test_the_oldest_go_when_it_is_full(tmp_path: Path) -> None:
    judge = CountingJudge()
    cached = CachedJudge(judge=judge, path=tmp_path / "scores", most_pairs=10)
    for pair in PAIRS:
        cached.score([pair])
    judge.asked.clear()

    cached.score(PAIRS)

    assert list(PAIRS[:2]) == judge.asked[:2]
    assert len(judge.asked) < 6


def bad_row(path: Path, scores: str) -> None:
    CachedJudge(judge=CountingJudge(), path=path).score(PAIRS)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE scores SET scores = ? WHERE number = 3", (scores,))


def older_form(path: Path) -> None:
    CachedJudge(judge=CountingJudge(), path=path).score(PAIRS)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 77")


def cut_short(path: Path) -> None:
    CachedJudge(judge=CountingJudge(), path=path).score(PAIRS)
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 4096)


BROKEN = {
    "no database": lambda path: path.write_bytes(b"no database at all" * 100),
    "cut short": cut_short,
    "another form": older_form,
    "no JSON": lambda path: bad_row(path, "{"),
    "not a number": lambda path: bad_row(path, "[NaN, 0.1, 0.2, []]"),
    "no probability": lambda path: bad_row(path, "[7, 0.1, 0.2, []]"),
    "too short": lambda path: bad_row(path, "[0.1]"),
    "null": lambda path: bad_row(path, "null"),
}


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_set_aside_with_a_warning(harm: object, tmp_path: Path) -> None:
    assert callable(harm)
    path = tmp_path / "scores"
    harm(path)
    broken = path.read_bytes()
    cached = CachedJudge(judge=CountingJudge(), path=path)

    scores = cached.score(PAIRS)

    assert EXPECTED == scores
    assert 1 == len(cached.warnings)
    assert "damaged" in cached.warnings[0].message
    assert broken == (tmp_path / "scores.damaged").read_bytes()
    later = CachedJudge(judge=CountingJudge(), path=path)
    assert (EXPECTED, ()) == (later.score(PAIRS), later.warnings)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "contacts.sqlite"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE contacts (name TEXT)")
    before = path.read_bytes()
    cached = CachedJudge(judge=CountingJudge(), path=path)

    assert EXPECTED == cached.score(PAIRS)
    assert before == path.read_bytes()
    assert ["something else"] == [w.message.split(" of ")[1].split(":")[0] for w in cached.warnings]


def test_a_folder_in_the_way_is_a_warning(tmp_path: Path) -> None:
    cached = CachedJudge(judge=CountingJudge(), path=tmp_path)

    assert EXPECTED == cached.score(PAIRS)
    assert 1 == len(cached.warnings)
    assert "was not used" in cached.warnings[0].message


def test_a_file_in_place_of_its_folder_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cached = CachedJudge(judge=CountingJudge(), path=tmp_path / "file" / "scores")

    assert EXPECTED == cached.score(PAIRS)
    assert 1 == len(cached.warnings)


def test_a_locked_file_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "scores"
    cached = CachedJudge(judge=CountingJudge(), path=path, wait_seconds=0.05)
    cached.score(PAIRS[:1])
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("BEGIN EXCLUSIVE")

        scores = cached.score(PAIRS)

    assert EXPECTED == scores
    assert ["locked"] == [warning.message.split()[-1] for warning in cached.warnings]


def fill(path: Path) -> tuple[tuple[PairScores, ...], int]:
    """What a process does with a cache that others use too."""
    cached = CachedJudge(judge=CountingJudge(), path=path)
    for pair in PAIRS:
        cached.score([pair])
    return cached.score(PAIRS), len(cached.warnings)


def test_several_threads_may_share_a_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(fill, [tmp_path / "scores"] * 4))

    assert [(EXPECTED, 0)] * 4 == results


@pytest.mark.slow
def test_several_processes_may_share_a_file(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        results = list(pool.map(fill, [tmp_path / "scores"] * 3))

    assert [(EXPECTED, 0)] * 3 == results
