"""Chapters as batches of pairs of about one length, drawn ahead in other processes."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from verifier.encoding import Encoded, PairEncoder, padded
from verifier.mixture import Mixture
from verifier.rows import read_training_rows
from verifier.seeding import rng_for


@dataclass(frozen=True, slots=True)
class Plan:
    """What fixes the stream of batches."""

    base: Path
    seed: int
    most_tokens: int
    tokens_per_batch: int
    chapter_size: int
    with_b: bool
    teacher: Path | None = None
    """A second base that reads the same pairs."""
    teacher_tokens: int = 384


_made: dict[Plan, tuple[Mixture, PairEncoder, PairEncoder | None]] = {}


def chapter_batches(plan: Plan, number: int) -> list[list[Encoded]]:
    """The batches of one chapter in the order in which they are trained on."""
    if plan not in _made:  # once per process: reading the rows takes seconds
        rows = read_training_rows(with_b=plan.with_b)
        mixture = Mixture(rows, seed=plan.seed, most_tokens=plan.most_tokens)
        encoder = PairEncoder(plan.base, most_tokens=plan.most_tokens)
        teacher = plan.teacher and PairEncoder(plan.teacher, most_tokens=plan.teacher_tokens)
        _made[plan] = mixture, encoder, teacher
    mixture, encoder, teacher = _made[plan]
    examples = mixture.chapter(number, plan.chapter_size)
    pairs = encoder.encode(examples)
    if teacher:
        theirs = teacher.encode(examples)
        pairs = [replace(p, for_teacher=t) for p, t in zip(pairs, theirs, strict=True)]
    batches = group_by_length(pairs, plan.tokens_per_batch)
    rng_for(plan.seed, number, "batches").shuffle(batches)
    return batches


def group_by_length(pairs: list[Encoded], tokens_per_batch: int) -> list[list[Encoded]]:
    """Pairs of one padded length together, each batch within the budget of padded tokens.

    Few lengths mean few shapes: the kernels for a new shape cost seconds and memory on a CPU.
    """
    lengths: dict[int, list[Encoded]] = defaultdict(list)
    for pair in pairs:
        lengths[padded(len(pair.ids))].append(pair)
    batches: list[list[Encoded]] = []
    for length in sorted(lengths):
        size = max(1, tokens_per_batch // length)
        batches += [lengths[length][i : i + size] for i in range(0, len(lengths[length]), size)]
    return batches


def chapters_from(
    plan: Plan, first: int, *, workers: int
) -> Iterator[tuple[int, list[list[Encoded]]]]:
    """Chapters from ``first`` on, without end, drawn ahead by ``workers`` processes."""
    if workers == 0:
        number = first
        while True:
            yield number, chapter_batches(plan, number)
            number += 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: list[Future[list[list[Encoded]]]] = []
        ahead = number = first
        while True:
            while len(waiting) < workers + 1:
                waiting.append(pool.submit(chapter_batches, plan, ahead))
                ahead += 1
            yield number, waiting.pop(0).result()
            number += 1
