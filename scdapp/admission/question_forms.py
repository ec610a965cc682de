"""What organisers type about a question."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from scdapp.admission import queries
from scdapp.admission import question_rules as rules
from scdapp.admission.models import Question
from scdapp.admission.question_rules import QuestionFacts
from scdapp.core.fields import Prose, Several, Tick, VersionedForm, Words


class QuestionForm(VersionedForm):
    label = Words("Fråga", limit=rules.LIMITS["label"], required=True, hint="Till exempel: Vilken buss tar du?")
    label_en = Words("Fråga på engelska", limit=rules.LIMITS["label_en"])
    hint = Words("Förklaring", limit=rules.LIMITS["hint"])
    hint_en = Words("Förklaring på engelska", limit=rules.LIMITS["hint_en"])
    choices = Prose(
        "Svar att välja bland",
        limit=rules.LIMITS["choices"],
        hint="Ett på varje rad. Bara när man väljer bland svar.",
    )
    choices_en = Prose(
        "Svaren på engelska", limit=rules.LIMITS["choices_en"], hint="Lika många, i samma ordning, eller inga alls."
    )
    required = Tick("Måste besvaras")
    category_ids = Several("Ställs till", coerce=int, hint="Ingen vald betyder alla.")

    def offer(self, edition_id: int) -> None:
        """Set which categories can be asked."""
        self.category_ids.offer([(one.id, one.name) for one in queries.categories(edition_id)])

    def as_facts(self, kind: str) -> QuestionFacts:
        """What was typed, as a value."""
        return QuestionFacts(
            **{name: self[name].data for name in rules.PLAIN},
            kind=kind,
            category_ids=frozenset(self.category_ids.data or ()),
        )


class NewQuestionForm(QuestionForm):
    kind = RadioField(
        "Hur besvaras den?",
        choices=rules.KINDS,
        default="text",
        validators=[InputRequired("Välj hur frågan besvaras.")],
    )


def new_question_form(edition_id: int) -> NewQuestionForm:
    """An empty form, and what was typed."""
    form = NewQuestionForm()
    form.offer(edition_id)
    return form


def question_form(question: Question, *, saved_only: bool = False) -> QuestionForm:
    """The form filled from `question`, then with what was typed unless `saved_only`."""
    data = {name: getattr(question, name) for name in ("version", *rules.PLAIN)}
    data["category_ids"] = [one.category_id for one in question.categories]
    form = QuestionForm(formdata=None, data=data) if saved_only else QuestionForm(data=data)
    form.offer(question.edition_id)
    return form
