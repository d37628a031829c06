"""``sayso jobs`` with a clock of the test's own, so that it is day and the right one."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from datetime import datetime, timedelta

import logs
from jobs.process import run
from services.build import opened, present
from settings import Settings

AHEAD = "SAYSO_TEST_SECONDS_AHEAD"


def main() -> None:
    """Run the jobs of the deployment that the environment names."""
    gc.freeze()  # as cli.py does
    logs.configure()
    settings = Settings.read(os.environ)
    ahead = timedelta(seconds=float(os.environ[AHEAD]))

    def clock() -> datetime:
        return present() + ahead

    with opened(settings) as hall:
        run(replace(hall, clock=clock), settings)


if __name__ == "__main__":
    main()
