"""The words of the minutes: what the database says, and what people read. Pure."""

STATES = {
    "draft": "utkast",
    "review": "under justering",
    "attested": "justerat",
    "published": "publicerat",
}
FINAL = ("attested", "published")
SIGNING_METHODS = {"app": "bekräftat här", "paper": "underskrift på papper"}
ADDENDUM_KINDS = {"correction": "rättelse", "addition": "tillägg"}
ADDENDUM_STATES = {"draft": "utkast", "review": "under justering", "attested": "justerat"}
