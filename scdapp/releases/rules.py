"""When a version may be released."""

from scdapp.core.errors import Refusal

NOTE_AT_MOST = 500


class CollisionsNotAccepted(Refusal):
    """Rooms or speakers are double-booked and nobody has said that it is meant."""


class NothingToRelease(Refusal):
    """The draft is what the public already sees."""


class ReleasedMeanwhile(Refusal):
    """Another organiser released between the preview and the button."""


def ensure_accepted(stopping: int, *, accepted: bool) -> None:
    """Refuses while `stopping` collisions stand that nobody has accepted. Raises `CollisionsNotAccepted`."""
    if stopping and not accepted:
        raise CollisionsNotAccepted(
            "En lokal eller en medverkande är dubbelbokad. Rätta det, eller kryssa i att programmet ska släppas ändå.",
            field="accept_collisions",
        )


def ensure_anything_new(differs: bool) -> None:
    """Refuses a version that shows the public nothing new. Raises `NothingToRelease`."""
    if not differs:
        raise NothingToRelease("Utkastet är likadant som det som redan är släppt. Det finns inget att släppa.")


class AlreadyReleased(Refusal):
    """Deleting would leave a hole in people's calendars, without a reason."""


def ensure_never_on_stage(name: str, released: bool) -> None:
    """Refuses to delete somebody whom a released programme leads to. Raises `AlreadyReleased`."""
    if released:
        raise AlreadyReleased(f"{name} är med i ett släppt program. Sidan och kalendern om hen ska finnas kvar.")


def ensure_never_released(released: bool) -> None:
    """Refuses to delete what the public has seen. Raises `AlreadyReleased`."""
    if released:
        raise AlreadyReleased(
            "Programpunkten har varit släppt och finns i folks kalendrar. Ställ in den, eller ta bort den ur "
            "programmet, så får alla veta det."
        )
