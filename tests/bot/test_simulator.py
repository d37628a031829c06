"""The simulator: the same bot, talked to from a terminal, without a token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import simulator
from bot.loopback import FakeBotApi
from services.hall import Hall
from storage.models import Draft
from tests.builders.invited import invited
from tests.builders.stored import count, responses
from tests.builders.telegram import bot_running


@dataclass
class Here:
    """The settings the simulator needs."""

    var: Path
    base_url: str = "https://sayso.example"


def talk(hall: Hall, folder: Path, lines: Iterable[str]) -> str:
    shown: list[str] = []
    simulator.run(hall, Here(folder), (f"{line}\n" for line in lines), shown.append)
    return "".join(shown)


def test_a_form_can_be_opened_answered_and_sent_with_letters_and_words(
    live_hall: Hall, tmp_path: Path
) -> None:
    token = invited(live_hall).token
    shown = talk(live_hall, tmp_path, [f"/start {token}", "a", "no", "/stop", "a"])
    assert "are you 16 or over?" in shown
    assert "a) Yes, I am 16 or over" in shown
    assert "Did you get the report in time" in shown
    assert "a) Yes   b) No   c) Not sure" in shown
    assert "Thank you. We have what you said so far" in shown
    (stored,) = responses(live_hall)
    assert {row.question: row.code for row in stored.rows} == {"report_in_time": "no"}


def test_an_empty_line_shows_the_last_message_again(live_hall: Hall, tmp_path: Path) -> None:
    assert talk(live_hall, tmp_path, ["/help", ""]).count("0800 1111") == 2


def test_a_second_run_goes_on_with_the_same_chat(live_hall: Hall, tmp_path: Path) -> None:
    token = invited(live_hall).token
    talk(live_hall, tmp_path, [f"/start {token}", "a", "no"])
    assert "Were you at the conference?" in talk(live_hall, tmp_path, ["/start"])
    assert count(live_hall, Draft) == 1


def test_it_talks_to_a_simulated_bot_that_runs_already(
    live_hall: Hall, tmp_path: Path, api: FakeBotApi
) -> None:
    with bot_running(live_hall, api), simulator.announced(api, tmp_path):
        assert "0800 1111" in talk(live_hall, tmp_path, ["/help"])
    assert len(api.telegram.posted) == 1


def test_it_does_not_wait_for_one_that_was_killed(live_hall: Hall, tmp_path: Path) -> None:
    (tmp_path / "telegram-simulator.url").write_text("http://127.0.0.1:9")
    assert "0800 1111" in talk(live_hall, tmp_path, ["/help"])
    assert simulator.running(tmp_path) is None


def test_when_the_person_leaves_in_the_middle_the_bot_ends(live_hall: Hall, tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield "/help"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        talk(live_hall, tmp_path, lines())
    assert simulator.running(tmp_path) is None
