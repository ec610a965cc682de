"""The administrators' door: accounts, their roles and passwords."""

import logging

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.accounts import current, passwords, queries, service
from scdapp.accounts.forms import AccountForm, NewAccountForm, NewPasswordForm
from scdapp.accounts.guards import ADMINISTRATORS
from scdapp.accounts.models import Account
from scdapp.accounts.rules import ROLE_WORDS, Staff
from scdapp.core import clock
from scdapp.core.db import transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.core.web import Door

door = Door("account_admin", __name__, who=ADMINISTRATORS, url_prefix="/arrangor/konton")
log = logging.getLogger(__name__)
ONE = "/<int:account_id>"


@door.get("")
def index() -> str:
    return render_template("accounts/organiser/index.html", accounts=queries.accounts(), words=ROLE_WORDS, edition=None)


@door.get("/ny")
def new() -> str:
    return _new_page(NewAccountForm())


@door.post("/ny")
def create() -> Response | tuple[str, int]:
    form = NewAccountForm()
    if not form.validate():
        return _new_page(form), 422
    staff, email = form.as_staff(), form.email.data or ""
    try:
        hashed = passwords.new(form.password.data or "", email=email, name=staff.name)
        with transaction():
            account = service.create_account(email, staff, hashed, now=clock.now())
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _new_page(form), 422
    log.info("account %d made by account %d", account.id, current.who().id)
    flash(f"Kontot för {account.name} finns nu. Lämna lösenordet till personen på ett säkert sätt.")
    return redirect(url_for("account_admin.index"), 303)


@door.get(ONE)
def edit(account_id: int) -> str:
    account = queries.get_account(account_id)
    form = AccountForm(
        name=account.name,
        active=account.active,
        version=str(account.version),
        **{role: role in account.role_names for role in ROLE_WORDS},
    )
    return _edit_page(form, account)


@door.post(ONE)
def update(account_id: int) -> Response | tuple[str, int]:
    account = queries.get_account(account_id)
    form = AccountForm()
    if not form.validate():
        return _edit_page(form, account), 422
    by = current.who().id
    try:
        with transaction():
            service.update_account(account_id, form.opened_version, form.as_staff())
    except EditConflict:
        form.version.data = str(account.version)
        return _edit_page(form, account, _differences(account, form.as_staff())), 409
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _edit_page(form, account), 422
    log.info("account %d changed by account %d", account_id, by)
    flash(f"Kontot för {account.name} är sparat.")
    return redirect(url_for("account_admin.index"), 303)


@door.get(f"{ONE}/losenord")
def edit_password(account_id: int) -> str:
    return _password_page(NewPasswordForm(), queries.get_account(account_id))


@door.post(f"{ONE}/losenord")
def update_password(account_id: int) -> Response | tuple[str, int]:
    """Another password for somebody who has lost theirs. Ends all log-ins of the account."""
    account = queries.get_account(account_id)
    form = NewPasswordForm()
    if not form.validate():
        return _password_page(form, account), 422
    by = current.who().id
    try:
        hashed = passwords.new(form.password.data or "", email=account.email, name=account.name)
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return _password_page(form, account), 422
    with transaction():
        service.set_password(account_id, hashed)
    log.info("password of account %d set by account %d", account_id, by)
    flash(f"{account.name} har fått ett nytt lösenord och är utloggad överallt.")
    return redirect(url_for("account_admin.index"), 303)


def _new_page(form: NewAccountForm) -> str:
    return render_template("accounts/organiser/new.html", form=form, edition=None)


def _edit_page(form: AccountForm, account: Account, conflict: list[tuple[str, str, str]] | None = None) -> str:
    return render_template("accounts/organiser/edit.html", form=form, account=account, conflict=conflict, edition=None)


def _password_page(form: NewPasswordForm, account: Account) -> str:
    return render_template("accounts/organiser/edit_password.html", form=form, account=account, edition=None)


def _differences(account: Account, staff: Staff) -> list[tuple[str, str, str]]:
    theirs = Staff(account.name, account.role_names, account.active)
    rows = zip(("Namn", "Roller", "Kontot"), _in_words(theirs), _in_words(staff), strict=True)
    return [(label, saved, typed) for label, saved, typed in rows if saved != typed]


def _in_words(staff: Staff) -> tuple[str, str, str]:
    roles = ", ".join(word for role, word in ROLE_WORDS.items() if role in staff.roles)
    return staff.name, roles, "öppet" if staff.active else "stängt"
