"""What admission tells those above it, inside the same transaction."""

from blinker import Namespace

_admission = Namespace()

# A capacity was raised: whoever waits may be offered a place. Sent with `edition_id` and `now`.
places_added = _admission.signal("places-added")
