"""What the demo's year offers, set up as an organiser would have done it."""

from datetime import datetime

from sqlalchemy import select

from scdapp.admission import category_service, moment_service, product_service, question_service, terms_service
from scdapp.admission.category_rules import STANDARD, CategoryFacts, WindowFacts
from scdapp.admission.models import Category
from scdapp.admission.product_rules import PriceFacts, ProductFacts
from scdapp.admission.question_rules import QuestionFacts
from scdapp.admission.terms_rules import FeeFacts, TermsFacts
from scdapp.core.db import db
from scdapp.demo import offering
from scdapp.demo.offering import Kind, Ticket
from scdapp.editions.models import Edition, KeyDate
from scdapp.imports.fact_rows import DEADLINES
from scdapp.programme.models import Session

STANDARDS = {facts.name: facts for facts in STANDARD}


def offer(edition: Edition, *, now: datetime) -> None:
    """Terms, categories with windows, products with prices, questions."""
    terms = terms_service.open_terms(edition.id, now=now)
    facts = TermsFacts(
        capacity=offering.CAPACITY,
        changes_close_at=offering.CHANGES_CLOSE,
        seminars_open_at=offering.SEMINARS_OPEN,
        conditions=offering.CONDITIONS,
        conditions_en=offering.CONDITIONS_EN,
        fees=tuple(FeeFacts(until, percent) for until, percent in offering.FEES),
    )
    terms_service.update_terms(edition.id, facts, version=terms.version, now=now)
    categories = {kind.name: _category(edition, kind, now) for kind in offering.KINDS}
    for ticket in offering.TICKETS:
        product_service.create_product(edition.id, _product(edition, ticket, categories), now=now)
    for question in (
        QuestionFacts(
            offering.ROLE, kind="choice", label_en="What do you work with?", choices="\n".join(offering.ROLES)
        ),
        QuestionFacts(offering.HOPE, label_en="What do you hope to take home?"),
    ):
        question_service.create_question(edition.id, question, now=now)
    db.session.flush()


def limit_places(edition: Edition) -> None:
    """A few of the seminars have fewer places than their rooms have chairs."""
    query = select(Session).where(Session.edition_id == edition.id, Session.slug.in_(offering.SMALL))
    for session in db.session.scalars(query):
        session.capacity = offering.SMALL[session.slug]
    db.session.flush()


def _category(edition: Edition, kind: Kind, now: datetime) -> Category:
    known = STANDARDS[kind.name]
    told = {name: getattr(known, name) for name in ("name_en", "counts", "member", "pays", "group_limit")}
    facts = CategoryFacts(
        kind.name,
        description=kind.description,
        capacity=kind.capacity,
        access_code=kind.code,
        listed=kind.listed,
        waitlist=known.waitlist,
        promised_on=offering.PROMISED if known.waitlist else None,
        windows=(WindowFacts(kind.opens, kind.closes),),
        **told,
    )
    before = set(db.session.scalars(select(KeyDate.id).where(KeyDate.edition_id == edition.id)))
    category = category_service.create_category(edition.id, facts, now=now)
    if kind is offering.KINDS[0]:
        _link(category, edition, before, now)
    made = select(KeyDate).where(KeyDate.edition_id == edition.id, KeyDate.id.not_in(before))
    for key_date in db.session.scalars(made):
        key_date.example = True
    db.session.flush()
    return category


def _link(category: Category, edition: Edition, before: set[int], now: datetime) -> None:
    """The key dates that the import knows of are those of the category: no day stands in the calendars twice."""
    known = {one.title: one for one in db.session.scalars(select(KeyDate).where(KeyDate.id.in_(before)))}
    opens, closes, promised = (known.get(DEADLINES[what][0]) for what in ("opens", "closes", "waitlist_answer_by"))
    window = category.windows[0]
    for row, name, there in (
        (window, "opens_key_date_id", opens),
        (window, "closes_key_date_id", closes),
        (category, "promised_key_date_id", promised),
    ):
        made = getattr(row, name)
        if there is not None and made is not None:
            there.owner = moment_service.OWNER
            setattr(row, name, there.id)
            db.session.flush()
            db.session.delete(db.session.get_one(KeyDate, made))
    db.session.flush()
    moment_service.follow(category, now=now)
    if opens is not None:
        opens.note = "Dagen är känd. Klockslaget är ett exempel."


def _product(edition: Edition, ticket: Ticket, categories: dict[str, Category]) -> ProductFacts:
    session_id = db.session.scalar(
        select(Session.id).where(Session.edition_id == edition.id, Session.slug == ticket.session)
    )
    return ProductFacts(
        ticket.name,
        kind=ticket.kind,
        name_en=ticket.name_en,
        description=ticket.description,
        vat_note=offering.MADE_UP,
        capacity=ticket.capacity,
        session_id=session_id if ticket.session else None,
        days=ticket.days,
        prices=tuple(
            _price(categories[name].id, price, ticket.early.get(name)) for name, price in ticket.prices.items()
        ),
    )


def _price(category_id: int, price: int, early: int | None) -> PriceFacts:
    if early is None:
        return PriceFacts(category_id, price * 100)
    return PriceFacts(category_id, price * 100, early * 100, offering.EARLY_UNTIL)
