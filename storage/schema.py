"""Bringing a database to the tables of this release, and proving that the keys fit it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, column, inspect, select, table
from sqlalchemy.orm import Session

from storage.engine import Sessions, StorageFault
from storage.keys import WRONG_KEYS, KeyFault, Keys
from storage.models import KeyProof

if TYPE_CHECKING:
    from alembic.config import Config

_PROOF = "these keys seal this database"
_MIGRATIONS = Path(__file__).parent / "migrations"
_STAND = table("alembic_version", column("version_num"))
"""Where Alembic keeps which revision a database is at."""


def config() -> Config:
    """Return Alembic's settings; they need no file of their own."""
    # Late, because only who moves the tables needs Alembic, and all others would wait for it.
    from alembic.config import Config  # noqa: PLC0415 - see the line above

    settings = Config()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to a revision, all of it or nothing.

    Raises StorageFault for a database of a release that this one does not know.
    """
    from alembic import command  # noqa: PLC0415 - late, as in ``config``

    _refuse_newer(current(engine))
    _run(engine, revision, command.upgrade)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to a revision."""
    from alembic import command  # noqa: PLC0415 - late, as in ``config``

    _run(engine, revision, command.downgrade)


def _run(engine: Engine, revision: str, move: Callable[[Config, str], None]) -> None:
    settings = config()
    with engine.execution_options(sayso_write=True).begin() as connection:
        settings.attributes["connection"] = connection
        move(settings, revision)


@cache
def revisions() -> tuple[str, ...]:
    """Return the revisions that this release knows, oldest first: what their files begin with."""
    files = (_MIGRATIONS / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def head() -> str:
    """Return the newest revision of this release."""
    return revisions()[-1]


def current(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one.

    Raises StorageFault where one copy was restored over another, which leaves two revisions.
    """
    with engine.connect() as connection:
        if not inspect(connection).has_table(_STAND.name):
            return None
        found: list[str] = sorted(connection.scalars(select(_STAND.c.version_num)))
    if len(found) > 1:
        raise StorageFault(
            f"The database is at several revisions at once ({', '.join(found)}); "
            "restore a copy into an empty database."
        )
    return found[0] if found else None


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
    if found is not None and found not in revisions():
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
