"""A real process of the command line that can be killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from storage.keys import Keys, write_keys

SECRET = "a secret key of the tests, long enough for anybody"


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(folder: Path, url: str, keys: Keys, port: int, **more: str) -> dict[str, str]:
    """Return the settings of a deployment in a folder, and nothing of this machine's own."""
    write_keys(folder / "keys.json", keys)
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": url,
        "SAYSO_VAR": str(folder),
        "SAYSO_KEY_FILE": str(folder / "keys.json"),
        "SAYSO_SECRET_KEY": SECRET,
        "SAYSO_BASE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        **more,
    }


@dataclass
class Process:
    """``sayso ARGUMENTS`` with its children; what it says goes to a file in the folder.

    ``module`` is run by Python in its place, where a test needs a program of its own.
    """

    arguments: tuple[str, ...]
    settings: dict[str, str]
    folder: Path
    ready: Callable[[], bool]
    module: str = ""
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self, seconds: float = 180) -> None:
        """Start it and wait until it is ready."""
        log = (self.folder / f"{self.arguments[0]}.log").open("ab")
        sayso = [str(Path(sys.executable).with_name("sayso"))]
        command = [sys.executable, "-m", self.module] if self.module else sayso
        command += self.arguments
        self.running = subprocess.Popen(
            command, env=self.settings, stdout=log, stderr=log, cwd=self.folder
        )
        log.close()
        until = time.monotonic() + seconds
        while not self.ready():
            assert self.running.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill it and all its children at once, as a power cut would."""
        assert self.running is not None
        parent = psutil.Process(self.running.pid)
        for child in (parent, *parent.children(recursive=True)):
            child.send_signal(signal.SIGKILL)
        self.running.wait()

    def stop(self) -> int:
        """Ask it to end; return its exit status."""
        assert self.running is not None
        self.running.send_signal(signal.SIGTERM)
        return self.running.wait(90)

    def said(self) -> str:
        """Return all it printed or logged."""
        return (self.folder / f"{self.arguments[0]}.log").read_text(errors="replace")
