"""What registration tells those above it, inside the same transaction."""

from blinker import Namespace

_registration = Namespace()

# A seat became somebody's: from the form, from the waiting list, by an organiser. `participant`, `now`.
seat_confirmed = _registration.signal("seat-confirmed")
# A seat ended: whatever else the person held with it ends too. `participant`, `now`.
seat_ended = _registration.signal("seat-ended")
# Another person has the seat: what belonged to the one before is not theirs. `participant`, `now`.
seat_transferred = _registration.signal("seat-transferred")
# The days that come with the seat are others. `participant`, `now`.
days_changed = _registration.signal("days-changed")
# Whoever had the seat is taken out of the database: what else there is about them goes too. `participant`, `now`.
holder_erased = _registration.signal("holder-erased")
