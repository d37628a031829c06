"""Nobody adds a column that can tell of somebody without deciding what erasing does with it."""

from __future__ import annotations

from services.upkeep.erasure.erasing import TOUCHED
from tests.builders.erasable import KEPT, WITH_CASE, WITH_PERSON, judged, telling


def test_each_column_that_can_tell_of_somebody_is_erased_or_kept_with_a_reason() -> None:
    forgotten = sorted(set(telling()) - judged())
    assert not forgotten, f"decide in tests/builders/erasable.py what erasing does: {forgotten}"
    assert judged() <= set(telling()), "a column that is judged is not there any more"


def test_no_column_is_both_erased_and_kept() -> None:
    assert not (WITH_PERSON | WITH_CASE) & KEPT.keys()
    assert not WITH_PERSON & WITH_CASE
    assert all(KEPT.values())


def test_each_table_that_erasing_changes_is_swept_afterwards() -> None:
    swept = {model.__tablename__ for model in TOUCHED}
    changed = {column.partition(".")[0] for column in WITH_PERSON | WITH_CASE}
    assert changed <= swept
