"""A page as somebody reads it."""

import re


def text(page: str) -> str:
    """What is read on the page, in one line."""
    body = page[page.index("<main") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xad", "")


def said(page: str) -> list[str]:
    """The sentences beside the fields."""
    return re.findall(r'<p class="error"[^>]*>([^<]+)</p>', page)
