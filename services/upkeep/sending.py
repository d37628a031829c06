"""How each questionnaire comes to people: by a rule, by hand, with news, or not at all."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from services.upkeep import rules
from services.upkeep.rules import Rule
from storage.kinds import Labelled
from surveys.kinds import MeetingKind, RespondentRole


class Way(Labelled):
    """The ways in which a questionnaire comes to people."""

    BY_RULE = "by_rule"
    BY_HAND = "by_hand"
    WITH_NEWS = "with_news"
    FROM_FILES = "from_files"


@dataclass(frozen=True, slots=True)
class Sending:
    """How one questionnaire comes to people.

    Args:
        way: in short.
        how: in a sentence or two, for whoever wants to send it.
    """

    way: Way
    how: str


def sending(questionnaire: str) -> Sending:
    """Return how a released questionnaire is sent; raises KeyError for any other."""
    ruled = [rule for rule in rules.load().rules if rule.questionnaire == questionnaire]
    said = notes().get(questionnaire)
    if not ruled:
        return notes()[questionnaire]
    more = said.how if said else "“Choose one” on a meeting sends it by hand too."
    return Sending(Way.BY_RULE, f"To {'; '.join(map(_told, ruled))}. {more}")


@cache
def notes() -> Mapping[str, Sending]:
    """Return what officers are told of how single questionnaires are sent, by id."""
    text = (files("services.upkeep") / "sending.toml").read_text("utf-8")
    found = tomllib.loads(text).items()
    return MappingProxyType({name: Sending(Way(each["way"]), each["how"]) for name, each in found})


def _told(rule: Rule) -> str:
    roles = [role.value.replace("_", " ") for role in RespondentRole if role in rule.roles]
    ages = f" of {rule.youngest} to {rule.oldest}" if rule.youngest and rule.oldest else ""
    came = " who came" if rule.attended else ""
    kinds = [kind.label for kind in MeetingKind if kind in rule.meetings]
    ended = [f"outcome: {each.label.lower()}" for each in sorted(rule.outcomes or ())]
    about = "; ".join((", ".join(kinds), *ended))
    quarterly = ", at most once a quarter" if rule.once_a_quarter else ""
    return f"{', '.join(roles)}{ages}{came}, {_when(rule.after_days)} ({about}){quarterly}"


def _when(days: int) -> str:
    if days == 0:
        return "on the day of the meeting"
    number = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{number} {'before' if days < 0 else 'after'} the meeting"
