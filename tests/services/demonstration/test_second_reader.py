"""The demonstration's people code as people do: what is plain alike, what is not apart at times."""

from __future__ import annotations

from collections import Counter

from analysis import Sentiment
from services.hall import Hall
from services.upkeep.demonstration.feelings import felt, in_two_minds
from services.upkeep.demonstration.sayings import sayings
from services.upkeep.demonstration.second_reader import SecondReader
from storage.kinds import StaffRole
from tests.builders.colleagues import colleague
from tests.builders.read_by_staff import heads, themes
from tests.builders.sampled import drawn


def said(role: str, to: str) -> list[str]:
    return [one.text for one in sayings(role) if one.to == to]


def test_two_things_said_in_one_breath_feel_as_both_do() -> None:
    one, other = said("young_person", "wish")[:2]
    worry, good = said("young_person", "worry")[0], said("young_person", "good")[0]
    assert felt(f"{one} {other}") is Sentiment.NEUTRAL
    assert felt(f"{good} {good}") is Sentiment.POSITIVE
    assert felt(f"{good} {worry}") is None
    assert felt("Nobody here says this.") is None
    assert in_two_minds(f"{good} {worry}")
    assert all(felt(each) is None and in_two_minds(each) for each in said("parent", "mixed"))
    assert not in_two_minds("Nobody here says this.")


def test_no_wish_leaves_a_person_to_take_over_praise_from_the_machine() -> None:
    wishes = said("young_person", "wish")
    assert {felt(f"{one} {other}") for one in wishes for other in wishes} == {Sentiment.NEUTRAL}


def test_what_the_second_reader_finds_follows_from_the_words_alone(sqlite_hall: Hall) -> None:
    words = [*said("parent", "worry")[:12], *said("parent", "good")[:12]]
    found: dict[str, list[tuple[object, ...]]] = {}
    for name in ("Mira Stone", "Mona Stone"):
        answers = {each: drawn(sqlite_hall, each) for each in words}
        reader = SecondReader(sqlite_hall, colleague(sqlite_hall, StaffRole.QA, name=name).actor)
        reader.look()
        assert reader.counts["second looks"] == len(words)
        for each, answer in answers.items():
            (head,) = heads(sqlite_hall, answer)
            kept = (head.sentiment, head.severity, head.nonanswer, themes(sqlite_hall, head))
            found.setdefault(each, []).append(kept)
    assert all(first == second for first, second in found.values())
    agreed = Counter(felt(each) == kept[0][0] for each, kept in found.items())
    assert agreed[True] > 3 * agreed[False] > 0
