"""The same packages on every machine, whichever registry it uses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.guards.locks import node_lock_faults, out_of_step, python_lock_faults

ROOT = Path(__file__).resolve().parents[1]
HASH = "--hash=sha256:" + "0" * 64
GOOD = f"# made by a tool\nclick==8.3.1 \\\n    {HASH}\n    # via flask\n"
PROJECT = '[project]\ndependencies = ["click>=8.1"]\n[dependency-groups]\ndev = ["ruff>=0.14"]\n'


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_python_lock_has_hashes_and_names_no_host_or_path() -> None:
    assert python_lock_faults(read("requirements.lock")) == []


def test_the_python_lock_holds_what_the_project_asks_for() -> None:
    assert out_of_step(read("pyproject.toml"), read("requirements.lock")) == []


def test_the_node_lock_has_hashes_and_names_no_host_or_path() -> None:
    assert node_lock_faults(read("package-lock.json"), read("package.json")) == []


def test_a_good_lock_passes() -> None:
    assert python_lock_faults(GOOD) == []


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ("--index-url https://mirror.example/simple", "names a host"),
        ("--find-links /srv/wheels", "names a path"),
        ("-f ./wheels", "holds an option"),
        ("-e .", "holds an option"),
        (f"rich @ https://mirror.example/rich.whl {HASH}", "names a host"),
        (f"rich @ file:///srv/rich.whl {HASH}", "names a host"),
        ("# from https://mirror.example", "names a host"),
        ("# made by tool --output-file /srv/requirements.lock", "names a path"),
        ("# via -r ../requirements.in", "names a path"),
        (f"rich>=14 {HASH}", "does not name one exact version"),
        ("rich==14.0.0", "has no sha256 hash"),
        ("rich==14.0.0 --hash=md5:" + "0" * 32, "has no sha256 hash"),
    ],
)
def test_a_bad_line_in_the_python_lock_is_found(added: str, fault: str) -> None:
    assert fault in "\n".join(python_lock_faults(f"{GOOD}{added}\n"))


@pytest.mark.parametrize(
    ("lock", "missing"),
    [
        (f"click==8.3.1 {HASH}\n", "ruff>=0.14 is asked for"),
        (f"click==7.0 {HASH}\nruff==0.15.0 {HASH}\n", "click>=8.1 is asked for"),
    ],
)
def test_a_lock_out_of_step_with_the_project_is_found(lock: str, missing: str) -> None:
    assert missing in "\n".join(out_of_step(PROJECT, lock))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"resolved": "https://mirror.example/sass.tgz"}, "names a host or path"),
        ({"version": "file:../sass"}, "names a host or path"),
        ({"integrity": "sha1-abc"}, "has no sha512 hash"),
    ],
)
def test_a_bad_entry_in_the_node_lock_is_found(change: dict[str, str], fault: str) -> None:
    asked = {"dependencies": {"sass": "1.0.0"}}
    good = {"version": "1.0.0", "integrity": "sha512-abc"}
    packages = {"": asked, "node_modules/sass": good | change}
    faults = node_lock_faults(json.dumps({"packages": packages}), json.dumps(asked))
    assert fault in "\n".join(faults)


def test_a_node_lock_out_of_step_is_found() -> None:
    lock = json.dumps({"packages": {"": {"dependencies": {"sass": "1.0.0"}}}})
    faults = node_lock_faults(lock, json.dumps({"dependencies": {"sass": "1.1.0"}}))
    assert faults == ["dependencies of package.json and of the lock differ"]
