"""The one thing that is asked for in the demo's page: what time it should be."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from scdapp.core.fields import REQUIRED, Form, Moment


class TimeForm(Form):
    moment = Moment(_("Dag och klockslag"), required=True)

    def chosen(self) -> datetime | None:
        """The moment that was typed, or None with the reason beside the field."""
        if self.validate() and self.moment.data is None:
            self.refuse("moment", str(REQUIRED))
        return None if self.errors else self.moment.data
