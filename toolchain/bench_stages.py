"""Seconds, processor seconds and peak memory of stages, printed as they end."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

MEGA = 2**20


class Row(NamedTuple):
    """One line: seconds by the clock, seconds of processor, and the most megabytes held."""

    name: str
    seconds: float
    processor: float
    peak: int


class Stages:
    """Collects stages; those that are ``counted`` add up to the whole."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.seconds, self.processor, self.peak = out, 0.0, 0.0, 0
        self.headed = False
        self.rows: list[Row] = []

    @contextmanager
    def counted(self, name: str) -> Iterator[None]:
        """A stage of the whole."""
        yield from self._measured(name, is_part=True)

    @contextmanager
    def aside(self, name: str, target: float | None = None) -> Iterator[None]:
        """A stage that is not part of the whole; it is printed in brackets."""
        yield from self._measured(name if target is None else f"{name}, target {target} s", is_part=False)

    def row(self, name: str, seconds: float, processor: float, peak: int) -> None:
        """Print one line, and keep it."""
        self.rows.append(Row(name, seconds, processor, peak))
        if not self.headed:
            print(f"{'stage':<64} {'s':>8} {'cpu s':>8} {'peak MB':>8}", file=self.out)
            self.headed = True
        print(f"{name:<64} {seconds:>8.2f} {processor:>8.2f} {peak:>8,}", file=self.out, flush=True)

    def _measured(self, name: str, *, is_part: bool) -> Iterator[None]:
        forget_peak()
        began, before = time.perf_counter(), used()
        yield
        seconds, processor, peak = time.perf_counter() - began, used() - before, peak_megabytes()
        if is_part:
            self.seconds, self.processor = self.seconds + seconds, self.processor + processor
            self.peak = max(self.peak, peak)
        self.row(name if is_part else f"[{name}]", seconds, processor, peak)


def used() -> float:
    """Seconds of processor of this process and its threads."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def forget_peak() -> None:
    """Let the kernel count the peak anew, where it can; else it stays the peak since the start."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_megabytes() -> int:
    """Most memory held since ``forget_peak``."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 // MEGA
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024) // MEGA
