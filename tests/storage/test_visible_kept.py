"""Queries of what somebody may see are kept by who asks, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Select

from storage import visible
from storage.actors import OPERATOR, WHOLE_AUTHORITY, Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Case, Conflict

QUERIES = (
    visible.visible,
    visible.visible_responses,
    visible.visible_unnamed,
    visible.visible_meetings,
    visible.visible_concerns,
    visible.visible_actions,
)
OFFICER = Actor(uuid4(), StaffRole.OFFICER, (Scope(ScopeLevel.TEAM, "North"),), "Sam")
CHANGED = {
    "id": uuid4(),
    "role": StaffRole.QA,
    "scope": (WHOLE_AUTHORITY,),
    "name": "Alex",
}


def asks(query: Select[Any]) -> tuple[str, object]:
    """Return the words and the values of a query."""
    compiled = query.compile()
    return str(compiled), sorted(map(str, compiled.params.values()))


@pytest.mark.parametrize("find", QUERIES, ids=lambda find: find.__name__)
def test_an_actor_whose_rights_changed_is_another_one(find: Callable[[Actor], Select[Any]]) -> None:
    find.cache_clear()  # type: ignore[attr-defined]
    for name, value in CHANGED.items():
        now = replace(OFFICER, **{name: value})
        fresh = find.__wrapped__(now)  # type: ignore[attr-defined]
        before = find(OFFICER)
        assert asks(find(now)) == asks(fresh)
        assert asks(find(OFFICER)) == asks(before)
    assert find(OFFICER) is find(replace(OFFICER))
    assert find(OPERATOR) is not find(OFFICER)


def test_conditions_added_to_a_query_stay_out_of_the_next_one() -> None:
    before = asks(visible.visible(OFFICER))
    narrowed = visible.visible(OFFICER).where(Case.reference == "C-1").order_by(Case.id).limit(1)
    other = visible.visible(OFFICER).join(Conflict, Conflict.case_id == Case.id)
    assert asks(narrowed) != before != asks(other)
    assert asks(visible.visible(OFFICER)) == before


def test_no_more_are_kept_than_a_council_has_staff() -> None:
    for _ in range(400):
        visible.visible_concerns(replace(OFFICER, id=uuid4()))
    kept = visible.visible_concerns.cache_info()
    assert kept.currsize == kept.maxsize == 256
