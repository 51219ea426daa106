"""What a process and all that descend from it use, as Linux tells it."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any


def watch(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """Processor seconds of all processes below one, and the most memory they held together.

    Read from ``/proc`` a few times a second, since ``getrusage`` leaves out workers that their
    engine ended; what a process does after it was last looked at is not counted.
    """
    seconds: dict[int, float] = {}
    most = 0
    while process.poll() is None:
        held = 0
        for pid in _family(process.pid):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            seconds[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            held += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        most = max(most, held)
        time.sleep(0.2)
    return {"cpu": round(sum(seconds.values()), 2), "peak_mib": most // 2**20}


def _family(root: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found
