"""The demonstration is the same each time, opens every door, and ends when it is told to."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
import pyotp
import pytest

from services.build import DEMONSTRATION_ENV, demonstration_folder
from services.upkeep.demonstration.building import DATABASE
from storage.kinds import StaffRole
from tests.builders.demonstrated import PATIENCE, Demonstration, built_once, shared_folder
from tests.builders.operator import Operator, as_process
from tests.builders.pages import Page
from tests.builders.process import free_port

RESPONSES, MEETINGS, CASES = 400, 200, 60
FIGURES = {
    "2025-Q2": "22e4fbdcae02",
    "2025-Q3": "87027043dc03",
    "2025-Q4": "512cf05cb090",
    "2026-Q1": "82fe5df1520c",
    "2026-Q2": "10ecf911526a",
}
"""The first part of the sum of all figures of each quarter."""

OPEN = {
    "carer_own_views",
    "chair_quality_form",
    "child_after_conference",
    "child_after_review",
    "parent_after_conference",
    "partner_after_conference",
    "staff_on_quality_assurance",
    "young_person_after_review",
}
FOR_CHILDREN = {"child_after_conference", "child_after_review"}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Demonstration:
    """A demonstration that was only built; nothing may be changed in it."""
    return built_once(shared_folder(tmp_path_factory.getbasetemp(), worker_id))


@contextmanager
def kept(
    built: Demonstration, folder: Path
) -> Iterator[tuple[subprocess.Popen[str], Demonstration]]:
    """Serve a copy of one, from when its doors are published."""
    shutil.copytree(built.folder / "var", folder / "var", dirs_exist_ok=True)
    move(folder / "var" / "demo" / DEMONSTRATION_ENV, built.folder, folder)
    settings = {"PATH": os.environ["PATH"], "PORT": str(free_port())}
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("sayso")), "demo", "--keep"],
        env=settings, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    shown = Demonstration(folder, settings)
    try:
        until = time.monotonic() + PATIENCE
        while not shown.doors()["base_url"].endswith(f":{settings['PORT']}"):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < until
            time.sleep(0.2)
        yield process, shown
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(60)


def move(env: Path, here: Path, there: Path) -> None:
    """Let the settings of a copy name its own files; its clock begins when it was built."""
    built = env.stat().st_mtime
    env.write_text(env.read_text("utf-8").replace(str(here), str(there)), "utf-8")
    os.utime(env, (built, built))


def test_its_figures_are_printed(built: Demonstration) -> None:
    for line in (f"responses: {RESPONSES}", f"meetings: {MEETINGS}"):
        assert line in built.printed().splitlines()


def test_its_figures_are_the_same_at_each_build(built: Demonstration) -> None:
    """Whoever means to change them puts the new sums into the table above."""
    assert {period: sum_of(built.report(period)) for period in FIGURES} == FIGURES


def sum_of(report: dict[str, Any]) -> str:
    told = [(one["id"], one["n"], rounded(one["value"])) for one in report["figures"]]
    return hashlib.sha256(json.dumps(sorted(told, key=str)).encode()).hexdigest()[:12]


def rounded(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value


def test_one_that_is_kept_opens_every_door_and_ends_when_told(
    built: Demonstration, tmp_path: Path
) -> None:
    with kept(built, tmp_path) as (process, shown):
        has_an_open_door_for_every_questionnaire(shown)
        lets_each_member_of_staff_sign_in(shown)
        refuses_a_second_one_in_the_same_folder(shown)
        refuses_a_port_in_use_before_anything_is_built(shown, tmp_path / "elsewhere")
        ends_cleanly_with_all_it_started(process)


def has_an_open_door_for_every_questionnaire(shown: Demonstration) -> None:
    doors = shown.doors()
    assert {door["questionnaire"] for door in doors["respond"]} >= OPEN
    assert doors["telegram"]
    assert not {start["questionnaire"] for start in doors["telegram"]} & FOR_CHILDREN
    assert (len(doors["case_ids"]), doors["period"]) == (CASES, "2026-Q2")
    for door in doors["respond"]:
        page = httpx.get(door["url"], trust_env=False)
        assert page.status_code == 200
        assert "Start" in page.text
        assert 'value="form"' in page.text
        assert 'value="chat"' in page.text


def lets_each_member_of_staff_sign_in(shown: Demonstration) -> None:
    doors = shown.doors()
    assert [login["role"] for login in doors["staff"]] == [role.value for role in StaffRole]
    for login in (*doors["staff"], *doors["colleagues"]):
        with httpx.Client(base_url=doors["base_url"], trust_env=False) as client:
            landed = sign_in(client, login)
        assert landed.url.path == "/staff/", login["role"]
        assert "Sign out" in landed.text


def sign_in(client: httpx.Client, login: dict[str, str]) -> httpx.Response:
    code = pyotp.TOTP(login["totp_secret"]).at(datetime.now(UTC))
    client.follow_redirects = True
    page = client.get("/staff/")
    for typed in ({"email": login["email"], "password": login["password"]}, {"code": code}):
        form = Page.of(page).form
        page = client.post(form.action or page.url.path, data={**form.fields, **typed})
    return page


def refuses_a_second_one_in_the_same_folder(shown: Demonstration) -> None:
    second = as_process(shown.folder, {}, "demo", "--no-serve")
    assert second.returncode == 1
    assert "The demonstration runs already" in second.stderr
    assert shown.doors()["respond"]


def refuses_a_port_in_use_before_anything_is_built(shown: Demonstration, folder: Path) -> None:
    folder.mkdir()
    second = as_process(folder, {"PORT": shown.settings["PORT"]}, "demo")
    assert (second.returncode, second.stdout) == (1, "")
    assert "is in use; end what uses it, or set PORT" in second.stderr
    assert not (folder / "var" / "demo").exists()


def ends_cleanly_with_all_it_started(process: subprocess.Popen[str]) -> None:
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 4, "web with its workers, bot and jobs"
    process.send_signal(signal.SIGTERM)
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0, printed
    assert "Sayso itself is at http://127.0.0.1:" in printed
    assert "Traceback" not in printed
    assert not [child for child in children if child.is_running()]


def test_it_tells_a_story_over_five_quarters(built: Demonstration) -> None:
    """Reports come in time after the action; young people feel less and less listened to."""
    reports = [built.report(period) for period in FIGURES]
    in_time = [share(each, "report_in_time", "all") for each in reports]
    listened = [share(each, "listened", "young_person") for each in reports[1:]]
    assert in_time[-1] > in_time[0] + 0.15
    assert listened[-1] < listened[0] - 0.08


def share(report: dict[str, Any], question: str, role: str) -> float:
    """Return how many of a hundred of a role said yes."""
    values = {figure["id"]: figure["value"] for figure in report["figures"]}
    found: float = values[f"answers.{question}.{role}.yes.share"]
    return found


def test_each_scene_of_the_tour_is_prepared(built: Demonstration) -> None:
    scenes = built.doors()["scenes"]
    assert set(scenes) == {"many_views", "not_safe", "you_said"}
    assert scenes["many_views"]["questionnaire"] == "child_after_conference"
    assert scenes["not_safe"] | {"role": "child"} == scenes["not_safe"]
    assert {"action", "browser", "url"} <= set(scenes["you_said"])


def test_a_role_without_a_login_has_no_code(built: Demonstration, tmp_path: Path) -> None:
    assert len(as_process(built.folder, {}, "demo", "code", "officer").stdout.strip()) == 6
    nowhere = Operator(tmp_path, {"SAYSO_VAR": str(tmp_path)})
    assert nowhere.runs("demo", "code", "king").exit_code == 2
    assert "run 'sayso demo' first" in nowhere.is_refused("demo", "code", "officer")


def test_what_was_never_built_cannot_be_kept(tmp_path: Path) -> None:
    operator = Operator(tmp_path, {"SAYSO_VAR": str(tmp_path), "PORT": str(free_port())})
    assert "There is no demonstration in" in operator.is_refused("demo", "--keep")
    assert operator.runs("demo", "--keep", "--no-serve").exit_code == 2


def test_what_is_broken_is_not_kept_and_no_empty_one_is_served_in_its_place(tmp_path: Path) -> None:
    operator = Operator(tmp_path, {"SAYSO_VAR": str(tmp_path), "PORT": str(free_port())})
    folder = demonstration_folder(tmp_path)
    folder.mkdir()
    (folder / DEMONSTRATION_ENV).touch()
    (tmp_path / "demo.json").write_text('{"base_url": "http://x", "respond": [')
    assert "There is no demonstration in" in operator.is_refused("demo", "--keep")
    (folder / DATABASE).touch()
    for told in (None, '{"base_url": "http://x", "respond": []}', "[]"):
        if told:
            (tmp_path / "demo.json").write_text(told)
        assert "cannot be read; leave --keep away." in operator.is_refused("demo", "--keep")
    assert (folder / DATABASE).read_bytes() == b""


def test_other_commands_find_it_and_its_concerns_stand_at_every_state(
    built: Demonstration,
) -> None:
    done = as_process(built.folder, {}, "concerns", "list", "--all", "--json")
    concerns = json.loads(done.stdout)
    assert {"now", "today", "soon"} == {one["level"] for one in concerns}
    assert {one["case"] for one in concerns} - {None} <= set(built.doors()["case_ids"])
    states = {"raised", "acknowledged", "response_requested", "response_received", "closed"}
    assert {one["state"] for one in concerns} == states


def test_its_day_stands_still_for_every_command(built: Demonstration) -> None:
    done = as_process(built.folder, {}, "invite", "--rules", "--json")
    assert json.loads(done.stdout) == {"invited": [], "not_asked": {}}
