"""Counts as the queries would make them, from a few simulated people."""

import random
from collections import Counter
from dataclasses import dataclass, field, replace

from reports.cells import (
    ALL,
    NOT_SURE,
    Answered,
    Asks,
    Chosen,
    Comments,
    CommentsByRole,
    Concerns,
    Coverage,
    Handling,
    Invitations,
    MeetingsHeld,
    Method,
    NotAsked,
    Part,
    QuarterCells,
    Question,
    QuestionKind,
    Scope,
    ScopeLevel,
    Summed,
    Theme,
)
from reports.periods import parse
from reports.report import Audience, Policy

SCOPE = Scope(ScopeLevel.AUTHORITY, "Ashcombe")
QUARTER = parse("2026-Q2")
LEADERS = Policy(Audience.LEADERSHIP)
READERS = Policy(Audience.RESPONSE_READERS)
SCRUTINY = Policy(Audience.SCRUTINY)

YES_NO = (("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure"))
LISTENED = Question("listened", "Did people listen to what you think?", QuestionKind.CHOICE, YES_NO)
FELT_SAFE = Question(
    "felt_safe", "Do you feel safe where you live?", QuestionKind.CHOICE, YES_NO, Part.BETTER_OFF
)
WHO = Question(
    "who_was_there",
    "Who was there to support you?",
    QuestionKind.TICKS,
    (("family", "Someone from my family"), ("advocate", "An advocate"), ("nobody", "Nobody")),
)
SCALE = Question(
    "scale_safety",
    "How safe are things now?",
    QuestionKind.NUMBER,
    part=Part.BETTER_OFF,
    low="0 not safe at all",
    high="10 completely safe",
)
THEMES = (
    Theme("being_heard", "Being listened to", "Having a voice", "Seeing and hearing children"),
    Theme("timing", "Time and timing", "The meeting itself", "Meetings and reviews"),
    Theme("changes_of_worker", "Changes of worker", "Workers", "A steady workforce"),
    Theme("family_time", "Seeing family and friends", "Daily life", "Plans"),
)


def cells(**changes: object) -> QuarterCells:
    """Nothing counted but what is given."""
    empty = QuarterCells(SCOPE, QUARTER, "Ashcombe Council", Method("baseline 1", "2026.1"))
    return replace(empty, **changes)


def choices(question: Question, by_role: dict[str, dict[str, int]]) -> dict[str, object]:
    """Answers to one question, by role and code."""
    return {
        "questions": (question,),
        "answered": tuple(Answered(question.id, r, sum(c.values())) for r, c in by_role.items()),
        "chosen": tuple(
            Chosen(question.id, role, code, people)
            for role, codes in by_role.items()
            for code, people in codes.items()
            if people
        ),
    }


def comments(by_theme: dict[str, dict[str, int]]) -> tuple[Comments, ...]:
    """Comments by theme and sentiment, one to a person, none with two themes."""
    rows: Counter[tuple[str, str]] = Counter()
    for theme, sentiments in by_theme.items():
        for sentiment, count in sentiments.items():
            for key in ((theme, sentiment), (theme, ALL), (ALL, sentiment), (ALL, ALL)):
                rows[key] += count
    return tuple(Comments(*key, count, count) for key, count in rows.items() if count)


@dataclass
class _Simulated:
    """One quarter of made-up answers."""

    dice: random.Random
    answered: Counter[tuple[str, str]] = field(default_factory=Counter)
    chosen: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    summed: Counter[tuple[str, str]] = field(default_factory=Counter)
    feelings: Counter[tuple[str, str]] = field(default_factory=Counter)
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    asks: Counter[str] = field(default_factory=Counter)

    def person(self, role: str) -> None:
        """Let one person answer everything."""
        for question in (LISTENED, FELT_SAFE):
            code = self.dice.choices(("yes", "no", "not_sure"), (70, 20, 10))[0]
            self.answered[question.id, role] += 1
            self.chosen[question.id, role, code] += 1
        self.answered["who_was_there", role] += 1
        for code in self.dice.sample(("family", "advocate", "nobody"), self.dice.randint(1, 2)):
            self.chosen["who_was_there", role, code] += 1
        if role != "child":
            self.answered["scale_safety", role] += 1
            self.summed["scale_safety", role] += self.dice.randint(2, 10)
        self.comment(role)

    def comment(self, role: str) -> None:
        """Let one person write one comment on one or two themes."""
        feeling = self.dice.choices(("positive", "neutral", "negative", NOT_SURE), (45, 8, 27, 20))[
            0
        ]
        weights = (50, 30, 15, 4)
        themes = set(self.dice.choices([t.id for t in THEMES], weights, k=self.dice.randint(0, 2)))
        for theme in (*themes, ALL):
            self.feelings[theme, feeling] += 1
            self.feelings[theme, ALL] += 1
            self.roles[theme, role] += 1
            if theme != ALL and feeling != "positive" and self.dice.random() < 0.4:
                self.asks[theme] += 1


def simulated(seed: int, people: dict[str, int] | None = None) -> QuarterCells:
    """A whole quarter, the same for the same seed."""
    made = _Simulated(random.Random(seed))
    counts = people or {"child": 24, "young_person": 31, "parent": 47, "carer": 12, "staff": 6}
    for role, number in counts.items():
        for _ in range(number):
            made.person(role)
    months = QUARTER.months
    return cells(
        method=Method("baseline 2026.1", "2026.1", sum(counts.values()) + 9, 9, 2, 0, 31, 88, 3),
        questions=(LISTENED, WHO, FELT_SAFE, SCALE),
        themes=THEMES,
        meetings=tuple(
            MeetingsHeld(kind, team, month, made.dice.randint(3, 19))
            for kind in ("cla_review", "initial_cp_conference", "review_cp_conference")
            for team in ("Children in care North", "Safeguarding East")
            for month in months
        ),
        coverage=tuple(Coverage(r, n * 3 + 4, n * 2 + 2, n) for r, n in counts.items()),
        not_asked=(NotAsked("On the stop list", 4), NotAsked("No way to reach them", 11)),
        invitations=tuple(
            Invitations(month, role, n + 3, n // 3, n // 12)
            for month in months
            for role, n in counts.items()
        ),
        answered=tuple(Answered(*key, n, 2) for key, n in made.answered.items()),
        chosen=tuple(Chosen(*key, n) for key, n in made.chosen.items()),
        summed=tuple(Summed(*key, total) for key, total in made.summed.items()),
        comments=tuple(Comments(*key, n, n) for key, n in made.feelings.items()),
        comments_by_role=tuple(CommentsByRole(*key, n, n) for key, n in made.roles.items()),
        asks=tuple(Asks(theme, n, n) for theme, n in made.asks.items()),
        concerns=(
            Concerns("now", Handling.IN_TIME, 6, 1),
            Concerns("today", Handling.IN_TIME, 13, 4),
            Concerns("today", Handling.LATE, 2, 1),
            Concerns("soon", Handling.WAITING, 5, 5),
        ),
    )
