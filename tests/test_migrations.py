"""The migrations lead to the tables that the models describe, on both engines, and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from storage import schema
from storage.engine import StorageFault, make_engine, make_sessions
from storage.keys import Keys
from storage.models import Base, Case, KnownName, Team


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_database_url)
    yield engine
    engine.dispose()


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_there_is_one_newest_revision() -> None:
    assert ScriptDirectory.from_config(schema.config()).get_heads() == [schema.head()]


def test_the_files_of_the_migrations_begin_with_their_revisions_in_their_order() -> None:
    scripts = ScriptDirectory.from_config(schema.config()).walk_revisions()
    assert schema.revisions() == tuple(script.revision for script in scripts)[::-1]


def test_alembic_finds_the_database_where_we_find_it(empty: Engine) -> None:
    schema.upgrade(empty, schema.revisions()[1])
    with empty.connect() as connection:
        theirs = MigrationContext.configure(connection).get_current_revision()
    assert schema.current(empty) == theirs == schema.revisions()[1]


def test_the_migrations_make_the_tables_that_the_models_describe(empty: Engine) -> None:
    schema.upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)
    assert differences(empty) == []
    schema.check(empty)


def test_a_model_that_no_migration_makes_would_be_found(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("ALTER TABLE team ADD COLUMN forgotten INTEGER"))
        connection.execute(text("DROP TABLE known_name"))
    found = str(differences(empty))
    assert "forgotten" in found
    assert "known_name" in found


def test_tables_with_data_go_down_and_up_again(empty: Engine, keys: Keys) -> None:
    schema.upgrade(empty)
    keep_a_case(empty, keys)
    schema.downgrade(empty, "base")
    assert tables(empty) == set()
    schema.upgrade(empty)
    assert differences(empty) == []
    keep_a_case(empty, keys)


def keep_a_case(engine: Engine, keys: Keys) -> None:
    with make_sessions(engine, keys).writing() as session:
        case = Case(reference="C-1", team="North")
        for row in (Team(name="North", area="County"), case):
            session.add(row)
            session.flush()
        session.add(KnownName(case_id=case.id, name="Canarina"))


def test_a_database_without_tables_is_refused_with_the_remedy(empty: Engine) -> None:
    with pytest.raises(StorageFault, match=r"has no tables yet.*run 'sayso db upgrade'"):
        schema.check(empty)


def test_a_database_of_another_release_is_refused_with_the_remedy(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageFault, match=r"is at revision 9999.*install the release that made"):
        schema.check(empty)
    with pytest.raises(StorageFault, match=r"is at revision 9999.*restore a copy from before"):
        schema.upgrade(empty)


def test_a_copy_restored_over_another_is_refused_with_the_remedy(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.begin() as connection:
        older = {"older": schema.revisions()[-2]}
        connection.execute(text("INSERT INTO alembic_version VALUES (:older)"), older)
    for refused in (schema.check, schema.upgrade):
        with pytest.raises(StorageFault, match=r"several revisions.*into an empty database"):
            refused(empty)
