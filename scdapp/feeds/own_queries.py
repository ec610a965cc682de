"""What a secret calendar address leads to: a seat, or one day of it. In one query."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, String, cast, literal, null, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from scdapp.admission.models import Category, Product, ProductDay
from scdapp.core.db import db
from scdapp.feeds.own import Facts
from scdapp.programme.models import Session
from scdapp.registration.models import DayShare, Line, Participant
from scdapp.seminars.models import Choice

_NO_TEXT, _NO_DAY, _NO_NUMBER = cast(null(), String), cast(null(), Date), cast(null(), Integer)


def find_facts(subject: str) -> Facts | None:
    """What the calendar of `subject` ("participant:<uid>" or "share:<uid>") is made of; None when it is gone."""
    kind, _, uid = subject.partition(":")
    shared = select(DayShare.participant_id).where(DayShare.uid == uid).scalar_subquery()
    seat = Participant.uid == uid if kind == "participant" else Participant.id == shared
    found: dict[str, list[Any]] = defaultdict(list)
    for what, text, day, number in db.session.execute(union_all(*_parts(seat, uid))):
        found[what].append({"seat": (text, number), "pass": day, "given": day, "day": day}.get(what, text))
    if not found["seat"]:
        return None
    state, edition_id = found["seat"][0]
    return Facts(
        edition_id=edition_id,
        seated=state == "confirmed",
        member=bool(found["member"]),
        passes=frozenset(found["pass"]) if found["pass"] else None,
        given=frozenset(found["given"]),
        day=found["day"][0] if found["day"] else None,
        chosen=frozenset(found["chosen"]),
        bought=frozenset(found["bought"]),
    )


def ticketed(edition_id: int) -> frozenset[str]:
    """The uids of the sessions that one of the year's products lets into."""
    query = select(Session.uid).join(Product, Product.session_id == Session.id)
    return frozenset(db.session.scalars(query.where(Product.edition_id == edition_id)))


def _parts(seat: ColumnElement[bool], share_uid: str) -> list[Select[str, str, date, int]]:
    """One small select a fact, each in the same four columns."""
    taken = select(literal("bought"), Session.uid, _NO_DAY, _NO_NUMBER).select_from(Participant)
    chosen = select(literal("chosen"), Session.uid, _NO_DAY, _NO_NUMBER).select_from(Participant)
    passes = select(literal("pass"), _NO_TEXT, ProductDay.date, _NO_NUMBER).select_from(Participant)
    members = select(literal("member"), _NO_TEXT, _NO_DAY, _NO_NUMBER).select_from(Participant)
    given = select(literal("given"), _NO_TEXT, DayShare.date, _NO_NUMBER).select_from(Participant)
    line = Line.participant_id == Participant.id
    return [
        select(literal("seat"), Participant.state, _NO_DAY, Participant.edition_id).where(seat),
        members.join(Category, Category.id == Participant.category_id).where(seat, Category.member.is_(True)),
        passes.join(Line, line)
        .join(Product, Product.id == Line.product_id)
        .join(ProductDay, ProductDay.product_id == Product.id)
        .where(seat, Product.kind == "pass", Line.state == "taken"),
        given.join(DayShare, DayShare.participant_id == Participant.id).where(seat),
        select(literal("day"), _NO_TEXT, DayShare.date, _NO_NUMBER).where(DayShare.uid == share_uid),
        chosen.join(Choice, Choice.participant_id == Participant.id)
        .join(Session, Session.id == Choice.session_id)
        .where(seat, Choice.state.in_(("taken", "off"))),
        taken.join(Line, line)
        .join(Product, Product.id == Line.product_id)
        .join(Session, Session.id == Product.session_id)
        .where(seat, Line.state == "taken"),
    ]
