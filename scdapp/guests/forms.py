"""What is typed at the log-in page."""

from flask_babel import lazy_gettext

from scdapp.accounts.rules import ADDRESS_LENGTH
from scdapp.core.fields import Form, Words


class LinkForm(Form):
    email = Words(
        lazy_gettext("E-postadress"),
        limit=ADDRESS_LENGTH,
        required=True,
        hint=lazy_gettext("Den adress som anmälan eller bekräftelsen gick till."),
    )


class LoginForm(Form):
    """Only a button."""
