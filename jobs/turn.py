"""One tick of one job: takes the turn if it is to be had, does it, and records how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.upkeep import slots
from services.upkeep.claims import worker
from services.upkeep.shift import BrokenOff, Shift
from services.upkeep.slots import Claim, SlotState
from services.upkeep.timetable import Job

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ticker:
    """Gives jobs their turns in one process.

    Args:
        shift: what the jobs are handed.
        present: the time by which turns are counted. The hall's own clock, by which the work
            goes, a demonstration sets back.
        name: of this process among those that claim turns.
    """

    shift: Shift
    present: Callable[[], datetime]
    name: str

    @staticmethod
    def of_this_process(shift: Shift, present: Callable[[], datetime]) -> Ticker:
        """Return a ticker under the name of this process."""
        return Ticker(shift, present, worker())

    def tick(self, job: Job) -> None:
        """Do the newest turn of a job unless it was done or is being done; raises nothing."""
        try:
            self._tick(job)
        except Exception:
            # The database is away or busy; the next tick finds the same turn.
            LOG.exception("job %s: the turn could not be taken or recorded", job.name)

    def _tick(self, job: Job) -> None:
        if self.shift.stopping():
            return
        now = self.present()
        slot = job.rhythm.latest(now)
        held = slots.claim(self.shift.hall, job.name, slot, self.name, now, job.lease)
        if held is not None:
            LOG.info("job %s turn %s: start", job.name, _shown(held))
            self._work(job, held)

    def _work(self, job: Job, held: Claim) -> None:
        try:
            done = job.work(self.shift)
        except BrokenOff:
            slots.release(self.shift.hall, held, self.present())
            LOG.info("job %s turn %s: broken off", job.name, _shown(held))
        except Exception as fault:
            LOG.exception("job %s turn %s: failed", job.name, _shown(held))
            self._finish(held, SlotState.FAILED, f"stopped by {type(fault).__name__}")
        else:
            state = SlotState.OK if done.fault is None else SlotState.FAILED
            if self._finish(held, state, done.fault or done.note):
                self._say(job, held, state, done.fault or done.note)

    def _finish(self, held: Claim, state: SlotState, note: str) -> bool:
        kept = slots.finish(self.shift.hall, held, state, note, self.present())
        if not kept:
            LOG.warning("job %s turn %s: another process has it now", held.job, _shown(held))
        return kept

    def _say(self, job: Job, held: Claim, state: SlotState, note: str) -> None:
        level = logging.INFO if state is SlotState.OK else logging.ERROR
        LOG.log(level, "job %s turn %s: %s (%s)", job.name, _shown(held), state.value, note)


def _shown(held: Claim) -> str:
    return f"{held.slot:%Y-%m-%dT%H:%M:%S}"
