"""What is known of languages: names in themselves, directions, and codes that stand for none."""

from __future__ import annotations

import pytest

from surveys.tongues import Tongue, known, tongue


@pytest.mark.parametrize(
    "expected",
    [
        Tongue("en", "English", "English", "ltr"),
        Tongue("pl", "Polski", "Polish", "ltr"),
        Tongue("ur", "اردو", "Urdu", "rtl"),
        Tongue("cy", "Cymraeg", "Welsh", "ltr"),
        Tongue("ar", "العربية", "Arabic", "rtl"),
    ],
)
def test_a_language_has_its_own_name_and_its_direction(expected: Tongue) -> None:
    assert tongue(expected.code) == expected
    assert known(expected.code)


@pytest.mark.parametrize("code", ["xqz", "", "polish", "<b>", "zz-zz-zz"])
def test_a_code_that_stands_for_nothing_breaks_nothing(code: str) -> None:
    assert not known(code)
    assert tongue(code) == Tongue(code, code, code, "ltr")
