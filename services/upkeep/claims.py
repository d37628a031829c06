"""Who holds a claim on a row: a process of this machine that may have been killed meanwhile."""

from __future__ import annotations

import os
import socket

_LONGEST_HOST = 60


def worker() -> str:
    """Return the name under which this process claims rows: machine and process number."""
    return f"{_host()}:{os.getpid()}"


def is_gone(name: str) -> bool:
    """Return whether the process of that name on this machine has ended.

    A name of this very process counts as gone, since it is asked before anything is claimed: a
    container gives each new process the same number. Of other machines nothing is known.
    """
    host, _, number = name.rpartition(":")
    if host != _host() or not number.isdecimal():
        return False
    return int(number) == os.getpid() or not _runs(int(number))


def _host() -> str:
    return socket.gethostname()[:_LONGEST_HOST]


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
