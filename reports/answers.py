"""What was answered to one question, by role, and which of it must be withheld."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.cells import ALL, QuarterCells, Question, QuestionKind
from reports.disclosure import Arc, leaves_open, line, people, square, withheld
from reports.wording import in_order, label

YES = "yes"
"""The code whose share of everybody stands at the head of reports, so that others give way."""

STEPS = (90, 75, 50)
"""Percents of which the greatest that holds may be told where the share of yes is withheld."""

REST = "rest"
"""Those who did not tick a choice: never printed, but anybody can subtract."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The counts of one question.

    Args:
        question: the question.
        people: those who answered, by role, in the order of every table.
        chosen: those who chose a code, by code and role.
        totals: sums of numbers, by role.
        skipped: those who passed it over.
    """

    question: Question
    people: Mapping[str, int]
    chosen: Mapping[tuple[str, str], int]
    totals: Mapping[str, float]
    skipped: int

    @staticmethod
    def to(question: Question, cells: QuarterCells) -> Answers:
        """Pick out what was answered to a question."""
        asked = [row for row in cells.answered if row.question == question.id]
        chosen = {(r.code, r.role): r.people for r in cells.chosen if r.question == question.id}
        counted = Counter({row.role: row.people for row in asked})
        if question.kind is QuestionKind.CHOICE:
            # One code each, so the codes must add up to the people whatever else was counted.
            counted = Counter()
            for (_, role), count in chosen.items():
                counted[role] += count
        return Answers(
            question=question,
            people={role: counted[role] for role in in_order("roles", +counted)},
            chosen=chosen,
            totals={row.role: row.total for row in cells.summed if row.question == question.id},
            skipped=sum(row.skipped for row in asked),
        )

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that answered."""
        return tuple(self.people)

    @property
    def columns(self) -> tuple[str, ...]:
        """Roles, and ALL where there are several."""
        return self.roles if len(self.roles) == 1 else (*self.roles, ALL)

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Codes with labels, in the question's order; codes of older wordings last."""
        known = dict(self.question.choices)
        older = sorted({code for code, _ in self.chosen} - set(known))
        return [*self.question.choices, *((code, label("codes", code)) for code in older)]

    def id(self, code: str, column: str) -> str:
        """Return the id of the figure for a code; ``n`` is all who answered."""
        return f"answers.{self.question.id}.{column}.{code}"

    def count(self, code: str, column: str) -> int:
        """Return the people of a column who chose a code, or ``n``, all who answered."""
        roles = self.roles if column == ALL else (column,)
        if code == "n":
            return sum(self.people[role] for role in roles)
        return sum(self.chosen.get((code, role), 0) for role in roles)

    def withheld_choices(self, threshold: int) -> frozenset[str]:
        """Return the ids to withhold where each person chose one code."""
        codes = {code: self._counts(code) for code, _ in self.codes}
        return self._withheld(codes, threshold, frozenset())

    def least(self, threshold: int, hidden: frozenset[str]) -> float | None:
        """Return the share of all that said yes at the least, where the share is withheld.

        One of a few fixed steps. None where the share is printed, where those who answered are
        withheld too, or where every step would leave something withheld too little room.
        """
        column, codes = self.columns[-1], {code: self._counts(code) for code, _ in self.codes}
        yes, whole, said = self.id(YES, column), self.count("n", column), self.count(YES, column)
        if yes not in hidden or self.id("n", column) in hidden:
            return None
        arcs, known = self._arcs(codes), self._known_zeros(codes, threshold)
        for step in STEPS:
            floor = -(-step * whole // 100)
            if said >= floor and leaves_open(arcs, threshold, hidden, {yes: floor}, known):
                return step / 100
        return None

    def withheld_ticks(self, threshold: int) -> frozenset[str]:
        """Return the ids to withhold where people chose any number of codes.

        Each code is protected against those who did not tick it, and all share one set of
        totals, so the search goes round until no total is added.
        """
        hidden: frozenset[str] = frozenset()
        while True:
            before = hidden
            for code, _ in self.codes:
                ticked = self._counts(code)
                rest = {c: self.count("n", c) - n for c, n in ticked.items()}
                hidden |= self._withheld({code: ticked, f"{code}.{REST}": rest}, threshold, hidden)
            if hidden == before:
                return hidden

    def withheld_totals(self, threshold: int) -> frozenset[str]:
        """Return the ids to withhold where only the people who answered are counted."""
        return withheld(self._totals(), threshold)

    def _counts(self, code: str) -> dict[str, int]:
        return {column: self.count(code, column) for column in (*self.roles, ALL)}

    def _totals(self) -> tuple[Arc, ...]:
        by_role = {self.id("n", role): people(n) for role, n in self.people.items()}
        return line(by_role, people(self.count("n", ALL)), self.id("n", ALL))

    def _withheld(
        self, codes: Mapping[str, Mapping[str, int]], threshold: int, hidden: frozenset[str]
    ) -> frozenset[str]:
        arcs = self._arcs(codes)
        shared = hidden & {arc.id for arc in arcs}
        return withheld(arcs, threshold, shared, self._known_zeros(codes, threshold))

    def _arcs(self, codes: Mapping[str, Mapping[str, int]]) -> tuple[Arc, ...]:
        return self._line(codes) if len(self.roles) == 1 else self._square(codes)

    def _line(self, codes: Mapping[str, Mapping[str, int]]) -> tuple[Arc, ...]:
        (role,) = self.roles
        inner = {self.id(code, role): people(counts[role]) for code, counts in codes.items()}
        whole = people(self.count("n", role))
        return line(inner, whole, self.id("n", role), {self.id(YES, role)})

    def _square(self, codes: Mapping[str, Mapping[str, int]]) -> tuple[Arc, ...]:
        return square(
            cells={(c, role): people(codes[c][role]) for c in codes for role in self.roles},
            rows={code: people(counts[ALL]) for code, counts in codes.items()},
            columns={role: people(n) for role, n in self.people.items()},
            grand=people(self.count("n", ALL)),
            bases=self.people,
            ids=lambda code, role: self.id(code or "n", role or ALL),
            dear={self.id(YES, ALL)},
        )

    def _known_zeros(self, codes: Mapping[str, Mapping[str, int]], threshold: int) -> Sequence[str]:
        """A choice that nobody took is printed as zero; then each role's zero is known too."""
        if self.count("n", ALL) < 2 * threshold:
            return ()
        nobody = [code for code, counts in codes.items() if counts[ALL] == 0]
        return [self.id(code, column) for code in nobody for column in self.columns]
