"""A form as a browser would send it: everything that stands in the page's controls, until the test changes it."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    """Reads the controls of the form that posts to `action`."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.inside = False
        self.found: dict[str, str] = {}
        self._select = self._text = ""
        self._chosen = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.inside = given.get("action") == self.action and given.get("method") == "post"
        if not self.inside:
            return
        if tag == "input" and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            self.found[given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._text = given["name"]
            self.found[self._text] = ""
        elif tag == "select":
            self._select, self._chosen = given["name"], False
        elif tag == "option" and self._select and (not self._chosen or "selected" in given):
            self._chosen = True
            self.found[self._select] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.found[self._text] += data


def form(page: str, action: str) -> dict[str, str]:
    """What the form of `page` that posts to `action` would send."""
    reader = _Reader(action)
    reader.feed(page)
    assert reader.found, f"no form posts to {action}"
    # HTML drops the line break that follows <textarea>.
    return {name: value.removeprefix("\r\n").removeprefix("\n") for name, value in reader.found.items()}
