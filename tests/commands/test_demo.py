"""The demonstration is the same each time, opens every door, and ends when it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pyotp
import pytest

from storage.kinds import StaffRole
from tests.builders.operator import as_process
from tests.builders.pages import Page
from tests.builders.process import free_port

ANSWERED, INVITED, HELD, CASES = 120, 192, 60, 20
PATIENCE = 160
BY_WEB = {
    "child_after_review",
    "parent_after_conference",
    "staff_on_quality_assurance",
    "young_person_after_review",
}


@dataclass
class Demonstration:
    """One that was built; ``settings`` are all that its commands need."""

    folder: Path
    settings: dict[str, str]

    def report(self) -> Any:
        """Return the quarter's report, without what tells one file from another."""
        done = as_process(
            self.folder, self.settings, "report", "quarterly", "--period", "2026-Q2",
            "--format", "json", "-o", "report.json",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads((self.folder / "report.json").read_text("utf-8"))

    def doors(self) -> dict[str, Any]:
        """Return ``demo.json``."""
        found: dict[str, Any] = json.loads((self.folder / "var" / "demo.json").read_text("utf-8"))
        return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demonstration, str]:
    """A demonstration that was only built, and what was printed."""
    folder = tmp_path_factory.mktemp("built")
    done = as_process(folder, {}, "demo", "--no-serve", seconds=PATIENCE)
    assert done.returncode == 0, done.stderr
    return Demonstration(folder, {}), done.stdout


@dataclass
class Running:
    """One that runs as a process of its own."""

    process: subprocess.Popen[str]
    shown: Demonstration

    def end(self, number: int) -> tuple[int, str]:
        """Send a signal; return the exit status and what was printed."""
        self.process.send_signal(number)
        printed, _ = self.process.communicate(timeout=60)
        return self.process.returncode, printed


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A demonstration that is served, once its doors are published."""
    folder = tmp_path_factory.mktemp("running")
    settings = {"PATH": os.environ["PATH"], "PORT": str(free_port())}
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("sayso")), "demo"],
        env=settings, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while not (folder / "var" / "demo.json").exists():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until
        time.sleep(0.2)
    yield Running(process, Demonstration(folder, settings))
    if process.poll() is None:
        process.terminate()
        process.wait(60)


def test_its_figures_are_printed(built: tuple[Demonstration, str]) -> None:
    printed = built[1]
    for line in (f"responses: {ANSWERED}", f"meetings: {HELD}", f"invitations: {INVITED}"):
        assert line in printed.splitlines()


def test_two_builds_give_the_same_report(
    built: tuple[Demonstration, str], running: Running
) -> None:
    report = built[0].report()
    assert report == running.shown.report()
    figures = {figure["id"]: figure["value"] for figure in report["figures"]}
    assert (figures["returns.all.sent"], figures["returns.all.returned"]) == (44, 31)


def test_every_questionnaire_has_an_open_door(running: Running) -> None:
    doors = running.shown.doors()
    assert {door["questionnaire"] for door in doors["respond"]} == BY_WEB
    assert {start["questionnaire"] for start in doors["telegram"]} <= BY_WEB - {
        "child_after_review"
    }
    assert (len(doors["case_ids"]), doors["period"]) == (CASES, "2026-Q2")
    for door in doors["respond"]:
        page = httpx.get(door["url"], trust_env=False)
        assert page.status_code == 200
        assert "Start" in page.text


def test_each_staff_role_signs_in_with_its_password_and_its_code(running: Running) -> None:
    doors = running.shown.doors()
    assert [login["role"] for login in doors["staff"]] == [role.value for role in StaffRole]
    for login in doors["staff"]:
        with httpx.Client(base_url=doors["base_url"], trust_env=False) as client:
            landed = _sign_in(client, login)
        assert landed.url.path == "/staff/", login["role"]
        assert "Sign out" in landed.text


def _sign_in(client: httpx.Client, login: dict[str, str]) -> httpx.Response:
    code = pyotp.TOTP(login["totp_secret"]).now()
    client.follow_redirects = True
    page = client.get("/staff/")
    for typed in ({"email": login["email"], "password": login["password"]}, {"code": code}):
        form = Page.of(page).form
        page = client.post(form.action or page.url.path, data={**form.fields, **typed})
    return page


def test_a_role_without_a_login_has_no_code(
    built: tuple[Demonstration, str], tmp_path: Path
) -> None:
    folder = built[0].folder
    assert len(as_process(folder, {}, "demo", "code", "officer").stdout.strip()) == 6
    assert as_process(folder, {}, "demo", "code", "king").returncode == 2
    nowhere = as_process(tmp_path, {}, "demo", "code", "officer")
    assert (nowhere.returncode, "run 'sayso demo' first" in nowhere.stderr) == (1, True)


def test_other_commands_find_it_without_any_setting(built: tuple[Demonstration, str]) -> None:
    done = as_process(built[0].folder, {}, "concerns", "list", "--all", "--json")
    concerns = json.loads(done.stdout)
    assert {"now", "today", "soon"} == {one["level"] for one in concerns}
    assert {one["case"] for one in concerns} - {None} <= set(built[0].doors()["case_ids"])


def test_its_day_stands_still_for_every_command(built: tuple[Demonstration, str]) -> None:
    done = as_process(built[0].folder, {}, "invite", "--rules", "--json")
    assert json.loads(done.stdout) == {"invited": [], "not_asked": {}}


def test_a_second_one_in_the_same_folder_is_refused(running: Running) -> None:
    shown = running.shown
    second = as_process(shown.folder, {}, "demo", "--no-serve")
    assert second.returncode == 1
    assert "The demonstration runs already" in second.stderr
    assert shown.doors()["respond"]


def test_a_port_in_use_is_refused_before_anything_is_built(
    running: Running, tmp_path: Path
) -> None:
    second = as_process(tmp_path, {"PORT": running.shown.settings["PORT"]}, "demo")
    assert (second.returncode, second.stdout) == (1, "")
    assert "is in use; end what uses it, or set PORT" in second.stderr
    assert not (tmp_path / "var" / "demo").exists()


def test_sigterm_ends_it_cleanly_with_all_it_started(running: Running) -> None:
    children = psutil.Process(running.process.pid).children(recursive=True)
    assert len(children) >= 4, "web with its workers, bot and jobs"
    status, printed = running.end(signal.SIGTERM)
    assert status == 0, printed
    assert "Sayso is at http://127.0.0.1:" in printed
    assert "Traceback" not in printed
    assert not [child for child in children if child.is_running()]
