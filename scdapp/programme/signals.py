"""What the programme tells those above it, inside the same transaction."""

from blinker import Namespace

_programme = Namespace()

# A year was begun with what another left. The sender is the new edition; sent with `source_id`, `shift` (whole
# weeks), `sessions` (a session there -> its copy here) and `now`.
edition_copied = _programme.signal("edition-copied")
