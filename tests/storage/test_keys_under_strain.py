"""Key files and boxes that are full, cut short, swapped or written over keep what they seal."""

from __future__ import annotations

import json
import os
import secrets
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.hall import Hall
from services.upkeep.installation import rotate_key_file
from storage.engine import make_sessions
from storage.keys import KeyFault, Keys, Ring, make_keys, read_keys, write_keys
from storage.schema import prove_keys
from storage.sealed import place

HERE = place("answer", "text_s", "one")
KEYS = make_keys()
SEALED = KEYS.seal(Ring.DATA, "I want to see my brother", HERE)


@given(st.integers(min_value=0, max_value=len(SEALED) - 1))
def test_a_box_cut_short_anywhere_is_told_like_one_of_other_keys(length: int) -> None:
    with pytest.raises(KeyFault, match="does not open this database"):
        KEYS.open(Ring.DATA, SEALED[:length], HERE)


@given(st.integers(min_value=0, max_value=len(SEALED) * 8 - 1))
def test_whichever_bit_is_flipped_the_box_stays_shut(bit: int) -> None:
    changed = bytearray(SEALED)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(KeyFault):
        KEYS.open(Ring.DATA, bytes(changed), HERE)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_come_back_letter_for_letter(words: str) -> None:
    assert KEYS.open(Ring.DATA, KEYS.seal(Ring.DATA, words, HERE), HERE) == words


def test_a_ring_of_256_keys_comes_back_from_its_file_and_every_key_opens(tmp_path: Path) -> None:
    held = {number: secrets.token_bytes(32) for number in range(256)}
    full = Keys(dict.fromkeys(Ring, held), bytes(32))
    write_keys(tmp_path / "keys.json", full)
    found = read_keys(tmp_path / "keys.json")
    for number, key in held.items():
        old = Keys({ring: {number: key} for ring in Ring}, bytes(32))
        assert found.open(Ring.LINK, old.seal(Ring.LINK, f"key {number}", HERE), HERE)
    assert found.seal(Ring.DATA, "", HERE)[0] == 255


def test_rotating_a_full_file_is_refused_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    write_keys(file, Keys({ring: {255: bytes(32)} for ring in Ring}, bytes(32)))
    before = file.read_bytes()
    with pytest.raises(KeyFault, match="retire the oldest"):
        rotate_key_file(file)
    assert file.read_bytes() == before


def test_a_file_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    write_keys(file, KEYS)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(KeyFault, match="is not a Sayso key file; restore it"):
            read_keys(file)


def test_a_file_nested_beyond_reason_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text("[" * 100_000)
    with pytest.raises(KeyFault, match="is not a Sayso key file"):
        read_keys(file)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyFault, match=r"cannot be read: Is a directory\."):
        read_keys(tmp_path)


def test_swapped_rings_are_found_out_at_start(sqlite_hall: Hall, tmp_path: Path) -> None:
    prove_keys(sqlite_hall.sessions)
    file = tmp_path / "keys.json"
    write_keys(file, sqlite_hall.keys)
    held = json.loads(file.read_text())
    file.write_text(json.dumps(held | {"data": held["link"], "link": held["data"]}))
    swapped = make_sessions(sqlite_hall.sessions.engine, read_keys(file))
    with pytest.raises(KeyFault, match="does not open this database"):
        prove_keys(swapped)


def test_a_file_that_others_could_read_is_for_its_owner_alone_after_rotation(
    tmp_path: Path,
) -> None:
    file = tmp_path / "keys.json"
    write_keys(file, KEYS)
    file.chmod(0o644)
    rotate_key_file(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["keys.json", "keys.new", "keys"])
def test_a_crash_while_writing_leaves_the_old_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = tmp_path / name
    write_keys(file, KEYS)

    def crash(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", crash)
        with pytest.raises(OSError, match="No space left"):
            rotate_key_file(file)
    assert read_keys(file) == KEYS
    rotate_key_file(file)
    assert set(read_keys(file).rings[Ring.DATA]) == {1, 2}
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_ring_seals_with_its_highest_key_and_rotation_adds_one_beyond_it() -> None:
    gaps = Keys({ring: {3: bytes(32), 7: b"7" * 32, 5: b"5" * 32} for ring in Ring}, bytes(32))
    assert gaps.seal(Ring.DATA, "", HERE)[0] == 7
    assert sorted(gaps.rotated().rings[Ring.LINK]) == [3, 5, 7, 8]
