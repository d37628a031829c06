"""The rules file: sound, complete, and faults that name their place."""

import re
import tomllib
from importlib.resources import files

import pytest

from safeguarding import Category
from safeguarding.rules import RuleFault, _expanded, parse, rules
from safeguarding.screen import in_languages
from safeguarding.spelling import Speller

RULES = """
version = "1"
[answers]
[macros]
who = '(?:he|she)'
[spellings]
[keywords]
words = ["scared"]
keep = []
[idioms]
patterns = ['to die for']
[urgency]
patterns = ['tonight']
[negation]
words = ["not"]
despite = ["know"]
[[rule]]
id = "one"
category = "neglect"
level = "today"
patterns = ['PATTERN']
"""


def test_every_category_has_a_level_for_ticked_answers() -> None:
    assert set(rules().answers) == set(Category)


def test_every_category_that_words_can_name_has_a_rule() -> None:
    covered = {rule.category for rule in rules().rules}
    assert covered == set(Category) - {Category.UNCLASSIFIED}


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in rules().rules]
    assert len(ids) == len(set(ids))


def test_a_broken_pattern_is_named_with_its_rule() -> None:
    with pytest.raises(RuleFault, match=r"Rule 'one', pattern '\(hungry': missing \)"):
        parse(RULES.replace("PATTERN", "(hungry"))


@pytest.mark.parametrize("language", ["", "pl.", "ur."])
def test_each_pattern_is_whole_by_itself(language: str) -> None:
    """Two that are broken could mend each other when all are read as one: 'a(' and 'b)'."""
    file = files("safeguarding") / f"rules.{language}toml"
    book = tomllib.loads(file.read_text(encoding="utf-8"))
    patterns = [one for rule in book["rule"] for one in rule["patterns"] + rule.get("unless", [])]
    assert len(patterns) > 100
    for pattern in patterns:
        re.compile(_expanded(file.name, pattern, book["macros"]))


def test_an_unknown_macro_is_named() -> None:
    with pytest.raises(RuleFault, match="no macro 'whom'"):
        parse(RULES.replace("PATTERN", "{whom} hits"))


def test_macros_are_put_in_place() -> None:
    (rule,) = parse(RULES.replace("PATTERN", "{who} starves us")).rules
    assert rule.pattern.search("now she starves us")


def test_slips_of_one_letter_are_mended_but_real_words_stay() -> None:
    speller = Speller({}, ["scared"], ["scare", "sacred"])
    (thought,) = speller.thoughts("scard sacred scaared scare cared scarred")
    assert thought.text == "scared sacred scared scare cared scared"


def test_variants_spell_one_word_in_many_ways() -> None:
    written = RULES.replace("[spellings]", '[variants]\nhome = "hoam howm"\n[spellings]')

    (thought,) = parse(written.replace("PATTERN", "x")).speller.thoughts("hoam is howm")

    assert thought.text == "home is home"


def test_a_negation_does_not_reach_past_a_link() -> None:
    said = RULES.replace("PATTERN", "{who} starves us").replace(
        'despite = ["know"]', 'despite = []\nlinks = ["yet"]'
    )

    found = [
        bool(list(in_languages(text, {"x": parse(said)})))
        for text in ("not fun he starves us", "not fun yet he starves us")
    ]

    assert found == [False, True]
