"""The board's page of one meeting's minutes: gathered once, for all the doors that show it again."""

from typing import Any

from flask import render_template

from scdapp.core.errors import Missing
from scdapp.decisions import vocabulary as decided
from scdapp.decisions.hall_models import Officer
from scdapp.meetings import queries as meetings
from scdapp.minutes import canonical, files, formal, queries
from scdapp.minutes import vocabulary as words
from scdapp.minutes.minutes_forms import AddendumForm, AddressForm, Button, PaperForm, ReasonForm
from scdapp.minutes.models import Minutes, Signature
from scdapp.minutes.prose import private, prose


def page(uid: str, **shown: Any) -> str:
    """The page; `shown` are forms that were sent and go back."""
    meeting = meetings.get_meeting(uid)
    minutes = queries.get_minutes(meeting.id)
    written = queries.written(minutes)
    text, inner = minutes.canonical or written.canonical, minutes.internal or written.internal
    sources = queries.sources(meeting, minutes)
    signers = queries.signers(meeting.id)
    left = queries.still_to_sign(minutes) if minutes.sha256 else signers
    adding = shown.get("adding") or AddendumForm(formdata=None)
    adding.offer(list(sources.decisions))
    paper = shown.get("paper") or PaperForm(formdata=None)
    paper.offer(left)
    paper.sha256.data = minutes.sha256
    return render_template(
        "minutes/show.html",
        edition=None,
        meeting=meeting,
        minutes=minutes,
        told=prose(text),
        private=private(inner),
        sha256=canonical.digest(text),
        steps=_steps(minutes),
        state=words.STATES[minutes.state],
        signers=signers,
        signed={one.officer_id: one for one in signatures(minutes)},
        left=left,
        roles=decided.ROLES,
        methods=words.SIGNING_METHODS,
        versions={one.uid: one for one in sources.decisions},
        checks=formal.checks(sources),
        waits=waits(minutes),
        form=shown.get("form") or Button(),
        taking_back=shown.get("taking_back") or ReasonForm(formdata=None),
        addresses=_address_forms(signers, shown),
        paper=paper,
        adding=adding,
        kinds=words.ADDENDUM_KINDS,
        addendum_states=words.ADDENDUM_STATES,
        files=files.addresses(minutes),
    )


def signatures(minutes: Minutes) -> list[Signature]:
    """Those under the text that stands."""
    return [one for one in minutes.signatures if one.signed_sha256 == minutes.sha256]


def waits(minutes: Minutes) -> bool:
    """Whether the minutes or an addendum are with the attesters."""
    return minutes.state == "review" or any(one.state == "review" for one in minutes.addenda)


def officer(uid: str, officer_uid: str) -> Officer:
    """Somebody who signs that meeting's minutes. Raises `Missing`."""
    found = queries.find_officer(officer_uid)
    if found is None or found.meeting_id != meetings.get_meeting(uid).id:
        raise Missing
    return found


def _address_forms(signers: list[Officer], shown: dict[str, Any]) -> dict[str, AddressForm]:
    forms = {
        one.uid: AddressForm(formdata=None, prefix=one.uid, email=one.contact.email if one.contact else "")
        for one in signers
    }
    if shown.get("addressing"):
        forms[shown["addressed"]] = shown["addressing"]
    return forms


def _steps(minutes: Minutes) -> list[tuple[str, str]]:
    """(name, "done", "now" or "coming") of each state."""
    order = list(words.STATES)
    here = order.index(minutes.state)
    return [
        (words.STATES[one], "done" if n < here else "now" if n == here else "coming") for n, one in enumerate(order)
    ]
