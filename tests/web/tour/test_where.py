"""Where the tour is: in a demonstration that is served, for somebody at its machine. Not else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from commands.serving import _Server
from services.build import DEMONSTRATION_ENV, build
from services.hall import Hall
from services.refusal import Refused
from services.upkeep.demonstration.stage import Stage, open_stage
from services.upkeep.installation import database_file
from storage.keys import Keys
from tests.builders.applications import Settings
from tests.builders.operator import Operator
from tests.builders.website import Website
from web.app import create_app

HERE = {"REMOTE_ADDR": "127.0.0.1"}


def status(site: Website, path: str = "/tour", **asked: str) -> int:
    """Return what the tour answers to somebody at this machine, but for what is asked."""
    address = {"REMOTE_ADDR": asked.pop("peer", "127.0.0.1")}
    headers = {"Host": "127.0.0.1:8000"} | {k.replace("_", "-"): v for k, v in asked.items()}
    return site.app.test_client().get(path, headers=headers, environ_base=address).status_code


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:80", "[::1]:8000"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
def test_the_tour_is_there_for_somebody_at_this_machine(
    site: Website, host: str, peer: str
) -> None:
    assert status(site, Host=host, peer=peer) == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"peer": "192.0.2.7"},
        {"peer": "2001:db8::1"},
        {"Host": "sayso.example"},
        {"Host": "localhost.example:8000"},
        {"Host": "127.0.0.1.example"},
        {"X_Forwarded_For": "192.0.2.7"},
        {"X_Forwarded_For": "127.0.0.1"},
        {"Forwarded": "for=192.0.2.7"},
        {"Via": "1.1 proxy"},
    ],
)
def test_for_anybody_else_there_is_no_such_page(site: Website, asked: dict[str, str]) -> None:
    for path in ("/tour", "/tour/1"):
        assert status(site, path, **asked) == 404


def test_a_post_from_elsewhere_signs_nobody_in(site: Website) -> None:
    client = site.app.test_client()
    page = client.get("/tour", headers={"Host": "localhost"}, environ_base=HERE).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"data": {"csrf_token": token}, "environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    there = client.post("/tour/as/admin", headers={"Host": "localhost"}, **sent)
    assert (there.status_code, "sayso-staff=" in str(there.headers)) == (404, False)


def test_a_site_that_is_no_demonstration_has_no_tour(sqlite_hall: Hall) -> None:
    app = create_app(sqlite_hall, Settings())
    assert _tour(app) == []
    answer = app.test_client().get("/tour", headers={"Host": "localhost"}, environ_base=HERE)
    assert answer.status_code == 404


def test_no_other_database_gets_a_stage(sqlite_hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="for the demonstration alone"):
        open_stage(sqlite_hall, tmp_path)
    _make_it_a_demonstration(sqlite_hall, tmp_path)
    assert isinstance(open_stage(sqlite_hall, tmp_path), Stage)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Flask]]:
    """The applications that commands would serve, in place of serving them."""
    apps: list[Flask] = []
    halls: list[Hall] = []

    def remembered(settings: Any) -> Hall:
        halls.append(build(settings))
        return halls[-1]

    monkeypatch.setattr("commands.serving.build", remembered)
    monkeypatch.setattr(_Server, "run", lambda server: apps.append(server.load()))
    yield apps
    for hall in halls:
        hall.sessions.engine.dispose()


def test_the_command_that_serves_has_no_tour_even_over_a_demonstration(
    sqlite_url: str, sqlite_hall: Hall, keys: Keys, tmp_path: Path, served: list[Flask]
) -> None:
    operator = Operator.of(tmp_path, sqlite_url, keys)
    assert "for the demonstration alone" in operator.is_refused("demo", "web")
    _make_it_a_demonstration(sqlite_hall, operator.folder / "var")
    operator.is_told("serve")
    operator.is_told("demo", "web")
    assert [bool(_tour(app)) for app in served] == [False, True]


def _tour(app: Flask) -> list[str]:
    return [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/tour")]


def _make_it_a_demonstration(hall: Hall, var: Path) -> None:
    """Let a hall's database lie where a demonstration's does."""
    file = database_file(str(hall.sessions.engine.url))
    assert file is not None
    (file.parent / DEMONSTRATION_ENV).touch()
    var.mkdir(exist_ok=True)
    (var / "demo").symlink_to(file.parent)
