"""Feedback as most of it is: the screen must leave nearly all of it alone.

More than 20 flags in 1,000 ordinary comments would teach people to look away.
"""

from safeguarding import signals

ORDINARY = """
I liked drawing the picture of my week.
My reviewing officer is funny and kind.
It was long and I was hungry by the end.
Can the meeting be after football please
Too many people that I don't know.
They talked about me like I wasn't in the room.
I want to see my brother every weekend.
My bedroom is really nice.
Mum cried but it was happy crying.
I don't like it when meetings get cancelled.
nothing
everything was ok
She always asks about my hamster.
Please can we do it on teams again.
I was nervous at first but Dave made jokes.
They didn't tell me my worker was leaving.
I have had six social workers.
It was in the school hall and my mates could see.
I would like more pocket money.
We moved house and the internet is not working.
I'm happy at my placement and want to stay.
My foster carers have two dogs.
I hate when people use long words.
I got to chair some of it!!
The social worker came late and left early.
Nobody read my form.
Dad could not come because of work.
I want a passport so that I can go on holiday with them.
My nan should have been invited.
I felt like they listened this time.
It makes me sad when contact is cancelled.
I miss my mum.
I was told off for being on my phone.
The biscuits were the best bit.
Not my favourite thing to do.
I'd rather be at home playing games.
Why do I need to answer this again
School are helping me with my reading.
The taxi was late so I missed the start.
I do not want to talk about my dad.
It was hard to hear but fair.
We were given the report ten minutes before we went in.
The chair kept everyone calm and let us finish.
I felt judged by the health visitor.
No one explained what a child protection plan means.
I left feeling that there is a way out of this.
The plan is clear and I know what I have to do.
My ex was in the same room and that was difficult.
Our social worker goes above and beyond.
I have been asking for help with housing since May.
The interpreter was very good.
They should look at both parents, not only at me.
I was shaking before I went in.
She rang me back the same day.
My son will not engage with the worker.
It felt like an exam.
I could not understand the minutes.
The conference was moved three times.
I am proud of how far we have come.
My daughter is safe and well and back at school.
We stopped arguing since the family meeting.
He has not had a drink for a year.
The police were polite.
The support group for dads changed my life.
They need to listen to grandparents.
I am exhausted by all the appointments.
I lost my job because of the meetings.
My health visitor was off sick.
I wish there was parking.
Thank you for not giving up on us.
We get on much better now.
As foster carers we were not told about the review.
The child is thriving in our care.
We need respite at weekends.
Contact arrangements upset him every time.
Placement plan was out of date.
The new form is easier than the old one.
We asked for life story work two years ago.
Allowances are paid late.
Training on attachment was excellent.
Conference was quorate and well chaired.
Health did not send a report.
School attended and contributed well.
Risks were discussed openly with the parents.
Domestic abuse was addressed with care.
The chair explored neglect and the impact on the children.
The safety plan was reviewed with mum.
Threshold was clearly explained.
The young person attended with her advocate.
Child's voice was captured by direct work.
Father was not invited, which needs to change.
Core group minutes were circulated in time.
Supervision helps me to reflect.
Caseloads are too high to see children often.
The audit tool is long.
I learned a lot from the practice week.
Feedback came too late to be of use.
Morale is low since the restructure.
Managers listen, but nothing changes.
We need better laptops.
I would recommend this team as a place to work.
The system crashed twice during the audit.
Duplicate recording wastes hours.
My manager has my back.
Peer learning was the best part.
""".strip().splitlines()


def flagged() -> list[str]:
    return [text for text in ORDINARY if signals("long_text", None, text, None)]


def test_at_most_two_in_a_hundred_ordinary_comments_are_flagged() -> None:
    assert len(flagged()) <= len(ORDINARY) * 0.02, flagged()


def test_the_same_words_typed_without_punctuation_or_capitals_are_no_different() -> None:
    plain = [text.lower().replace(".", "").replace("'", "").replace(",", "") for text in ORDINARY]
    found = [text for text in plain if signals("long_text", None, text, None)]
    assert len(found) <= len(ORDINARY) * 0.02, found


def test_a_whole_page_of_ordinary_feedback_is_not_flagged_for_its_length() -> None:
    heard = flagged()
    quiet = [text for text in ORDINARY if text not in heard]
    assert signals("long_text", None, "\n".join(quiet), None) == ()
