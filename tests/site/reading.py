"""A page as a visitor without scripts reads it: its words, without tags, hidden parts and the hyphens nobody sees."""

import html
import re
from typing import Any


def words(answer: Any, *, within: str = "main") -> str:
    """The words inside the first `<within>`, one space between them."""
    text = answer.get_data(as_text=True)
    found = re.search(rf"<{within}\b[^>]*>(.*?)</{within}>", text, re.DOTALL)
    assert found is not None, f"no <{within}>"
    shown = re.sub(r"<(\w+)\b[^>]*\shidden>.*?</\1>", " ", found[1], flags=re.DOTALL)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", shown)).replace("\u00ad", "")
    return re.sub(r"\s+([.,;:!?)])", r"\1", " ".join(plain.split()))


def addresses(answer: Any) -> list[str]:
    """Where the links of the page's main part lead, in their order."""
    text = answer.get_data(as_text=True)
    return [html.unescape(one) for one in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', text.partition("<main")[2])]
