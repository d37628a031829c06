"""The real bot polling a pretended Telegram over HTTP, and people who tap and type in it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.line import Line
from bot.loopback import FakeBotApi
from bot.pretend import Posted, plain
from bot.process import serve
from services.hall import Hall

TOKEN = "4611686018:CaNaRyTokenOfNoBot_0123456789-abcd"
BASE_URL = "https://sayso.example"
PATIENCE = 90.0
_POLL_SECONDS = 1


@contextmanager
def bot_running(hall: Hall, api: FakeBotApi) -> Iterator[threading.Thread]:
    """Run the bot in a thread of its own until the end of the block; what ended it is raised."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    failed: list[Exception] = []

    def run() -> None:
        line = Line(api.url, TOKEN)
        try:
            loop.run_until_complete(serve(hall, BASE_URL, line, stop, _POLL_SECONDS))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test is to see it
            failed.append(fault)
        finally:
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield thread
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the bot did not stop"
    if failed:
        raise failed[0]


def eventually(holds: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


@dataclass
class Person:
    """Somebody with a phone; each method waits for what the bot shows next."""

    api: FakeBotApi
    chat_id: int = 7_000_000_001
    read: int = field(default=0)

    def types(self, text: str) -> Posted:
        """Type a text and return the bot's answer."""
        self.api.telegram.say(self.chat_id, text)
        return self.sees()

    def taps(self, label: str, message: Posted | None = None) -> Posted:
        """Tap the button with this label, on the newest message unless another is named."""
        message = message or self.last
        found = [data for text, data in message.buttons if text.strip("✅▫️ ") == label]
        assert found, f"no button {label!r} among {[text for text, _ in message.buttons]}"
        return self.taps_data(found[0], message)

    def taps_data(self, data: str, message: Posted | None = None) -> Posted:
        """Tap whatever carries this data."""
        self.api.telegram.tap(self.chat_id, (message or self.last).number, data)
        return self.sees()

    def sees(self) -> Posted:
        """Wait for something new on the screen and return the newest of it."""
        eventually(lambda: self.api.telegram.screen(self.chat_id, self.read))
        newest = self.api.telegram.screen(self.chat_id, self.read)[-1]
        self.read = newest.changed
        return newest

    @property
    def last(self) -> Posted:
        """The newest message in the chat."""
        return max(self.api.telegram.screen(self.chat_id), key=lambda posted: posted.number)

    @property
    def text(self) -> str:
        """The newest message as it is read; empty where there is none."""
        return plain(self.last.text) if self.api.telegram.screen(self.chat_id) else ""

    def enters(self, token: str) -> Posted:
        """Press a link, say 16 or over, and see the first question."""
        self.types(f"/start {token}")
        self.taps("Yes, I am 16 or over")
        eventually(lambda: "Question 1" in self.text)
        self.read = self.last.changed
        return self.last

    def skips_to(self, words: str) -> None:
        """Skip questions until one with these words is shown."""
        while words not in self.text:
            self.taps("Skip")
