"""The rules that a questionnaire must keep, beyond the shape of its parts."""

from surveys.sheet import Rule

RULES: tuple[Rule, ...] = ()
