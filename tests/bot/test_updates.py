"""Whatever Telegram sends is sorted; what is malformed is set aside and nothing of it kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake import arrivals
from bot.updates import Event, UpdateKind, read_update, update_id

CHAT = {"id": 7_000_000_001, "type": "private", "first_name": "Canarina"}
GROUP = {"id": -100_200_300, "type": "supergroup", "title": "Canaries"}


def message(**fields: Any) -> dict[str, Any]:
    whole = {"message_id": 5, "date": 1_790_000_000, "chat": CHAT, "text": "hello", **fields}
    return {"message": {name: value for name, value in whole.items() if value is not None}}


def tap(**fields: Any) -> dict[str, Any]:
    shown = {"message_id": 9, "date": 1_790_000_000, "chat": CHAT}
    return {"callback_query": {"id": "77", "data": "a|123456|q|yes", "message": shown, **fields}}


def kind_of(raw: dict[str, Any]) -> UpdateKind:
    return read_update(raw, 1).kind


def event_of(raw: dict[str, Any]) -> Event:
    event = read_update(raw, 1).event
    assert event is not None
    return event


def test_a_text_keeps_the_chat_and_the_words_and_no_name() -> None:
    event = event_of(message())
    assert (event.chat_id, event.text) == (7_000_000_001, "hello")
    assert "Canarina" not in event.to_json()


def test_a_tap_keeps_what_it_carried_and_where() -> None:
    event = event_of(tap())
    assert (event.data, event.callback_id, event.message_id) == ("a|123456|q|yes", "77", 9)


def test_ticks_are_read_off_the_messages_own_keyboard() -> None:
    rows = [
        [{"text": "✅ A", "callback_data": "u|123456|q|a"}],
        [{"text": "▫️ B", "callback_data": "t|123456|q|b"}],
        [{"text": "✅ C", "callback_data": "u|123456|q|c"}],
        [{"text": "a link", "url": "https://example.org"}],
    ]
    shown = {"message_id": 9, "date": 1, "chat": CHAT, "reply_markup": {"inline_keyboard": rows}}
    assert event_of(tap(message=shown)).ticked == ("a", "c")


BROKEN = {
    "no chat": message(chat=None),
    "no date": message(date=None),
    "chat is a number": message(chat=7),
    "chat without type": message(chat={"id": 7}),
    "chat id is text": message(chat={"id": "7", "type": "private"}),
    "chat id is true": message(chat={"id": True, "type": "private"}),
    "chat id beyond 64 bits": message(chat={"id": 2**63, "type": "private"}),
    "date is text": message(date="yesterday"),
    "text is a list": message(text=["hello"]),
    "message is a list": {"message": []},
    "message is nothing": {"message": None},
    "tap without message": tap(message=None),
    "tap without data": tap(data=None),
    "tap whose id is a number": tap(id=77),
    "tap on a message without number": tap(message={"date": 1, "chat": CHAT}),
    "keyboard is text": tap(message={"message_id": 9, "chat": CHAT, "reply_markup": "none"}),
    "keyboard row is a number": tap(
        message={"message_id": 9, "chat": CHAT, "reply_markup": {"inline_keyboard": [7]}}
    ),
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_a_malformed_update_keeps_only_its_number_and_kind(raw: dict[str, Any]) -> None:
    (arrival,) = arrivals([{"update_id": 4, **raw}])
    assert (arrival.update_id, arrival.kind, arrival.broken) == (4, "broken", True)
    assert (arrival.chat_id, arrival.payload, arrival.reply) == (None, None, None)


@pytest.mark.parametrize("medium", ["photo", "voice", "location", "video_note", "contact"])
def test_media_are_refused_and_nothing_of_them_is_kept(medium: str) -> None:
    raw = message(text=None, caption="canary words", **{medium: [{"file_id": "canary"}]})
    (arrival,) = arrivals([{"update_id": 4, **raw}])
    assert (arrival.kind, arrival.payload) == ("media", None)
    assert "refuse.media" in (arrival.reply or "")
    assert "canary" not in (arrival.reply or "")


def test_what_telegram_itself_notes_in_a_chat_gets_no_answer() -> None:
    (arrival,) = arrivals([{"update_id": 4, **message(text=None, pinned_message={})}])
    assert arrival.reply is None


@pytest.mark.parametrize(("text", "answered"), [("/start", True), ("hello all", False)])
def test_a_group_gets_one_line_when_it_asks_and_nothing_else(text: str, answered: bool) -> None:
    (arrival,) = arrivals([{"update_id": 4, **message(chat=GROUP, text=text)}])
    assert (arrival.kind, arrival.payload) == ("group", None)
    assert ("refuse.group" in (arrival.reply or "")) is answered


def test_a_tap_in_a_group_is_not_worked_on() -> None:
    shown = {"message_id": 9, "date": 1, "chat": GROUP}
    assert kind_of(tap(message=shown)) is UpdateKind.GROUP


def test_a_changed_message_is_not_read() -> None:
    (arrival,) = arrivals([{"update_id": 4, "edited_message": message()["message"]}])
    assert (arrival.kind, arrival.payload) == ("edited", None)


def test_kinds_unknown_to_us_are_kept_by_number_alone() -> None:
    (arrival,) = arrivals([{"update_id": 4, "brand_new": {"text": "canary"}}])
    assert (arrival.kind, arrival.payload, arrival.reply) == ("other", None, None)


@pytest.mark.parametrize("number", [None, "4", 4.0, True, -1, 2**63, 10**30])
def test_an_update_without_a_usable_number_is_passed_over(number: object) -> None:
    assert update_id({"update_id": number, **message()}) is None
    assert list(arrivals([{"update_id": number, **message()}])) == []


@pytest.mark.parametrize("raw", [None, 7, "update", [], [{"update_id": 4}]])
def test_what_is_no_update_at_all_is_passed_over(raw: object) -> None:
    assert list(arrivals([raw])) == []


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\u202e", "👩‍👩‍👧", "x" * 100_000])
def test_any_text_survives_being_kept(text: str) -> None:
    kept = event_of(message(text=text)).to_json()
    kept.encode("ascii")
    assert Event.from_json(kept).text == text


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
ANY = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["message_id", "date", "chat", "text", "id", "data", "message", "reply_markup", "type", "from"]
)
SHAPES = st.dictionaries(FIELDS, ANY | st.just(CHAT) | st.dictionaries(FIELDS, ANY), max_size=6)


@given(
    st.sampled_from(["message", "edited_message", "callback_query", "poll"]),
    SHAPES | ANY,
    st.integers(min_value=0, max_value=2**62),
)
def test_no_shape_of_update_makes_trouble(kind: str, content: Any, number: int) -> None:
    (arrival,) = arrivals([{"update_id": number, kind: content}])
    assert arrival.update_id == number
    if arrival.payload is not None:
        assert isinstance(Event.from_json(arrival.payload).chat_id, int)
        json.loads(arrival.payload)
