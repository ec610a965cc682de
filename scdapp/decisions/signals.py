"""What decisions tell those above them, inside the same transaction."""

from blinker import Namespace

_decisions = Namespace()

# Something of the meeting's record is about to change: whoever has sealed it refuses. The sender is the meeting.
changing = _decisions.signal("changing")
# A paragraph was opened. The sender is the decision; sent with `by` and `now`.
opened = _decisions.signal("opened")
# A paragraph is about to be decided: whoever finds something missing refuses. Sent with `outcome`, `by` and `now`.
deciding = _decisions.signal("deciding")
