"""What is stored becomes a report whose figures were counted by hand, with few people hidden."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import docx
import pytest

from safeguarding.concern import Move
from safeguarding.levels import Category, Level
from safeguarding.states import ConcernState
from services.hall import Hall
from services.insight.reporting import AUDIENCES, FORMATS, KINDS, Wanted, write_report
from services.refusal import Refused
from storage.models import Action, Concern, ConcernEvent
from surveys.kinds import Kind, RespondentRole
from tests.builders.feedback import chose, code, comment, gave, put_team, respond, skipped, ticked

RAISED = datetime(2026, 8, 3, 9, tzinfo=UTC)


def report(
    hall: Hall,
    folder: Path,
    *,
    period: str = "2026-Q2",
    scope: str = "authority",
    audience: str = "officer",
    form: str = "json",
) -> str:
    file = folder / f"report.{form}"
    write_report(hall, Wanted("quarterly", period, scope, audience), form, file)
    if form == "docx":
        return "\n".join(line.text for line in docx.Document(str(file)).paragraphs)
    return file.read_text("utf-8")


def figures(hall: Hall, folder: Path, **wanted: str) -> dict[str, dict[str, Any]]:
    found = json.loads(report(hall, folder, **wanted))["figures"]
    return {figure["id"]: figure for figure in found}


def values(found: dict[str, dict[str, Any]], *ids: str) -> list[Any]:
    return [found[name]["value"] for name in ids]


def hear(hall: Hall, yes: int, no: int, **values: Any) -> None:
    """Let so many parents say that they were listened to, and not."""
    for answer in ["yes"] * yes + ["no"] * no:
        respond(hall, chose("listened", answer), **values)


def test_answers_are_reported_as_they_were_counted(hall: Hall, tmp_path: Path) -> None:
    hear(hall, yes=12, no=8)
    respond(hall, skipped("listened"))
    respond(hall, chose("listened", "no"), partial=True)
    respond(hall, chose("listened", "no"), on=date(2026, 10, 1))
    found = figures(hall, tmp_path)
    assert values(found, "answers.listened.parent.yes", "answers.listened.parent.no") == [12, 8]
    share = found["answers.listened.parent.yes.share"]
    assert (share["value"], share["n"]) == (0.6, 20)
    assert share["period"] == "2026-Q2"


def test_a_scale_is_reported_as_a_mean(hall: Hall, tmp_path: Path) -> None:
    for number in (0, 5, 10, 9, 9, 9):
        respond(hall, gave("scale_safety", number))
    mean = figures(hall, tmp_path)["answers.scale_safety.parent.mean"]
    assert (mean["value"], mean["n"], mean["unit"]) == (7.0, 6, "mean")


def test_questions_of_the_review_page_are_left_out(hall: Hall, tmp_path: Path) -> None:
    for _ in range(6):
        respond(hall, chose("may_quote", "yes", Kind.SINGLE), chose("listened", "yes"))
    assert not [name for name in figures(hall, tmp_path) if "may_quote" in name]


def test_several_questionnaires_share_a_question(hall: Hall, tmp_path: Path) -> None:
    hear(hall, yes=6, no=0)
    child = {"questionnaire": "child_after_review", "role": RespondentRole.CHILD}
    hear(hall, yes=0, no=7, **child)
    found = figures(hall, tmp_path)
    assert values(found, "answers.listened.parent.yes", "answers.listened.child.no") == [6, 7]


def test_themes_and_feeling_are_reported_by_people(hall: Hall, tmp_path: Path) -> None:
    for sentiment, times in (("negative", 7), ("positive", 5), (None, 6)):
        for _ in range(times):
            code(hall, comment(hall), sentiment, ["timing"])
    found = figures(hall, tmp_path)
    assert values(
        found,
        "themes.timing.all",
        "themes.timing.negative",
        "themes.timing.positive",
        "themes.timing.not_sure",
        "themes.all.all",
    ) == [18, 7, 5, 6, 18]


def test_few_people_are_hidden_and_cannot_be_worked_out(hall: Hall, tmp_path: Path) -> None:
    hear(hall, yes=20, no=2)
    respond(hall, chose("listened", "not_sure"))
    for _ in range(2):
        respond(hall, *ticked("who_was_there", "family"))
    found = figures(hall, tmp_path, audience="leader")
    listened = {name: each for name, each in found.items() if ".listened.parent." in name}
    few = [listened[f"answers.listened.parent.{code}"] for code in ("no", "not_sure")]
    assert all(figure["suppressed"] and figure["value"] is None for figure in few)
    shown = [figure["value"] for figure in listened.values() if not figure["suppressed"]]
    assert not {1, 2, 3} & set(shown)
    text = report(hall, tmp_path, audience="leader", form="html")
    assert "[c]" in text


def test_those_who_may_read_the_responses_see_every_count(hall: Hall, tmp_path: Path) -> None:
    hear(hall, yes=20, no=2)
    assert figures(hall, tmp_path)["answers.listened.parent.no"]["value"] == 2


def test_a_scope_reports_its_own_teams(hall: Hall, tmp_path: Path) -> None:
    hear(hall, yes=6, no=0, team="North", area="In need")
    hear(hall, yes=7, no=0, team="South", area="In need")
    hear(hall, yes=8, no=0, team="Care", area="In care")
    counts = {
        scope: figures(hall, tmp_path, scope=scope)["answers.listened.parent.yes"]["value"]
        for scope in ("authority", "area:In need", "team: care ")
    }
    assert counts == {"authority": 21, "area:In need": 13, "team: care ": 8}


def raise_concern(hall: Hall, level: Level, acknowledged_after: timedelta | None) -> None:
    with hall.sessions.writing() as session:
        put_team(session, "North")
        concern = Concern(
            origin_id=uuid4(),
            question_id="worried_about",
            category=Category.NOT_SAFE,
            level=level,
            rule="test",
            state=ConcernState.RAISED if acknowledged_after is None else ConcernState.CLOSED,
            words_hmac=uuid4().bytes,
            team="North",
            raised_at=RAISED,
            due_at=RAISED,
        )
        session.add(concern)
        session.flush()
        if acknowledged_after is not None:
            at = RAISED + acknowledged_after
            session.add(ConcernEvent(concern_id=concern.id, event=Move.ACKNOWLEDGE, at=at))


def test_concerns_are_reported_by_how_soon_they_were_looked_at(hall: Hall, tmp_path: Path) -> None:
    raise_concern(hall, Level.NOW, timedelta(minutes=60))
    raise_concern(hall, Level.NOW, timedelta(minutes=61))
    raise_concern(hall, Level.NOW, None)
    raise_concern(hall, Level.SOON, timedelta(hours=2))
    found = figures(hall, tmp_path)
    assert values(
        found,
        "concerns.all.all",
        "concerns.now.in_time",
        "concerns.now.late",
        "concerns.now.waiting",
        "concerns.soon.in_time",
        "concerns.open",
    ) == [4, 1, 1, 1, 1, 1]


def test_actions_are_reported_by_when_they_were_added_done_and_told(
    hall: Hall, tmp_path: Path
) -> None:
    before, within = datetime(2026, 6, 30, 12, tzinfo=UTC), datetime(2026, 7, 1, 12, tzinfo=UTC)
    with hall.sessions.writing() as session:
        put_team(session, "North")
        for team, added, done in (("North", before, within), (None, within, None)):
            moments = {"created_at": added, "done_at": done, "published_at": done}
            session.add(Action(title="Ring back", team=team, state="open", **moments))
    found = figures(hall, tmp_path, audience="leader")
    ids = ("actions.raised", "actions.done", "actions.told")
    assert values(found, *ids) == [1, 1, 1]
    north = figures(hall, tmp_path, audience="leader", scope="team:North")
    assert values(north, *ids) == [0, 1, 1]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_empty_period_makes_a_report_that_says_so(
    hall: Hall, tmp_path: Path, audience: str, form: str
) -> None:
    text = report(hall, tmp_path, audience=audience, form=form)
    assert "Quarter 2 2026-27" in text
    if form != "json":
        assert "No meetings" in text or "no meetings" in text


@pytest.mark.parametrize(
    ("period", "label"), [("2026-07", "July 2026"), ("2026", "2026-27"), ("2026-q2", "Quarter 2")]
)
def test_months_quarters_and_years_can_be_reported(
    sqlite_hall: Hall, tmp_path: Path, period: str, label: str
) -> None:
    hear(sqlite_hall, yes=6, no=0, on=date(2026, 7, 31))
    found = json.loads(report(sqlite_hall, tmp_path, period=period))
    assert label in found["period"]["label"]
    counts = {figure["id"]: figure["value"] for figure in found["figures"]}
    assert counts["answers.listened.parent.yes"] == 6


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"period": "2026-Q5"}, "'2026-Q5' is not a period; write a quarter"),
        ({"period": "last year"}, "is not a period"),
        ({"scope": "everything"}, "is not a scope; write authority, area:NAME or team:NAME"),
        ({"scope": "ward:North"}, "is not a scope"),
        ({"scope": "team:West"}, "There is no team 'West'. There are North."),
        ({"scope": "area:West"}, "There is no area 'West'. There are Children in need."),
    ],
)
def test_a_period_or_scope_that_is_not_there_is_refused(
    sqlite_hall: Hall, tmp_path: Path, wanted: dict[str, str], sentence: str
) -> None:
    with sqlite_hall.sessions.writing() as session:
        put_team(session, "North")
    with pytest.raises(Refused, match=sentence):
        report(sqlite_hall, tmp_path, **wanted)
    assert list(tmp_path.iterdir()) == []


def test_a_scope_before_any_meeting_is_told_what_to_do(sqlite_hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="None is known yet; import meetings first"):
        report(sqlite_hall, tmp_path, scope="team:North")


def test_every_kind_of_report_can_be_named() -> None:
    assert KINDS == ("quarterly",)
