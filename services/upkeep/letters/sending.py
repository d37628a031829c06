"""The job that sends letters: by day, to whoever may still be written to, one at a time."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from services.hall import Hall
from services.upkeep import mail, outbox
from services.upkeep.claims import worker
from services.upkeep.letters import outcomes
from services.upkeep.letters.hours import is_decent
from services.upkeep.letters.kinds import KINDS, Letter
from services.upkeep.letters.letter import Addressed, write
from services.upkeep.letters.outcomes import Verdict
from services.upkeep.mail_server import MailServer
from services.upkeep.outbox import Parcel
from services.upkeep.shift import Done, Shift

LOG = logging.getLogger(__name__)

NOT_SET_UP = "no mail server is set; set SMTP_URL and restart 'sayso jobs'"

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=2)
_DOUBLINGS = 8
_FAILURES_IN_A_ROW = 3
"""After so many the server is away rather than a letter bad; the next turn tries again."""


class Fate(StrEnum):
    """What became of a letter in one turn, as the job's note counts it."""

    SENT = "sent"
    NEEDLESS = "needless"
    STOPPED = "stopped"
    UNDELIVERABLE = "could not be delivered"
    NOT_YET = "not sent yet"


_OF_VERDICT = {
    Verdict.GONE: Fate.STOPPED,
    Verdict.STOPPED: Fate.STOPPED,
    Verdict.PASSED_OVER: Fate.NEEDLESS,
    Verdict.UNDELIVERABLE: Fate.UNDELIVERABLE,
}


def send_letters(shift: Shift) -> Done:
    """Send every letter that is due, in the hours in which people may be written to."""
    hall = shift.hall
    outbox.recover(hall, KINDS)
    if shift.mail_server is None:
        waiting = outcomes.due(hall)
        fault = f"{waiting} letters were not sent: {NOT_SET_UP}" if waiting else None
        return Done("nothing due", fault)
    counts: Counter[Fate] = Counter()
    failures = 0
    while failures < _FAILURES_IN_A_ROW and is_decent(hall.clock()):
        parcels = outbox.claim(hall, KINDS, worker(), 1)
        if not parcels:
            break
        fate = _deal_with(shift, shift.mail_server, parcels[0])
        failures = failures + 1 if fate is Fate.NOT_YET else 0
        counts[fate] += 1
        shift.go_on()
    return _done(counts)


def _done(counts: Counter[Fate]) -> Done:
    note = ", ".join(f"{number} {fate}" for fate, number in sorted(counts.items()))
    late = counts[Fate.NOT_YET]
    fault = f"{late} letters were not taken by the mail server yet; they are tried again"
    return Done(note or "nothing due", fault if late else None)


def _deal_with(shift: Shift, server: MailServer, parcel: Parcel) -> Fate:
    """Send one letter, or record why not."""
    hall = shift.hall
    about = outcomes.look(hall, parcel)
    if isinstance(about, Verdict):
        outcomes.record(hall, parcel, about)
        return _OF_VERDICT[about]
    try:
        letter = write(hall.council, shift.base_url, about, parcel.id, hall.clock())
        mail.send(server, letter)
    except mail.Unsent as unsent:
        return _unsent(hall, parcel, about, unsent)
    outcomes.sent(hall, parcel, about)
    return Fate.SENT


def _unsent(hall: Hall, parcel: Parcel, about: Addressed, unsent: mail.Unsent) -> Fate:
    if unsent.for_good:
        outcomes.record(hall, parcel, Verdict.UNDELIVERABLE)
        _tell(parcel, about.invitation_id, "was refused for good")
        return Fate.UNDELIVERABLE
    outbox.postpone(hall, parcel.id, hall.clock() + pause(parcel.tries), unsent.fault)
    _tell(parcel, about.invitation_id, f"was not taken ({unsent.fault}), try {parcel.tries}")
    return Fate.NOT_YET


def _tell(parcel: Parcel, invitation_id: UUID, what: str) -> None:
    LOG.warning("%s letter of invitation %s %s", Letter(parcel.kind), invitation_id, what)


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries: twice as long each time, up to two hours."""
    return min(_FIRST_WAIT * (1 << min(tries - 1, _DOUBLINGS)), _LONGEST_WAIT)
