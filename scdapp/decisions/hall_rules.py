"""Who may be what at a meeting. Pure."""

from collections.abc import Iterable

from scdapp.core.errors import Refusal
from scdapp.decisions.hall_models import Officer

LEADING = ("chair", "secretary")
# Those whom the minutes need.
SIGNING = ("chair", "secretary", "attester")


def ensure_compatible(role: str, name: str, officers: Iterable[Officer]) -> None:
    """Refuses an attester who leads or writes, the reverse, and a second chair or secretary."""
    known = list(officers)
    if role in LEADING and any(one.role == role for one in known):
        raise Refusal("Mötet har redan valt till det uppdraget. Ta bort den förra först.", field="role")
    same = {one.role for one in known if one.name.casefold() == name.casefold()}
    if role in same:
        raise Refusal("Personen är redan vald till det uppdraget.", field="name")
    if (role == "attester" and same & set(LEADING)) or (role in LEADING and "attester" in same):
        raise Refusal("En justerare kan inte vara mötesordförande eller mötessekreterare.", field="name")


def ensure_complete(officers: Iterable[Officer], attesters: int) -> None:
    """Refuses minutes without chair, secretary and as many attesters as the statutes want."""
    roles = [one.role for one in officers]
    if "chair" not in roles or "secretary" not in roles:
        raise Refusal("Anteckna vem som var mötesordförande och mötessekreterare.")
    if roles.count("attester") < attesters:
        raise Refusal(f"Mötet ska välja {attesters} justerare. {roles.count('attester')} är antecknade.")
