"""The minutes as Akoma Ntoso 1.0 (OASIS), a `debate`: the words of the page with their parts named. Pure."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from scdapp.decisions import vocabulary as decided
from scdapp.decisions.hall_models import Officer
from scdapp.minutes import canonical
from scdapp.minutes.models import Minutes
from scdapp.minutes.prose import Paragraph, Prose, Ruling, prose

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
US = "#association"


def document(minutes: Minutes, text: str, officers: Sequence[Officer], *, home: str) -> bytes:
    """The whole text. `home` is the address of the site, where the association is found."""
    told = prose(text)
    root = ET.Element("akomaNtoso", xmlns=NAMESPACE)
    debate = ET.SubElement(root, "debate", name="minutes", contains="originalVersion")
    _meta(ET.SubElement(debate, "meta"), minutes, told, text, officers, home)
    preface = ET.SubElement(debate, "preface")
    _p(ET.SubElement(preface, "longTitle"), told.title)
    for label, value in told.facts:
        _p(preface, f"{label}: {value}")
    body = ET.SubElement(debate, "debateBody")
    for paragraph in told.paragraphs:
        _paragraph(body, paragraph)
    _conclusions(ET.SubElement(debate, "conclusions"), minutes, officers)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _meta(meta: ET.Element, minutes: Minutes, told: Prose, text: str, officers: Sequence[Officer], home: str) -> None:
    held = minutes.meeting.held_on
    on = held.isoformat() if held else f"{told.year}-01-01"
    uri = f"/akn/se/debate/minutes/{on}/{minutes.meeting.uid}"
    written = minutes.attested_at or minutes.sent_at or minutes.created_at
    identification = ET.SubElement(meta, "identification", source=US)
    for level, address, when, name in (
        ("Work", uri, on, "meeting"),
        ("Expression", f"{uri}/swe@{written.date().isoformat()}", written.date().isoformat(), "attestation"),
        ("Manifestation", f"{uri}/swe@{written.date().isoformat()}.xml", written.date().isoformat(), "attestation"),
    ):
        part = ET.SubElement(identification, f"FRBR{level}")
        ET.SubElement(part, "FRBRthis", value=f"{address}/!main")
        ET.SubElement(part, "FRBRuri", value=address)
        if level == "Expression":
            ET.SubElement(part, "FRBRalias", name="sha256", value=canonical.digest(text))
        ET.SubElement(part, "FRBRdate", date=when, name=name)
        ET.SubElement(part, "FRBRauthor", {"href": US, "as": "#author"})
        if level == "Work":
            ET.SubElement(part, "FRBRcountry", value="se")
        elif level == "Expression":
            ET.SubElement(part, "FRBRlanguage", language="swe")
        else:
            ET.SubElement(part, "FRBRformat", value="application/akn+xml")
    references = ET.SubElement(meta, "references", source=US)
    ET.SubElement(references, "TLCOrganization", eId="association", href=home, showAs=told.association)
    ET.SubElement(references, "TLCRole", eId="author", href="/akn/ontology/role/author", showAs="upphov")
    for role in dict.fromkeys(one.role for one in officers):
        ET.SubElement(references, "TLCRole", eId=role, href=f"/akn/ontology/role/se/{role}", showAs=decided.ROLES[role])
    for number, officer in enumerate(officers, 1):
        ET.SubElement(
            references,
            "TLCPerson",
            eId=f"person_{number}",
            href=f"/akn/ontology/person/se/{officer.uid}",
            showAs=officer.name,
        )


def _paragraph(body: ET.Element, one: Paragraph) -> None:
    here = f"dbsect_{one.number}"
    section = ET.SubElement(body, "debateSection", name=one.kind, eId=here)
    ET.SubElement(section, "num").text = f"§ {one.number}"
    ET.SubElement(section, "heading").text = one.heading
    for part in one.body:
        ET.SubElement(section, "narrative").text = part
    for number, ruling in enumerate(one.rulings, 1):
        _ruling(section, ruling, f"{here}__res_{number}")
    for number, elected in enumerate(one.elected, 1):
        other = ET.SubElement(ET.SubElement(section, "resolutions", eId=f"{here}__elect_{number}"), "other")
        _p(other, f"Valda: {elected.post}")
        _items(other, [", ".join(part for part in row if part) for row in elected.rows], f"{here}__elect_{number}")
    for fact in (*one.facts, *([one.attested] if one.attested else [])):
        ET.SubElement(section, "summary").text = fact


def _ruling(section: ET.Element, one: Ruling, here: str) -> None:
    other = ET.SubElement(ET.SubElement(section, "resolutions", eId=here), "other")
    _p(other, one.lead)
    _items(other, [f"att {clause}" for clause in one.clauses], here)


def _items(parent: ET.Element, texts: Sequence[str], here: str) -> None:
    items = ET.SubElement(parent, "blockList", eId=f"{here}__list_1")
    for number, text in enumerate(texts, 1):
        _p(ET.SubElement(items, "item", eId=f"{here}__list_1__item_{number}"), text)


def _conclusions(conclusions: ET.Element, minutes: Minutes, officers: Sequence[Officer]) -> None:
    signed = {one.officer_id: one for one in minutes.signatures if one.signed_sha256 == minutes.sha256}
    for number, officer in enumerate(officers, 1):
        line = ET.SubElement(conclusions, "p")
        signature = ET.SubElement(line, "signature") if officer.id in signed else line
        person = {"refersTo": f"#person_{number}", "as": f"#{officer.role}"}
        ET.SubElement(signature, "person", person).text = officer.name
        if found := signed.get(officer.id):
            day = found.signed_at.date().isoformat()
            ET.SubElement(signature, "date", date=day).text = day


def _p(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "p").text = text
