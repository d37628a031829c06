"""A questionnaire on paper: a tagged PDF to write on, in normal or large print."""

from surveys.paper.form import AT_WORK, Printing, WayIn, numbered
from surveys.paper.only_if import only_if
from surveys.paper.typeset import paper_form
from surveys.paper.words import Wording

__all__ = ["AT_WORK", "Printing", "WayIn", "Wording", "numbered", "only_if", "paper_form"]
