"""The guard that keeps every test on this machine."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import pytest


class OutsideNetwork(Exception):
    """A test reached for another machine."""


def stay_at_home(patch: pytest.MonkeyPatch) -> None:
    """Refuse connections and look-ups beyond loopback and Unix sockets."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    real = socket.getaddrinfo

    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_home(host):
            raise OutsideNetwork(f"A test looked up {host!r}; use a server on loopback.")
        return real(host, *args, **kwargs)

    patch.setattr(socket, "getaddrinfo", look_up)


def _guarded(real: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and not _is_home(address[0]):
            raise OutsideNetwork(f"A test called {address[0]!r}; use a server on loopback.")
        return real(self, address)

    return connect


def _is_home(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
