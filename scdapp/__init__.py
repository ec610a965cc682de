"""scdapp: the programme, the calendars and the papers of a yearly conference.

The ladder. A slice may use what stands below it; slices on one rung do not know each other. It is the conference
year from bottom to top:

    app  menus  worker           joins everything; names every page; sends the post and keeps the deadlines
    site  feeds  dashboard  figures  annals
                                 the windows: look at all, change nothing
    demo                         a year to try, with a clock of its own
    imports                      whole years brought in from files
    privacy                      what is held of a person, erasure, and the purge that empties itself
    mailings  checkin  badges  invoicing  intake
                                 letters to many; the door; badges and name lists; invoice basis; lists in and out
    minutes                      what was decided as one text: attested, sealed, mended only by addenda
    elections  focus             who was elected to what and for how long; what the association works for
    decisions                    who may vote, what the meeting decided, how, and counted by whom
    meetings                     the annual meeting until it begins: statutes, agenda, motions, notices, documents
    mine                         "min anmälan": what somebody sees and does who has a seat or made a booking
    seminars  needs              one session a block; what people need to eat and to take part
    registration                 people come: bookings, seats, waiting lists that keep their word
    admission                    who may register when, for what, at which price
    releases                     what the public sees: numbered, immutable pictures of a programme
    programme                    the draft: rooms, blocks, sessions, who is on stage, collisions
    people  guests  members      persons and groups, announced one by one; log-in by mail for those who come; who
                                 belongs to the association
    editions  organisations  outbox
                                 the year, its days and key dates; who pays; the post
    accounts  audit  pictures  places  tokens
                                 who works here; the chain of what happened; what was uploaded; places that can be
                                 taken; secret links
    core                         tools without a word about conferences

Inside a slice, each file optional:

    views, organiser, cli        doors: requests in, answers out; the only ones that know HTTP or a terminal
    forms                        what was typed, checked field by field, handed over as a value
    service                      verbs: lock, load, ask the rules, change. Never commits, never sees a request
    queries                      reads: find_* (or None), get_* (or Missing), plural nouns
    pure files                   rules, conflicts, released, changes, times, ical …: values in, values out
    models                       tables

Seven laws: 1 down by call, up by signal. 2 Windows look, never touch. 3 Doors are private to their slice and `app`.
4 Inside: doors, forms, service, queries, rules, models. 5 The domain does not know HTTP. 6 Rules are pure.
7 One commit a request, in `core.db.transaction`. Laws 1-6 are import-linter contracts in pyproject.toml, the rest
is tests/test_house.py.

Two requests explain the rest. *An organiser moves a session*: `programme.organiser` -> `forms.as_values` ->
`core.db.transaction` -> `service.update_session` (refuses a stale version: EditConflict) -> commit -> 303; the
collisions that follow are facts shown beside it. *A calendar asks for a feed*: `feeds.views` -> `core.kept.answer`
asks one small query whether anything public changed -> 304 or kept bytes; else `releases.queries.current` gives the
immutable release and `feeds.ical` writes it.
"""
