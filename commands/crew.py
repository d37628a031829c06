"""Several of our processes under one foreground command: started, watched and ended together."""

from __future__ import annotations

import signal
import subprocess  # nosec B404 - starts our own commands, with no shell
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from services.refusal import Refused

_GRACE_SECONDS = 25
_LOOK_SECONDS = 0.3


class Crew:
    """Commands of Sayso that run beside each other; use it in a ``with``, which ends them.

    Args:
        names: commands such as ``serve``, each as it is typed.
        environ: their environment.
        log: file that takes what they log.
    """

    def __init__(self, names: tuple[str, ...], environ: Mapping[str, str], log: Path) -> None:
        self._names = names
        self._environ = dict(environ)
        self._log = log
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Crew:
        with self._log.open("ab") as log:
            for name in self._names:
                self._running[name] = subprocess.Popen(  # noqa: S603  # nosec B603 - our own commands
                    [sys.executable, "-m", "cli", *name.split()],
                    env=self._environ,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A second Ctrl-C must not leave a process behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + _GRACE_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def until(self, ready: Callable[[], bool], patience: float) -> None:
        """Wait until something holds; raises Refused when it takes too long or one has ended."""
        deadline = time.monotonic() + patience
        while not ready():
            self._all_there()
            if time.monotonic() > deadline:
                raise Refused(f"The web server does not answer; see {self._log}.")
            time.sleep(_LOOK_SECONDS)

    def watch(self) -> None:
        """Wait for ever; raises Refused when one of them ends by itself."""
        while True:
            self._all_there()
            time.sleep(_LOOK_SECONDS)

    def _all_there(self) -> None:
        for name, process in self._running.items():
            if process.poll() is not None:
                raise Refused(
                    f"'sayso {name}' ended by itself, so all were ended; see {self._log}."
                )


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does, and neither count as a fault."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
