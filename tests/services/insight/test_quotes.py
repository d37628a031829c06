"""Quotes in a report: only agreed, confirmed, redacted ones, and never pointing at few people."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from reports.quotes import Quote, Strand
from reports.report import Report, Summary
from services.hall import Hall
from services.insight.reporting import Wanted, make_report
from storage.models import Answer, Case, KnownName, Response, UsableQuote
from surveys.kinds import Kind, Lean, Mode, RespondentRole
from tests.builders.colleagues import colleague
from tests.builders.feedback import chose, code, put_team, respond, wrote

PRAISE = "They rang me back."


def usable(hall: Hall, text: str = PRAISE, agreed: str = "yes", **values: object) -> UUID:
    """Store a response that agreed to be quoted, mark its comment as usable; return its id."""
    lean = values.pop("lean", Lean.GOOD)
    question = values.pop("question", "best")
    response = respond(
        hall,
        wrote(str(question), text, lean),
        chose("may_quote", agreed, Kind.SINGLE),
        **values,
    )
    marker = colleague(hall, name=f"Marker {response}").account.id
    with hall.sessions.writing() as session:
        query = select(Answer.id).where(Answer.response_id == response, Answer.text_s.is_not(None))
        answer = session.scalars(query).one()
        session.add(UsableQuote(answer_id=answer, staff_id=marker, at=hall.clock()))
    code(hall, answer, "positive", ["timing"])
    return response


def others(hall: Hall, people: int, role: RespondentRole = RespondentRole.PARENT) -> None:
    """Let more people of a role comment, so that it is not few."""
    for _ in range(people):
        response = respond(hall, wrote("best", "Fine.", Lean.GOOD), role=role)
        with hall.sessions.reading() as session:
            query = select(Answer.id).where(Answer.response_id == response)
            answer = session.scalars(query).one()
        code(hall, answer, "positive", ["timing"])


def printed(hall: Hall, audience: str = "officer", scope: str = "authority") -> list[Quote]:
    report = make_report(hall, Wanted("quarterly", "2026-Q2", scope, audience))
    return [quote for column in summaries(report) for quote in column]


def summaries(report: Report) -> list[tuple[Quote, ...]]:
    blocks = [block for section in report.sections for block in section.blocks]
    found = [block for block in blocks if isinstance(block, Summary)]
    return [column.quotes for summary in found for column in summary.columns]


def texts(hall: Hall, audience: str = "officer", scope: str = "authority") -> list[str | None]:
    return [quote.text for quote in printed(hall, audience, scope)]


def test_a_usable_quote_is_printed(hall: Hall) -> None:
    usable(hall)
    (quote,) = printed(hall)
    assert (quote.text, quote.role, quote.strand) == (PRAISE, "parent", Strand.WORKING_WELL)


def test_words_nobody_marked_are_not_printed(hall: Hall) -> None:
    others(hall, 6)
    assert printed(hall) == []


def test_whoever_does_not_agree_any_more_is_not_quoted(hall: Hall) -> None:
    usable(hall, agreed="no")
    assert printed(hall) == []


def test_a_response_that_was_broken_off_is_not_quoted(hall: Hall) -> None:
    usable(hall, partial=True)
    assert printed(hall) == []


def test_a_withdrawn_response_is_not_quoted(hall: Hall) -> None:
    response = usable(hall)
    with hall.sessions.writing() as session:
        session.delete(session.get_one(Response, response))
    assert printed(hall) == []


def test_another_period_or_team_is_not_quoted(hall: Hall) -> None:
    usable(hall, on=date(2026, 10, 1))
    usable(hall, "South here.", team="South")
    usable(hall, "North here.", team="North")
    assert texts(hall, scope="team:North") == ["North here."]


def test_scrutiny_gets_none(hall: Hall) -> None:
    usable(hall)
    others(hall, 9)
    assert printed(hall, "scrutiny") == []
    assert texts(hall, "board") == [PRAISE]


def test_names_known_of_the_case_and_contacts_are_struck(hall: Hall) -> None:
    with hall.sessions.writing() as session:
        put_team(session, "North")
        case = Case(reference="C-1", team="North")
        session.add(case)
        session.flush()
        session.add(KnownName(case_id=case.id, name="Zara Malik"))
    text = "Zara told Mrs Brown; ring 07700 900123."
    usable(hall, text, mode=Mode.LINKED, case_id=case.id, team="North")
    (told,) = texts(hall)
    assert told == "[name] told [name]; ring [phone number]."


def test_a_question_says_the_column_and_praise_to_an_open_one_works_well(hall: Hall) -> None:
    usable(hall, "Late again.", lean=Lean.WORRY)
    usable(hall, "Great.", lean=Lean.OPEN, question="needs_to_happen")
    found = {quote.text: quote.strand for quote in printed(hall)}
    assert found == {"Late again.": Strand.WORRIED, "Great.": Strand.WORKING_WELL}


def test_a_speaker_is_named_by_role_only_where_many_of_that_role_spoke(hall: Hall) -> None:
    usable(hall, "From a carer.", role=RespondentRole.CARER)
    usable(hall, "From a parent.")
    others(hall, 29)
    others(hall, 12, RespondentRole.YOUNG_PERSON)
    speakers = {quote.text: quote.role for quote in printed(hall, "leader")}
    assert speakers == {"From a carer.": "someone", "From a parent.": "parent"}
    assert {quote.role for quote in printed(hall, "officer")} == {"carer", "parent"}
