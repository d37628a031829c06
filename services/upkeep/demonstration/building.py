"""Builds the demonstration in a folder of its own, and writes how to try every door."""

from __future__ import annotations

import fcntl
import gc
import json
import random
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import event

from services.build import DEMONSTRATION_ENV, demonstration_folder, wire
from services.council import read_council
from services.hall import Hall
from services.refusal import Refused
from services.staff import one_time_codes
from services.staff.scopes import written
from services.upkeep.demonstration.calendar import Clock
from services.upkeep.demonstration.colleagues import Login
from services.upkeep.demonstration.history import BEGINS, SEED, History, Lived
from services.upkeep.demonstration.plan import case_ids
from services.upkeep.demonstration.scenes import leads
from services.upkeep.installation import make_key_file, upgrade_database
from services.upkeep.links import Issued

PERIOD = "2026-Q2"
"""The quarter to look at: the last that is over on the demonstration's day."""

DATABASE, KEYS, COUNCIL = "sayso.db", "keys.json", "council.toml"
DOORS = "demo.json"


@dataclass(frozen=True, slots=True)
class Doors:
    """How to try the demonstration; what ``demo.json`` holds.

    Args:
        colleagues: more staff, whose scopes are narrower than those of the first of their role.
        scenes: what the tour looks at, by scene.
    """

    base_url: str
    staff: tuple[dict[str, str], ...]
    respond: tuple[dict[str, str], ...]
    telegram: tuple[dict[str, str], ...]
    case_ids: tuple[str, ...]
    period: str
    colleagues: tuple[dict[str, str], ...]
    scenes: dict[str, dict[str, str]]

    def to_dict(self) -> dict[str, Any]:
        """Return the content of ``demo.json``."""
        return {name: getattr(self, name) for name in self.__slots__}


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Keep others from building or running the demonstration in the same folder.

    Raises Refused when somebody does already.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"The demonstration runs already with the folder {var}; "
                "end it first, or set SAYSO_VAR to another folder."
            ) from None
        yield


def build_demonstration(
    var: Path, base_url: str, advance: Callable[[int], None] = lambda pieces: None
) -> tuple[Doors, Lived]:
    """Build everything afresh; an earlier demonstration is replaced once this one is whole.

    Figures and links are the same each time, since chance is seeded; the keys are not, so that
    no key is ever known from the source.

    Args:
        var: takes the folder ``demo``.
        base_url: of the site that will serve it.
        advance: told after each response.
    """
    folder, draft = demonstration_folder(var), var / "demo.building"
    (var / DOORS).unlink(missing_ok=True)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    _furnish(draft)
    lived = _live(draft, advance)
    _write_env(draft, folder)
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    return _doors(base_url, lived), lived


def kept_demonstration(var: Path, base_url: str) -> Doors:
    """Return the doors of the demonstration that was built last, and leave all that was done in it.

    Its tables become those of this release. Its clock has gone on since it was built.

    Args:
        var: holds the folder ``demo``.
        base_url: of the site that will serve it, which may be another than before.

    Raises:
        Refused: there is none.
    """
    folder = demonstration_folder(var)
    needed = (var / DOORS, folder / DEMONSTRATION_ENV, folder / DATABASE)
    if not all(file.exists() for file in needed):
        raise Refused(f"There is no demonstration in {var} to keep; leave --keep away.")
    try:
        told = json.loads(needed[0].read_text("utf-8"))
        for door in (*told["respond"], *told["scenes"].values()):
            door["url"] = base_url + door["url"].removeprefix(told["base_url"])
        doors = Doors(**{**told, "base_url": base_url})
    except (ValueError, TypeError, LookupError, AttributeError):
        raise Refused(f"{needed[0]} cannot be read; leave --keep away.") from None
    upgrade_database(f"sqlite:///{folder / DATABASE}")
    return doors


def publish(var: Path, doors: Doors) -> Path:
    """Write ``demo.json``, once its doors can be tried; return where it is."""
    _write_privately(var / DOORS, json.dumps(doors.to_dict(), indent=2) + "\n")
    return var / DOORS


def one_time_code(var: Path, role: str, now: datetime) -> str:
    """Return the present one-time code of a role's login; raises Refused without one."""
    try:
        logins = json.loads((var / DOORS).read_text("utf-8"))["staff"]
    except FileNotFoundError:
        raise Refused(f"There is no demonstration in {var}; run 'sayso demo' first.") from None
    secrets_by_role = {login["role"]: login["totp_secret"] for login in logins}
    if role not in secrets_by_role:
        raise Refused(f"There is no login for {role!r}; try {', '.join(secrets_by_role)}.")
    return one_time_codes.current(secrets_by_role[role], now)


def _furnish(folder: Path) -> None:
    """Give a folder its own council, keys and empty database."""
    settings = (files(__package__) / "settings.toml").read_text("utf-8")
    (folder / COUNCIL).write_text(settings, "utf-8")
    make_key_file(folder / KEYS)
    upgrade_database(f"sqlite:///{folder / DATABASE}")


def _live(folder: Path, advance: Callable[[int], None]) -> Lived:
    clock = Clock(BEGINS)
    chance = random.Random(SEED)  # noqa: S311 - a demonstration is to be the same each time
    council = read_council(folder / COUNCIL)
    hall = wire(f"sqlite:///{folder / DATABASE}", folder / KEYS, council, clock, chance)
    try:
        with _in_haste(hall):
            return History(hall, clock, chance, advance).live()
    finally:
        hall.sessions.engine.dispose()


@contextmanager
def _in_haste(hall: Hall) -> Iterator[None]:
    """Wait for no disk and sweep no memory while the time is lived through.

    Nobody's words are at stake: what is broken off is thrown away whole, and a demonstration that
    is served is opened like any database. It halves the time that building takes.
    """
    engine = hall.sessions.engine
    engine.dispose()
    event.listen(engine, "connect", _wait_for_no_disk)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        event.remove(engine, "connect", _wait_for_no_disk)


def _wait_for_no_disk(connection: Any, record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


def _write_env(draft: Path, folder: Path) -> None:
    values = {
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "SAYSO_KEY_FILE": str(folder / KEYS),
        "SAYSO_SECRET_KEY": secrets.token_urlsafe(48),
        "SAYSO_COUNCIL": str(folder / COUNCIL),
    }
    lines = [f"{name}='{value}'" for name, value in values.items()]
    _write_privately(draft / DEMONSTRATION_ENV, "\n".join(lines) + "\n")


def _write_privately(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(text, "utf-8")


def _doors(base_url: str, lived: Lived) -> Doors:
    by_web, by_telegram = _shared_out(lived.open_links.values())
    return Doors(
        base_url=base_url,
        staff=tuple(login.to_dict() for login in lived.logins),
        respond=tuple(_web(link, base_url) for link in by_web),
        telegram=tuple(
            {"questionnaire": link.questionnaire, "start_token": link.token} for link in by_telegram
        ),
        case_ids=case_ids(),
        period=PERIOD,
        colleagues=tuple(_colleague(login) for login in lived.others),
        scenes=_scenes(base_url, lived),
    )


def _shared_out(links: Iterable[Issued]) -> tuple[list[Issued], list[Issued]]:
    """Return links for the web and for Telegram.

    Of each questionnaire every other one goes to Telegram if it may, but never the first.
    """
    by_web: list[Issued] = []
    by_telegram: list[Issued] = []
    fewer: Counter[str] = Counter()
    for link in links:
        goes = link.telegram and fewer[link.questionnaire] > 0
        fewer[link.questionnaire] += -1 if goes else 1
        (by_telegram if goes else by_web).append(link)
    return by_web, by_telegram


def _colleague(login: Login) -> dict[str, str]:
    scope = ", ".join(written(part) for part in login.actor.scope)
    return {**login.to_dict(), "name": login.actor.name, "scope": scope}


def _scenes(base_url: str, lived: Lived) -> dict[str, dict[str, str]]:
    """Return for each scene the link of whom it looks at, their browser, and what became of it."""
    found: dict[str, dict[str, str]] = {}
    for name, place in leads().items():
        kept = lived.kept.get(place)
        issued = kept.issued if kept else lived.open_links[place]
        browser = {"browser": kept.browser} if kept else {}
        action = lived.actions.get(place[1])
        became = {"action": str(action)} if action else {}
        found[name] = {**_web(issued, base_url), **browser, **became, "meeting": issued.meeting}
    return found


def _web(link: Issued, base_url: str) -> dict[str, str]:
    return {
        "questionnaire": link.questionnaire,
        "role": link.role.value,
        "url": link.url(base_url),
        "code": link.code,
    }
