"""Which questionnaires can take comments from a file, and what they take."""

from __future__ import annotations

from services.insight.columns import FRIENDS_AND_FAMILY, Columns
from services.insight.rows import Form
from services.refusal import Refused
from surveys import library
from surveys.kinds import Kind, Lean, RespondentRole
from surveys.questionnaire import Question, Questionnaire
from surveys.reading import LIMITS

ROLES = tuple(role.value for role in RespondentRole)
_RATING, _COMMENT = "rating", "comment"


def form_of(questionnaire: str, role: str, columns: Columns) -> tuple[Questionnaire, Form]:
    """Return a questionnaire for imports and what it takes in.

    Raises:
        NotInLibrary: there is none of that name.
        Refused: it is not made for imports, or does not know the role or a mapped value.
    """
    asked = library.load(questionnaire)
    rating, comment = asked.question(_RATING), asked.question(_COMMENT)
    if rating is None or comment is None or comment.kind is not Kind.LONG_TEXT:
        raise Refused(
            f"The questionnaire {questionnaire} is answered by people, not from a file; "
            "use imported_feedback."
        )
    if role not in asked.audience:
        raise Refused(
            f"The questionnaire {questionnaire} is not for the role {role}; "
            f"use one of {', '.join(asked.audience)}."
        )
    form = _form(rating, comment)
    _check_maps(columns, form)
    return asked, form


def _form(rating: Question, comment: Question) -> Form:
    return Form(
        rating=rating.id,
        comment=comment.id,
        rating_kind=rating.kind,
        codes=frozenset(choice.code for choice in rating.choices),
        lean=comment.lean,
        longest=comment.max_length or LIMITS[Kind.LONG_TEXT],
    )


def _check_maps(columns: Columns, form: Form) -> None:
    given = () if columns.rating_map is FRIENDS_AND_FAMILY else columns.rating_map.values()
    checks = (("--rating-map", given, form.codes), ("--lean-map", columns.lean_map.values(), Lean))
    for option, values, allowed in checks:
        strange = sorted({value for value in values if value and value not in set(allowed)})
        if strange:
            raise Refused(
                f"{option} leads to {', '.join(strange)}; use one of {', '.join(sorted(allowed))}, "
                "or nothing for no answer."
            )
