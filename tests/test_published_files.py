"""What we publish names no machine, no registry and no unfinished work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guards import tracked

ROOT = Path(__file__).resolve().parents[1]


def faults(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> list[str]:
    file = tmp_path / "page.md"
    file.write_text(text, encoding="utf-8")
    return tracked.faults(tmp_path, [file], environ or {})


def test_no_published_file_names_a_machine_a_registry_or_unfinished_work() -> None:
    found = tracked.faults(ROOT, tracked.published(ROOT))
    assert not found, "\n".join(found)


def test_the_guard_reads_the_files_that_matter() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in tracked.published(ROOT)}
    assert {"pyproject.toml", "requirements.lock", "Makefile", "settings.py"} <= names
    assert not any(name.startswith((".venv/", "node_modules/")) for name in names)


def test_without_git_every_source_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("var/\n")
    for name in ("var/left.txt", "docs/kept.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    names = {file.relative_to(tmp_path).as_posix() for file in tracked.published(tmp_path)}
    assert names == {".gitignore", "docs/kept.md"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("see " + "/home" + "/jo/sayso", "a place on a machine"),
        ("wheels in " + "/opt" + "/wheels", "a place on a machine"),
        ("from https://" + "pypi" + ".org/simple", "a registry"),
        ('"resolved": "https://registry.npm' + 'js.org/sass"', "a registry"),
        ("read .." + "/shared/data", "a folder outside the project"),
        ("as st" + "ep 3 says", "a note to ourselves"),
        ("see Iss" + "ue #12", "a note to ourselves"),
        ("# TO" + "DO: later", "unfinished work"),
    ],
)
def test_a_bad_line_is_found(tmp_path: Path, line: str, what: str) -> None:
    (fault,) = faults(tmp_path, f"good\n{line}\n")
    assert fault.startswith(f"page.md:2: holds {what}")


def test_the_mirror_that_this_machine_uses_is_found(tmp_path: Path) -> None:
    environ = {"PIP_INDEX_URL": "https://me:pass@mirror.example/root/simple"}
    assert faults(tmp_path, "wheels from mirror.example", environ)
    assert not faults(tmp_path, "wheels from mirror.example")


def test_a_folder_of_wheels_that_this_machine_uses_is_found(tmp_path: Path) -> None:
    environ = {"PIP_FIND_LINKS": "/srv/wheels"}
    assert faults(tmp_path, "wheels in /srv/wheels", environ)
    assert not faults(tmp_path, "wheels in /srv/wheelsets", environ)


def test_this_clones_own_place_is_found(tmp_path: Path) -> None:
    assert faults(tmp_path, f"cd {tmp_path}")


@pytest.mark.parametrize(
    "line",
    [
        "https://sayso.example.gov.uk/home/start",
        "web/static/opt/x",
        "todo_list = 1",
        "mysql://root@db",
    ],
)
def test_what_only_looks_alike_is_let_through(tmp_path: Path, line: str) -> None:
    assert not faults(tmp_path, line)


def test_the_readme_shows_every_picture_and_opens_at_once() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r'<img src="(docs/pictures/[^"]+)"[^>]* alt="[^"]{20,}"', readme)
    kept = sorted((ROOT / "docs" / "pictures").iterdir())
    assert sorted(shown) == [file.relative_to(ROOT).as_posix() for file in kept]
    assert all(file.stat().st_size < 150_000 for file in kept)
