"""A questionnaire on paper: a tagged PDF to write on, in normal or large print."""

from surveys.paper.form import Printing, WayIn
from surveys.paper.typeset import paper_form

__all__ = ["Printing", "WayIn", "paper_form"]
