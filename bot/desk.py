"""Where each update is worked on: one unit of work, committed before anything is answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.keyboards import Rows
from bot.replies import Reply, View
from bot.ticks import Place, Ticks
from services.hall import Hall
from services.respond import inbox


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What is left to do in Telegram once an update is settled; none of it matters if lost.

    Args:
        callback_id: of a tap, whose button spins until Telegram hears of it.
        place: the message whose buttons changed, None when none did.
        keyboard: its buttons now.
    """

    callback_id: str | None = None
    place: Place | None = None
    keyboard: Rows = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What is at hand while working on updates.

    Args:
        hall: the deployment.
        base_url: of the web form.
        ticks: see there.
    """

    hall: Hall
    base_url: str
    ticks: Ticks = field(default_factory=Ticks)

    def settle(self, update_id: int) -> None:
        """Settle an update that changes nothing and needs no words."""
        inbox.answer(self.hall, update_id, None)

    def answer(self, update_id: int, reply: Reply) -> None:
        """Settle an update that changes nothing, with its reply."""
        inbox.answer(self.hall, update_id, reply.to_json())

    def note(self, update_id: int, chat_id: int, note: str) -> None:
        """Settle an update that changes nothing, with a sentence."""
        self.answer(update_id, Reply(chat_id, view=View.NOTE, note=note))

    def link(self, token: str) -> str:
        """Return the browser's address of a form."""
        return f"{self.base_url}/r/{token}"
