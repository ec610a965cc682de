"""The screen of the meeting, put together: where we are, the paragraph at hand, and what was typed."""

from typing import Any

from flask import render_template

from scdapp.decisions import count_rules, queries, roll_rules, stage_queries, stage_rules
from scdapp.decisions import vocabulary as words
from scdapp.decisions.models import Decision
from scdapp.decisions.stage_forms import OfficerForm, ParagraphForm
from scdapp.decisions.voice_forms import DissentForm, MoveForm, RecusalForm
from scdapp.decisions.vote_forms import CountForm, HearForm, TieForm
from scdapp.meetings import queries as meetings
from scdapp.meetings.models import AnnualMeeting

CHANGED = "Någon annan ändrade paragrafen just nu. Läs den, och gör om det om det fortfarande är rätt."


def page(uid: str, paragraph: str | None = None, *, typed: Any = None, wrong: str | None = None, **more: Any) -> str:
    """The screen at a paragraph, or at the one that is open; `typed` keeps what was typed into a sheet of votes."""
    meeting = meetings.get_meeting(uid)
    items = meetings.agenda(meeting.id)
    if paragraph is not None:
        decision: Decision | None = stage_queries.paragraph_of(meeting, paragraph)
    else:
        decision = queries.open_paragraph(meeting.id)
    rail = stage_queries.rail(meeting.id, items)
    motions = meetings.motions(meeting.id)
    officers = queries.officers(meeting.id)
    waiting = next((one for stop in rail for one in stop.taken if one.outcome is None), None)
    return render_template(
        "decisions/stage.html",
        edition=None,
        meeting=meeting,
        place=stage_queries.place(meeting),
        # An earlier paragraph that somebody looked up stays on the screen.
        at_hand=paragraph is None or (waiting is not None and decision is not None and waiting.uid == decision.uid),
        rail=rail,
        waiting=waiting,
        up=stage_rules.next_up(items, motions, stage_queries.taken_motions(meeting.id)),
        decision=decision,
        officers=officers,
        register=queries.last_register(meeting.id),
        inside=stage_queries.inside(meeting.id),
        wrong=wrong,
        words=words,
        **(_paragraph(meeting, decision, officers, typed, more) if decision else {}),
    )


def _paragraph(
    meeting: AnnualMeeting, decision: Decision, officers: list[Any], typed: Any, more: dict[str, Any]
) -> dict[str, Any]:
    """What belongs to the paragraph at hand. Forms that were not sent stand as they open."""
    key = decision.item.template_key if decision.item else None
    tellers = [one for one in officers if one.role == "teller"]
    counting = next((one for one in decision.rounds if one.final_at is None), None)
    forms: dict[str, Any] = {
        "form": more.get("form") or ParagraphForm.of(decision),
        "officer_form": more.get("officer_form") or OfficerForm(formdata=None, role=_first_role(key)),
        "move_form": more.get("move_form") or MoveForm(decision, formdata=None),
        "dissent_form": more.get("dissent_form") or DissentForm(formdata=None),
        "recusal_form": more.get("recusal_form") or RecusalForm(formdata=None),
        "hear_form": more.get("hear_form") or HearForm(formdata=None),
        "count_form": more.get("count_form") or CountForm(formdata=None),
        "tie_form": more.get("tie_form") or TieForm(formdata=None),
    }
    if decision.kind == "statute_change":
        forms["form"].offer_first_readings(queries.first_readings(meeting))
    return forms | {
        "differences": more.get("differences"),
        "facts": stage_rules.facts(decision, stage_queries.known(meeting, decision)),
        "usual": stage_rules.usual_outcome(decision),
        "voted": stage_rules.voted_round(decision),
        "choosing": stage_rules.CHOOSING.get(key or "", ()),
        "counting": counting,
        "sheet": count_rules.sheet(counting, tellers) if counting else None,
        "typed": typed or {},
        "field_name": count_rules.field_name,
        "labels": count_rules.labels,
        "is_called": roll_rules.is_called,
        "named": {one.number: roll_rules.in_words(roll_rules.sums_of(one)) for one in decision.rounds if one.names},
        "misnamed": roll_rules.disagreement(counting) if counting else None,
    }


def _first_role(key: str | None) -> str:
    roles = stage_rules.CHOOSING.get(key or "", ("chair",))
    return "both" if len(roles) > 1 else roles[0]
