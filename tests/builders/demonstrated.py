"""The demonstration, built once for a whole run of tests however many processes share it."""

from __future__ import annotations

import fcntl
import json
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.builders.operator import Operator, as_process

PATIENCE = 900
"""Seconds; alone on a machine it takes a minute, but tests are seldom alone."""

_PRINTED = "printed.txt"


@dataclass(frozen=True)
class Demonstration:
    """One that was built; ``settings`` are all that its commands need."""

    folder: Path
    settings: dict[str, str]

    def report(self, period: str = "2026-Q2") -> Any:
        """Return a quarter's report, without what tells one file from another."""
        file = self.folder / f"report-{period}.json"
        asked = ("report", "quarterly", "--period", period, "--format", "json", "-o", str(file))
        if not file.exists():
            with chdir(self.folder):
                Operator(self.folder, self.settings).is_told(*asked)
        return json.loads(file.read_text("utf-8"))

    def doors(self) -> dict[str, Any]:
        """Return ``demo.json``."""
        found: dict[str, Any] = json.loads((self.folder / "var" / "demo.json").read_text("utf-8"))
        return found

    def printed(self) -> str:
        """Return what was printed when it was built."""
        return (self.folder / _PRINTED).read_text("utf-8")


def built_once(shared: Path) -> Demonstration:
    """Return a demonstration that others read too, so let nothing change in it.

    Args:
        shared: a folder that all processes of this run of tests see.
    """
    folder = shared / "demonstration"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / _PRINTED).exists():
            done = as_process(folder, {}, "demo", "--no-serve", seconds=PATIENCE)
            assert done.returncode == 0, done.stderr
            (folder / _PRINTED).write_text(done.stdout, "utf-8")
    return Demonstration(folder, {})


def shared_folder(base: Path, worker: str) -> Path:
    """Return a folder of the whole run; a process among several has one of its own below it."""
    return base if worker == "master" else base.parent
