"""The person at the command line, with a deployment of their own in a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from cli import main
from storage.keys import Keys, write_keys

SECRET = "a secret key of the tests, long enough for anybody"
SETTINGS = ("DATABASE_URL", "PORT", "SMTP_URL", "NOTIFY_API_KEY")
PREFIXES = ("SAYSO_", "TELEGRAM_")


def bare_environment() -> dict[str, str | None]:
    """Return what takes every setting of Sayso out of the environment."""
    ours = [name for name in os.environ if name in SETTINGS or name.startswith(PREFIXES)]
    return dict.fromkeys(ours)


@dataclass
class Operator:
    """Runs commands in this process; ``settings`` are all that is set."""

    folder: Path
    settings: dict[str, str]

    @classmethod
    def of(cls, folder: Path, url: str, keys: Keys) -> Operator:
        """Return the operator of a deployment that is in order."""
        write_keys(folder / "keys.json", keys)
        return cls(
            folder,
            {
                "SAYSO_VAR": str(folder / "var"),
                "DATABASE_URL": url,
                "SAYSO_KEY_FILE": str(folder / "keys.json"),
                "SAYSO_SECRET_KEY": SECRET,
            },
        )

    def runs(self, *arguments: str, typed: str = "") -> Result:
        """Run a command and return what came of it."""
        return CliRunner(env=bare_environment() | self.settings).invoke(
            main, arguments, input=typed, prog_name="sayso"
        )

    def is_told(self, *arguments: str) -> str:
        """Run a command that succeeds; return what it printed."""
        result = self.runs(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def is_refused(self, *arguments: str) -> str:
        """Run a command that is refused; return the reasons."""
        result = self.runs(*arguments)
        assert result.exit_code == 1, result.output
        assert result.stdout == ""
        assert "Traceback" not in result.output
        return result.stderr


def as_process(
    folder: Path, settings: dict[str, str], *arguments: str, seconds: float = 170
) -> subprocess.CompletedProcess[str]:
    """Run ``sayso`` as a process of its own in a folder, and wait for its end."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("sayso")), *arguments],
        env={"PATH": os.environ["PATH"], **settings},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
