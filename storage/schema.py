"""Bringing a database to the tables of this release, and proving that the keys fit it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select

from storage.engine import Sessions, StorageFault
from storage.models import KeyProof

_PROOF = "these keys seal this database"


def config() -> Config:
    """Return Alembic's settings; they need no file of their own."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to a revision, all of it or nothing.

    Raises StorageFault for a database of a release that this one does not know.
    """
    _refuse_newer(current(engine))
    _run(engine, revision, command.upgrade)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to a revision."""
    _run(engine, revision, command.downgrade)


def _run(engine: Engine, revision: str, move: Callable[[Config, str], None]) -> None:
    settings = config()
    with engine.execution_options(sayso_write=True).begin() as connection:
        settings.attributes["connection"] = connection
        move(settings, revision)


def head() -> str:
    """Return the newest revision of this release."""
    found = ScriptDirectory.from_config(config()).get_current_head()
    if found is None:
        raise LookupError("This release holds no migrations.")
    return found


def current(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check(engine: Engine) -> None:
    """Raise StorageFault unless the database is at this release's revision."""
    found = current(engine)
    _refuse_newer(found)
    if found != head():
        state = "has no tables yet" if found is None else f"is at revision {found}"
        raise StorageFault(
            f"The database {state}, but this release needs {head()}; run 'sayso db upgrade'."
        )


def _refuse_newer(found: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if found is not None and found not in known:
        raise StorageFault(
            f"The database is at revision {found}, which this release does not know; "
            "install the release that made it, or restore a copy from before."
        )


def prove_keys(sessions: Sessions) -> None:
    """Seal a proof on first use; afterwards raise KeyFault when the keys do not open it."""
    with sessions.reading() as session:
        held = session.scalars(select(KeyProof)).first()
        if held is not None:
            _ = held.proof
            return
    with sessions.writing() as session:
        if session.scalars(select(KeyProof)).first() is None:
            session.add(KeyProof(proof=_PROOF))
