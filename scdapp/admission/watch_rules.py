"""When somebody can ask to be told of an opening. Pure."""

from flask_babel import gettext

from scdapp.admission.catalogue import Group, Stage
from scdapp.admission.models import Category
from scdapp.core.errors import Refusal

AHEAD = ("none", "soon")


def ahead(stage: Stage) -> bool:
    """Whether there is an opening to wait for."""
    return stage.state in AHEAD


def ensure_ahead(stage: Stage) -> None:
    """Refuses when the category is open, or will not open any more."""
    if stage.state == "open":
        raise Refusal(gettext("Anmälan är redan öppen."))
    if not ahead(stage):
        raise Refusal(gettext("Anmälan har stängt."))


def name(group: Group | Category, language: str) -> str:
    """What the category is called in that language."""
    return (group.name_en if language == "en" else None) or group.name
