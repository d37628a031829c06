"""The jobs of the timetable do what their names say."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from services.hall import Hall
from services.upkeep.rhythm import Daily
from services.upkeep.shift import BrokenOff
from services.upkeep.timetable import JOBS, analyse
from storage.models import Coding
from tests.builders.invited import invited
from tests.builders.stored import count
from tests.builders.talk import answer_in_turn, sit_down
from tests.builders.worries import shift


def say(hall: Hall, words: str) -> None:
    """Let somebody say something in words and send it."""
    talk = sit_down(hall, invited(hall))
    answer_in_turn(talk, "working_well", words)
    talk.send()


def test_new_comments_are_coded_once(hall: Hall) -> None:
    say(hall, "The social worker was kind and explained the plan.")
    assert analyse(shift(hall)).note == "1 comments coded"
    assert analyse(shift(hall)).note == "no new comments"


def test_coding_ends_after_a_batch_when_the_process_is_to_end(sqlite_hall: Hall) -> None:
    say(sqlite_hall, "The social worker was kind and explained the plan.")
    with pytest.raises(BrokenOff):
        analyse(replace(shift(sqlite_hall), stopping=lambda: True))
    assert count(sqlite_hall, Coding) > 0
    assert analyse(shift(sqlite_hall)).note == "no new comments"


def test_no_daily_job_runs_in_the_hour_of_the_change() -> None:
    daily = [job.rhythm.at for job in JOBS if isinstance(job.rhythm, Daily)]
    assert daily
    assert all(at < time(1) or at >= time(2) for at in daily)
