"""What a kind of secret link is. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class LinkKind:
    """One purpose: a token made for another opens nothing.

    `endpoint` takes the token as `token`. Without `lifetime` a link lasts until it is revoked; with `once` the first
    use is the last.
    """

    name: str
    endpoint: str
    lifetime: timedelta | None
    once: bool

    def expiry(self, now: datetime) -> datetime | None:
        """When a link made `now` ends, or None."""
        return now + self.lifetime if self.lifetime else None
