"""A PDF as somebody hears it: its structure tree in order, each tag with the words under it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

Spoken = dict[int, str]


@dataclass(frozen=True)
class Heard:
    """A tag and what is read out under it; `within` are the tags that it stands in, outermost first."""

    tag: str
    text: str
    within: tuple[str, ...]


def heard(pdf: bytes) -> list[Heard]:
    """The tags of the document that hold words themselves, in the order in which they are read out."""
    reader = PdfReader(io.BytesIO(pdf))
    spoken = {page.indirect_reference.idnum: _spoken(page) for page in reader.pages if page.indirect_reference}
    return list(_under(reader.trailer["/Root"]["/StructTreeRoot"], (), None, spoken))


def _under(node: Any, within: tuple[str, ...], page: int | None, spoken: dict[int, Spoken]) -> Iterator[Heard]:
    node = node.get_object()
    if "/Pg" in node:
        page = node.raw_get("/Pg").idnum
    tag = str(node.get("/S", ""))
    inside = (*within, tag) if tag else within
    words: list[str] = []
    for kid in _kids(node):
        one = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(one, int):
            words.append(spoken[page or 0].get(int(one), ""))
        elif one.get("/Type") == "/MCR":
            where = one.raw_get("/Pg").idnum if "/Pg" in one else page
            words.append(spoken[where or 0].get(int(one["/MCID"]), ""))
        elif one.get("/Type") != "/OBJR":
            if words:
                yield Heard(tag, _line(words), within)
                words = []
            yield from _under(one, inside, page, spoken)
    if words:
        yield Heard(tag, _line(words), within)


def _kids(node: DictionaryObject) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, list) else [node.raw_get("/K")]


def _line(words: list[str]) -> str:
    return " ".join("".join(words).split())


def _spoken(page: PageObject) -> Spoken:
    """What stands on a page under each mark (MCID) of its content."""
    found: Spoken = {}
    marks: list[int | None] = []

    def before(operator: bytes, operands: list[Any], _cm: Any, _tm: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            told = operands[1] if len(operands) > 1 else {}
            marks.append(int(told["/MCID"]) if isinstance(told, dict) and "/MCID" in told else None)
        elif operator == b"EMC" and marks:
            marks.pop()

    def text(words: str, *_rest: Any) -> None:
        mark = next((one for one in reversed(marks) if one is not None), None)
        if mark is not None:
            found[mark] = found.get(mark, "") + words

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found
