"""Writers of a store that are killed in the middle, again and again; run by ``test_store_damage``.

python tests/store_killing.py FOLDER ROUNDS

Prints how many writers were killed in the middle of a write, and every promise that was broken.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from store_builders import captured, failed

from provenance.model import Capture, FetchFailure
from provenance.store import Store

_PROMISES = 3
"""What a writer may promise at most before its last seconds begin."""
_LONGEST = 0.06
"""Seconds it goes on then, at most: about as long as a put takes."""
_SOME = 10
"""After so many rounds every byte is checked."""


def result_of(number: int) -> Capture | FetchFailure:
    """The capture or failure of that number: every fourth holds what another holds too."""
    url = f"https://a.example/{number}"
    if number % 7 == 6:
        return failed(url=url)
    seed = number // 4 if number % 4 == 3 else number
    body = random.Random(seed).randbytes(30_000)  # noqa: S311 - the same for a number
    return captured(url=url, body=body)


def write_on(folder: Path, first: int, told: int) -> None:
    """Put one after the other, and every fifth time three at once; tell what is promised."""
    store = Store.open(folder)
    number = first
    os.write(told, b"%d\n" % (first - 1))
    while True:
        count = 3 if number % 5 == 0 else 1
        store.put_all(result_of(n) for n in range(number, number + count))
        number += count
        os.write(told, b"%d\n" % (number - 1))


def last_promise(folder: Path, first: int, chance: random.Random) -> int:
    """Start a writer and kill it; the last number that it promised, or ``first - 1``."""
    before, seconds = chance.randint(0, _PROMISES), chance.uniform(0, _LONGEST)
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        write_on(folder, first, told)
    os.close(told)
    with os.fdopen(heard) as stream:
        lines = [stream.readline() for _ in range(before + 1)]  # the first: it begins
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += stream.readlines()
    return int(lines[-1])


def kill_writers(folder: Path, rounds: int) -> Iterator[str]:
    """Kill writers; every promise that was broken, and at the end what was done."""
    chance = random.Random(5)  # noqa: S311 - nothing is kept secret by it
    promised: set[int] = set()
    interrupted = 0
    Store.open(folder)
    for turn in range(rounds):
        first = turn * 1_000
        last = last_promise(folder, first, chance)
        interrupted += any(path.suffix == ".tmp" for path in folder.iterdir())
        promised |= set(range(first, last + 1))
        store = Store.open(folder)
        seen = {int(s.url.rpartition("/")[2]) for s in store.snapshots()}
        yield from (f"lost: {number}" for number in promised - seen)
        # Some were finished, and their writer killed before it could say so: whole all the same.
        promised |= seen
        for number in (n for n in promised if n >= first):
            if store.get(f"https://a.example/{number}") != result_of(number):
                yield f"changed: {number}"
        if turn % _SOME == _SOME - 1 or turn == rounds - 1:
            found = store.verify()
            yield from (f"verify: {problem}" for problem in (*found.failed, *found.not_checked))
    yield f"{rounds} killed, {interrupted} in the middle of a write, {len(promised)} kept"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in kill_writers(Path(sys.argv[1]), int(sys.argv[2])))
