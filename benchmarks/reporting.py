"""Import, coding and a quarterly report at 10,000 responses in a fresh database."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import analysis
from benchmarks.comments import comments
from benchmarks.figures import Figure, seconds
from services.council import Council
from services.hall import OPERATOR, Hall
from services.insight.coding import code_comments
from services.insight.columns import Columns
from services.insight.importing import import_responses
from services.insight.progress import unwatched
from services.insight.reporting import Wanted, write_report
from storage.engine import make_engine, make_sessions
from storage.keys import make_keys
from storage.schema import upgrade

_COUNT = 10_000
_FIRST = date(2026, 7, 1)
_DAYS = 92
_NOW = datetime(2026, 10, 15, 9, tzinfo=UTC)


def figures() -> Iterator[Figure]:
    """Measure each part of the way once, and the report as the best of three."""
    with TemporaryDirectory() as name, opened(Path(name)) as hall:
        folder = Path(name)
        file = _sheet(folder)
        columns = Columns(id="id", date="day", comment="said", rating="score")

        def bring_in() -> None:
            import_responses(
                hall, OPERATOR, file, columns, "imported_feedback", "parent", unwatched
            )

        taken = seconds(bring_in, times=1)
        yield Figure("import, screened and sealed", _COUNT / taken, "rows/s")
        coded = seconds(lambda: code_comments(hall), times=1)
        yield Figure("coding, from the database and back", _COUNT / coded, "comments/s")
        wanted = Wanted("quarterly", "2026-Q2", "authority", "leadership")
        made = seconds(lambda: write_report(hall, wanted, "html", folder / "report.html"))
        yield Figure(f"quarterly report of {_COUNT:,} responses", made, "s")


@contextmanager
def opened(folder: Path) -> Iterator[Hall]:
    """Give a hall over a fresh database, and close it at the end."""
    engine = make_engine(f"sqlite:///{folder}/bench.db")
    upgrade(engine)
    keys = make_keys()
    chance = random.SystemRandom()
    sessions = make_sessions(engine, keys)
    yield Hall(sessions, keys, lambda: _NOW, chance, analysis.baseline(), Council())
    engine.dispose()


def _sheet(folder: Path) -> Path:
    file = folder / "survey.csv"
    with file.open("w", newline="", encoding="utf-8") as text:
        writer = csv.writer(text)
        writer.writerow(("id", "day", "score", "said"))
        for number, comment in enumerate(comments(_COUNT)):
            day = _FIRST + timedelta(days=number % _DAYS)
            writer.writerow((number, day, number % 7 + 1, comment))
    return file
