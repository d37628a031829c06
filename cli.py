"""The command line: names every command at once, and loads one only when it is called."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives, as ``module:attribute``, and what it does in one line."""

    where: str
    does: str


COMMANDS = {
    "serve": Entry("commands.serve:serve", "Run the web server."),
    "bot": Entry("commands.bot:bot", "Run the Telegram bot."),
    "jobs": Entry("commands.jobs:jobs", "Send notices, code comments and end what ran out."),
    "demo": Entry("commands.demo:demo", "Build a demonstration council and run everything."),
    "db": Entry("commands.db:db", "Bring the database up to date, or check it."),
    "keys": Entry("commands.keys:keys", "Make the sealing keys, or change them."),
    "staff": Entry("commands.staff:staff", "Add, close or reset accounts of staff."),
    "meetings": Entry("commands.meetings:meetings", "Bring in the meetings that were held."),
    "invite": Entry("commands.invite:invite", "Invite people by the rules; writes their links."),
    "stop-list": Entry("commands.stop_list:stop_list", "Say who must not be written to."),
    "erase": Entry("commands.erase:erase", "Erase a person, a case or one response."),
    "survey": Entry("commands.survey:survey", "List, check or try out questionnaires."),
    "concerns": Entry("commands.concerns:concerns", "See and acknowledge concerns."),
    "responses": Entry("commands.responses:responses", "Bring comments in, or take answers out."),
    "analyse": Entry("commands.analyse:analyse", "Suggest themes and feeling for comments."),
    "evaluate": Entry(
        "commands.evaluate:evaluate", "Measure the analysers on comments that people labelled."
    ),
    "report": Entry("commands.report:report", "Write a report for a period."),
    "doctor": Entry("commands.doctor:doctor", "Say what is in order and how to mend the rest."),
}
"""Every command. The help is printed from here, since loading all of them takes seconds."""

_TOLD = "commands.faults:told"


class _LateGroup(click.Group):
    """A group whose commands are imported when they are called.

    What a command loads stays until it ends, and while it loads there is next to no garbage. So a
    process that runs nothing else looks for none meanwhile, and never again among what it loaded:
    that took a third of each start, and its workers share more memory.
    """

    _whole_process = False

    def main(self, *args: Any, **kwargs: Any) -> Any:
        # Only a process of its own takes its arguments from the command line.
        self._whole_process = not args and "args" not in kwargs
        if self._whole_process:
            gc.disable()
        return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = load(entry.where)
        if self._whole_process:
            gc.freeze()
            gc.enable()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.does) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:  # noqa: BLE001 - the last place before a person sees it
            told: Callable[[Exception], click.ClickException] = load(_TOLD)
            raise told(fault) from None


def load(where: str) -> Any:
    """Return what stands at ``module:attribute``."""
    module, _, attribute = where.partition(":")
    return getattr(importlib.import_module(module), attribute)


@click.group(cls=_LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sayso", message="Sayso %(version)s")
def main() -> None:
    """Sayso: what children, families and staff say about the meetings that decide about a life.

    Exit status: 0 done, 1 refused with reasons, 2 wrong usage.
    """


if __name__ == "__main__":
    main(prog_name="sayso")
