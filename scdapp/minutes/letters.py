"""The letter to those who attest, and the link in it. Pure."""

from datetime import timedelta

from scdapp.outbox.letters import Letter, Wording
from scdapp.tokens.rules import LinkKind

# Opens what an officer of a meeting is asked to attest: the minutes, later perhaps an addendum.
ATTEST = LinkKind("attest", endpoint="attesting.show", lifetime=timedelta(days=180), once=False)
LINK_KINDS = (ATTEST,)

ASKED = Letter(
    name="attest_minutes",
    title="Till den som ska justera ett protokoll",
    sv=Wording(
        "Protokoll att justera: {mote}",
        "Hej {namn}!\n\n"
        "{text} från {mote} är klart att justeras. Du är {uppdrag}.\n\n"
        "Läs hela texten här. Stämmer den justerar du den med en knapp. Stämmer den inte skickar du tillbaka den "
        "och skriver vad som är fel:\n"
        "{justera}\n\n"
        "Länken är personlig. Ge den inte vidare.\n",
    ),
    en=Wording(
        "Minutes to attest: {mote}",
        "Hello {namn},\n\n"
        "{text} of {mote} can be attested now. You are {uppdrag}.\n\n"
        "Read the whole text here. If it is right, attest it with a button. If not, send it back and say what is "
        "wrong:\n"
        "{justera}\n\n"
        "The link is personal. Please do not pass it on.\n",
    ),
    values={
        "namn": "mottagarens namn",
        "mote": "mötet, till exempel ordinarie årsmöte 2024",
        "uppdrag": "mötesordförande, mötessekreterare eller justerare",
        "text": "vad som ska justeras, till exempel Protokollet",
    },
    links={"justera": "länk till texten"},
)
LETTERS = (ASKED,)
