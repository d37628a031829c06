"""The control for each kind of question, as the parameters that GOV.UK Frontend's macros take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from surveys.kinds import Kind
from surveys.outputs import Ask, Choice
from web.respond.drawings import drawing
from web.respond.inputs import Raw
from web.wording import Wording

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One question on a page.

    Args:
        ask: the question.
        raw: what stands in its field: what was just typed, else what the draft holds.
        fault: why the answer was not taken, empty when nothing is the matter.
        words: the wording of the page.
    """

    ask: Ask
    raw: Raw
    fault: str
    words: Wording

    @property
    def name(self) -> str:
        """Name of the form field."""
        return f"answer.{self.ask.question}"

    @property
    def id(self) -> str:
        """Id of the first element that can take the focus; the error summary points at it."""
        return f"answer-{self.ask.question.replace('.', '-')}"

    @property
    def concealed(self) -> bool:
        """Whether there is an answer that must not be shown again."""
        return self.ask.answered and self.ask.value is None

    @property
    def macro(self) -> str:
        """Which macro draws it; a statement has no control."""
        return _CONTROLS[self.ask.kind][0]

    def params(self, *, alone: bool) -> Params:
        """Return the macro's parameters.

        Args:
            alone: whether the question is the page's only one, and so its heading.
        """
        shared: Params = {"idPrefix": self.id, "name": self.name}
        if self.hint:
            shared["hint"] = {"text": self.hint}
        if self.fault:
            shared["errorMessage"] = {"text": self.fault}
        heading = {"text": self.ask.text, "isPageHeading": alone, "classes": "question"}
        return shared | _CONTROLS[self.ask.kind][1](self, heading)

    @property
    def hint(self) -> str:
        """What helps to answer: the question's own hint, then what the control asks for."""
        ask, words = self.ask, self.words
        parts = [ask.hint]
        if ask.max_choices is not None:
            parts.append(words("ask.max_choices", limit=ask.max_choices))
        if ask.kind is Kind.NUMBER and ask.low and ask.high:
            parts.append(words("ask.number_between", low=ask.low, high=ask.high))
        if ask.kind is Kind.DATE:
            parts.append(words("ask.date"))
        if self.concealed:
            parts.append(words("ask.concealed"))
        return " ".join(part for part in parts if part)


def field(ask: Ask, words: Wording, typed: dict[str, Raw], fault: str = "") -> Field:
    """Return a question with what stands in its field.

    Args:
        ask: the question.
        words: the wording of the page.
        typed: raw answers just sent by question key; they are shown again after a refusal.
        fault: why this answer was not taken.
    """
    return Field(ask, typed.get(ask.question, _held(ask)), fault, words)


def radios(
    name: str,
    question: str,
    choices: Sequence[tuple[str, str, str]],
    chosen: str,
    fault: str = "",
) -> Params:
    """Return the radios macro's parameters for a question of the page's own.

    Args:
        name: of the form field.
        question: its legend.
        choices: code, label and explanation (may be empty) of each.
        chosen: code that is selected, empty for none.
        fault: what is the matter with it, empty for nothing.
    """
    items = [
        {"value": code, "text": label, "checked": code == chosen}
        | ({"hint": {"text": more}} if more else {})
        for code, label, more in choices
    ]
    legend = {"text": question, "classes": "question"}
    params: Params = {"name": name, "items": items, "fieldset": {"legend": legend}}
    return params | ({"errorMessage": {"text": fault}} if fault else {})


def _held(ask: Ask) -> Raw:
    if ask.value is None:
        return ""
    return ask.value if isinstance(ask.value, tuple) else f"{ask.value}"


def _choices(field: Field, heading: Params) -> Params:
    chosen = {field.raw} if isinstance(field.raw, str) else set(field.raw)
    items: list[Params] = []
    for choice in field.ask.choices:
        if choice.alone and items:
            items.append({"divider": field.words("choice.or")})
        items.append(_item(choice, choice.code in chosen))
    return {"items": items, "fieldset": {"legend": heading}}


def _item(choice: Choice, checked: bool) -> Params:
    # The macros show ``html`` as it is, so the label is escaped here, always.
    label = Markup("<span>") + escape(choice.label) + Markup("</span>")
    picture = drawing(choice.picture) if choice.picture else Markup()
    item: Params = {"value": choice.code, "html": picture + label, "checked": checked}
    return {**item, "behaviour": "exclusive"} if choice.alone else item


def _scale(field: Field, heading: Params) -> Params:
    ask, words = field.ask, field.words
    end = Markup('<span class="scale-end"><strong>{}</strong> {}</span>')
    html = escape(field.hint)
    if ask.low and ask.high:
        html += end.format(words("scale.low"), ask.low)
        html += end.format(words("scale.high"), ask.high)
    return _choices(field, heading) | {"classes": "scale", "hint": {"html": html}}


def _box(rows: int) -> Callable[[Field, Params], Params]:
    def box(field: Field, heading: Params) -> Params:
        words = field.words
        return {
            "id": field.id,
            "label": heading,
            "value": field.raw,
            "rows": rows,
            "maxlength": field.ask.max_length,
            "threshold": 75,
            "textareaDescriptionText": words.plain("ask.characters", limit="%{count}"),
            "charactersUnderLimitText": {
                "one": words.plain("count.under_one"),
                "other": words.plain("count.under"),
            },
            "charactersAtLimitText": words.plain("count.at"),
            "charactersOverLimitText": {
                "one": words.plain("count.over_one"),
                "other": words.plain("count.over"),
            },
        }

    return box


def _number(field: Field, heading: Params) -> Params:
    return {
        "id": field.id,
        "label": heading,
        "value": field.raw,
        "inputmode": "decimal",
        "classes": "govuk-input--width-5",
    }


def _date(field: Field, heading: Params) -> Params:
    text = field.raw if isinstance(field.raw, str) else ""
    # The draft holds ISO dates; what was just typed comes back day first.
    parts = text.split("-")[::-1] if "-" in text else text.split("/")
    values = [*parts, "", "", ""]
    items = [
        {
            "id": field.id if place == 0 else f"{field.id}-{part}",
            "name": field.name,
            "label": field.words(f"date.{part}"),
            "value": values[place],
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}",
        }
        for place, part in enumerate(("day", "month", "year"))
    ]
    return {"id": f"{field.id}-date", "items": items, "fieldset": {"legend": heading}}


def _statement(field: Field, heading: Params) -> Params:
    return {}


_CONTROLS: dict[Kind, tuple[str, Callable[[Field, Params], Params]]] = {
    Kind.STATEMENT: ("statement", _statement),
    Kind.SINGLE: ("radios", _choices),
    Kind.YES_NO: ("radios", _choices),
    Kind.FACES: ("radios", _choices),
    Kind.SCALE: ("radios", _scale),
    Kind.MULTIPLE: ("checkboxes", _choices),
    Kind.SHORT_TEXT: ("box", _box(3)),
    Kind.LONG_TEXT: ("box", _box(7)),
    Kind.NUMBER: ("input", _number),
    Kind.DATE: ("date", _date),
}
