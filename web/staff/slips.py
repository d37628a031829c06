"""What is handed to each person who was invited: a slip of paper, or a row for a mail merge."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import segno
from markupsafe import Markup

from services.insight.exporting import safe_cell
from services.upkeep.links import Issued
from storage.kinds import Contact
from surveys.questionnaire import Timing

COLUMNS = (
    "recipient_ref", "role", "meeting_ref", "channel", "contact", "language", "questionnaire",
    "url", "code", "telegram_link", "expires_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """One person's slip: no name and no case ID, since it may lie about.

    Args:
        recipient: the council's own reference of the person.
        mark: of the questionnaire, for those who hand slips over; it tells others nothing.
        questionnaire: in full, which is shown on the screen and never printed.
        says: what the person is asked to do, without what kind of meeting it was.
        home: where the code is typed in, as people read an address.
        picture: the link as a QR code.
        telegram: whether the picture opens Telegram, for somebody of 16 or over who prefers it.
        until: its last day.
    """

    recipient: str
    mark: str
    questionnaire: str
    says: str
    home: str
    code: str
    picture: Markup
    telegram: bool
    until: date


_SAYS = {
    Timing.BEFORE: "There will be a meeting. What do you want to say before it?",
    Timing.AFTER: "How was it for you? Tell us what you think.",
    Timing.ANY_TIME: "How are things? Tell us what you think.",
}


def slips(links: Iterable[Issued], base_url: str, bot: str | None) -> tuple[Slip, ...]:
    """Return a slip for each link.

    Args:
        links: as drawn.
        base_url: where respondents reach the site, without a slash at the end.
        bot: name of the Telegram bot, None for none.
    """
    return tuple(_slip(link, base_url, bot) for link in links)


def _slip(link: Issued, base_url: str, bot: str | None) -> Slip:
    chat = link.telegram_url(bot) if link.channel is Contact.TELEGRAM else None
    return Slip(
        recipient=link.recipient,
        mark="".join(part[0] for part in link.questionnaire.split("_")).upper(),
        questionnaire=link.questionnaire,
        says=_SAYS[link.timing],
        home=base_url.partition("://")[2],
        code=link.code,
        picture=_drawn(chat or link.url(base_url)),
        telegram=chat is not None,
        until=link.expires_on,
    )


def cells(links: Iterable[Issued], base_url: str, bot: str | None) -> list[list[str]]:
    """Return a row for each link, in the order of the columns; arguments as for ``slips``."""
    return [
        [
            link.recipient,
            link.role,
            link.meeting,
            link.channel or "",
            link.contact or "",
            link.language,
            link.questionnaire,
            link.url(base_url),
            link.code,
            link.telegram_url(bot) or "",
            link.expires_on.isoformat(),
        ]
        for link in links
    ]


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV file in which no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _drawn(address: str) -> Markup:
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=4, border=4, light="#fff", omitsize=True, svgclass="staff-slip__qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704  # drawn from our own address, not from words
