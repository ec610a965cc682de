"""The year's own questions."""

import pytest
from flask import Flask

from scdapp.admission import queries
from scdapp.admission import question_service as service
from scdapp.admission.models import Question
from scdapp.admission.question_rules import QuestionFacts
from scdapp.core.db import db, transaction
from scdapp.core.errors import EditConflict, Refusal
from scdapp.editions.models import Edition
from scdapp.registration.rules import PersonWish
from tests.factories import THEN, make_booking, make_category, make_edition, make_terms

BUS = QuestionFacts("Vilken buss?", kind="choice", choices=" 18.00 \n\n18.30", choices_en="6 pm\n6.30 pm")


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = make_edition()
    make_terms(edition)
    return edition


def add(edition: Edition, facts: QuestionFacts = BUS) -> Question:
    with transaction():
        return service.create_question(edition.id, facts, now=THEN)


def test_it_is_put_to_those_it_is_for(edition: Edition) -> None:
    asked, other = make_category(edition), make_category(edition, "Student")
    add(edition, QuestionFacts("Till en", category_ids=frozenset({asked.id})))
    add(edition, QuestionFacts("Till alla", required=True))
    groups = queries.get_catalogue(edition.id).by_id
    assert [ask.label for ask in groups[asked.id].asks] == ["Till en", "Till alla"]
    assert [ask.label for ask in groups[other.id].asks] == ["Till alla"]


def test_answers_to_choose_from_are_lines(edition: Edition) -> None:
    make_category(edition)
    add(edition)
    (ask,) = queries.get_catalogue(edition.id).groups[0].asks
    assert (ask.choices, ask.choices_en) == (("18.00", "18.30"), ("6 pm", "6.30 pm"))


UNSOUND = [
    (QuestionFacts(None), "label", "Skriv vad du frågar."),
    (QuestionFacts("X", kind="essay"), "kind", "Välj hur frågan besvaras."),
    (
        QuestionFacts("X", kind="several", choices="Ett"),
        "choices",
        "Skriv minst två svar att välja bland, ett på varje rad.",
    ),
    (QuestionFacts("X", kind="choice", choices="Ja\nja"), "choices", "Samma svar står två gånger."),
    (QuestionFacts("X", kind="choice", choices="a" * 121 + "\nb"), "choices", "Ett svar har högst 120 tecken."),
    (
        QuestionFacts("X", kind="choice", choices="Ja\nNej", choices_en="Yes"),
        "choices_en",
        "Skriv lika många svar på engelska, i samma ordning, eller inga alls.",
    ),
    (
        QuestionFacts("X", category_ids=frozenset({99})),
        "category_ids",
        "En av kategorierna finns inte längre. Öppna sidan på nytt.",
    ),
]


@pytest.mark.parametrize(("facts", "field", "sentence"), UNSOUND)
def test_what_cannot_be_is_refused_beside_the_field(
    edition: Edition, facts: QuestionFacts, field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        add(edition, facts)
    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)


def test_a_question_is_changed_but_not_how_it_is_answered(edition: Edition) -> None:
    category = make_category(edition)
    question = add(edition)
    facts = QuestionFacts("Buss?", kind="text", choices="A\nB", category_ids=frozenset({category.id}))
    for _ in range(2):  # the same category twice is one row
        with transaction():
            service.update_question(question.id, facts, version=question.version)
        db.session.refresh(question)
    assert (question.label, question.kind, question.version) == ("Buss?", "choice", 3)
    with pytest.raises(EditConflict), transaction():
        service.update_question(question.id, facts, version=1)


def test_what_somebody_has_answered_is_withdrawn_not_deleted(edition: Edition) -> None:
    category = make_category(edition)
    answered, other = add(edition, QuestionFacts("Hur många?")), add(edition, QuestionFacts("Varför?"))
    make_booking(category, PersonWish("Åsa", "asa@kommun.example", answers={answered.id: "två"}))
    with pytest.raises(Refusal, match="”Hur många\\?” har besvarats"), transaction():
        service.delete_question(answered.id, version=1)
    with transaction():
        service.withdraw_question(answered.id)
        service.delete_question(other.id, version=1)
    assert queries.get_catalogue(edition.id).groups[0].asks == ()
    assert [one.label for one in queries.questions(edition.id)] == ["Hur många?"]
