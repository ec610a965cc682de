"""What the board fills in about a point of the agenda."""

from scdapp.core.fields import Choice, Prose, VersionedForm, Whole, Words
from scdapp.meetings import agenda_rules
from scdapp.meetings import vocabulary as words
from scdapp.meetings.agenda_rules import ItemFacts

LIMITS = agenda_rules.LIMITS


class ItemForm(VersionedForm):
    title = Words("Rubrik", limit=LIMITS["title"], required=True)
    kind = Choice("Sort")
    presenter = Words("Föredragande", limit=LIMITS["presenter"])
    planned_minutes = Whole("Minuter", most=600)
    sentence = Prose(
        "Mening att börja från i protokollet",
        limit=LIMITS["sentence"],
        hint="Sekreteraren ändrar den när beslutet är fattat. N.N. där ett namn ska stå.",
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.kind.offer(list(words.ITEM_KINDS.items()))

    def as_facts(self) -> ItemFacts:
        """What was typed."""
        return ItemFacts(
            title=self.title.data or None,
            kind=self.kind.data or "",
            presenter=self.presenter.data or None,
            planned_minutes=self.planned_minutes.data,
            sentence=self.sentence.data or None,
        )
