"""Fixtures that every test may use, and the rules that hold for all of them."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import shutil
import tempfile
from asyncio import AbstractEventLoop
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import psutil
import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine
from werkzeug.routing import Rule

from analysis import Model, baseline
from services.council import Council
from services.hall import Hall
from services.staff import passwords
from storage.engine import make_engine, make_sessions
from storage.keys import Keys, make_keys
from tests.builders.canary import Canary
from tests.builders.clock import Clock
from tests.builders.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.builders.network import stay_at_home

NO_SKIPS = bool(os.environ.get("SAYSO_NO_SKIPS"))
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    # Each page is gone before a faster form of its scripts would pay, or its litter matter: a
    # quarter of what drawing and judging pages took.
    "--js-flags=--no-opt,--no-maglev,--min-semi-space-size=16",
)
LONGEST = {"test_demo.py", "test_tour.py", "test_killed_web.py"}
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
"""Bytes: more than a whole run leaves behind at any time."""
MEMORY_OF_ONE = 1024**3
"""Bytes that one of the processes that run tests takes by the end."""
ENGINES = ("sqlite", "postgresql")

# The same examples at each run: a test that fails does so for everybody.
hypothesis.settings.register_profile("sayso", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("sayso")


def pytest_configure() -> None:
    """Keep the tests' files in memory where there is room: every commit waits for its disk."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_xdist_auto_num_workers() -> int:
    """Run two tests on each core, if memory allows: much of a run is waiting for others."""
    fit = psutil.virtual_memory().available // MEMORY_OF_ONE
    return max(1, min(2 * len(os.sched_getaffinity(0)), fit))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes a minute or more, so that no core waits for it at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """Take what was imported out of the collector's sight.

    It looked through all of it again and again, an eighth of the run (measured), and none of it
    ever goes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Where nothing may be skipped, let a skipped test count as failed."""
    return _strict((yield), item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    """The same for a module that skips itself while it is read."""
    return _strict((yield), collector.nodeid)


def _strict(report: Any, where: str) -> Any:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{where} was skipped, which SAYSO_NO_SKIPS forbids: {_reason(report)}"
    return report


def _reason(report: Any) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end what was skipped and why."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", ()))
    if reasons:
        terminalreporter.section("skipped, so not shown to work on this machine")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} x {reason}")


@pytest.fixture(scope="session", autouse=True)
def no_outside_network() -> Iterator[None]:
    """Keep every test on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        stay_at_home(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """The hasher of passwords in use; the tests, who sign in by the hundred, get a quick one."""
    real, quick = passwords._HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "_NOBODY", quick.hash("the password of nobody"))
        yield real


@pytest.fixture(scope="session", autouse=True)
def one_trust_store() -> Iterator[None]:
    """Read the trusted certificates once: each client of each test would read them again."""
    make = cache(httpx.create_ssl_context)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("httpx._transports.default.create_ssl_context", make)
        yield


@pytest.fixture(scope="session", autouse=True)
def routes_compiled_once() -> Iterator[None]:
    """Compile how each route is built once: to do so again was half of making each site."""
    real, known = Rule._compile_builder, {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Any:
        told = (rule.rule, *rule._trace, repr(rule.defaults), append_unknown)
        if told not in known:
            known[told] = real(rule, append_unknown)
        return known[told]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", remembered)
        yield


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Databases]]:
    """Makers of databases by engine; each starts when first asked."""
    makers: dict[str, Databases] = {
        "sqlite": SqliteDatabases(tmp_path_factory.mktemp("sqlite")),
        "postgresql": PostgresDatabases(),
    }
    yield makers
    for maker in makers.values():
        maker.close()


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, databases: dict[str, Databases]) -> Iterator[str]:
    """Address of a fresh database with this release's tables, once on each engine."""
    yield from _lend(databases[request.param], with_tables=True)


@pytest.fixture(params=ENGINES)
def empty_database_url(
    request: pytest.FixtureRequest, databases: dict[str, Databases]
) -> Iterator[str]:
    """Address of a fresh database without tables, once on each engine."""
    yield from _lend(databases[request.param], with_tables=False)


@pytest.fixture
def sqlite_url(databases: dict[str, Databases]) -> Iterator[str]:
    """Address of a fresh SQLite database, for what has nothing to do with the engine."""
    yield from _lend(databases["sqlite"], with_tables=True)


def _lend(maker: Databases, *, with_tables: bool) -> Iterator[str]:
    url = maker.fresh(with_tables=with_tables)
    yield url
    maker.drop(url)


@pytest.fixture(scope="session")
def keys() -> Keys:
    """Sealing keys of this run."""
    return make_keys()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at 15 October 2026, 09:00 UTC, until moved."""
    return Clock()


@pytest.fixture
def hall(database_url: str, keys: Keys, clock: Clock) -> Iterator[Hall]:
    """A hall with tables and nothing in them, once on each engine."""
    yield from _hall(database_url, keys, clock)


@pytest.fixture
def sqlite_hall(sqlite_url: str, keys: Keys, clock: Clock) -> Iterator[Hall]:
    """A hall on SQLite alone, for what has nothing to do with the engine."""
    yield from _hall(sqlite_url, keys, clock)


def _hall(url: str, keys: Keys, clock: Clock) -> Iterator[Hall]:
    engine = _engine(url)
    chance = random.Random(20261015)
    yield Hall(make_sessions(engine, keys), keys, clock, chance, _model(), Council())
    if engine.dialect.name == "sqlite":  # whose file goes away
        engine.dispose()


@cache
def _engine(url: str) -> Engine:
    """An engine remembers the statements that it has compiled, a tenth of what tests do."""
    return make_engine(url)


@cache
def _model() -> Model:
    return baseline()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the machine's Chromium; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        pytest.skip("no Chromium; install Debian's package chromium-headless-shell")
    return found


@pytest.fixture(scope="session")
def chromium_running(chromium: str) -> Iterator[tuple[Browser, AbstractEventLoop]]:
    """One browser for all tests of this process: to start one took longer than many a test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield browser, loop
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture
def browser(chromium_running: tuple[Browser, AbstractEventLoop]) -> Iterator[Browser]:
    """A running browser, whose event loop stands back after each test so that others can run.

    Whatever windows a test leaves open are closed.
    """
    browser, loop = chromium_running
    asyncio._set_running_loop(loop)
    yield browser
    try:
        for window in browser.contexts:
            window.close()
    finally:
        asyncio._set_running_loop(None)


@pytest.fixture
def canary() -> Iterator[Canary]:
    """Private words, and an ear on everything that this process logs."""
    canary = Canary()
    with canary.listening():
        yield canary
