"""What the board fills in to take in a list of members."""

from wtforms import HiddenField

from scdapp.core.carried import ListFile
from scdapp.core.fields import Form, Tick


class ListForm(Form):
    file = ListFile("Fil")


class TakeInForm(Form):
    """The list that was looked at, as it came, signed; and the outcome that was `seen`."""

    packed = HiddenField()
    seen = HiddenField()
    skip_wrong = Tick("Hoppa över raderna med fel")
