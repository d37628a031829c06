"""The jobs' process: APScheduler as the clock, rows in the database for what was done."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from jobs.turn import Ticker
from services.build import present
from services.care.notices import missing
from services.hall import Hall
from services.upkeep import slots
from services.upkeep.mail_server import MailServer
from services.upkeep.shift import Shift
from services.upkeep.timetable import JOBS

LOG = logging.getLogger(__name__)

_TICK_SECONDS = 5


class JobSettings(Protocol):
    """What the jobs need of the settings."""

    @property
    def base_url(self) -> str:
        """Address of the site, without a slash at the end."""

    @property
    def mail_server(self) -> MailServer | None:
        """Where e-mail is handed over; None when none is set."""


def run(hall: Hall, settings: JobSettings, clock: Callable[[], datetime] = present) -> None:
    """Give the jobs their turns until SIGTERM or SIGINT; to be called in the main thread.

    What is under way at the end is finished, or broken off after the piece at hand, and given
    back. Any number of these processes may run on one database.

    Args:
        hall: the deployment.
        settings: base URL and mail server.
        clock: by which turns are counted; the present.
    """
    ending = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    shift = Shift(hall, settings.base_url, settings.mail_server, ending.is_set)
    slots.recover(hall, clock())
    if why := missing(hall.council, settings.mail_server):
        LOG.warning("concern notices cannot be sent: %s", why)
    scheduler = _scheduler(Ticker.of_this_process(shift, clock))
    scheduler.start()
    LOG.info("jobs started: %s", ", ".join(job.name for job in JOBS))
    ending.wait()
    scheduler.shutdown(wait=True)
    LOG.info("jobs ended")


def _scheduler(ticker: Ticker) -> BackgroundScheduler:
    """Return a clock that asks for each job every few seconds, late or not.

    It holds nothing that could be lost: a tick that was missed is made up by the next.
    """
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(len(JOBS))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )
    for job in JOBS:
        scheduler.add_job(
            ticker.tick,
            "interval",
            (job,),
            id=job.name,
            seconds=_TICK_SECONDS,
            next_run_time=present(),
        )
    return scheduler
