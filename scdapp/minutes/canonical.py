"""One text for one content: sorted keys, UTF-8, NFC, LF. Whoever writes the same again gets the same hash. Pure."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any


def plain(value: Any) -> Any:
    """`value` as JSON has it: texts in NFC with LF, moments in UTC to the second, days as ISO."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def dumps(value: Any) -> str:
    """The canonical text, with a line feed at its end."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def digest(text: str | bytes) -> str:
    """SHA-256 of a text in UTF-8, or of bytes."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def rewritten(text: str) -> str:
    """A canonical text read and written again: the same, if it is one."""
    return dumps(json.loads(text))
