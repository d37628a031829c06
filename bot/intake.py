"""From Telegram's raw updates to rows of the inbox, refusals for what is never kept included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.replies import Reply, View
from bot.updates import Update, UpdateKind, read_update, update_id
from services.respond.inbox import Arrival

_REFUSALS = {
    UpdateKind.MEDIA: "refuse.media",
    UpdateKind.EDITED: "refuse.edited",
    UpdateKind.GROUP: "refuse.group",
}


def arrivals(raws: Iterable[object]) -> Iterator[Arrival]:
    """Yield what is to be kept of each raw update; one without a usable number is passed over."""
    for raw in raws:
        number = update_id(raw)
        if number is not None and isinstance(raw, dict):
            yield _arrival(read_update(raw, number))


def _arrival(update: Update) -> Arrival:
    if update.event is not None:
        payload = update.event.to_json()
        return Arrival(update.update_id, update.kind, update.event.chat_id, payload)
    broken = update.kind is UpdateKind.BROKEN
    return Arrival(update.update_id, update.kind, reply=_refusal(update), broken=broken)


def _refusal(update: Update) -> str | None:
    note = _REFUSALS.get(update.kind)
    if note is None or update.chat_id is None:
        return None
    return Reply(update.chat_id, view=View.NOTE, note=note).to_json()
