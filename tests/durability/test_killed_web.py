"""The web server is killed while people answer: nothing acknowledged is lost, nothing doubled."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from services.hall import Hall
from storage.kinds import InvitationState
from storage.models import Answer, Draft, Invitation, Response
from tests.builders.invited import Invited, invited
from tests.builders.pages import Page, Respondent
from tests.builders.process import Process, environment, free_port

AT_ONCE = 8
PATIENCE = 180
FEWEST_ANSWERS = 13
"""What a parent is asked at least on the way these patients take."""


@dataclass(frozen=True)
class Address:
    """Where the site is; the process behind it comes and goes."""

    url: str


@dataclass
class Patient:
    """A person who sends the same page again when the line breaks."""

    person: Invited
    respondent: Respondent
    told: dict[str, str] = field(default_factory=dict)

    def answer_all(self) -> None:
        """Answer every question, remembering what was acknowledged, and send."""
        self._again(lambda: self.respondent.start(self.person.token))
        while not self._at_review():
            self._answer(self.respondent.page)
        page = self.respondent.page
        self._again(lambda: self.respondent.press("send", page, mode="linked"))
        if not self.respondent.page.path.startswith("/r/ended"):
            assert "thank" in self.respondent.page.text.lower(), self.respondent.page.text

    def _at_review(self) -> bool:
        return "send" in self.respondent.page.form.buttons

    def _answer(self, page: Page) -> None:
        (key,) = page.asked
        name = f"answer.{key}"
        if name not in page.form.offered:
            self._again(lambda: self.respondent.press("answer", page))
            return
        raw = next(filter(None, page.form.offered[name]), "") or f"Words about {key}"
        self._again(lambda: self.respondent.press("answer", page, **{f"answer_{key}": raw}))
        self.told[key] = raw

    def _again(self, send) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                page = send()
            except httpx.TransportError:
                assert time.monotonic() < until, "the server did not come back"
                time.sleep(0.05)
                continue
            assert page.status == 200, (page.status, page.text)
            return


@pytest.fixture
def server(sqlite_url: str, sqlite_hall: Hall, tmp_path: Path) -> Iterator[tuple[Process, str]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = environment(tmp_path, sqlite_url, sqlite_hall.keys, port)
    process = Process(("serve",), settings, tmp_path, lambda: _answers(url))
    process.start()
    yield process, url
    process.kill()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code == 200
    except httpx.TransportError:
        return False


def _kill_while_working(
    process: Process, patients: list[Patient], at_work: list[Future[None]], kills: int
) -> None:
    """Kill after equal shares of what will be answered, so that each falls into the work."""
    share = len(patients) * FEWEST_ANSWERS // (kills + 1)
    for kill in range(1, kills + 1):
        while sum(len(patient.told) for patient in patients) < kill * share:
            assert not any(future.done() and future.exception() for future in at_work)
            time.sleep(0.01)
        process.kill()
        process.start()


def _run(server: tuple[Process, str], hall: Hall, people: int, kills: int) -> int:
    process, url = server
    patients = [Patient(invited(hall), Respondent(Address(url))) for _ in range(people)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        at_work = [pool.submit(patient.answer_all) for patient in patients]
        _kill_while_working(process, patients, at_work, kills)
        for future in at_work:
            future.result()
    for patient in patients:
        patient.respondent.client.close()
    for patient in patients:
        _compare(hall, patient)
    with hall.sessions.reading() as session:
        assert session.query(Response).count() == people
        assert session.query(Draft).count() == 0
    return sum(len(patient.told) for patient in patients)


def _compare(hall: Hall, patient: Patient) -> None:
    with hall.sessions.reading() as session:
        invitation = session.get_one(Invitation, patient.person.invitation_id)
        assert invitation.state is InvitationState.ANSWERED
        found = session.query(Response).filter_by(invitation_id=invitation.id).one()
        assert _kept(session, found.id, patient.told.keys()) == patient.told


def _kept(session, response_id: UUID, keys) -> dict[str, str]:
    rows = session.query(Answer).filter_by(response_id=response_id)
    return {row.question_id: _said(row) for row in rows if row.question_id in keys}


def _said(row: Answer) -> str:
    number = None if row.number is None else f"{row.number:g}"
    return row.text or row.code or number or ""


def test_three_kills_during_300_answers_lose_and_double_nothing(
    server: tuple[Process, str], sqlite_hall: Hall
) -> None:
    assert _run(server, sqlite_hall, people=24, kills=3) >= 300


@pytest.mark.soak
def test_twenty_kills_during_10_000_answers_lose_and_double_nothing(
    server: tuple[Process, str], sqlite_hall: Hall
) -> None:
    assert _run(server, sqlite_hall, people=750, kills=20) >= 9_900
