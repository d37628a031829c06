"""What is wrong with a questionnaire file: every fault at once, with its place and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    Args:
        code: short stable name, such as ``unknown_question``.
        place: where, such as ``questions.felt_safe.when``.
        problem: what is wrong, one clause.
        remedy: what to do about it, one clause.
    """

    code: str
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}; {self.remedy}"


class QuestionnaireFaults(ValueError):
    """A questionnaire cannot be used; ``faults`` lists everything that must be mended."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([f"{source} has {count}:", *map(str, self.faults)]))
