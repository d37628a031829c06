"""Messages that a turn becomes, and what is on them."""

from __future__ import annotations

from bot.messages import messages
from bot.pages import Message
from bot.pretend import Posted, Telegram
from bot.replies import Reply, View
from bot.taps import Tap, read
from services.council import Council
from surveys.outputs import Choice, Output
from tests.builders.turns import turn_of

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"), Choice("not_sure", "Not sure"))


def shown(*outputs: Output, view: View = View.TURN, note: str = "") -> Message:
    """Return the only message for a turn of these outputs."""
    (message,) = messages(Reply(7, turn_of(*outputs), view, note), Council())
    return message


def labels(message: Message) -> list[str]:
    return [button.label for row in message.keyboard for button in row]


def taps(message: Message) -> list[Tap]:
    return [tap for row in message.keyboard for button in row if (tap := read(button.data))]


def posted(message: Message) -> Posted:
    """Post a message where a pretended Telegram refuses what the real one would."""
    rows = [
        [{"text": button.label, "callback_data": button.data} for button in row]
        for row in message.keyboard
    ]
    return Telegram().post(7, message.html, {"inline_keyboard": rows}, protected=True)
