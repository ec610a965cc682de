"""Secrets that are handed out: random, and known to the database by their fingerprint only."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits as a text that fits into an address and a cookie."""
    return secrets.token_urlsafe(32)


def fingerprint(text: str) -> str:
    """SHA-256 in hexadecimal: what is stored instead of a token, an address or a network."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
