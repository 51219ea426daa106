"""Fetching: 200 pages from 20 hosts against the politeness bound, and hostile servers' cost.

    python benchmarks/speed/fetching.py [--delay SECONDS] [--only pages|hostile]

All servers run on this machine, in a process of their own, under 20 names that a resolver of ours
leads to it. With one request at a time and ``delay`` seconds between two starts, a host with ten
pages and a ``robots.txt`` cannot be done before ten delays: that is the bound. Prints wall time and
its ratio to the bound; then, for every server of ``tests/hostile_servers.py``, seconds and the
largest memory that Python held (``tracemalloc``, which makes it slower), under limits of 1 MB a
page. The seconds of those that end by the clock are the limit: 0.8 a page, 1.6 with its rules.
"""

import argparse
import contextlib
import multiprocessing
import resource
import sys
import time
import tracemalloc
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "tests"))
from hostile_servers import CASES
from loopback import Respond, in_turn, response, serving, to_this_machine

from provenance.fetching import Client, FetchOptions
from provenance.model import Capture

HOSTS = 20
PAGES = 10
PAGE = b"<html><body>" + b"<p>The council met on Tuesday.</p>" * 1_500 + b"</body></html>"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--only", choices=("pages", "hostile"))
    arguments = parser.parse_args()
    if arguments.only != "hostile":
        measure_pages(arguments.delay)
    if arguments.only != "pages":
        measure_hostile()


def measure_pages(delay: float) -> None:
    """Print how long 200 pages take."""
    responds = [in_turn(response(PAGE))] * HOSTS
    options = FetchOptions(
        allow_private=True, resolver=to_this_machine, per_host_delay=delay, contact="benchmark"
    )
    with served(responds, keeps=True) as ports, Client(options) as client:
        urls = [
            f"http://host{host}.example:{port}/{page}"
            for page in range(PAGES)
            for host, port in enumerate(ports)
        ]
        wall, cpu = time.perf_counter(), time.process_time()
        results = client.get_all(urls)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    had = sum(isinstance(result, Capture) for result in results)
    bound = PAGES * delay
    print(f"{had} of {len(urls)} pages of {len(PAGE):,} bytes from {HOSTS} hosts")
    print(f"wall {wall:.2f} s, bound {bound:.2f} s, ratio {wall / bound:.3f}; CPU {cpu:.2f} s")


def measure_hostile() -> None:
    """Print what each hostile server costs."""
    print("\n| server | ends as | seconds | MB at most |\n| --- | --- | --- | --- |")
    with served([case.answer for case in CASES], keeps=False) as ports:
        for case, port in zip(CASES, ports, strict=True):
            tracemalloc.start()
            began = time.perf_counter()
            with Client(case.limits) as client:
                result = client.get(f"{case.scheme}://127.0.0.1:{port}/")
            seconds = time.perf_counter() - began
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            if isinstance(result, Capture):
                end = "the page, cut short" if result.truncated else "the page"
            else:
                end = f"`{result.reason.value}`"
            print(f"| {case.name} | {end} | {seconds:.2f} | {most / 1e6:.1f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nlargest resident size of the process, all cases together: {peak:.0f} MiB")


@contextlib.contextmanager
def served(responds: list[Respond], *, keeps: bool) -> Iterator[list[int]]:
    """Ports of servers in a process of their own, so that what they hold is not counted."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(
        target=run_servers, args=(there, responds, keeps), daemon=True
    )
    process.start()
    try:
        yield here.recv()
    finally:
        process.kill()
        process.join()


def run_servers(pipe: Connection, responds: list[Respond], keeps: bool) -> None:  # noqa: FBT001 - called by multiprocessing
    """Start the servers, tell their ports, and stay."""
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(serving(respond, keeps=keeps)) for respond in responds]
        pipe.send([server.port for server in servers])
        while True:
            time.sleep(60)


if __name__ == "__main__":
    main()
