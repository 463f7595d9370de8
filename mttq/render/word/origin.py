"""What the file of a Word document says of its origin: custom properties, which Word and LibreOffice keep.

Anybody can change them in Word, so they are a claim that `mttq verify` tests, never a proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from mttq.render.office import Element, property_text
from mttq.report.model import Origin

PART = "docProps/custom.xml"
"""The part of the file that holds them."""

PREFIX = "mttq-"
FIELDS = {
    f"{PREFIX}loai": "kind",
    f"{PREFIX}don-vi": "unit",
    f"{PREFIX}nam": "cycle",
    f"{PREFIX}ky": "period",
    f"{PREFIX}ma-noi-dung": "checksum",
    f"{PREFIX}commit": "commit",
    f"{PREFIX}phien-ban": "version",
}
"""The properties by name, with the field of `Origin` that each holds; a document with charts has `CHARTS` as well."""

CHARTS = f"{PREFIX}bieu-do"
OF_COMMIT = frozenset({f"{PREFIX}commit", f"{PREFIX}phien-ban"})
"""The properties that say which commit the data are in; all others follow from the data alone."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NS = f"{_OFFICE}/custom-properties"
_VALUE = f"{{{_OFFICE}/docPropsVTypes}}lpwstr"
_RELATION = f"{_OFFICE}/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of properties that users may add to
_FIRST_ID = 2
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def write(document: Document, origin: Origin) -> None:
    """Write the origin into the properties of a document, next to those that its template has."""
    package = document.part.package
    kept = [one for one in package.rels.values() if one.reltype == _RELATION and not one.is_external]
    root: Element = etree.Element(
        f"{{{_NS}}}Properties", nsmap={None: _NS, "vt": f"{_OFFICE}/docPropsVTypes"}
    )
    if kept:
        part = kept[0].target_part
        with suppress(etree.XMLSyntaxError):
            root = etree.fromstring(part.blob, _PARSER)
    else:
        part = Part(PackURI(f"/{PART}"), _TYPE, package=package)
        package.relate_to(part, _RELATION)
    for one in [one for one in root if str(one.get("name", "")).startswith(PREFIX)]:
        root.remove(one)
    said = {name: getattr(origin, field) for name, field in FIELDS.items()}
    if origin.charts:
        said[CHARTS] = "co"
    for name, value in said.items():
        if value:
            one = etree.SubElement(root, f"{{{_NS}}}property", fmtid=_FORMAT, name=name)
            etree.SubElement(one, _VALUE).text = property_text(value)
    for number, one in enumerate(root, _FIRST_ID):
        one.set("pid", str(number))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def properties(content: bytes) -> dict[str, str]:
    """Return the properties that a part holds, by name; none if it is no such part."""
    try:
        root: Element = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError:
        return {}
    return {
        str(one.get("name", "")): "".join(one.itertext()).strip() for one in root if isinstance(one.tag, str)
    }


def origin_of(found: Mapping[str, str]) -> Origin | None:
    """Return the origin that properties name; None if one of those that every document has is missing."""
    said = {field: found.get(name, "") for name, field in FIELDS.items()}
    if not all(value for field, value in said.items() if field not in {"commit", "version"}):
        return None
    return Origin(**said, charts=CHARTS in found)


def same_data(old: bytes, new: bytes) -> bool:
    """Return whether two parts of properties name the same data; a commit counts only if the new one names one."""
    if old == new:
        return True
    before, after = properties(old), properties(new)
    if not OF_COMMIT.isdisjoint(after):
        return before == after
    return {name: value for name, value in before.items() if name not in OF_COMMIT} == after
