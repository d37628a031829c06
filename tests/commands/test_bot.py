"""The bot's command: refused without a token, and simulated without Telegram."""

from __future__ import annotations

from tests.builders.operator import Operator


def test_the_bot_is_refused_without_a_token(operator: Operator) -> None:
    told = operator.is_refused("bot")
    assert told.startswith("Error: TELEGRAM_BOT_TOKEN is not set; paste the token")


def test_a_token_that_is_none_is_refused_before_telegram_is_asked(operator: Operator) -> None:
    operator.settings["TELEGRAM_BOT_TOKEN"] = "hello"
    assert "TELEGRAM_BOT_TOKEN is not a bot token" in operator.is_refused("bot")


def test_the_simulated_bot_answers_at_the_terminal(operator: Operator) -> None:
    told = operator.runs("bot", "--simulate", typed="/start\n")
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("This is the bot as on Telegram.")
    assert "The bot says nothing" not in told.stdout
