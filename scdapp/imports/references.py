"""What in the file of facts points to what: ids, references, dates and counts, as tables. Pure.

The parts that nothing is brought in from yet (posts, interviews, votes …) are checked here too: a file is right as a
whole or refused.
"""

from collections.abc import Callable, Iterable
from typing import Any

from scdapp.imports import checking
from scdapp.imports.checking import Node, quoted

# Each id once in its list.
IDS = (
    "people",
    "editions",
    "sessions",
    "annual_meetings",
    "focus_areas",
    "abstract_calls",
    "award_votes",
    "documentation",
    "posts",
    "interview_questions",
    "interviews",
    "networks",
    "exhibitors",
    "live_questions",
)

# Where an id stands, and the list that it has to be in. Null points nowhere.
REFERENCES = (
    ("organisation.chair", "people"),
    ("organisation.regions.known[].responsible", "people"),
    ("editions[].next_announced", "editions"),
    ("sessions[].edition", "editions"),
    ("sessions[].speakers[]", "people"),
    ("annual_meetings[].edition", "editions"),
    ("annual_meetings[].elections[].person", "people"),
    ("annual_meetings[].elections[].succeeds", "people"),
    ("annual_meetings[].focus_areas[]", "focus_areas"),
    ("focus_areas[].decided_at", "annual_meetings"),
    ("documentation[].edition", "editions"),
    ("documentation[].session", "sessions"),
    ("documentation[].people[]", "people"),
    ("posts[].edition", "editions"),
    ("posts[].author", "people"),
    ("interviews[].edition", "editions"),
    ("interviews[].people[]", "people"),
    ("interviews[].qa[].question", "interview_questions"),
    ("interviews[].qa[].answers[].person", "people"),
    ("networks[].leads[]", "people"),
    ("exhibitors[].edition", "editions"),
    ("live_questions[].edition", "editions"),
    ("live_questions[].session", "sessions"),
    ("evaluations[].edition", "editions"),
)

DATES = (
    "annual_meetings[].date",
    "abstract_calls[].start",
    "abstract_calls[].end",
    "abstract_calls[].submission_deadline",
    "abstract_calls[].notification_date",
    "abstract_calls[].early_bird_until",
    "award_votes[].vote_opens",
    "award_votes[].vote_closes",
    "award_votes[].ceremony.start",
    "award_votes[].ceremony.end",
    "documentation[].available_from",
    "documentation[].available_until",
    "posts[].date",
    "networks[].meetings[].date",
    "exhibitor_dates_template.items[].date",
)
TIMES = (
    "annual_meetings[].start",
    "networks[].meetings[].start",
    "networks[].meetings[].end",
    "exhibitor_dates_template.items[].time?",
)

# Where it is said which source a fact comes from: `S3:42` is line 42 of source S3.
SOURCES = (
    *("organisation.src[]", "organisation.membership.members[].src[]", "organisation.regions.known[].src[]"),
    *("organisation.board.src[]", "exhibitor_dates_template.src[]", "interviews[].qa[].src[]"),
    *("earlier_editions[].src[]", "evaluations[].src[]"),
    *(f"{name}[].src[]" for name in IDS if name != "interview_questions"),
    *("editions[].field_sources{}[]", "networks[].field_sources{}[]"),
)


def check(root: Node) -> None:
    """Note every id that stands twice, points nowhere, every date that is none and every count that is wrong."""
    for name in IDS:
        checking.unique(_texts(root, f"{name}[].id"))
    for pattern, name in REFERENCES:
        refers(_texts(root, pattern), to=_ids(root, name), called=name)
    for pattern in DATES:
        for node in checking.found(root, pattern):
            node.maybe(Node.day)
    for pattern in TIMES:
        for node in checking.found(root, pattern):
            node.maybe(Node.clock_time)
    _check_sources(root)
    _check_inner(root)
    counts(root, COUNTS)


def refers(nodes: Iterable[Node], *, to: Iterable[str], called: str) -> None:
    """Note every node whose text is not among `to`, the ids of the list `called`."""
    known = set(to)
    for node in nodes:
        if node.value not in known:
            node.wrong(f"{quoted(node.value)} finns inte i {called}")


def counts(root: Node, known: dict[str, Callable[[Node], int]]) -> None:
    """Note every number in `meta.counts` that is not what is there."""
    told = root["meta"]["counts"]
    for name in told.value if isinstance(told.value, dict) else ():
        node = told[name]
        if isinstance(node.value, dict):
            continue
        if name not in known:
            node.wrong("det är inte känt vad som ska räknas här")
        elif node.whole(0) != (there := known[name](root)):
            node.wrong(f"säger {quoted(node.value)}, men det finns {there}")


def counted(pattern: str, keep: Callable[[Node], bool] = lambda _: True) -> Callable[[Node], int]:
    """A counter of what lies along `pattern`."""
    return lambda root: sum(1 for node in checking.found(root, pattern) if keep(node))


def _texts(root: Node, pattern: str) -> list[Node]:
    """What lies along `pattern` and is not null; whatever is no text is noted."""
    nodes = [node for node in checking.found(root, pattern) if node.value not in (None, checking.MISSING)]
    return [node for node in nodes if node.text(200)]


def _ids(root: Node, name: str) -> list[str]:
    return [node.value for node in checking.found(root, f"{name}[].id") if isinstance(node.value, str)]


def _check_sources(root: Node) -> None:
    told = root["meta"]["sources"]
    known = told.value if isinstance(told.value, dict) else {}
    for pattern in SOURCES:
        for node in _texts(root, pattern):
            if node.value.partition(":")[0] not in known:
                node.wrong(f"{quoted(node.value)} finns inte i meta.sources")


def _check_inner(root: Node) -> None:
    """References that stay inside one record: nominees to categories, those who answer to those interviewed."""
    for vote in checking.found(root, "award_votes[]"):
        checking.unique(_texts(vote, "categories[].id"))
        checking.unique(_texts(vote, "nominees[].id"))
        categories = _ids(vote, "categories")
        refers(_texts(vote, "nominees[].categories[]"), to=categories, called=f"{vote.path}.categories")
    for interview in checking.found(root, "interviews[]"):
        people = [node.value for node in _texts(interview, "people[]")]
        refers(_texts(interview, "qa[].answers[].person"), to=people, called=f"{interview.path}.people")
        told = interview["attendance"].value
        for person in told if isinstance(told, dict) else ():
            if person not in people:
                interview["attendance"].wrong(f"{quoted(person)} finns inte i {interview.path}.people")


def _from_documents(edition: Node) -> bool:
    return any(str(node.value).startswith("S") for node in checking.found(edition, "src[]"))


def _interviewed(root: Node) -> int:
    return len({str(node.value) for node in checking.found(root, "interviews[].people[]")})


COUNTS: dict[str, Callable[[Node], Any]] = {
    **{name: counted(f"{name}[]") for name in (*IDS, "earlier_editions", "evaluations")},
    "interviewed_people": _interviewed,
    "interview_question_blocks": counted("interviews[].qa[]"),
    "interview_answers": counted("interviews[].qa[].answers[]"),
    "award_nominees": counted("award_votes[].nominees[]"),
    "editions_in_seed_documents": counted("editions[]", _from_documents),
}
