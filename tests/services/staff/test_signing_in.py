"""Signing in: password, one-time code, lock-outs, and sessions that end."""

from __future__ import annotations

import pytest

from services.hall import OPERATOR, Hall
from services.refusal import Refused
from services.staff import accounts, sessions, signing_in
from services.staff.sessions import Step
from storage.kinds import StaffRole
from storage.models import AuditEvent, Staff
from tests.builders.clock import Clock
from tests.builders.colleagues import HERE, PASSWORD, Colleague, colleague


@pytest.fixture
def officer(hall: Hall) -> Colleague:
    return colleague(hall)


def give_password(officer: Colleague, password: str, source: str = HERE) -> str:
    return signing_in.give_password(officer.hall, officer.account.email, password, source)


def test_the_first_time_asks_for_a_password_then_an_authenticator(officer: Colleague) -> None:
    token = give_password(officer, officer.given)
    assert officer.signed(token).step is Step.SET_PASSWORD
    signing_in.set_password(officer.hall, officer.signed(token), PASSWORD)
    assert officer.signed(token).step is Step.ENROL
    secret, address = signing_in.enrolment(officer.hall, officer.signed(token))
    assert secret in address
    officer.secret = secret
    proven = signing_in.enrol(
        officer.hall, officer.signed(token), secret, officer.code(), officer.wall
    )
    assert officer.signed(proven).step is Step.DONE


def test_later_a_password_alone_opens_nothing(officer: Colleague) -> None:
    officer.first_time()
    token = give_password(officer, PASSWORD)
    assert officer.signed(token).step is Step.GIVE_CODE


def test_signing_in_changes_the_sessions_secret(officer: Colleague) -> None:
    officer.first_time()
    before = give_password(officer, PASSWORD)
    after = signing_in.give_code(
        officer.hall, officer.signed(before), officer.code(), HERE, officer.wall
    )
    assert sessions.signed(officer.hall, before) is None
    assert officer.signed(after).step is Step.DONE


def test_a_code_is_taken_once(officer: Colleague) -> None:
    officer.first_time()
    code = officer.code()
    first = officer.signed(give_password(officer, PASSWORD))
    signing_in.give_code(officer.hall, first, code, HERE, officer.wall)
    second = officer.signed(give_password(officer, PASSWORD))
    with pytest.raises(Refused, match="used before"):
        signing_in.give_code(officer.hall, second, code, HERE, officer.wall)


@pytest.mark.parametrize("password", ["", "wrong", "x" * 500])
def test_wrong_and_unknown_are_told_alike(officer: Colleague, password: str) -> None:
    with pytest.raises(Refused) as wrong:
        give_password(officer, password)
    with pytest.raises(Refused) as unknown:
        signing_in.give_password(officer.hall, "nobody@example.org", password, HERE)
    assert str(wrong.value) == str(unknown.value)


def test_ten_wrong_passwords_lock_the_account_and_nobody_else(
    officer: Colleague, clock: Clock
) -> None:
    other = colleague(officer.hall, StaffRole.QA)
    for number in range(10):
        with pytest.raises(Refused):
            give_password(officer, "wrong", f"192.0.2.{100 + number}")
    with pytest.raises(Refused, match="Too many"):
        give_password(officer, officer.given)
    assert give_password(other, other.given, "192.0.2.77")
    clock.advance(hours=1)
    assert give_password(officer, officer.given)


def test_ten_wrong_codes_lock_the_second_step(officer: Colleague) -> None:
    officer.first_time()
    signed = officer.signed(give_password(officer, PASSWORD))
    for _ in range(10):
        with pytest.raises(Refused):
            signing_in.give_code(officer.hall, signed, "000000", HERE, officer.wall)
    with pytest.raises(Refused, match="Too many"):
        signing_in.give_code(officer.hall, signed, officer.code(), HERE, officer.wall)


@pytest.mark.parametrize(
    "weak", ["short", "password1234", "aaaaaaaaaaaaaaaa", "The officer 2026", "x" * 129]
)
def test_a_weak_password_is_refused_with_the_remedy(officer: Colleague, weak: str) -> None:
    signed = officer.signed(give_password(officer, officer.given))
    with pytest.raises(Refused, match=r"(use|words)"):
        signing_in.set_password(officer.hall, signed, weak)


def test_a_long_passphrase_is_taken(officer: Colleague) -> None:
    signed = officer.signed(give_password(officer, officer.given))
    long = "correct staple horse meadow lantern " * 3
    signing_in.set_password(officer.hall, signed, long)
    assert give_password(officer, long)


def test_a_session_ends_after_15_idle_minutes(officer: Colleague, clock: Clock) -> None:
    token = officer.first_time()
    for _ in range(3):
        clock.advance(minutes=14)
        assert sessions.signed(officer.hall, token) is not None
    clock.advance(minutes=15)
    assert sessions.signed(officer.hall, token) is None


def test_a_session_ends_after_twelve_hours_however_busy(officer: Colleague, clock: Clock) -> None:
    token = officer.first_time()
    for _ in range(71):
        clock.advance(minutes=10)
        assert sessions.signed(officer.hall, token) is not None
    clock.advance(minutes=10)
    assert sessions.signed(officer.hall, token) is None


def test_signing_out_kills_the_cookie(officer: Colleague) -> None:
    token = officer.first_time()
    sessions.end(officer.hall, officer.signed(token))
    assert sessions.signed(officer.hall, token) is None


def test_disabling_an_account_ends_its_sessions_and_its_password(officer: Colleague) -> None:
    token = officer.first_time()
    accounts.disable(officer.hall, OPERATOR, officer.account.id)
    assert sessions.signed(officer.hall, token) is None
    with pytest.raises(Refused):
        give_password(officer, PASSWORD)


def test_a_reset_account_starts_afresh(officer: Colleague) -> None:
    officer.first_time()
    officer.given = accounts.reset(officer.hall, OPERATOR, officer.account.id).password
    token = give_password(officer, officer.given)
    assert officer.signed(token).step is Step.SET_PASSWORD


def test_no_password_address_or_secret_is_stored_in_the_open(officer: Colleague) -> None:
    officer.first_time()
    with officer.hall.sessions.reading() as session:
        stored = " ".join(str(value) for value in vars(session.query(Staff).one()).values())
    for private in (PASSWORD, officer.secret, officer.account.email, officer.account.name):
        assert private not in stored


def test_every_step_leaves_a_trace_without_words(officer: Colleague) -> None:
    officer.first_time()
    with pytest.raises(Refused):
        give_password(officer, "wrong")
    with officer.hall.sessions.reading() as session:
        found = [event.what for event in session.query(AuditEvent).order_by(AuditEvent.number)]
    assert found == [
        "staff_added",
        "password_set",
        "totp_enrolled",
        "signed_in",
        "sign_in_failed",
    ]


def test_an_address_has_one_account(officer: Colleague) -> None:
    with pytest.raises(Refused, match="already an account"):
        accounts.add(officer.hall, OPERATOR, officer.account.email.upper(), "B", StaffRole.QA, ())


@pytest.mark.parametrize("email", ["", "nobody", "a b@c.d", "@x.y"])
def test_what_is_no_address_is_refused(sqlite_hall: Hall, email: str) -> None:
    with pytest.raises(Refused, match="not an e-mail address"):
        accounts.add(sqlite_hall, OPERATOR, email, "A", StaffRole.QA, ())
