"""A letter is one that mail systems take, wherever the site stands and whatever it is called."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.care.letters import Notice, letter
from services.council import Council
from tests.builders.clock import START

ID = UUID(int=7)


def written(base_url: str = "https://sayso.council.example", **council: object) -> dict[str, str]:
    named = Council.model_validate({"safeguarding_contacts": ["a@x.example"], **council})
    found = letter(named, base_url, Notice.RAISED, ID, START, ID, START)
    return {**dict(found.items()), "body": found.get_content()}


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://sayso.council.example", "sayso.council.example"),
        ("https://sayso.council.example:8443/feedback", "sayso.council.example"),
        ("http://127.0.0.1:8000", "127.0.0.1"),
        ("http://[::1]:8000", "localhost"),
    ],
)
def test_a_letter_comes_from_the_sites_own_host(base_url: str, host: str) -> None:
    found = written(base_url)
    assert found["From"] == f"Sayso <sayso@{host}>"
    assert found["Message-ID"] == f"<{ID}@{host}>"
    assert f"{base_url}/staff/concerns/{ID}\n" in found["body"]


def test_a_council_may_name_the_address_that_notices_come_from() -> None:
    assert written(notices_from="care@x.example")["From"] == "Sayso <care@x.example>"


def test_a_letter_says_that_a_machine_wrote_it_so_that_nobody_is_told_of_absence() -> None:
    assert written()["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("name", ["St Bríd's & {due} <b>", "Cyngor Llŷn"])
def test_the_councils_name_stands_as_it_is(name: str) -> None:
    assert f"Sayso, {name}\n" in written(name=name)["body"]
