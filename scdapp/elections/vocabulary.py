"""The words of elections and offices: what the database says, and what people read. Pure."""

POST_KEYS = {
    "chair": "ordförande",
    "vice_chair": "vice ordförande",
    "treasurer": "kassör",
    "secretary": "sekreterare",
    "member": "ledamot",
    "deputy": "suppleant",
    "auditor": "revisor",
    "deputy_auditor": "revisorssuppleant",
    "nomination_convener": "sammankallande i valberedningen",
    "nomination": "valberedning",
    "signatory": "firmatecknare",
}
# Those who sit on the board: eighteen of them, every region among them.
BOARD = ("chair", "vice_chair", "treasurer", "secretary", "member")
# Posts that one person holds at a time.
SINGLE = ("chair",)
ELECTION_STATES = {"nominating": "nominering", "voting": "val pågår", "done": "avgjort"}
NOMINATORS = {"committee": "valberedningen", "member": "en medlem", "board": "riksstyrelsen"}
ELECTED_AS = {"new": "nyval", "again": "omval", "by_election": "fyllnadsval", "unknown": "val"}
# Never why in private.
END_REASONS = {"term": "mandatet gick ut", "resigned": "avgick", "removed": "entledigades", "deceased": "avled"}
# How a term ends before its time, as the board chooses it.
EARLY_ENDS = {
    "resigned": "avgått på egen begäran",
    "removed": "entledigad genom beslut",
    "deceased": "avliden",
}
