"""What meetings tell those above them, inside the same transaction."""

from blinker import Namespace

_meetings = Namespace()

# An agenda was drafted from the template. The sender is the meeting; sent with `by` and `now`.
agenda_drafted = _meetings.signal("agenda-drafted")
# The meeting is about to be closed: whoever finds something undone refuses. Sent with `by` and `now`.
closing = _meetings.signal("closing")
