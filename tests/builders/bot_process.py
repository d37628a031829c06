"""The bot as a real process: started as people start it, and ended in every way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from services.hall import Hall
from storage.keys import write_keys
from tests.builders.telegram import BASE_URL, TOKEN

_PATIENCE = 30.0


@dataclass
class BotProcess:
    """``sayso bot`` for a hall's database; its log grows over all starts.

    Args:
        hall: whose database and keys it uses.
        api_url: of the pretended Telegram.
        folder: for its key file and log.
    """

    hall: Hall
    api_url: str
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        """Start it."""
        keys = self.folder / "keys.json"
        write_keys(keys, self.hall.keys)
        engine = self.hall.sessions.engine
        environ = {
            **os.environ,
            "DATABASE_URL": engine.url.render_as_string(hide_password=False),
            "SAYSO_KEY_FILE": str(keys),
            "SAYSO_VAR": str(self.folder),
            "SAYSO_BASE_URL": BASE_URL,
            "TELEGRAM_API_URL": self.api_url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
        }
        with (self.folder / "bot.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cli", "bot"],
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal, wait for its end, and return its exit status."""
        assert self.process is not None
        self.process.send_signal(by)
        return self.process.wait(_PATIENCE)

    def kill(self) -> None:
        """Take it away in the middle of whatever it does."""
        self.end(signal.SIGKILL)

    @property
    def log(self) -> str:
        """Everything it has printed."""
        return (self.folder / "bot.log").read_text("utf-8")
