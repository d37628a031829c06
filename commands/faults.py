"""Turns a fault into one sentence; what nobody foresaw gets a number and goes to the log file."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from analysis import CodebookFaults
from logs import PrivateFormatter
from services.council import CouncilFaults
from services.refusal import Refused
from settings import SettingsFaults
from storage.engine import StorageFault
from storage.keys import KeyFault
from surveys.faults import QuestionnaireFaults
from surveys.library import NotInLibrary

_SHOWABLE = (
    CodebookFaults,
    CouncilFaults,
    KeyFault,
    NotInLibrary,
    QuestionnaireFaults,
    Refused,
    SettingsFaults,
    StorageFault,
)
"""Faults whose message is written for people and holds no words of respondents."""


def told(fault: Exception) -> click.ClickException:
    """Return what to tell the person at the command line; the exit status is 1."""
    if isinstance(fault, _SHOWABLE):
        return click.ClickException(str(fault))
    if isinstance(fault, DBAPIError):
        return click.ClickException(_database(fault))
    if isinstance(fault, OSError) and fault.filename is not None:
        return click.ClickException(f"{fault.filename} cannot be used: {fault.strerror}.")
    return click.ClickException(_unforeseen(fault))


def _database(fault: DBAPIError) -> str:
    # The driver's own sentence only: SQLAlchemy's would quote the statement and its values.
    number = _logged(fault)
    kind = type(fault.orig).__name__
    if "locked" in str(fault.orig):
        return "The database is busy with another writer; try again in a moment."
    return (
        f"The database refused ({kind}), and nothing was changed; "
        f"run 'sayso doctor', or look for {number} in {_log_file()}."
    )


def _unforeseen(fault: Exception) -> str:
    number = _logged(fault)
    return (
        f"Something went wrong that Sayso did not foresee, and it stopped. "
        f"Look for {number} in {_log_file()}, and tell whoever looks after Sayso."
    )


def _log_file() -> Path:
    return Path(os.environ.get("SAYSO_VAR", "var")) / "sayso.log"


def _logged(fault: Exception) -> str:
    """Write type and place of a fault to the log file; return the number it has there."""
    number = f"E-{secrets.token_hex(4)}"
    record = logging.LogRecord(
        "sayso.command",
        logging.ERROR,
        __file__,
        0,
        "%s",
        (number,),
        (type(fault), fault, fault.__traceback__),
    )
    file = _log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write(PrivateFormatter().format(record) + "\n")
    except OSError:
        return f"{number} (the log could not be written)"
    return number
