"""The state of one conversation: everything the engine knows, and it survives JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from surveys.kinds import Helper, Mode, Status
from surveys.notices import Notice

Value = str | int | float | tuple[str, ...]
"""A parsed answer: a choice code or text, a number, or the codes of ticked choices."""


@dataclass(frozen=True, slots=True)
class State:
    """A draft as the engine sees it.

    Args:
        questionnaire: id of the questionnaire.
        version: the released version the draft was opened with; it never moves.
        language: ISO 639-1 code, one that the questionnaire has.
        modes: identity modes that the respondent may choose from, in the order shown.
        answers: question key to parsed value; off-path answers stay here until completion.
        skipped: question keys that the respondent passed over.
        concealed: keys of answers given before a pause, which are not shown again.
        cursor: question key while going back or editing, otherwise None.
        mode: the identity mode chosen on the review page, None until then.
        helper: who helped, None until said.
        notice: a Help, Refuse or Stale that has not been seen past.
        status: where the conversation stands.
        revision: counts accepted inputs.

    A question key is the question id, or ``id.part`` for one of the three houses.
    """

    questionnaire: str
    version: int
    language: str
    modes: tuple[Mode, ...]
    answers: Mapping[str, Value] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    concealed: frozenset[str] = frozenset()
    cursor: str | None = None
    mode: Mode | None = None
    helper: Helper | None = None
    notice: Notice | None = None
    status: Status = Status.ASKING
    revision: int = 0

    def to_json(self) -> str:
        """Return the state as JSON text."""
        return _ADAPTER.dump_json(self).decode()

    @staticmethod
    def from_json(text: str) -> State:
        """Read a state back; raises pydantic.ValidationError when it is not one."""
        return _ADAPTER.validate_json(text)


_ADAPTER: TypeAdapter[State] = TypeAdapter(State)
