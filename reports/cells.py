"""The counts a report is built from: what ``services.insight`` fills by GROUP BY.

Every number is a plain count over one scope and one period; nothing is suppressed yet.
Rows with nothing to count may be left out. Three conventions hold in all tables:

* ``people`` counts distinct responses, since suppression protects people and one person may
  write several comments. Partial responses, withdrawn words and non-answers are not in it.
* ``ALL`` in a dimension is a margin, counted by its own query: distinct people do not add up.
* Dates are London days; a month is written ``2026-07``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reports.agreed import SecondLooks
from reports.periods import Period
from reports.quotes import Quote

ALL = "all"
"""The value of a dimension that is not broken down."""

NOT_SURE = "not_sure"
"""The sentiment of a comment whose coding has NULL there."""


class ScopeLevel(StrEnum):
    """How wide a report looks."""

    AUTHORITY = "authority"
    SERVICE_AREA = "service_area"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose feedback: the authority, a service area or a team, by its shown name."""

    level: ScopeLevel
    name: str


@dataclass(frozen=True, slots=True)
class MeetingsHeld:
    """Meetings held in the period: GROUP BY kind, team, month of ``held_on``."""

    kind: str
    team: str
    month: str
    held: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """People around those meetings, by role: who could have been asked, was, and answered.

    Args:
        role: respondent role.
        could: distinct people belonging to the meetings, asked or not.
        asked: of these, people with an invitation that was sent.
        answered: of these, people whose invitation is answered or counted.
    """

    role: str
    could: int
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Why people were not asked: GROUP BY ``not_asked_because``, in words to print."""

    reason: str
    people: int


@dataclass(frozen=True, slots=True)
class Invitations:
    """Invitations sent in the period and what became of them: GROUP BY month sent, role.

    Args:
        month: in which the invitation was sent; a later answer counts here too.
        role: respondent role.
        sent: invitations sent.
        returned: of these, answered or counted and not known to be filled in by staff.
        by_staff: of these, filled in by staff for the person (helper ``worker``).
    """

    month: str
    role: str
    sent: int
    returned: int
    by_staff: int


class QuestionKind(StrEnum):
    """How answers to a question are counted."""

    CHOICE = "choice"
    """One code each: single, faces, yes/no. Counts add up to the people who answered."""
    TICKS = "ticks"
    """Any number of codes: multiple. Counts do not add up."""
    NUMBER = "number"
    """A number: scale, number. A mean is shown."""


class Part(StrEnum):
    """Which of the performance questions an answer bears on, or what became of being told."""

    HOW_WELL = "how_well"
    BETTER_OFF = "better_off"
    TOLD_BACK = "told_back"


@dataclass(frozen=True, slots=True)
class Question:
    """A shared question as the report words it; order in the tuple is order in the report.

    Args:
        id: the stable question id, the same across questionnaires and versions.
        text: as asked; the wording for adults where several were asked.
        kind: how it is counted.
        choices: codes and labels in the order to print; empty for numbers.
        part: where it is reported.
        low, high: what both ends of a scale mean, for numbers.
    """

    id: str
    text: str
    kind: QuestionKind
    choices: tuple[tuple[str, str], ...] = ()
    part: Part = Part.HOW_WELL
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """People who answered or skipped a question: GROUP BY question_id, role."""

    question: str
    role: str
    people: int
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """People who chose a code: GROUP BY question_id, role, code."""

    question: str
    role: str
    code: str
    people: int


@dataclass(frozen=True, slots=True)
class Summed:
    """Numbers given: SUM(number) GROUP BY question_id, role; the people are in Answered."""

    question: str
    role: str
    total: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the codebook as the report words it; order in the tuple breaks ties."""

    id: str
    label: str
    group: str
    priority: str


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments by theme and sentiment, in three grouping sets.

    (theme, sentiment), (theme, ALL), (ALL, sentiment), (ALL, ALL). A comment with two themes
    counts under both, and once under ALL; one without a theme counts under ALL alone.
    ``sentiment`` is positive, neutral, negative or NOT_SURE.
    """

    theme: str
    sentiment: str
    comments: int
    people: int


@dataclass(frozen=True, slots=True)
class CommentsByRole:
    """Comments by theme and role: (theme, role) and (ALL, role)."""

    theme: str
    role: str
    comments: int
    people: int


@dataclass(frozen=True, slots=True)
class Asks:
    """Comments to open questions that are not positive, by theme: what people ask for."""

    theme: str
    comments: int
    people: int


class Handling(StrEnum):
    """How quickly a concern was acknowledged."""

    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Concerns:
    """Concerns raised in the period: GROUP BY level, handling.

    Args:
        level: now, today or soon.
        handling: acknowledged by its due time, after it, or not yet.
        count: concerns raised.
        still_open: of these, not closed today.
    """

    level: str
    handling: Handling
    count: int
    still_open: int


@dataclass(frozen=True, slots=True)
class Actions:
    """Actions of the scope, by what happened in the period, whenever they were added.

    ``told`` counts those whose result people could first read in the period.
    """

    raised: int = 0
    done: int = 0
    not_possible: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class Method:
    """How the comments were read.

    Args:
        analyser, codebook: versions that coded them; several are joined by a comma.
        comments: comments received, non-answers and unread ones too.
        nonanswers: of these, saying nothing; left out of the figures.
        not_english: of these, left to people for their language.
        uncoded: of these, not yet read by the machine.
        checked: of these, confirmed or corrected by a person.
        read: of these, marked as read by a person.
        partial: responses that were broken off; read by people, outside the figures.
    """

    analyser: str
    codebook: str
    comments: int = 0
    nonanswers: int = 0
    not_english: int = 0
    uncoded: int = 0
    checked: int = 0
    read: int = 0
    partial: int = 0


@dataclass(frozen=True, slots=True)
class QuarterCells:
    """Everything the quarterly report needs."""

    scope: Scope
    period: Period
    council: str
    method: Method
    questions: tuple[Question, ...] = ()
    themes: tuple[Theme, ...] = ()
    meetings: tuple[MeetingsHeld, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    not_asked: tuple[NotAsked, ...] = ()
    invitations: tuple[Invitations, ...] = ()
    answered: tuple[Answered, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    summed: tuple[Summed, ...] = ()
    comments: tuple[Comments, ...] = ()
    comments_by_role: tuple[CommentsByRole, ...] = ()
    asks: tuple[Asks, ...] = ()
    concerns: tuple[Concerns, ...] = ()
    actions: Actions = Actions()
    second_looks: SecondLooks = field(default_factory=SecondLooks)
    quotes: tuple[Quote, ...] = field(default=(), repr=False)
