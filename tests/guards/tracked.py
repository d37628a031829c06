"""What no file that we publish may hold: places of one machine, registries, unfinished work."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

# Each pattern is written in pieces, so that this file does not hold what it looks for.
_FOLDERS = (
    "/" + "root/",
    "/" + "home/",
    "/" + "opt/",
    "/" + "work/",
    "/" + "Users/",
    "/tmp" + "/uv",
)
_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "registry" + ".yarnpkg.com",
    "npm" + "mirror.com",
    "jfrog" + ".io",
)
_UNFINISHED = ("TO" + "DO", "FIX" + "ME", "X" * 3)
_NOTES = re.compile(r"(?i)\b(?:" + "iss" + r"ue|st" + r"ep) #?\d+\b")
_ELSEWHERE = (".." + "/shared",)


def patterns(environ: Mapping[str, str], root: Path) -> dict[str, re.Pattern[str]]:
    """Return what may not be held, by what it is.

    Args:
        environ: the environment; what it says of registries and mirrors is looked for too.
        root: the folder of this clone, whose own place is looked for too.
    """
    here = {str(root), str(Path.home()), *_mirrors(environ)} - {"/", ""}
    return {
        "a place on a machine": _any(
            (*_FOLDERS, *sorted(here)), before=r"(?<![\w./:-])", after=r"(?:(?<=/)|(?![\w-]))"
        ),
        "a registry": _any(_HOSTS),
        "a folder outside the project": _any(_ELSEWHERE),
        "a note to ourselves": _NOTES,
        "unfinished work": _any(_UNFINISHED, before=r"\b", after=r"\b"),
    }


def _mirrors(environ: Mapping[str, str]) -> Iterator[str]:
    for name, value in environ.items():
        if re.match(r"(?i)(pip|uv|npm_config)_.*(index|links|registry)", name):
            yield from filter(None, map(_place, value.split()))


def _place(address: str) -> str:
    """Return the host of an address, or a path as it is; nothing for this machine itself."""
    if "://" not in address:
        return address if address.startswith("/") else ""
    host = urlsplit(address).hostname or ""
    return "" if host in {"localhost", "127.0.0.1"} else host


def _any(words: tuple[str, ...], before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, words))}){after}")


def published(root: Path) -> list[Path]:
    """Return the files that git tracks, and those that it would; without git, every source file."""
    command = (
        "git",
        "-C",
        str(root),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    )
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        lines = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
        ignored = {line.strip("/") for line in lines} | {".git"}
        return [
            file
            for file in root.rglob("*")
            if file.is_file() and not ignored & set(file.relative_to(root).parts)
        ]
    return [root / name for name in listed.split("\0") if name and (root / name).is_file()]


def faults(root: Path, files: list[Path], environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return a sentence for each line that holds what it may not."""
    forbidden = patterns(environ, root)
    return [
        f"{file.relative_to(root)}:{number}: holds {what}: {found.group()}"
        for file in files
        for number, line in enumerate(_lines(file), 1)
        for what, pattern in forbidden.items()
        if (found := pattern.search(line))
    ]


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []
