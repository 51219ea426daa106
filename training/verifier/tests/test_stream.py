"""The stream of examples is fixed by its seed, and cut to what the model reads."""

# ruff: noqa: D103  (the names say it)

import numpy as np

from verifier.batching import group_by_length
from verifier.encoding import Encoded, padded
from verifier.measures import area_under_curve, balanced_accuracy, best_threshold
from verifier.mixture import Mixture
from verifier.rows import CONTRADICTED, NEITHER, SUPPORTED, Row
from verifier.sentences import digest, split_sentences, windows

TEXT = (
    "The ferry left Bodo at dawn. It carried 40 cars. A storm came up. "
    "The crew of Mr. Lund turned back. Nobody was hurt."
)


def _rows() -> list[Row]:
    long = " ".join(f"{TEXT} Town {n} sent help on Monday." for n in range(8))
    rows = [
        Row(
            f"Painter {n} was born in Town {n} in 19{n:02}.",
            f"Painter {n} was born in Town {n}.",
            SUPPORTED,
            "fever_rte.dev",
            str(n),
        )
        for n in range(30)
    ]
    rows += [
        Row(
            f"Painter {n} lived in Town {n}.",
            f"Painter {n} lived elsewhere.",
            CONTRADICTED,
            "fm2.dev",
            f"x{n}",
        )
        for n in range(30)
    ]
    rows += [
        Row(
            long + f" End {n}.",
            "The ferry carried 40 cars.",
            SUPPORTED,
            "fib_xsum_fib.test",
            f"d{n}",
        )
        for n in range(3)
    ]
    return [*rows, Row(long, "The ferry sank.", NEITHER, "fib_xsum_fib.test", "d9")]


def test_chapter_is_the_same_whenever_drawn():
    one, two = (Mixture(_rows(), seed=7, most_tokens=128) for _ in range(2))
    two.chapter(0, 64)

    assert one.chapter(3, 64) == two.chapter(3, 64)
    assert one.chapter(3, 64) != one.chapter(4, 64)


def test_sentences_keep_titles_whole():
    assert "The crew of Mr. Lund turned back." in split_sentences(TEXT)


def test_windows_cover_every_sentence_within_the_budget():
    sentences = split_sentences(TEXT)

    runs = windows(sentences, 12)

    assert set(range(len(sentences))) == {i for run in runs for i in run}
    assert all(sum(len(sentences[i].split()) for i in run) <= 12 for run in runs)


def test_digest_holds_the_telling_sentence_in_order():
    sentences = split_sentences(TEXT)

    chosen = digest(sentences, "How many cars did it carry? 40 cars.", 12)

    assert 1 in chosen
    assert sorted(chosen) == chosen


def test_batches_stay_within_the_budget_and_lose_nothing():
    pairs = [Encoded(list(range(n)), 1, [], 0) for n in range(5, 60)]

    batches = group_by_length(pairs, 200)

    assert len(pairs) == sum(map(len, batches))
    assert all(len(batch) * padded(max(len(p.ids) for p in batch)) <= 200 for batch in batches)


def test_measures_agree_with_hand_counts():
    scores, positive = np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])

    assert area_under_curve(scores, positive) == 0.75
    assert balanced_accuracy(scores >= best_threshold(scores, positive), positive) == 0.75
