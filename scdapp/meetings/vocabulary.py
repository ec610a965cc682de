"""The words of a meeting: what the database says, and what people read. Pure."""

KINDS = {"ordinary": "ordinarie årsmöte", "extra": "extra årsmöte"}
FORMATS = {"physical": "på plats", "digital": "digitalt", "hybrid": "på plats och digitalt"}
STATES = {
    "planned": "planerat",
    "called": "kallat",
    "open": "öppnat",
    "adjourned": "ajournerat",
    "closed": "avslutat",
}
ITEM_KINDS = {
    "formality": "formalia",
    "report": "rapport",
    "decision": "beslut",
    "election": "val",
    "proposition": "proposition",
    "motion": "motion",
    "information": "information",
    "other": "övriga frågor",
}
ITEM_STATES = {"waiting": "väntar", "ongoing": "pågår", "done": "avslutad", "tabled": "bordlagd"}
MOTION_STATES = {"received": "inkommen", "late": "för sent inkommen", "withdrawn": "återkallad"}
# What the board proposes that the meeting does with a motion.
OPINIONS = {
    "approve": "bifalla motionen",
    "reject": "avslå motionen",
    "answered": "anse motionen besvarad",
    "partly": "bifalla motionen delvis",
}
NOTICE_KINDS = {"call": "kallelse", "documents": "handlingar", "motion_reminder": "påminnelse om motioner"}
CHANNELS = {"email": "e-post", "letter": "brev", "website": "webbplatsen", "other": "annat sätt"}
VISIBILITIES = {"internal": "intern", "member": "medlemmar", "public": "offentlig"}
ACCESSIBLE = {"yes": "ja", "no": "nej", "unknown": "okänt"}
DOCUMENT_KINDS = {
    "call": "kallelse",
    "agenda": "dagordning",
    "register": "röstlängd",
    "annual_report": "verksamhetsberättelse",
    "accounts": "ekonomisk berättelse",
    "audit_report": "revisionsberättelse",
    "proposition": "proposition",
    "motion": "motion",
    "plan": "verksamhetsplan och budget",
    "formal_check": "formaliakontroll",
    "signed_page": "undertecknad sida",
    "other": "övrigt",
}
DEADLINES = {
    "motion": "Sista dag för motioner till årsmötet",
    "call": "Sista dag för kallelse till årsmötet",
    "documents": "Sista dag för handlingar till årsmötet",
    "meeting": "Årsmöte",
}
QUORUM_RULES = {
    "none": "inget krav på antal närvarande",
    "number": "minst så många röstberättigade",
    "percent": "minst så stor del av medlemmarna, i procent",
}
MAJORITIES = {
    "plurality": "flest röster",
    "simple": "mer än hälften",
    "two_thirds": "minst två tredjedelar",
    "three_quarters": "minst tre fjärdedelar",
    "unanimous": "alla",
}
TIE_RULES = {
    "casting_vote": "mötesordföranden har utslagsröst",
    "lot": "lotten avgör",
    "rejected": "förslaget faller",
}
UNCHECKED = "standardvärde – kontrollera stadgarna"
