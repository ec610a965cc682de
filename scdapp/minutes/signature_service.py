"""A signature under a text: the minutes' own or an addendum's."""

from datetime import datetime

from scdapp.core.db import db
from scdapp.decisions.hall_models import Officer
from scdapp.meetings.models import Document
from scdapp.minutes import rules
from scdapp.minutes.models import Addendum, Minutes, Signature


def add(
    under: Minutes | Addendum, officer: Officer, *, sha256: str, method: str, page: Document | None, now: datetime
) -> None:
    """`officer` stands by the text with that hash. Refuses a second signature, and paper without the signed page."""
    rules.ensure_not_signed(officer, under.signatures, sha256)
    rules.ensure_paper(method, page is not None)
    row = Signature(
        minutes_id=under.id if isinstance(under, Minutes) else None,
        addendum_id=under.id if isinstance(under, Addendum) else None,
        officer_id=officer.id,
        name=officer.name,
        role=officer.role,
        method=method,
        document_id=page.id if page else None,
        signed_at=now,
        signed_sha256=sha256,
    )
    db.session.add(row)
    db.session.flush()
    db.session.refresh(under, ["signatures"])
