"""What organisers fill in to take in a list."""

from wtforms import HiddenField

from scdapp.admission.catalogue import Group
from scdapp.core.carried import ListFile
from scdapp.core.fields import Choice, Form, Tick


class ListForm(Form):
    """A file, and the category of rows that name none."""

    file = ListFile("Fil")
    category = Choice("Kategori för rader som inte anger någon", empty="ingen: varje rad ska ange sin")

    def offer(self, groups: tuple[Group, ...]) -> None:
        """Set the categories."""
        self.category.offer([(one.slug, one.name) for one in groups])


class TakeInForm(Form):
    """The list that was looked at, as it came, signed: it lies nowhere but in the page."""

    packed = HiddenField()
    category = HiddenField()
    may_wait = Tick("Ställ dem som inte får plats på reservlistan")
    skip_wrong = Tick("Hoppa över raderna med fel")
