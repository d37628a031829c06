"""A demonstration's website with its tour, shared by a module, and a visitor at this machine."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from analysis import baseline
from services.council import Council
from services.hall import Hall
from services.upkeep.demonstration.stage import Stage
from storage.engine import make_engine, make_sessions
from storage.keys import Keys
from tests.builders.clock import Clock
from tests.builders.databases import Databases
from tests.builders.pages import Respondent
from tests.builders.staged import staged
from tests.builders.website import Website, serving


@pytest.fixture(scope="module")
def stage(
    databases: dict[str, Databases], keys: Keys, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """A demonstration with its staff, and nothing else."""
    engine = make_engine(databases["sqlite"].fresh(with_tables=True))
    chance = random.Random(20261015)
    hall = Hall(make_sessions(engine, keys), keys, Clock(), chance, baseline(), Council())
    yield staged(hall, tmp_path_factory.mktemp("stage"))
    engine.dispose()


@pytest.fixture(scope="module")
def site(stage: Stage) -> Iterator[Website]:
    """Its website."""
    with serving(stage.hall, stage=stage) as website:
        yield website


@pytest.fixture
def visitor(site: Website) -> Respondent:
    """Somebody with a browser at this machine, on the tour's front page."""
    visitor = Respondent(site)
    visitor.get("/tour")
    return visitor
