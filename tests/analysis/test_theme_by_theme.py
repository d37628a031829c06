"""Each theme by itself: how different people say it, and what belongs elsewhere."""

import pytest

from analysis import codebook
from tests.analysis.readers import themes

SAID = {
    "being_heard": [
        "they took me seriously",
        "I wasn't heard",
        "my views were captured",
        "he took no notice of me",
        "she really gets me",
    ],
    "having_a_say": [
        "I wasn't allowed to speak",
        "they let me choose",
        "decided without me",
        "I could speak freely",
        "nobody asked for my opinion",
    ],
    "worker_relationship": [
        "our social worker is lovely",
        "she was rude",
        "I trust him",
        "he's the best",
        "she lied to me",
    ],
    "changes_of_worker": [
        "I keep getting a new social worker",
        "same worker for three years",
        "staff turnover",
        "I had to tell my story again",
        "we have no allocated worker",
    ],
    "staying_in_touch": [
        "nobody calls back",
        "he visits every week",
        "never answers her phone",
        "she saw me alone",
        "hard to get hold of",
    ],
    "kept_informed": [
        "nobody told us why",
        "kept me updated",
        "she explained what happens",
        "I found out from my sister",
        "more information please",
    ],
    "plain_language": [
        "too much jargon",
        "it made no sense",
        "I didn't understand anything",
        "easy to follow",
        "in a way I get",
    ],
    "reports_and_records": [
        "the minutes were wrong",
        "the report was full of mistakes",
        "things written about me were not true",
        "I never got a copy of the letter",
    ],
    "preparation": [
        "she met me before the meeting",
        "I knew what to expect",
        "nobody prepared us",
        "did not know who was coming",
    ],
    "who_was_there": [
        "so many people",
        "there were strangers",
        "my nan wasn't invited",
        "I wanted a smaller meeting",
    ],
    "chairing": [
        "the chair kept us on track",
        "it was chaotic",
        "box ticking",
        "my IRO ran it well",
    ],
    "timing": [
        "it was too long",
        "they cancelled again",
        "we felt rushed",
        "in the middle of school time",
        "boring",
    ],
    "place": [
        "the waiting room is horrible",
        "good biscuits",
        "no parking",
        "the venue was a long way off",
        "it was freezing in there",
    ],
    "clear_plans": [
        "I know what I need to do next step by next step",
        "the goalposts keep moving",
        "the plan makes sense",
        "what has to change is clear",
    ],
    "getting_done": [
        "they broke their promise",
        "nothing has changed",
        "waiting for months",
        "she gets things done",
        "the actions were not followed up",
    ],
    "feeling_safe": [
        "I feel unsafe",
        "I was frightened",
        "they protected us",
        "he is violent",
        "bullied at school",
    ],
    "feelings": [
        "it made me anxious",
        "I cried",
        "so stressful",
        "more confident now",
        "camhs helped",
    ],
    "family_time": [
        "I miss my mum",
        "more contact with dad",
        "sleepovers at nan's",
        "let me see my brother",
    ],
    "where_i_live": [
        "I like my foster home",
        "the landlord was told",
        "my placement broke down",
        "our flat is damp",
        "I want to go home",
    ],
    "growing_up": [
        "help with college",
        "my GCSEs",
        "my teacher came",
        "an apprenticeship",
    ],
    "respect": [
        "treated with respect",
        "they blamed me",
        "talked down to us",
        "it was fair",
        "they took her side, not fair",
    ],
    "identity": [
        "they respect our faith",
        "halal food",
        "my pronouns",
        "hair care for my daughter",
        "life story work",
    ],
    "access": [
        "we had an interpreter",
        "no wheelchair access",
        "not made for autistic people",
        "nobody to mind the kids so no childcare",
    ],
    "support": [
        "they supported me",
        "we were left to it",
        "good advice",
        "a course for the kids",
        "she helped us",
    ],
    "partner_agencies": [
        "school did not attend",
        "the health visitor came",
        "agencies worked together",
        "apologies from the GP",
    ],
    "workload": [
        "we are short staffed",
        "my caseload is huge",
        "too busy to see us",
        "the system crashes",
    ],
    "seen_alone": [
        "she talks to me on my own",
        "he never sees me alone",
        "asked me in front of mum",
        "just me and her",
    ],
    "advocate": [
        "my advocate came too",
        "noone told me about advocasy",
        "my independent visitor is great",
        "she spoke up for me",
    ],
    "rights": [
        "nobody answered my complaint",
        "I know my rights now",
        "we had to get a solicitor",
        "they let me appeal",
    ],
    "online": [
        "teams call kept dropping",
        "the link didn't work",
        "I prefer face to face",
        "I was muted the whole time",
    ],
    "decisions": [
        "it was decided before we came",
        "they explained the decision",
        "had already made up their mind",
        "I agree with the recommendations",
    ],
    "moving": [
        "we moved house",
        "I've had to move again",
        "my stuff was in bin bags",
        "another placement",
    ],
    "health": [
        "still waiting to see a dentist",
        "they sorted my glasses",
        "nobody has looked at his asthma",
        "my health assessment",
    ],
    "free_time": [
        "I want to go swimming",
        "I made friends",
        "they paid for scouts",
        "we went on a trip",
    ],
    "independence": [
        "my PA is helping me find a flat",
        "leaving care is scary",
        "what happens when I'm 18",
        "I learned cooking",
    ],
    "money": [
        "I still have no passport",
        "they got us food vouchers",
        "my clothing allowance",
        "they stopped my pocket money",
    ],
    "privacy": [
        "they told my business to everyone",
        "they shared it without my consent",
        "it was read out",
        "they sent it to the wrong address",
    ],
    "parent_support": [
        "the parenting course",
        "carers need respite",
        "early help was great",
        "she helped me be a better mum",
    ],
    "difference_made": [
        "it made all the difference",
        "that was the turning point",
        "thanks to her we are a family",
        "it changed my life",
    ],
    "learning_and_oversight": [
        "the audit helped me reflect",
        "training was good",
        "my manager gave feedback",
        "supervision is regular",
    ],
}

ELSEWHERE = {
    "being_heard": ["I heard that it was moved", "she got me a bike"],
    "worker_relationship": ["any kind of help", "too warm in there"],
    "staying_in_touch": ["I want to visit my mum"],
    "kept_informed": ["they took no notice"],
    "plain_language": ["she understands me"],
    "reports_and_records": ["it lasted forty minutes", "a few minutes"],
    "chairing": ["the chairs were hard"],
    "timing": ["early help is good", "as long as it works"],
    "place": ["my room is blue", "room for improvement"],
    "getting_done": ["sort of good", "I can't wait"],
    "feeling_safe": ["the safety plan is long"],
    "feelings": ["no worries"],
    "where_i_live": ["they moved the meeting"],
    "growing_up": ["you are doing a good job"],
    "respect": ["fair enough"],
    "access": ["please send me a letter"],
    "support": ["of course"],
    "seen_alone": ["I felt alone"],
    "advocate": ["nobody was there"],
    "rights": ["I can't complain", "turn right at the office"],
    "online": ["the line outside was long"],
    "decisions": ["a registered nurse came"],
    "moving": ["they moved the date", "we are moving forward"],
    "health": ["help with my mental health"],
    "independence": ["the independent chair", "the PA system was loud"],
    "money": ["a waste of money"],
    "privacy": ["a private room"],
    "difference_made": ["a different worker"],
    "learning_and_oversight": ["supervised contact", "I missed lessons"],
}


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(theme, text) for theme, texts in table.items() for text in texts]


def test_every_theme_has_its_sentences() -> None:
    assert set(SAID) == {theme.id for theme in codebook.load().theme}


@pytest.mark.parametrize(("theme", "text"), pairs(SAID))
def test_a_theme_is_found_in_what_people_say(theme: str, text: str) -> None:
    assert theme in themes(text)


@pytest.mark.parametrize(("theme", "text"), pairs(ELSEWHERE))
def test_a_theme_is_not_found_where_the_words_mean_something_else(theme: str, text: str) -> None:
    assert theme not in themes(text)


@pytest.mark.parametrize(
    "text", ["hello", "yes", "I am seven", "👍", "it was a Tuesday", "she wore a hat"]
)
def test_small_talk_has_no_theme(text: str) -> None:
    assert themes(text) == []
