"""What releases tell those above them, inside the same transaction."""

from blinker import Namespace

_releases = Namespace()

# A version was made public. Sender: the edition. `before` (the version it follows, or None), `after`, `now`.
released = _releases.signal("released")
