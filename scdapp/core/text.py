"""Text that people type: cleaned before it is stored, made into addresses and into safe HTML."""

import re
import unicodedata
from functools import lru_cache

import nh3
import pyphen
from markdown_it import MarkdownIt
from markupsafe import Markup

# Controls but TAB and LF, line and paragraph separators, marks that turn the direction of text, and halves of
# characters: they break calendar readers (RFC 5545 3.1) or hide what is really said. ZWJ and ZWNJ stay: emoji and
# names need them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_hyphens = pyphen.Pyphen(lang="sv_SE", left=6, right=4)
_LONG_WORD = re.compile(r"[^\W\d_]{14,}")
SOFT_HYPHEN = "\u00ad"


def clean(text: str, *, lines: bool = False) -> str:
    """`text` in NFC without control and direction characters, trimmed; several lines only if `lines`."""
    text = _LINE_ENDS.sub("\n", text)
    if not lines:
        text = re.sub(r"[\n\t]+", " ", text)
    text = _UNWANTED.sub("", text).replace(SOFT_HYPHEN, "")
    return unicodedata.normalize("NFC", text).strip()


def slugify(text: str, *, fallback: str = "utan-namn") -> str:
    """`text` as a part of an address: lower case ASCII, words joined by hyphens, at most 80 characters."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("æ", "ae").replace("ø", "o"))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return "-".join(words)[:80].strip("-") or fallback


def free_slug(wanted: str, taken: set[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3` … if `taken` holds it already."""
    slug, n = wanted, 1
    while slug in taken:
        n += 1
        slug = f"{wanted}-{n}"
    return slug


@lru_cache(maxsize=2048)
def markdown(text: str) -> Markup:
    """CommonMark (with tables) as sanitised HTML: no raw HTML, no scripts, no pictures from elsewhere."""
    html = nh3.clean(_markdown.render(text), tags=nh3.ALLOWED_TAGS - {"img"}, link_rel="noopener nofollow")
    return Markup(html)  # noqa: S704 - sanitised above


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """CommonMark as plain text for calendars: words without marks, links with their address behind."""
    parts: list[str] = []
    href = ""
    for token in _markdown.parse(text):
        for child in token.children or []:
            if child.type in {"text", "code_inline"}:
                parts.append(child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                parts.append("\n")
            elif child.type == "link_open":
                href = str(child.attrGet("href") or "")
            elif child.type == "link_close" and href and parts and parts[-1] != href:
                parts.append(f" ({href})")
        if token.type in {"fence", "code_block"}:
            parts.append(token.content)
        if token.type in {"paragraph_close", "heading_close", "fence", "code_block"}:
            parts.append("\n\n")
        if token.type == "list_item_open":
            parts.append("• ")
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()


@lru_cache(maxsize=8192)
def shy(text: str) -> str:
    """`text` with soft hyphens in its long words: few browsers can hyphenate Swedish by themselves."""
    return _LONG_WORD.sub(lambda word: _hyphens.inserted(word[0], SOFT_HYPHEN), text)
