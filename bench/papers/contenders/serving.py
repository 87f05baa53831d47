"""The loop of every contender's process; plain Python, because some run in another environment."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Cost = Callable[[], float]  # CPU seconds so far, of all that works for this contender
Peak = Callable[[], float]  # MB needed at most so far


def own_cpu() -> float:
    """CPU seconds of this process and of children that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def own_peak() -> float:
    """The most memory this process has held, or one of its ended children, in MB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) / 1024


def serve(
    make: Callable[[dict[str, Any]], bytes], cost: Cost = own_cpu, peak: Peak = own_peak
) -> None:
    """Make a PDF of each sheet told on standard input, until it ends."""
    target = Path(sys.argv[1])
    print("ready", flush=True)
    for line in sys.stdin:
        sheet = json.loads(line)
        before = cost()
        pdf = make(sheet)
        spent = cost() - before
        target.write_bytes(pdf)
        print(json.dumps({"cpu_ms": spent * 1000, "peak_mb": peak()}), flush=True)
