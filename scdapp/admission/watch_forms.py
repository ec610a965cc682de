"""Where to send the letter when it opens."""

from flask_babel import lazy_gettext

from scdapp.accounts.rules import ADDRESS_LENGTH
from scdapp.core.fields import Form, Words


class WatchForm(Form):
    email = Words(lazy_gettext("E-postadress"), limit=ADDRESS_LENGTH, required=True)
