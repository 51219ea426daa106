"""CPU seconds of the report on the five seeds, offline, in a process of its own.

    python benchmarks/speed/cold_report.py [RUNS]

Prints user plus system seconds of the child process: with an empty byte-code cache (the very first
start after installing from source), and with a filled one (every start after). On a shared machine
the smallest figure is the least disturbed one; the median shows how much it was disturbed.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Run and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        first = cpu_seconds(Path(folder) / "cache-0", Path(folder))
        later = [cpu_seconds(Path(folder) / "cache-0", Path(folder)) for _ in range(runs)]
    print(f"first start, empty byte-code cache: {first:.2f} CPU-s")
    print(
        f"later starts ({runs} runs): smallest {min(later):.2f}, "
        f"median {statistics.median(later):.2f}, largest {max(later):.2f} CPU-s"
    )


def cpu_seconds(cache: Path, folder: Path) -> float:
    """User plus system time of one run."""
    # A machine may be set to write no byte code; an installation with pip always does.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "provenance", "report", "seeds", "--offline", "-q",
         "-o", str(folder / "report.html")],
        cwd=ROOT,
        env={**kept, "PYTHONPYCACHEPREFIX": str(cache)},
        check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


if __name__ == "__main__":
    main()
