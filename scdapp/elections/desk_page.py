"""The page on which the meeting elects, put together."""

from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from scdapp.decisions import count_rules, stage_queries
from scdapp.decisions import queries as decisions
from scdapp.decisions import vocabulary as decision_words
from scdapp.decisions.models import Decision
from scdapp.elections import desk_queries, queries, sentence_rules
from scdapp.elections import vocabulary as words
from scdapp.elections.desk_forms import BallotForm, ConcludeForm, ElectForm, NominateForm, OpenForm, PostForm
from scdapp.elections.models import Candidate, Election
from scdapp.meetings import queries as meetings


def start_page(uid: str) -> Response | str:
    """Straight to the election that is on, else all elections of the meeting."""
    meeting = meetings.get_meeting(uid)
    at = decisions.open_paragraph(meeting.id)
    if at is not None and at.kind == "election":
        return redirect(url_for("election_desk.show", uid=uid, para=at.uid))
    found = queries.elections_in(meeting.id)
    return render_template("elections/index.html", edition=None, meeting=meeting, elections=found, words=words)


def page(uid: str, para: str, *, wrong: str | None = None, typed: Any = None, **forms: Any) -> str:
    """An electing paragraph; forms that were sent keep what was typed."""
    meeting = meetings.get_meeting(uid)
    decision = stage_queries.paragraph_of(meeting, para)
    elections = queries.elections_of([decision.id])
    officers = decisions.officers(meeting.id, ("teller",))
    conclude_form = forms.get("conclude_form") or _conclude_form(decision, elections)
    return render_template(
        "elections/show.html",
        edition=None,
        meeting=meeting,
        decision=decision,
        parts=[_part(one, decision, officers, forms) for one in elections],
        posts=queries.posts(),
        open_form=forms.get("open_form") or open_form(formdata=None),
        post_form=forms.get("post_form") or PostForm(formdata=None),
        conclude_form=conclude_form,
        unnamed=sentence_rules.unnamed(elections, conclude_form.body.data or ""),
        register=decisions.last_register(meeting.id),
        wrong=wrong,
        typed=typed or {},
        field_name=count_rules.field_name,
        labels=count_rules.labels,
        words=decision_words,
        election_words=words,
    )


def _part(election: Election, decision: Decision, officers: list[Any], forms: dict[str, Any]) -> dict[str, Any]:
    """One election of the paragraph: who stands, the rounds that were held, and the one under way."""
    question = f"Val av {election.post.name}"
    rounds = [one for one in decision.rounds if one.question == question]
    counting = next((one for one in rounds if one.final_at is None), None)

    def sent(name: str, fresh: Any) -> Any:
        uid, form = forms.get(name) or (None, None)
        return form if uid == election.uid else fresh

    return {
        "election": election,
        "rounds": [one for one in rounds if one.final_at is not None],
        "counting": counting,
        "sheet": count_rules.sheet(counting, officers) if counting else None,
        "left": election.seats - sum(one.elected for one in election.candidates),
        "standing": standing(election),
        "nominate_form": sent("nominate_form", NominateForm(formdata=None)),
        "elect_form": sent("elect_form", elect_form(election, formdata=None)),
        "ballot_form": sent("ballot_form", ballot_form(election, formdata=None)),
    }


def standing(election: Election) -> list[Candidate]:
    """Those who can still be elected."""
    return [one for one in election.candidates if not one.withdrawn and not one.elected]


def open_form(**rest: Any) -> OpenForm:
    return OpenForm(queries.posts(), desk_queries.ended_early(), **rest)


def elect_form(election: Election, **rest: Any) -> ElectForm:
    """Everybody who stands is ticked when there are seats for them all."""
    who = standing(election)
    left = election.seats - sum(one.elected for one in election.candidates)
    if "formdata" in rest and len(who) <= left:
        rest["candidates"] = [one.uid for one in who]
    return ElectForm(who, **rest)


def ballot_form(election: Election, **rest: Any) -> BallotForm:
    who = standing(election)
    if "formdata" in rest:
        rest["candidates"] = [one.uid for one in who]
    return BallotForm(who, **rest)


def _conclude_form(decision: Decision, elections: list[Election]) -> ConcludeForm:
    body = sentence_rules.body_for(elections, decision.body)
    return ConcludeForm(formdata=None, heading=decision.heading, body=body, version=decision.version)
