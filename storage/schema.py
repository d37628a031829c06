"""Bringing a database to the tables of this release, and proving that the keys fit it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from storage.engine import Sessions, StorageFault
from storage.keys import WRONG_KEYS, KeyFault, Keys
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
    """Seal proofs on first use; afterwards raise KeyFault when the keys do not open each of them.

    Proven are both rings and the hashing key: with a wrong one of the latter nobody's link works.
    """
    with sessions.reading() as session:
        if _proven(session):
            return
    with sessions.writing() as session:
        if _proven(session):
            return
        held = session.scalars(select(KeyProof)).first()
        if held is None:
            held = KeyProof(proof=_PROOF)
            session.add(held)
        held.link_proof = held.link_proof or _PROOF
        held.hashing_proof = held.hashing_proof or _hashed(session)


def _proven(session: Session) -> bool:
    """Return whether every proof is there; raises KeyFault for one that the keys do not open."""
    held = session.scalars(select(KeyProof)).first()
    if held is None:
        return False
    opened = (held.proof, held.link_proof)
    if held.hashing_proof not in {None, _hashed(session)}:
        raise KeyFault(WRONG_KEYS)
    return None not in opened and held.hashing_proof is not None


def _hashed(session: Session) -> bytes:
    keys: Keys = session.info["keys"]
    return keys.digest("key proof", _PROOF)
