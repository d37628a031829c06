"""Keys seal for one place, refuse every other, and come back from their file as they were."""

from __future__ import annotations

import base64
import json
import stat
from pathlib import Path

import pytest

from storage.keys import KeyFault, Keys, Ring, make_keys, read_keys, write_keys
from storage.sealed import place

WORDS = "mum was late again \N{PENSIVE FACE}"
HERE = place("answer", "text_s", "one")


def test_what_is_sealed_opens_again_and_shows_nothing(keys: Keys) -> None:
    box = keys.seal(Ring.DATA, WORDS, HERE)
    assert WORDS.encode() not in box
    assert keys.open(Ring.DATA, box, HERE) == WORDS


def test_the_same_words_never_look_alike(keys: Keys) -> None:
    assert keys.seal(Ring.DATA, WORDS, HERE) != keys.seal(Ring.DATA, WORDS, HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        place("answer", "text_s", "two"),
        place("answer", "other_s", "one"),
        place("concern", "text_s", "one"),
    ],
)
def test_a_box_moved_to_another_cell_does_not_open(keys: Keys, elsewhere: bytes) -> None:
    with pytest.raises(KeyFault, match="does not open this database"):
        keys.open(Ring.DATA, keys.seal(Ring.DATA, WORDS, HERE), elsewhere)


def test_the_key_for_words_does_not_open_links(keys: Keys) -> None:
    with pytest.raises(KeyFault):
        keys.open(Ring.LINK, keys.seal(Ring.DATA, WORDS, HERE), HERE)


def test_a_changed_bit_is_noticed(keys: Keys) -> None:
    box = bytearray(keys.seal(Ring.DATA, WORDS, HERE))
    box[-1] ^= 1
    with pytest.raises(KeyFault):
        keys.open(Ring.DATA, bytes(box), HERE)


def test_other_keys_do_not_open(keys: Keys) -> None:
    with pytest.raises(KeyFault, match="point SAYSO_KEY_FILE at the file"):
        make_keys().open(Ring.DATA, keys.seal(Ring.DATA, WORDS, HERE), HERE)


def test_after_rotation_the_new_key_seals_and_the_old_one_still_opens(keys: Keys) -> None:
    rotated = keys.rotated()
    old, new = keys.seal(Ring.DATA, WORDS, HERE), rotated.seal(Ring.DATA, WORDS, HERE)
    assert (old[0], new[0]) == (1, 2)
    assert rotated.open(Ring.DATA, old, HERE) == WORDS
    assert rotated.open(Ring.DATA, new, HERE) == WORDS
    with pytest.raises(KeyFault):
        keys.open(Ring.DATA, new, HERE)


def test_a_full_key_ring_is_refused_with_the_remedy() -> None:
    full = Keys({ring: {255: bytes(32)} for ring in Ring}, bytes(32))
    with pytest.raises(KeyFault, match=r"holds all 256 keys.*retire the oldest"):
        full.rotated()


def test_hashes_of_the_same_value_differ_by_purpose(keys: Keys) -> None:
    assert keys.digest("token", "x") == keys.digest("token", "x")
    assert keys.digest("token", "x") != keys.digest("code", "x")


def test_a_purpose_cannot_be_stretched_into_the_value(keys: Keys) -> None:
    assert keys.digest("ab", "c") != keys.digest("a", "bc")


def test_printing_keys_shows_none(keys: Keys) -> None:
    secret = keys.rings[Ring.DATA][1]
    assert base64.b64encode(secret).decode() not in repr(keys)
    assert repr(secret) not in repr(keys)


def test_the_file_gives_back_the_keys_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    keys, file = make_keys().rotated(), tmp_path / "deep" / "keys.json"
    write_keys(file, keys)
    assert read_keys(file) == keys
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [found.name for found in file.parent.iterdir()] == ["keys.json"]


def test_a_missing_file_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(KeyFault, match=r"There is no key file at .*keys\.json; restore it"):
        read_keys(tmp_path / "keys.json")


def held(**changes: object) -> str:
    good = base64.b64encode(bytes(32)).decode()
    return json.dumps({"data": {"1": good}, "link": {"1": good}, "hashing": good} | changes)


BROKEN = {
    "no JSON": "not a key file",
    "a list": "[]",
    "no ring for links": json.dumps({"data": {}, "hashing": ""}),
    "a key that is no base64": held(data={"1": "!!!"}),
    "a key id that is no number": held(data={"one": base64.b64encode(bytes(32)).decode()}),
    "a key that is too short": held(data={"1": base64.b64encode(bytes(16)).decode()}),
    "an empty ring": held(link={}),
    "a key id beyond one byte": held(link={"256": base64.b64encode(bytes(32)).decode()}),
    "a short hashing key": held(hashing=base64.b64encode(b"short").decode()),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(text)
    with pytest.raises(KeyFault, match="restore it from its safe copy") as refused:
        read_keys(file)
    assert "\n" not in str(refused.value)
