"""What figures, tables and sections a report can have, so that a layout names none that are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.wording import codes

SECTIONS = tuple(codes("sections"))
_ROLES = "|".join((*codes("roles"), "all"))
_KINDS = "|".join(codes("kinds"))
_LEVELS = "|".join((*codes("levels"), "all"))
_ANSWER = re.compile(
    rf"answers\.(?P<question>\w+)\.(?:{_ROLES})\.(?P<code>\w+?)(?P<share>\.share)?"
)
_FIGURES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"meetings(?:\.(?:{_KINDS}))?",
        rf"returns\.(?:{_ROLES})\.(?:sent|returned|by_staff|returned\.share)",
        rf"coverage\.(?:{_ROLES})\.(?:could|asked|answered|unheard|answered\.share)",
        rf"concerns\.(?:{_LEVELS})\.(?:in_time|late|waiting|all)|concerns\.open",
        r"actions\.(?:raised|done|not_possible|told)",
        r"method\.(?:comments|nonanswers|uncoded|not_english|checked|read)",
        r"method\.(?:checked|read)\.share",
        r"agreement\.(?:people|machine)\.(?:feeling|themes)\.(?:comments|same|alpha)",
        r"agreement\.(?:people|machine)\.(?:feeling|themes)\.kappa(?:\.low|\.high)?",
        r"themes\.all\.(?:all|positive|neutral|negative|not_sure)",
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the report cannot know by itself.

    Args:
        questions: ids of the questions that are counted, each with the codes it takes; a number
            takes none.
        priorities: labels of the codebook's practice priorities.
    """

    questions: Mapping[str, frozenset[str]]
    priorities: frozenset[str]

    def figure(self, id_: str) -> bool:
        """Return whether a report can have this figure."""
        answer = _ANSWER.fullmatch(id_)
        if answer is None:
            return any(pattern.fullmatch(id_) for pattern in _FIGURES)
        taken = self.questions.get(answer["question"])
        if taken is None:
            return False
        number = not taken
        if answer["share"]:
            return answer["code"] in taken
        return answer["code"] in taken | {"n"} or (number and answer["code"] == "mean")

    def table(self, id_: str) -> bool:
        """Return whether a report can have this table."""
        head, _, question = id_.partition(".")
        return question in self.questions if head == "answers" else id_ in codes("tables")


def missing(kind: str, id_: str, there: Iterable[str]) -> str:
    """Say that a layout names what no report has, and what comes closest."""
    head = id_.partition(".")[0]
    near = [each for each in there if each.partition(".")[0] == head]
    hint = f"; there are {', '.join(sorted(near)[:8])}" if near else ""
    return f"no report has the {kind} '{id_}'{hint}"
