"""The invitation rules: who is asked what before or after which meeting, and why not."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.upkeep.ages import age_at_most
from storage.kinds import Labelled, Outcome
from surveys.kinds import MeetingKind, RespondentRole


class NotAsked(Labelled):
    """Why somebody around a meeting is not asked, in the order in which it is looked at."""

    ON_THE_STOP_LIST = "on_the_stop_list"
    ASKED_US_TO_STOP = "asked_us_to_stop"
    NOT_TO_BE_CONTACTED = "not_to_be_contacted"
    AGE_NOT_KNOWN = "age_not_known"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    OUTCOME_NOT_ASKED_ABOUT = "outcome_not_asked_about"
    DID_NOT_ATTEND = "did_not_attend"
    HELD_TOO_LONG_AGO = "held_too_long_ago"
    ASKED_THIS_QUARTER = "asked_this_quarter"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person around a meeting, as the rules see them.

    Args:
        case_stopped: whether a case that ties them to the meeting is on the stop list.
        may_contact: whether all of those cases allow it.
        asked_this_quarter: questionnaires they were asked in the present quarter.
    """

    meeting_id: UUID
    recipient_id: UUID
    kind: MeetingKind
    outcome: Outcome | None
    held_on: date
    role: RespondentRole
    birth_month: str | None
    attended: bool | None
    case_stopped: bool
    stopped: bool
    may_contact: bool
    asked_this_quarter: frozenset[str] = frozenset()


def _apart(days: tuple[int, ...]) -> tuple[int, ...]:
    if any(later - earlier < _LEAST_APART for earlier, later in pairwise((0, *days))):
        raise ValueError(f"reminders follow the letter and each other by {_LEAST_APART} days")
    return days


_LEAST_APART = 2
ReminderDays = Annotated[tuple[int, ...], Field(max_length=2), AfterValidator(_apart)]
"""Two reminders at most: more would press people to speak."""


class Rule(BaseModel):
    """One rule as written in ``rules.toml``.

    Args:
        questionnaire: what is asked.
        meetings, roles: whom the rule speaks of.
        outcomes: of the meeting; None for any, the unknown one too.
        youngest, oldest: age in whole years on the day of the meeting.
        if_age_unknown: roles that the rule takes without a month of birth.
        attended: True asks only those known to have come.
        after_days: days after the meeting; below nought, days before it.
        expires_days: until the link expires; None for the council's own number.
        once_a_quarter: whether a person is asked at most once in a quarter.
        remind_after_days: days after the letter on which whoever has not answered is reminded;
            at most two, the earlier first; None for the number that stands above all rules.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    questionnaire: str
    meetings: frozenset[MeetingKind] = Field(min_length=1)
    roles: frozenset[RespondentRole] = Field(min_length=1)
    outcomes: frozenset[Outcome] | None = None
    youngest: int | None = None
    oldest: int | None = None
    if_age_unknown: frozenset[RespondentRole] = frozenset()
    attended: bool = False
    after_days: int = Field(ge=-60, le=365)
    expires_days: int | None = Field(default=None, ge=1, le=365)
    once_a_quarter: bool = False
    remind_after_days: ReminderDays | None = None

    @property
    def before(self) -> bool:
        """Whether people are asked before the meeting."""
        return self.after_days < 0

    def speaks_of(self, candidate: Candidate) -> bool:
        """Return whether the rule is about this kind of meeting and role."""
        return candidate.kind in self.meetings and candidate.role in self.roles


class Rules(BaseModel):
    """All rules, in order.

    Args:
        within_days: how long after a meeting people are still asked.
        remind_after_days: as in a rule, for those that say nothing of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    within_days: int = Field(ge=1, le=1000)
    remind_after_days: ReminderDays = ()
    rules: tuple[Rule, ...]

    def of_time(self, *, before: bool) -> tuple[Rule, ...]:
        """Return the rules that ask before a meeting, or those that ask of it afterwards."""
        return tuple(rule for rule in self.rules if rule.before is before)

    def reminders(
        self, questionnaire: str, kind: MeetingKind | None, role: RespondentRole
    ) -> tuple[int, ...]:
        """Return on which days after the letter somebody asked by these rules is reminded."""
        asking = (
            rule.remind_after_days
            for rule in self.rules
            if rule.questionnaire == questionnaire and kind in rule.meetings and role in rule.roles
        )
        found = next(asking, None)
        return self.remind_after_days if found is None else found


@cache
def load() -> Rules:
    """Return the rules that Sayso ships."""
    text = (files(__package__) / "rules.toml").read_text("utf-8")
    return Rules.model_validate(tomllib.loads(text))


def choose(
    rules: tuple[Rule, ...], candidate: Candidate, oldest_day: date | None
) -> tuple[Rule, NotAsked | None] | None:
    """Return the rule that decides about somebody and why they are not asked, if they are not.

    None when no rule speaks of them. Among rules that refuse, the one that got furthest gives
    the reason: a girl of 14 who did not come is "did not attend" rather than "too old".

    Args:
        oldest_day: meetings before it are held too long ago; None when that does not matter.
    """
    judged = [
        (rule, judge(rule, candidate, oldest_day)) for rule in rules if rule.speaks_of(candidate)
    ]
    fitting = next((pair for pair in judged if pair[1] is None), None)
    return fitting or max(judged, key=lambda pair: _how_far(pair, candidate), default=None)


def judge(rule: Rule, candidate: Candidate, oldest_day: date | None) -> NotAsked | None:
    """Return the first reason not to ask somebody by a rule, None when it fits."""
    for reason, holds in _CHECKS.items():
        if holds(rule, candidate):
            return reason
    if oldest_day is not None and candidate.held_on < oldest_day:
        return NotAsked.HELD_TOO_LONG_AGO
    again = rule.once_a_quarter and rule.questionnaire in candidate.asked_this_quarter
    return NotAsked.ASKED_THIS_QUARTER if again else None


def _how_far(pair: tuple[Rule, NotAsked | None], candidate: Candidate) -> tuple[int, bool]:
    """Return how far a rule got; of two that got as far, one about this outcome counts more."""
    rule, reason = pair
    reached = tuple(NotAsked).index(reason) if reason else len(NotAsked)
    return reached, not _other_outcome(rule, candidate)


def _age(candidate: Candidate) -> int | None:
    month = candidate.birth_month
    return None if month is None else age_at_most(month, candidate.held_on)


def _unknown_age(rule: Rule, candidate: Candidate) -> bool:
    bounded = rule.youngest is not None or rule.oldest is not None
    stands_in = candidate.role in rule.if_age_unknown
    return bounded and candidate.birth_month is None and not stands_in


def _too_young(rule: Rule, candidate: Candidate) -> bool:
    age = _age(candidate)
    return rule.youngest is not None and age is not None and age < rule.youngest


def _too_old(rule: Rule, candidate: Candidate) -> bool:
    age = _age(candidate)
    return rule.oldest is not None and age is not None and age > rule.oldest


def _other_outcome(rule: Rule, candidate: Candidate) -> bool:
    return rule.outcomes is not None and candidate.outcome not in rule.outcomes


_CHECKS: dict[NotAsked, Callable[[Rule, Candidate], bool]] = {
    NotAsked.ON_THE_STOP_LIST: lambda rule, candidate: candidate.case_stopped,
    NotAsked.ASKED_US_TO_STOP: lambda rule, candidate: candidate.stopped,
    NotAsked.NOT_TO_BE_CONTACTED: lambda rule, candidate: not candidate.may_contact,
    NotAsked.AGE_NOT_KNOWN: _unknown_age,
    NotAsked.TOO_YOUNG: _too_young,
    NotAsked.TOO_OLD: _too_old,
    NotAsked.OUTCOME_NOT_ASKED_ABOUT: _other_outcome,
    NotAsked.DID_NOT_ATTEND: lambda rule, candidate: rule.attended and not candidate.attended,
}
