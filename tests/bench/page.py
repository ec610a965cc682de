"""What a browser has to fetch to show a page."""

from html.parser import HTMLParser

from tests.bench.server import Server

SHOWN = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        wanted = told.get("href") if tag == "link" and SHOWN.intersection((told.get("rel") or "").split()) else None
        wanted = wanted or (told.get("src") if tag in {"script", "img"} else None)
        if wanted and wanted not in self.addresses:
            self.addresses.append(wanted)


def weight(server: Server, path: str, text: str) -> tuple[int, int]:
    """Bytes over the wire with gzip, and requests: the page at `path`, whose HTML is `text`, and all it shows."""
    parts = _Parts()
    parts.feed(text)
    return sum(server.get(one).size for one in (path, *parts.addresses)), 1 + len(parts.addresses)
