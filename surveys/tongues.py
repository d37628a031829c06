"""What is known of a language: its own name, its direction, and whether there is such a one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

ENGLISH = "en"
"""The language that every questionnaire and catalogue is written in first."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language.

    Args:
        code: ISO 639 code.
        own_name: its name in itself, such as ``Polski``.
        name: its name in English, for staff.
        direction: ``ltr`` or ``rtl``, as the HTML attribute ``dir`` takes it.
    """

    code: str
    own_name: str
    name: str
    direction: str


def known(code: str) -> bool:
    """Return whether a code stands for a language at all."""
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def tongue(code: str) -> Tongue:
    """Return what is known of a language; of an unknown code, no more than the code itself."""
    if not known(code):
        return Tongue(code, code, code, "ltr")
    locale = Locale.parse(code)
    own, name = locale.get_display_name(), locale.get_display_name(ENGLISH)
    # Some languages write their names small; on a button of its own each begins like the others.
    own = own[:1].upper() + own[1:] if own else code
    return Tongue(code, own, name or code, locale.text_direction)
