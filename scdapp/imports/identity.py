"""Ids that a second run finds again, whatever an organiser has written over the names and titles since."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f1e3b52-0d0b-5d0e-9b0e-2f6f3c1c7a11")


def uid(kind: str, *keys: str) -> str:
    """The uid of what the files call `keys`. The same in every installation (RFC 9562 5.5)."""
    return str(uuid5(NAMESPACE, ":".join((kind, *keys))))
