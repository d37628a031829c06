"""The catalogue: everything the engine may say has words, and they keep the house's promises."""

from __future__ import annotations

import string

import pytest

from surveys.kinds import Helper, Level, Mode, RespondentRole, Status
from surveys.notices import Reason, Refuse
from surveys.wording import NoWording, languages, phrase, refusal, words

ENGLISH = words("en")
ENDS = {Status.COMPLETED: "completed", Status.PARTIAL: "partial", Status.WITHDRAWN: "withdrawn"}
SAID = {Status.PAUSED: "say.paused", Status.STOPPING: "say.stop_choice"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_says_what_is_the_matter_and_what_to_do(reason: Reason) -> None:
    told = refusal("en", Refuse(reason, "it", 5.0))

    assert told.count(".") + told.count(";") >= 2 or "," in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("limit", "shown"), [(5000, "5000"), (10.0, "10"), (2.5, "2.5"), (1_000_000.0, "1000000")]
)
def test_a_limit_is_shown_as_people_write_numbers(limit: float, shown: str) -> None:
    assert f"limit of {shown}." in refusal("en", Refuse(Reason.OUT_OF_RANGE, "it", limit))


@pytest.mark.parametrize(
    "key",
    [
        *(f"mode.{mode}.{part}" for mode in Mode for part in ("label", "more", "more.child")),
        *(f"helper.{helper}" for helper in Helper),
        *(f"help.{level}{child}" for level in Level for child in ("", ".child")),
        *(f"end.{name}" for name in ENDS.values()),
        *SAID.values(),
        *("stale", "help.anonymous", "button.reveal", "start.who_reads", "start.who_reads.child"),
        *(f"button.{name}" for name in ("next", "back", "skip", "send", "pause", "stop", "delete")),
    ],
)
def test_all_that_the_doors_show_has_words(key: str) -> None:
    assert ENGLISH[key].strip() == ENGLISH[key] != ""


def test_every_status_in_which_nothing_is_asked_has_words() -> None:
    silent = set(Status) - {Status.ASKING, Status.REVIEWING}

    assert set(ENDS) | set(SAID) == silent


@pytest.mark.parametrize("key", ["help.now", "help.now.child", "help.today.child"])
def test_help_always_names_999_and_childline(key: str) -> None:
    assert "999" in ENGLISH[key]
    assert "0800 1111" in ENGLISH[key]


@pytest.mark.parametrize("level", Level)
def test_help_says_honestly_when_a_person_looks(level: Level) -> None:
    told = phrase("en", f"help.{level}")

    assert any(each in told for each in ("straight away", "as soon as they can", "working day"))


def test_a_child_is_told_in_a_childs_words_where_there_are_any() -> None:
    assert phrase("en", "end.completed", RespondentRole.CHILD) == ENGLISH["end.completed.child"]
    assert phrase("en", "end.completed", RespondentRole.PARENT) == ENGLISH["end.completed"]
    assert phrase("en", "button.next", RespondentRole.CHILD) == ENGLISH["button.next"]


@pytest.mark.parametrize("role", RespondentRole)
def test_a_wording_for_one_role_fills_the_same_gaps_as_the_plain_one(role: RespondentRole) -> None:
    for key in (key for key in ENGLISH if key.endswith(f".{role}")):
        plain = key.removesuffix(f".{role}")
        assert placeholders(ENGLISH[key]) == placeholders(ENGLISH.get(plain, "")), key


def test_no_wording_promises_what_cannot_be_kept() -> None:
    everything = " ".join(ENGLISH.values()).lower()

    for promise in ("completely secret", "never tell", "100%", "guarantee"):
        assert promise not in everything


def test_words_that_are_not_there_are_named() -> None:
    with pytest.raises(NoWording, match="'xx'; there are en"):
        words("xx")
    with pytest.raises(NoWording, match=r"lack 'no\.such'"):
        phrase("en", "no.such")
    assert "en" in languages()


@pytest.mark.parametrize("role", ["carer", "partner", "chair", "staff"])
def test_those_who_have_no_case_of_their_own_are_told_who_sees_that_it_is_from_them(
    role: str,
) -> None:
    told = phrase("en", "mode.linked.more", RespondentRole(role))

    assert "your case" not in told
    assert "your file" not in told


@pytest.mark.parametrize("role", ["child", "parent"])
def test_the_start_promises_no_choice_of_names_that_a_questionnaire_may_not_offer(
    role: str,
) -> None:
    told = phrase("en", "start.who_reads", RespondentRole(role))

    assert "choose" not in told
    assert "who can see that it is from you" in told
