"""Verbs on the year's own questions. What has been answered is withdrawn, not deleted; its kind is decided once."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from scdapp.admission import queries
from scdapp.admission import question_rules as rules
from scdapp.admission.models import Category, Question, QuestionCategory
from scdapp.admission.question_rules import QuestionFacts
from scdapp.admission.terms_service import alone
from scdapp.core import order
from scdapp.core.db import db, locked
from scdapp.core.errors import Missing


def create_question(edition_id: int, facts: QuestionFacts, *, now: datetime) -> Question:
    """A new question, last in order. Refuses facts that are not sound. Raises `Missing` before the year's terms."""
    alone(edition_id)
    facts = _checked(edition_id, facts)
    position = order.next_position(queries.questions(edition_id))
    question = Question(edition_id=edition_id, kind=facts.kind, position=position, created_at=now)
    _write(question, facts)
    db.session.add(question)
    db.session.flush()
    return question


def update_question(question_id: int, facts: QuestionFacts, *, version: int) -> None:
    """Change a question; the kind stays, and answers that were given stay as they are.

    Refuses facts that are not sound. Raises `EditConflict`.
    """
    question = locked(Question, question_id, version=version)
    _write(question, _checked(question.edition_id, facts))
    question.version += 1
    db.session.flush()


def move_question(edition_id: int, question_id: int, *, step: int) -> None:
    """Ask it `step` places later (earlier if negative)."""
    alone(edition_id)
    there = queries.questions(edition_id)
    moved = next((one for one in there if one.id == question_id), None)
    if moved is None:
        raise Missing
    order.move(there, moved, step=step)
    db.session.flush()


def withdraw_question(question_id: int) -> None:
    """Ask it no more. The answers stay."""
    _set_withdrawn(question_id, withdrawn=True)


def restore_question(question_id: int) -> None:
    """Ask it again."""
    _set_withdrawn(question_id, withdrawn=False)


def _set_withdrawn(question_id: int, *, withdrawn: bool) -> None:
    question = locked(Question, question_id)
    if question.withdrawn != withdrawn:
        question.withdrawn = withdrawn
        question.version += 1
    db.session.flush()


def delete_question(question_id: int, *, version: int) -> None:
    """Remove a question that nobody has answered. Refuses when somebody has. Raises `EditConflict`."""
    question = locked(Question, question_id, version=version)
    label = question.label
    try:
        with db.session.begin_nested():
            db.session.delete(question)
    except IntegrityError as error:
        raise rules.answered(label) from error


def _checked(edition_id: int, facts: QuestionFacts) -> QuestionFacts:
    ids = db.session.scalars(select(Category.id).where(Category.edition_id == edition_id)).all()
    return rules.checked(facts, categories=ids)


def _write(question: Question, facts: QuestionFacts) -> None:
    for name in rules.PLAIN:
        setattr(question, name, getattr(facts, name))
    standing = {one.category_id: one for one in question.categories}
    ids = sorted(facts.category_ids)
    question.categories = [standing.get(key) or QuestionCategory(category_id=key) for key in ids]
