"""The words of a decision: what the database says, and what people read. Pure."""

CAPACITIES = {"member": "medlem", "coopted": "adjungerad", "guest": "gäst", "official": "funktionär"}
ROLES = {
    "chair": "mötesordförande",
    "secretary": "mötessekreterare",
    "attester": "justerare",
    "teller": "rösträknare",
}
DECISION_KINDS = {
    "decision": "beslut",
    "election": "val",
    "procedural": "formalia",
    "statute_change": "stadgeändring",
    "discharge": "ansvarsfrihet",
    "information": "utan beslut",
}
OUTCOMES = {
    "approved": "bifall",
    "rejected": "avslag",
    "partly": "delvis bifall",
    "tabled": "bordlagt",
    "remitted": "återremitterat",
    "answered": "besvarat",
    "dropped": "utgår",
    "filed": "lagt till handlingarna",
    "fixed": "fastställt",
    "accepted": "godkänt",
    "elected": "valt",
    "noted": "antecknat",
}
# What comes back on the agenda of the next meeting.
UNFINISHED = ("tabled", "remitted")
METHODS = {
    "acclamation": "acklamation",
    "unanimous": "enhälligt",
    "trial_vote": "försöksvotering",
    "count": "rösträkning",
    "division": "votering",
    "roll_call": "namnupprop",
    "secret": "sluten omröstning",
}
# Those in which votes are counted, and so counted against a register.
COUNTED = ("count", "division", "roll_call", "secret")
UNCOUNTED = ("acclamation", "unanimous")
# What is answered at a roll call, and kept by name.
NAMED_VOTES = {"for": "ja", "against": "nej", "abstained": "avstår"}
CLAUSE_OUTCOMES = {
    "approved": "bifall",
    "rejected": "avslag",
    "tabled": "bordlagd",
    "remitted": "återremitterad",
    "dropped": "förfallen",
}
PROPOSAL_KINDS = {
    "proposal": "yrkande",
    "amendment": "ändringsyrkande",
    "rejection": "avslagsyrkande",
    "remit": "yrkande om återremiss",
    "table": "yrkande om bordläggning",
    "point_of_order": "ordningsfråga",
}
PROPOSAL_STATES = {"open": "ställt", "approved": "bifallet", "rejected": "avslaget", "withdrawn": "återtaget"}
RESULTS = {
    "approved": "bifall",
    "rejected": "avslag",
    "tie": "lika röstetal",
    "elected": "valda",
    "undecided": "ingen fick tillräckligt många röster",
}
DISSENT_KINDS = {
    "reservation": "reservation",
    "note": "protokollsanteckning",
    "statement": "särskilt yttrande",
}
# Why somebody took no part: a code, never a private reason.
RECUSAL_REASONS = {
    "discharge": "ansvarsfrihet för det egna uppdraget",
    "own_interest": "saken rör personen själv",
    "related": "saken rör en närstående",
    "employer": "saken rör arbetsgivaren",
}
FOLLOW_UP_STATES = {"open": "inte påbörjat", "ongoing": "pågår", "done": "klart", "dropped": "avskrivet"}
