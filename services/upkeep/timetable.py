"""Every job in one place: what it does, how often, and how long a turn of it may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from services.care.escalation import escalate
from services.care.news_letters import send_news
from services.care.notices import send_notices
from services.insight.coding import code_comments
from services.insight.drawing import draw
from services.insight.placing import place_comments
from services.insight.teaching import in_use, teach_when_due
from services.insight.unlearning import teach_anew
from services.upkeep.audit_seals import seal_audit
from services.upkeep.expiry import expire_drafts, tidy
from services.upkeep.letters.reminding import remind
from services.upkeep.letters.sending import send_letters
from services.upkeep.rhythm import Daily, Every, Rhythm
from services.upkeep.shift import Done, Shift


@dataclass(frozen=True, slots=True)
class Job:
    """A job and its turns.

    Args:
        name: as the log and the health page show it, and as ``job_slot`` keeps it.
        rhythm: when a turn begins. A turn does all that is due then, so that the newest one
            stands for all that were missed while nothing ran.
        lease: after this long another process takes the turn over from a silent one.
        work: what a turn does; safe to be done twice.
    """

    name: str
    rhythm: Rhythm
    lease: timedelta
    work: Callable[[Shift], Done]


def analyse(shift: Shift) -> Done:
    """Draw from the comments that are new, let the machine code them, and place them by meaning."""
    draw(shift.hall)
    coded = code_comments(in_use(shift.hall), shift.progress)
    placed = place_comments(shift.hall, shift.progress)
    done = [f"{coded.comments} comments coded"] if coded.comments else []
    done += [f"{placed.comments} compared by meaning"] if placed.comments else []
    return Done(", ".join(done) or "no new comments", placed.fault)


def learn(shift: Shift) -> Done:
    """Let the machine learn from what people coded, when that is due."""
    taught = teach_when_due(shift.hall, shift.progress)
    if taught is None:
        return Done("nothing to learn")
    return Done("a better analyser is in use" if taught.promoted else "no better analyser")


def relearn(shift: Shift) -> Done:
    """Let the machine learn anew without words that were erased, soon after."""
    taught = teach_anew(shift.hall, shift.progress)
    return Done("learned anew without what was erased" if taught else "nothing to unlearn")


JOBS = (
    Job("send", Every(timedelta(seconds=5)), timedelta(minutes=2), send_notices),
    Job("send_letters", Every(timedelta(seconds=10)), timedelta(minutes=10), send_letters),
    Job("send_news", Every(timedelta(minutes=1)), timedelta(minutes=10), send_news),
    Job("escalate", Every(timedelta(minutes=1)), timedelta(minutes=2), escalate),
    Job("analyse", Every(timedelta(minutes=10)), timedelta(hours=1), analyse),
    Job("seal_audit", Every(timedelta(hours=1)), timedelta(minutes=10), seal_audit),
    Job("remind", Daily(time(9)), timedelta(minutes=30), remind),
    Job("expire", Daily(time(3)), timedelta(hours=1), expire_drafts),
    Job("learn", Daily(time(4)), timedelta(hours=2), learn),
    Job("relearn", Every(timedelta(minutes=10)), timedelta(hours=2), relearn),
    Job("tidy", Daily(time(3, 30)), timedelta(hours=1), tidy),
)
