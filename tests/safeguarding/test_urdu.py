"""Harm told in Urdu, in its own script and in Latin letters, and ordinary talk that must pass."""

from __future__ import annotations

import pytest

from analysis import clean_text
from safeguarding import Category, Level, Signal
from safeguarding.rules import other_rules
from safeguarding.screen import in_languages


def heard(text: str) -> list[Signal]:
    return list(in_languages(clean_text(text), {"ur": other_rules()["ur"]}))


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("ابو مجھے بیلٹ سے مارتے ہیں", "physical_harm"),
        ("امی نے مجھے تھپڑ مارا اور بال کھینچے", "physical_harm"),
        ("اس نے کہا کہ اگر کسی کو بتایا تو جان سے مار دوں گا", "physical_harm"),
        ("میرے بازو پر نیل ہیں جو چاچو نے دیے", "physical_harm"),
        ("انکل مجھے گندی جگہ چھوتے ہیں", "sexual_harm"),
        ("آن لائن ایک آدمی مجھ سے تصویریں مانگتا ہے", "sexual_harm"),
        ("گھر میں کھانے کو کچھ نہیں ہے، ہم بھوکے سوتے ہیں", "neglect"),
        ("امی ہمیں رات کو اکیلا چھوڑ دیتی ہیں", "neglect"),
        ("میرا جینے کا دل نہیں کرتا", "suicide"),
        ("میں نے بہت سی گولیاں کھا لیں", "suicide"),
        ("میں خود کو بلیڈ سے کاٹتا ہوں", "self_harm"),
        ("میرے شوہر مجھے گھر سے نکلنے نہیں دیتے", "domestic_abuse"),
        ("وہ میری زبردستی شادی کرنا چاہتے ہیں", "domestic_abuse"),
        ("وہ لڑکے مجھ سے ڈرگز بیچنے کو کہتے ہیں", "exploitation"),
        ("اسکول میں بچے مجھے تنگ کرتے ہیں", "bullying"),
        ("میں گھر سے بھاگ جاؤں گی اگر مجھے واپس بھیجا", "missing"),
        ("مجھے گھر جانے سے ڈر لگتا ہے", "not_safe"),
        ("مجھے یہاں سے نکالو", "not_safe"),
        ("وہ مجھے گالیاں دیتے ہیں اور کہتے ہیں تم بوجھ ہو", "emotional_harm"),
        ("مہربانی کر کے میری مدد کریں", "asked_for_help"),
        ("papa mujhe marta hai", "physical_harm"),
        ("mummy mujhe chappal se marti hain jab main galti karta hun", "physical_harm"),
        ("woh mujhe jaan se mar dega", "physical_harm"),
        ("us ne mera gala dabaya tha", "physical_harm"),
        ("chacha mujhe galat jagah hath lagate hain", "sexual_harm"),
        ("raat ko uncle mere room mein aate hain", "sexual_harm"),
        ("he is nice to me but jab koi nahi hota to mujhe touch karta hai", "sexual_harm"),
        ("ghar me khana nahi hota", "neglect"),
        ("woh humein akela chor kar chali jati hai", "neglect"),
        ("dad nasha karte hai aur phir cheezein tortay hain", "neglect"),
        ("mai marna chahta hu", "suicide"),
        ("mai khudkhushi karna chahta tha", "suicide"),
        ("main apne aap ko kaatti hoon", "self_harm"),
        ("abu jab ghusse mein hote hain to ammi ko bohat marte hain", "domestic_abuse"),
        ("meri marzi k bina meri shadi tay kar di hai", "domestic_abuse"),
        ("bare larke mujhe maal deliver karne ko kehte hain", "exploitation"),
        ("school me larke mujhe bully karte hain", "bullying"),
        ("kal raat main ghar se bhag gaya tha park mein soya", "missing"),
        ("mjhe ghr jane se dar lgta he", "not_safe"),
        ("mainu dar lagda ai ghar jaan to", "not_safe"),
        ("ami mujhe manhoos kehti hai", "emotional_harm"),
        ("kisi ko mat batana plz", "asked_for_help"),
    ],
)
def test_harm_is_heard_in_either_script(said: str, category: str) -> None:
    assert category in {signal.category for signal in heard(said)}


@pytest.mark.parametrize(
    "said",
    [
        "میٹنگ اچھی تھی، سب نے میری بات سنی",
        "ہمیں کسی نے نہیں بتایا کہ میٹنگ کا وقت بدل گیا ہے",
        "امی کو نہیں بتایا گیا کہ ریویو کب ہے",
        "مجھے کتوں سے ڈر لگتا ہے",
        "میٹنگ میں بولنے سے ڈر لگا",
        "بھائی نے فٹ بال میں گول مارا",
        "میری سوشل ورکر نے مجھے فون مارا",
        "دادی کے مرنے کا بہت دکھ ہے",
        "ابو نے شراب چھوڑ دی ہے اور اب سب بہتر ہے",
        "مجھے گھر کی یاد آتی ہے اور میں جلدی واپس جانا چاہتی ہوں",
        "وہ میری بہت مدد کرتی ہیں",
        "سوشل ورکر کہتی ہے بچے لے جائیں گے، مجھے ڈر ہے",
        "ہم چھٹیوں میں پاکستان گئے تھے، خالہ کی شادی تھی",
        "میں اپنی ورکر سے اکیلے میں بات کر سکی",
        "مارچ میں میٹنگ ہوئی تھی",
        "mujhe exam se dar lagta hai",
        "hans hans ke mar gaye hum sab",
        "report time pe nahi mili",
        "ammi se milne ka time kam hai zyada chahiye",
        "papa mujhe park le jate hain",
        "mujhe dukh hai ke dadi mar gayi",
        "koi mujhe nahi batata ke kya ho raha hai",
        "mere bete ka passport expire ho gaya hai",
        "They said that the report was late and my mum was cross.",
    ],
)
def test_ordinary_talk_is_left_alone(said: str) -> None:
    assert heard(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "مجھے کوئی نہیں مارتا",
        "ابو کبھی نہیں مارتے",
        "ابو امی کو نہیں مارتے",
        "مجھے اب ڈر نہیں لگتا",
        "کوئی مجھے تنگ نہیں کرتا",
        "abu mujhe nahi marte",
        "mujhe koi nahi marta sab ache hain",
        "abu ab sharab nahi peete, sab theek hai",
    ],
)
def test_a_denial_before_the_verb_takes_it_back(said: str) -> None:
    assert heard(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "مجھے نہیں مارتے لیکن بھائی کو مارتے ہیں",
        "پتا نہیں وہ مجھے کیوں مارتا ہے",
        "میں خوش نہیں ہوں مجھے مارتے ہیں",
        "pata nahi papa mujhe kyun marte hain",
    ],
)
def test_a_denial_of_something_else_does_not_reach_it(said: str) -> None:
    assert "physical_harm" in {signal.category for signal in heard(said)}


def test_a_denied_wish_to_die_is_still_read_soon() -> None:
    assert {signal.level for signal in heard("میں خودکشی کا نہیں سوچتا")} == {Level.SOON}


def test_urgency_is_heard_in_either_script() -> None:
    for said in ("ابو مجھے مارتے ہیں اور آج گھر آ رہے ہیں", "abu mujhe marte hain jaldi aao"):
        assert Level.NOW in {signal.level for signal in heard(said)}


@pytest.mark.parametrize(
    "typed",
    [
        "وه مجهے روز مارتا هے",
        "وہ مجھے روز مارتا\u200c ہے۔",
        "وہ مجھے روز ما\u0640رتا ہے",
        "\u202bوہ مجھے\u200f روز مارتا ہے\u202c",
        "ﻭﮦ ﻣﺠﮭﮯ ﺭﻭﺯ ﻣﺎﺭﺗﺎ ﮨﮯ",
    ],
)
def test_letters_of_any_keyboard_are_heard(typed: str) -> None:
    assert {signal.category for signal in heard(typed)} == {Category.PHYSICAL_HARM}


def test_cleaning_keeps_urdu_words_and_their_joiners_whole() -> None:
    said = "بھائی\u200cجان نے کہا: مجھے آئندہ نہ چھوئیں۔"

    assert clean_text(said) == said


def test_every_category_that_words_can_name_has_an_urdu_rule() -> None:
    covered = {rule.category for rule in other_rules()["ur"].rules}

    assert covered == set(Category) - {Category.UNCLASSIFIED}
