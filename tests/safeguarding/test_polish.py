"""Polish words: what discloses is heard, with and without its marks, and ordinary talk is not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from safeguarding import Category, Level, signals
from safeguarding.folding import folded
from safeguarding.rules import other_rules
from safeguarding.screen import in_languages
from safeguarding.signal import Signal

PROBES = Path(__file__).with_name("probes.pl.csv")

SAID = {
    Category.PHYSICAL_HARM: [
        "Tata bije mnie pasem.",
        "bije mnie jak jest zly",
        "mama czasem daje mi w twarz",
        "ojczym powiedział, że mnie zabije",
        "dostalem lanie za ocene",
        "mam siniaki na rękach od taty",
        "opiekun zamyka mnie w pokoju na klucz",
        "udezyla mje w glowe",
        "ciągnie mnie za włosy jak nie posprzątam",
    ],
    Category.SEXUAL_HARM: [
        "wujek dotyka mnie po nogach",
        "przychodzi do mojego łóżka w nocy",
        "to nasza tajemnica, tak mówi dziadek",
        "kazał mi się rozebrać",
        "ktos z internetu chce moje gole zdjecia",
    ],
    Category.NEGLECT: [
        "w domu nie ma nic do jedzenia i jestesmy ciagle glodni",
        "mama zostawia nas samych na noc",
        "tata jest pijany prawie codziennie",
        "Nikt się mną nie opiekuje, sam gotuję bratu",
    ],
    Category.SUICIDE: [
        "chce umrzec",
        "Nie chcę już żyć.",
        "myślę o samobójstwie",
        "zabije sie",
        "wzięłam garść tabletek",
        "lepiej by było, gdybym się nie urodził",
    ],
    Category.SELF_HARM: [
        "tnę się żyletką",
        "robie sobie krzywde w nocy",
    ],
    Category.MISSING: [
        "uciekłam z domu w nocy",
        "śpię na dworcu, bo nie mam gdzie iść",
    ],
    Category.DOMESTIC_ABUSE: [
        "tata bije mamę",
        "mąż sprawdza mi telefon i nie daje pieniędzy",
        "słyszę jak mama płacze i on krzyczy",
        "jak się dowie, że to piszę, to mnie pobije",
    ],
    Category.NOT_SAFE: [
        "boje sie wracac do domu",
        "Nie czuję się bezpiecznie u taty.",
        "boję się ojczyma",
        "nie chcę tam wracać",
    ],
    Category.EXPLOITATION: [
        "starsi chłopcy każą mi sprzedawać narkotyki",
        "kupuje mi rzeczy i chce czegoś w zamian",
    ],
    Category.BULLYING: [
        "chłopaki w szkole kopią mnie na przerwie",
        "wszyscy śmieją się ze mnie w klasie",
    ],
    Category.EMOTIONAL_HARM: [
        "mama mówi, że jestem do niczego i że jestem nikim",
        "tata mnie nie chce",
    ],
    Category.ASKED_FOR_HELP: [
        "Pomóżcie mi, proszę!",
        "chcę porozmawiać z kimś bez mamy",
    ],
}

ORDINARY = [
    "nie bije mnie nikt",
    "Nikt mnie nie bije ani nie krzyczy.",
    "Tata nigdy mnie nie uderzył.",
    "mama mnie nie zostawia samego",
    "Nie boję się wracać do domu.",
    "czuje sie bezpiecznie",
    "Umierałam z nudów na spotkaniu.",
    "mama mnie zabije za ten bałagan haha",
    "mam siniaka po meczu",
    "tata pije kawę i czyta gazetę",
    "lubię bić rekordy",
    "Serce mi biło ze stresu.",
    "Boję się zastrzyków.",
    "boje sie mowic na spotkaniu przy tylu ludziach",
    "Nie chcę iść na kolejne spotkanie.",
    "chcę wrócić do domu, do mamy",
    "uciekł mi autobus",
    "Potrzebuję pomocy w lekcjach.",
    "To spotkanie było super, wszyscy mnie słuchali.",
    "nikt mi nie powiedział, co będzie dalej",
    "Nie mogę powiedzieć złego słowa o naszej pani.",
    "kłócę się czasem z siostrą",
    "Ojczym gotuje pyszne obiady.",
    "Pracownik socjalny ciągle się zmienia.",
    "Na spotkaniu nie było nic do picia.",
    "Chciałbym częściej widywać tatę.",
    "wzięłam tabletkę na ból głowy",
    "Szkolenie o przemocy domowej mi pomogło.",
    "Gramy w chowanego i chowam się w szafie.",
    "Raport był pełen błędów.",
]


LINES = [(category, text) for category, texts in SAID.items() for text in texts]


def heard(text: str) -> list[Signal]:
    return list(in_languages(text, {"pl": other_rules()["pl"]}))


@pytest.mark.parametrize(("category", "text"), LINES)
def test_what_a_child_or_parent_discloses_is_heard(category: Category, text: str) -> None:
    assert category in {signal.category for signal in heard(text)}


@pytest.mark.parametrize(("category", "text"), LINES)
def test_the_same_is_heard_from_a_keyboard_without_polish_letters(
    category: Category, text: str
) -> None:
    assert category in {signal.category for signal in heard(folded(text).upper())}


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_and_denials_raise_nothing(text: str) -> None:
    assert signals("long_text", None, text, None) == ()


@pytest.mark.parametrize(
    ("text", "category", "level"),
    [
        ("on mnie dusił", Category.PHYSICAL_HARM, Level.NOW),
        ("rzucił się na nas z nożem", Category.PHYSICAL_HARM, Level.NOW),
        ("Tata bije mnie pasem.", Category.PHYSICAL_HARM, Level.TODAY),
        ("dzisiaj tata mnie pobił", Category.PHYSICAL_HARM, Level.NOW),
        ("tata już mnie nie bije", Category.PHYSICAL_HARM, Level.SOON),
        ("napisałam list pożegnalny", Category.SUICIDE, Level.NOW),
        ("nie zabiję się", Category.SUICIDE, Level.SOON),
        ("już się nie tnę", Category.SELF_HARM, Level.SOON),
    ],
)
def test_how_soon_a_person_looks(text: str, category: Category, level: Level) -> None:
    (signal,) = signals("long_text", None, text, None)
    assert (signal.category, signal.level) == (category, level)


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        ("nikt mnie nie bije", "ktoś mnie bije"),
        ("mama nie pije", "mama pije"),
        ("nie boję się taty", "boję się taty"),
        ("nikt mnie nie dotyka", "wujek mnie dotyka"),
        ("nie uciekłam z domu", "uciekłam z domu"),
    ],
)
def test_a_nie_before_the_verb_takes_it_back(denied: str, said: str) -> None:
    assert heard(denied) == []
    assert heard(said) != []


def test_the_span_is_the_words_as_they_were_written() -> None:
    text = "Było fajnie. Boję się wracać do domu, bo tata krzyczy."
    (signal,) = heard(text)
    assert signal.span is not None
    assert text[slice(*signal.span)] == "Boję się wracać do domu"


def test_every_category_that_words_can_name_has_a_polish_rule() -> None:
    covered = {rule.category for rule in other_rules()["pl"].rules}
    assert covered == set(Category) - {Category.UNCLASSIFIED}


def test_nearly_all_of_the_probes_are_heard_and_almost_no_near_miss() -> None:
    with PROBES.open(encoding="utf-8", newline="") as file:
        rows = [(row["gold"] == "1", bool(heard(row["text"]))) for row in csv.DictReader(file)]
    recall = [got for gave, got in rows if gave]
    alarms = [got for gave, got in rows if not gave]
    assert sum(recall) >= 0.9 * len(recall)
    assert sum(alarms) <= 0.03 * len(alarms)
