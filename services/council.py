"""The council that this deployment serves: its name, help numbers, hours and thresholds."""

from __future__ import annotations

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from reports.layout_names import STANDARD, names


class CouncilFaults(Exception):
    """The council file cannot be used; ``faults`` holds one sentence for each reason."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


EmailAddress = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
        max_length=254,
    ),
]
"""An address for mail, without a name, a comma or anything else that could make it two."""


class HelpLine(_Part):
    """A number that a respondent can ring, and when."""

    name: str = Field(min_length=1)
    number: str = Field(pattern=r"^[0-9 ]{3,16}$")
    hours: str = Field(min_length=1)


class OfficeHours(_Part):
    """When somebody reads, in London time; weekdays count from Monday = 1."""

    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    opens: time = time(9)
    closes: time = time(17)

    @model_validator(mode="after")
    def _in_order(self) -> OfficeHours:
        if not self.weekdays or not self.weekdays <= frozenset(range(1, 8)):
            raise ValueError("weekdays are numbers from 1 (Monday) to 7 (Sunday), at least one")
        if self.opens >= self.closes:
            raise ValueError("opens must be earlier than closes")
        return self


class Thresholds(_Part):
    """Numbers that a council may set within safe bounds.

    Args:
        smallest_cell: counts from 1 up to one less than this are suppressed in reports.
        zero_from: a count of 0 is suppressed too where fewer than this many answered.
        anonymous_from: the anonymous mode is offered where at least this many people of the
            role were invited in the month.
        draft_days: days until an unfinished draft becomes a partial response.
        link_days: days until an invitation expires.
        second_look_percent: of a hundred comments, how many are drawn to be coded by a second
            person who sees no other coding.
    """

    smallest_cell: int = Field(default=5, ge=5, le=20)
    zero_from: int = Field(default=10, ge=10, le=50)
    anonymous_from: int = Field(default=10, ge=10, le=100)
    draft_days: int = Field(default=14, ge=1, le=14)
    link_days: int = Field(default=42, ge=7, le=180)
    second_look_percent: int = Field(default=10, ge=0, le=100)


_HELP_LINES = (
    HelpLine(name="Police, fire or ambulance", number="999", hours="any time"),
    HelpLine(name="Childline", number="0800 1111", hours="any time, free"),
)


class Council(_Part):
    """One council; the defaults are safe, and only the name says nothing yet.

    Args:
        safeguarding_contacts: who is told of each concern by e-mail; without one nobody is.
        report_layout: how reports are laid out unless somebody chooses otherwise.
        notices_from: the address that e-mails come from; None for one at the site's own host.
        telegram_bot: name of the bot, without "@", for links that open it; None for no such links.
    """

    name: str = Field(default="Your council", min_length=1, max_length=80)
    help_lines: tuple[HelpLine, ...] = _HELP_LINES
    office_hours: OfficeHours = OfficeHours()
    holidays: frozenset[date] = frozenset()
    thresholds: Thresholds = Thresholds()
    safeguarding_contacts: tuple[EmailAddress, ...] = ()
    notices_from: EmailAddress | None = None
    telegram_bot: str | None = Field(
        default=None, pattern=r"^[A-Za-z][A-Za-z0-9_]{1,28}[Bb][Oo][Tt]$"
    )
    report_layout: str = STANDARD

    @field_validator("report_layout")
    @classmethod
    def _is_a_layout(cls, name: str) -> str:
        there = (STANDARD, *names())
        if name not in there:
            raise ValueError(f"there is no layout '{name[:40]}'; there are {', '.join(there)}")
        return name

    @model_validator(mode="after")
    def _keeps_the_two_numbers(self) -> Council:
        missing = {line.number for line in _HELP_LINES} - {line.number for line in self.help_lines}
        if missing:
            raise ValueError(f"keep {' and '.join(sorted(missing))} among the help lines")
        return self


def read_council(path: Path) -> Council:
    """Read a council's TOML file; raises CouncilFaults naming every fault and its place."""
    try:
        return Council.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as fault:
        raise CouncilFaults((f"{path} cannot be read: {fault.strerror}.",)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CouncilFaults((f"{path} is not TOML: {fault}.",)) from None
    except ValidationError as found:
        raise CouncilFaults(tuple(_sentence(path, fault) for fault in found.errors())) from None


def _sentence(path: Path, fault: ErrorDetails) -> str:
    place = ".".join(str(step) for step in fault["loc"]) or "the file"
    return f"{path}: {place}: {fault['msg'].removeprefix('Value error, ')}."
