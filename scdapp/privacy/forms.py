"""The one tick before everything is gone."""

from flask_babel import lazy_gettext
from wtforms.validators import InputRequired

from scdapp.core.fields import Form, Tick


class ErasureForm(Form):
    sure = Tick(
        lazy_gettext("Jag förstår att mina platser avbokas och att det inte går att ångra."),
        validators=[InputRequired(lazy_gettext("Kryssa i rutan om du vill radera allt."))],
    )
