"""Every id in the facts is unique, every reference leads somewhere, every count is what is there."""

from typing import Any

import pytest

from tests.imports.files import del_, wrong_facts

PLACES = [
    ("organisation.chair", "people"),
    ("organisation.regions.known.0.responsible", "people"),
    ("editions.1.next_announced", "editions"),
    ("sessions.12.edition", "editions"),
    ("sessions.12.speakers.0", "people"),
    ("annual_meetings.0.edition", "editions"),
    ("annual_meetings.0.elections.0.person", "people"),
    ("annual_meetings.0.elections.0.succeeds", "people"),
    ("annual_meetings.2.focus_areas.1", "focus_areas"),
    ("focus_areas.3.decided_at", "annual_meetings"),
    ("documentation.0.edition", "editions"),
    ("documentation.0.session", "sessions"),
    ("documentation.7.people.2", "people"),
    ("posts.1.edition", "editions"),
    ("posts.3.author", "people"),
    ("interviews.0.edition", "editions"),
    ("interviews.0.qa.0.question", "interview_questions"),
    ("networks.0.leads.1", "people"),
    ("exhibitors.0.edition", "editions"),
    ("live_questions.0.edition", "editions"),
    ("live_questions.0.session", "sessions"),
    ("evaluations.0.edition", "editions"),
]


def _shown(path: str) -> str:
    steps = path.split(".")
    return steps[0] + "".join(f"[{step}]" if step.isdecimal() else f".{step}" for step in steps[1:])


@pytest.mark.parametrize(("path", "called"), PLACES)
def test_a_reference_that_leads_nowhere_is_told(path: str, called: str) -> None:
    assert f'{_shown(path)}: "ingen-alls" finns inte i {called}' in wrong_facts((path, "ingen-alls"))


@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        ("people.5.id", "monica-persson", 'people[5].id: "monica-persson" finns redan i people[0].id'),
        ("sessions.5.id", "scd2017-hartman", 'sessions[5].id: "scd2017-hartman" finns redan i sessions[1].id'),
        ("posts.4.id", "forsa-nassw", 'posts[6].id: "forsa-nassw" finns redan i posts[4].id'),
        ("editions.0.src.0", "S9:1", 'editions[0].src[0]: "S9:1" finns inte i meta.sources'),
        (
            "editions.0.field_sources.city.0",
            "W99",
            'editions[0].field_sources.city[0]: "W99" finns inte i meta.sources',
        ),
        (
            "interviews.0.qa.0.answers.0.person",
            "dick-harrison",
            'interviews[0].qa[0].answers[0].person: "dick-harrison" finns inte i interviews[0].people',
        ),
        ("interviews.0.attendance", {"x": "ja"}, 'interviews[0].attendance: "x" finns inte i interviews[0].people'),
        (
            "award_votes.0.nominees.0.categories.0",
            "x",
            'award_votes[0].nominees[0].categories[0]: "x" finns inte i award_votes[0].categories',
        ),
        (
            "award_votes.0.vote_opens",
            "i oktober",
            'award_votes[0].vote_opens: "i oktober" är inget datum (skriv så här: 2024-10-02)',
        ),
        ("posts.2.date", 2023, "posts[2].date: ska vara text, inte ett tal"),
        (
            "networks.0.meetings.0.start",
            "15",
            'networks[0].meetings[0].start: "15" är inget klockslag (skriv så här: 10:15)',
        ),
        ("posts", None, "posts: ska vara en lista, inte null"),
        ("networks", del_, "networks: saknas"),
        ("meta.counts.people", 54, "meta.counts.people: säger 54, men det finns 55"),
        ("meta.counts.interview_answers", 48, "meta.counts.interview_answers: säger 48, men det finns 47"),
        ("meta.counts.interviewed_people", 12, "meta.counts.interviewed_people: säger 12, men det finns 13"),
        ("meta.counts.people", "55", "meta.counts.people: ska vara ett heltal, inte text"),
        ("meta.counts.tidningar", 3, "meta.counts.tidningar: det är inte känt vad som ska räknas här"),
        ("people.+", None, "people[55]: ska vara ett objekt, inte null"),
    ],
)
def test_every_part_of_the_file_is_checked(path: str, value: Any, wrong: str) -> None:
    assert wrong in wrong_facts((path, value))
