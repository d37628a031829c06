"""Questionnaires and the conversation engine: what comes next, and nothing else."""

from surveys.engine import start, step
from surveys.finishing import finish
from surveys.retelling import retell
from surveys.showing import prompt
from surveys.taking import conceal
from surveys.triggers import Trigger, triggers

__all__ = ["Trigger", "conceal", "finish", "prompt", "retell", "start", "step", "triggers"]
