"""Real processes on one database: each turn is done once and each notice sent, whoever dies."""

from __future__ import annotations

import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
from sqlalchemy import select

from services.build import present
from services.hall import Hall
from services.upkeep.timetable import JOBS
from storage.keys import Keys
from storage.kinds import Delivery, OutboxState
from storage.models import JobSlot, Outbox
from tests.builders.invited import Invited
from tests.builders.jobs_by_day import AHEAD
from tests.builders.letters import invitation, invite_by_letter, set_of
from tests.builders.mailbox import Mailbox, mailbox
from tests.builders.process import Process, environment
from tests.builders.worries import notices, worry

DONE = re.compile(r"job (\w+) turn (\S+): ok ")
COUNCIL = 'safeguarding_contacts = ["lead@council.example"]\n'
PATIENCE = 180.0
BY_DAY = "tests.builders.jobs_by_day"
EIGHT_DAYS_ON = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)
"""Eight days after the moment at which the hall's own clock stands, in the morning."""


@dataclass
class Team:
    """Processes of ``sayso jobs`` on one database."""

    hall: Hall
    folder: Path
    url: str
    keys: Keys
    more: dict[str, str] = field(default_factory=dict)
    module: str = ""
    members: list[Process] = field(default_factory=list)

    def start(self) -> Process:
        folder = self.folder / str(len(self.members))
        folder.mkdir()
        settings = environment(folder, self.url, self.keys, 8000, **self.more)
        log = folder / "jobs.log"

        def ready() -> bool:
            return "jobs started" in log.read_text()

        member = Process(("jobs",), settings, folder, ready, self.module)
        member.start()
        self.members.append(member)
        return member

    def alive(self) -> list[Process]:
        return [one for one in self.members if one.running and one.running.poll() is None]

    def kill_the_sender(self) -> bool:
        """Kill the member that has claimed a notice just now; return whether there was one."""
        query = select(Outbox.claimed_by).where(Outbox.claimed_by.is_not(None))
        with self.hall.sessions.reading() as session:
            number = (session.scalars(query).first() or "").rpartition(":")[2]
        for one in self.alive():
            if one.running and str(one.running.pid) == number:
                one.kill()
                return True
        return False

    def wait(self, until: Callable[[], object], members: int = 0) -> None:
        """Wait for something, and start members anew so that so many are alive."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, "\n".join(one.said() for one in self.members)
            if len(self.alive()) < members:
                self.start()
            time.sleep(0.2)

    def done(self) -> Counter[tuple[str, str]]:
        """Count how often each turn was said to be done, by all members together."""
        return Counter(turn for one in self.members for turn in DONE.findall(one.said()))

    def turns(self, state: str) -> set[tuple[str, str]]:
        with self.hall.sessions.reading() as session:
            rows = session.scalars(select(JobSlot).where(JobSlot.state == state)).all()
        return {(row.job, f"{row.slot:%Y-%m-%dT%H:%M:%S}") for row in rows}


@pytest.fixture
def team(hall: Hall, database_url: str, keys: Keys, tmp_path: Path) -> Iterator[Team]:
    found = Team(hall, tmp_path, database_url, keys)
    yield found
    for member in found.alive():
        member.kill()


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as found:
        found.seconds = 0.1
        yield found


def all_sent(hall: Hall, number: int) -> bool:
    query = select(Outbox.state)
    with hall.sessions.reading() as session:
        states = list(session.scalars(query))
    return len(states) == number and set(states) == {OutboxState.SENT}


@pytest.mark.parametrize(
    ("concerns", "kills"),
    [(5, 1), pytest.param(50, 5, marks=pytest.mark.soak)],
)
def test_each_turn_is_done_once_and_all_that_is_sent_arrives_though_senders_are_killed(
    team: Team, box: Mailbox, tmp_path: Path, concerns: int, kills: int
) -> None:
    (tmp_path / "council.toml").write_text(COUNCIL)
    team.more = {"SMTP_URL": box.url, "SAYSO_COUNCIL": str(tmp_path / "council.toml")}
    team.module, team.more["PYTHONPATH"] = BY_DAY, str(Path(__file__).parents[2])
    team.more[AHEAD] = str((EIGHT_DAYS_ON - present()).total_seconds())
    killed = 0

    def arriving(letter: EmailMessage) -> None:
        nonlocal killed
        if killed < kills and len(box.letters) >= 3 * (killed + 1):
            killed += team.kill_the_sender()

    box.arriving = arriving
    # Eight days on each concern is escalated too, and each silence reminded of.
    silent = [written_to(team.hall) for _ in range(concerns)]
    for _ in range(concerns):
        worry(team.hall)
    team.wait(lambda: all_sent(team.hall, 3 * concerns), members=2)
    before = _turns_done(team)
    team.wait(lambda: _turns_done(team) >= before + 2)
    assert killed == kills
    for survivor in team.alive():
        assert survivor.stop() == 0
        assert "jobs ended" in survivor.said()
    repeats = Counter(box.ids)
    assert set(repeats) == set(_ids(team.hall))
    assert sum(repeats.values()) <= len(repeats) + 2 * kills, "of each kind one at a time"
    assert [invitation(team.hall, one).reminders for one in silent] == [1] * concerns
    done = team.done()
    assert set(done.values()) == {1}
    assert set(done) <= team.turns("ok")
    unlogged = team.turns("ok") - set(done)
    assert len(unlogged) <= kills * len(JOBS), "recorded, and killed before its thread logged it"
    assert {name for name, _ in done} == {job.name for job in JOBS}
    assert team.turns("failed") == set()
    assert len({slot for job, slot in team.turns("running") if job == "send"}) <= kills


def written_to(hall: Hall) -> Invited:
    """Ask somebody whose letter has left, and who stays silent."""
    person = invite_by_letter(hall, f"{uuid4().hex}@family.example")
    set_of(hall, person, delivery=Delivery.SENT, sent_at=hall.clock())
    with hall.sessions.writing() as session:
        session.query(Outbox).filter(Outbox.kind == "invitation").delete()
    return person


def _turns_done(team: Team) -> int:
    return sum(team.done().values())


def _ids(hall: Hall) -> list[str]:
    query = select(Outbox.id)
    with hall.sessions.reading() as session:
        return [f"<{found}@127.0.0.1>" for found in session.scalars(query)]


def test_without_a_mail_server_the_process_runs_and_says_aloud_that_nobody_is_told(
    team: Team,
) -> None:
    worry(team.hall)
    member = team.start()
    team.wait(lambda: "failed (" in member.said())
    assert member.running is not None
    psutil.Process(member.running.pid).send_signal(signal.SIGINT)
    assert member.running.wait(90) == 0
    said = member.said()
    assert "concern notices cannot be sent: no mail server is set; set SMTP_URL" in said
    assert re.search(r"ERROR jobs.turn: job send turn \S+: failed \(\d concern notices", said)
    assert said.rstrip().endswith("jobs ended")
    assert {row.state for row in notices(team.hall).values()} == {OutboxState.WAITING}
