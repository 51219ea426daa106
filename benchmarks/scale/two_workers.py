"""Two native workers against one, and against what the machine can give, in alternating rounds.

    python benchmarks/scale/two_workers.py WORK --articles 1000 --rounds 6 --results FILE

Neighbours of a shared machine take from two cores more than from one, and not always the same. So
each round runs, one after the other: the job with one worker; with two; and the peer, that job with
one worker twice at the same time. The two have nothing to do with each other, so that their
articles a second are what two cores of this machine give just then. All by rules, on generated
pages with documents at hand.

Seconds are those of the whole process, its start and imports included. Rounds are added to FILE, a
line of JSON each; what is printed counts all that stand there for as many articles.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from measure import HERE, ONE_CORE, Bench, machine


def seconds(bench: Bench, name: str, pages: Path, **settings: Any) -> float:
    """Seconds of a job from its start to its end, in a process of its own."""
    told = {
        "inputs": [str(pages)],
        "output": str(bench.tables(name)),
        "engine": "native",
        "models": False,
        **settings,
    }
    command = [sys.executable, str(HERE / "measure.py"), "--job", json.dumps(told)]
    clock = time.perf_counter()
    subprocess.run(command, env=os.environ | ONE_CORE, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - clock


def measure_round(bench: Bench, articles: int) -> dict[str, float]:
    """Seconds with one worker, with two, and of two jobs at the same time."""
    pages, sources = bench.corpus(articles, "html")
    given = {"sources": str(sources)}
    one = seconds(bench, "one", pages, workers=1, **given)
    two = seconds(bench, "two", pages, workers=2, **given)
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(seconds, bench, f"twin-{number}", pages, workers=1, **given)
            for number in range(2)
        ]
        twins = max(job.result() for job in jobs)
    return {"one": round(one, 2), "two": round(two, 2), "twins": round(twins, 2)}


def told_of(rounds: Sequence[dict[str, Any]]) -> str:
    """What the rounds say, for people: how many times the articles a second of one worker."""
    lines = ["one      two      twice    two : one   twice : one"]
    lines.extend(_line(each["one"], each["two"], each["twins"]) for each in rounds)
    for what, count in (("shortest", min), ("median", statistics.median), ("all", sum)):
        one, two, twins = (count(each[key] for each in rounds) for key in ("one", "two", "twins"))
        lines.append(f"{_line(one, two, twins)}   {what}")
    return "\n".join(lines)


def _line(one: float, two: float, twins: float) -> str:
    return f"{one:7.2f}  {two:7.2f}  {twins:7.2f}  {one / two:.2f}        {2 * one / twins:.2f}"


def main() -> None:
    """Measure so many rounds more, and print them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--results", type=Path, required=True)
    asked = parser.parse_args()
    bench = Bench(work=asked.work)
    for _ in range(asked.rounds):
        about = {"articles": asked.articles, "machine": machine()}
        row = about | measure_round(bench, asked.articles)
        with asked.results.open("a", encoding="utf-8") as results:
            results.write(json.dumps(row) + "\n")
    rows = [json.loads(line) for line in asked.results.read_text("utf-8").splitlines()]
    print(told_of([row for row in rows if row["articles"] == asked.articles]))


if __name__ == "__main__":
    main()
