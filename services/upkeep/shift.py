"""What a job is handed for one turn, and what it says when the turn is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from services.hall import Hall
from services.insight.progress import Advance
from services.upkeep.mail_server import MailServer


class BrokenOff(Exception):
    """The process is to end; what was committed stays, and the turn is given back."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Shift:
    """One turn of a job.

    Args:
        hall: the deployment.
        base_url: address of the site, without a slash at the end.
        mail_server: where e-mail goes; None when none is set.
        stopping: whether the process is to end.
    """

    hall: Hall
    base_url: str
    mail_server: MailServer | None = None
    stopping: Callable[[], bool] = _never

    def go_on(self) -> None:
        """To be called between two pieces of work; raises BrokenOff when it is time to end."""
        if self.stopping():
            raise BrokenOff

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Advance]:
        """Give long work a bar that nobody sees, but that ends it when the process is to end."""
        yield lambda pieces: self.go_on()


@dataclass(frozen=True, slots=True)
class Done:
    """How a turn went.

    Args:
        note: what was done, in numbers; no words of anybody.
        fault: what was left undone and how to mend it, None when nothing was.
    """

    note: str
    fault: str | None = None
