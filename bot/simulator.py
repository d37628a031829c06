"""Talks to the real bot from a terminal, over a pretended Telegram on this machine."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Protocol

import httpx

from bot.line import Line
from bot.loopback import FakeBotApi
from bot.pretend import plain
from bot.process import serve
from services.hall import Hall

TOKEN = "1000000001:the-simulator-needs-no-secret"  # noqa: S105  # nosec B105 - opens nothing
"""Looks like a token, so that settings take it."""

CHAT_ID = 1_000

_FILE = "telegram-simulator.url"
_PATIENCE = 10.0
_QUIET = 0.4
_GREETING = """\
This is the bot as on Telegram. Type words, or the letter before a button.
/start TOKEN opens a form; an empty line shows the last message again; Ctrl-D ends.
"""


class SimulatorSettings(Protocol):
    """The settings that the simulator needs."""

    @property
    def base_url(self) -> str: ...
    @property
    def var(self) -> Path: ...


def run(
    hall: Hall, settings: SimulatorSettings, lines: Iterable[str], write: Callable[[str], object]
) -> None:
    """Talk to the bot until the lines end; where a simulated bot runs already, to that one.

    Args:
        hall: the deployment.
        settings: of the deployment.
        lines: what the person types.
        write: shows a piece of text.
    """
    url = running(settings.var)
    if url is not None:
        talk(url, lines, write)
        return
    with FakeBotApi() as api, announced(api, settings.var), _bot(hall, settings.base_url, api):
        talk(api.url, lines, write)


@contextmanager
def announced(api: FakeBotApi, var: Path) -> Iterator[None]:
    """Let other processes of this machine find a pretended Telegram while the block lasts."""
    var.mkdir(parents=True, exist_ok=True)
    (var / _FILE).write_text(api.url)
    try:
        yield
    finally:
        (var / _FILE).unlink(missing_ok=True)


def running(var: Path) -> str | None:
    """Return the address of a pretended Telegram that runs on this machine, None without one."""
    try:
        url = (var / _FILE).read_text().strip()
        with _client(url) as client:
            client.post("screen", data={"chat_id": CHAT_ID}).raise_for_status()
    except (OSError, httpx.HTTPError, httpx.InvalidURL):
        return None
    return url


def talk(url: str, lines: Iterable[str], write: Callable[[str], object]) -> None:
    """Carry what is typed to a pretended Telegram, and show what the bot answers."""
    with closing(_Phone(url)) as phone:
        write(_GREETING)
        write(phone.shown())
        for line in lines:
            write(phone.does(line.rstrip("\n")))


class _Phone:
    """One person's chat, with letters before the buttons of its newest message."""

    def __init__(self, url: str) -> None:
        self._client = _client(url)
        self._after = 0
        self._buttons: dict[str, tuple[int, str]] = {}

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def does(self, typed: str) -> str:
        """Tap or type, and return what comes onto the screen."""
        button = self._buttons.get(typed.strip())
        if not typed.strip():
            self._after = max(0, self._after - 1)
        elif button is not None:
            self._call("tap", number=button[0], data=button[1])
        else:
            self._call("say", text=typed)
        return self._answer() or "\n(The bot says nothing.)\n"

    def shown(self) -> str:
        """Return what is new on the screen."""
        return "".join(self._drawn(message) for message in self._new())

    def _answer(self) -> str:
        """Wait for an answer and then until nothing more comes."""
        deadline, answer, quiet = time.monotonic() + _PATIENCE, "", 0.0
        while time.monotonic() < deadline and quiet < _QUIET:
            new = self.shown()
            quiet = 0.0 if new or not answer else quiet + 0.1
            answer += new
            time.sleep(0.1)
        return answer

    def _new(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self._call("screen", after=self._after)
        self._after = max([self._after, *(message["changed"] for message in messages)])
        return messages

    def _drawn(self, message: dict[str, Any]) -> str:
        rows = message["markup"].get("inline_keyboard", [])
        letters = iter(_letters())
        self._buttons = {} if rows else self._buttons
        lines = []
        for row in rows:
            named = [(next(letters), button) for button in row]
            self._buttons |= {
                letter: (message["number"], button["callback_data"]) for letter, button in named
            }
            lines.append("   ".join(f"{letter}) {button['text']}" for letter, button in named))
        text = "\n".join(f"  {line}" for line in (*plain(message["text"]).split("\n"), "", *lines))
        return f"\n{text.rstrip()}\n"

    def _call(self, action: str, **fields: Any) -> Any:
        answer = self._client.post(action, data={"chat_id": CHAT_ID, **fields})
        return answer.raise_for_status().json()["result"]


def _client(url: str) -> httpx.Client:
    return httpx.Client(base_url=f"{url}/person", timeout=_PATIENCE, trust_env=False)


def _letters() -> Iterator[str]:
    yield from ascii_lowercase
    for first in ascii_lowercase:
        yield from (first + second for second in ascii_lowercase)


@contextmanager
def _bot(hall: Hall, base_url: str, api: FakeBotApi) -> Iterator[None]:
    """Run the real bot beside the terminal until the block ends."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    work = serve(hall, base_url, Line(api.url, TOKEN), stop, seconds=1)
    thread = threading.Thread(target=lambda: loop.run_until_complete(work))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
