"""What the board fills in about members."""

from scdapp.accounts.rules import ADDRESS_LENGTH
from scdapp.core.fields import Day, VersionedForm, Words
from scdapp.members.rules import LIMITS, MemberValues


class MemberForm(VersionedForm):
    name = Words("Namn", limit=LIMITS["name"], required=True)
    email = Words("E-postadress", limit=ADDRESS_LENGTH, hint="Dit går kallelsen. Lämna tomt om det inte finns någon.")
    region = Words("Region", limit=LIMITS["region"], hint="Välj en som finns, eller skriv en ny.")
    since = Day("Medlem sedan", hint="Om det är känt.")

    def as_values(self) -> MemberValues:
        """What was typed."""
        return MemberValues(
            name=self.name.data or "",
            email=self.email.data or None,
            region=self.region.data or None,
            since=self.since.data,
        )


class LeavingForm(VersionedForm):
    left_on = Day("Första dagen utan medlemskap", required=True)
