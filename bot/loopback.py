"""The pretended Bot API over real HTTP on loopback, for the simulator and for tests."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.pretend import Posted, Refused, Telegram, plain

Trouble = Callable[[str, Mapping[str, str]], None]
"""Called with each method and its fields before it is carried out; may wait, or raise Refused."""

_LOOK_SECONDS = 0.05
"""How often it looks whether it is to end."""

_BOT = {"id": 1, "is_bot": True, "first_name": "Sayso", "username": "sayso_simulated_bot"}


class FakeBotApi:
    """A Bot API that runs on this machine; use it in a ``with``.

    Args:
        port: 0 for any that is free.
        telegram: what it knows; a fresh one if left out.
        trouble: see ``Trouble``; may be set later.
    """

    def __init__(self, port: int = 0, telegram: Telegram | None = None) -> None:
        self.telegram = telegram or Telegram()
        self.trouble: Trouble = _no_trouble
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.api = self
        serve = self._server.serve_forever
        self._thread = threading.Thread(target=serve, args=(_LOOK_SECONDS,), daemon=True)

    @property
    def url(self) -> str:
        """Its address, for TELEGRAM_API_URL."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> FakeBotApi:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def call(self, method: str, fields: Mapping[str, str]) -> Any:
        """Carry out a method of the Bot API; raises Refused where it answers with an error."""
        self.trouble(method, fields)
        known = _METHODS.get(method.lower())
        if known is None:
            raise Refused(404, "Not Found")
        return known(self.telegram, fields)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    api: FakeBotApi

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a bot hung up, as one that is stopped or killed does."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        """Answer a method of the Bot API, or what the simulator's person does."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        fields = {name: values[-1] for name, values in parse_qs(body, True).items()}
        _, first, rest = urlsplit(self.path).path.split("/", 2)
        try:
            if first == "person":
                result = _PERSON[rest](self.server.api.telegram, fields)
            else:
                result = self.server.api.call(rest, fields)
        except Refused as refused:
            self._answer(refused.status, _error(refused))
        else:
            self._answer(200, {"ok": True, "result": result})

    def _answer(self, status: int, content: Any) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base names it
        """Say nothing: the address holds the token."""


def _no_trouble(method: str, fields: Mapping[str, str]) -> None:
    pass


def _error(refused: Refused) -> dict[str, Any]:
    error: dict[str, Any] = {
        "ok": False,
        "error_code": refused.status,
        "description": refused.description,
    }
    if refused.retry_after is not None:
        error["parameters"] = {"retry_after": refused.retry_after}
    return error


def _updates(telegram: Telegram, fields: Mapping[str, str]) -> list[Any]:
    offset, limit = int(fields.get("offset", 0)), int(fields.get("limit", 100))
    return telegram.fetch(offset, limit, float(fields.get("timeout", 0)))


def _send(telegram: Telegram, fields: Mapping[str, str]) -> dict[str, Any]:
    protected = fields.get("protect_content") == "true"
    chat_id, text = int(fields["chat_id"]), fields.get("text", "")
    return _message(telegram.post(chat_id, text, _markup(fields), protected))


def _edit(telegram: Telegram, fields: Mapping[str, str]) -> dict[str, Any]:
    chat_id, number = int(fields["chat_id"]), int(fields["message_id"])
    return _message(telegram.change(chat_id, number, _markup(fields)))


def _seen(telegram: Telegram, fields: Mapping[str, str]) -> bool:
    telegram.see(fields["callback_query_id"])
    return True


def _markup(fields: Mapping[str, str]) -> dict[str, Any]:
    markup: dict[str, Any] = json.loads(fields.get("reply_markup", "{}"))
    return markup


def _message(posted: Posted) -> dict[str, Any]:
    return {
        "message_id": posted.number,
        "date": 0,
        "chat": {"id": posted.chat_id, "type": "private"},
        "text": plain(posted.text),
        **({"reply_markup": posted.markup} if posted.markup else {}),
    }


def _screen(telegram: Telegram, fields: Mapping[str, str]) -> list[dict[str, Any]]:
    found = telegram.screen(int(fields["chat_id"]), int(fields.get("after", 0)))
    return [asdict(posted) for posted in found]


_METHODS: dict[str, Callable[[Telegram, Mapping[str, str]], Any]] = {
    "getme": lambda *_: _BOT,
    "deletewebhook": lambda *_: True,
    "setmycommands": lambda *_: True,
    "getupdates": _updates,
    "sendmessage": _send,
    "editmessagereplymarkup": _edit,
    "answercallbackquery": _seen,
}

_PERSON: dict[str, Callable[[Telegram, Mapping[str, str]], Any]] = {
    "say": lambda telegram, fields: telegram.say(int(fields["chat_id"]), fields["text"]),
    "tap": lambda telegram, fields: telegram.tap(
        int(fields["chat_id"]), int(fields["number"]), fields["data"]
    ),
    "screen": _screen,
}
"""What the simulator asks for, on the person's side."""
