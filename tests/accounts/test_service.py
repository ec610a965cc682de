"""Accounts, log-ins and tries in the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scdapp.accounts import queries, rules, service
from scdapp.accounts.models import Account, Login, LoginAttempt
from scdapp.accounts.passwords import NOBODY, PasswordHash
from scdapp.accounts.rules import Staff, TooManyTries, WrongPassword
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Missing, Refusal
from scdapp.core.secret import fingerprint
from tests.factories import PASSWORD_HASH, make_account, make_login

pytestmark = pytest.mark.usefixtures("app")
NOW = datetime(2024, 8, 26, 7, 0, tzinfo=UTC)
HASH = PasswordHash(PASSWORD_HASH)
HERE = "192.0.2.1"


def rows(model: type[LoginAttempt] | type[Login]) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(model.id)).all())


def begin(email: str, network: str = HERE, now: datetime = NOW) -> service.Try:
    with transaction():
        return service.begin_try(email, network, now=now)


def log_in(begun: service.Try, renewed: PasswordHash | None = None, now: datetime = NOW) -> service.Opened:
    with transaction():
        return service.log_in(begun, renewed, device="Firefox på Linux", now=now)


def update(account: Account, staff: Staff, version: int | None = None) -> Account:
    key, seen = account.id, account.version
    with transaction():
        return service.update_account(key, seen if version is None else version, staff)


def test_an_account_has_one_address_whatever_its_case() -> None:
    with transaction():
        made = service.create_account("Anna@Kommun.SE", Staff(" Anna ", frozenset({"board"})), HASH, now=NOW)

    assert (made.email, made.name, made.role_names, made.active) == ("anna@kommun.se", "Anna", {"board"}, True)
    with pytest.raises(Refusal, match="redan ett konto") as refused, transaction():
        service.create_account("ANNA@kommun.se", Staff("Bo", frozenset()), HASH, now=NOW)
    assert refused.value.field == "email"
    assert [account.name for account in queries.accounts()] == ["Anna"]


def test_accounts_stand_in_swedish_order_and_closed_ones_last() -> None:
    for name in ("Örjan", "Åsa", "Anna", "Ängla"):
        make_account(name)
    make_account("Adam", active=False)

    assert [account.name for account in queries.accounts()] == ["Anna", "Åsa", "Ängla", "Örjan", "Adam"]


def test_a_lost_role_ends_the_log_ins_and_a_new_one_does_not() -> None:
    account = make_account(roles=("organiser",))
    make_login(account)

    update(account, Staff("Anna", frozenset({"organiser", "board"})))
    assert rows(Login) == 1
    update(account, Staff("Anna", frozenset({"board"})))
    assert rows(Login) == 0
    assert account.role_names == {"board"}
    assert account.version == 3


def test_a_closed_account_loses_its_log_ins_but_not_its_roles() -> None:
    account = make_account(roles=("organiser",))
    token = make_login(account)

    update(account, Staff("Anna", frozenset({"organiser"}), active=False))

    assert rows(Login) == 0
    assert queries.find_login(token, now=NOW) is None
    assert (account.active, account.role_names) == (False, {"organiser"})


def test_the_second_of_two_editors_is_told() -> None:
    account = make_account("Anna", roles=())
    update(account, Staff("Anna Första", frozenset()))

    with pytest.raises(EditConflict) as conflict:
        update(account, Staff("Anna Andra", frozenset()), version=1)

    assert conflict.value.current is account
    assert account.name == "Anna Första"


def test_an_account_that_does_not_exist_is_missing() -> None:
    with pytest.raises(Missing), transaction():
        service.update_account(4711, 1, Staff("Anna", frozenset()))


@pytest.mark.parametrize("staff", [Staff("A", frozenset({"board"})), Staff("A", frozenset({"administrator"}), False)])
def test_the_last_active_administrator_keeps_role_and_account(staff: Staff) -> None:
    account = make_account(roles=("administrator",))
    make_account(roles=("administrator",), active=False)
    make_login(account)

    with pytest.raises(Refusal, match="enda aktiva administratören"):
        update(account, staff)

    assert (account.active, account.role_names, account.version, rows(Login)) == (True, {"administrator"}, 1, 1)


def test_one_of_two_administrators_may_go() -> None:
    one, other = make_account(roles=("administrator",)), make_account(roles=("administrator",))

    update(one, Staff("A", frozenset()))
    with pytest.raises(Refusal, match="enda aktiva"):
        update(other, Staff("B", frozenset()))


def test_two_administrators_who_close_each_other_at_once_leave_one(app: Flask) -> None:
    keys = [make_account(roles=("administrator",)).id for _ in range(2)]
    db.session.rollback()

    def close(key: int) -> bool:
        with app.app_context():
            try:
                with transaction():
                    service.update_account(key, 1, Staff("A", frozenset()))
            except Refusal:
                return False
            return True

    with ThreadPoolExecutor(2) as threads:
        closed = list(threads.map(close, keys))

    assert sorted(closed) == [False, True]
    db.session.rollback()
    assert queries.count_administrators(but=0) == 1


def test_a_closed_administrator_can_be_changed_when_there_is_another() -> None:
    make_account(roles=("administrator",))
    closed = make_account(roles=("administrator",), active=False)

    update(closed, Staff("Klas", frozenset(), active=False))

    assert (closed.name, closed.role_names) == ("Klas", frozenset())


def test_roles_by_address() -> None:
    account = make_account(email="anna@kommun.se", roles=())

    with transaction():
        service.set_role("Anna@kommun.se", "board", held=True)
        service.set_role("Anna@kommun.se", "board", held=True)
    assert account.role_names == {"board"}
    with transaction():
        service.set_role("anna@kommun.se", "board", held=False)
    assert account.role_names == frozenset()
    with pytest.raises(Refusal, match="inget konto"), transaction():
        service.set_role("bo@kommun.se", "board", held=True)
    with pytest.raises(Refusal, match="Rollen finns inte"), transaction():
        service.set_role("anna@kommun.se", "king", held=True)


def test_a_password_set_by_somebody_else_ends_that_account_s_log_ins_only() -> None:
    account, other = make_account(), make_account()
    make_login(account)
    make_login(other)

    with transaction():
        service.set_password(account.id, PasswordHash("other"))

    assert [login.account_id for login in db.session.scalars(select(Login))] == [other.id]
    assert account.password_hash == "other"


def test_one_s_own_password_ends_every_log_in_and_opens_a_new_one() -> None:
    account = make_account()
    old = make_login(account)
    key = account.id

    with transaction():
        opened = service.change_password(key, PASSWORD_HASH, PasswordHash("new"), device="Edge på Windows", now=NOW)

    assert rows(Login) == 1
    assert queries.find_login(old, now=NOW) is None
    found = queries.find_login(opened.token, now=NOW)
    assert found is not None
    assert (found.account_id, found.device, found.expires_at - NOW) == (key, "Edge på Windows", timedelta(days=14))
    with pytest.raises(WrongPassword), transaction():
        service.change_password(key, PASSWORD_HASH, PasswordHash("newer"), device="", now=NOW)


def test_a_log_in_is_found_by_its_token_until_it_expires() -> None:
    account = make_account(email="anna@kommun.se")
    opened = log_in(begin("anna@kommun.se"))

    assert opened.login.account_id == account.id
    assert opened.login.token_hash == fingerprint(opened.token)
    assert len(opened.token) >= 43
    assert queries.find_login(opened.token, now=NOW + timedelta(days=14, seconds=-1)) is not None
    assert queries.find_login(opened.token, now=NOW + timedelta(days=14)) is None
    assert queries.find_login(opened.login.token_hash, now=NOW) is None


def test_expired_log_ins_are_swept_at_the_next_one() -> None:
    make_account(email="anna@kommun.se")
    log_in(begin("anna@kommun.se"))

    log_in(begin("anna@kommun.se"), now=NOW + timedelta(days=15))

    assert rows(Login) == 1


def test_a_known_and_an_unknown_address_begin_alike() -> None:
    account = make_account(email="anna@kommun.se")
    make_account(email="bo@kommun.se", active=False)

    known, closed, unknown = (begin(f"{name}@kommun.se") for name in ("Anna", "bo", "cia"))

    assert (known.account_id, known.stored) == (account.id, PASSWORD_HASH)
    assert (closed.account_id, closed.stored) == (None, NOBODY)
    assert (unknown.account_id, unknown.stored) == (None, NOBODY)
    assert rows(LoginAttempt) == 6
    with pytest.raises(WrongPassword):
        log_in(unknown)


def test_the_sixth_try_for_an_address_must_wait_wherever_it_comes_from() -> None:
    for n in range(5):
        begin("anna@kommun.se", f"192.0.2.{n}", NOW + timedelta(minutes=n))

    with pytest.raises(TooManyTries) as refused:
        begin("ANNA@kommun.se", "198.51.100.1", NOW + timedelta(minutes=5))
    assert refused.value.minutes == 10
    assert rows(LoginAttempt) == 10  # a refused try is not counted: it does not prolong the wait
    begin("bo@kommun.se", "192.0.2.1", NOW + timedelta(minutes=5))
    begin("anna@kommun.se", "192.0.2.1", NOW + timedelta(minutes=15))


def test_the_thirty_first_try_from_a_network_must_wait_whoever_it_is_for() -> None:
    for n in range(30):
        begin(f"nr{n}@kommun.se", "2001:db8::1")

    with pytest.raises(TooManyTries) as refused:
        begin("anna@kommun.se", "2001:db8::2")
    assert refused.value.minutes == 15
    begin("anna@kommun.se", "2001:db9::2")


def test_the_right_password_forgets_the_address_s_tries_and_only_its_own_of_the_network_s() -> None:
    make_account(email="anna@kommun.se")
    begin("bo@kommun.se")
    for _ in range(4):
        begun = begin("anna@kommun.se")

    log_in(begun)

    assert len(queries.failed_tries(rules.address_subject("anna@kommun.se"), now=NOW)) == 0
    assert len(queries.failed_tries(rules.network_subject(HERE), now=NOW)) == 4


def test_tries_older_than_a_day_are_forgotten_when_a_new_one_is_counted() -> None:
    begin("anna@kommun.se")

    begin("bo@kommun.se", now=NOW + timedelta(days=1, seconds=1))

    assert rows(LoginAttempt) == 2


@pytest.mark.parametrize("email", ["anna@kommun.se", "ingen@kommun.se"])
def test_guesses_sent_at_once_are_counted_as_well(app: Flask, email: str) -> None:
    make_account(email="anna@kommun.se")
    db.session.rollback()

    def guess(_: int) -> bool:
        with app.app_context():
            try:
                begin(email)
            except TooManyTries:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        let_through = sum(threads.map(guess, range(16)))

    assert let_through == 5


def test_a_password_changed_between_the_look_and_the_log_in_counts() -> None:
    account = make_account(email="anna@kommun.se")
    begun = begin("anna@kommun.se")
    with transaction():
        service.set_password(account.id, PasswordHash("other"))

    with pytest.raises(WrongPassword):
        log_in(begun)
    assert rows(Login) == 0


def test_a_renewed_hash_is_stored_at_log_in() -> None:
    account = make_account(email="anna@kommun.se")

    log_in(begin("anna@kommun.se"), PasswordHash("renewed"))

    assert account.password_hash == "renewed"


def test_nobody_ends_another_s_log_in() -> None:
    account, other = make_account(), make_account()
    make_login(account)
    key = db.session.scalars(select(Login.id)).one()

    with pytest.raises(Missing), transaction():
        service.end_login(key, account_id=other.id)
    assert rows(Login) == 1
    with transaction():
        service.end_login(key, account_id=account.id)
    assert rows(Login) == 0


def test_a_preview_belongs_to_one_log_in() -> None:
    account = make_account()
    one, other = make_login(account), make_login(account)
    login = queries.find_login(one, now=NOW)
    assert login is not None

    with transaction():
        service.preview(login.id, NOW)

    seen = [queries.find_login(token, now=NOW) for token in (one, other)]
    assert [row.preview_at if row else "gone" for row in seen] == [NOW, None]


def test_log_ins_follow_a_clock_that_is_moved() -> None:
    make_account(email="anna@kommun.se")
    opened = log_in(begin("anna@kommun.se"))

    with transaction():
        service.carry_logins(timedelta(days=40))

    assert queries.find_login(opened.token, now=NOW + timedelta(days=53)) is not None
    assert queries.find_login(opened.token, now=NOW + timedelta(days=54)) is None
