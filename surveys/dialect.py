"""The written form of conditions, after XLSForm: ``${felt_safe} = 'no' and not(...)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from surveys.conditions import All, Answered, Any, Comparison, Condition, Literal, Not, Selected

_TOKEN = re.compile(
    r"""(?:
        \$\{(?P<reference>[a-z][a-z0-9_.]*)\}
      | '(?P<single>[^']*)' | "(?P<double>[^"]*)"
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<symbol><=|>=|!=|=|<|>|\(|\)|,)
      | (?P<word>[a-z_]+)
    )""",
    re.VERBOSE,
)
_SYMBOLS = frozenset({"=", "!=", "<", "<=", ">", ">="})


class DialectError(ValueError):
    """The condition cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Condition:
    """Read a condition.

    Args:
        text: comparisons ``${id} = 'code'`` (also ``!= < <= > >=`` with a number),
            ``selected(${id}, 'code')``, ``answered(${id})``, joined by ``and``, ``or``,
            ``not(...)`` and brackets; ``and`` binds tighter than ``or``.

    Raises:
        DialectError: the text is not such a condition.
    """
    return _Reader(text).read()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while (rest := text[at:].lstrip()) != "":
        at = len(text) - len(rest)
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise DialectError(f"character {at + 1} cannot be read: {rest[:12].rstrip()!r}")
        kind = "string" if match.lastgroup in {"single", "double"} else match.lastgroup
        found.append(_Token(kind, match.group(match.lastgroup), at))
        at = match.end()
    return found


class _Reader:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self._left = _tokens(text)
        self._left.append(_Token("end", "the end", len(text)))

    def read(self) -> Condition:
        condition = self._either()
        if self._left[0].kind != "end":
            raise self._wrong("'and', 'or' or the end")
        return condition

    def _wrong(self, wanted: str) -> DialectError:
        token = self._left[0]
        return DialectError(
            f"{wanted} was expected at character {token.at + 1}, not {token.text!r}"
        )

    def _next(self, kind: str, text: str | None = None) -> str | None:
        token = self._left[0]
        if token.kind != kind or (text is not None and token.text != text):
            return None
        return self._left.pop(0).text

    def _need(self, kind: str, text: str | None, wanted: str) -> str:
        found = self._next(kind, text)
        if found is None:
            raise self._wrong(wanted)
        return found

    def _either(self) -> Condition:
        parts = [self._both()]
        while self._next("word", "or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._part()]
        while self._next("word", "and"):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _part(self) -> Condition:
        if self._next("symbol", "("):
            return self._closed(self._either())
        if self._next("word", "not"):
            self._need("symbol", "(", "'(' after not")
            return Not(self._closed(self._either()))
        if self._next("word", "answered"):
            self._need("symbol", "(", "'(' after answered")
            return self._closed(Answered(self._reference()))
        if self._next("word", "selected"):
            return self._selected()
        return self._comparison()

    def _closed(self, condition: Condition) -> Condition:
        self._need("symbol", ")", "')'")
        return condition

    def _reference(self) -> str:
        return self._need("reference", None, "a question such as ${felt_safe}")

    def _selected(self) -> Condition:
        self._need("symbol", "(", "'(' after selected")
        reference = self._reference()
        self._need("symbol", ",", "','")
        return self._closed(Selected(reference, self._need("string", None, "a code in quotes")))

    def _comparison(self) -> Condition:
        reference = self._reference()
        if self._left[0].text not in _SYMBOLS:
            raise self._wrong("a comparison such as =")
        symbol = self._left.pop(0).text
        return Comparison(reference, symbol, self._literal())

    def _literal(self) -> Literal:
        number = self._next("number")
        if number is None:
            return self._need("string", None, "a code in quotes or a number")
        return float(number) if "." in number else int(number)
