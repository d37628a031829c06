"""Whole comments as people write them, read by hand first: feeling, severity and themes.

``feeling`` is "+", "-", "0", or "?" where the machine must leave it to a person.
"""

from typing import NamedTuple

import pytest

from analysis import Lean, Sentiment
from tests.analysis.readers import read

FEELINGS = {"+": Sentiment.POSITIVE, "-": Sentiment.NEGATIVE, "0": Sentiment.NEUTRAL, "?": None}
GOOD, WORRY, OPEN = Lean.GOOD, Lean.WORRY, Lean.OPEN


class Comment(NamedTuple):
    words: str
    lean: Lean
    feeling: str
    severity: str
    themes: set[str]


CHILDREN = [
    Comment("I liked my social worker she is kind", GOOD, "+", "NONE", {"worker_relationship"}),
    Comment("i dont like it wen peple shout", WORRY, "-", "MINOR", {"worker_relationship"}),
    Comment("the room was too hot", WORRY, "-", "MINOR", {"place"}),
    Comment("i want to see my sister", OPEN, "?", "NONE", {"family_time"}),
    Comment("I was scared to say things", WORRY, "-", "CRITICAL", {"feeling_safe"}),
    Comment("It was boring and long", OPEN, "-", "MINOR", {"timing"}),
    Comment("my advocate helped me talk", GOOD, "+", "NONE", {"advocate", "support"}),
    Comment("Nobody asked me", WORRY, "-", "SERIOUS", {"having_a_say"}),
    Comment("❤️", OPEN, "+", "NONE", set()),
    Comment("they kept using big words 🙄", OPEN, "-", "MODERATE", {"plain_language"}),
]

YOUNG_PEOPLE = [
    Comment("She actually listened for once", OPEN, "+", "NONE", {"being_heard"}),
    Comment("another new social worker lol", WORRY, "?", "MODERATE", {"changes_of_worker"}),
    Comment("they said they would sort it and never did", OPEN, "-", "SERIOUS", {"getting_done"}),
    Comment("got to chair my own review, proper buzzing", GOOD, "+", "NONE", {"having_a_say"}),
    Comment("they judged me", WORRY, "-", "SERIOUS", {"respect"}),
    Comment("no one has told me what happens at 18", WORRY, "-", "SERIOUS", {"kept_informed"}),
    Comment("I missed English for it", WORRY, "-", "MINOR", set()),
    Comment("my placement is lovely", GOOD, "+", "NONE", {"where_i_live"}),
    Comment("she never rings back", WORRY, "-", "MINOR", {"staying_in_touch"}),
    Comment("was ok", OPEN, "0", "NONE", set()),
]

PARENTS = [
    Comment(
        "The chair was fair and kept everyone calm", GOOD, "+", "NONE", {"chairing", "respect"}
    ),
    Comment(
        "We got the report as we walked in the door", WORRY, "-", "MINOR", {"reports_and_records"}
    ),
    Comment("I felt judged and blamed", OPEN, "-", "SERIOUS", {"respect"}),
    Comment("The interpreter did not turn up", WORRY, "-", "SERIOUS", {"access"}),
    Comment(
        "She explained everything so I understood the plan",
        GOOD,
        "+",
        "NONE",
        {"kept_informed", "clear_plans"},
    ),
    Comment("Waiting since May for housing help", WORRY, "?", "MODERATE", {"getting_done"}),
    Comment("Cancelled at short notice twice", WORRY, "-", "MODERATE", {"timing", "kept_informed"}),
    Comment("It was handled with respect", GOOD, "+", "NONE", {"respect"}),
    Comment("They were late but apologised and listened", OPEN, "?", "MINOR", {"being_heard"}),
    Comment("I could not fault her", OPEN, "+", "NONE", {"worker_relationship"}),
]

STAFF = [
    Comment("Caseloads are too high to visit often", WORRY, "-", "MINOR", {"workload"}),
    Comment("The audit conversation was helpful", GOOD, "+", "NONE", {"learning_and_oversight"}),
    Comment("Supervision gets cancelled", WORRY, "-", "MODERATE", {"learning_and_oversight"}),
    Comment("Health sent no report", WORRY, "-", "MODERATE", {"partner_agencies"}),
    Comment("Next review is set for March", OPEN, "?", "NONE", set()),
    Comment("Recording in two systems is a waste of time", WORRY, "-", "MODERATE", {"workload"}),
]

EVERYONE = [
    *(pytest.param(one, id=one.words[:30]) for one in CHILDREN),
    *(pytest.param(one, id=one.words[:30]) for one in YOUNG_PEOPLE),
    *(pytest.param(one, id=one.words[:30]) for one in PARENTS),
    *(pytest.param(one, id=one.words[:30]) for one in STAFF),
]


@pytest.mark.parametrize("comment", EVERYONE)
def test_a_comment_is_read_as_a_person_read_it(comment: Comment) -> None:
    reading = read(comment.words, comment.lean)
    assert reading.severity is not None
    found = (reading.sentiment, reading.severity.name)
    assert found == (FEELINGS[comment.feeling], comment.severity), reading.why
    assert comment.themes <= {hit.theme for hit in reading.themes}
    assert not reading.nonanswer


@pytest.mark.parametrize("comment", EVERYONE)
def test_capitals_and_missing_apostrophes_change_nothing(comment: Comment) -> None:
    reading = read(comment.words, comment.lean)
    louder = read(comment.words.upper().replace("'", ""), comment.lean)
    assert (louder.sentiment, louder.severity) == (reading.sentiment, reading.severity)
    assert [hit.theme for hit in louder.themes] == [hit.theme for hit in reading.themes]
