"""Each rule by itself: plain ways of saying it, and lookalikes that are none of it."""

import pytest

from safeguarding import signals
from safeguarding.rules import rules

SAID = {
    "physical.threat_to_life": [
        "dad said he will kill us",
        "he strangled my mum",
        "she came at me with a knife",
        "he threatened to burn the house down",
    ],
    "physical.hit_by_someone": [
        "mum smacks me round the face",
        "my carer slapped my sister",
        "we get battered if we are late",
        "she threw a cup at my head",
        "he pulls my hair",
        "he locked me in the cupboard",
    ],
    "physical.marks": [
        "there are bruises all over my arms",
        "he left a mark on my back",
        "I had to wear long sleeves to school",
        "I am covered in scratches",
    ],
    "sexual.contact": [
        "my uncle touched me",
        "he made me undress",
        "somebody gets in bed with me at night",
        "he watches me in the shower",
        "I was raped",
    ],
    "sexual.online": [
        "a man on discord asks for pics",
        "they shared my nudes",
        "he wants a picture of me with no clothes on",
        "someone is blackmailing me",
    ],
    "neglect.basics": [
        "we go to bed hungry",
        "there is never any food at home",
        "we have no heating at our house",
        "nobody washes my clothes",
        "the fridge is always empty",
    ],
    "neglect.alone": [
        "mum leaves us on our own at night",
        "I look after my baby brother when mum goes out",
        "the little ones are left alone in the flat",
    ],
    "neglect.substances": [
        "when dad drinks we hide",
        "mum is always drunk",
        "there are needles on the floor",
        "I couldn't wake mum up",
    ],
    "suicide.act": [
        "I tried to kill myself last week",
        "my son took an overdose",
        "I swallowed loads of tablets",
    ],
    "suicide.plan": [
        "I have written a goodbye letter",
        "I am going to end it tonight",
        "I've been hiding my tablets",
        "I will jump off the bridge",
    ],
    "suicide.thought": [
        "I don't want to be here any more",
        "everyone would be better off without me",
        "my daughter is suicidal",
        "there is no point in living",
        "I wish I was never born",
    ],
    "self_harm.act": [
        "I cut my arms again",
        "she is self harming",
        "I make myself sick",
        "I started cutting",
    ],
    "missing.run": [
        "I ran away twice",
        "he slept in the park",
        "she has been missing since Friday",
        "they kicked me out",
    ],
    "domestic.violence": [
        "he hits my mum",
        "dad smashed the telly",
        "I hear them fighting every night",
        "we hid in the bathroom",
    ],
    "domestic.fear_and_control": [
        "I am scared of my husband",
        "he checks my phone",
        "please don't ring me at home",
        "he must not find out that I wrote this",
        "she follows me to work",
        "he won't let me see my family",
    ],
    "not_safe.said": ["I am not safe here", "we don't feel safe at home", "get me out of here"],
    "not_safe.fear_of_home": [
        "I'm scared to go home",
        "don't send me back there",
        "I hate it when he comes home",
        "I don't want to live with my dad",
        "I sleep with my clothes on in case he comes",
    ],
    "exploitation.criminal": [
        "they make me sell weed",
        "I have to carry drugs for them",
        "I owe them money so I have to work for them",
        "my brother is in a gang",
    ],
    "exploitation.sexual": [
        "my boyfriend is 32",
        "older men pick me up in a car",
        "he gives me vapes if I do what he wants",
        "I have to sleep with his mates",
    ],
    "bullying.violent": [
        "the boys at school beat me up",
        "they tell me to kill myself",
        "a girl in my class kicked me",
    ],
    "bullying.other": [
        "I am being bullied at school",
        "they pick on me",
        "everyone calls me names",
    ],
    "emotional.treated": [
        "she says I'm worthless",
        "mum screams at me all day",
        "he treats us like dogs",
    ],
    "emotional.unloved": ["nobody loves me", "my mum doesn't want me", "she hates me"],
    "help.asked": [
        "please help me",
        "I need to talk to someone alone",
        "don't tell my mum",
        "something bad is happening at home",
    ],
}

LOOKALIKES = {
    "physical.threat_to_life": ["I have my own knife and fork", "they strangled the budget"],
    "physical.hit_by_someone": ["she hit the nail on the head", "he never hits me"],
    "sexual.contact": ["the report touched on everything", "she touched my heart"],
    "neglect.basics": ["we always have food at home", "I was not hungry"],
    "neglect.substances": ["he drinks tea", "mum has stopped drinking"],
    "suicide.thought": ["I want to go to bed", "suicide prevention training"],
    "self_harm.act": ["we cut down on screens", "they cut the meeting short"],
    "missing.run": ["the meeting ran over", "we ran out of time"],
    "domestic.violence": ["I smashed my exams", "we hid the present"],
    "domestic.fear_and_control": ["he checks my homework", "please ring me at home"],
    "not_safe.said": ["I feel safe", "they keep us safe"],
    "not_safe.fear_of_home": ["I was scared before the meeting", "I want to live with my nan"],
    "exploitation.criminal": ["I carry my own bag", "they sell crisps"],
    "exploitation.sexual": ["my brother is 12", "my worker picked me up from school"],
    "bullying.violent": ["the boys beat the other team"],
    "bullying.other": ["nobody calls me names"],
    "emotional.treated": ["he never shouts at us", "she says I am clever"],
    "help.asked": ["she helped me a lot", "I need help with maths"],
}


def raised_by(text: str) -> set[str]:
    return {signal.rule for signal in signals("long_text", None, text, None)}


def category(rule: str) -> str:
    return next(each.category for each in rules().rules if each.id == rule)


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(rule, text) for rule, texts in table.items() for text in texts]


def test_every_rule_has_its_sentences() -> None:
    assert set(SAID) == {rule.id for rule in rules().rules}


@pytest.mark.parametrize(("rule", "text"), pairs(SAID))
def test_a_rule_sees_what_it_is_for(rule: str, text: str) -> None:
    found = signals("long_text", None, text, None)
    assert category(rule) in {signal.category for signal in found}, raised_by(text)


@pytest.mark.parametrize(("rule", "text"), pairs(SAID))
def test_it_sees_it_in_capitals_and_amid_other_words_too(rule: str, text: str) -> None:
    louder = f"The room was fine. {text.upper()}!!! Thank you"
    found = signals("long_text", None, louder, None)
    assert category(rule) in {signal.category for signal in found}


@pytest.mark.parametrize(("rule", "text"), pairs(LOOKALIKES))
def test_a_rule_leaves_its_lookalikes(rule: str, text: str) -> None:
    assert rule not in raised_by(text)
